"""Asking, answering, asking for more, ending, filtering, and choosing the mail."""

from django import forms

from accounts.models import User
from accounts.once import OnceMixin
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from documents.fields import PapersField, PapersMixin
from reminders.matter import DIGITS_OF_A_KEY, Asked, Candidate, Question
from reminders.models import Enquiry
from targets.models import Target
from ui.filters import FilterForm
from ui.forms import BaseForm, DayField, SearchSelect, WholeNumberField

LONGEST = 4000


def words_field(label: str, *, rows: int = 4, required: bool = True, **kwargs) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=area, required=required, **kwargs)


class AskForm(OnceMixin, BaseForm):
    """Whom to ask among the candidates, or, where there are none, any one agency; what, and until when."""

    agencies = forms.TypedMultipleChoiceField(
        label="Đơn vị", coerce=int, widget=forms.CheckboxSelectMultiple, error_messages={"required": "Chọn đơn vị."}
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Đơn vị", widget=SearchSelect, empty_label="Chọn đơn vị"
    )
    words = words_field("Nội dung", rows=6)
    due_on = DayField(label="Hạn trả lời")

    def __init__(self, data=None, *, user: User, question: Question, **kwargs):
        self.candidates = {one.agency.pk: one for one in question.candidates}
        chosen = [one.agency.pk for one in question.candidates if one.is_chosen]
        super().__init__(data, **kwargs)
        if self.candidates:
            del self.fields["agency"]
            self.fields["agencies"].choices = [(pk, str(one.agency)) for pk, one in self.candidates.items()]
            self.fields["agencies"].initial = chosen
        else:
            del self.fields["agencies"]
            self.fields["agency"].queryset = scope.acts_for(user, Action.ASK).order_by("sort_key")

    @property
    def boxes(self) -> list[tuple]:
        """(box, candidate) of each agency, in the order of the page."""
        return list(zip(self["agencies"], self.candidates.values(), strict=True)) if self.candidates else []

    @property
    def asked(self) -> list[Asked]:
        """Who was chosen, each with where it stands."""
        if not self.candidates:
            return [Asked(self.cleaned_data["agency"])]
        chosen: list[Candidate] = [self.candidates[pk] for pk in self.cleaned_data["agencies"]]
        return [Asked(one.agency, one.situation) for one in chosen]


class AnswerForm(OnceMixin, PapersMixin, BaseForm):
    """An answer; whoever is asked for causes writes the cause and the remedy."""

    cause = words_field("Nguyên nhân")
    remedy = words_field("Giải pháp, thời gian thực hiện")
    text = words_field("Nội dung trả lời")
    papers = PapersField(label="Tài liệu kèm theo", required=False)

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == Enquiry.Kind.EXPLAIN:
            self.fields["text"].required = False
            self.fields["text"].label = "Nội dung khác"
        else:
            del self.fields["cause"], self.fields["remedy"]


class SeenForm(OnceMixin, BaseForm):
    """A step of the asking side; carries how many answers the page showed."""

    seen = WholeNumberField(label="Số trả lời đã xem", widget=forms.HiddenInput)


class MoreForm(SeenForm):
    words = words_field("Cần báo cáo thêm", rows=3)
    due_on = DayField(label="Hạn trả lời mới")


class CloseForm(SeenForm):
    words = words_field("Kết luận", rows=2, required=False, help_text="Không bắt buộc. Đơn vị được yêu cầu đọc được.")


class ChoiceForm(BaseForm):
    by_mail = forms.BooleanField(label="Gửi cho tôi thư nhắc việc hằng ngày khi có việc cần làm", required=False)


class EnquiryFilter(FilterForm):
    """Who asked whom, how it stands, about what."""

    chieu = forms.ChoiceField(
        label="Chiều",
        choices=[("", "Tất cả"), ("den", "Gửi đến đơn vị của tôi"), ("di", "Do tôi hoặc đơn vị tôi gửi")],
    )
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        choices=[
            ("", "Tất cả"),
            ("overdue", "Quá hạn, chưa trả lời"),
            ("open", "Đang chờ trả lời"),
            ("answered", "Đã trả lời"),
            ("closed", "Đã kết thúc"),
        ],
    )
    loai = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *Enquiry.Kind.choices])
    don_vi = forms.CharField(label="Đơn vị", max_length=100)
    chi_tieu = forms.ModelChoiceField(Target.objects.none(), label="Chỉ tiêu", widget=forms.HiddenInput)

    def __init__(self, data, *, user: User):
        super().__init__(data)
        asked = data.get("chi_tieu", "")
        if asked.isdecimal() and len(asked) < DIGITS_OF_A_KEY:
            seen = Target.objects.seen_by(user).select_related("indicator")
            self.fields["chi_tieu"].queryset = seen.filter(pk=int(asked))
