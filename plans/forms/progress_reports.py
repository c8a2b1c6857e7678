"""The form of a progress report."""

from django import forms

from accounts.once import OnceMixin
from documents.fields import PapersField, PapersMixin
from plans.forms.base import ActionForm
from plans.models import ProgressReport
from plans.progress import Timing
from ui.fields import WholeNumberField


class ProgressForm(PapersMixin, OnceMixin, ActionForm):
    percent = WholeNumberField(label="Tiến độ (%)", min_value=0, max_value=100, help_text="Từ 0 đến 100.")
    papers = PapersField(label="Tài liệu kiểm chứng", required=False)

    class Meta:
        model = ProgressReport
        fields = ("reported_on", "percent", "done_on", "result", "difficulty")
        widgets = {
            "result": forms.Textarea(attrs={"rows": 4}),
            "difficulty": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"difficulty": "Khó khăn, nguyên nhân, đề xuất", "result": "Kết quả đã làm được"}
        help_texts = {
            "done_on": "Chỉ ghi khi đã hoàn thành (tiến độ 100%).",
            "difficulty": "Bắt buộc khi nhiệm vụ quá hạn, tiến độ giảm hoặc khác với báo cáo trước.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.task.timing == Timing.ONGOING:
            del self.fields["done_on"]
