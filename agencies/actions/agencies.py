"""Founding an agency, and mending what was written down wrongly about one."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import ActionRecord, User
from agencies.actions.tree_index import Touched, tree_changed
from agencies.lifecycle import History
from agencies.locks import tree_lock
from agencies.models import Agency, Placement, Succession
from agencies.placing import require_parent_lives
from agencies.spans import Span
from ui.days import write_day
from ui.vietnamese import nfc

CORRECTABLE = ("code", "name", "short_name", "kind", "founded_on", "decision")


@transaction.atomic
def create_agency(
    *,
    by: User | None,
    code: str,
    name: str,
    kind: str,
    parent: Agency | None,
    today: date,
    founded_on: date | None = None,
    short_name: str = "",
    decision: str = "",
    is_sample: bool = False,
) -> Agency:
    """A new agency with its first place in the tree, from its founding day on."""
    tree_lock()
    agency = write_agency(
        Agency(
            code=code,
            name=name,
            kind=kind,
            founded_on=founded_on,
            short_name=short_name,
            decision=decision,
            is_sample=is_sample,
        ),
        parent,
    )
    tree_changed(Touched(frozenset({agency.pk}), since=agency.founded_on), today)
    agency.refresh_from_db()
    ActionRecord.note(by, "lập đơn vị", agency, parent=str(parent or ""))
    return agency


def write_agency(agency: Agency, parent: Agency | None) -> Agency:
    """Check and store one agency and its first place; the caller holds the tree lock and rewrites the index after."""
    agency.code, agency.name, agency.short_name = (
        nfc(text).strip() for text in (agency.code, agency.name, agency.short_name)
    )
    agency.full_clean(exclude=["path", "search_text", "sort_key"])
    place = first_span(agency, parent)
    if parent:
        require_parent_lives(parent, place)
    agency.save()
    Placement.objects.create(agency=agency, parent=parent, from_day=place.start, until=place.end)
    return agency


def first_span(agency: Agency, parent: Agency | None) -> Span:
    """The days of an agency's first place: from its founding; where that is unknown, from the parent's."""
    return Span(agency.founded_on or (parent and parent.founded_on), agency.dissolved_on)


@transaction.atomic
def correct_agency(*, by: User, agency: Agency, today: date, **corrected) -> None:
    """Mend what was written down wrongly. A true change of name or parent on a day is `rename` or `place` instead."""
    tree_lock()
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    old = {field: getattr(agency, field) for field in CORRECTABLE}
    for field in CORRECTABLE:
        value = corrected.get(field, old[field])
        setattr(agency, field, nfc(value).strip() if isinstance(value, str) else value)
    agency.full_clean(exclude=["path", "search_text", "sort_key"])
    if agency.founded_on != old["founded_on"]:
        _shift_first_day(agency)
    _mend_last_rename(agency, old, today)
    agency.save(update_fields=CORRECTABLE)
    tree_changed(_touched(agency, old["founded_on"], today), today)
    changed = {field: [str(old[field]), str(getattr(agency, field))] for field in CORRECTABLE}
    ActionRecord.note(by, "sửa thông tin đơn vị", agency, **{k: v for k, v in changed.items() if v[0] != v[1]})


def _touched(agency: Agency, founded_before: date | None, today: date) -> Touched:
    """Another first day changes what was asked of the agency, and its first place, ever since; other words only today's."""
    if agency.founded_on == founded_before:
        return Touched(frozenset({agency.pk}), since=today)
    days = (agency.founded_on, founded_before)
    return Touched(frozenset({agency.pk}), frozenset({agency.pk}), None if None in days else min(days))


def _shift_first_day(agency: Agency) -> None:
    """The first place begins with the agency; nothing on file may lie before the new founding day."""
    first = agency.placements.select_related("parent").first()
    founded = agency.founded_on
    if founded:
        _require_nothing_before(agency, founded)
    if first is None:
        return
    if first.until and founded and first.until <= founded:
        raise ValidationError({"founded_on": f"Đã ghi {agency} chuyển cấp trên từ ngày {write_day(first.until)}."})
    span = Span(first_span(agency, first.parent).start, first.until)
    if first.parent:
        with _at_field("founded_on"):
            require_parent_lives(first.parent, span)
    first.from_day = span.start
    first.save(update_fields=["from_day"])


def _require_nothing_before(agency: Agency, founded: date) -> None:
    step = Succession.objects.filter(predecessor=agency, day__lte=founded).first()
    if step:
        raise ValidationError(
            {"founded_on": f"Đã ghi {agency} {step.get_kind_display()} từ ngày {write_day(step.day)}, trước ngày này."}
        )
    below = [place for place in History().places if place.parent == agency.pk and place.span.first < founded]
    dated = [place for place in below if place.span.start]
    if dated:
        unit = Agency.objects.get(pk=dated[0].agency)
        raise ValidationError(
            {"founded_on": f"{unit} đã trực thuộc {agency} từ ngày {write_day(dated[0].span.first)}, trước ngày này."}
        )
    Placement.objects.filter(parent=agency, from_day=None).update(from_day=founded)


def _mend_last_rename(agency: Agency, old: dict, today: date) -> None:
    """The name in use came with the last rename; mending it mends that line too, or the index would undo it."""
    renames = Succession.objects.filter(kind=Succession.Kind.RENAME, predecessor=agency).order_by("day", "pk")
    last = renames.filter(day__lte=today).last()
    if last and agency.name != old["name"]:
        last.new_name = agency.name
    if last and agency.short_name != old["short_name"] and last.new_short_name:
        last.new_short_name = agency.short_name
    if last:
        last.save(update_fields=["new_name", "new_short_name"])
    coming = renames.filter(day__gt=today).first()
    if coming and agency.name != old["name"]:
        coming.old_name = agency.name
        coming.save(update_fields=["old_name"])


class _at_field:  # noqa: N801  # reads as a phrase: with _at_field("founded_on")
    """A refusal raised inside is shown beside this field, whatever field it names itself."""

    def __init__(self, field: str):
        self.field = field

    def __enter__(self):
        return self

    def __exit__(self, kind, refusal, trace):
        if isinstance(refusal, ValidationError):
            raise ValidationError({self.field: refusal.messages}) from None
