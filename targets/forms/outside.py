"""Typing a figure that somebody else publishes."""

from django import forms

from accounts.models import User
from accounts.once import OnceMixin
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from documents.fields import PapersField, PapersMixin
from periods.models import ReportingPeriod
from targets.checking import asked_of
from targets.forms.figures import PartsForm, initial_of
from targets.models import Figure, Indicator
from targets.terms import SourceKind, Typed
from ui.fields import SearchSelect
from ui.forms import BaseForm


class OutsideChoiceForm(BaseForm):
    """Which figure: indicator, agency, period. Chosen first, because the indicator decides what is asked."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), label="Chỉ tiêu thống kê", empty_label="Chọn chỉ tiêu")
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Số liệu của", widget=SearchSelect)
    period = forms.ModelChoiceField(
        ReportingPeriod.objects.none(),
        label="Số liệu của kỳ",
        empty_label="Chọn kỳ",
        help_text="Kỳ mà số liệu nói về, không phải ngày công bố: PAR Index năm 2026 công bố năm 2027 vẫn là Năm 2026.",
    )

    def __init__(self, data=None, *, user: User, **kwargs):
        super().__init__(data, **kwargs)
        outside = Indicator.objects.filter(source_kind=SourceKind.OUTSIDE, retired_on__isnull=True)
        self.fields["indicator"].queryset = outside.order_by("code")
        self.fields["agency"].queryset = scope.acts_for(user, Action.RECORD_OUTSIDE_FIGURES)
        self.fields["agency"].empty_label = "Chọn đơn vị"
        self.fields["period"].queryset = ReportingPeriod.objects.order_by("-year", "-data_to", "data_from")


class OutsidePartsForm(PapersMixin, PartsForm):
    """The published figure itself, its source and its paper."""

    source = forms.CharField(
        label="Nguồn công bố", max_length=200, help_text="Số, ngày văn bản hoặc tên ấn phẩm, ví dụ: Quyết định số …"
    )
    papers = PapersField(label="Tài liệu công bố", required=False)

    def __init__(self, data=None, files=None, *, indicator: Indicator, figure: Figure | None = None):
        asked = asked_of(indicator, Typed.AS_OF)
        parts = self.part_fields(asked, indicator.grade_steps)
        for field in parts.values():
            field.required = False
        self.base_fields = {**parts, **type(self).base_fields}
        initial = {**initial_of(figure), "source": figure.source} if figure else None
        super().__init__(data, files, asked=asked, initial=initial)


class NewOutsidePartsForm(OnceMixin, OutsidePartsForm):
    """A published figure that is not on file yet."""


class SeenForm(BaseForm):
    """A decision about an outside figure as the person has read it."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
