"""Addresses of the dashboard's pages: what is asked now, with some parts changed, so that a link shows a colleague the same."""

from django.http import QueryDict
from django.urls import reverse

from dashboard.selection import MAP, NARROWING, BoardFilter, Selection


def full_address(query: QueryDict, selection: Selection, form: BoardFilter) -> QueryDict:
    """Everything that is looked at, named; without what cannot be understood."""
    full = query.copy()
    full["don_vi"], full["nam"] = str(selection.office.pk), str(selection.year)
    full["ky"] = selection.cutoff.slug if selection.cutoff else ""
    for name in (*NARROWING, MAP):
        if not form.chosen(name):
            full.pop(name, None)
    return full


def address(query: QueryDict, *, keep: tuple[str, ...] | None = None, **changed: str) -> str:
    """The query with some parts changed, those changed to "" left out; with `keep`, only those parts of what is asked now."""
    kept = query.copy()
    for name in list(kept):
        if keep is not None and name not in keep:
            kept.pop(name)
    for name, value in changed.items():
        kept[name] = value
        if not value:
            kept.pop(name)
    return f"?{kept.urlencode()}"


def find_url(query: QueryDict, back: str = "") -> str:
    """The page on which another office is found; `back` names the page to return to, the leader's page left out."""
    changed = {"ve": back} if back else {}
    return reverse("dashboard:find_office") + address(query, keep=("nam", "ky", MAP), **changed)
