"""The leader's word on a report, and the paper that stands for it."""

from documents.fields import PapersField, PapersMixin
from targets.forms.figures import ReasonForm, RevisionForm


class SignForm(PapersMixin, RevisionForm):
    """A report that the leader has read and signs here; a signed paper may be added."""

    papers = PapersField(label="Bản ký kèm theo (không bắt buộc)", required=False)


class SignedPaperForm(PapersMixin, RevisionForm):
    """A report that the leader has signed on paper."""

    papers = PapersField(label="Bản đã được lãnh đạo đơn vị ký")


class DeclineForm(ReasonForm):
    """Why a leader does not sign."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Người nhập đọc nguyên văn lý do này: nêu rõ chỉ tiêu nào, cần sửa gì."
