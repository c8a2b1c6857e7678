"""Filters that live in the address: what is filtered now, and the address without each filter."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from ui.forms import BaseForm, shown

PAGE_PARAMETER = "trang"


class FilterForm(BaseForm):
    """A form sent by GET; empty fields mean no filter. Subclasses name their fields as the address shall read."""

    use_required_attribute = False

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **{"auto_id": "loc_%s", **kwargs})
        for field in self.fields.values():
            field.required = False

    def chosen(self, name: str):
        """What was chosen in one field; None where nothing was or where it cannot be understood."""
        self.full_clean()
        return getattr(self, "cleaned_data", {}).get(name) or None


@dataclass(frozen=True)
class Chip:
    label: str
    value: str
    url: str


def chips(form: forms.Form, query) -> list[Chip]:
    """One chip for each filter in force; `query` is request.GET. Its url takes this one filter away."""
    bound = [form[name] for name in form.fields if query.get(name, "").strip()]
    return [Chip(field.label, shown(field, query.get(field.name)), without(query, field.name)) for field in bound]


def without(query, *names: str) -> str:
    """The address's query without some filters, and back on the first page."""
    rest = query.copy()
    for name in (*names, PAGE_PARAMETER):
        rest.pop(name, None)
    return f"?{rest.urlencode()}"


def page_of(rows: QuerySet | list, query, size: int = 50) -> Page:
    """The page of a long list that the address asks for; a page that does not exist gives the nearest one."""
    return Paginator(rows, size).get_page(query.get(PAGE_PARAMETER))
