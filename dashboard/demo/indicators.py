"""Areas, the proposed indicators, and the days on which outside figures are expected."""

from agencies.models import Agency
from dashboard.demo.agencies import SAMPLE_PROVINCE
from dashboard.demo.reading import read
from plans.models import Area
from targets.led_tasks import COMPLETION_WORDS
from targets.models import Indicator, Publication
from targets.terms import AcrossAgencies, AcrossPeriods, Better, Kind, SourceKind
from ui.vietnamese import fold, sort_key

RATIOS = (Kind.RATIO, Kind.RATIO_OF_STOCKS)
DEFAULTS = {  # DESIGN §3: how periods and agencies combine, where the data file says nothing else
    Kind.RATIO: (AcrossPeriods.SUM, AcrossAgencies.SUM),
    Kind.RATIO_OF_STOCKS: (AcrossPeriods.LATEST, AcrossAgencies.SUM),
    Kind.COUNT: (AcrossPeriods.SUM, AcrossAgencies.SUM),
    Kind.STOCK: (AcrossPeriods.LATEST, AcrossAgencies.SUM),
    Kind.LEVEL: (AcrossPeriods.LATEST, AcrossAgencies.WEIGHTED),
    Kind.GRADE: (AcrossPeriods.LATEST, AcrossAgencies.OWN),
    Kind.RANK: (AcrossPeriods.LATEST, AcrossAgencies.OWN),
    Kind.YES_NO: (AcrossPeriods.ONCE, AcrossAgencies.COUNT_DONE),
}


def write_areas() -> dict[str, Area]:
    """The fields of reform that the database already knows, and those that are missing there."""
    entries = read("areas")["areas"].items()
    return {
        code: Area.objects.get_or_create(code=code, defaults={"name": name, "order": order})[0]
        for order, (code, name) in enumerate(entries, start=1)
    }


def write_indicators(agencies: dict[str, Agency], areas: dict[str, Area]) -> dict[str, Indicator]:
    """All indicators by code, each with its parts, splits and publication days."""
    entries = _entries()
    made = {code: _unsaved(code, entry, agencies, areas) for code, entry in entries.items()}
    Indicator.objects.bulk_create(made.values())
    for code, entry in entries.items():
        made[code].part_of = made.get(entry.get("part_of"))
        made[code].split_from = made.get(entry.get("split_from"))
    Indicator.objects.bulk_update(made.values(), ["part_of", "split_from"])
    _write_publications(made)
    return made


def _entries() -> dict[str, dict]:
    return {code: entry for code, entry in read("indicators").items() if "kind" in entry}


def _unsaved(code: str, entry: dict, agencies: dict[str, Agency], areas: dict[str, Area]) -> Indicator:
    kind = Kind(entry["kind"])
    across_periods, across_agencies = DEFAULTS[kind]
    return Indicator(
        code=code,
        name=entry["name"],
        area=areas[code[:2]],
        kind=kind,
        unit=entry.get("unit", "%" if kind in RATIOS else ""),
        numerator_label=entry.get("numerator", ""),
        denominator_label=entry.get("denominator", ""),
        case_noun=entry.get("case", ""),
        failed_noun=entry.get("failed", ""),
        better=entry.get("better", Better.HIGHER),
        may_exceed=entry.get("may_exceed", False),
        across_periods=entry.get("across_periods", across_periods),
        across_agencies=entry.get("across_agencies", across_agencies),
        grade_steps=entry.get("grade_steps", []),
        **_source(entry, agencies),
        definition=_definition(entry),
        population=entry.get("population", ""),
        owner=agencies[SAMPLE_PROVINCE],
        search_text=fold(f"{code} {entry['name']}"),
        sort_key=sort_key(entry["name"]),
    )


def _source(entry: dict, agencies: dict[str, Agency]) -> dict:
    if "outside" in entry:
        return {"source_kind": SourceKind.OUTSIDE, "source_name": entry["outside"]}
    if "computed" in entry:
        return {"source_kind": SourceKind.COMPUTED}
    if "source" in entry:
        named = {"source_kind": SourceKind.NAMED, "source_agency": agencies[entry["source"]]}
        return named | {"source_name": entry.get("source_name", "")}
    return {"source_kind": SourceKind.OWN, "source_name": entry.get("source_name", "")}


def _definition(entry: dict) -> str:
    said = COMPLETION_WORDS if "computed" in entry else entry.get("definition", "")
    return "\n".join(line for line in (said, read("indicators")["note"]) if line)


def _write_publications(indicators: dict[str, Indicator]) -> None:
    Publication.objects.bulk_create(
        Publication(indicator=indicator, year=int(year), expected_on=day)
        for indicator in indicators.values()
        if indicator.source_kind == SourceKind.OUTSIDE
        for year, day in _expected(indicator.code).items()
    )


def _expected(code: str) -> dict:
    """Year to the day on which its figure is expected."""
    data = read("indicators")
    return data["expected"] | data["expected_later"].get(code, {})
