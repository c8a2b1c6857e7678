"""Which table an address asks for: form, period, agency, extent; what it leaves open is chosen for the reader."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from accounts.models import User
from agencies import scope
from agencies.models import Agency
from periods.models import ReportingPeriod
from periods.period import parse_slug
from reports.ground import Question
from reports.permissions import can_see_form_totals, can_see_table
from reports.table import USUAL_COLUMNS, Column, Extent
from targets.models import Figure, ReportForm, Submission

WITH_SENT = "da-gui"
DIGITS_OF_A_KEY = 18


@dataclass(frozen=True)
class Selection:
    """What is looked at, and what else is on offer."""

    question: Question
    columns: tuple[Column, ...]
    forms: list[ReportForm]
    periods: list[ReportingPeriod]
    agencies: list[Agency]
    extents: list[Extent]


def select(user: User, query, today: date) -> Selection | None:
    """None where nothing was ever opened that the person may see; 404 for what is named and out of reach."""
    forms = list(forms_on_offer(user))
    if not forms:
        return None
    form = _named(forms, ReportForm.objects.seen_by(user), query.get("bieu", ""), "biểu mẫu") or forms[0]
    periods = list(periods_on_offer(form))
    agencies = list(agencies_on_offer(user, form))
    if not agencies:
        return None
    asked = _named(agencies, scope.sees(user), query.get("don_vi", ""), "đơn vị")
    agency = asked or _usual_agency(user, form, agencies)
    question = Question(
        form=form,
        period=_period(periods, query.get("ky", ""), today),
        agency=agency,
        extent=_extent(user, form, agency, query.get("pham_vi", "")),
        today=today,
        with_sent=query.get("so_lieu") == WITH_SENT,
    )
    extents = [extent for extent in Extent if can_see_table(user, form, agency, extent)]
    return Selection(question, _columns(query.getlist("cot")), forms, periods, agencies, extents)


def forms_on_offer(user: User):
    """Forms that were ever opened for somebody whom the person sees."""
    opened = Submission.objects.filter(form=OuterRef("pk"))
    return ReportForm.objects.seen_by(user).filter(Exists(opened)).select_related("owner", "checker").order_by("code")


def periods_on_offer(form: ReportForm):
    """The periods that were opened, the newest first."""
    opened = Submission.objects.filter(form=form).order_by().values("period")
    return ReportingPeriod.objects.filter(pk__in=opened).order_by("-data_to", "-data_from")


def agencies_on_offer(user: User, form: ReportForm):
    """Of those whom the person sees: who reports the form or is reported on, and everybody above these; for whoever
    checks the form also the office that asks for it."""
    reports = Submission.objects.filter(form=form, agency__path__startswith=OuterRef("path"))
    about = Figure.objects.filter(submission__form=form, agency=OuterRef("pk"))
    offered = scope.sees(user).filter(Q(Exists(reports)) | Q(Exists(about)))
    if can_see_form_totals(user, form, form.owner):
        offered = Agency.objects.filter(Q(pk__in=offered.values("pk")) | Q(pk=form.owner_id))
    return offered.order_by("depth", "sort_key", "pk")


def _named(rows: list, seen: QuerySet, asked: str, what: str):
    """The row that the address names; None where it names none, or one that is seen and not on offer here.

    Whoever changes the form keeps the agency of the form before in the address.
    """
    if not (asked.isdecimal() and len(asked) <= DIGITS_OF_A_KEY):
        return None
    found = next((row for row in rows if row.pk == int(asked)), None)
    if found is None and not seen.filter(pk=int(asked)).exists():
        raise Http404(f"Không có {what} này trong phạm vi của anh/chị.")
    return found


def _usual_agency(user: User, form: ReportForm, agencies: list[Agency]) -> Agency:
    """The form's own office for whoever sees its totals; else the person's own agency, else the first."""
    own = set(scope.own_agencies(user))
    usual = {form.owner_id} if can_see_form_totals(user, form, form.owner) else own
    return next((agency for agency in agencies if agency.pk in usual), agencies[0])


def _period(periods: list[ReportingPeriod], asked: str, today: date) -> ReportingPeriod:
    """The period asked for where it was opened; else the last whose data days are over, else the first to come."""
    try:
        key = parse_slug(asked)
    except ValueError:
        key = None
    asked_for = next((period for period in periods if period.key == key), None)
    over = next((period for period in periods if period.data_to < today), None)
    return asked_for or over or periods[-1]


def _extent(user: User, form: ReportForm, agency: Agency, asked: str) -> Extent:
    """What is asked for; else the widest that the person may see."""
    if asked in Extent.values:
        return Extent(asked)
    widest = (extent for extent in (Extent.ALL, Extent.FORM) if can_see_table(user, form, agency, extent))
    return next(widest, Extent.OWN)


def _columns(asked: list[str]) -> tuple[Column, ...]:
    chosen = tuple(column for column in Column if column.value in asked)
    return chosen or USUAL_COLUMNS
