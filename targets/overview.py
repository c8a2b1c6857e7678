"""How every agency stands with its reports of a year: agencies by periods, each cell the state of what is owed there."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from agencies.models import Agency
from periods.locks import Locks
from periods.models import ReportingPeriod
from periods.period import Calendar, Period, periods_of
from targets.models import ReportForm, Submission
from ui.numbers import write_number
from ui.states import State as Look
from ui.states import state

State = Submission.State
SENT = (State.SUBMITTED, State.APPROVED)
WORST_FIRST = ("overdue", "returned", "not_started", "draft", "leader", "submitted", "approved")
SHORT = {
    "not_started": "Chưa nhập",
    "draft": "Bản nháp",
    "leader": "Chờ duyệt",
    "submitted": "Đã gửi",
    "returned": "Trả lại",
    "approved": "Xác nhận",
    "overdue": "Quá hạn",
    "not_due": "",
    "not_owed": "",
    "not_opened": "",
}
FIELDS = ("agency_id", "form_id", "period_id", "state", "due_on", "first_submitted_at")


@dataclass(slots=True)
class Item:
    """One report: its state today, how late it is or was, and in words. `may_nudge`: the person may remind its agency of it."""

    report: Submission
    key: str
    days_late: int
    is_overdue: bool
    deadline: str
    may_nudge: bool = False

    @property
    def is_sent(self) -> bool:
        return self.report.state in SENT

    @property
    def note(self) -> str:
        """How late, beside the word of the state: "5 ngày" beside "Quá hạn", "chậm 5 ngày" beside what has come."""
        if not self.days_late:
            return ""
        return f"{write_number(self.days_late)} ngày" if self.key == "overdue" else self.late_words

    @property
    def late_words(self) -> str:
        words = "quá hạn" if self.is_overdue else "chậm"
        return f"{words} {write_number(self.days_late)} ngày"


@dataclass(slots=True)
class Cell:
    """One agency in one period: the worst of its reports, or why there is none."""

    look: Look
    word: str
    items: list[Item] = field(default_factory=list)

    @property
    def item(self) -> Item | None:
        """The report that the cell leads to; None where there is none, or more than one."""
        return self.items[0] if len(self.items) == 1 else None

    @property
    def note(self) -> str:
        if len(self.items) < 2:
            return self.items[0].note if self.items else ""
        sent = sum(item.is_sent for item in self.items)
        return f"{write_number(sent)}/{write_number(len(self.items))} đã gửi"


@dataclass(slots=True)
class Row:
    agency: Agency
    cells: list[Cell]

    @property
    def items(self) -> list[Item]:
        return [item for cell in self.cells for item in cell.items]

    @property
    def late(self) -> int:
        """How many of its reports came after their due day or are missing after it."""
        return sum(item.days_late > 0 for item in self.items)

    @property
    def waiting(self) -> list[Item]:
        """What the agency still has to send."""
        return [item for item in self.items if not item.is_sent]


@dataclass(slots=True)
class Column:
    """One period of the year. `row` is None before the year's periods are made."""

    key: Period
    row: ReportingPeriod | None
    owed: int = 0
    sent: int = 0
    approved: int = 0
    sent_late: int = 0
    overdue: int = 0

    def count(self, item: Item) -> None:
        self.owed += 1
        self.sent += item.is_sent
        self.approved += item.key == State.APPROVED
        self.overdue += item.is_overdue
        self.sent_late += bool(item.days_late and not item.is_overdue)


@dataclass(frozen=True, slots=True)
class Late:
    """A form and period of which somebody may be reminded, and how many are late."""

    form: ReportForm
    period: ReportingPeriod
    count: int


@dataclass
class Matrix:
    columns: list[Column]
    rows: list[Row]
    late: list[Late]

    @property
    def compares(self) -> bool:
        """Whether there is more than one agency to count and compare."""
        return len(self.rows) > 1

    @property
    def late_rows(self) -> list[Row]:
        return [row for row in self.rows if row.late]


def matrix(
    reports, forms: Iterable[ReportForm], year: int, today: date, *, may_nudge: Callable[[Submission], bool]
) -> Matrix:
    """The reports (a queryset) of these forms in a year, as a matrix; as many queries however many reports."""
    by_key = {form.pk: form for form in forms}
    periods = {row.pk: row for row in ReportingPeriod.objects.filter(year=year)}
    found = reports.filter(form__in=list(by_key), period__in=list(periods))
    agencies = {one.pk: one for one in Agency.objects.filter(pk__in=found.order_by().values("agency"))}
    items = [_item(report, today) for report in found.order_by("form__code", "pk").only(*FIELDS)]
    for item in items:
        report = item.report
        report.agency, report.form = agencies[report.agency_id], by_key[report.form_id]
        report.period = periods[report.period_id]
    _mark_nudges(items, today, may_nudge)
    columns = _columns(by_key.values(), periods.values(), items, year)
    absence = Absence(by_key, today)
    rows = _rows(agencies.values(), columns, items, absence)
    return Matrix(columns, rows, _late(items))


def _item(report: Submission, today: date) -> Item:
    return Item(
        report,
        report.shown_state(today),
        report.days_late(today),
        report.is_overdue(today),
        report.deadline_words(today),
    )


def _mark_nudges(items: list[Item], today: date, may_nudge: Callable[[Submission], bool]) -> None:
    """Of what is overdue: where the person may remind the agency of it, and the agency can still send."""
    overdue = [item for item in items if item.is_overdue]
    locks = Locks.load({item.report.period for item in overdue}, today)
    for item in overdue:
        report = item.report
        item.may_nudge = may_nudge(report) and not locks.closing(report.period, report.agency)


def _columns(forms, periods, items: list[Item], year: int) -> list[Column]:
    """The periods that the forms' calendars ask for, and any other in which they have been reported."""
    rows = {row.key: row for row in periods}
    keys = {key for form in forms for key in periods_of(Calendar(form.calendar), year)}
    keys |= {item.report.period.key for item in items}
    columns = {key: Column(key, rows.get(key)) for key in sorted(keys)}
    for item in items:
        columns[item.report.period.key].count(item)
    return list(columns.values())


def _rows(agencies: Iterable[Agency], columns: Sequence[Column], items: list[Item], absence: "Absence") -> list[Row]:
    placed: dict[tuple[int, Period], list[Item]] = defaultdict(list)
    owed: dict[int, set[int]] = defaultdict(set)
    for item in items:
        placed[item.report.agency_id, item.report.period.key].append(item)
        owed[item.report.agency_id].add(item.report.form_id)
    return [
        Row(agency, [_cell(placed.get((agency.pk, one.key), []), one, owed[agency.pk], absence) for one in columns])
        for agency in sorted(agencies, key=lambda one: (one.sort_key, one.pk))
    ]


def _cell(items: list[Item], column: Column, owed: set[int], absence: "Absence") -> Cell:
    key = min((item.key for item in items), key=WORST_FIRST.index) if items else absence.why(owed, column)
    return Cell(state("report", key), SHORT[key], items)


class Absence:
    """Why an agency has no report in a period: read once which forms have been opened in which periods, for anybody."""

    def __init__(self, forms: dict[int, ReportForm], today: date):
        self.forms, self.today = forms, today
        opened = Submission.objects.filter(form__in=list(forms)).order_by().values_list("form", "period").distinct()
        self.opened = set(opened)

    def why(self, owed: Iterable[int], column: Column) -> str:
        """The key of the badge. `owed`: the forms that the agency reports in this year."""
        to_come = [pk for pk in owed if self._is_to_come(self.forms[pk], column)]
        if not to_come:
            return "not_owed"
        return "not_due" if column.row is None or self.today < column.row.opens_on else "not_opened"

    def _is_to_come(self, form: ReportForm, column: Column) -> bool:
        is_asked = column.key in periods_of(Calendar(form.calendar), column.key.year)
        return is_asked and (column.row is None or (form.pk, column.row.pk) not in self.opened)


def _late(items: list[Item]) -> list[Late]:
    """Per form and period how many may be reminded, the latest period first."""
    counts = Counter((item.report.period, item.report.form) for item in items if item.may_nudge)
    late = [Late(form, period, count) for (period, form), count in counts.items()]
    by_form = sorted(late, key=lambda one: one.form.code)
    return sorted(by_form, key=lambda one: one.period.key, reverse=True)
