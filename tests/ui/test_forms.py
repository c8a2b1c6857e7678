"""Base forms: what may be typed, what is said when it is wrong, refusals, stale pages."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.http import QueryDict
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from plans.models import Plan
from ui.fields import SearchSelect, formfield
from ui.forms import (
    BaseForm,
    BaseFormSet,
    BaseModelForm,
    DayField,
    DecimalField,
    FilesField,
    RevisionMixin,
    WholeNumberField,
    YearField,
    error_links,
)
from ui.revisions import StaleRevision, require_revision


class TargetForm(BaseForm):
    name = forms.CharField(label="Tên", max_length=10)
    value = DecimalField(label="Giá trị", max_digits=6, decimal_places=2, required=False)
    cases = WholeNumberField(label="Số hồ sơ", min_value=0, required=False)
    year = YearField(label="Năm", required=False)
    due_on = DayField(label="Thời hạn", required=False)
    path = forms.ChoiceField(label="Lộ trình", choices=[("hold", "Giữ"), ("reach", "Phấn đấu")], required=False)


def errors_of(**typed):
    return {name: list(messages) for name, messages in TargetForm({"name": "CT1", **typed}).errors.items()}


def test_numbers_days_and_text_are_read_the_vietnamese_way():
    form = TargetForm({"name": " CT1 ", "value": "1.234,5", "cases": "12.000", "year": "2026", "due_on": "3/4/2026"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "name": "CT1",
        "value": Decimal("1234.5"),
        "cases": 12000,
        "year": 2026,
        "due_on": date(2026, 4, 3),
        "path": "",
    }


@pytest.mark.parametrize("typed, said", [
    ({"name": ""}, {"name": ["Mục này bắt buộc, chưa được nhập."]}),
    ({"name": "x" * 11}, {"name": ["Dài quá 10 ký tự (đang có 11)."]}),
    ({"value": "95.5"}, {"value": ["Số “95.5” chưa rõ: dùng dấu phẩy cho phần thập phân: 95,5"]}),
    ({"value": "12345,5"}, {"value": ["Nhiều nhất 4 chữ số trước dấu phẩy."]}),
    ({"value": "1,234"}, {"value": ["Nhiều nhất 2 chữ số sau dấu phẩy."]}),
    ({"cases": "1,5"}, {"cases": ["Chỉ nhận số nguyên, không có phần thập phân."]}),
    ({"cases": "-1"}, {"cases": ["Phải lớn hơn hoặc bằng 0."]}),
    ({"year": "26"}, {"year": ["Viết đủ bốn chữ số của năm, ví dụ 2026."]}),
    ({"due_on": "31/02/2026"}, {"due_on": ["Ngày 31/02/2026 không có trong lịch."]}),
    ({"path": "fly"}, {"path": ["Mục đã chọn không có trong danh sách. Hãy chọn lại."]}),
])  # fmt: skip
def test_what_is_wrong_is_said_in_vietnamese_with_the_remedy(typed, said):
    assert errors_of(**typed) == said


def test_a_message_that_the_author_of_the_form_wrote_stays():
    class PlanForm(BaseForm):
        summary = forms.CharField(error_messages={"required": "Kế hoạch cần có trích yếu."})

    assert PlanForm({}).errors["summary"] == ["Kế hoạch cần có trích yếu."]


def test_text_comes_in_as_composed_letters():
    form = TargetForm({"name": unicodedata.normalize("NFD", "Hồ sơ trễ")})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "Hồ sơ trễ"


def test_a_password_stays_as_it_was_typed():
    class LogInForm(BaseForm):
        password = forms.CharField(widget=forms.PasswordInput, strip=False)

    typed = unicodedata.normalize("NFD", "mật khẩu ")
    form = LogInForm({"password": typed})
    assert form.is_valid()
    assert form.cleaned_data["password"] == typed


def test_a_wrong_form_keeps_what_was_typed():
    html = str(TargetForm({"name": "CT1", "value": "95,5.3"})["value"])
    assert 'value="95,5.3"' in html


def test_known_values_are_shown_the_vietnamese_way():
    form = TargetForm(initial={"value": Decimal("1234.50"), "year": 2026, "due_on": date(2026, 1, 5)})
    assert 'value="1.234,5"' in str(form["value"])
    assert 'value="2026"' in str(form["year"])
    assert 'value="05/01/2026"' in str(form["due_on"])


def test_a_number_typed_otherwise_is_no_change():
    form = TargetForm({"name": "", "value": "1.234,50"}, initial={"value": Decimal("1234.5")})
    assert "value" not in form.changed_data


@pytest.mark.parametrize("wrong", [forms.DecimalField, forms.FloatField, forms.IntegerField, forms.DateField])
def test_a_field_that_would_misread_vietnamese_numbers_is_not_let_in(wrong):
    form_class = type("WrongForm", (BaseForm,), {"value": wrong()})
    with pytest.raises(TypeError, match=r"ui\.forms"):
        form_class()


def test_a_models_own_fields_are_read_the_vietnamese_way():
    fields = {
        "value": models.DecimalField(max_digits=8, decimal_places=2),
        "issued_on": models.DateField(),
        "first_year": models.PositiveSmallIntegerField(),
        "year_to": models.PositiveSmallIntegerField(),
        "cases": models.PositiveIntegerField(),
    }
    for name, field in fields.items():
        field.set_attributes_from_name(name)
    kinds = {name: type(formfield(field)) for name, field in fields.items()}
    assert kinds == {
        "value": DecimalField,
        "issued_on": DayField,
        "first_year": YearField,
        "year_to": YearField,
        "cases": WholeNumberField,
    }


def test_a_models_year_is_a_year_of_our_time():
    field = models.PositiveSmallIntegerField(name="year_to")
    with pytest.raises(ValidationError, match="2000"):
        formfield(field).clean("1026")


def test_an_address_without_its_beginning_is_taken_as_secure():
    field = models.URLField(name="source_url")
    assert formfield(field).clean("coquan.gov.vn/van-ban") == "https://coquan.gov.vn/van-ban"


def test_a_models_form_reads_its_model_the_vietnamese_way():
    class PlanForm(BaseModelForm):
        class Meta:
            model = Plan
            fields = ["issued_on"]

    class ShorterForm(PlanForm):
        pass

    assert isinstance(PlanForm.base_fields["issued_on"], DayField)
    assert isinstance(ShorterForm.base_fields["issued_on"], DayField)


def test_a_field_ties_its_help_and_its_error_to_its_control():
    class HelpForm(BaseForm):
        value = DecimalField(label="Giá trị", help_text="Ví dụ 95,5.")

    html = HelpForm({"value": "x"})["value"].as_field_group()
    assert 'aria-describedby="id_value_helptext id_value_error"' in html
    assert 'id="id_value_helptext"' in html
    assert 'id="id_value_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<label for="id_value">' in html


def test_several_files_come_together():
    class FilesForm(BaseForm):
        files = FilesField(label="Tệp", required=False)

    files = [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")]
    form = FilesForm({}, MultiValueDict({"files": files}))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == ["a.pdf", "b.pdf"]
    assert FilesForm({}, MultiValueDict()).is_valid()


def test_a_file_that_must_be_given_is_asked_for():
    class FilesForm(BaseForm):
        files = FilesField(label="Tệp")

    assert FilesForm({}, MultiValueDict()).errors["files"] == ["Chưa chọn tệp."]
    empty = FilesForm({}, MultiValueDict({"files": [SimpleUploadedFile("a.pdf", b"")]}))
    assert empty.errors["files"] == ["Tệp rỗng, không có nội dung. Hãy chọn tệp khác."]


# --- refusals --------------------------------------------------------------------------------------------------------


def refused(refusal):
    form = TargetForm({"name": "CT1"})
    assert form.is_valid()
    with form.refusals():
        raise refusal
    return form


def test_a_refusal_lands_above_the_form():
    form = refused(ValidationError("Báo cáo này không còn chờ xác nhận."))
    assert form.non_field_errors() == ["Báo cáo này không còn chờ xác nhận."]
    assert not form.is_valid()


def test_a_refusal_that_names_a_field_lands_beside_it():
    form = refused(ValidationError({"name": "Tên này đã có.", "elsewhere": "Kế hoạch đã khoá."}))
    assert form.errors["name"] == ["Tên này đã có."]
    assert form.non_field_errors() == ["Kế hoạch đã khoá."]


def test_another_error_is_not_swallowed():
    form = TargetForm({"name": "CT1"})
    with pytest.raises(KeyError), form.refusals():
        raise KeyError("x")


def test_the_summary_links_to_each_wrong_field():
    form = refused(ValidationError({"__all__": "Kế hoạch đã khoá.", "name": "Tên này đã có."}))
    assert error_links(form) == [("", "Kế hoạch đã khoá.", ""), ("Tên", "Tên này đã có.", "id_name")]


def test_the_summary_names_every_error_of_a_form_and_its_rows():
    rows_class = forms.formset_factory(TargetForm, formset=BaseFormSet)
    rows = rows_class(QueryDict("form-TOTAL_FORMS=1&form-INITIAL_FORMS=0&form-0-value=95.5"))
    form = TargetForm({"name": ""})
    html = Template("{% form_errors form rows %}").render(Context({"form": form, "rows": rows}))
    assert 'role="alert"' in html
    assert '<a href="#id_name">Tên</a>' in html
    assert '<a href="#id_form-0-value">Giá trị</a>' in html


def test_the_summary_is_silent_when_all_is_well():
    html = Template("{% form_errors form %}").render(Context({"form": TargetForm({"name": "CT1"})}))
    assert html.strip() == ""


def test_a_row_offers_its_removal_in_vietnamese():
    rows_class = forms.formset_factory(TargetForm, formset=BaseFormSet, can_delete=True)
    assert "Xoá dòng này" in rows_class().forms[0]["DELETE"].as_field_group()


# --- two people at once ------------------------------------------------------------------------------------------------


class PlanForm(RevisionMixin, BaseForm):
    summary = forms.CharField(label="Trích yếu")
    kind = forms.ChoiceField(label="Loại", choices=[("annual", "Kế hoạch năm"), ("other", "Khác")])

    def __init__(self, *args, instance, **kwargs):
        self.instance = instance
        super().__init__(*args, **kwargs)


SAVED_AT = datetime(2026, 1, 5, 2, 12, tzinfo=UTC)


def second_to_save():
    """The form of the person who opened revision 3, while revision 4 is on file by now."""
    form = PlanForm(
        QueryDict("summary=Của+tôi&kind=annual&revision=3"),
        instance=SimpleNamespace(revision=4),
        initial={"summary": "Của người trước", "kind": "other"},
    )
    assert form.is_valid()
    with form.refusals():
        require_revision(4, form.revision, "kế hoạch này", saved_by="Trần Thị Bích", saved_at=SAVED_AT)
    return form


def test_the_second_of_two_people_is_told_who_saved_and_when():
    form = second_to_save()
    assert form.is_stale
    assert "Trần Thị Bích đã lưu kế hoạch này lúc 09:12 ngày 05/01/2026" in form.non_field_errors()[0]


def test_the_second_of_two_people_loses_nothing_and_sees_what_differs():
    form = second_to_save()
    assert 'value="Của tôi"' in str(form["summary"])
    assert form.differences() == [("Trích yếu", "Của người trước", "Của tôi"), ("Loại", "Khác", "Kế hoạch năm")]


def test_saving_once_more_is_a_decision():
    assert 'value="4"' in str(second_to_save()["revision"])


def test_a_page_of_the_revision_on_file_may_save():
    require_revision(4, 4, "kế hoạch này")


def test_a_page_opened_before_is_refused_even_when_nobody_is_known():
    with pytest.raises(StaleRevision, match="Người khác đã lưu kế hoạch này, sau khi anh/chị mở trang này"):
        require_revision(4, 3, "kế hoạch này")


def test_a_form_without_its_revision_is_refused():
    form = PlanForm({"summary": "x", "kind": "other"}, instance=SimpleNamespace(revision=4))
    assert "revision" in form.errors


def test_a_long_list_is_drawn_in_one_piece_with_groups_marks_and_signs_kept():
    choices = [("", "Chọn"), ("a&b", "Sở <Y tế>"), ("Các xã", [(1_000, "Xã “Một”"), (2, "Xã Hai")])]
    drawn = SearchSelect(choices=choices).render("noi", 1_000, {"id": "id_noi"})
    assert drawn == (
        '<select name="noi" data-search-select="" id="id_noi"><option value="">Chọn</option>'
        '<option value="a&amp;b">Sở &lt;Y tế&gt;</option><optgroup label="Các xã">'
        '<option value="1000" selected>Xã “Một”</option><option value="2">Xã Hai</option></optgroup></select>'
    )
