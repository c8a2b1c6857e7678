"""What each agency reports on each indicator in a period: its quarters' work put into numerators, denominators, values."""

from datetime import date
from decimal import Decimal
from random import Random

from agencies.models import Agency
from dashboard.demo.agencies import SAMPLE_PROVINCE
from dashboard.demo.work import Quarter, kind_of, quarters_of
from periods.period import Period

Parts = dict[str, object]  # field of Figure → what was typed

NOTHING_OCCURRED: Parts = {"nothing_occurred": True}
ADDED_RATIOS = {
    "TT01": ("on_time", "solved"),
    "TT02": ("land_on_time", "land_solved"),
    "TT03": ("complaints_on_time", "complaints"),
    "TT05": ("apologised", "late"),
    "TT06": ("sent_back", "received"),
    "TT07": ("petitions_on_time", "petitions"),
    "SO01": ("online", "eligible"),
    "SO02": ("online_full", "eligible"),
    "SO04": ("paid_online", "owing_fees"),
    "SO05": ("digital", "solved"),
    "SO06": ("signed", "letters"),
}
STANDING_RATIOS = {
    "BM01": ("present", "quota"),
    "CV01": ("fitting", "present"),
    "CV02": ("trained", "to_train"),
    "TC01": ("spent", "capital"),
    "SO03": ("procedures_used", "procedures"),
    "TT09": ("days_cut", "days_before"),
}
STANDING_VALUES = {"TT04": "backlog", "BM02": "units"}
OF_THE_PROVINCE = {  # (numerator of each quarter of 2025, of 2026, denominator)
    "DH02": ((4, 12, 20, 27), (5, 14, 21, 26), 78),
    "TT08": ((310, 620, 1180, 1490), (1560, 1790, 1842, 1842), 1842),
    "SO03": ((690, 840, 980, 1090), (760, 930, 1075, 1180), 1420),
}
LAW_DRAFTERS = ("LG.STC", "LG.SNNMT", "LG.SXD", "LG.SYT", "LG.SVHTTDL", "LG.SNV")
INSPECTED_ONE_IN = 3
LATE_TEXT = ("LG.SXD", 2026)  # one text was issued behind its programme from the half-year on


def parts_of(indicator: str, agency: str, period: Period) -> Parts:
    """What the agency's report of the period says on the indicator."""
    if agency == SAMPLE_PROVINCE and indicator in OF_THE_PROVINCE:
        return _of_the_province(indicator, period)
    if indicator in ONES_OF_THEIR_OWN:
        return ONES_OF_THEIR_OWN[indicator](agency, period)
    if indicator in ADDED_RATIOS:
        return _ratio(*(_sum(agency, period, name) for name in ADDED_RATIOS[indicator]))
    last = _last_quarter(agency, period).standing
    if indicator in STANDING_RATIOS:
        return _ratio(*(last[name] for name in STANDING_RATIOS[indicator]))
    return {"value": Decimal(last[STANDING_VALUES[indicator]])}


def _quarters(agency: str, period: Period) -> tuple[Quarter, ...]:
    return quarters_of(agency, period.year)[period.span.start // 3 : period.span.end // 3]


def _last_quarter(agency: str, period: Period) -> Quarter:
    return quarters_of(agency, period.year)[period.span.end // 3 - 1]


def _sum(agency: str, period: Period, name: str) -> int:
    return sum(quarter.added[name] for quarter in _quarters(agency, period))


def _ratio(numerator: int, denominator: int) -> Parts:
    if not denominator:
        return NOTHING_OCCURRED
    return {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}


def _of_the_province(indicator: str, period: Period) -> Parts:
    year_before, this_year, whole = OF_THE_PROVINCE[indicator]
    quarter = period.span.end // 3 - 1
    return _ratio((year_before if period.year < 2026 else this_year)[quarter], whole)


# --- Indicators with a way of their own -------------------------------------------------------------------------------


def _satisfaction(agency: str, period: Period) -> Parts:
    """Percent satisfied, two decimals, and how many answered."""
    answers = _sum(agency, period, "answers")
    level = Decimal(_sum(agency, period, "satisfied")) / (10 * answers)
    return {"value": level.quantize(Decimal("0.01")), "sample": answers}


def _dialogues(agency: str, period: Period) -> Parts:
    return {"value": Decimal(_sum(agency, period, "dialogues"))}


def _findings_fixed(agency: str, period: Period) -> Parts:
    """Every third agency was inspected; for the others nothing occurred."""
    if Random(f"{agency}/{period.year}/inspected").randrange(INSPECTED_ONE_IN):
        return NOTHING_OCCURRED
    last = _last_quarter(agency, period).standing
    return _ratio(last["fixed"], last["findings"])


def _texts_on_time(agency: str, period: Period) -> Parts:
    if agency not in LAW_DRAFTERS:
        return NOTHING_OCCURRED
    texts = _texts_due(agency, period)
    is_late = (agency, period.year) == LATE_TEXT and period.span.end > 3
    return _ratio(texts - is_late, texts)


def _texts_due(agency: str, period: Period) -> int:
    """Since the start of the year: what fell due in each quarter up to the period's end."""
    quarters = quarters_of(agency, period.year)[: period.span.end // 3]
    return sum(quarter.standing["texts"] for quarter in quarters)


def _wrong_texts_handled(agency: str, period: Period) -> Parts:
    """Texts found to be against the law are rare: two agencies in a year, settled by the half-year."""
    has_one = Random(f"{agency}/{period.year}/wrong").randrange(30) == 0
    if not has_one:
        return NOTHING_OCCURRED
    return _ratio(int(period.span.end > 3), 1)


def _service_score(agency: str, period: Period) -> Parts:
    """Out of 100 points, slowly rising through the year; the province stands between its agencies."""
    usual = 880 if agency == SAMPLE_PROVINCE else Random(f"{agency}/score").randint(790, 930)
    return {"value": Decimal(usual + 2 * period.span.end - (period.year < 2026) * 30) / 10}


def _rules_issued(agency: str, period: Period) -> Parts:
    chance = Random(f"{agency}/rules")
    if chance.randrange(12) == 0:
        return {"done": False}
    return {"done": True, "done_on": date(period.year, chance.randint(7, 11), chance.randint(1, 28))}


def _qualified_staff(agency: str, period: Period) -> Parts:
    present = _last_quarter(agency, period).standing["present"]
    return _ratio(present - Random(f"{agency}/degree").randint(0, 4), present)


def _self_financed_units(agency: str, period: Period) -> Parts:
    chance = Random(f"{agency}/units")
    units = chance.randint(0, 6)
    return _ratio(min(units, chance.randint(0, 2)), units)


def _data_grade(agency: str, period: Period) -> Parts:
    return {"value": Decimal(Random(f"{agency}/grade").choice((2, 2, 3, 3, 3, 4)))}


def _reform_index(agency: str, period: Period) -> Parts:
    least = 780 if kind_of(agency) == Agency.Kind.COMMUNE else 820
    return {"value": Decimal(Random(f"{agency}/{period.year}/index").randint(least, 945)) / 10}


ONES_OF_THEIR_OWN = {
    "TT10": _satisfaction,
    "DH04": _dialogues,
    "DH03": _findings_fixed,
    "TL01": _texts_on_time,
    "TL02": _wrong_texts_handled,
    "KQ03": _service_score,
    "BM03": _rules_issued,
    "CV03": _qualified_staff,
    "TC02": _self_financed_units,
    "SO07": _data_grade,
    "KQ04": _reform_index,
}
