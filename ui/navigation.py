"""The main navigation and the lists of a section: entries whose pages exist, and which of them a path belongs to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Entry:
    url: str
    label: str
    is_current: bool


def entries(table, path: str) -> list[Entry]:
    """One entry for each (url name, label, path prefixes) of `table` that resolves; the longest fitting prefix is current.

    Prefixes stand in one text, a space between.
    """
    known = [(url, label, prefixes.split()) for name, label, prefixes in table if (url := _address(name))]
    fitting = [prefix for _, _, prefixes in known for prefix in prefixes if _fits(prefix, path)]
    current = max(fitting, key=len, default=None)
    return [Entry(url, label, current in prefixes) for url, label, prefixes in known]


def side_by_side(
    sections: Iterable[Sequence[tuple[str, str, str]]], path: str, may: Callable[[str], bool]
) -> list[Entry]:
    """The lists that belong together with the one at this path; none where the path is no such list.

    A section is a run of (url name, label, action): `may` says whether the person may do that action anywhere; an
    empty action is everybody's.
    """
    for section in sections:
        known = [(url, label, action) for name, label, action in section if (url := _address(name))]
        if path in (url for url, _, _ in known):
            return [Entry(url, label, url == path) for url, label, action in known if not action or may(action)]
    return []


def _fits(prefix: str, path: str) -> bool:
    return path == prefix or (prefix != "/" and path.startswith(prefix))


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
