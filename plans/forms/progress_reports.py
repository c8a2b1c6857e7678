"""The form of a progress report."""

from django import forms

from accounts.once import OnceMixin
from documents.fields import PapersField
from plans.models import ProgressReport
from plans.progress import Timing
from ui.forms import BaseModelForm


class ProgressForm(OnceMixin, BaseModelForm):
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
            "percent": "Từ 0 đến 100.",
            "done_on": "Chỉ ghi khi đã hoàn thành (tiến độ 100%).",
            "difficulty": "Bắt buộc khi nhiệm vụ quá hạn hoặc tiến độ giảm.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.task.timing == Timing.ONGOING:
            del self.fields["done_on"]

    def validate_constraints(self):
        """The action checks them, and says it at the field that is wrong."""
