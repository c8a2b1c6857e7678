"""The library of indicators, the page of one, and whom an indicator does not concern."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import ActionRecord
from accounts.once import do_once
from agencies import scope
from targets.actions import indicators as actions
from targets.forms.filters import IndicatorFilter
from targets.forms.indicators import (
    EditIndicatorForm,
    EndExemptionForm,
    ExemptionForm,
    NewIndicatorForm,
    publication_rows,
    publications_in,
)
from targets.led_tasks import COMPLETION_WORDS
from targets.models import Exemption, Indicator, Target
from targets.permissions import can_create_indicator, can_edit_indicator, can_end_exemption, can_exempt
from targets.restating import sentence_of
from targets.terms import SourceKind
from targets.views.redrawing import is_sent, typed_so_far
from ui.filters import chips, page_of
from ui.permissions import require


@require_safe
def indicator_list(request):
    form = IndicatorFilter(request.GET)
    found = form.found.select_related("area", "part_of", "source_agency").order_by("area__order", "code")
    context = {
        "form": form,
        "chips": chips(form, request.GET),
        "page": page_of(found, request.GET),
        "can_create": can_create_indicator(request.user),
    }
    return render(request, "targets/indicator_list.html", context)


@require_safe
def indicator_page(request, indicator_id):
    indicator = get_object_or_404(_indicators(), pk=indicator_id)
    targets = Target.objects.seen_by(request.user).filter(indicator=indicator).with_rules()
    exemptions = indicator.exemptions.filter(agency__in=scope.sees(request.user)).select_related("agency", "by")
    context = {
        "indicator": indicator,
        "facts": _facts(indicator),
        "parts": indicator.parts.order_by("code"),
        "splits": indicator.splits.order_by("code"),
        "lines": indicator.lines.select_related("form").order_by("form__code"),
        "publications": indicator.publications.order_by("year"),
        "targets": [(target, sentence_of(target.last_version)) for target in targets],
        "exemptions": [(row, bool(can_end_exemption(request.user, row))) for row in exemptions],
        "can_edit": can_edit_indicator(request.user, indicator),
        "can_exempt": can_exempt(request.user),
        "records": ActionRecord.objects.about(indicator).select_related("by")[:50],
        "crumbs": _crumbs(),
    }
    return render(request, "targets/indicator.html", context)


def _facts(indicator: Indicator) -> list[tuple[str, object]]:
    """Terms and values, those that this kind of indicator has."""
    facts = [
        ("Loại số liệu", indicator.get_kind_display()),
        ("Đơn vị tính", "%" if indicator.is_ratio else indicator.unit),
        ("Tử số", indicator.numerator_label),
        ("Mẫu số", indicator.denominator_label),
        ("Các bậc, từ thấp đến cao", " · ".join(indicator.grade_steps)),
        ("Chiều tốt hơn", indicator.get_better_display()),
        ("Gộp các kỳ trong năm", indicator.get_across_periods_display()),
        ("Gộp các đơn vị", indicator.get_across_agencies_display()),
        ("Trong đó, thuộc", indicator.part_of),
        ("Tách riêng khỏi", indicator.split_from),
        ("Nguồn số liệu", _source(indicator)),
        ("Cách hệ thống tính", COMPLETION_WORDS if indicator.source_kind == SourceKind.COMPUTED else ""),
        ("Lĩnh vực", indicator.area),
        ("Cơ quan quản lý", indicator.owner),
        ("Thôi dùng từ ngày", indicator.retired_on and f"{indicator.retired_on:%d/%m/%Y}"),
    ]
    return [(term, value) for term, value in facts if value]


def _source(indicator: Indicator) -> str:
    named = [indicator.source_agency and indicator.source_agency.name, indicator.source_name]
    return ": ".join(filter(None, [indicator.get_source_kind_display(), ", ".join(filter(None, named))]))


@require_http_methods(["GET", "POST"])
def create_indicator(request):
    require(can_create_indicator(request.user))
    form, rows = _forms(request, NewIndicatorForm)
    if is_sent(request) and form.is_valid() and rows.is_valid():
        with form.refusals():
            address = do_once(form, by=request.user, act=lambda: _create(request, form, rows))
            messages.success(request, "Đã lưu chỉ tiêu thống kê.")
            return redirect(address)
    return _form_page(request, form, rows, back_url=reverse("targets:indicators"))


def _create(request, form: NewIndicatorForm, rows) -> str:
    indicator = actions.create_indicator(
        by=request.user, indicator=form.instance, publications=publications_in(form, rows)
    )
    return reverse("targets:indicator", args=[indicator.pk])


@require_http_methods(["GET", "POST"])
def edit_indicator(request, indicator_id):
    indicator = get_object_or_404(_indicators(), pk=indicator_id)
    require(can_edit_indicator(request.user, indicator))
    fixed = actions.fixed_fields(indicator)
    form, rows = _forms(request, EditIndicatorForm, indicator, instance=indicator, fixed=fixed)
    if is_sent(request) and form.is_valid() and rows.is_valid():
        with form.refusals():
            publications = publications_in(form, rows)
            actions.edit_indicator(
                by=request.user, indicator=form.instance, revision=form.revision, publications=publications
            )
            messages.success(request, "Đã lưu chỉ tiêu thống kê.")
            return redirect("targets:indicator", indicator.pk)
    back_url = reverse("targets:indicator", args=[indicator.pk])
    return _form_page(request, form, rows, back_url=back_url, indicator=indicator)


def _forms(request, kind, indicator: Indicator | None = None, **kwargs):
    """The form and its rows of publication days: bound when sent to be saved, else drawn with all that was typed."""
    sent = request.POST if is_sent(request) else None
    form = kind(sent, user=request.user, typed=typed_so_far(request), **kwargs)
    return form, publication_rows(sent, indicator)


def _form_page(request, form, rows, **context):
    redrawn = request.htmx and not is_sent(request)
    template = "targets/_indicator_fields.html" if redrawn else "targets/indicator_form.html"
    return render(request, template, {"form": form, "rows": rows, "crumbs": _crumbs(), **context})


@require_http_methods(["GET", "POST"])
def exempt(request, indicator_id):
    indicator = get_object_or_404(_indicators(), pk=indicator_id)
    require(can_exempt(request.user))
    form = ExemptionForm(request.POST or None, instance=Exemption(indicator=indicator), user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            address = do_once(form, by=request.user, act=lambda: _exempt(request, form))
            messages.success(request, f"Đã đánh dấu không áp dụng với {form.instance.agency}.")
            return redirect(address)
    return render(request, "targets/indicator_exempt.html", _about(indicator, form))


def _exempt(request, form: ExemptionForm) -> str:
    exemption = actions.exempt(by=request.user, exemption=form.instance)
    return reverse("targets:indicator", args=[exemption.indicator_id])


@require_http_methods(["GET", "POST"])
def end_exemption(request, exemption_id):
    seen = Exemption.objects.filter(agency__in=scope.sees(request.user)).select_related("agency", "indicator")
    exemption = get_object_or_404(seen, pk=exemption_id)
    require(can_end_exemption(request.user, exemption))
    form = EndExemptionForm(request.POST or None, initial={"until": localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.end_exemption(by=request.user, exemption=exemption, day=form.cleaned_data["until"])
            messages.success(request, f"Chỉ tiêu được áp dụng lại với {exemption.agency}.")
            return redirect("targets:indicator", exemption.indicator_id)
    return render(
        request, "targets/indicator_exempt.html", {**_about(exemption.indicator, form), "exemption": exemption}
    )


def _about(indicator: Indicator, form) -> dict:
    back_url = reverse("targets:indicator", args=[indicator.pk])
    return {
        "indicator": indicator,
        "form": form,
        "crumbs": [*_crumbs(), (indicator.name, back_url)],
        "back_url": back_url,
    }


def _crumbs() -> list[tuple[str, str]]:
    return [("Chỉ tiêu", reverse("targets:list")), ("Chỉ tiêu thống kê", reverse("targets:indicators"))]


def _indicators():
    return Indicator.objects.select_related("area", "part_of", "split_from", "source_agency", "owner")
