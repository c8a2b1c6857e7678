"""What the list of agencies can be narrowed to."""

from django import forms

from accounts.models import User
from agencies.listing import LIVES, groups_seen_by
from agencies.models import Agency
from ui.fields import DayField
from ui.filters import FilterForm


class AgencyFilter(FilterForm):
    tim = forms.CharField(label="Tìm theo tên, tên cũ hoặc mã", max_length=100)
    loai = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *Agency.Kind.choices])
    nhom = forms.ModelChoiceField(None, label="Nhóm", empty_label="Mọi nhóm")
    tinh_trang = forms.ChoiceField(label="Tình trạng", choices=[("", LIVES[0][1]), *LIVES[1:]])
    ngay = DayField(label="Tổ chức vào ngày")

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nhom"].queryset = groups_seen_by(user)
