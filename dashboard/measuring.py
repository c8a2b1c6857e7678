"""How much a page costs: its queries, its bytes, its time, and the time that its bare SQL takes in the same run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client

MILLISECONDS = 1000


@dataclass
class Recorder:
    """Keeps every query that passes, with its parameters; to be installed as an execute wrapper."""

    queries: list[tuple[str, object]] = field(default_factory=list)

    def __call__(self, execute, sql, params, many, context):
        self.queries.append((sql, params))
        return execute(sql, params, many, context)


@dataclass(frozen=True)
class Cost:
    """What one page costs. Times are medians in milliseconds."""

    queries: int
    size: int
    page_ms: float
    sql_ms: float

    @property
    def ratio(self) -> float:
        """How many times the bare SQL's time the whole page takes."""
        return self.page_ms / self.sql_ms if self.sql_ms else 0.0


class PageFailed(Exception):
    """A page that should be measured does not answer 200."""


def cost_of(client: Client, path: str, *, repeat: int) -> Cost:
    """Ask for a page once to warm up, once to count, `repeat` times by the clock; then its queries alone, as often."""
    if (status := client.get(path, secure=True).status_code) != 200:
        raise PageFailed(f"{path} trả về {status}.")
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        response = client.get(path, secure=True)
    return Cost(
        queries=len(recorder.queries),
        size=len(response.content),
        page_ms=_median_ms(lambda: client.get(path, secure=True), repeat),
        sql_ms=_median_ms(lambda: _run(recorder.queries), repeat),
    )


def _run(queries: list[tuple[str, object]]) -> None:
    """The same queries without Django's objects: send, fetch, forget."""
    with connection.cursor() as cursor:
        for sql, params in queries:
            cursor.execute(sql, params)
            cursor.fetchall()


def _median_ms(work: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return median(times) * MILLISECONDS
