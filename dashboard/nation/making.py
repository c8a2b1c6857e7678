"""Makes the whole nation in one transaction, in its order; and says what must not be there before."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from django.apps import apps
from django.db import connection, transaction

from accounts.models import User
from accounts.roles import Role
from agencies.locks import tree_lock
from agencies.models import Agency
from dashboard.demo.indicators import write_areas
from dashboard.nation import codes
from dashboard.nation.agencies import write_agencies, write_groups
from dashboard.nation.bulk import without_indexes, write_lines
from dashboard.nation.finishing import analyse, set_sequences
from dashboard.nation.measures import write_forms, write_indicators
from dashboard.nation.outside import outside_figures
from dashboard.nation.people import write_people
from dashboard.nation.periods import write_periods
from dashboard.nation.plans import PlanMaker
from dashboard.nation.reports import EVENT_COLUMNS, FIGURE_COLUMNS, SUBMISSION_COLUMNS, ReportMaker
from dashboard.nation.sizes import Size
from dashboard.nation.units import make_units
from periods.models import ReportingPeriod
from plans.models import Plan
from targets import rollup
from targets.models import (
    CountedSeries,
    Figure,
    Indicator,
    ReportForm,
    Submission,
    SubmissionEvent,
    UnitResult,
    UnitTotal,
)

MUST_BE_EMPTY = (Agency, User, Plan, Indicator, ReportForm, ReportingPeriod, Submission, Figure)
WRITTEN = ("accounts", "agencies", "periods", "plans", "targets")  # apps whose tables are filled

Told = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """How much there is."""

    agencies: int
    reports: int
    figures: int
    targets: int
    people: int


def holds() -> list[tuple[str, int]]:
    """What the database holds already, in words and numbers; empty where a nation may be made."""
    counts = [(model._meta.verbose_name, model.objects.count()) for model in MUST_BE_EMPTY]
    return [(name, count) for name, count in counts if count]


def make(size: Size, *, seed: int = 1, years: int = 3, tell: Told = lambda words: None) -> Made:
    """Everything but the stored totals, in one transaction: a maker that stops half-way leaves nothing behind."""
    with transaction.atomic():
        made = _Maker(size, seed, range(codes.LAST_YEAR - years + 1, codes.LAST_YEAR + 1), tell).make()
    analyse([model for app in WRITTEN for model in apps.get_app_config(app).get_models()])
    return made


def add_up(*, tell: Told | None = None) -> None:
    """The stored totals of everything that was made, as `manage.py rebuild_rollups` writes them."""
    with transaction.atomic():
        tree_lock()
        rollup.rebuild(tell)
    analyse([CountedSeries, UnitTotal, UnitResult])


class _Maker:
    """The steps in their order; each tells when it is done."""

    def __init__(self, size: Size, seed: int, years: range, tell: Told):
        self.size, self.seed, self.years, self._tell = size, seed, years, tell
        first = min(years.start, codes.LAST_YEAR - size.long_years + 1)
        self.all_years = range(first, codes.LAST_YEAR + 1)
        self._began = perf_counter()

    def make(self) -> Made:
        self.units = make_units(self.size, self.seed)
        self.agencies = write_agencies(self.units)
        self.groups = write_groups(self.units, self.agencies)
        self.tell("đơn vị", len(self.units))
        self.people = write_people(self.units, self.size, self.seed, self.agencies)
        self.tell("người dùng", len(self.people))
        self._write_measures()
        targets = self._write_plans()
        reports, figures = self._write_reports()
        set_sequences([model for app in WRITTEN for model in apps.get_app_config(app).get_models()])
        return Made(len(self.units), reports, figures, targets, len(self.people))

    def tell(self, what: str, count: int) -> None:
        number = f"{count:,}".replace(",", ".")
        self._tell(f"{perf_counter() - self._began:7.1f} giây  {number:>11} {what}")

    def _write_measures(self) -> None:
        root, office = self.agencies[codes.ROOT], self.people[codes.username(codes.ROOT, Role.OFFICE)]
        self.periods = write_periods(self.all_years, root, office)
        self.catalogue = write_indicators(write_areas(), self.size, self.years, self.agencies)
        write_forms(self.catalogue, self.units, self.size, self.agencies, self.groups)
        self.tell("chỉ tiêu thống kê", len(self.catalogue.indicators))

    def _write_plans(self) -> int:
        plans = PlanMaker(self.catalogue, self.agencies, self.groups, self.people)
        plans.enter_all(self.units, self.size, self.years)
        plans.write()
        self.tell("chỉ tiêu kế hoạch", len(plans.versions))
        return len(plans.versions)

    def _write_reports(self) -> tuple[int, int]:
        maker = ReportMaker(self.units, self.size, self.seed, self.years, self.periods, self.catalogue, self.people)
        with without_indexes(Submission, SubmissionEvent, Figure):
            reports = write_lines(Submission, SUBMISSION_COLUMNS, maker.submissions())
            self.tell("báo cáo số liệu", reports)
            self.tell("diễn biến báo cáo", write_lines(SubmissionEvent, EVENT_COLUMNS, maker.events()))
            figures = write_lines(Figure, FIGURE_COLUMNS, maker.figures())
            self.tell("số liệu", figures)
        if connection.vendor == "postgresql":
            self.tell("số liệu đã kiểm tra ràng buộc, lập chỉ mục", figures)
        return reports, figures + self._write_outside(figures)

    def _write_outside(self, last: int) -> int:
        provinces = [self.agencies[unit.code] for unit in self.units if unit.kind == "province" and not unit.dissolved]
        by = tuple(self.people[codes.username(codes.ROOT, role)] for role in (Role.OFFICE, Role.ADMINISTRATOR))
        figures = outside_figures(self.seed, self.years, provinces, self.catalogue, self.periods, by)
        for pk, figure in enumerate(figures, start=last + 1):
            figure.pk = pk
        Figure.objects.bulk_create(figures)
        return len(figures)
