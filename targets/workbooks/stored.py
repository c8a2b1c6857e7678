"""What was read from a file, as it waits for a decision: the touched rows, faults and remarks, kept as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from targets.content import PARTS, WORDS, Content, parts_from_json, to_json
from targets.models import Figure
from targets.workbooks.cells import print_in_file, read_row
from targets.workbooks.layout import places_of
from targets.workbooks.reading import FilledRow, Reading, Remark

GONE = "Dòng này không còn trong báo cáo (biểu đã thay đổi). Hãy tải tệp mới."


@dataclass(frozen=True)
class StoredRow:
    """What one row would make of its figure. `seen`: the revision in the file; `places`: cell by part."""

    figure: int
    seen: int
    place: str
    places: dict[str, str]
    given: dict

    @property
    def content(self) -> Content:
        parts = parts_from_json(self.given)
        return {name: getattr(parts, name) for name in PARTS} | {name: self.given[name] for name in WORDS}


@dataclass
class Stored:
    """The whole of a file: reports that it speaks of, touched rows, how many rows were left alone."""

    reports: list[int]
    rows: list[StoredRow] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    untouched: int = 0

    def to_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping) -> "Stored":
        rows = [StoredRow(**row) for row in kept["rows"]]
        pairs = {name: [tuple(pair) for pair in kept[name]] for name in ("faults", "remarks")}
        return cls(kept["reports"], rows, untouched=kept["untouched"], **pairs)


def stored_from(reading: Reading, figures: Mapping[int, Figure]) -> Stored:
    """The rows that a person touched since the file was made, read as their figures' kinds ask for it."""
    stored = Stored([*reading.seal.reports], faults=list(reading.faults), remarks=list(reading.remarks))
    for row in reading.rows:
        figure = figures.get(row.key.figure)
        if figure is None:
            stored.faults.append((row.place, GONE))
        else:
            _take(stored, row, figure)
    return stored


def _take(stored: Stored, row: FilledRow, figure: Figure) -> None:
    asks = places_of(figure.indicator.kind)
    content, faults = read_row(figure.indicator.kind, figure.indicator.grade_steps, row.cells)
    faults |= {part: row.faults[column] for part, column in asks.items() if column in row.faults}
    stored.faults += [(row.places[asks[part]], said) for part, said in faults.items()]
    if not faults and print_in_file(content) == row.key.content:
        stored.untouched += 1
    elif not faults:
        places = {part: row.places[column] for part, column in asks.items()}
        stored.rows.append(StoredRow(figure.pk, row.key.seen, row.place, places, to_json(content)))
