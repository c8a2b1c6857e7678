"""Where every unit stands against the targets that ask something of it: stored, so that lists are put in order quickly.

Made from the stored totals (targets.rollup) in the transaction that changes them, a rule, a group or the tree. Callers
hold the tree lock: approvals share it; whoever changes a rule, a group or the tree has it alone.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from targets.asking import asking
from targets.judged_units import JudgedUnits
from targets.many import among
from targets.models import Indicator, TargetVersion, UnitResult
from targets.standing_units import StandingUnits
from targets.stands import Stand

KEY = ("version_id", "agency_id", "year", "view", "month")
UNIQUE = ["version", "agency", "year", "view", "month"]
CONTENT = ["until", "is_given", "value", "base", "holds"]
BATCH = 1000
VALUE_PLACES = 8
Key = tuple[int, int, int, str, int]
Content = tuple[int, bool, Decimal | None, Decimal | None, bool | None]


def recount(
    units: Iterable[int],
    indicators: Iterable[int] | None = None,
    years: Iterable[int] | None = None,
    *,
    but: Iterable[int] = (),
) -> None:
    """Bring the results of some units in line with their totals; None: of all indicators, of all years. but: indicators
    of which that has been done."""
    units = set(units)
    if not units:
        return
    judged = JudgedUnits.among_units(units)
    versions = judged.versions().exclude(target__indicator__in=set(but))
    rows = among(UnitResult.objects, "agency", units).exclude(version__target__indicator__in=set(but))
    if indicators is not None:
        versions = versions.filter(target__indicator__in=set(indicators))
        rows = rows.filter(version__target__indicator__in=set(indicators))
    standing = StandingUnits(asking(versions), judged, None if years is None else set(years))
    if years is not None:
        rows = rows.filter(year__in=standing.all_years | set(years))
    _mend(standing, rows)


def recount_targets(targets: Iterable[int]) -> None:
    """The same for everybody of whom these targets ask something, after a rule or a typed baseline changed."""
    _recount_versions(TargetVersion.objects.filter(target__in=set(targets)))


def rebuild(progress: Callable[[str], None] | None = None) -> None:
    """Make all results from nothing, indicator by indicator."""
    for indicator in _judged_indicators():
        with transaction.atomic():
            versions = TargetVersion.objects.filter(target__indicator=indicator)
            UnitResult.objects.filter(version__in=versions.values("pk")).delete()
            _recount_versions(versions)
        if progress:
            progress(f"Kết quả của từng đơn vị: {indicator.code}")


def differences() -> Iterator[str]:
    """Every stored result that is not what it should be, is there without cause, or is missing: in words."""
    for indicator in _judged_indicators():
        versions = TargetVersion.objects.filter(target__indicator=indicator)
        wanted = _rows_of(_standing(versions))
        stored = {
            key: content for key, _, content in _read(UnitResult.objects.filter(version__in=versions.values("pk")))
        }
        for key in sorted(wanted.keys() | stored.keys()):
            if wanted.get(key) != stored.get(key):
                where = "phiên bản {}, đơn vị {}, năm {}, bản đồ {}, tháng {}".format(*key)
                yield f"{indicator.code}: {where}: đang lưu {stored.get(key)}, tính lại {wanted.get(key)}"


def _judged_indicators() -> QuerySet[Indicator]:
    return Indicator.objects.filter(targets__isnull=False).distinct().order_by("pk")


def _recount_versions(versions: QuerySet[TargetVersion]) -> None:
    _mend(_standing(versions), UnitResult.objects.filter(version__in=versions.values("pk")))


def _standing(versions: QuerySet[TargetVersion]) -> StandingUnits:
    """All units of which these versions ask something, in all their years."""
    found = asking(versions)
    return StandingUnits(found, JudgedUnits.asked_by(found), None)


def _mend(standing: StandingUnits, rows: QuerySet[UnitResult]) -> None:
    """Write what differs from these rows, and take away what no longer holds.

    The rows are locked before the totals are read: whoever changes another input of the same row waits, and then reads
    what was changed here.
    """
    kept = _locked(standing, rows)
    wanted = _rows_of(standing)
    gone = [pk for key, (pk, _) in kept.items() if key not in wanted]
    changed = [key for key, content in wanted.items() if key not in kept or kept[key][1] != content]
    if gone:
        among(UnitResult.objects, "pk", gone).delete()
    new = [UnitResult(**dict(zip((*KEY, *CONTENT), (*key, *wanted[key]), strict=True))) for key in sorted(changed)]
    UnitResult.objects.bulk_create(
        new, update_conflicts=True, unique_fields=UNIQUE, update_fields=CONTENT, batch_size=BATCH
    )


def _locked(standing: StandingUnits, rows: QuerySet[UnitResult]) -> dict[Key, tuple[int, Content]]:
    """The stored rows of what is worked out anew, held in one order until the transaction ends."""
    held = rows.select_for_update(of=("self",)).order_by(*KEY)
    return {key: (pk, content) for key, pk, content in _read(held) if standing.decides(key[0], key[2])}


def _read(rows: QuerySet[UnitResult]) -> Iterator[tuple[Key, int, Content]]:
    for row in rows.values_list(*KEY, "pk", *CONTENT):
        yield row[: len(KEY)], row[len(KEY)], row[len(KEY) + 1 :]


def _rows_of(standing: StandingUnits) -> dict[Key, Content]:
    return {(*whose, one.month): _content(one) for whose, found in standing.all() for one in found}


def _content(one: Stand) -> Content:
    known = one.known
    value = None if known.value is None else Decimal(round(known.value * 10**VALUE_PLACES)).scaleb(-VALUE_PLACES)
    return one.until, known.is_given, value, known.base, known.holds
