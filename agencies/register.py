"""What is on file about agencies, read once for any number of steps; each step taken is seen by those after it.

The rules of reorganisation ask here and not the database: a file that merges three hundred communes reads the country
once, works in memory, and is written by `agencies.actions.carrying_out` in a few statements, or not at all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agencies.changes import Change, End, Found, Join, Leave, Move, NewAgency, Rename, Succeed, Successor
from agencies.models import Agency, AgencyGroup, GroupMembership, Placement, Succession
from agencies.spans import Span
from ui.vietnamese import nfc, sort_key

UNTYPED = ("path", "search_text", "sort_key")


@dataclass(eq=False, slots=True)
class Stretch:
    """The days over which an agency stood under a parent (None: at the top), or was in a group."""

    agency: int
    at: int | None
    span: Span
    pk: int | None = None

    @property
    def parent(self) -> int | None:
        return self.at


class Stretches:
    """All places, or all memberships, as rows in memory; remembers what was added, changed and taken away."""

    def __init__(self, rows: Iterable[tuple]):
        """rows: (pk, agency, parent or group, from day, until)."""
        self.of: dict[int, list[Stretch]] = defaultdict(list)  # by agency
        self.at: dict[int | None, list[Stretch]] = defaultdict(list)  # by parent or group
        self.new: list[Stretch] = []
        self.changed: dict[int, Stretch] = {}
        self.gone: set[int] = set()
        for pk, agency, at, start, end in rows:
            self._file(Stretch(agency, at, Span(start, end), pk))

    def _file(self, row: Stretch) -> None:
        self.of[row.agency].append(row)
        self.at[row.at].append(row)

    def add(self, agency: int, at: int | None, span: Span) -> None:
        row = Stretch(agency, at, span)
        self._file(row)
        self.new.append(row)

    def end(self, row: Stretch, day: date) -> None:
        """The stretch lasts until `day`; one that would have lasted no day at all is gone."""
        if row.span.start == day:
            self._remove(row)
            return
        row.span = Span(row.span.start, day)
        self._remember(row)

    def put(self, row: Stretch, at: int | None) -> None:
        """The same days, elsewhere."""
        self.at[row.at].remove(row)
        row.at = at
        self.at[at].append(row)
        self._remember(row)

    def _remember(self, row: Stretch) -> None:
        if row.pk is not None:
            self.changed[row.pk] = row

    def _remove(self, row: Stretch) -> None:
        self.of[row.agency].remove(row)
        self.at[row.at].remove(row)
        if row.pk is None:
            self.new.remove(row)
        else:
            self.gone.add(row.pk)
            self.changed.pop(row.pk, None)

    def lasting(self, agency: int, day: date) -> list[Stretch]:
        """The agency's stretches that are not over by `day`, in order."""
        rows = [row for row in self.of.get(agency, ()) if row.span.last > day]
        return sorted(rows, key=lambda row: row.span.first)

    def on(self, agency: int, day: date) -> Stretch | None:
        return next((row for row in self.lasting(agency, day) if row.span.holds(day)), None)


class Register:
    """Agencies with their places, groups and names as they stand, and as the steps taken so far would leave them.

    A founded agency gets a key below zero until it is written.
    """

    def __init__(self):
        self.made: dict[str, Agency] = {}  # by code: a key changes when its agency is written
        self.ended: list[Agency] = []
        self.steps: list[Succession] = []
        self._agencies: dict[int, Agency] = {}
        self._renamed: dict[int, Succession] = {}

    @cached_property
    def places(self) -> Stretches:
        return Stretches(Placement.objects.order_by().values_list("pk", "agency_id", "parent_id", "from_day", "until"))

    @cached_property
    def members(self) -> Stretches:
        rows = GroupMembership.objects.order_by("agency__sort_key")
        return Stretches(rows.values_list("pk", "agency_id", "group_id", "from_day", "until"))

    @cached_property
    def groups(self) -> dict[int, AgencyGroup]:
        return AgencyGroup.objects.in_bulk()

    @cached_property
    def _renames(self) -> dict[int, Succession]:
        """Each agency's last rename on file."""
        rows = Succession.objects.filter(kind=Succession.Kind.RENAME).order_by("day", "pk")
        return {row.predecessor_id: row for row in rows}

    # --- Asked -----------------------------------------------------------------------------------------------------------

    def now(self, agencies: Iterable[Successor]) -> list[Successor]:
        """The same agencies as they are on file, and as the steps so far have left them, in the order given."""
        agencies = list(agencies)
        self.know(agency.pk for agency in agencies if isinstance(agency, Agency))
        return [self._agencies[agency.pk] if isinstance(agency, Agency) else agency for agency in agencies]

    def know(self, keys: Iterable[int | None]) -> None:
        """Read these agencies now, in one query, instead of each when it is asked for."""
        missing = {key for key in keys if key is not None} - self._agencies.keys()
        if missing:
            self._agencies |= Agency.objects.in_bulk(missing)

    def coded(self, codes: Iterable[str]) -> dict[str, Agency]:
        """Code to the agency on file that bears it, in one query."""
        rows = Agency.objects.filter(code__in=set(codes))
        return {row.code: self._agencies.setdefault(row.pk, row) for row in rows}

    def agency(self, key: int | None) -> Agency | None:
        if key is None:
            return None
        self.know([key])
        return self._agencies[key]

    def line(self, agency: int, day: date) -> list[int]:
        """The agency and everything above it on a day, nearest first."""
        line = [agency]
        while (place := self.places.on(line[-1], day)) and place.parent is not None and place.parent not in line:
            line.append(place.parent)
        return line

    def last_rename(self, agency: Agency) -> Succession | None:
        return self._renamed.get(agency.pk) or self._renames.get(agency.pk)

    def taken(self, codes: Sequence[str]) -> set[str]:
        """Which of these codes an agency bears already."""
        on_file = Agency.objects.filter(code__in=codes).values_list("code", flat=True)
        return {*on_file, *(self.made.keys() & set(codes))}

    # --- Taken -----------------------------------------------------------------------------------------------------------

    def take(self, changes: Iterable[Change], *, decision: str = "", note: str = "") -> None:
        """Take a step: whatever is asked from now on is answered as if it were written."""
        for change in changes:
            TAKEN_BY[type(change)](self, change, decision, note)

    def heir(self, successor: Successor | None) -> Agency | None:
        """The agency itself, where it was founded by a step."""
        return self.made.get(successor.code, successor) if isinstance(successor, NewAgency) else successor

    def _found(self, change: Found, decision: str, note: str) -> None:
        new = change.agency
        agency = Agency(
            pk=-len(self.made) - 1,
            code=nfc(new.code).strip(),
            name=nfc(new.name).strip(),
            short_name=nfc(new.short_name).strip(),
            kind=new.kind,
            founded_on=change.day,
            decision=decision,
            is_sample=bool(new.parent and new.parent.is_sample),
        )
        agency.clean_fields(exclude=["id", *UNTYPED])
        agency.sort_key = sort_key(agency.name)[: Agency._meta.get_field("sort_key").max_length]
        self.made[new.code] = self._agencies[agency.pk] = agency
        self.places.add(agency.pk, new.parent and new.parent.pk, Span(change.day, None))

    def _end(self, change: End, decision: str, note: str) -> None:
        change.agency.dissolved_on = change.day
        self.ended.append(change.agency)
        for row in self.places.lasting(change.agency.pk, change.day):
            self.places.end(row, change.day)

    def _rename(self, change: Rename, decision: str, note: str) -> None:
        step = Succession(
            kind=Succession.Kind.RENAME,
            predecessor=change.agency,
            successor=change.agency,
            day=change.day,
            decision=decision,
            note=note,
            old_name=change.old_name,
            new_name=change.new_name,
            new_short_name=change.new_short_name,
        )
        self.steps.append(step)
        self._renamed[change.agency.pk] = step

    def _move(self, change: Move, decision: str, note: str) -> None:
        agency, parent = change.agency, self.heir(change.parent)
        standing = self.places.on(agency.pk, change.day)
        if standing and standing.span.start == change.day:  # the same day again mends the entry
            self.places.put(standing, parent and parent.pk)
            return
        until = standing.span.end if standing else agency.dissolved_on
        if standing:
            self.places.end(standing, change.day)
        self.places.add(agency.pk, parent and parent.pk, Span(change.day, until))

    def _leave(self, change: Leave, decision: str, note: str) -> None:
        for row in self.members.lasting(change.agency.pk, change.day):
            if row.at == change.group.pk and row.span.first <= change.day:
                self.members.end(row, change.day)

    def _join(self, change: Join, decision: str, note: str) -> None:
        agency = self.heir(change.agency)
        self.members.add(agency.pk, change.group.pk, Span(change.day, agency.dissolved_on))

    def _succeed(self, change: Succeed, decision: str, note: str) -> None:
        step = Succession(
            kind=change.kind,
            predecessor=change.predecessor,
            successor=self.heir(change.successor),
            day=change.day,
            decision=decision,
            note=note,
        )
        self.steps.append(step)


TAKEN_BY: dict[type, Callable] = {
    Found: Register._found,
    End: Register._end,
    Rename: Register._rename,
    Move: Register._move,
    Leave: Register._leave,
    Join: Register._join,
    Succeed: Register._succeed,
}
