"""The stored index of today's tree: parent, path, depth, name, search text and order of every agency."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from agencies.lifecycle import Name, names_by_agency
from agencies.locks import tree_lock
from agencies.models import Agency, Placement
from agencies.spans import Span
from ui.vietnamese import fold, sort_key

INDEXED = ["parent", "path", "depth", "name", "short_name", "search_text", "sort_key"]


@transaction.atomic
def refresh_tree(*, today: date) -> int:
    """Write today's tree and names into the index; returns how many agencies changed.

    Every action that touches the tree ends here; once a day `manage.py refresh_tree` makes dated changes come true.
    """
    tree_lock()
    return rewrite_index(today)


def rewrite_index(today: date) -> int:
    """The same for an action that holds the tree lock already."""
    agencies = {agency.pk: agency for agency in Agency.objects.order_by()}
    before = {pk: _indexed(agency) for pk, agency in agencies.items()}
    parents = _parents(agencies, today)
    for agency, names in _with_names(agencies):
        _take_name(agency, names, today)
    for pk, agency in agencies.items():
        line = _line(parents, pk)
        agency.parent_id = parents.get(pk)
        agency.depth = len(line) - 1
        agency.path = f"/{'/'.join(str(step) for step in line)}/"
    changed = [agency for pk, agency in agencies.items() if _indexed(agency) != before[pk]]
    Agency.objects.bulk_update(changed, INDEXED, batch_size=100)
    return len(changed)


def search_text(agency: Agency, names: list[Name]) -> str:
    """What a search may find the agency by: code, short name, and every name it has borne so far."""
    words = [agency.code, agency.short_name, agency.name, *(name.text for name in names)]
    return fold(" ".join(dict.fromkeys(words)))[: Agency._meta.get_field("search_text").max_length]


def _indexed(agency: Agency) -> tuple:
    return tuple(getattr(agency, Agency._meta.get_field(name).attname) for name in INDEXED)


def _parents(agencies: Mapping[int, Agency], today: date) -> dict[int, int | None]:
    """Each agency's parent today; of the ended where they last stood, of the future where they will first stand."""
    places = defaultdict(list)
    for row in Placement.objects.order_by().values_list("agency_id", "parent_id", "from_day", "until"):
        places[row[0]].append((Span(row[2], row[3]), row[1]))
    return {pk: _parent(places[pk], today) for pk in agencies}


def _parent(places: list[tuple[Span, int | None]], today: date) -> int | None:
    if not places:
        return None
    in_order = sorted(places, key=lambda place: place[0].first)
    begun = [place for place in in_order if place[0].first <= today]
    return (begun[-1] if begun else in_order[0])[1]


def _line(parents: Mapping[int, int | None], agency: int) -> list[int]:
    line, parent = [agency], parents.get(agency)
    while parent is not None:
        if parent in line:
            raise ValueError(f"The stored places put agency {agency} under itself: {line}")
        line.insert(0, parent)
        parent = parents.get(parent)
    return line


def _with_names(agencies: Mapping[int, Agency]) -> list[tuple[Agency, list[Name]]]:
    names = names_by_agency(agencies.values())
    return [(agency, names[pk]) for pk, agency in agencies.items()]


def _take_name(agency: Agency, names: list[Name], today: date) -> None:
    """Today's name, and what is made from it; a name that is still to come is not searched for yet."""
    borne = [name for name in names if name.span.first <= today]
    agency.name = borne[-1].text
    agency.short_name = next((name.short for name in reversed(borne) if name.short), agency.short_name)
    agency.search_text = search_text(agency, borne)
    agency.sort_key = sort_key(agency.name)[: Agency._meta.get_field("sort_key").max_length]
