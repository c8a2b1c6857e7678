"""Base forms: Vietnamese numbers, days and messages; refusals shown on the form; pages opened before another saved."""

from contextlib import contextmanager

from django import forms
from django.core.exceptions import ValidationError

from ui.fields import DayField, DecimalField, FilesField, SearchSelect, WholeNumberField, YearField, formfield
from ui.messages import speak_vietnamese
from ui.revisions import StaleRevision
from ui.vietnamese import nfc

__all__ = [
    "BaseForm",
    "BaseFormSet",
    "BaseInlineFormSet",
    "BaseModelForm",
    "BaseModelFormSet",
    "DayField",
    "DecimalField",
    "FilesField",
    "RevisionMixin",
    "SearchSelect",
    "WholeNumberField",
    "YearField",
]

CSS_CLASSES = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


class FormHabits:
    """What every form of this project does; mixed into the two base forms below."""

    required_css_class = "is-required"
    error_css_class = "has-error"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            adapt(name, field)
        if self.is_bound:
            self._normalise_typed_text()

    def _normalise_typed_text(self):
        """Text arrives in one spelling (NFC); passwords stay as they were typed."""
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            typed = self.data.get(key)
            if isinstance(typed, str) and typed != nfc(typed) and not isinstance(field.widget, forms.PasswordInput):
                self._set_typed(key, nfc(typed))

    def _set_typed(self, key, value):
        self.data = self.data.copy()
        self.data[key] = value

    @contextmanager
    def refusals(self):
        """A ValidationError from an action lands on the form instead of breaking the page."""
        try:
            yield
        except ValidationError as refusal:
            self.refuse(refusal)

    def refuse(self, refusal: ValidationError) -> None:
        """Show a refusal: beside its field where the form has that field, else above the form."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class BaseForm(FormHabits, forms.Form):
    """A form that is not a model's."""


class BaseModelForm(FormHabits, forms.ModelForm):
    """A model's form; numbers and days of the model are read the Vietnamese way."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        meta = getattr(cls, "Meta", None)
        if meta and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(formfield)


class FormSetHabits:
    """Rows of a formset: the fields that Django adds to each row (order, delete) look and speak like the others."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, field in form.fields.items():
            adapt(name, field)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Xoá dòng này"


class BaseFormSet(FormSetHabits, forms.BaseFormSet):
    """Pass as formset= to formset_factory."""


class BaseModelFormSet(FormSetHabits, forms.BaseModelFormSet):
    """Pass as formset= to modelformset_factory."""


class BaseInlineFormSet(FormSetHabits, forms.BaseInlineFormSet):
    """Pass as formset= to inlineformset_factory."""


class RevisionMixin:
    """For forms of objects with a `revision`: put before BaseModelForm; pass `form.revision` to the action.

    When the action raises StaleRevision, the form keeps what was typed, lists what differs, and takes the revision now on
    file, so that saving once more is a decision.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        revision = self.instance.revision
        self.fields["revision"] = WholeNumberField(label="Phiên bản", widget=forms.HiddenInput, initial=revision)
        self.is_stale = False

    @property
    def revision(self) -> int:
        """The revision that this page was opened with."""
        return self.cleaned_data["revision"]

    def refuse(self, refusal):
        if isinstance(refusal, StaleRevision):
            self.is_stale = True
            self._set_typed(self.add_prefix("revision"), str(refusal.revision))
        super().refuse(refusal)

    def differences(self) -> list[tuple[str, str, str]]:
        """(label, on file, typed here) of each field that differs from what is on file now."""
        changed = [self[name] for name in self.changed_data if name != "revision"]
        return [(bound.label, shown(bound, bound.initial), shown(bound, bound.value())) for bound in changed]


def adapt(name: str, field: forms.Field) -> None:
    """Give a field its look and its Vietnamese messages."""
    if type(field) in (forms.DecimalField, forms.FloatField, forms.IntegerField, forms.DateField):
        raise TypeError(f"{name}: use DecimalField, WholeNumberField or DayField of ui.forms")
    speak_vietnamese(field)
    css = next(css for widget, css in CSS_CLASSES if isinstance(field.widget, widget))
    if css and not field.widget.is_hidden:
        field.widget.attrs.setdefault("class", css)


def error_links(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """(label, message, id of the control or "") of everything wrong in a form, in the order of the page.

    Of many forms alike on one page each has an `about`, which stands before its labels: "TT01: Tử số".
    """
    about = getattr(form, "about", "")
    links = [(about, message, "") for message in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else first_control_id(bound)
        label = f"{about}: {bound.label}" if about else bound.label
        links += [(label, message, target) for message in bound.errors]
    return links


def first_control_id(bound) -> str:
    """The id that a link to this field goes to; of a set of boxes, its first."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def shown(bound, value) -> str:
    """A field's value as a person reads it: the chosen words, not their keys."""
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return str(bound.field.widget.format_value(value) or "")
    keys = {str(key) for key in value} if isinstance(value, list | tuple) else {str(value)}
    return ", ".join(str(words) for key, words in choices if str(key) in keys and key != "")
