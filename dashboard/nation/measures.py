"""The indicators of the made-up nation and the forms that ask for them; names and words are those of the sample data."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from agencies.models import Agency, AgencyGroup
from dashboard.demo.indicators import DEFAULTS, RATIOS
from dashboard.demo.reading import read
from dashboard.nation import codes
from dashboard.nation.sizes import Size
from dashboard.nation.units import Unit
from plans.models import Area
from targets.models import FormLine, Indicator, Publication, ReportForm
from targets.terms import AcrossAgencies, AcrossPeriods, Better, Kind, SourceKind, Typed
from ui.vietnamese import fold, sort_key

TYPED = {  # the thirty lines of a unit's form, in its order
    **dict.fromkeys(["DH03"], Typed.CUMULATIVE),
    "DH04": Typed.FLOW,
    "DH06": Typed.CUMULATIVE,
    **dict.fromkeys(["TL01", "TL02"], Typed.CUMULATIVE),
    **dict.fromkeys(["TT01", "TT02", "TT03"], Typed.FLOW),
    "TT04": Typed.AS_OF,
    **dict.fromkeys(["TT05", "TT06", "TT07"], Typed.FLOW),
    "TT09": Typed.AS_OF,
    "TT10": Typed.FLOW,
    **dict.fromkeys(["BM01", "BM02"], Typed.AS_OF),
    "BM03": Typed.FLOW,
    "CV01": Typed.AS_OF,
    "CV02": Typed.CUMULATIVE,
    "CV03": Typed.AS_OF,
    "TC01": Typed.CUMULATIVE,
    "TC02": Typed.AS_OF,
    **dict.fromkeys(["SO01", "SO02"], Typed.FLOW),
    "SO03": Typed.CUMULATIVE,
    **dict.fromkeys(["SO04", "SO05", "SO06"], Typed.FLOW),
    **dict.fromkeys(["SO07", "KQ03"], Typed.AS_OF),
}
EXPECTED = (4, 30)  # month and day of the next year
OWN = ("SO03", "SO07", "KQ03")  # what a province reports for itself: never added from below
OUTSIDE = ("KQ01", "KQ02")  # what others publish about provinces
OF_OTHERS = {  # an indicator that the sample data does not know
    "DH06": {
        "name": "Số hội nghị, lớp tuyên truyền về cải cách hành chính",
        "kind": Kind.COUNT,
        "unit": "cuộc",
        "case": "cuộc",
    },
}
SECTIONS = {
    "DH": "Chỉ đạo, điều hành; thể chế",
    "TL": "Chỉ đạo, điều hành; thể chế",
    "TT": "Thủ tục hành chính",
    "BM": "Bộ máy, công vụ, tài chính",
    "CV": "Bộ máy, công vụ, tài chính",
    "TC": "Bộ máy, công vụ, tài chính",
    "SO": "Chính quyền số",
    "KQ": "Chính quyền số",
}


@dataclass
class Catalogue:
    """What was made: indicators by code, forms by code, and the lines of each form in their order."""

    indicators: dict[str, Indicator]
    forms: dict[str, ReportForm] = field(default_factory=dict)
    lines: dict[str, list[FormLine]] = field(default_factory=dict)


def long_code(number: int) -> str:
    """An indicator of the long plan."""
    return f"PC{number:03}"


def write_indicators(areas: dict[str, Area], size: Size, years: range, agencies: dict[str, Agency]) -> Catalogue:
    root, province = agencies[codes.ROOT], agencies[codes.FIRST_PROVINCE]
    made = {code: _unsaved(code, _entry(code), areas, root) for code in (*TYPED, *OUTSIDE)}
    for number in range(1, size.long_targets + 1):
        made[long_code(number)] = _unsaved(long_code(number), _long_entry(number), areas, province)
    for pk, indicator in enumerate(made.values(), start=1):
        indicator.pk = pk
    for code in TYPED:
        made[code].part_of = made.get(_entry(code).get("part_of"))
        made[code].split_from = made.get(_entry(code).get("split_from"))
    Indicator.objects.bulk_create(made.values())
    expected = ((made[code], year) for code in OUTSIDE for year in years)
    Publication.objects.bulk_create(
        Publication(pk=pk, indicator=indicator, year=year, expected_on=date(year + 1, *EXPECTED))
        for pk, (indicator, year) in enumerate(expected, start=1)
    )
    return Catalogue(made)


def _entry(code: str) -> dict:
    return OF_OTHERS.get(code) or read("indicators")[code]


def _long_entry(number: int) -> dict:
    return {
        "name": f"Tỷ lệ hồ sơ thuộc nhóm thủ tục số {number} giải quyết đúng hạn",
        "kind": Kind.RATIO,
        "numerator": "Hồ sơ trước hạn, đúng hạn",
        "denominator": "Hồ sơ đã giải quyết",
        "case": "hồ sơ",
        "failed": "hồ sơ quá hạn",
    }


def _unsaved(code: str, entry: dict, areas: dict[str, Area], owner: Agency) -> Indicator:
    kind = Kind(entry["kind"])
    across_periods, across_agencies = DEFAULTS[kind]
    is_outside = code in OUTSIDE
    return Indicator(
        code=code,
        name=entry["name"],
        area=areas.get(code[:2], areas["TT"]),
        kind=kind,
        unit=entry.get("unit", "%" if kind in RATIOS else ""),
        numerator_label=entry.get("numerator", ""),
        denominator_label=entry.get("denominator", ""),
        case_noun=entry.get("case", ""),
        failed_noun=entry.get("failed", ""),
        better=Better(entry.get("better", Better.HIGHER)),
        may_exceed=entry.get("may_exceed", False),
        across_periods=AcrossPeriods(entry.get("across_periods", across_periods)),
        across_agencies=AcrossAgencies(entry.get("across_agencies", across_agencies)),
        grade_steps=entry.get("grade_steps", []),
        source_kind=SourceKind.OUTSIDE if is_outside else SourceKind.OWN,
        source_name=entry.get("outside", entry.get("source_name", "")),
        definition=f"{entry.get('definition', '')}\n{read('indicators')['note']}".strip(),
        population=entry.get("population", ""),
        owner=owner,
        search_text=fold(f"{code} {entry['name']}"),
        sort_key=sort_key(entry["name"]),
    )


# --- Forms ----------------------------------------------------------------------------------------------------------------


def write_forms(
    catalogue: Catalogue, units: list[Unit], size: Size, agencies: dict[str, Agency], groups: dict[str, AgencyGroup]
) -> None:
    """Each province's form for everybody below it, the provinces' own form, and that of the long plan."""
    line_number = count(1)
    for pk, (code, name, owner, group, typed) in enumerate(_asked(units, size), start=1):
        form = ReportForm.objects.create(
            pk=pk,
            code=code,
            name=name,
            owner=agencies[owner],
            checker=agencies[owner],
            until=agencies[owner].dissolved_on,
        )
        form.groups.add(groups[group])
        catalogue.forms[code] = form
        catalogue.lines[code] = [
            FormLine(
                pk=next(line_number),
                form=form,
                order=order,
                section=SECTIONS.get(indicator[:2], "Thủ tục hành chính"),
                indicator=catalogue.indicators[indicator],
                typed=way,
            )
            for order, (indicator, way) in enumerate(typed.items(), start=1)
        ]
    FormLine.objects.bulk_create(line for lines in catalogue.lines.values() for line in lines)


def _asked(units: list[Unit], size: Size) -> Iterator[tuple[str, str, str, str, dict[str, Typed]]]:
    """Code, name, owner, group and lines of every form."""
    name = "Số liệu cải cách hành chính của UBND tỉnh"
    yield codes.PROVINCE_FORM, name, codes.ROOT, codes.PROVINCES, {code: TYPED[code] for code in OWN}
    for top in (unit for unit in units if unit.kind == "province"):
        group = codes.reporting_of(top.code)
        yield codes.unit_form(top.code), "Số liệu cải cách hành chính của đơn vị", top.code, group, TYPED
    long = {long_code(number): Typed.FLOW for number in range(1, size.long_targets + 1)}
    group = codes.communes_of(codes.FIRST_PROVINCE)
    name = "Số liệu theo nhóm thủ tục của xã, phường"
    yield codes.long_form(codes.FIRST_PROVINCE), name, codes.FIRST_PROVINCE, group, long
