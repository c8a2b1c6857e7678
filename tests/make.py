"""The smallest valid objects. A test says what matters to it; everything else is filled in here."""

import itertools
from datetime import UTC, date, datetime
from decimal import Decimal

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency, AgencyGroup, GroupMembership, Membership, Placement
from periods.models import ReportingPeriod
from periods.period import Period, PeriodKind
from plans.models import Area, Plan, Task
from reminders.models import Enquiry
from targets.models import Figure, FormLine, Indicator, ReportForm, Submission, Target, TargetVersion
from targets.terms import AcrossAgencies, AcrossPeriods, Comparator, Kind, Path, Typed
from ui.vietnamese import fold, sort_key

PASSWORD = "mật khẩu thử 2026"
NOON = datetime(2026, 4, 1, 5, tzinfo=UTC)  # noon in Hà Nội

_number = itertools.count(1)


def number() -> int:
    """A number that no other object of this run has."""
    return next(_number)


# --- people and agencies ----------------------------------------------------------------------------------------------


def agency(name: str | None = None, *, parent: Agency | None = None, since: date | None = None, **fields) -> Agency:
    """An agency with its open place in the tree; `since` is the day of that place."""
    n = number()
    name = name or f"Đơn vị {n}"
    made = Agency.objects.create(
        code=fields.pop("code", f"DV{n}"),
        name=name,
        kind=fields.pop("kind", Agency.Kind.DEPARTMENT if parent else Agency.Kind.PROVINCE),
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        search_text=fold(name),
        sort_key=sort_key(name),
        **fields,
    )
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    Placement.objects.create(agency=made, parent=parent, from_day=since)
    return made


def user(at: Agency | None = None, role: Role = Role.OFFICE, **fields) -> User:
    """A person who can log in with PASSWORD; with `at`, someone who holds `role` there."""
    username = fields.pop("username", f"nguoi{number()}")
    person = User.objects.create_user(
        username, password=PASSWORD, full_name=fields.pop("full_name", f"Người {username}"), **fields
    )
    if at:
        membership(person, at, role)
    return person


def membership(person: User, at: Agency, role: Role = Role.OFFICE) -> Membership:
    return Membership.objects.create(person=person, agency=at, role=role)


def group(*members: Agency, owner: Agency | None = None, name: str | None = None, **fields) -> AgencyGroup:
    """A group whose members have always been in it."""
    n = number()
    name = name or f"Nhóm {n}"
    made = AgencyGroup.objects.create(
        code=fields.pop("code", f"NH{n}"),
        name=name,
        owner=owner or agency(),
        search_text=fold(name),
        sort_key=sort_key(name),
        **fields,
    )
    GroupMembership.objects.bulk_create(GroupMembership(group=made, agency=member) for member in members)
    return made


# --- plans ----------------------------------------------------------------------------------------------------------------


def area(name: str = "Cải cách thủ tục hành chính") -> Area:
    n = number()
    return Area.objects.create(code=f"LV{n}", name=name, order=n % 1000)


def plan(issuer: Agency | None = None, *, year: int = 2026, **fields) -> Plan:
    return Plan.objects.create(
        issuer=issuer or agency(),
        summary=fields.pop("summary", f"Cải cách hành chính năm {year}"),
        year_from=year,
        year_to=fields.pop("year_to", year),
        **fields,
    )


def task(of: Plan | None = None, **fields) -> Task:
    if fields.get("timing", Task.Timing.DEADLINE) == Task.Timing.DEADLINE:
        fields.setdefault("due_on", date(2026, 6, 30))
    return Task.objects.create(plan=of or plan(), content=fields.pop("content", "Rà soát thủ tục hành chính"), **fields)


# --- indicators, targets, figures ---------------------------------------------------------------------------------------

COMBINED_AS = {  # the defaults of DESIGN §3: across periods, across agencies
    Kind.RATIO: (AcrossPeriods.SUM, AcrossAgencies.SUM),
    Kind.RATIO_OF_STOCKS: (AcrossPeriods.LATEST, AcrossAgencies.SUM),
    Kind.COUNT: (AcrossPeriods.SUM, AcrossAgencies.SUM),
    Kind.STOCK: (AcrossPeriods.LATEST, AcrossAgencies.SUM),
    Kind.LEVEL: (AcrossPeriods.LATEST, AcrossAgencies.WEIGHTED),
    Kind.GRADE: (AcrossPeriods.LATEST, AcrossAgencies.OWN),
    Kind.RANK: (AcrossPeriods.LATEST, AcrossAgencies.OWN),
    Kind.YES_NO: (AcrossPeriods.ONCE, AcrossAgencies.COUNT_DONE),
}


def indicator(name: str = "Tỷ lệ hồ sơ giải quyết đúng hạn", kind: Kind = Kind.RATIO, **fields) -> Indicator:
    across_periods, across_agencies = COMBINED_AS[kind]
    if kind in (Kind.RATIO, Kind.RATIO_OF_STOCKS):
        fields.setdefault("numerator_label", "Hồ sơ trước hạn, đúng hạn")
        fields.setdefault("denominator_label", "Tổng hồ sơ đã giải quyết")
    return Indicator.objects.create(
        code=fields.pop("code", f"CT{number()}"),
        name=name,
        kind=kind,
        across_periods=fields.pop("across_periods", across_periods),
        across_agencies=fields.pop("across_agencies", across_agencies),
        search_text=fold(name),
        sort_key=sort_key(name),
        **fields,
    )


def target(judged: Agency | None = None, of: Indicator | None = None, *, within: Plan | None = None, **rule) -> Target:
    """A target of one version: at least 95 (of whatever the indicator measures), kept all through 2026."""
    within = within or plan(judged)
    made = Target.objects.create(plan=within, indicator=of or indicator(), order=rule.pop("order", 1))
    version(made, judged_agency=judged, **rule)
    return made


def version(of: Target, **rule) -> TargetVersion:
    rule = {
        "set_by_plan": of.plan,
        "comparator": Comparator.AT_LEAST,
        "value": Decimal(95),
        "path": Path.HOLD,
        "tolerance": Decimal(1),
        "first_year": of.plan.year_from,
        "last_year": of.plan.year_to,
        **rule,
    }
    return TargetVersion.objects.create(target=of, **rule)


def period(kind: PeriodKind = PeriodKind.QUARTER, year: int = 2026, order: int = 1) -> ReportingPeriod:
    """The shared row of a period, with its days by law."""
    legal = Period(kind, year, order).days()
    days = {
        "data_from": legal.starts_on,
        "data_to": legal.ends_on,
        "opens_on": legal.opens_on,
        "due_on": legal.due_on,
    }
    return ReportingPeriod.objects.get_or_create(kind=kind, year=year, order=order, defaults=days)[0]


def report_form(*indicators: Indicator, owner: Agency | None = None, **fields) -> ReportForm:
    """A form of the CCHC calendar with one line for each indicator, its own checker."""
    owner = owner or agency()
    made = ReportForm.objects.create(
        code=fields.pop("code", f"B{number()}"),
        name=fields.pop("name", "Số liệu cải cách hành chính"),
        owner=owner,
        checker=fields.pop("checker", owner),
        **fields,
    )
    for order, measured in enumerate(indicators, start=1):
        line(made, measured, order=order)
    return made


def line(form: ReportForm, measured: Indicator, typed: Typed | None = None, **fields) -> FormLine:
    summed = measured.across_periods == AcrossPeriods.SUM
    return FormLine.objects.create(
        form=form, indicator=measured, typed=typed or (Typed.FLOW if summed else Typed.AS_OF), **fields
    )


def submission(by: Agency, form: ReportForm, of: ReportingPeriod | None = None, **fields) -> Submission:
    """What an agency owes, with one empty figure for each line of the form."""
    of = of or period()
    made = Submission.objects.create(
        agency=by, form=form, period=of, data_from=of.data_from, data_to=of.data_to, due_on=of.due_on, **fields
    )
    for asked in form.lines.select_related("indicator"):
        figure(by, asked.indicator, of, submission=made, line=asked, typed=asked.typed)
    return made


def figure(about: Agency, of: Indicator, in_: ReportingPeriod | None = None, **fields) -> Figure:
    """A figure about an agency, given by itself; `approved_by` makes it count."""
    if fields.get("approved_by"):
        fields.setdefault("approved_at", NOON)
    return Figure.objects.create(
        agency=about,
        reported_by=fields.pop("reported_by", about),
        indicator=of,
        period=in_ or period(),
        typed=fields.pop("typed", Typed.FLOW if of.across_periods == AcrossPeriods.SUM else Typed.AS_OF),
        **fields,
    )


# --- reminding ------------------------------------------------------------------------------------------------------------


def enquiry(asked: Agency, *, by: User, **fields) -> Enquiry:
    """An urging of an agency by its parent, to be answered by the end of April."""
    return Enquiry.objects.create(
        agency=asked,
        asked_from=fields.pop("asked_from", asked.parent or asked),
        by=by,
        kind=fields.pop("kind", Enquiry.Kind.REMIND),
        words=fields.pop("words", "Đề nghị đơn vị khẩn trương thực hiện."),
        due_on=fields.pop("due_on", date(2026, 4, 30)),
        at=fields.pop("at", NOON),
        **fields,
    )
