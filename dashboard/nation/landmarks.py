"""Where to look in the made-up nation: its root, a province, a commune, its people, plans and waiting reports, by code."""

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency, AgencyGroup
from dashboard.nation import codes
from plans.models import Plan
from targets.models import ReportForm, Submission, Target, TargetVersion
from targets.terms import Scope


def is_made() -> bool:
    """Whether the database holds a made-up nation."""
    return Agency.objects.filter(code=codes.ROOT, is_sample=True).exists()


def nation() -> Agency:
    return Agency.objects.get(code=codes.ROOT)


def province() -> Agency:
    """The largest province: the long plan, the waiting reports and the many checkers are there."""
    return Agency.objects.get(code=codes.FIRST_PROVINCE)


def ordinary_province() -> Agency:
    """One that has its thirty targets and no long plan beside them, where there is more than one."""
    return next(iter(provinces()[1:]), province())


def provinces() -> list[Agency]:
    """Every living province, in the order of their codes."""
    below = Agency.objects.filter(parent=nation(), kind=Agency.Kind.PROVINCE, dissolved_on__isnull=True)
    return list(below.order_by("code"))


def commune() -> Agency:
    return Agency.objects.get(code=codes.FIRST_COMMUNE)


def deepest_unit() -> Agency:
    """A unit five levels below the root."""
    return Agency.objects.get(code=codes.DEEPEST)


def leader(agency: Agency) -> User:
    """The leader of the nation, of any living province, or of a commune of the first province."""
    return User.objects.get(username=codes.username(agency.code, Role.LEADER))


def officer(agency: Agency) -> User:
    """Who plans and confirms at the nation, at any living province, or at a commune of the first province."""
    return User.objects.get(username=codes.username(agency.code, Role.OFFICE))


def reporter(agency: Agency) -> User:
    """Who reports for an agency that owes reports."""
    return User.objects.get(username=codes.username(agency.code, Role.REPORTER))


def checkers() -> list[User]:
    """All who may confirm at the first province at the same time, none of whom has sent anything."""
    names = codes.checker(codes.FIRST_PROVINCE, 1)[:-2]
    return list(User.objects.filter(username__startswith=names).order_by("username"))


def national_plan() -> Plan:
    return _plan(codes.ROOT, codes.NATIONAL_PLAN)


def province_plan(agency: Agency | None = None) -> Plan:
    """The yearly plan of a province, the first one where none is named."""
    return _plan(agency.code if agency else codes.FIRST_PROVINCE, codes.PROVINCE_PLAN)


def long_plan() -> Plan:
    """The plan of the first province with many targets over five years."""
    return _plan(codes.FIRST_PROVINCE, codes.LONG_PLAN)


def _plan(issuer: str, number: str) -> Plan:
    return Plan.objects.get(issuer__code=issuer, number=number, year_to=codes.LAST_YEAR)


def whole_target(plan: Plan) -> Target:
    """The first target of a plan that judges the whole."""
    return _target(plan, Scope.WHOLE)


def share_target(plan: Plan) -> Target:
    """The first target of a plan over the share of units of a group; the nation's is over all communes."""
    return _target(plan, Scope.SHARE)


def _target(plan: Plan, scope: Scope) -> Target:
    judged = TargetVersion.objects.filter(scope=scope)
    return plan.targets.filter(pk__in=judged.values("target")).order_by("order").first()


def all_communes() -> AgencyGroup:
    return AgencyGroup.objects.get(code=codes.ALL_COMMUNES)


def communes(agency: Agency | None = None) -> AgencyGroup:
    """The group of a province's communes, the first province's where none is named."""
    return AgencyGroup.objects.get(code=codes.communes_of(agency.code if agency else codes.FIRST_PROVINCE))


def form(agency: Agency | None = None) -> ReportForm:
    """The form of 30 lines that everybody below a province reports to it."""
    return ReportForm.objects.get(code=codes.unit_form(agency.code if agency else codes.FIRST_PROVINCE))


def deep_report() -> Submission:
    """A report of 30 figures from five levels below the root, sent and waiting for confirmation."""
    return _waiting().get(agency__code=codes.DEEPEST)


def waiting_reports() -> list[Submission]:
    """All reports to the first province that wait for confirmation, each sent by another person; the deepest one first."""
    return sorted(_waiting().order_by("pk"), key=lambda report: report.agency.code != codes.DEEPEST)


def _waiting():
    return Submission.objects.filter(
        form__code=codes.unit_form(codes.FIRST_PROVINCE), state=Submission.State.SUBMITTED
    ).select_related("agency", "form", "period", "submitted_by")
