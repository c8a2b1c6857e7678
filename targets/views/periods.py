"""An office's periods of a year: made, opened for each form, dated, closed, opened again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from periods import actions as period_actions
from periods.models import PeriodDates, ReportingPeriod
from periods.period import reporting_year
from targets.actions import opening
from targets.actions import periods as actions
from targets.forms.periods import DatesForm, MakeYearForm, OfficeYearFilter, ReopenForm
from targets.models import ReportForm
from targets.permissions import can_open_period, can_open_somewhere
from targets.standing import missing_at_closing, standings
from ui.forms import BaseForm
from ui.permissions import require

NAMED_AT_MOST = 30


@require_safe
def periods(request):
    require(can_open_somewhere(request.user))
    today = timezone.localdate()
    offices = offices_to_choose(request.user)
    filters = OfficeYearFilter(request.GET, offices=offices)
    office = filters.chosen("co_quan") or default_office(request.user, offices)
    year = filters.chosen("nam") or reporting_year(today)
    forms = list(forms_of(office)) if office else []
    context = {
        "office": office,
        "year": year,
        "filters": OfficeYearFilter(shown_query(office, year), offices=offices),
        "has_year": ReportingPeriod.objects.filter(year=year).exists(),
        "forms": forms,
        "standings": standings(office, forms, year, today) if office else [],
        "to_open": len(opening.to_open(forms, today)),
        "today": today,
        "has_sample_data": bool(office and office.is_sample),
        "crumbs": [("Số liệu", reverse("targets:submissions"))],
    }
    return render(request, "targets/periods.html", context)


def forms_of(office: Agency):
    return ReportForm.objects.filter(owner=office).select_related("owner").order_by("code")


def offices_to_choose(user):
    """The offices whose periods the person looks after: those that issue forms, and their own."""
    managed = scope.acts_for(user, Action.MANAGE_FORMS)
    issuing = set(ReportForm.objects.order_by().values_list("owner", flat=True))
    return managed.filter(pk__in=issuing | set(scope.own_agencies(user)))


def default_office(user, offices) -> Agency | None:
    """The person's own office where they have one, else the first that issues forms."""
    own = offices.filter(pk__in=scope.own_agencies(user)).order_by("depth", "sort_key").first()
    return own or offices.order_by("depth", "sort_key").first()


def shown_query(office, year) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update({"co_quan": office.pk if office else "", "nam": year})
    return query


def list_of(office: Agency, year: int) -> str:
    return f"{reverse('targets:periods')}?{shown_query(office, year).urlencode()}"


def office_to_manage(request, pk: int) -> Agency:
    office = get_object_or_404(scope.sees(request.user), pk=pk)
    require(can_open_period(request.user, office))
    return office


def posted(request):
    """What was sent; None on a page that is only opened."""
    return request.POST if request.method == "POST" else None


def period_row(key) -> ReportingPeriod:
    try:
        return ReportingPeriod.objects.keyed([key]).get()
    except ReportingPeriod.DoesNotExist:
        raise Http404(f"Chưa tạo kỳ {key}.") from None


@require_POST
def make(request):
    require(can_open_somewhere(request.user))
    form = MakeYearForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["nam"][0])
        return redirect("targets:periods")
    year = form.cleaned_data["nam"]
    made = period_actions.make_periods(by=request.user, year=year)
    messages.success(request, f"Đã tạo {made} kỳ của năm {year}." if made else f"Các kỳ của năm {year} đã có đủ.")
    return redirect(f"{reverse('targets:periods')}?nam={year}")


@require_POST
def open_form(request, key, form_pk):
    form = get_object_or_404(ReportForm.objects.seen_by(request.user).select_related("owner"), pk=form_pk)
    require(can_open_period(request.user, form.owner))
    period = period_row(key)
    try:
        opened = actions.open_period(by=request.user, form=form, period=period, today=timezone.localdate())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, opened_words(form, period, opened))
    return redirect(list_of(form.owner, period.year))


@require_POST
def open_all(request, office_pk):
    """Every form of an office that has reached its opening day and was not opened yet."""
    office, today = office_to_manage(request, office_pk), timezone.localdate()
    opened = opening.open_all_due(by=request.user, forms=forms_of(office), today=today)
    if opened.reports:
        messages.success(request, f"Đã mở {opened.forms} biểu với {opened.reports} báo cáo.")
    elif not opened.refused:
        messages.info(request, "Không có biểu nào đến ngày mở mà chưa mở.")
    for words in opened.refused:
        messages.error(request, words)
    return redirect(list_of(office, reporting_year(today)))


def opened_words(form: ReportForm, period: ReportingPeriod, opened: actions.Opened) -> str:
    kept = f" {opened.kept} báo cáo đã gửi giữ nguyên, không thêm dòng mới." if opened.kept else ""
    if not opened.reports and not opened.figures:
        return f"{form}, {period}: mọi đơn vị phải báo cáo đã có đủ.{kept}"
    return f"Đã mở {period} của {form}: thêm {opened.reports} báo cáo, {opened.figures} ô số liệu.{kept}"


@require_http_methods(["GET", "POST"])
def dates(request, key, office_pk):
    office, period = office_to_manage(request, office_pk), period_row(key)
    own = PeriodDates.objects.filter(period=period, office=office).first()
    form = DatesForm(posted(request), own=own)
    if form.is_valid():
        with form.refusals():
            moved = actions.set_dates(
                by=request.user,
                office=office,
                period=period,
                days=form.days,
                reason=form.cleaned_data["reason"],
                today=timezone.localdate(),
            )
            messages.success(request, f"Đã đặt ngày của {period}; {moved} báo cáo chưa gửi theo ngày mới.")
            return redirect(list_of(office, period.year))
    back_url = list_of(office, period.year)
    crumbs = [("Kỳ báo cáo", back_url)]
    context = {"form": form, "period": period, "office": office, "back_url": back_url, "crumbs": crumbs}
    return render(request, "targets/period_dates.html", context)


@require_http_methods(["GET", "POST"])
def close(request, key, office_pk):
    office, period = office_to_manage(request, office_pk), period_row(key)
    missing = missing_at_closing(office, period)
    form = BaseForm(posted(request))
    if form.is_valid():
        with form.refusals():
            period_actions.close(by=request.user, office=office, period=period, today=timezone.localdate())
            messages.success(request, f"Đã khoá {period} của {office} và các đơn vị cấp dưới.")
            return redirect(list_of(office, period.year))
    words = {"title": f"Khoá {period}", "effects": closing_effects(office, period, missing), "action": "Khoá kỳ"}
    return step(request, office, period, form, {**words, "danger": True})


def closing_effects(office: Agency, period: ReportingPeriod, missing) -> list[str]:
    """What closing means, naming who is missing."""
    effects = [
        f"{office} và mọi đơn vị cấp dưới không nhập, gửi, rút lại số liệu của {period} và các kỳ nằm trong đó được nữa.",
        "Kết quả được chốt theo số liệu đã xác nhận; đơn vị thiếu được nêu tên.",
    ]
    effects += named("Chưa gửi", missing.not_sent) + named("Đã gửi, chưa được xác nhận", missing.not_approved)
    return (
        effects if missing.not_sent or missing.not_approved else [*effects, "Mọi báo cáo đã mở đều đã được xác nhận."]
    )


def named(words: str, reports) -> list[str]:
    if not reports:
        return []
    names = [f"{report.agency} ({report.form.code}, {report.period})" for report in reports[:NAMED_AT_MOST]]
    rest = f" và {len(reports) - NAMED_AT_MOST} báo cáo khác" if len(reports) > NAMED_AT_MOST else ""
    return [f"{words}, {len(reports)} báo cáo: {'; '.join(names)}{rest}."]


@require_http_methods(["GET", "POST"])
def reopen(request, key, office_pk):
    office, period = office_to_manage(request, office_pk), period_row(key)
    form = ReopenForm(posted(request))
    if form.is_valid():
        with form.refusals():
            period_actions.reopen(by=request.user, office=office, period=period, reason=form.cleaned_data["reason"])
            messages.success(request, f"Đã mở lại {period} của {office}.")
            return redirect(list_of(office, period.year))
    effects = ["Các đơn vị lại nhập, gửi, rút lại được số liệu của kỳ này.", "Lý do được ghi vào nhật ký."]
    words = {"title": f"Mở lại {period}", "effects": effects, "action": "Mở lại kỳ", "danger": False}
    return step(request, office, period, form, words)


def step(request, office: Agency, period: ReportingPeriod, form, words: dict):
    """A page that says what will happen and asks to go on."""
    back_url = list_of(office, period.year)
    context = {"form": form, "back_url": back_url, "crumbs": [("Kỳ báo cáo", back_url)], **words}
    return render(request, "targets/period_step.html", context)
