"""What was worked out for one page and serves the next, for as long as nothing that it rests on has changed.

Every key holds fingerprints of targets.judging.Board, which change with any approval, correction, closing, amendment,
reorganisation, rename and with each day, so that nothing here is ever told to forget. Each process keeps its own.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

Found = TypeVar("Found")


class Shelf:
    """As many results as fit; those that were not asked for longest make room."""

    def __init__(self, room: int):
        self._room = room
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, work_out: Callable[[], Found], *, keep: Callable[[], bool] = lambda: True) -> Found:
        """What is kept under the key, else what `work_out` gives; a key of None is never kept. keep: asked before."""
        if key is None:
            return work_out()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = work_out()
        if keep():
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > self._room:
                    self._kept.popitem(last=False)
        return found

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


ROWS = Shelf(6_000)  # targets of tables, some 10 KB each
HEAT = Shelf(3_000)  # rows of matrices, some 15 KB each
LINES = Shelf(1_000)  # first lines of pages


def empty_shelves() -> None:
    for shelf in (ROWS, HEAT, LINES):
        shelf.clear()
