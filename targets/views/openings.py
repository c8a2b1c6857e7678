"""Closed periods opened again for one agency: the list, opening one, ending one."""

from django.contrib import messages
from django.db.models import BooleanField, Case, Q, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from agencies import scope
from periods import actions
from periods.dates import DateBook
from periods.models import PeriodOpening
from targets.forms.openings import OpeningForm
from targets.permissions import can_open_for_agency, can_open_period, can_open_somewhere
from targets.views.periods import period_row, posted
from ui.days import write_day
from ui.filters import page_of
from ui.forms import BaseForm
from ui.permissions import require


@require_safe
def openings(request):
    """Those in force first, then the latest."""
    require(can_open_somewhere(request.user))
    today = timezone.localdate()
    is_live = Q(ended_at__isnull=True, last_day__gte=today)
    rows = (
        PeriodOpening.objects.filter(agency__in=scope.sees(request.user))
        .select_related("period", "agency", "office", "by", "ended_by")
        .annotate(is_live=Case(When(is_live, then=Value(True)), default=False, output_field=BooleanField()))
        .order_by("-is_live", "-at", "-pk")
    )
    page = page_of(rows, request.GET)
    offices = {row.office for row in page.object_list if row.is_live}
    may_end = {office.pk: can_open_period(request.user, office) for office in offices}
    for row in page.object_list:
        row.may_end = row.is_live and bool(may_end[row.office_id])
    context = {
        "page": page,
        "crumbs": [("Số liệu", reverse("targets:submissions")), ("Kỳ báo cáo", reverse("targets:periods"))],
        "has_sample_data": any(row.agency.is_sample for row in page.object_list),
    }
    return render(request, "targets/openings.html", context)


@require_http_methods(["GET", "POST"])
def open_for_agency(request, key, agency_pk):
    agency, period = get_object_or_404(scope.sees(request.user), pk=agency_pk), period_row(key)
    closing = DateBook.load([period]).highest_closing(period, agency)
    require(can_open_for_agency(request.user, agency, closing))
    form = OpeningForm(posted(request))

    def act() -> str:
        typed = {name: form.cleaned_data[name] for name in ("last_day", "reason")}
        today = timezone.localdate()
        actions.open_for_agency(by=request.user, agency=agency, period=period, today=today, **typed)
        return reverse("targets:openings")

    if form.is_valid():
        with form.refusals():
            address = do_once(form, by=request.user, act=act)
            day = write_day(form.cleaned_data["last_day"])
            messages.success(request, f"Đã mở riêng {period} cho {agency} đến hết ngày {day}.")
            return redirect(address)
    words = {"title": f"Mở riêng {period} cho {agency}", "action": "Mở riêng", "danger": False}
    return step(request, form, {**words, "effects": opening_effects(agency, period, closing)})


def opening_effects(agency, period, closing) -> list[str]:
    """What an opening lets the agency do, and what stays as it is."""
    if closing is None:
        return [f"{period} không khoá đối với {agency}: đơn vị đang nhập, gửi được, không cần mở riêng."]
    return [
        f"Chỉ {agency} nhập, gửi, rút lại được báo cáo của {period}; các đơn vị khác vẫn khoá.",
        "Báo cáo đã gửi: nơi nhận trả lại được để đơn vị sửa. Báo cáo đã xác nhận chỉ thay đổi bằng đính chính.",
        "Kết quả vẫn chốt theo số liệu đã xác nhận: số gửi thêm được tính khi có người xác nhận.",
        "Hạn gửi không đổi: số ngày chậm của báo cáo vẫn tính từ hạn cũ.",
    ]


@require_http_methods(["GET", "POST"])
def end_opening(request, pk):
    seen = PeriodOpening.objects.filter(agency__in=scope.sees(request.user))
    opening = get_object_or_404(seen.select_related("agency", "office", "period"), pk=pk)
    require(can_open_period(request.user, opening.office))
    form = BaseForm(posted(request))
    if form.is_valid():
        with form.refusals():
            actions.end_opening(by=request.user, opening=opening)
            messages.success(request, f"{opening.period} lại khoá đối với {opening.agency}.")
            return redirect("targets:openings")
    effects = [
        f"{opening.agency} không nhập, gửi, rút lại được báo cáo của {opening.period} nữa.",
        "Số đã nhập được giữ nguyên; báo cáo đang chờ xác nhận vẫn xác nhận được.",
    ]
    title = f"Kết thúc mở riêng {opening.period} cho {opening.agency}"
    return step(request, form, {"title": title, "effects": effects, "action": "Kết thúc mở riêng", "danger": True})


def step(request, form, words: dict):
    """A page that says what will happen and asks to go on."""
    back_url = reverse("targets:openings")
    context = {"form": form, "back_url": back_url, "crumbs": [("Mở riêng", back_url)], **words}
    return render(request, "targets/period_step.html", context)
