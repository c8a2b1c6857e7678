"""Units, rules and dates for tests of verdicts, written so that a case reads like a line of a report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from periods.period import Calendar, Period, PeriodKind, periods_of, whole_year
from targets.amount import NOTHING, Amount
from targets.attainment import Attainment, judge
from targets.evidence import Absence, Clock, Unit, gather
from targets.rule import Condition, Due, Rule, Version, Words
from targets.series import Owed, Reported, Series
from targets.terms import AcrossPeriods, Better, Comparator, Kind, Path, SourceKind, Typed
from targets.totals import Belonging

YEAR = 2026
Q1, HALF, Q3, WHOLE = periods_of(Calendar.CCHC, YEAR)
BY_NAME = {"Q1": Q1, "6T": HALF, "Q3": Q3, "N": WHOLE, "Q2": Period(PeriodKind.QUARTER, YEAR, 2)}
DURING_Q1 = date(2026, 2, 1)
AFTER_Q1, AFTER_HALF, AFTER_Q3, AFTER_YEAR = date(2026, 3, 20), date(2026, 6, 20), date(2026, 9, 20), date(2026, 12, 20)
BETWEEN_END_AND_DUE_DAY = date(2026, 9, 16)
AGENCY = "Sở Minh Hoạ"

ACROSS = {
    Kind.RATIO: AcrossPeriods.SUM,
    Kind.RATIO_OF_STOCKS: AcrossPeriods.LATEST,
    Kind.COUNT: AcrossPeriods.SUM,
    Kind.STOCK: AcrossPeriods.LATEST,
    Kind.LEVEL: AcrossPeriods.LATEST,
    Kind.GRADE: AcrossPeriods.LATEST,
    Kind.RANK: AcrossPeriods.LATEST,
    Kind.YES_NO: AcrossPeriods.ONCE,
}
UNITS = {Kind.COUNT: "hội nghị", Kind.STOCK: "hồ sơ", Kind.GRADE: "", Kind.RANK: "", Kind.YES_NO: ""}
LOWER = (Kind.STOCK, Kind.RANK)


def of(numerator, denominator) -> Amount:
    """So many of so many."""
    return Amount(Decimal(numerator), Decimal(denominator))


def number(value, sample=None) -> Amount:
    return Amount(Decimal(str(value)), None if sample is None else Decimal(sample))


def yes(day: date | None = None) -> Amount:
    return Amount(Decimal(1), on=day)


NO = Amount(Decimal(0))
NONE_OCCURRED = NOTHING


def rule(kind: Kind = Kind.RATIO, comparator=Comparator.AT_LEAST, value=95, upper=None, **fields) -> Rule:
    """A rule for the year 2026; by default a ratio of dossiers, at least 95%, kept all year, near within 1 point."""
    exact = fields.pop("is_exact", False)
    condition = Condition(
        comparator,
        None if value is None else Decimal(str(value)),
        None if upper is None else Decimal(str(upper)),
        exact,
    )
    fields.setdefault("due", Due(whole_year(YEAR)))
    fields.setdefault("better", Better.LOWER if kind in LOWER else Better.HIGHER)
    fields.setdefault("across_periods", ACROSS[kind])
    fields.setdefault("tolerance", Decimal(1))
    fields.setdefault("words", Words(UNITS.get(kind, "%"), "hồ sơ", "hồ sơ quá hạn", "phường, xã"))
    return Rule(kind=kind, condition=condition, **fields)


def count(value, comparator=Comparator.AT_LEAST, **fields) -> Rule:
    """So many meetings in the year."""
    return rule(Kind.COUNT, comparator, value, **fields)


def reach(value=100, **fields) -> Rule:
    """ "Phấn đấu đạt vào cuối kỳ": people trained, counted since the start of the year."""
    return rule(Kind.RATIO_OF_STOCKS, value=value, path=Path.REACH, starts_anew=True, **fields)


def series(
    figures: dict[str, Amount],
    held: Rule,
    *,
    agency: str = AGENCY,
    owed: Iterable[str] = ("Q1", "6T", "Q3", "N"),
    sent: Iterable[str] = (),
    closed: Iterable[str] = (),
    typed: Typed = Typed.FLOW,
    year: int = YEAR,
    calendar: Calendar = Calendar.CCHC,
) -> Series:
    """What one agency reported, by period; all that it reported is approved."""
    calendar = Calendar.YEAR if held.source == SourceKind.OUTSIDE else calendar
    periods = {name: replace(period, year=year) for name, period in BY_NAME.items()}
    reported = tuple(Reported(periods[name], amount, typed) for name, amount in figures.items())
    rows = tuple(
        Owed(periods[name], None, name in sent, name in figures, name in closed)
        for name in owed
        if held.source != SourceKind.OUTSIDE
    )
    return Series(agency, held.kind, held.across_periods, reported, rows, calendar)


def unit(figures: dict[str, Amount], held: Rule, *, last_year: dict[str, Amount] | None = None, **fields) -> Unit:
    """One agency by itself; `last_year` are its figures of 2025."""
    extra = {name: fields.pop(name) for name in ("absences", "baseline") if name in fields}
    before = series(last_year, held, owed=last_year, year=YEAR - 1, **_same(fields)) if last_year else None
    return Unit(
        fields.get("agency", AGENCY),
        (Belonging(series(figures, held, **fields)),),
        (Belonging(before),) if before else (),
        **extra,
    )


def _same(fields: dict) -> dict:
    return {name: fields[name] for name in ("typed", "calendar", "agency") if name in fields}


def several(by_agency: dict[str, dict[str, Amount]], held: Rule, **fields) -> Unit:
    """A province with several agencies below it, each owing all four reports."""
    return Unit(
        "Tỉnh Minh Hoạ", tuple(Belonging(series(f, held, agency=name, **fields)) for name, f in by_agency.items())
    )


def verdict_on(judged: Unit, held: Rule, today: date, *, cutoff: Period | None = None, **fields) -> Attainment:
    versions = fields.pop("versions", (Version(held),))
    return judge(gather(versions, judged, Clock(today, cutoff), **fields), held)


def attainment(held: Rule, figures: dict[str, Amount], today: date, **fields) -> Attainment:
    """The verdict on one agency with these figures, seen on a day."""
    view = {name: fields.pop(name) for name in ("cutoff", "versions", "is_provisional") if name in fields}
    return verdict_on(unit(figures, held, **fields), held, today, **view)


ONLY_YEAR = {"owed": ["N"]}
EXEMPT = (Absence("không được giao vốn đầu tư công"),)
DISSOLVED_IN_JULY = (Absence("đã kết thúc hoạt động", from_day=date(2026, 7, 1)),)
FOUNDED_IN_JULY = (Absence("chưa thành lập", until=date(2026, 7, 1)),)


def case(name, held, figures, today, verdict, word=None, **fields):
    """A line of a table: its name, the rule, what was reported, the day, and what the screen says."""
    return pytest.param(held, figures, today, verdict, word, fields, id=name)


def check(held, figures, today, verdict, word, fields):
    """The verdict, the word on its badge, and that there is always one sentence to explain it."""
    result = attainment(held, figures, today, **fields)
    assert (result.verdict, result.word) == (verdict, word or verdict.label), result.sentence
    assert result.sentence.endswith(".")
    assert not result.sentence[0].islower()
    return result
