"""The form of a task, with the six clear things; an inspection plan's tasks are its windows and its people."""

from datetime import date

from django import forms

from accounts.once import OnceMixin
from plans.forms.base import ActionForm
from plans.forms.choices import AgenciesField, AgencyField, agencies_beside
from plans.models import Plan, Task
from plans.progress import Timing
from ui.forms import RevisionMixin


class TaskForm(ActionForm):
    """What both adding and correcting a task ask."""

    lead_agency = AgencyField(label="Cơ quan chủ trì", queryset=None, required=False)
    supporting_agencies = AgenciesField(label="Cơ quan phối hợp", queryset=None, required=False)

    class Meta:
        model = Task
        fields = (
            "label",
            "area",
            "content",
            "deliverable",
            "lead_agency",
            "supporting_agencies",
            "parties_text",
            "responsible_person",
            "authority",
            "timing",
            "starts_on",
            "due_on",
            "timing_text",
            "budget_million",
            "budget_text",
            "quote",
        )
        widgets = {
            "content": forms.Textarea(attrs={"rows": 3}),
            "deliverable": forms.Textarea(attrs={"rows": 2}),
            "timing": forms.RadioSelect,
            "quote": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "label": "Ví dụ: 2.1 hoặc II.3.",
            "lead_agency": "Để trống nếu kế hoạch không nêu.",
            "deliverable": "Ví dụ: Quyết định của UBND tỉnh.",
            "responsible_person": "Họ tên, chức vụ người chịu trách nhiệm chính.",
            "authority": "Ai được quyết định. Ví dụ: Chủ tịch UBND tỉnh.",
            "starts_on": "Chỉ khi chọn “Trong khoảng từ ngày đến ngày”.",
            "due_on": "Ngày cuối cùng còn đúng hạn.",
            "timing_text": "Cách kế hoạch viết, ví dụ: Quý II/2026.",
            "budget_text": "Ví dụ: ngân sách tỉnh.",
        }

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        task = self.instance
        supporting = list(task.supporting_agencies.all()) if task.pk else []
        agencies = agencies_beside(task.plan.issuer, today, [task.lead_agency, *supporting])
        self.fields["lead_agency"].queryset = agencies
        self.fields["supporting_agencies"].queryset = agencies
        self.fields["area"].empty_label = "Không thuộc lĩnh vực nào"
        if task.plan.kind == Plan.Kind.INSPECTION:
            self._speak_of_inspection()

    def _speak_of_inspection(self):
        """An inspection plan lists people with their functions and windows of visits."""
        content, person = self.fields["content"], self.fields["responsible_person"]
        content.help_text = "Ví dụ: Kiểm tra tại Sở Tư pháp; Trưởng đoàn kiểm tra; Tổng hợp báo cáo kết quả kiểm tra."
        person.label = "Người thực hiện, chức trách trong đoàn"
        person.help_text = "Ví dụ: Phó Chủ tịch UBND thành phố, Trưởng đoàn."
        self.fields["deliverable"].help_text = "Ví dụ: Biên bản kiểm tra; Báo cáo kết quả kiểm tra."
        self.fields["lead_agency"].label = "Cơ quan chủ trì hoặc được kiểm tra"


class NewTaskForm(OnceMixin, TaskForm):
    """Adding a task; the next of an inspection plan starts from the window of the one before."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        last = plan.tasks.order_by("order").last()
        if last:
            self.fields["area"].initial = last.area_id
        if plan.kind == Plan.Kind.INSPECTION:
            self.initial["timing"] = Timing.WINDOW
            if last and last.timing == Timing.WINDOW:
                self.initial |= {"starts_on": last.starts_on, "due_on": last.due_on}


class EditTaskForm(RevisionMixin, TaskForm):
    """Correcting a task; in an issued plan a changed time asks why."""

    reason = forms.CharField(
        label="Lý do thay đổi thời hạn",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bắt buộc khi thời hạn thay đổi; được lưu lại cùng thời hạn cũ.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.plan.state != Plan.State.ISSUED:
            del self.fields["reason"]
