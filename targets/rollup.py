"""Stored totals: kept right by recounting what an action touched, made from nothing, compared with a fresh computation.

One order of locks everywhere (DESIGN §5): the tree, the report, what agencies counted for (CountedSeries), the totals of
units (UnitTotal), each by (agency, indicator, year). An action recounts once, as the last thing it does.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db.models import F
from django.utils import timezone

from agencies.models import AgencyGroup
from periods.models import ReportingPeriod
from targets import unit_results
from targets.bulk import change_rows, write_rows
from targets.counting import Changes, Counted, Fresh, SeriesKey, TotalKey
from targets.crowds import add, read_crowds, write_crowds
from targets.forest import Forest
from targets.many import among
from targets.models import CountedSeries, Figure, UnitTotal

Report = Callable[[str], None]
AT_ONCE = 5000  # series in memory; more only under the tree lock taken alone, for the order of locks
COLUMNS = ("agency_id", "indicator_id", "year")


# --- Recounting what was touched ------------------------------------------------------------------------------------


def recount(
    agencies: Iterable[int],
    *,
    indicators: Iterable[int] | None = None,
    years: Iterable[int] | None = None,
    today: date | None = None,
    touch: bool = False,
) -> None:
    """Bring the totals up to date with what is on file about these agencies; inside the caller's transaction.

    touch: raise the revisions also where no number changed, because a name, a life or a mark did.
    What concerns thousands of agencies is worked through a few indicators at a time; its caller holds the tree lock alone.
    """
    agencies, asked = set(agencies), indicators
    indicators, years = _with_figures(agencies, indicators, years)
    today, ordered = today or timezone.localdate(), sorted(indicators)
    together = max(AT_ONCE // max(len(agencies), 1), 1)
    for some in (set(ordered[start : start + together]) for start in range(0, len(ordered), together)):
        units = _recount(agencies, some, years, today, touch) if agencies and years else set()
        unit_results.recount(units | agencies if touch else units, some, None if touch else years)
    if touch:  # a mark or a life also concerns who gives no figures itself and is judged by those below
        unit_results.recount(agencies, asked, but=indicators)


def _recount(agencies: set[int], indicators: set[int], years: set[int], today: date, touch: bool) -> set[int]:
    """Returns the units whose totals changed."""
    old = _held_series(agencies, indicators, years)
    new = _counted_now(agencies, indicators, years, today, stay={} if touch else old)
    missing = sorted(set(new) - set(old))
    if missing and (made := _made_series(missing)):  # by somebody who has just changed figures here: read them again
        old |= made
        new = _counted_now(agencies, indicators, years, today, stay={} if touch else old)
    changes, written, gone = Changes(), {}, []
    for key in sorted({*old, *new}):
        before, now = old.get(key), new.get(key)
        if before == now and not touch:
            continue
        if before:
            changes.put(key, before, -1)
        if now:
            changes.put(key, now, 1)
            written[key] = now.text
        else:
            gone.append(key)
    _write_series(written, gone)
    return _apply(changes)


def _counted_now(agencies: set[int], indicators, years, today: date, *, stay) -> dict[SeriesKey, Counted]:
    return dict(Fresh(agencies, indicators, years, today=today, stay=stay).everything())


def _with_figures(agencies: set[int], indicators, years) -> tuple[set[int], set[int]]:
    """What of these agencies has figures, or had when it was counted last."""
    if indicators is not None and years is not None:
        return set(indicators), set(years)
    found: set[tuple[int, int]] = set()
    for rows, year in ((Figure.objects, "period__year"), (CountedSeries.objects, "year")):
        found |= set(among(rows.order_by(), "agency", agencies).values_list("indicator_id", year).distinct())
    return (
        {indicator for indicator, _ in found} if indicators is None else set(indicators),
        {year for _, year in found} if years is None else set(years),
    )


def _held_series(agencies: Iterable[int], indicators, years) -> dict[SeriesKey, Counted]:
    """What was counted last, held until the end of the transaction."""
    rows = among(CountedSeries.objects.filter(indicator__in=indicators, year__in=years), "agency", agencies)
    held = rows.select_for_update().order_by(*COLUMNS).values_list(*COLUMNS, "body")
    return {(a, i, y): Counted.read(body) for a, i, y, body in held if body}


def _made_series(missing: list[SeriesKey]) -> dict[SeriesKey, Counted]:
    """Rows that are still to come are made, in order; what somebody else has made meanwhile is held as it stands."""
    rows = [CountedSeries(agency_id=a, indicator_id=i, year=y, body="") for a, i, y in missing]
    CountedSeries.objects.bulk_create(rows, ignore_conflicts=True)
    wanted, held = set(missing), _held_series(*(set(column) for column in zip(*missing, strict=True)))
    return {key: counted for key, counted in held.items() if key in wanted}


def _write_series(written: dict[SeriesKey, str], gone: list[SeriesKey]) -> None:
    rows = [CountedSeries(agency_id=a, indicator_id=i, year=y, body=body) for (a, i, y), body in written.items()]
    CountedSeries.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["agency", "indicator", "year"], update_fields=["body"]
    )
    for agency, indicator, year in gone:
        CountedSeries.objects.filter(agency=agency, indicator=indicator, year=year).delete()


def _apply(changes: Changes) -> set[int]:
    """Work the changes into the totals: rows locked in one order, written in one statement. Returns the units touched."""
    keys = sorted(changes.crowds)
    if not keys:
        return set()
    held = _held_totals(keys)
    rows = []
    for key in keys:
        pk, revision, body = held[key]
        crowds = read_crowds(body)
        for (place, shape), (count, sums) in changes.crowds[key].items():
            add(crowds, place, shape, sums, count=count)
        rows.append((pk, revision + 1, write_crowds(crowds)))
    change_rows(UnitTotal, ("revision", "body"), rows)
    return {unit for unit, *_ in keys}


def _held_totals(keys: list[TotalKey]) -> dict[TotalKey, tuple[int, int, str]]:
    """Key to the row's id, revision and body, locked in order; then those that are still to come are made, also in order."""
    held = _locked_totals(keys)
    if missing := [key for key in keys if key not in held]:
        rows = [
            UnitTotal(agency_id=u, indicator_id=i, year=y, view=v, revision=_first_revision(), body="")
            for u, i, y, v in missing
        ]
        UnitTotal.objects.bulk_create(rows, ignore_conflicts=True)
        held |= _locked_totals(missing)
    return held


def _first_revision() -> int:
    """Of a total made anew: later than that of any which stood in its place, for pages keep what they worked out by it."""
    return int(timezone.now().timestamp())


def _locked_totals(keys: list[TotalKey]) -> dict[TotalKey, tuple[int, int, str]]:
    units, indicators, years = ({key[place] for key in keys} for place in range(3))
    rows = among(UnitTotal.objects.filter(indicator__in=indicators, year__in=years), "agency", units)
    held = rows.select_for_update().order_by(*COLUMNS, "view").values_list(*COLUMNS, "view", "pk", "revision", "body")
    wanted = set(keys)
    return {(u, i, y, v): (pk, revision, body) for u, i, y, v, pk, revision, body in held if (u, i, y, v) in wanted}


# --- Who tells that something changed -------------------------------------------------------------------------------


def recount_reports(submissions: Iterable[int]) -> None:
    """What the figures of these reports are about, after the reports or their figures have changed."""
    keys = among(Figure.objects.order_by(), "submission", submissions)
    found = set(keys.values_list("agency_id", "indicator_id", "period__year"))
    _recount_keys(found)


def recount_figures(figures: Iterable[Figure]) -> None:
    """After these figures were confirmed or corrected."""
    _recount_keys({(figure.agency_id, figure.indicator_id, figure.period.year) for figure in figures})


def recount_indicator(indicator: int) -> None:
    """After what an indicator is, or how it is added up, was changed before anybody gave a figure of it."""
    agencies = CountedSeries.objects.filter(indicator=indicator).values_list("agency_id", flat=True)
    recount(agencies, indicators=[indicator], touch=True)


def _recount_keys(found: set[SeriesKey]) -> None:
    if found:
        agencies, indicators, years = (set(column) for column in zip(*found, strict=True))
        recount(agencies, indicators=indicators, years=years)


def follow_agencies(*, touched: set[int], since: date | None) -> None:
    """The tree, a life or a name changed: everything these agencies ever reported may stand elsewhere now."""
    recount(touched, touch=True)


def follow_groups(*, groups, members: set[int], since: date | None) -> None:
    """Somebody came into a group or left it."""
    AgencyGroup.objects.filter(pk__in=[group.pk for group in groups]).update(revision=F("revision") + 1)
    unit_results.recount(members)


def follow_periods(*, office, periods) -> None:
    """An office's days or closings changed: whoever below it has not been confirmed for them may be settled now."""
    keys = {row.key if isinstance(row, ReportingPeriod) else row for row in periods}
    inside = [row.pk for row in ReportingPeriod.objects.filter(year__in={key.year for key in keys})
              if any(key.contains(row.key) for key in keys)]  # fmt: skip
    rows = Figure.objects.filter(period__in=inside, submission__isnull=False, approved_at__isnull=True)
    below = Forest([office.pk]).ever_below([office.pk])
    found = set(among(rows, "agency", below).order_by().values_list("agency_id", "indicator_id", "period__year"))
    _recount_keys(found)


# --- From nothing, and compared -------------------------------------------------------------------------------------


def _all_fresh(keys: Iterable[tuple[int, int]], today: date) -> Fresh:
    return Fresh(None, {indicator for indicator, _ in keys}, {year for _, year in keys}, today=today)


def counted_keys() -> list[tuple[int, int]]:
    """Every (indicator, year) of which there are figures or stored totals."""
    found = set(Figure.objects.order_by().values_list("indicator_id", "period__year").distinct())
    return sorted(found | set(UnitTotal.objects.order_by().values_list("indicator_id", "year").distinct()))


def rebuild(report: Report | None = None, *, today: date | None = None) -> None:
    """Make all stored totals from nothing; the caller holds the tree lock."""
    today = today or timezone.localdate()
    for model in (UnitTotal, CountedSeries):
        model.objects.all().delete()
    keys, first = counted_keys(), _first_revision()
    fresh = _all_fresh(keys, today)
    for place, (indicator, year) in enumerate(keys, 1):
        series, totals = fresh.of_one(indicator, year)
        write_rows(CountedSeries, (*COLUMNS, "body"), ((*key, body) for key, body in sorted(series.items())))
        write_rows(
            UnitTotal,
            (*COLUMNS, "view", "revision", "body"),
            ((*key, first, text) for key, text in sorted(totals.items())),
        )
        if report:
            report(f"{place}/{len(keys)}")
    unit_results.rebuild()


def differences(*, today: date | None = None) -> Iterator[str]:
    """Every stored total that is not what the figures give, in words; nothing where all agree."""
    today = today or timezone.localdate()
    keys = counted_keys()
    fresh = _all_fresh(keys, today)
    for indicator, year in keys:
        series, totals = fresh.of_one(indicator, year)
        rows = CountedSeries.objects.filter(indicator=indicator, year=year).order_by()
        stored = {(a, indicator, year): body for a, body in rows.values_list("agency_id", "body")}
        yield from _unlike("chuỗi", stored, series)
        rows = UnitTotal.objects.filter(indicator=indicator, year=year).order_by()
        stored = {(u, indicator, year, v): body for u, v, body in rows.values_list("agency_id", "view", "body")}
        yield from _unlike("tổng", stored, totals)
    yield from unit_results.differences()


def _unlike(what: str, stored: dict, fresh: dict) -> Iterator[str]:
    for key in sorted({*stored, *fresh}):
        if stored.get(key, "") != fresh.get(key, ""):
            yield f"{what} {key}: đang lưu {stored.get(key) or 'không có'}; tính lại {fresh.get(key) or 'không có'}"
