"""A large made-up office for measuring pages: many agencies, one plan with many targets, years of figures."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import get_current_timezone

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency, AgencyGroup, GroupMembership, Membership, Placement
from periods.actions import make_periods
from periods.models import ReportingPeriod
from periods.period import Calendar, periods_of
from plans.models import Area, Plan, Task
from targets import rollup
from targets.models import (
    Figure,
    FormLine,
    Indicator,
    ReportForm,
    Submission,
    Target,
    TargetVersion,
)
from targets.terms import AcrossAgencies, AcrossPeriods, Comparator, Kind, Path, Scope, Typed
from ui.vietnamese import fold, sort_key

LAST_YEAR = 2026
TODAY = date(2026, 11, 23)  # the last year's third quarter is over, its year is not
BATCH = 400
SENT_AT = datetime(2026, 9, 16, 9, tzinfo=get_current_timezone())
SCOPES = (Scope.WHOLE, Scope.EACH, Scope.SHARE)


@dataclass(frozen=True)
class Size:
    """How much to make. `shared`: indicators that every agency reports; the others only the office itself.

    `lines`: of the one long form to type; `waiting`: reports sent and not confirmed.
    """

    agencies: int = 170
    targets: int = 200
    shared: int = 30
    years: int = 5
    tasks: int = 60
    lines: int = 60
    waiting: int = 60


@dataclass
class Office:
    """What was made, as far as pages need it."""

    agency: Agency
    below: list[Agency]
    group: AgencyGroup
    person: User
    checker: User
    plan: Plan | None = None
    report: Submission | None = None
    long_report: Submission | None = None
    monthly: ReportForm | None = None
    target: Target | None = None


def make_office(size: Size) -> Office:
    """Write everything; says where to find the office, its plan, one open report and one target."""
    office = _make_agencies(size)
    periods = _make_periods(size, office.person)
    indicators = _make_indicators(size)
    _make_plan(size, office, indicators)
    _make_long_report(size, office, periods)
    _make_monthly(office)
    own = _make_form("TINH", office, indicators[size.shared :], everyone=False)
    all_agencies = _make_form("DONVI", office, indicators[: size.shared], everyone=True)
    _make_reports(own, [office.agency], periods, office)
    _make_reports(all_agencies, office.below, periods[-7:], office)
    office.report = Submission.objects.filter(form=all_agencies).order_by("-period__data_to", "pk").first()
    _leave_waiting(size, office, all_agencies, periods[-1])
    rollup.rebuild()
    return office


def _make_agencies(size: Size) -> Office:
    top = Agency.objects.create(code="B", name="UBND tỉnh Đo", kind=Agency.Kind.PROVINCE)
    below = [_agency(number, top) for number in range(1, size.agencies + 1)]
    Agency.objects.bulk_create(below)
    for agency in (top, *below):
        agency.path = f"/{top.pk}/" if agency is top else f"/{top.pk}/{agency.pk}/"
    Agency.objects.bulk_update([top, *below], ["path"])
    Placement.objects.bulk_create(Placement(agency=agency, parent=agency.parent) for agency in (top, *below))
    group = AgencyGroup.objects.create(code="B.XA", name="UBND xã", unit_noun="xã", owner=top)
    GroupMembership.objects.bulk_create(GroupMembership(group=group, agency=agency) for agency in below)
    person, checker = (User.objects.create(username=name, full_name=name) for name in ("nguoi-do", "nguoi-xac-nhan"))
    Membership.objects.create(person=person, agency=top, role=Role.OFFICE)
    return Office(top, below, group, person, checker)


def _agency(number: int, top: Agency) -> Agency:
    name = f"UBND xã Số {number}"
    return Agency(
        code=f"B.X{number}",
        name=name,
        kind=Agency.Kind.COMMUNE,
        parent=top,
        depth=1,
        search_text=fold(name),
        sort_key=sort_key(name),
    )


def _make_periods(size: Size, by: User) -> list[ReportingPeriod]:
    """The CCHC periods of all years whose data days are over, in order."""
    years = range(LAST_YEAR - size.years + 1, LAST_YEAR + 1)
    for year in years:
        make_periods(by=by, year=year)
    rows = {row.key: row for row in ReportingPeriod.objects.all()}
    return [rows[key] for year in years for key in periods_of(Calendar.CCHC, year) if key.ends_on < TODAY]


def _make_indicators(size: Size) -> list[Indicator]:
    area = Area.objects.create(code="B", name="Lĩnh vực đo")
    return _write_indicators(area, "B", size.targets)


def _write_indicators(area: Area, letter: str, count: int) -> list[Indicator]:
    indicators = [
        Indicator(
            code=f"{letter}{number:03}",
            name=f"Tỷ lệ hồ sơ loại {number} giải quyết đúng hạn",
            area=area,
            kind=Kind.RATIO,
            unit="%",
            numerator_label="Hồ sơ đúng hạn",
            denominator_label="Tổng hồ sơ",
            case_noun="hồ sơ",
            failed_noun="hồ sơ quá hạn",
            across_periods=AcrossPeriods.SUM,
            across_agencies=AcrossAgencies.SUM,
        )
        for number in range(1, count + 1)
    ]
    return Indicator.objects.bulk_create(indicators)


def _make_long_report(size: Size, office: Office, periods: list[ReportingPeriod]) -> None:
    """One agency's form of many lines: the last period to type, the one before and that of last year approved."""
    area = Area.objects.create(code="D", name="Biểu dài")
    form = _make_form("DAI", office, _write_indicators(area, "D", size.lines), everyone=False)
    form.agencies.set(office.below[:1])
    _make_reports(form, office.below[:1], periods[-5:], office)
    office.long_report = Submission.objects.filter(form=form).order_by("-period__data_to").first()


def _make_monthly(office: Office) -> None:
    """Reports of every agency for the twelve months of a year: the matrix asks for reports, not for figures."""
    form = ReportForm.objects.create(
        code="THANG", name="Biểu tháng", owner=office.agency, checker=office.agency, calendar=Calendar.MONTHS
    )
    form.groups.add(office.group)
    months = ReportingPeriod.objects.keyed(periods_of(Calendar.MONTHS, LAST_YEAR)).order_by("data_to")
    reports = [
        _report(form, agency, period, office, is_open=(place + number) % 10 == 0)
        for number, period in enumerate(months)
        for place, agency in enumerate(office.below)
        if period.data_to < TODAY
    ]
    Submission.objects.bulk_create(reports, batch_size=BATCH)
    office.monthly = form


def _leave_waiting(size: Size, office: Office, form: ReportForm, period: ReportingPeriod) -> None:
    """Take the confirmation back from some reports of the last period, so that they wait for it."""
    waiting = Submission.objects.filter(form=form, period=period, state=Submission.State.APPROVED)
    chosen = list(waiting.order_by("pk").values_list("pk", flat=True)[: size.waiting])
    unconfirmed = {"approved_at": None, "approved_by": None}
    Submission.objects.filter(pk__in=chosen).update(
        state=Submission.State.SUBMITTED, submitted_by=office.checker, first_approved_at=None, **unconfirmed
    )
    Figure.objects.filter(submission__in=chosen).update(**unconfirmed)


def _make_plan(size: Size, office: Office, indicators: list[Indicator]) -> None:
    office.plan = Plan.objects.create(
        number="1/KH-UBND",
        summary="Kế hoạch đo",
        issuer=office.agency,
        issued_on=date(LAST_YEAR - size.years + 1, 1, 5),
        year_from=LAST_YEAR - size.years + 1,
        year_to=LAST_YEAR,
    )
    targets = [
        Target(plan=office.plan, indicator=indicator, area=indicator.area, order=order)
        for order, indicator in enumerate(indicators, start=1)
    ]
    Target.objects.bulk_create(targets)
    TargetVersion.objects.bulk_create(_version(target, office, size) for target in targets)
    office.target = targets[0]
    Task.objects.bulk_create(_task(office, number) for number in range(1, size.tasks + 1))


def _version(target: Target, office: Office, size: Size) -> TargetVersion:
    """The shared indicators in every scope by turns, the office's own as a whole."""
    scope = SCOPES[target.order % len(SCOPES)] if target.order <= size.shared else Scope.WHOLE
    is_share, is_whole = scope == Scope.SHARE, scope == Scope.WHOLE
    return TargetVersion(
        target=target,
        set_by_plan=office.plan,
        scope=scope,
        judged_agency=office.agency if is_whole else None,
        judged_group=None if is_whole else office.group,
        comparator=Comparator.AT_LEAST,
        value=Decimal(90),
        inner_comparator=Comparator.AT_LEAST if is_share else "",
        inner_value=Decimal(90) if is_share else None,
        path=Path.HOLD,
        tolerance=Decimal(3),
        first_year=office.plan.year_from,
        last_year=office.plan.year_to,
    )


def _task(office: Office, number: int) -> Task:
    return Task(
        plan=office.plan,
        order=number,
        content=f"Nhiệm vụ số {number}",
        lead_agency=office.below[number % len(office.below)],
        timing=Task.Timing.DEADLINE,
        due_on=date(LAST_YEAR, 1 + number % 12, 20),
    )


def _make_form(code: str, office: Office, indicators: list[Indicator], *, everyone: bool) -> ReportForm:
    form = ReportForm.objects.create(code=code, name="Biểu đo", owner=office.agency, checker=office.agency)
    if everyone:
        form.groups.add(office.group)
    else:
        form.agencies.add(office.agency)
    FormLine.objects.bulk_create(
        FormLine(form=form, order=order, indicator=indicator, typed=Typed.FLOW)
        for order, indicator in enumerate(indicators, start=1)
    )
    return form


def _make_reports(form: ReportForm, agencies: list[Agency], periods: list[ReportingPeriod], office: Office) -> None:
    """Approved for every period but the last, where every tenth agency is still writing."""
    reports = [
        _report(form, agency, period, office, is_open=period is periods[-1] and place % 10 == 0)
        for period in periods
        for place, agency in enumerate(agencies)
    ]
    Submission.objects.bulk_create(reports, batch_size=BATCH)
    lines = list(form.lines.select_related("indicator"))
    Figure.objects.bulk_create(
        (_figure(report, line, office) for report in reports for line in lines), batch_size=BATCH
    )


def _report(form: ReportForm, agency: Agency, period: ReportingPeriod, office: Office, *, is_open: bool) -> Submission:
    report = Submission(
        form=form,
        agency=agency,
        period=period,
        data_from=period.data_from,
        data_to=period.data_to,
        due_on=period.due_on,
    )
    if not is_open:
        report.state = Submission.State.APPROVED
        report.first_submitted_at = report.submitted_at = report.first_approved_at = report.approved_at = SENT_AT
        report.submitted_by, report.approved_by = office.person, office.checker
    return report


def _figure(report: Submission, line: FormLine, office: Office) -> Figure:
    """The longer the period, the more dossiers; one agency in seven is below its target."""
    figure = Figure(
        submission=report,
        line=line,
        agency=report.agency,
        reported_by=report.agency,
        indicator=line.indicator,
        period=report.period,
        typed=line.typed,
    )
    if report.approved_at:
        dossiers = 100 * report.period.key.months
        figure.numerator = Decimal(dossiers * (85 if report.agency_id % 7 == 0 else 96) // 100)
        figure.denominator = Decimal(dossiers)
        figure.approved_at, figure.approved_by = report.approved_at, office.checker
    return figure
