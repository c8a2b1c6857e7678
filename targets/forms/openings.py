"""What an office types to open a closed period for one agency."""

from django import forms

from accounts.once import OnceMixin
from ui.fields import DayField
from ui.forms import BaseForm


class OpeningForm(OnceMixin, BaseForm):
    last_day = DayField(label="Đơn vị nhập, gửi được đến hết ngày")
    reason = forms.CharField(
        label="Lý do", max_length=300, help_text="Ví dụ: theo Công văn số …; lý do hiện trên báo cáo của đơn vị."
    )
