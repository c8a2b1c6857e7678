"""What was measured, one line each: as a table to read, as JSON to keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ui.numbers import write_number

COLUMNS = (  # head, width, attribute, decimals
    ("truy vấn", 9, "queries", 0),
    ("ms", 10, "ms", 1),
    ("p95", 10, "high", 1),
    ("SQL ms", 9, "sql", 1),
    ("| lần đầu", 10, "first_queries", 0),
    ("ms", 10, "first", 1),
    ("dòng", 10, "rows", 0),
    ("SQL ms", 9, "first_sql", 1),
    ("| SQL thuần", 12, "bare", 1),
    ("tỷ lệ", 7, "ratio", 2),
    ("từ số gốc", 10, "raw", 1),
    ("KB", 7, "kb", 0),
    ("MB", 6, "mb", 0),
)
LABEL_WIDTH = 46
KEPT, MISSED = "✓", "✕"


@dataclass(frozen=True)
class Limit:
    """What it must reach (docs/performance.md); None where nothing is asked."""

    queries: int | None = None
    ms: float | None = None
    ratio: float | None = None
    mb: float | None = None


NOTHING_ASKED = Limit()


@dataclass(frozen=True)
class Line:
    """One thing measured; times in milliseconds.

    ms, high: median and 95th percentile; sql: the queries alone. first_…: with nothing kept in the process; rows: read
    then. bare: the same answer by hand-written SQL; raw: the same from the raw figures, without stored totals. mb: the
    process at its highest. None where it was not measured. remark: how much of it.
    """

    label: str
    queries: int
    rows: int | None
    ms: float
    high: float
    first: float
    sql: float
    mb: float
    bare: float | None = None
    raw: float | None = None
    first_queries: int | None = None
    first_sql: float | None = None
    kb: float | None = None
    limit: Limit = NOTHING_ASKED
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        return self.sql / self.bare if self.bare else None

    @property
    def keeps(self) -> bool:
        """Whether it reaches what is asked of it."""
        return all(
            asked is None or (found := getattr(self, name)) is None or found <= asked
            for name, asked in vars(self.limit).items()
        )

    @property
    def asked(self) -> str:
        """What is asked, in words: "≤ 12 truy vấn, ≤ 80 ms"."""
        limit = self.limit
        said = [
            limit.queries is not None and f"≤ {limit.queries} truy vấn",
            limit.ms is not None and f"≤ {number(limit.ms, 0)} ms",
            limit.ratio is not None and f"tỷ lệ ≤ {number(limit.ratio, 1)}",
            limit.mb is not None and f"≤ {number(limit.mb, 0)} MB",
        ]
        return ", ".join(filter(None, said))

    @property
    def as_json(self) -> dict:
        names = [name for _, _, name, _ in COLUMNS]
        found = {name: getattr(self, name) for name in names}
        rounded = {name: value if value is None else round(value, 3) for name, value in found.items()}
        return {"label": self.label, "remark": self.remark, **rounded, "asked": self.asked, "keeps": self.keeps}


def head() -> str:
    return f"{'':<{LABEL_WIDTH}}" + "".join(f"{words:>{width}}" for words, width, _, _ in COLUMNS)


def written(line: Line) -> str:
    label = f"{line.label}{f' ({line.remark})' if line.remark else ''}"
    cells = (f"{number(getattr(line, name), places):>{width}}" for _, width, name, places in COLUMNS)
    verdict = f"  {KEPT if line.keeps else MISSED} {line.asked}" if line.asked else ""
    return f"{label:<{LABEL_WIDTH}}{''.join(cells)}{verdict}"


def number(value: float | None, places: int) -> str:
    return "–" if value is None else write_number(Decimal(str(value)), places)


def missed(lines: Iterable[Line]) -> list[str]:
    """Labels of what does not reach what is asked of it."""
    return [line.label for line in lines if not line.keeps]
