"""The checks of an indicator: what is asked about its figures, for an office to tune."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from targets.actions import indicator_checks as actions
from targets.check_words import example
from targets.checking import asked_of
from targets.forms.indicator_checks import IndicatorCheckForm
from targets.models import Indicator, IndicatorCheck
from targets.permissions import can_edit_indicator
from targets.terms import Typed
from ui.permissions import require


@require_http_methods(["GET", "POST"])
def indicator_checks(request, indicator_id):
    indicator = get_object_or_404(Indicator.objects.select_related("owner", "check_rule"), pk=indicator_id)
    require(can_edit_indicator(request.user, indicator))
    check = getattr(indicator, "check_rule", None) or IndicatorCheck(indicator=indicator, revision=actions.NEVER_SET)
    now = example(asked_of(indicator, Typed.FLOW), check.watch)
    form = IndicatorCheckForm(request.POST if request.method == "POST" else None, instance=check)
    back_url = reverse("targets:indicator", args=[indicator.pk])
    if form.is_valid():
        with form.refusals():
            actions.set_checks(by=request.user, check=form.instance, revision=form.revision)
            messages.success(request, "Đã lưu cách kiểm tra số liệu.")
            return redirect("targets:indicator_checks", indicator.pk)
    context = {
        "indicator": indicator,
        "form": form,
        "example": now,
        "back_url": back_url,
        "crumbs": [
            ("Chỉ tiêu", reverse("targets:list")),
            ("Chỉ tiêu thống kê", reverse("targets:indicators")),
            (indicator.name, back_url),
        ],
    }
    return render(request, "targets/indicator_checks.html", context)
