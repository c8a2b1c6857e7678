"""What stands around the results on the leader's page and on "Theo đơn vị": what is looked at, filters, both maps."""

from django.http import QueryDict

from dashboard.addresses import address, find_url
from dashboard.boards import Boards
from dashboard.reorganised import maps_of
from dashboard.selection import NARROWING, WHERE, BoardFilter
from ui.filters import Chip, without
from ui.forms import shown


def frame_of(boards: Boards, form: BoardFilter, here: QueryDict, *, back: str = "") -> dict:
    """here: the full address. back: names the page to return to from finding another office, the leader's left out."""
    selection = boards.selection
    return {
        "office": selection.office,
        "year": str(selection.year),
        "form": form,
        "chips": _chips(form, here),
        "maps": maps_of(selection, boards.changes, here),
        "changes": boards.changes,
        "clear_url": address(here, keep=WHERE),
        "find_url": find_url(here, back=back),
        "has_sample_data": selection.office.is_sample,
    }


def _chips(form: BoardFilter, here: QueryDict) -> list[Chip]:
    """One for each filter that narrows the page; its link keeps from where one looks."""
    narrowed = [form[name] for name in NARROWING if form.chosen(name)]
    return [Chip(field.label, shown(field, here[field.name]), without(here, field.name)) for field in narrowed]
