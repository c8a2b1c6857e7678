"""How much a page or an action costs: its queries, the rows they read, its time, and what its SQL alone takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client

MILLISECONDS = 1000
HIGH_SHARE = 0.95
READS = ("SELECT", "WITH")

Statement = tuple[str, object]  # SQL and its parameters


@dataclass
class Recorder:
    """Keeps every query that passes, with its parameters and the time it took; to be installed as an execute wrapper.

    rows: what the database says that the queries read or changed; SQLite says so only of changes.
    """

    queries: list[Statement] = field(default_factory=list)
    seconds: float = 0.0
    rows: int = 0

    def __call__(self, execute, sql, params, many, context):
        self.queries.append((sql, params))
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += perf_counter() - began
            self.rows += max(context["cursor"].rowcount or 0, 0)

    @property
    def reads(self) -> list[Statement]:
        """Those that may be sent again: they change nothing."""
        return [query for query in self.queries if query[0].lstrip("( ").upper().startswith(READS)]


@dataclass(frozen=True)
class Times:
    """Of how often something was done, in milliseconds."""

    each: Sequence[float]

    @property
    def median(self) -> float:
        return median(self.each)

    @property
    def high(self) -> float:
        """The 95th percentile: of twenty times the nineteenth."""
        return sorted(self.each)[ceil(HIGH_SHARE * len(self.each)) - 1]


@dataclass(frozen=True)
class Cost:
    """What one page costs. first_…: where nothing was kept in the process. sql_ms, first_sql_ms: the queries alone,
    without Django; first_rows: what they read; beside_ms: other queries, run in turn with them."""

    content: bytes
    queries: int
    times: Times
    sql_ms: float
    first_queries: int
    first_ms: float
    first_rows: int
    first_sql_ms: float
    beside_ms: float

    @property
    def ratio(self) -> float:
        """How many times its bare queries' time the whole page takes."""
        return self.times.median / self.sql_ms if self.sql_ms else 0.0


class PageFailed(Exception):
    """A page that should be measured does not answer 200."""


def cost_of(
    client: Client,
    path: str,
    *,
    repeat: int,
    forget: Callable[[], object] = lambda: None,
    beside: Sequence[Statement] = (),
) -> Cost:
    """Ask for a page once to warm up, once with nothing kept, once to count, `repeat` times by the clock; then its
    queries alone, as often. `forget`: throws away what the process has kept of earlier answers."""
    get(client, path)
    forget()
    first, usual = Recorder(), Recorder()
    began = perf_counter()
    with connection.execute_wrapper(first):
        get(client, path)
    first_ms = (perf_counter() - began) * MILLISECONDS
    with connection.execute_wrapper(usual):
        content = get(client, path)
    times = times_of(lambda: get(client, path), repeat)
    asked = (usual.reads, first.reads, beside)
    in_turn = zip(*([milliseconds(lambda some=some: run(some)) for some in asked] for _ in range(repeat)), strict=True)
    sql_ms, first_sql_ms, beside_ms = map(median, in_turn)
    return Cost(
        content=content,
        queries=len(usual.queries),
        times=times,
        sql_ms=sql_ms,
        first_queries=len(first.queries),
        first_ms=first_ms,
        first_rows=run(first.reads),
        first_sql_ms=first_sql_ms,
        beside_ms=beside_ms,
    )


def get(client: Client, path: str) -> bytes:
    """The page, or PageFailed."""
    response = client.get(path, secure=True)
    if response.status_code != 200:
        raise PageFailed(f"{path} trả về {response.status_code}.")
    return response.getvalue()


def run(queries: Sequence[Statement]) -> int:
    """Queries without Django's objects: send, fetch, forget; how many rows they gave."""
    return sum(len(rows_of(sql, params)) for sql, params in queries)


def rows_of(sql: str, params: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def times_of(work: Callable[[], object], repeat: int) -> Times:
    return Times([milliseconds(work) for _ in range(repeat)])


def milliseconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * MILLISECONDS
