"""The list of reports: for a reporter what is due and what came back, for an office what waits for it."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from periods.models import ReportingPeriod
from periods.period import parse_slug
from targets.models import ReportForm, Submission, SubmissionEvent
from targets.models.submission import overdue_on
from ui.filters import FilterForm, chips, page_of, without
from ui.states import state

State = Submission.State
OVERDUE = "overdue"
OTHERS = "khac"
CHECKING_ORDER = (
    State.SUBMITTED,
    OVERDUE,
    State.RETURNED,
    State.LEADER,
    State.DRAFT,
    State.EMPTY,
    State.APPROVED,
)
REPORTING_ORDER = (
    State.RETURNED,
    OVERDUE,
    State.DRAFT,
    State.EMPTY,
    State.LEADER,
    State.SUBMITTED,
    State.APPROVED,
)
SIGNING_ORDER = (State.LEADER, *(key for key in REPORTING_ORDER if key != State.LEADER))
CAME_BACK = (SubmissionEvent.Kind.RETURNED, SubmissionEvent.Kind.DECLINED)
WENT_OUT = (SubmissionEvent.Kind.SUBMITTED, SubmissionEvent.Kind.HANDED)
BADGES = {State.EMPTY: "not_started"}


class SubmissionFilter(FilterForm):
    """Period, form, state and agency of the reports listed."""

    ky = forms.ChoiceField(label="Kỳ báo cáo")
    bieu = forms.ModelChoiceField(ReportForm.objects.none(), label="Biểu mẫu", empty_label="Tất cả")
    trang_thai = forms.ChoiceField(label="Trạng thái")
    don_vi = forms.CharField(label="Đơn vị", max_length=100)
    nguon = forms.ChoiceField(
        label="Người nhập", choices=[("", "Đơn vị tự nhập"), (OTHERS, "Cơ quan khác nhập cho đơn vị")]
    )

    def __init__(self, data, *, seen):
        super().__init__(data)
        periods = ReportingPeriod.objects.filter(pk__in=seen.order_by().values("period")).order_by(
            "-data_to", "-data_from"
        )
        self.fields["ky"].choices = [("", "Tất cả"), *((period.key.slug, str(period)) for period in periods)]
        self.fields["bieu"].queryset = ReportForm.objects.filter(pk__in=seen.order_by().values("form"))
        words = [(key, state("report", BADGES.get(key, key)).label) for key in CHECKING_ORDER]
        self.fields["trang_thai"].choices = [("", "Tất cả"), *words]

    def narrowed(self, seen):
        """The reports that the filters leave, whatever their state."""
        if slug := self.chosen("ky"):
            key = parse_slug(slug)
            seen = seen.filter(period__kind=key.kind, period__year=key.year, period__order=key.order)
        if form := self.chosen("bieu"):
            seen = seen.filter(form=form)
        if words := self.chosen("don_vi"):
            seen = seen.filter(agency__in=Agency.objects.matching(words))
        return seen


def in_state(key: str, today: date) -> Q:
    """Reports that show this state today; one never sent after its due day is overdue and nothing else, unless it lies
    with the agency's leader."""
    is_overdue = overdue_on(today) & ~Q(state=State.LEADER)
    return is_overdue if key == OVERDUE else Q(state=key) & ~is_overdue


@dataclass(frozen=True)
class Chosen:
    """What an address chooses of the reports that a person sees: `narrowed` in any state, `reports` in the chosen one.

    by_others: other agencies give these reports, and the person may read only what they say of their own.
    """

    filters: SubmissionFilter
    narrowed: QuerySet[Submission]
    reports: QuerySet[Submission]
    by_others: bool

    @classmethod
    def by(cls, request, today: date) -> "Chosen":
        reports = Submission.objects
        by_others = request.GET.get("nguon") == OTHERS
        seen = reports.given_by_others(request.user) if by_others else reports.given_or_checked_by(request.user)
        filters = SubmissionFilter(request.GET, seen=seen)
        narrowed = filters.narrowed(seen)
        key = filters.chosen("trang_thai")
        return cls(filters, narrowed, narrowed.filter(in_state(key, today)) if key else narrowed, by_others)


@require_safe
def submissions(request):
    today = timezone.localdate()
    chosen = Chosen.by(request, today)
    filters, narrowed = chosen.filters, chosen.narrowed
    checks = scope.may_somewhere(request.user, Action.APPROVE_FIGURES)
    signs = scope.may_somewhere(request.user, Action.SIGN_FIGURES)
    order = CHECKING_ORDER if checks else SIGNING_ORDER if signs else REPORTING_ORDER
    page = page_of(in_order(chosen.reports, order, today).with_names(), request.GET)
    page.object_list = with_progress(page.object_list, request.user)
    for row in page.object_list:
        row.badge, row.deadline = row.shown_state(today), row.deadline_words(today)
        row.may_sign = row.state == State.LEADER and scope.may(request.user, Action.SIGN_FIGURES, row.agency)
    context = {
        "page": page,
        "tiles": tiles_of(narrowed, order, request.GET, today),
        "filters": filters,
        "chips": chips(filters, request.GET),
        "clear_url": reverse("targets:submissions"),
        "export_url": f"{reverse('targets:export_figures')}{without(request.GET)}",
        "checks": checks,
        "signs": signs,
        "has_sample_data": any(row.agency.is_sample for row in page.object_list),
        "may_open": scope.may_somewhere(request.user, Action.MANAGE_FORMS),
    }
    return render(request, "targets/submission_list.html", context)


def in_order(rows, order, today: date):
    """What waits for this person first; within it the nearest due day, and of what is done the latest."""
    ranks = [When(in_state(key, today), then=Value(place)) for place, key in enumerate(order)]
    waiting_since = Case(When(state=State.APPROVED, then=None), default=F("due_on"))
    return rows.annotate(rank=Case(*ranks, default=Value(len(order)))).order_by(
        "rank", waiting_since, "-due_on", "-data_to", "agency__sort_key", "pk"
    )


def with_progress(rows, user: User) -> list[Submission]:
    """The reports of one page, with their counts of figures and, where they came back, the reason; it may name other
    agencies, so it is told only to who reads the whole report."""
    rows = list(rows)
    moves = SubmissionEvent.objects.filter(submission=OuterRef("pk"), kind__in=[*CAME_BACK, *WENT_OUT])
    why_back = Subquery(moves.order_by("-at", "-pk").values("reason")[:1])  # what went out carries no reason
    counted = Submission.objects.filter(pk__in=[row.pk for row in rows]).with_progress().annotate(why=why_back)
    whole = Submission.objects.given_or_checked_by(user).filter(pk=OuterRef("pk"))
    counted = counted.annotate(is_whole=Exists(whole))
    known = {pk: rest for pk, *rest in counted.values_list("pk", "given_count", "owed_count", "why", "is_whole")}
    for row in rows:
        row.given_count, row.owed_count, why, is_whole = known[row.pk]
        row.return_reason = why if row.is_open and is_whole else ""
    return rows


def tiles_of(rows, order, query, today: date) -> list[dict]:
    """How many reports show each state, each leading to its list."""
    counted = {key: Count("pk", filter=in_state(key, today), distinct=True) for key in order}
    counts = rows.order_by().aggregate(**counted)
    shown = [key for key in order if counts[key] or key != State.LEADER]  # few forms ask for a leader's approval
    return [tile(key, counts[key], query) for key in shown]


def tile(key: str, count: int, query) -> dict:
    look = state("report", BADGES.get(key, key))
    address = query.copy()
    address.pop("trang", None)
    address["trang_thai"] = key
    return {"count": count, "label": look.label, "sign": look.sign, "tone": look.tone, "url": f"?{address.urlencode()}"}
