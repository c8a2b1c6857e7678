"""Which table an address asks for: form, period, agency, extent; what it leaves open is chosen for the reader."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from accounts.models import User
from agencies import scope
from agencies.models import Agency
from periods.models import ReportingPeriod
from periods.period import parse_slug
from reports.ground import Question
from reports.permissions import can_see_totals
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

    @property
    def extents(self) -> list[Extent]:
        return list(Extent)


def select(user: User, query, today: date) -> Selection | None:
    """None where nothing was ever opened that the person may see; 404 for what is named and out of reach."""
    forms = list(forms_on_offer(user))
    if not forms:
        return None
    form = _named(forms, query.get("bieu", ""), "biểu mẫu") or forms[0]
    periods = list(periods_on_offer(form))
    agencies = list(agencies_on_offer(user, form))
    if not agencies:
        return None
    agency = _named(agencies, query.get("don_vi", ""), "đơn vị") or _usual_agency(user, form, agencies)
    question = Question(
        form=form,
        period=_period(periods, query.get("ky", ""), today),
        agency=agency,
        extent=_extent(user, agency, query.get("pham_vi", "")),
        today=today,
        with_sent=query.get("so_lieu") == WITH_SENT,
    )
    return Selection(question, _columns(query.getlist("cot")), forms, periods, agencies)


def forms_on_offer(user: User):
    """Forms that were ever opened for somebody whom the person sees."""
    opened = Submission.objects.filter(form=OuterRef("pk"))
    return ReportForm.objects.seen_by(user).filter(Exists(opened)).select_related("owner").order_by("code")


def periods_on_offer(form: ReportForm):
    """The periods that were opened, the newest first."""
    opened = Submission.objects.filter(form=form).order_by().values("period")
    return ReportingPeriod.objects.filter(pk__in=opened).order_by("-data_to", "-data_from")


def agencies_on_offer(user: User, form: ReportForm):
    """Of those whom the person sees: who reports the form or is reported on, and everybody above these."""
    reports = Submission.objects.filter(form=form, agency__path__startswith=OuterRef("path"))
    about = Figure.objects.filter(submission__form=form, agency=OuterRef("pk"))
    return scope.sees(user).filter(Q(Exists(reports)) | Q(Exists(about))).order_by("depth", "sort_key", "pk")


def _named(rows: list, asked: str, what: str):
    """The row that the address names; None where it names none."""
    if not (asked.isdecimal() and len(asked) <= DIGITS_OF_A_KEY):
        return None
    found = next((row for row in rows if row.pk == int(asked)), None)
    if found is None:
        raise Http404(f"Không có {what} này trong phạm vi của anh/chị.")
    return found


def _usual_agency(user: User, form: ReportForm, agencies: list[Agency]) -> Agency:
    """The form's own office for whoever sees all below it; else the person's own agency, else the first."""
    own = set(scope.own_agencies(user))
    if can_see_totals(user, form.owner):
        return next((agency for agency in agencies if agency.pk == form.owner_id), agencies[0])
    return next((agency for agency in agencies if agency.pk in own), agencies[0])


def _period(periods: list[ReportingPeriod], asked: str, today: date) -> ReportingPeriod:
    """The period asked for where it was opened; else the last whose data days are over, else the first to come."""
    try:
        key = parse_slug(asked)
    except ValueError:
        key = None
    asked_for = next((period for period in periods if period.key == key), None)
    over = next((period for period in periods if period.data_to < today), None)
    return asked_for or over or periods[-1]


def _extent(user: User, agency: Agency, asked: str) -> Extent:
    if asked in Extent.values:
        return Extent(asked)
    return Extent.ALL if can_see_totals(user, agency) else Extent.OWN


def _columns(asked: list[str]) -> tuple[Column, ...]:
    chosen = tuple(column for column in Column if column.value in asked)
    return chosen or USUAL_COLUMNS
