"""Form fields that read Vietnamese numbers and dates, several files, and long lists."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from ui.days import read_day, write_day
from ui.numbers import read_number, write_number

FIRST_YEAR, LAST_YEAR = 2000, 2199


class NumberInput(forms.TextInput):
    """A text box: browsers' own number boxes refuse or misread "1.234,5"."""

    def __init__(self, attrs=None, keyboard="decimal"):
        super().__init__({"inputmode": keyboard, "autocomplete": "off", **(attrs or {})})

    def format_value(self, value):
        return value if isinstance(value, str) or value is None else write_number(value)


class DecimalField(forms.DecimalField):
    """A number as Vietnamese officers type it: 95,5 or 1.234,5."""

    widget = NumberInput

    def __init__(self, *, localize=True, **kwargs):
        super().__init__(localize=localize, **kwargs)

    def to_python(self, value):
        return super().to_python(_read(read_number, value))

    def widget_attrs(self, widget):
        return {}


class WholeNumberField(forms.IntegerField):
    """A whole number, thousands apart if one likes: 1.234."""

    def __init__(self, *, localize=True, widget=None, **kwargs):
        super().__init__(localize=localize, widget=widget or NumberInput(keyboard="numeric"), **kwargs)

    def to_python(self, value):
        number = _read(read_number, value)
        if number in self.empty_values:
            return None
        if number != int(number):
            raise ValidationError("Chỉ nhận số nguyên, không có phần thập phân.", code="invalid")
        return int(number)

    def widget_attrs(self, widget):
        return {}


class YearInput(NumberInput):
    """A year: without thousands separator, 2026."""

    def __init__(self, attrs=None):
        super().__init__(attrs, keyboard="numeric")

    def format_value(self, value):
        return None if value is None else str(value)


class YearField(WholeNumberField):
    """A year, in four digits."""

    def __init__(self, *, min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs):
        super().__init__(**{"min_value": min_value, "max_value": max_value, "widget": YearInput(), **kwargs})

    def to_python(self, value):
        if isinstance(value, str) and value.strip().isdigit() and len(value.strip()) != 4:
            raise ValidationError("Viết đủ bốn chữ số của năm, ví dụ 2026.", code="invalid")
        return super().to_python(value)


class DayInput(forms.DateInput):
    """A text box for dd/mm/yyyy: a browser's own date box follows the language of the browser, not of the office."""

    def __init__(self, attrs=None):
        super().__init__({"placeholder": "dd/mm/yyyy", "autocomplete": "off", **(attrs or {})}, format="%d/%m/%Y")

    def format_value(self, value):
        return value if isinstance(value, str) or value is None else write_day(value)


class DayField(forms.DateField):
    """A day typed as 05/01/2026, 5/1/2026 or 2026-01-05."""

    widget = DayInput

    def to_python(self, value):
        return super().to_python(_read(read_day, value))


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; cleans to a list, empty when none was given."""

    def __init__(self, **kwargs):
        super().__init__(**{"widget": FilesInput(), **kwargs})

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        return [file for file in cleaned if file]


class SearchSelect(forms.Select):
    """A list too long to scroll: with script it becomes a box that filters without regard to accents."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-search-select": "", **(attrs or {})}, choices)

    def render(self, name, value, attrs=None, renderer=None):
        """Drawn in one piece: a template for each of fifteen thousand agencies would take seconds."""
        widget = self.get_context(name, value, attrs)["widget"]
        drawn = "".join(_group_drawn(label, options) for label, options, _ in widget["optgroups"])
        return format_html(
            '<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), mark_safe(drawn)
        )


def _group_drawn(label: str | None, options: Iterable[dict]) -> str:
    drawn = "".join(
        f'<option value="{escape(str(option["value"]))}"{flatatt(option["attrs"]) if option["attrs"] else ""}>'
        f"{escape(option['label'])}</option>"
        for option in options
    )
    return f'<optgroup label="{escape(label)}">{drawn}</optgroup>' if label else drawn


def _read(reader, value):
    """`reader` on what was typed, blank as None; its ValueError becomes the field's error."""
    if not isinstance(value, str):
        return value
    try:
        return reader(value) if value.strip() else None
    except ValueError as refusal:
        raise ValidationError(str(refusal), code="invalid") from None


FORM_FIELDS = {
    models.DecimalField: DecimalField,
    models.DateField: DayField,
    models.PositiveIntegerField: WholeNumberField,
    models.PositiveSmallIntegerField: WholeNumberField,
    models.IntegerField: WholeNumberField,
}


def formfield(db_field, **kwargs):
    """The form field for a model's field, reading numbers and dates the Vietnamese way."""
    is_year = isinstance(db_field, models.IntegerField) and "year" in db_field.name.split("_")
    field_class = YearField if is_year else FORM_FIELDS.get(type(db_field))
    if field_class and not db_field.choices:
        kwargs = {"form_class": field_class, **kwargs}
    if field_class is YearField:
        kwargs = {"min_value": FIRST_YEAR, **kwargs}  # the model's own field would say 0
    if isinstance(db_field, models.URLField):
        kwargs = {"assume_scheme": "https", **kwargs}
    return db_field.formfield(**kwargs)
