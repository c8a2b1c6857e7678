"""A consolidated table as plain values: its head, its lines, every number with what it was made of; kept as JSON."""

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextChoices

from targets.amount import Amount, divided

KEPT_PLACES = Decimal("1e-12")


class Extent(TextChoices):
    """Whose figures a table holds (phạm vi tổng hợp)."""

    OWN = "own", "chỉ số liệu của chính đơn vị"
    FORM = "form", "cộng các đơn vị báo cáo biểu này"
    ALL = "all", "đơn vị cùng mọi đơn vị cấp dưới"


class Column(TextChoices):
    """What a table may say of an indicator, in the order of the paper."""

    UNIT = "unit", "Đơn vị tính"
    ASKED = "asked", "Kế hoạch"
    NUMERATOR = "numerator", "Tử số"
    DENOMINATOR = "denominator", "Mẫu số"
    PERIOD = "period", "Thực hiện kỳ"
    TO_DATE = "to_date", "Lũy kế"
    BEFORE = "before", "Cùng kỳ"
    BEFORE_TO_DATE = "before_to_date", "Lũy kế cùng kỳ"
    VERSUS_BEFORE = "versus_before", "So với cùng kỳ"
    VERSUS_ASKED = "versus_asked", "So với kế hoạch"
    NOTE = "note", "Ghi chú"

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers, to be set flush right."""
        return self not in (Column.UNIT, Column.ASKED, Column.VERSUS_ASKED, Column.NOTE)


USUAL_COLUMNS = tuple(
    column for column in Column if column not in (Column.NUMERATOR, Column.DENOMINATOR, Column.BEFORE_TO_DATE)
)
COUNTED = (Column.PERIOD, Column.TO_DATE, Column.BEFORE, Column.BEFORE_TO_DATE)  # what parts of agencies make


@dataclass(frozen=True, slots=True)
class Value:
    """One cell: what it says, and behind a number its exact value ("2917/3") with the decimals shown.

    suffix, signed: of a difference ("+0,7 điểm %"). is_text: a step or a yes, which is compared but never summed up.
    """

    shown: str = ""
    exact: str = ""
    suffix: str = ""
    signed: bool = False
    is_text: bool = False

    @property
    def places(self) -> int:
        """How many decimals are shown."""
        return len(self.shown.removesuffix(self.suffix).partition(",")[2]) if self.exact else 0

    @property
    def number(self) -> Decimal | None:
        """The number for a spreadsheet; None of words."""
        return decimal_of(Fraction(self.exact)) if self.exact and not self.is_text else None


BLANK = Value()


@dataclass(frozen=True)
class Line:
    """One indicator of the form.

    parts: agency id to its amounts under each of COUNTED, written "numerator/denominator", "value" or "" where it owes
    and has not given; None where it does not stand in that total. as_of: the month at whose end a latest year to date
    stands. verdict: key of the badge, "" where there is no plan. rule: the version of the target behind "Kế hoạch".
    """

    indicator: int
    code: str
    name: str
    section: str = ""
    number: str = ""
    is_part: bool = False
    unit: str = ""
    asked: str = ""
    rule: int | None = None
    numerator: Value = BLANK
    denominator: Value = BLANK
    period: Value = BLANK
    to_date: Value = BLANK
    before: Value = BLANK
    before_to_date: Value = BLANK
    versus_before: Value = BLANK
    verdict: str = ""
    verdict_word: str = ""
    verdict_gap: str = ""
    is_running: bool = False
    as_of: int | None = None
    notes: tuple[str, ...] = ()
    parts: dict[int, tuple[str | None, ...]] = field(default_factory=dict)

    def cell(self, column: Column) -> Value:
        """What a column says of this line."""
        match column:
            case Column.UNIT:
                return Value(self.unit)
            case Column.ASKED:
                return Value(self.asked)
            case Column.VERSUS_ASKED:
                return Value(self.verdict_words)
            case Column.NOTE:
                return Value(self.note)
            case _:
                return getattr(self, column.value)

    @property
    def note(self) -> str:
        said = "; ".join(self.notes)
        return said[:1].upper() + said[1:]

    @property
    def verdict_words(self) -> str:
        """ "Gần đạt, thiếu 0,7 điểm % (tạm tính)"."""
        said = ", ".join(words for words in (self.verdict_word, self.verdict_gap) if words)
        return f"{said} (tạm tính)" if said and self.is_running else said


@dataclass(frozen=True)
class Section:
    """The lines under one heading of the form; `number` is its Roman number, both empty where the form has none."""

    number: str
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class Table:
    """A consolidated table (biểu tổng hợp). `missing`: who owes and is not confirmed; `names` of all in the parts."""

    form: str
    form_name: str
    period: str
    days: str
    agency: str
    extent: str
    cut_off: str
    owing: int = 0
    approved: int = 0
    sent: int = 0
    with_sent: bool = False
    is_sample: bool = False
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = tuple(column.value for column in USUAL_COLUMNS)
    lines: tuple[Line, ...] = ()
    names: dict[int, str] = field(default_factory=dict)

    @property
    def shown_columns(self) -> list[Column]:
        return [column for column in Column if column.value in self.columns]

    @property
    def sections(self) -> list[Section]:
        """The lines under the headings of the form, in its order."""
        found: list[Section] = []
        for line in self.lines:
            if not found or found[-1].name != line.section:
                headed = sum(1 for section in found if section.name)
                found.append(Section(roman(headed + 1) if line.section else "", line.section, []))
            found[-1].lines.append(line)
        return found

    @property
    def coverage(self) -> str:
        """ "58/60 đơn vị đã xác nhận, 1 đơn vị đã gửi", or nothing where nobody owes."""
        if not self.owing:
            return ""
        said = f"{self.approved}/{self.owing} đơn vị đã xác nhận"
        return f"{said}, {self.sent} đơn vị đã gửi" if self.sent else said

    @property
    def first_line(self) -> str:
        """ "Số liệu chốt ngày 14/09/2026 · 58/60 đơn vị đã xác nhận"."""
        said = [f"Số liệu chốt ngày {self.cut_off}", self.coverage]
        said.append("gồm số liệu chưa xác nhận" if self.with_sent else "")
        return " · ".join(words for words in said if words)

    @property
    def extent_words(self) -> str:
        return Extent(self.extent).label

    @property
    def foot(self) -> tuple[str, ...]:
        """What stands below the table: who is missing, and whatever holds for all of it."""
        said = [f"Chưa xác nhận ({len(self.missing)} đơn vị): {', '.join(self.missing)}."] if self.missing else []
        if self.with_sent:
            said.append("Biểu gồm cả số liệu đã gửi nhưng chưa được xác nhận.")
        return (*said, *self.notes)

    def line_of(self, indicator: int) -> Line | None:
        return next((line for line in self.lines if line.indicator == indicator), None)


def to_json(table: Table) -> dict:
    """The whole table as plain values."""
    return asdict(table)


def from_json(kept: dict) -> Table:
    """The table that `to_json` wrote."""
    known = dict(kept)
    known["lines"] = tuple(_line(line) for line in kept["lines"])
    known["names"] = {int(key): name for key, name in kept["names"].items()}
    for name in ("missing", "notes", "columns"):
        known[name] = tuple(kept[name])
    return Table(**known)


def _line(kept: dict) -> Line:
    known = {
        name: Value(**value) if isinstance(value, dict) and "shown" in value else value for name, value in kept.items()
    }
    known["notes"] = tuple(kept["notes"])
    known["parts"] = {int(key): tuple(amounts) for key, amounts in kept["parts"].items()}
    return Line(**known)


def amount_text(amount: Amount | None) -> str:
    """An amount as it is kept: "97/100", "12", or "" of nothing given."""
    if amount is None:
        return ""
    value = format(amount.value.normalize(), "f")
    return value if amount.base is None else f"{value}/{format(amount.base.normalize(), 'f')}"


def parts_of_text(text: str) -> tuple[Decimal | None, Decimal | None]:
    """(value, base) of a kept amount."""
    value, _, base = text.partition("/")
    return Decimal(value) if value else None, Decimal(base) if base else None


def percent_of_text(text: str) -> Fraction | None:
    """value ÷ base in percent; None where there is nothing to divide."""
    value, base = parts_of_text(text)
    return divided(value * 100, base) if value is not None and base else None


def decimal_of(value: Fraction | None) -> Decimal | None:
    """As close as a spreadsheet can hold it."""
    if value is None:
        return None
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(KEPT_PLACES).normalize()


def roman(number: int) -> str:
    """I, II, III, IV …, for the headings of a paper."""
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    said = ""
    for size, sign in signs:
        while number >= size:
            said, number = said + sign, number - size
    return said
