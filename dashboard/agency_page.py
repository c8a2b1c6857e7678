"""The page of one agency: its targets with its own verdicts, its latest figures, its plans, its life, its people."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.models import User
from agencies import lifecycle, scope
from agencies.biography import Event, events_of
from agencies.models import Agency, AgencyGroup, lives_on
from agencies.permissions import can_manage_agency
from dashboard import rows
from dashboard.asking import ask_agency_url, beside, buttons
from dashboard.boards import Boards, boards_from
from dashboard.reorganised import maps_of, split_note
from dashboard.selection import MAP, TODAYS_MAP, Selection, look_from, periods_on_offer
from periods.period import Period
from plans.models import Plan
from plans.models.plan import NAMED_IN
from reminders.beside import Marks
from targets.checking import asked_of
from targets.models import Figure, MapView
from targets.sheet import figure_words

MOST_UNITS = 200
MOST_PLANS = 20
YEARS_OF_FIGURES = 2  # the year looked at and the one before


@dataclass(frozen=True)
class LatestFigure:
    """What is known last of one indicator, with its period and how far it has come; `url` of the report, or none."""

    name: str
    shown: str
    parts: str
    period: Period
    state: str
    url: str


@dataclass(frozen=True)
class LifeRow:
    event: Event
    others: list[tuple[Agency, str]]


@require_safe
def agency(request, agency_id):
    today = localdate()
    seen = lifecycle.seen_with_history(request.user)
    found = get_object_or_404(seen.select_related("parent"), pk=agency_id)
    is_in_reach = scope.sees(request.user).filter(pk=found.pk).exists()
    boards = boards_from(request.user, look_from(found, request.GET, today), request.GET, today)
    selection = boards.selection
    here = request.GET.copy()
    context = {
        "agency": found,
        "crumbs": [("Đơn vị", reverse("agencies:list"))],
        "line": _line(found, request.user),
        "year": str(selection.year),
        "periods": _periods(selection, today),
        "maps": maps_of(selection, boards.changes, here) if is_in_reach else [],
        "changes": boards.changes if is_in_reach else (),
        "split_note": split_note(found.pk, selection.year),
        "is_in_reach": is_in_reach,
        "figures": _latest_figures(found, selection, today, is_in_reach=is_in_reach),
        "facts": _facts(found, today),
        "life": _life(found, seen),
        "people": _people(found) if is_in_reach else [],
        "units": list(_units(found, request.user, today)),
        "groups": _groups(found, today),
        "plans": list(_plans(found, request.user)),
        "naming_plans": list(_naming_plans(found, request.user)),
        "has_ended": bool(found.dissolved_on and found.dissolved_on <= today),
        "manage_url": _manage_url(found, request.user),
        "has_sample_data": found.is_sample,
        **(_targets(request.user, boards, today) if is_in_reach else {}),
    }
    return render(request, "dashboard/agency.html", context)


def _periods(selection: Selection, today: date) -> list[tuple[str, str, bool]]:
    """The cut-offs to choose from, as tabs: this year's periods, the newest first, and the year before."""
    year, map_asked = selection.year, f"&{MAP}={TODAYS_MAP}" if selection.view == MapView.TODAY else ""
    tabs = [
        (label, f"?nam={year}&ky={slug}{map_asked}", bool(selection.cutoff and selection.cutoff.slug == slug))
        for slug, label in periods_on_offer(year, today, selection.cutoff)
    ]
    later = [(f"Năm {year + 1}", f"?nam={year + 1}{map_asked}", False)] if year < today.year else []
    return [*later, *tabs, (f"Năm {year - 1}", f"?nam={year - 1}{map_asked}", False)]


def _targets(user: User, boards: Boards, today: date) -> dict:
    """The targets of its own plans; and those of others that name it, with its own verdicts only."""
    office, own, above = boards.selection.office, boards.own, boards.above
    own_rows, rows_above = (rows.rows_of(board, boards.changes) for board in boards)
    marks = Marks.of_agency(user, office, year=boards.selection.year, today=today)
    return {
        "own_targets": beside(own_rows, marks, own, user, office),
        "targets_from_above": beside(rows_above, marks, above, user, office),
        "enquiries": marks.running,
        "ask_buttons": buttons(user, office, partial(ask_agency_url, office)) if office.is_alive_on(today) else [],
        "cut_off_line": rows.cut_off_line(*((above, rows_above) if rows_above else (own, own_rows))),
    }


def _line(agency: Agency, user: User) -> list[tuple[Agency, str]]:
    """Everyone above today, from the top down, with an address where the person may go."""
    above = [int(part) for part in agency.path.split("/") if part][:-1]
    seen = set(scope.sees(user).filter(pk__in=above).values_list("pk", flat=True))
    agencies = Agency.objects.in_bulk(above)
    return [(agencies[pk], _address(agencies[pk]) if pk in seen else "") for pk in above]


def _address(agency: Agency) -> str:
    return reverse("dashboard:agency", args=[agency.pk])


def _facts(agency: Agency, today: date) -> list[tuple[str, str]]:
    facts = [("Mã", agency.code), ("Tên gọi tắt", agency.short_name), ("Loại", agency.get_kind_display())]
    facts.append(("Thành lập từ ngày", f"{agency.founded_on:%d/%m/%Y}" if agency.founded_on else ""))
    if agency.dissolved_on:
        facts.append(("Kết thúc hoạt động từ ngày", f"{agency.dissolved_on:%d/%m/%Y}"))
    return facts


def _life(agency: Agency, seen) -> list[LifeRow]:
    events = events_of(agency)
    ids = {other.pk for event in events for other in event.others}
    open_to_reader = set(seen.filter(pk__in=ids).values_list("pk", flat=True))
    return [
        LifeRow(event, [(other, _address(other) if other.pk in open_to_reader else "") for other in event.others])
        for event in events
    ]


def _people(agency: Agency):
    held = agency.memberships.filter(person__is_active=True).select_related("person")
    return held.order_by("role", "person__full_name")


def _units(agency: Agency, user: User, today: date):
    """The units directly below that live today."""
    return scope.sees(user).filter(parent=agency).alive_on(today).order_by("sort_key")[:MOST_UNITS]


def _groups(agency: Agency, today: date):
    inside = agency.group_memberships.filter(lives_on(today)).values("group")
    return AgencyGroup.objects.filter(pk__in=inside)


def _plans(agency: Agency, user: User):
    return Plan.objects.seen_by(user).with_standing().filter(issuer=agency)[:MOST_PLANS]


def _naming_plans(agency: Agency, user: User):
    """Plans of others in which the agency has a task or a target."""
    named = Q(pk__in=[])
    for place in NAMED_IN:
        named |= Q(Exists(Plan.objects.filter(pk=OuterRef("pk"), **{place: agency})))
    plans = Plan.objects.seen_by(user).with_standing().filter(named).exclude(issuer=agency)
    return plans.select_related("issuer")[:MOST_PLANS]


def _latest_figures(agency: Agency, selection: Selection, today: date, *, is_in_reach: bool) -> list[LatestFigure]:
    """Of each indicator the last period in which anything was given.

    Who carries on the agency's work, without seeing the agency itself, reads what was approved, without the report.
    """
    years = range(selection.year - YEARS_OF_FIGURES + 1, selection.year + 1)
    given = Figure.objects.filter(agency=agency, period__year__in=years)
    if not is_in_reach:
        given = given.filter(approved_at__isnull=False)
    latest: dict[int, Figure] = {}
    newest_first = given.order_by("-period__data_to", "period__data_from")
    for figure in newest_first.select_related("indicator__area", "period", "submission"):
        if figure.is_given:
            latest.setdefault(figure.indicator_id, figure)
    return [_latest(figure, today, has_link=is_in_reach) for figure in sorted(latest.values(), key=_place)]


def _place(figure: Figure) -> tuple:
    """Fields of reform in their order, those without a field last."""
    area = figure.indicator.area
    return area is None, area.order if area else 0, figure.indicator.code


def _latest(figure: Figure, today: date, *, has_link: bool) -> LatestFigure:
    if figure.submission:
        state, url = figure.submission.shown_state(today), reverse("targets:submission", args=[figure.submission_id])
    else:
        state = "approved" if figure.approved_at else "submitted"
        url = reverse("targets:outside_figure", args=[figure.pk])
    indicator = figure.indicator
    shown, parts = figure_words(asked_of(indicator, figure.typed), figure.parts, tuple(indicator.grade_steps))
    return LatestFigure(indicator.name, shown, parts, figure.period.key, state, url if has_link else "")


def _manage_url(agency: Agency, user: User) -> str:
    return reverse("admin:agencies_agency_change", args=[agency.pk]) if can_manage_agency(user, agency) else ""
