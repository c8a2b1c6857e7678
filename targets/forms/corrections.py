"""Asking for a correction of a confirmed figure, deciding it, and the list of corrections."""

from django import forms

from accounts.once import OnceMixin
from agencies.models import Agency
from documents.fields import PapersField, PapersMixin
from periods.models import ReportingPeriod
from periods.period import parse_slug
from targets.actions.submissions import LONGEST_REASON
from targets.checking import asked_of
from targets.checks import MAY_NOT_OCCUR
from targets.forms.figures import PartsForm, initial_of
from targets.models import Correction, Figure
from ui.fields import WholeNumberField
from ui.filters import FilterForm
from ui.forms import BaseForm

MINE = "toi"


class CorrectionForm(PapersMixin, OnceMixin, PartsForm):
    """The parts as they should be, and why; opened at one revision of the figure."""

    nothing_occurred = forms.BooleanField(label="Không phát sinh trong kỳ", required=False)
    reason = forms.CharField(
        label="Lý do đính chính",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vì sao số đã xác nhận chưa đúng; căn cứ của số mới. Lý do được giữ cùng số cũ và số mới.",
    )
    papers = PapersField(label="Tài liệu kiểm chứng (không bắt buộc)", required=False)
    revision = WholeNumberField(widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, figure: Figure):
        asked = asked_of(figure.indicator, figure.typed)
        parts = self.part_fields(asked, figure.indicator.grade_steps)
        for box in parts.values():
            box.required = False
        self.base_fields = {**parts, **type(self).base_fields}
        initial = initial_of(figure) | {"revision": figure.revision}
        super().__init__(data, files, asked=asked, initial=initial)
        if asked.kind not in MAY_NOT_OCCUR:
            del self.fields["nothing_occurred"]


class DecisionForm(BaseForm):
    """Yes or no to a correction; a no needs its reason."""

    answer = forms.CharField(
        label="Ý kiến của người duyệt",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="Bắt buộc khi không chấp nhận.",
    )


class CorrectionFilter(FilterForm):
    """State, period and words of the corrections listed."""

    trang_thai = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Tất cả"), (MINE, "Chờ anh/chị duyệt"), *Correction.State.choices]
    )
    ky = forms.ChoiceField(label="Kỳ báo cáo")
    don_vi = forms.CharField(label="Đơn vị", max_length=100)

    def __init__(self, data, *, seen):
        super().__init__(data)
        periods = ReportingPeriod.objects.filter(pk__in=seen.order_by().values("figure__period"))
        rows = periods.order_by("-data_to", "-data_from")
        self.fields["ky"].choices = [("", "Tất cả"), *((period.key.slug, str(period)) for period in rows)]

    def narrowed(self, rows):
        """The corrections that the filters leave; those that wait for the person are told by the view."""
        if slug := self.chosen("ky"):
            key = parse_slug(slug)
            rows = rows.filter(
                figure__period__kind=key.kind, figure__period__year=key.year, figure__period__order=key.order
            )
        if words := self.chosen("don_vi"):
            rows = rows.filter(figure__agency__in=Agency.objects.matching(words))
        state = self.chosen("trang_thai")
        return rows.filter(state=state) if state and state != MINE else rows
