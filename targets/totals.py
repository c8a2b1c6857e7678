"""Across agencies: an agency's figure with everything that belongs to it, and who makes it so (DESIGN §3, §4)."""

from collections import Counter
from collections.abc import Container, Hashable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from periods.period import Span, common_ends
from targets.amount import Amount, exact
from targets.series import Series, Slice, at_end, done_over, flow_over, over, reported_by
from targets.terms import AcrossPeriods, Kind

WHOLE_YEAR = Span(0, 12)
SUMMED = (AcrossPeriods.SUM, AcrossPeriods.ONCE)  # over a year, so that predecessors count
MEASURED = (Kind.LEVEL, Kind.GRADE, Kind.RANK)  # averaged or standing alone, never added


@dataclass(frozen=True)
class Belonging:
    """An agency's series as far as it belongs to a judged unit: during these runs of months of the year.

    By the tree of each period's last data day, a unit that moved in mid-year belongs to the old parent for the runs
    before and to the new one after. `is_predecessor`: its work was merged into the judged agency. `is_moved_here`: it
    did not stand there then, and is counted there by today's map. `is_unit`: the judged unit's own reports.
    """

    series: Series
    runs: tuple[Span, ...] = (WHOLE_YEAR,)
    is_predecessor: bool = False
    is_moved_here: bool = False
    is_unit: bool = False

    @property
    def is_earlier(self) -> bool:
        """Whether it is another's work that the unit has taken over."""
        return self.is_predecessor or self.is_moved_here

    def parts_of(self, span: Span) -> list[Span]:
        """The months of `span` during which it belongs."""
        if self.runs == (WHOLE_YEAR,):
            return [span]
        return [part for run in self.runs if (part := run.shared_with(span))]

    def belongs_in(self, month: int) -> bool:
        """Whether it belongs at the end of this month (1-12)."""
        return self.runs == (WHOLE_YEAR,) or any(run.start < month <= run.end for run in self.runs)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one agency brings to a total; `amount` None where it gave nothing. `inputs` are the figures used.

    count: how many agencies alike it stands for; the amount is then theirs together.
    """

    agency: Hashable
    amount: Amount | None
    slices: tuple[Slice, ...] = ()
    count: int = 1

    @property
    def notes(self) -> list[str]:
        """What must be said of its figure: derived, months missing."""
        said = [words for piece in self.slices for words in (piece.derived_words, piece.missing_words)]
        return [words for words in said if words]


@dataclass(frozen=True, slots=True)
class Total:
    """The figure of a unit over a run of months.

    amount: None where nobody gave anything, and of a plain mean. value: unrounded, in the indicator's unit; None also
    where nothing occurred. as_of: of stocks, the month at whose end it stands. plain_mean: a level whose samples are
    not all known, averaged over the agencies that gave one.
    """

    amount: Amount | None = None
    value: Fraction | None = None
    contributions: tuple[Contribution, ...] = ()
    as_of: int | None = None
    plain_mean: bool = False
    with_predecessors: bool = False

    @property
    def is_given(self) -> bool:
        """Whether anybody gave anything, "không phát sinh" included."""
        return self.amount is not None or self.value is not None

    @property
    def given(self) -> int:
        """How many agencies gave something."""
        return sum(one.count for one in self.contributions if one.amount is not None)

    @property
    def units(self) -> int:
        """How many agencies were asked."""
        return sum(contribution.count for contribution in self.contributions)

    @property
    def covered_months(self) -> int:
        """The months that the figures cover: of the agency that reported furthest, never scaled up for coverage."""
        return max((sum(piece.covered_months for piece in c.slices) for c in self.contributions), default=0)

    @property
    def has_gaps(self) -> bool:
        """Whether a part that is owed was not given."""
        return any(
            contribution.amount is None or any(piece.missing for piece in contribution.slices)
            for contribution in self.contributions
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What a screen must say beside the number."""
        said = []
        if self.plain_mean:
            said.append(f"trung bình cộng của {self.given}/{self.units} đơn vị")
        if self.with_predecessors:
            said.append("gồm số liệu của đơn vị tiền thân")
        if self.units == 1:
            said.extend(self.contributions[0].notes)
        else:
            said.extend(self._derived())
        return tuple(said)

    def _derived(self) -> list[str]:
        """How a part of the total was subtracted from what agencies reported, and of how many of them."""
        words: Counter[str] = Counter()
        for contribution in self.contributions:
            for piece in contribution.slices:
                if piece.derived:
                    words[piece.derived_words] += contribution.count
        return [f"{said} ({count} đơn vị)" for said, count in sorted(words.items())]


def total(belongings: Iterable[Belonging], span: Span, *, is_final: bool = False) -> Total:
    """Put the agencies of a unit together over `span`. Of what is never added ("own") only the unit's own is passed.

    What is latest is never mixed: it stands at the last period in which all that owe it have reported (or that the
    office has closed), else the last with any; once final, at the last period of the span, whoever is missing.
    """
    there = [belonging for belonging in belongings if belonging.parts_of(span)]
    if there and not _is_summed(there[0].series):
        there = [belonging for belonging in there if not belonging.is_predecessor]
    if there and there[0].series.kind == Kind.YES_NO and any(belonging.is_unit for belonging in there):
        there = [belonging for belonging in there if not belonging.is_earlier]  # what one must do, its heir does anew
    if not there:
        return Total()
    kind, month = there[0].series.kind, None
    if _is_latest(there, span):
        month = _month_that_stands(there, span, is_final)
        contributions = _standing_at(there, month)
    else:
        contributions = [_flow_of(belonging, span) for belonging in there]
    put_together = _mean if kind in MEASURED else _sum
    result = put_together(kind, contributions)
    return Total(
        result.amount,
        result.value,
        result.contributions,
        as_of=month,
        plain_mean=result.plain_mean,
        with_predecessors=any(belonging.is_earlier for belonging in there),
    )


def reached(belongings: tuple[Belonging, ...], span: Span) -> tuple[bool, Fraction | None]:
    """Whether anything is given, and the value, as in `total`: for lists of thousands, where nobody asks who gave it."""
    if not all(_is_plain(belonging) for belonging in belongings):
        found = total(belongings, span)
        return found.is_given, found.value
    amount = _plain_sum(belongings, span)
    return amount is not None, None if amount is None else exact(belongings[0].series.kind, amount)


def summed(belongings: tuple[Belonging, ...], span: Span) -> Total | None:
    """The same as `total`, without who brought what; None where that is more than adding reports, or has no value."""
    if not all(b.series.across == AcrossPeriods.SUM and _is_plain(b) for b in belongings):
        return None
    amount = _plain_sum(belongings, span)
    value = None if amount is None else exact(belongings[0].series.kind, amount)
    return None if value is None else Total(amount, value)


def _plain_sum(belongings: tuple[Belonging, ...], span: Span) -> Amount | None:
    amounts = [amount for one in belongings if (amount := _amount_over(one.series, span)) is not None]
    return _added(amounts) if len(amounts) > 1 else next(iter(amounts), None)


def _is_plain(belonging: Belonging) -> bool:
    """Whether it belongs throughout, and all that is to be done is to add its reports, or to look for a yes."""
    series = belonging.series
    is_added = series.across == AcrossPeriods.SUM and series.kind not in (*MEASURED, Kind.YES_NO)
    is_done = series.across == AcrossPeriods.ONCE and series.kind == Kind.YES_NO and not belonging.is_earlier
    return (is_added or is_done) and belonging.runs == (WHOLE_YEAR,)


def _amount_over(series: Series, span: Span) -> Amount | None:
    return flow_over(series, span) if series.across == AcrossPeriods.SUM else done_over(series, span)


def _is_summed(series: Series) -> bool:
    """Whether predecessors are added: for what is summed over the year, never for stock, level, rank, grade."""
    return series.across in SUMMED and series.kind not in MEASURED


def _is_latest(belongings: list[Belonging], span: Span) -> bool:
    """Whether the latest figure stands: by rule, or for levels because a sample is missing somewhere so far."""
    across = belongings[0].series.across
    if across == AcrossPeriods.WEIGHTED:
        return not all(r.amount.has_sample for b in belongings for r in reported_by(b.series, span.end))
    return across == AcrossPeriods.LATEST


def _flow_of(belonging: Belonging, span: Span) -> Contribution:
    """An agency's figure over the months in which it belongs; most belong throughout, in one part."""
    slices = tuple(over(belonging.series, part) for part in belonging.parts_of(span))
    amount = None
    for piece in slices:
        if piece.amount is not None:
            amount = piece.amount if amount is None else amount + piece.amount
    return Contribution(belonging.series.agency, amount, slices, belonging.series.count)


def _month_that_stands(belongings: list[Belonging], span: Span, is_final: bool) -> int | None:
    """The month at whose end the latest stands (see `total`); None where nobody gave anything."""
    ends = [
        end for end in common_ends(frozenset(b.series.calendar for b in belongings)) if span.start < end <= span.end
    ]
    with_any = [end for end in ends if any(at_end(b.series, end) for b in belongings if b.belongs_in(end))]
    if is_final and ends:
        return ends[-1]
    complete = [end for end in with_any if _all_have_reported(belongings, end)]
    return max(complete or with_any, default=None)


def _all_have_reported(belongings: list[Belonging], end: int) -> bool:
    return all(
        at_end(belonging.series, end)
        for belonging in belongings
        if belonging.belongs_in(end) and _is_awaited_at(belonging.series, end)
    )


def _is_awaited_at(series: Series, end: int) -> bool:
    """Whether its report may still come: owed, and not closed by the office."""
    return any(owed.period.span.end == end and not owed.is_closed for owed in series.owed)


def _owes_at(series: Series, end: int) -> bool:
    return any(owed.period.span.end == end for owed in series.owed)


def _standing_at(belongings: list[Belonging], month: int | None) -> list[Contribution]:
    """What stands at the end of the month, for the agencies that owe it then or gave it anyway."""
    result = []
    for belonging in belongings:
        reported = at_end(belonging.series, month) if month and belonging.belongs_in(month) else None
        if reported:
            piece = Slice(reported.amount, (reported,), covered_months=month)
            result.append(Contribution(belonging.series.agency, reported.amount, (piece,), belonging.series.count))
        elif month is None or (belonging.belongs_in(month) and _owes_at(belonging.series, month)):
            result.append(Contribution(belonging.series.agency, None, count=belonging.series.count))
    return result


def _sum(kind: Kind, contributions: list[Contribution]) -> Total:
    """Parts added first, divided once at the end; percentages are never averaged. A yes counts who did of who owe."""
    amounts = [contribution.amount for contribution in contributions if contribution.amount is not None]
    if not amounts:
        return Total(contributions=tuple(contributions))
    if kind == Kind.YES_NO:
        amount = _count_done(amounts, sum(contribution.count for contribution in contributions))
    else:
        amount = amounts[0] if len(amounts) == 1 else _added(amounts)
    return Total(amount, exact(kind, amount), tuple(contributions))


def _added(amounts: list[Amount]) -> Amount:
    base = None if amounts[0].base is None else sum((amount.base for amount in amounts), Decimal(0))
    return Amount(sum((amount.value for amount in amounts), Decimal(0)), base)


def _count_done(amounts: list[Amount], owing: int) -> Amount:
    """How many did, of how many owe; the day on which the last of them did."""
    days = [amount.on for amount in amounts if amount.value and amount.on]
    return Amount(sum((amount.value for amount in amounts), Decimal(0)), Decimal(owing), on=max(days, default=None))


def _mean(kind: Kind, contributions: list[Contribution]) -> Total:
    """Levels weighted by sample; a sample missing: the plain mean of all that gave one. One agency: its own figure."""
    given = [c for c in contributions if c.amount is not None]
    occurred = [c for c in given if not c.amount.is_nothing]
    if not occurred:
        return Total(given[0].amount if given else None, None, tuple(contributions))
    if sum(contribution.count for contribution in contributions) == 1:
        return Total(occurred[0].amount, exact(kind, occurred[0].amount), tuple(contributions))
    if all(contribution.amount.has_sample for contribution in occurred):
        amount = _added([contribution.amount.times_sample() for contribution in occurred])
        amount = replace(amount, weighed=True)
        return Total(amount, exact(kind, amount), tuple(contributions))
    levels = sum((_levels(kind, contribution) for contribution in occurred), Fraction(0))
    mean = levels / sum(contribution.count for contribution in occurred)
    return Total(None, mean, tuple(contributions), plain_mean=True)


def _levels(kind: Kind, contribution: Contribution) -> Fraction:
    """The levels of the agencies that it stands for, added."""
    amount = contribution.amount
    if amount.plain is not None:
        return Fraction(amount.plain)
    return Fraction(amount.value) if contribution.count > 1 else exact(kind, amount)


@dataclass(frozen=True, slots=True)
class Pull:
    """Who makes most of a number of cases: "3 chi nhánh chiếm 71% số hồ sơ quá hạn"."""

    agencies: tuple[Hashable, ...]
    share: Fraction  # of all cases, 0 to 1
    cases: Decimal


def pull(
    cases: dict[Hashable, Decimal], at_most: int = 3, *, unnamed: Container[Hashable] = frozenset()
) -> Pull | None:
    """The fewest agencies, up to `at_most`, that together have two thirds of the cases; None where it says nothing.

    Nobody stands out where there is no case, where those named would be all of them, or where they have less than a
    quarter. unnamed: agencies with a small sample: their cases count, but they are not pointed at.
    """
    everything = sum((number for number in cases.values() if number > 0), Decimal(0))
    having = {agency: number for agency, number in cases.items() if number > 0 and agency not in unnamed}
    named, held = [], Decimal(0)
    for agency, number in sorted(having.items(), key=lambda item: (-item[1], str(item[0]))):
        if len(named) == at_most or held * 3 >= everything * 2:
            break
        named.append(agency)
        held += number
    if not named or len(named) == len(cases) or held * 4 < everything:
        return None
    return Pull(tuple(named), Fraction(held) / Fraction(everything), held)
