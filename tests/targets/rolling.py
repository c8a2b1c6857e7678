"""A small country that changes by the actions people take: for tests that hold stored totals against the figures.

Everything is drawn from one number. A step names an action and draws whom it concerns; what the law refuses changes
nothing and is no fault.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from django.core.exceptions import ValidationError

from agencies.actions import agencies as agency_actions
from agencies.actions import groups, reorganise, tree_index
from agencies.changes import NewAgency
from agencies.models import Agency
from periods import actions as period_actions
from periods.models import PeriodDates, ReportingPeriod
from periods.period import Calendar, Span, periods_of
from targets import rollup
from targets.actions import corrections, figures, indicators, periods, submissions
from targets.checks import Parts
from targets.models import Exemption, Figure, Indicator, ReportForm, Submission, TargetVersion
from targets.terms import AcrossAgencies, AcrossPeriods, Better, Comparator, Kind, Path, RelativeKind, Scope, Typed
from targets.terms import Window as Judged
from tests import make

YEARS = (2025, 2026)
BEGINS = date(2026, 7, 10)
ENDS = date(2027, 1, 10)
REORGANISED = tuple(date.fromisoformat(day) for day in (
    "2025-03-01", "2025-07-01", "2026-01-01", "2026-03-15", "2026-06-15", "2026-07-01", "2026-08-20", "2026-11-01",
))  # fmt: skip
DEEPEST, MOST = 4, 12
REASON = "Theo quyết định."


class Way(NamedTuple):
    """How an indicator is measured, how its agencies report it and what is done with it."""

    kind: Kind
    calendar: Calendar
    typed: Typed
    across_periods: AcrossPeriods | None = None
    across_agencies: AcrossAgencies | None = None


WAYS = (
    Way(Kind.RATIO, Calendar.CCHC, Typed.FLOW),
    Way(Kind.COUNT, Calendar.QUARTERS, Typed.CUMULATIVE),
    Way(Kind.STOCK, Calendar.CCHC, Typed.AS_OF),
    Way(Kind.LEVEL, Calendar.QUARTERS, Typed.AS_OF, AcrossPeriods.WEIGHTED),
    Way(Kind.YES_NO, Calendar.HALVES, Typed.AS_OF),
    Way(Kind.RATIO, Calendar.QUARTERS, Typed.FLOW),
    Way(Kind.COUNT, Calendar.CCHC, Typed.FLOW),
    Way(Kind.RATIO_OF_STOCKS, Calendar.CCHC, Typed.AS_OF),
    Way(Kind.LEVEL, Calendar.HALVES, Typed.AS_OF),
    Way(Kind.LEVEL, Calendar.YEAR, Typed.AS_OF, None, AcrossAgencies.OWN),
    Way(Kind.COUNT, Calendar.HALVES, Typed.FLOW),
    Way(Kind.RATIO, Calendar.QUARTERS, Typed.CUMULATIVE),
)


@dataclass
class Country:
    """Agencies, forms, targets and reports; `today` is its clock, `steps` says what was done so far."""

    chance: Random
    ways: tuple[Way, ...]
    today: date = BEGINS
    done: Counter = field(default_factory=Counter)
    clock: Callable[[date], None] = lambda day: None

    def __post_init__(self):
        self.clock(self.today)
        self.reporter, self.officer, self.second = make.user(), make.user(), make.user()
        self.province = make.agency("Tỉnh")
        self._plant()
        below = [agency for agency in self.agencies if agency != self.province]
        self.group = make.group(*self.chance.sample(below, 1 + len(below) * 2 // 3), owner=self.province)
        for year in YEARS:
            period_actions.make_periods(by=None, year=year)
        self.plan = make.plan(self.province)
        self.forms = [self._form(way) for way in self.ways]
        self._report_from_the_start()
        rollup.rebuild(today=self.today)

    # --- What there is at the beginning ----------------------------------------------------------------------------------

    def _plant(self) -> None:
        """A tree of at most four levels; sometimes a second top, so that tops can be merged too."""
        self.agencies = [self.province]
        if self.chance.random() < 0.3:
            self.agencies.append(make.agency("Tỉnh bên"))
        for number in range(self.chance.randint(4, 8)):
            above = self.chance.choice([one for one in self.agencies if one.depth < DEEPEST - 1])
            self.agencies.append(make.agency(f"Đơn vị {number}", parent=above))

    def _form(self, way: Way) -> ReportForm:
        across = {"across_periods": way.across_periods, "across_agencies": way.across_agencies}
        better = self.chance.choice([Better.HIGHER, Better.LOWER])
        measured = make.indicator(
            kind=way.kind, unit="việc", better=better, **{name: rule for name, rule in across.items() if rule}
        )
        form = make.report_form(owner=self.province, calendar=way.calendar)
        make.line(form, measured, way.typed)
        form.groups.add(self.group)
        form.agencies.add(*self.chance.sample(self.agencies, 2))
        self._targets(measured)
        return form

    def _targets(self, measured: Indicator) -> None:
        """One of the whole, one of a part, one of every member of the group or of their share."""
        rule = self._rule(measured)
        make.target(self.province, measured, within=self.plan, window=self._window(measured), **rule)
        make.target(self.chance.choice(self.agencies), measured, within=self.plan, **rule)
        of_group = {"judged_group": self.group, "scope": Scope.EACH, **rule}
        if measured.kind == Kind.YES_NO or self.chance.random() < 0.5:
            of_group |= {"scope": Scope.SHARE, "value": 60, "comparator": Comparator.AT_LEAST}
            of_group |= {"inner_comparator": rule["comparator"], "inner_value": rule["value"]}
        elif self.chance.random() < 0.3:
            of_group |= {"relative_kind": RelativeKind.PERCENT, "direction": TargetVersion.Direction.UP}
        if measured.kind == Kind.YES_NO:
            of_group |= {"inner_comparator": "", "inner_value": None}
        make.target(None, measured, within=self.plan, **of_group)

    def _rule(self, measured: Indicator) -> dict:
        """A condition that an office may set; of a yes or no, how many agencies have done it."""
        if measured.kind == Kind.YES_NO:
            return {"comparator": Comparator.AT_LEAST, "value": 3, "tolerance": 0, "path": Path.REACH}
        return {
            "comparator": self.chance.choice([Comparator.AT_LEAST, Comparator.AT_MOST]),
            "value": self.chance.choice([3, 50, 95]),
            "tolerance": 2,
            "path": self.chance.choice([Path.HOLD, Path.REACH]),
        }

    def _window(self, measured: Indicator) -> Judged:
        return Judged.HALF if measured.kind == Kind.COUNT and self.chance.random() < 0.3 else Judged.FULL

    def _report_from_the_start(self) -> None:
        """Last year's reports, and this year's that have ended: most confirmed, some sent, some owed."""
        for form in self.forms:
            members = {*Agency.objects.filter(group_memberships__group=self.group), *form.agencies.all()}
            for year in YEARS:
                for key in periods_of(Calendar(form.calendar), year):
                    if key.ends_on < self.today:
                        self._reported(form, self.row(key), sorted(members, key=lambda agency: agency.pk))

    def _reported(self, form: ReportForm, period: ReportingPeriod, members: list[Agency]) -> None:
        line = form.lines.select_related("indicator").get()
        chosen = [self.chance.choices(["approved", "submitted", "empty"], [8, 1, 1])[0] for _ in members]
        reports = Submission.objects.bulk_create(
            self._report(form, period, agency, state) for agency, state in zip(members, chosen, strict=True)
        )
        rows = []
        for report in reports:
            given = {} if report.state == "empty" else self.content(report.agency, line.indicator, line.typed, period)
            by = {"approved_by": self.officer, "approved_at": make.NOON} if report.state == "approved" else {}
            cell = {"agency": report.agency, "reported_by": report.agency, "indicator": line.indicator}
            rows.append(Figure(submission=report, line=line, period=period, typed=line.typed, **cell, **given, **by))
        Figure.objects.bulk_create(rows)

    def _report(self, form: ReportForm, period: ReportingPeriod, agency: Agency, state: str) -> Submission:
        sent = {"submitted_by": self.reporter, "submitted_at": make.NOON, "first_submitted_at": make.NOON}
        confirmed = {"approved_by": self.officer, "approved_at": make.NOON, "first_approved_at": make.NOON}
        return Submission(
            agency=agency,
            form=form,
            period=period,
            state=state,
            data_from=period.data_from,
            data_to=period.data_to,
            due_on=period.due_on,
            **(sent if state != "empty" else {}),
            **(confirmed if state == "approved" else {}),
        )

    # --- Figures ----------------------------------------------------------------------------------------------------------

    def content(self, agency: Agency, measured: Indicator, typed: str, period: ReportingPeriod) -> dict:
        """A figure that an agency could give: through a year its sums never fall."""
        key, own = period.key, _own(agency.pk, measured.pk)
        months = key.span.end if typed == Typed.CUMULATIVE else key.span.months
        may_be_nothing = measured.kind in (Kind.RATIO, Kind.LEVEL) and typed != Typed.CUMULATIVE
        if may_be_nothing and self.chance.random() < 0.1:
            return {"nothing_occurred": True}
        match measured.kind:
            case Kind.RATIO | Kind.RATIO_OF_STOCKS:
                base = (5 + own % 40) * months
                return {"numerator": Decimal(base * (50 + own % 51) // 100), "denominator": Decimal(base)}
            case Kind.LEVEL:
                value = Decimal(self.chance.randint(200, 1000)) / 10
                return {"value": value, "sample": self.chance.choice([None, 10, 35, 120])}
            case Kind.YES_NO:
                done = self.chance.random() < 0.6
                return {"done": done, "done_on": key.ends_on if done and self.chance.random() < 0.5 else None}
            case Kind.STOCK:
                return {"value": Decimal(self.chance.randint(0, 60))}
            case _:
                return {"value": Decimal(own % 9 * months)}

    def row(self, key) -> ReportingPeriod:
        return ReportingPeriod.objects.get(kind=key.kind, year=key.year, order=key.order)

    # --- Steps ------------------------------------------------------------------------------------------------------------

    def step(self, name: str, chance: Random) -> None:
        """Take one step; what the law refuses, and what there is nobody for, leaves everything as it was."""
        self.chance = chance
        with suppress(ValidationError, IndexError):
            if STEPS[name](self) is not False:
                self.done[name] += 1

    def pick(self, rows):
        return self.chance.choice(list(rows))

    def living(self) -> list[Agency]:
        return list(Agency.objects.filter(dissolved_on=None).order_by("pk"))

    def report(self, *states: str) -> Submission:
        rows = Submission.objects.filter(state__in=states).select_related("agency", "form", "period")
        return self.pick(rows.order_by("pk"))

    def open(self) -> None:
        form = self.pick(self.forms)
        keys = [key for key in periods_of(Calendar(form.calendar), 2026) if key.ends_on - timedelta(7) <= self.today]
        row = self.row(self.pick(keys[-2:]))
        opened = periods.open_period(by=self.officer, form=form, period=row, today=self.today)
        return bool(opened.reports)

    def _entries(self, report: Submission) -> dict:
        entries = {}
        for figure in report.figures.select_related("agency", "indicator", "line", "period"):
            given = self.content(figure.agency, figure.indicator, figure.typed, figure.period)
            words = {"cause_and_remedy": "Thiếu người.", "explanation": "Đã đối chiếu."}
            entries[figure.pk] = figures.Entry(Parts(**given), seen=figure.revision, **words)
        return entries

    def save(self) -> None:
        report = self.report("empty", "draft", "returned")
        entries = self._entries(report)
        figures.save_figures(by=self.reporter, submission=report, entries=entries, today=self.today)

    def send(self) -> bool:
        report = self.report("empty", "draft", "returned")
        entries = self._entries(report)
        problems = figures.save_and_send(
            by=self.reporter, submission=report, revision=report.revision, entries=entries, today=self.today
        )
        return not problems

    def withdraw(self) -> None:
        report = self.report("submitted")
        submissions.withdraw(by=self.reporter, submission=report, revision=report.revision)

    def approve(self) -> None:
        report = self.report("submitted")
        submissions.approve(by=self.officer, submission=report, revision=report.revision)

    def send_back(self) -> None:
        report = self.report("submitted")
        submissions.return_for_revision(by=self.officer, submission=report, revision=report.revision, reason=REASON)

    def correct(self) -> None:
        confirmed = Figure.objects.filter(approved_at__isnull=False).select_related("agency", "indicator", "period")
        figure = self.pick(confirmed.order_by("pk"))
        parts = Parts(**self._otherwise(figure))
        correction = corrections.request_correction(
            by=self.reporter, figure=figure, revision=figure.revision, parts=parts, reason=REASON, today=self.today
        )
        corrections.approve_correction(by=self.second, correction=correction, answer="Đồng ý.", today=self.today)

    def _otherwise(self, figure: Figure) -> dict:
        if figure.denominator is not None:
            denominator = figure.denominator + self.chance.randint(-2, 3)
            return {"numerator": Decimal(self.chance.randint(0, int(denominator))), "denominator": denominator}
        if figure.done is not None:
            return {"done": not figure.done}
        if figure.value is not None:
            return {"value": Decimal(self.chance.randint(0, 90)), "sample": figure.sample}
        return self.content(figure.agency, figure.indicator, figure.typed, figure.period)

    def close(self) -> None:
        keys = [key for key in period_actions.keys_of(2026) if key.ends_on < self.today and key.span.months >= 3]
        office = self.pick([self.province, *Agency.objects.filter(children__isnull=False).order_by("pk")])
        period_actions.close(by=self.officer, office=office, period=self.row(self.pick(keys)), today=self.today)

    def reopen(self) -> None:
        own = self.pick(PeriodDates.objects.filter(closed_at__isnull=False).order_by("pk"))
        period_actions.reopen(by=self.officer, office=own.office, period=own.period, reason=REASON)

    def move_due_day(self) -> None:
        keys = [key for key in period_actions.keys_of(2026) if key.span.months >= 3]
        due = self.today + timedelta(self.chance.randint(1, 40))
        row = self.row(self.pick(keys))
        periods.set_dates(
            by=self.officer, office=self.province, period=row, days={"due_on": due}, reason=REASON, today=self.today
        )

    def exempt(self) -> None:
        measured = self.pick(Indicator.objects.order_by("pk"))
        mark = Exemption(
            agency=self.pick(self.living()),
            indicator=measured,
            from_day=self.chance.choice([None, *REORGANISED]),
            reason=REASON,
        )
        indicators.exempt(by=self.officer, exemption=mark)

    def end_exemption(self) -> None:
        mark = self.pick(Exemption.objects.filter(until=None).order_by("pk"))
        indicators.end_exemption(by=self.officer, exemption=mark, day=self.pick(REORGANISED[2:]))

    def place(self) -> None:
        agency, parent = self.pick(self.living()), self.pick([None, *self.living()])
        reorganise.place(by=None, agency=agency, parent=parent, day=self.pick(REORGANISED), today=self.today)

    def _new(self, parent: Agency | None) -> NewAgency:
        if Agency.objects.count() >= MOST + 4:
            raise ValidationError("Đã đủ đơn vị.")
        code = f"M{make.number()}"
        return NewAgency(code, f"Đơn vị mới {code}", Agency.Kind.DEPARTMENT, parent)

    def merge(self) -> None:
        living = self.living()
        old = self.chance.sample(living, min(len(living), self.chance.randint(1, 3)))
        others = [agency for agency in living if agency not in old]
        heir = self._new(self.pick(others)) if len(old) > 1 and self.chance.random() < 0.5 else self.pick(others)
        reorganise.merge(by=None, predecessors=old, successor=heir, day=self.pick(REORGANISED), today=self.today)

    def split(self) -> None:
        old = self.pick(self.living())
        parent = old.parent
        heirs = [self._new(parent), self.pick([self._new(parent), *self.living()])]
        reorganise.split(
            by=None,
            predecessor=old,
            successors=heirs,
            day=self.pick(REORGANISED),
            today=self.today,
            continues=self.chance.random() < 0.4,
            children_to=0,
        )

    def dissolve(self) -> None:
        agency, taker = self.pick(self.living()), self.pick([None, *self.living()])
        reorganise.dissolve(by=None, agency=agency, taker=taker, day=self.pick(REORGANISED), today=self.today)

    def rename(self) -> None:
        agency = self.pick(self.living())
        name = f"Tên mới {make.number()}"
        reorganise.rename(by=None, agency=agency, new_name=name, day=self.pick(REORGANISED), today=self.today)

    def found(self) -> None:
        new = self._new(self.pick(self.living()))
        agency_actions.create_agency(
            by=None,
            code=new.code,
            name=new.name,
            kind=new.kind,
            parent=new.parent,
            today=self.today,
            founded_on=self.chance.choice([None, *REORGANISED]),
        )

    def regroup(self) -> None:
        living = self.living()
        joining, leaving = self.chance.sample(living, 2), self.chance.sample(living, 2)
        leaving = [agency for agency in leaving if agency not in joining]
        day = self.pick(REORGANISED)
        groups.set_group_members(by=None, group=self.group, joining=joining, leaving=leaving, day=day, today=self.today)

    def wait(self) -> None:
        """Time passes; in the morning what was decided for a day comes true."""
        self.today = min(self.today + timedelta(self.chance.choice([1, 20, 45, 80])), ENDS)
        self.clock(self.today)
        tree_index.refresh_tree(today=self.today)


def _own(*keys: int) -> int:
    """A number of an agency and an indicator that is the same on every run."""
    return int.from_bytes(hashlib.sha256(repr(keys).encode()).digest()[:4])


STEPS = {
    name: getattr(Country, name)
    for name in (
        *("open", "save", "send", "withdraw", "approve", "send_back", "correct", "close", "reopen", "move_due_day"),
        *("exempt", "end_exemption", "place", "merge", "split", "dissolve", "rename", "found", "regroup", "wait"),
    )
}


# --- What is known of figures without any of the arithmetic that is tried ---------------------------------------------


def given_in_a_year(indicator: Indicator, year: int) -> dict[int, tuple[Decimal, Decimal]]:
    """Agency to all that it gave of an amount in a year: reports of a calendar that fill the year best, added by hand."""
    rows = Figure.objects.filter(indicator=indicator, period__year=year, approved_at__isnull=False)
    by_agency: dict[int, dict[Span, Figure]] = {}
    for row in rows.select_related("period"):
        by_agency.setdefault(row.agency_id, {})[row.period.key.span] = row
    return {agency: _added(found) for agency, found in by_agency.items()}


def _added(found: dict[Span, Figure]) -> tuple[Decimal, Decimal]:
    if any(row.typed == Typed.CUMULATIVE for row in found.values()):
        return _both(found[max(found, key=lambda span: span.end)])
    kept = [span for span in found if not any(other != span and other.contains(span) for other in found)]
    parts = [_both(found[span]) for span in kept]
    return sum((part[0] for part in parts), Decimal(0)), sum((part[1] for part in parts), Decimal(0))


def _both(row: Figure) -> tuple[Decimal, Decimal]:
    above = row.numerator if row.numerator is not None else row.value
    return above or Decimal(0), row.denominator or Decimal(0)


def moment(day: date) -> datetime:
    """Nine in the morning of a day in Hà Nội."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
