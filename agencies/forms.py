"""What a person types to found, mend or reorganise agencies, to fill a group, to import a list."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.once import OnceMixin
from agencies.actions.agencies import first_span
from agencies.changes import NewAgency, Successor
from agencies.models import Agency, AgencyGroup, Placement
from agencies.permissions import can_place_under, managed_agencies
from agencies.placing import require_parent_lives
from agencies.sheets import MOST_BYTES, MOST_ROWS
from ui.forms import BaseForm, BaseModelForm, DayField
from ui.numbers import write_number

PARENT = Placement._meta.get_field("parent")  # tells the autocomplete which list to search: agencies


DIGITS_OF_A_KEY = 18


class KeysOnly:
    """Shows again only what can be a key; an address or a page that was tampered with is answered, not broken."""

    def optgroups(self, name, value, attrs=None):
        known = [key for key in value if not key or (str(key).isdecimal() and len(str(key)) <= DIGITS_OF_A_KEY)]
        return super().optgroups(name, known, attrs)


class OneFound(KeysOnly, AutocompleteSelect):
    pass


class SeveralFound(KeysOnly, AutocompleteSelectMultiple):
    pass


class AgencyField(forms.ModelChoiceField):
    """One agency, found by typing part of its name, accents or not."""

    def __init__(self, **kwargs):
        super().__init__(Agency.objects.all(), widget=OneFound(PARENT, admin.site), **kwargs)


class AgenciesField(forms.ModelMultipleChoiceField):
    """Several agencies, found by typing."""

    def __init__(self, **kwargs):
        super().__init__(Agency.objects.all(), widget=SeveralFound(PARENT, admin.site), **kwargs)


class ScopedForm:
    """Offers, and takes, only agencies that the person manages."""

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for field in self.fields.values():
            if isinstance(field, AgencyField | AgenciesField):
                field.queryset = managed_agencies(user)

    def require_place(self, parent: Agency | None, field: str) -> None:
        if not can_place_under(self.user, parent):
            self.add_error(field, "Chọn cơ quan cấp trên. Chỉ quản trị toàn hệ thống đặt đơn vị ở cấp cao nhất.")


class AgencyForm(BaseModelForm):
    """One agency in the back office: new with its first parent, later only what was written wrongly."""

    user: User  # set by the admin

    founded_on = DayField(label="Thành lập từ ngày", required=False, help_text="Để trống nếu không rõ.")

    class Meta:
        model = Agency
        fields = ["code", "name", "short_name", "kind", "founded_on", "decision"]


class NewAgencyForm(AgencyForm):
    parent = AgencyField(label="Cơ quan cấp trên", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = managed_agencies(self.user)

    def clean(self):
        cleaned = super().clean()
        parent = cleaned.get("parent")
        if "parent" in self.errors or "founded_on" in self.errors:
            return cleaned
        if not can_place_under(self.user, parent):
            self.add_error("parent", "Chọn cơ quan cấp trên. Chỉ quản trị toàn hệ thống đặt đơn vị ở cấp cao nhất.")
        elif parent:
            with self.refusals():
                require_parent_lives(parent, first_span(Agency(founded_on=cleaned.get("founded_on")), parent))
        return cleaned


class DecisionForm(OnceMixin, ScopedForm, BaseForm):
    """The day and the paper of any reorganisation."""

    day = DayField(
        label="Từ ngày", help_text="Ngày đầu tiên theo tổ chức mới, ví dụ 01/07/2025. Có thể là ngày sắp tới."
    )
    decision = forms.CharField(label="Số quyết định", max_length=100, required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)


class RenameForm(DecisionForm):
    new_name = forms.CharField(label="Tên mới", max_length=200)
    new_short_name = forms.CharField(label="Tên gọi tắt mới", max_length=60, required=False)
    field_order = ["new_name", "new_short_name"]


class MoveForm(DecisionForm):
    parent = AgencyField(label="Cơ quan cấp trên mới", required=False)
    field_order = ["parent"]

    def clean(self):
        cleaned = super().clean()
        if "parent" not in self.errors:
            self.require_place(cleaned.get("parent"), "parent")
        return cleaned


class DissolveForm(DecisionForm):
    taker = AgencyField(
        label="Đơn vị tiếp nhận",
        required=False,
        help_text="Tiếp nhận công việc và các đơn vị trực thuộc. Để trống nếu không có.",
    )
    field_order = ["taker"]


class PartForm(ScopedForm, BaseForm):
    """A new agency that a merger or a split founds."""

    new_code = forms.CharField(label="Mã đơn vị mới", max_length=30, required=False)
    new_name = forms.CharField(label="Tên đơn vị mới", max_length=200, required=False)
    new_short_name = forms.CharField(label="Tên gọi tắt", max_length=60, required=False)
    new_kind = forms.ChoiceField(label="Loại", choices=[("", "Chọn loại"), *Agency.Kind.choices], required=False)
    new_parent = AgencyField(label="Cơ quan cấp trên", required=False)

    NEEDED = ("new_code", "new_name", "new_kind")

    @property
    def is_filled(self) -> bool:
        return any(self.cleaned_data.get(name) for name in (*self.NEEDED, "new_parent", "new_short_name"))

    def clean(self):
        cleaned = super().clean()
        if self.is_filled:
            for name in self.NEEDED:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"Đơn vị mới cần {self.fields[name].label.lower()}.")
            self.require_place(cleaned.get("new_parent"), "new_parent")
        return cleaned

    def new_agency(self) -> NewAgency:
        given = self.cleaned_data
        return NewAgency(
            code=given["new_code"],
            name=given["new_name"],
            kind=given["new_kind"],
            parent=given["new_parent"],
            short_name=given["new_short_name"],
        )


class MergeForm(PartForm, DecisionForm):
    agencies = AgenciesField(label="Các đơn vị sáp nhập")
    successor = AgencyField(
        label="Nhập vào đơn vị đang có",
        required=False,
        help_text="Có thể là một trong các đơn vị trên; để trống nếu lập đơn vị mới.",
    )
    pass_groups = forms.BooleanField(
        label="Đơn vị sau sáp nhập vào các nhóm mà đơn vị cũ đang ở trong", required=False, initial=True
    )
    field_order = ["agencies", "successor", "new_code", "new_name", "new_short_name", "new_kind", "new_parent"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("successor")) == self.is_filled:
            self.add_error("successor", "Chọn một đơn vị đang có, hoặc ghi đơn vị mới; không cả hai.")
        return cleaned

    @property
    def heir(self) -> Successor:
        return self.cleaned_data["successor"] or self.new_agency()

    @property
    def predecessors(self) -> list[Agency]:
        chosen = self.cleaned_data["agencies"].order_by("sort_key")
        return [agency for agency in chosen if agency != self.cleaned_data["successor"]]


class SplitForm(DecisionForm):
    continues = forms.BooleanField(label="Đơn vị được tách vẫn hoạt động", required=False)
    existing = AgenciesField(label="Các đơn vị đang có tiếp nhận một phần", required=False)
    children_code = forms.CharField(
        label="Đơn vị trực thuộc chuyển về (mã)",
        max_length=30,
        required=False,
        help_text="Mã của một trong các đơn vị tiếp nhận. Để trống nếu đơn vị được tách không có đơn vị trực thuộc.",
    )
    pass_groups = forms.BooleanField(
        label="Các đơn vị mới vào các nhóm mà đơn vị cũ đang ở trong", required=False, initial=True
    )
    field_order = ["continues", "existing", "children_code"]


SplitParts = forms.formset_factory(PartForm, extra=4, max_num=20)


class RegroupForm(OnceMixin, ScopedForm, BaseForm):
    """Who joins and who leaves a group from a day on."""

    joining = AgenciesField(label="Đưa vào nhóm", required=False)
    joining_kind = forms.ChoiceField(
        label="Đưa vào mọi đơn vị loại", choices=[("", "Không chọn"), *Agency.Kind.choices], required=False
    )
    joining_below = AgencyField(label="… thuộc", required=False, help_text="Mọi cấp bên dưới cơ quan này.")
    leaving = AgenciesField(label="Đưa ra khỏi nhóm", required=False)
    day = DayField(label="Từ ngày")

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("joining_kind")) != bool(cleaned.get("joining_below")):
            self.add_error("joining_kind", "Chọn cả loại đơn vị và cơ quan cấp trên, hoặc để trống cả hai.")
        return cleaned

    @property
    def joiners(self) -> list[Agency]:
        """Those named one by one, and those of the chosen kind that live on the day."""
        given = self.cleaned_data
        joiners = list(given["joining"])
        if given["joining_kind"]:
            found = managed_agencies(self.user).at_or_below(given["joining_below"]).alive_on(given["day"])
            joiners += [agency for agency in found.filter(kind=given["joining_kind"]) if agency not in joiners]
        return sorted(joiners, key=lambda agency: agency.sort_key)


class GroupForm(BaseModelForm):
    owner = AgencyField(label="Cơ quan lập nhóm")

    user: User  # set by the admin

    class Meta:
        model = AgencyGroup
        fields = ["code", "name", "unit_noun", "owner"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = managed_agencies(self.user)


class ImportForm(BaseForm):
    """A list of agencies, or of what becomes of them, in a file."""

    file = forms.FileField(
        label="Tệp danh sách đơn vị",
        help_text=f"Tệp .xlsx hoặc .csv theo mẫu, tối đa {write_number(MOST_ROWS)} dòng và {MOST_BYTES // 1024 // 1024} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB. Chia thành nhiều tệp nhỏ hơn.")
        return file


class ListForm(ImportForm):
    pass_groups = forms.BooleanField(
        label="Đơn vị sau sáp nhập, tách vào các nhóm mà đơn vị cũ đang ở trong", required=False, initial=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "Tệp danh sách sắp xếp"


class ConfirmImportForm(OnceMixin, BaseForm):
    """The previewed rows on their way back, signed; written once however often the button is pressed."""

    content = forms.CharField(widget=forms.HiddenInput)


class ConfirmListForm(ConfirmImportForm):
    seen = forms.CharField(widget=forms.HiddenInput)
