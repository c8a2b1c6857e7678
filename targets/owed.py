"""Which cells a form asks for in a period: who owes, about whom, for which line (DESIGN §2, §5)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch

from agencies.models import Agency, GroupMembership
from periods.dates import DateBook
from periods.models import ReportingPeriod
from periods.period import KEYS, Calendar, period_holding
from targets.models.figure import Figure
from targets.models.form import FormLine, ReportForm
from targets.models.indicator import Exemption
from targets.terms import SourceKind

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwedCell:
    """One figure that is owed: `reporter` gives it, it is about `about`."""

    reporter: Agency
    about: Agency
    line: FormLine

    @property
    def key(self) -> tuple[int, int]:
        return self.about.pk, self.line.indicator_id


def cells_owed(form: ReportForm, period: ReportingPeriod, book: DateBook) -> list[OwedCell]:
    """Every cell that this form asks for in this period and no other report holds, whether already written or not.

    Left out: sources outside (nobody owes them), agencies marked "không áp dụng", what a form that goes before asks of
    the same agency (one is typed, the other computed), and what another form's report of this period already has.
    """
    lines = [line for line in _lines([form]) if line.indicator.source_kind != SourceKind.OUTSIDE]
    rivals = [line for line in _rival_lines(form, lines) if goes_before(line.form, form)]
    ground = Ground(period, book, lines + rivals)
    taken = {cell.key for line in rivals for cell in ground.cells(line)}
    taken |= _held_elsewhere(form, period)
    cells: dict[tuple[int, int], OwedCell] = {}
    for line in lines:
        for cell in ground.cells(line):
            if cell.key not in taken:
                cells.setdefault(cell.key, cell)
    return list(cells.values())


def goes_before(one: ReportForm, other: ReportForm) -> bool:
    """Whether the first form goes before: that of the office higher up, then the one reported more often, then the older.

    The office comes first so that nobody takes a cell from the office that must confirm it by a form of their own.
    """
    return _place(one) < _place(other)


def _place(form: ReportForm) -> tuple[int, int, int]:
    return form.owner.depth, -len(KEYS[Calendar(form.calendar)]), form.pk


def day_that_counts(agency: Agency, period: ReportingPeriod, calendar: Calendar, last_day: date) -> date | None:
    """The day on which the agency is asked: the last data day; its own last day, in the period that holds it; or None."""
    if agency.is_alive_on(last_day):
        return last_day
    if agency.dissolved_on is None or agency.dissolved_on > last_day:
        return None  # not founded yet
    own_last_day = agency.dissolved_on - ONE_DAY
    return own_last_day if period_holding(own_last_day, calendar) == period.key else None


class Ground:
    """What decides who owes: dated members, lives, exemptions, dates; read once for some lines of one period."""

    def __init__(self, period: ReportingPeriod, book: DateBook, lines: Iterable[FormLine]):
        self.period, self.book = period, book
        lines = list(lines)
        groups = {group.pk for line in lines for group in line.form.groups.all()}
        groups |= {pk for line in lines for pk in (line.group_id, line.about_group_id) if pk}
        self._members: dict[int, list[GroupMembership]] = defaultdict(list)
        for member in GroupMembership.objects.filter(group__in=groups).select_related("agency"):
            self._members[member.group_id].append(member)
        self._exempt: dict[tuple[int, int], list[Exemption]] = defaultdict(list)
        for mark in Exemption.objects.filter(indicator__in={line.indicator_id for line in lines}):
            self._exempt[mark.agency_id, mark.indicator_id].append(mark)

    def cells(self, line: FormLine) -> list[OwedCell]:
        """Every cell of one line, whatever other forms ask; of and about nobody outside the form's own agency.

        Somebody from elsewhere may have joined a group since the form was made.
        """
        calendar = Calendar(line.form.calendar)
        cells = [
            OwedCell(reporter, about, line)
            for reporter in self._reporters(line, calendar)
            for about in self._about(line, reporter, calendar)
        ]
        reach = line.form.owner.path
        within = [c for c in cells if c.reporter.path.startswith(reach) and c.about.path.startswith(reach)]
        return [cell for cell in within if self._applies(cell, calendar)]

    def _reporters(self, line: FormLine, calendar: Calendar) -> list[Agency]:
        """Who owes the form on its day, narrowed to the line's group and to the named source."""
        owing = {agency.pk: agency for agency in line.form.agencies.all() if self.day_of(agency, calendar)}
        for group in line.form.groups.all():
            owing |= {agency.pk: agency for agency in self._members_of(group.pk, calendar)}
        if line.group_id:
            narrowed = {agency.pk for agency in self._members_of(line.group_id, calendar)}
            owing = {pk: agency for pk, agency in owing.items() if pk in narrowed}
        if line.indicator.source_kind == SourceKind.NAMED:
            owing = {pk: agency for pk, agency in owing.items() if pk == line.indicator.source_agency_id}
        return [agency for agency in owing.values() if self._in_use(line, agency, calendar)]

    def _about(self, line: FormLine, reporter: Agency, calendar: Calendar) -> list[Agency]:
        return self._members_of(line.about_group_id, calendar) if line.about_group_id else [reporter]

    def _members_of(self, group_id: int, calendar: Calendar) -> list[Agency]:
        members = []
        for member in self._members[group_id]:
            day = self.day_of(member.agency, calendar)
            if day and holds(member.from_day, member.until, day):
                members.append(member.agency)
        return members

    def day_of(self, agency: Agency, calendar: Calendar) -> date | None:
        last_day = self.book.days(self.period, agency).ends_on
        return day_that_counts(agency, self.period, calendar, last_day)

    def _in_use(self, line: FormLine, agency: Agency, calendar: Calendar) -> bool:
        """Whether form and line hold in the period: on its last day by law, wherever an office has moved that day to.

        A form is changed from a period on, and what a period asks does not change with its days.
        """
        day = self.day_of(agency, calendar)
        if day == self.book.days(self.period, agency).ends_on:
            day = self.period.key.ends_on
        return holds(line.form.from_day, line.form.until, day) and holds(line.from_day, line.until, day)

    def _applies(self, cell: OwedCell, calendar: Calendar) -> bool:
        day = self.day_of(cell.about, calendar)
        return not any(holds(mark.from_day, mark.until, day) for mark in self._exempt[cell.key])


def holds(start: date | None, end: date | None, day: date) -> bool:
    """Whether the half-open life [start, end) holds the day; an empty start or end is open."""
    return (start is None or start <= day) and (end is None or day < end)


def _lines(forms: Iterable[ReportForm]) -> list[FormLine]:
    return list(_with_ground(FormLine.objects.filter(form__in=list(forms))))


def _rival_lines(form: ReportForm, lines: list[FormLine]) -> list[FormLine]:
    asked = {line.indicator_id for line in lines}
    return list(_with_ground(FormLine.objects.filter(indicator__in=asked).exclude(form=form)))


def _with_ground(lines):
    agencies = Prefetch("form__agencies", Agency.objects.order_by("sort_key"))
    return (
        lines.select_related("form__owner", "indicator")
        .prefetch_related("form__groups", agencies)
        .order_by("order", "pk")
    )


def _held_elsewhere(form: ReportForm, period: ReportingPeriod) -> set[tuple[int, int]]:
    held = Figure.objects.filter(period=period, submission__isnull=False).exclude(submission__form=form)
    return set(held.values_list("agency_id", "indicator_id"))
