"""What tests.targets.rolling begins with: a drawn tree, forms of several calendars, targets, and two years of reports."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import NamedTuple

from agencies.models import Agency
from periods import actions as period_actions
from periods.models import ReportingPeriod
from periods.period import Calendar, periods_of
from targets import rollup
from targets.models import Figure, Indicator, ReportForm, Submission, TargetVersion
from targets.terms import AcrossAgencies, AcrossPeriods, Better, Comparator, Kind, Path, RelativeKind, Scope, Typed
from targets.terms import Window as Judged
from tests import make

YEARS = (2025, 2026)
BEGINS = date(2026, 7, 10)
OPENED_UNTIL = date(2026, 4, 1)  # what ended later is opened by a step
REORGANISED = tuple(date.fromisoformat(day) for day in (
    "2025-03-01", "2025-07-01", "2026-01-01", "2026-03-15", "2026-06-15", "2026-07-01", "2026-08-20", "2026-11-01",
))  # fmt: skip
DEEPEST = 4
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
class Beginning:
    """Agencies, forms, targets and reports; `today` is its clock, `done` counts the steps taken since."""

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
        self.plan = make.plan(self.province, year=YEARS[0], year_to=YEARS[-1])
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
            kind=way.kind,
            code=f"W{self.ways.index(way)}",
            unit="việc",
            better=better,
            **{name: rule for name, rule in across.items() if rule},
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
                    if key.ends_on < OPENED_UNTIL:
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
        key, own = period.key, _own(agency.name, measured.code)
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


def _own(*keys: str) -> int:
    """A number of an agency and an indicator that is the same on every run."""
    return int.from_bytes(hashlib.sha256(repr(keys).encode()).digest()[:4])
