"""The stored index of today's tree: parent, path, depth, name, search text and order of every agency."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from agencies.followers import tell
from agencies.lifecycle import History, Name, names_by_agency
from agencies.locks import tree_lock
from agencies.models import Agency, Placement, Succession, TreeDay
from agencies.tree import Place
from ui.vietnamese import fold, sort_key

PLACED = ("parent", "path", "depth")
WORDED = ("name", "short_name", "search_text", "sort_key")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Touched:
    """The agencies that a change concerns. uprooted: those moved or ended, with whom everything below them goes."""

    agencies: frozenset[int] = frozenset()
    uprooted: frozenset[int] = frozenset()
    since: date | None = None  # the first day on which anything differs; None: always

    def __bool__(self) -> bool:
        return bool(self.agencies or self.uprooted)

    def __or__(self, other: "Touched") -> "Touched":
        if not self or not other:
            return self or other
        since = self.since and other.since and min(self.since, other.since)
        return Touched(self.agencies | other.agencies, self.uprooted | other.uprooted, since)


@transaction.atomic
def refresh_tree(*, today: date) -> int:
    """Write today's tree and names into the index; returns how many agencies changed.

    Once a day `manage.py refresh_tree` makes dated changes come true, and mends whatever else was amiss.
    """
    tree_lock()
    history = History()
    changed = _rewrite(history, today, worded=None)
    _tell_of(Touched(), history, today)
    return changed


def tree_changed(touched: Touched, today: date) -> set[int]:
    """The end of every action on the tree, which holds the lock: today's index is rewritten, the followers are told.

    Returns the agencies of which they were told.
    """
    history = History()
    _rewrite(history, today, worded=touched.agencies)
    return _tell_of(touched, history, today)


def _tell_of(touched: Touched, history: History, today: date) -> set[int]:
    """Whoever follows is told of what was changed, and of what was dated ahead and has come true since the last time."""
    touched |= _come_true(today)
    if not touched:
        return set()
    concerned = set(touched.agencies | history.reach_of(touched.uprooted))
    tell("agencies_changed", touched=set(concerned), since=touched.since)
    return concerned


def _come_true(today: date) -> Touched:
    """The agencies of whom something began or ended between the day that the index showed and today."""
    shown = TreeDay.objects.first()
    if shown is not None and shown.day == today:
        return Touched()
    TreeDay(pk=1, day=today).save(force_insert=shown is None, force_update=shown is not None)
    if shown is None:
        return Touched()
    days = (min(shown.day, today) + ONE_DAY, max(shown.day, today))
    founded = Agency.objects.filter(founded_on__range=days).order_by().values_list("pk", flat=True)
    ended = Agency.objects.filter(dissolved_on__range=days).order_by().values_list("pk", flat=True)
    moved = Placement.objects.filter(Q(from_day__range=days) | Q(until__range=days))
    steps = Succession.objects.filter(day__range=days).order_by().values_list("predecessor_id", "successor_id")
    agencies = {*founded, *(agency for step in steps for agency in step if agency)}
    uprooted = {*ended, *moved.order_by().values_list("agency_id", flat=True)}
    return Touched(frozenset(agencies), frozenset(uprooted), days[0])


# --- The index --------------------------------------------------------------------------------------------------------------


def _rewrite(history: History, today: date, worded: Collection[int] | None) -> int:
    """Bring the index up to date; returns how many agencies it changed for.

    The places of the whole country are compared in memory. Words are made anew for the agencies named, for those that
    bear a later name, and for those that have none yet; worded None: for all, which takes longer than everything else.
    """
    moved = _moved(_parents(history.places, today))
    Agency.objects.bulk_update(moved, PLACED, batch_size=200)
    renamed = _renamed(worded, today)
    Agency.objects.bulk_update(renamed, WORDED, batch_size=100)
    return len({agency.pk for agency in [*moved, *renamed]})


def _moved(parents: Mapping[int, int | None]) -> list[Agency]:
    """The agencies whose stored place is not that of today, with the right one."""
    lines: dict[int, tuple[int, ...]] = {}
    moved = []
    for pk, *shown in Agency.objects.order_by().values_list("pk", "parent_id", "path", "depth"):
        line = _line(pk, parents, lines)
        place = [parents.get(pk), f"/{'/'.join(map(str, line))}/", len(line) - 1]
        if place != shown:
            moved.append(Agency(pk=pk, parent_id=place[0], path=place[1], depth=place[2]))
    return moved


def _renamed(worded: Collection[int] | None, today: date) -> list[Agency]:
    """The agencies whose stored name, search text or order are not those of today, with the right ones."""
    asked = Agency.objects.order_by().only("code", *WORDED)
    if worded is not None:
        renames = Succession.objects.filter(kind=Succession.Kind.RENAME).order_by()
        asked = asked.filter(Q(pk__in=worded) | Q(pk__in=renames.values("predecessor")) | Q(sort_key=""))
    agencies = list(asked)
    names = names_by_agency(agencies)
    changed = []
    for agency in agencies:
        shown = [getattr(agency, field) for field in WORDED]
        _take_name(agency, names[agency.pk], today)
        if [getattr(agency, field) for field in WORDED] != shown:
            changed.append(agency)
    return changed


def _parents(places: Iterable[Place], today: date) -> dict[int, int | None]:
    """Each agency's parent today; of the ended where they last stood, of the future where they will first stand."""
    by_agency = defaultdict(list)
    for place in places:
        by_agency[place.agency].append(place)
    return {agency: _place_shown(own, today).parent for agency, own in by_agency.items()}


def _place_shown(places: list[Place], today: date) -> Place:
    in_order = sorted(places, key=lambda place: place.span.first)
    begun = [place for place in in_order if place.span.first <= today]
    return begun[-1] if begun else in_order[0]


def _line(agency: int, parents: Mapping[int, int | None], known: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    """From the top down to the agency itself; every line met on the way is kept."""
    waiting = [agency]
    while (parent := parents.get(waiting[-1])) is not None and waiting[-1] not in known:
        if parent in waiting:
            raise ValueError(f"The stored places put agency {agency} under itself: {waiting}")
        waiting.append(parent)
    for step in reversed(waiting):
        known.setdefault(step, (*known.get(parents.get(step), ()), step))
    return known[agency]


def _take_name(agency: Agency, names: list[Name], today: date) -> None:
    """Today's name, and what is made from it; a name that is still to come is not searched for yet."""
    borne = [name for name in names if name.span.first <= today]
    agency.name = borne[-1].text
    agency.short_name = next((name.short for name in reversed(borne) if name.short), agency.short_name)
    take_words(agency, [name.text for name in borne])


def take_words(agency: Agency, names: Sequence[str] = ()) -> None:
    """What a search may find the agency by: code, short name, every name it has borne so far; and its place in order."""
    words = [agency.code, agency.short_name, agency.name, *names]
    agency.search_text = fold(" ".join(dict.fromkeys(words)))[: Agency._meta.get_field("search_text").max_length]
    agency.sort_key = sort_key(agency.name)[: Agency._meta.get_field("sort_key").max_length]
