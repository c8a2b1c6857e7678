"""The form of a plan: every field of it, for entering and for correcting."""

from datetime import date

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from accounts.models import User
from accounts.once import OnceMixin
from accounts.roles import Action
from agencies import scope
from documents.fields import PaperField, PapersMixin
from plans.forms.base import ActionForm
from plans.forms.choices import AgencyField, PlanField
from plans.models import Plan
from plans.refusals import NumberTaken
from ui.fields import YearField
from ui.forms import RevisionMixin


class PlanForm(PapersMixin, ActionForm):
    """What both entering and correcting a plan ask."""

    issuer = AgencyField(label="Cơ quan ban hành", queryset=None)
    year_from = YearField(label="Từ năm")
    year_to = YearField(label="Đến năm", required=False, help_text="Để trống nếu là kế hoạch một năm.")
    higher_plan = PlanField(
        label="Thực hiện kế hoạch cấp trên",
        queryset=None,
        required=False,
        help_text="Kế hoạch mà kế hoạch này cụ thể hoá.",
    )
    earlier_plan = PlanField(label="Thay thế, sửa đổi kế hoạch", queryset=None, required=False)
    signed = PaperField(label="Bản đã ký", required=False)

    class Meta:
        model = Plan
        fields = (
            "number",
            "summary",
            "kind",
            "state",
            "issuer",
            "signer",
            "signer_title",
            "issued_on",
            "year_from",
            "year_to",
            "higher_plan",
            "earlier_plan",
            "effect",
            "effective_from",
            "purposes",
            "requirements",
            "source_url",
        )
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "purposes": forms.Textarea(attrs={"rows": 5}),
            "requirements": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "summary": "Nội dung chính của kế hoạch, như ghi dưới chữ KẾ HOẠCH.",
            "issued_on": "Để trống nếu chưa rõ.",
            "signer": "Để trống nếu chưa rõ.",
            "state": "Bản thảo chỉ người nhập kế hoạch nhìn thấy; kế hoạch đã ban hành thì các đơn vị liên quan cùng thấy.",
            "effective_from": "Chỉ tiêu của kế hoạch cũ hết hiệu lực từ ngày này nếu bị thay thế.",
            "source_url": "Địa chỉ trang đăng kế hoạch, nếu có.",
        }

    def __init__(self, *args, user: User, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        issuers = scope.acts_for(user, Action.EDIT_PLANS).select_related("parent")
        self.fields["issuer"].queryset = issuers
        plans = Plan.objects.seen_by(user).select_related("issuer").exclude(pk=self.instance.pk)
        self.fields["higher_plan"].queryset = plans
        self.fields["earlier_plan"].queryset = plans
        self.fields["effect"].choices = [("", "Không thay thế, sửa đổi kế hoạch nào"), *Plan.Effect.choices]
        if self.instance.pk is None:
            self.fields["year_from"].initial = today.year
            own = scope.own_agencies(user)
            self.fields["issuer"].initial = issuers.filter(pk__in=own).values_list("pk", flat=True).first()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("year_to") is None and "year_to" not in self.errors:
            cleaned["year_to"] = cleaned.get("year_from")
        return cleaned

    def refuse(self, refusal):
        """A number already on file is answered with a link to that plan."""
        if not isinstance(refusal, NumberTaken):
            super().refuse(refusal)
            return
        self._link_to(refusal)
        self.remind_of_papers()

    def _link_to(self, refusal: NumberTaken) -> None:
        address = reverse("dashboard:plan", args=[refusal.on_file.pk])
        said = refusal.message_dict["number"][0]
        self.add_error("number", format_html('{} <a href="{}">Mở {}</a>', said, address, refusal.on_file))


class NewPlanForm(OnceMixin, PlanForm):
    """Entering a plan."""


class EditPlanForm(RevisionMixin, PlanForm):
    """Correcting a plan."""

    drop_signed = forms.BooleanField(label="Bỏ bản đã ký đang có", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.signed_file_id is None:
            del self.fields["drop_signed"]
