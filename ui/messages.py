"""What a form says when a field is wrong: plain Vietnamese, naming the remedy."""

from django import forms

MISSING = {
    forms.FileField: "Chưa chọn tệp.",
    forms.ChoiceField: "Chưa chọn. Hãy chọn một mục trong danh sách.",
    forms.MultipleChoiceField: "Chưa chọn. Hãy chọn ít nhất một mục.",
    forms.ModelChoiceField: "Chưa chọn. Hãy chọn một mục trong danh sách.",
    forms.ModelMultipleChoiceField: "Chưa chọn. Hãy chọn ít nhất một mục.",
    forms.BooleanField: "Cần đánh dấu vào ô này để tiếp tục.",
    forms.Field: "Mục này bắt buộc, chưa được nhập.",
}
WRONG_CHOICE = "Mục đã chọn không có trong danh sách. Hãy chọn lại."
LIMITS = {
    "max_length": "Dài quá %(limit_value)d ký tự (đang có %(show_value)d).",
    "min_length": "Cần ít nhất %(limit_value)d ký tự (đang có %(show_value)d).",
    "max_value": "Phải nhỏ hơn hoặc bằng %(limit_value)s.",
    "min_value": "Phải lớn hơn hoặc bằng %(limit_value)s.",
    "max_digits": "Số quá dài: nhiều nhất %(max)s chữ số.",
    "max_decimal_places": "Nhiều nhất %(max)s chữ số sau dấu phẩy.",
    "max_whole_digits": "Nhiều nhất %(max)s chữ số trước dấu phẩy.",
}
BY_FIELD = {
    forms.Field: {"null_characters_not_allowed": "Có ký tự không đọc được. Hãy gõ lại."},
    forms.DecimalField: {"invalid": "Chỉ gõ chữ số, ví dụ 1.234,5."},
    forms.DateField: {"invalid": "Viết ngày/tháng/năm, ví dụ 05/01/2026."},
    forms.TimeField: {"invalid": "Viết giờ:phút, ví dụ 08:30."},
    forms.EmailField: {"invalid": "Địa chỉ thư chưa đúng, ví dụ ten@coquan.gov.vn."},
    forms.URLField: {"invalid": "Địa chỉ trang chưa đúng, ví dụ https://coquan.gov.vn/van-ban."},
    forms.ChoiceField: {"invalid_choice": WRONG_CHOICE},
    forms.MultipleChoiceField: {"invalid_list": WRONG_CHOICE},
    forms.ModelChoiceField: {"invalid_choice": WRONG_CHOICE},
    forms.ModelMultipleChoiceField: {"invalid_list": WRONG_CHOICE, "invalid_pk_value": WRONG_CHOICE},
    forms.FileField: {
        "invalid": "Tệp chưa được gửi lên. Hãy chọn lại tệp.",
        "missing": "Chưa chọn tệp.",
        "empty": "Tệp rỗng, không có nội dung. Hãy chọn tệp khác.",
        "max_length": "Tên tệp dài quá %(max)d ký tự (đang có %(length)d). Hãy đổi tên tệp ngắn hơn.",
        "contradiction": "Hoặc chọn tệp mới, hoặc đánh dấu xoá tệp cũ; không làm cả hai.",
    },
}


def speak_vietnamese(field: forms.Field) -> None:
    """Replace Django's messages on this field; messages that the form's author wrote stay."""
    ours = {**LIMITS, "required": _nearest(MISSING, field)}
    for kind in reversed(type(field).__mro__):
        ours |= BY_FIELD.get(kind, {})
    django_says = _django_messages(field)
    for code, message in ours.items():
        if field.error_messages.get(code) == django_says.get(code):
            field.error_messages[code] = message


def _nearest(table: dict, field: forms.Field) -> str:
    return next(table[kind] for kind in type(field).__mro__ if kind in table)


def _django_messages(field: forms.Field) -> dict:
    says = {}
    for kind in reversed(type(field).__mro__):
        says |= kind.__dict__.get("default_error_messages", {})
    return says
