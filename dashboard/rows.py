"""One target of a board as a row of a page: finished values and drawings, nothing left to work out in a template."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.safestring import SafeString

from dashboard.boards import area_of
from dashboard.changes import Change
from dashboard.kept import LINES, ROWS
from dashboard.row_drawing import Drawn, mark_words
from dashboard.selection import Selection
from periods.period import reporting_year, whole_year
from plans.models import Area
from reminders.beside import Mark
from targets.attainment import EXCEEDED_WORD, WORST_FIRST, Attainment
from targets.evidence import Coverage
from targets.judging import Board
from targets.models import Target, TargetVersion
from targets.restating import condition_of, rule_of, sentence_of
from targets.results import TargetResult
from targets.terms import Scope, Verdict, VerdictGroup
from targets.wording import when_text
from ui import charts, states
from ui.charts import Bullet, Segment, Spark
from ui.numbers import write_number
from ui.states import State

PERCENT_END = Decimal(100)
PRECISION = Decimal("0.0001")
DAYS_OF_A_YEAR = 366
Changes = tuple[Change, ...]


@dataclass(frozen=True)
class TargetRow:
    """What a table of targets shows of one. `spread` stands for the bar where every member of a group is judged.

    `apart`: where another row speaks of the same indicator, what tells the two apart; else "". `mark`: what was asked
    about it and answered; `ask_url`: where the reader may ask, else "". `rule_url`: the page of the target itself.
    `pull`: who makes most of what is missing, where a page asked for that.
    """

    target: Target
    version: TargetVersion
    sentence: str
    asked: str
    shown: str
    same_period: str
    bullet: Bullet | None
    spread: list[Segment]
    spark: Spark | None
    state: State
    is_running: bool
    attainment: Attainment
    who: str
    basis_url: str
    rule_url: str
    drawn: Drawn
    apart: str = ""
    pull: str = ""
    mark: Mark | None = None
    ask_url: str = ""

    @property
    def area(self) -> Area | None:
        return area_of(self.target)

    # Three ways to stand in a table, as finished markup.

    @property
    def beside_others(self) -> SafeString:
        return self.drawn.whole(self, self.apart)

    @property
    def with_plan(self) -> SafeString:
        plan = self.target.plan
        return self.drawn.whole(self, f"{plan}, {plan.issuer}", self.apart)

    @property
    def with_rule(self) -> SafeString:
        return self.drawn.whole(self, self.sentence)

    @property
    def mark_drawn(self) -> SafeString:
        return mark_words(self.mark, self.ask_url, self.target.indicator.name)


def look_of(attainment: Attainment) -> State:
    """Sign, word and tone of a verdict; the word says "Vượt", "Đúng tiến độ" or "Đã gửi" where that is truer."""
    key = attainment.verdict.value
    if attainment.verdict == Verdict.MET and attainment.word == EXCEEDED_WORD:
        key = "exceeded"
    elif attainment.verdict == Verdict.NO_DATA and attainment.is_sent:
        key = "unconfirmed"
    return states.state("verdict", key, attainment.word)


def is_provisional(attainment: Attainment) -> bool:
    """Whether "tạm tính" is said of it: not of what is certain."""
    return attainment.is_running and not attainment.is_certain


def rows_of(board: Board, changes: Changes = ()) -> list[TargetRow]:
    """The rows of all targets; what nothing has changed since is taken from the shelf. changes: what charts mark."""
    indicators = Counter(result.indicator.pk for result in board.results)
    rows = [kept_row_of(result, changes) for result in board.results]
    return [replace(row, apart=_apart(row.version)) if indicators[row.target.indicator_id] > 1 else row for row in rows]


def kept_row_of(result: TargetResult, changes: Changes = ()) -> TargetRow:
    board, target = result.board, result.target
    stands_on = board.fingerprint(target)
    key = None if stands_on is None else (stands_on, changes)
    row = ROWS.get(key, lambda: row_of(result, changes), keep=lambda: board.is_vouched_for(target))
    return row if row.target is target else replace(row, target=target)


def _apart(version: TargetVersion) -> str:
    """ "Từng đơn vị, trong Quý I/2026": of whom and of when a target speaks; its condition stands beside it."""
    scope = version.get_scope_display()
    return f"{scope[0].upper()}{scope[1:]}, {when_text(rule_of(version))}"


def row_of(result: TargetResult, changes: Changes = ()) -> TargetRow:
    """The members of a group are not kept with the row: there may be thousands."""
    attainment, look = result.attainment, look_of(result.attainment)
    return TargetRow(
        target=result.target,
        version=result.version,
        sentence=sentence_of(result.version),
        asked=condition_of(result.version),
        shown=_shown(result),
        same_period=_same_period(result),
        bullet=_bullet(result, look),
        spread=_spread(result),
        spark=_spark(result, changes),
        state=look,
        is_running=is_provisional(attainment),
        attainment=attainment.but(told=attainment.sentence, members=()),
        who=_who(result),
        basis_url=basis_url(result.target.pk, result.board),
        rule_url=reverse("targets:detail", args=[result.target.pk]),
        drawn=Drawn(),
    )


def basis_url(target_id: int, board: Board, agency: int | None = None) -> str:
    """The page "Căn cứ và cách tính" of a number, looked at from the same office, year, cut-off and map; `agency`: its own."""
    selection = Selection(board.office, board.year, board.cutoff, view=board.view)
    query = f"?don_vi={board.office.pk}&{selection.query}"
    return reverse("dashboard:basis", args=[target_id]) + (f"{query}&cua={agency}" if agency else query)


def _who(result: TargetResult) -> str:
    """Who is responsible: the leading agency, else whoever is judged."""
    return str(result.version.lead_agency or result.judged)


def _shown(result: TargetResult) -> str:
    """The figure; of a group judged one by one, how many of its members are well."""
    if result.version.scope != Scope.EACH or not result.attainment.members:
        return result.shown
    judged = [member for _, member in result.attainment.members if member.is_judged]
    well = sum(member.group == VerdictGroup.GOOD for member in judged)
    return f"{well}/{len(judged)}" if judged else ""


def _same_period(result: TargetResult) -> str:
    """Last year's figure; of a group judged one by one, the share of its members that did well."""
    if result.same_period is None or not result.same_period.shown:
        return ""
    of_members = result.version.scope == Scope.EACH and result.attainment.members
    return f"{result.same_period.shown} đơn vị" if of_members else result.same_period.shown


def _spread(result: TargetResult) -> list[Segment]:
    """The members of a group by their verdict, best first."""
    if result.version.scope != Scope.EACH:
        return []
    counts = result.attainment.spread
    shown = [verdict for verdict in reversed(WORST_FIRST) if counts.get(verdict)]
    looks = [(states.state("verdict", verdict.value), counts[verdict]) for verdict in shown]
    return charts.stack([(look.label, look.sign, look.tone, count) for look, count in looks])


def _bullet(result: TargetResult, look: State) -> Bullet | None:
    """The figure beside its target; none where there is no one number to draw."""
    attainment = result.attainment
    asked = attainment.asked
    of_members = bool(attainment.members)
    if asked is None or attainment.value is None or (of_members and not result.is_share):
        return None
    is_percent = of_members or result.rule.words.unit == "%"
    return charts.bullet(
        value=_decimal(attainment.value),
        target=_decimal(asked.low if asked.is_exact else asked.bound),
        upper=_decimal(asked.high) if asked.is_exact and asked.high != asked.low else None,
        tolerance=attainment.rule.tolerance,
        lower_is_better=asked.is_at_most,
        end=PERCENT_END if is_percent else None,
        tone=look.tone,
        is_provisional=is_provisional(attainment),
        label=f"Thực hiện {attainment.shown}, kế hoạch {condition_of(result.version)}: {attainment.word}",
    )


def _spark(result: TargetResult, changes: Changes) -> Spark | None:
    """This year's reports over last year's; none where nothing is known of either."""
    now, before = result.trend, result.last_year_trend
    known = [point for point in [*now, *before] if point.value is not None]
    if not known:
        return None
    place = {point.period.span.end: at for at, point in enumerate(before)}
    line: list[Decimal | None] = [None] * len(before)
    for point in now:
        if point.period.span.end in place:
            line[place[point.period.span.end]] = _decimal(point.value)
    said = ", ".join(f"{point.period.label} {point.shown or 'chưa có'}" for point in now)
    last = ", ".join(f"{point.period.label} {point.shown}" for point in before if point.shown)
    noted = "".join(f"; {change.words}" for change in changes)
    ends = [point.period.span.end for point in before]
    places = {year: _places_in(year, changes, ends) for year in (result.year, result.year - 1)}
    return charts.spark(
        line,
        [_decimal(point.value) for point in before],
        label=f"{said}; năm trước: {last or 'chưa có'}{noted}",
        changes=places[result.year],
        changes_before=places[result.year - 1],
    )


def _places_in(year: int, changes: Changes, ends: list[int]) -> list[Decimal]:
    """Where the reorganisations of a year stand along its reports."""
    return [place_of(change.day, ends) for change in changes if reporting_year(change.day) == year]


def place_of(day: date, ends: list[int]) -> Decimal:
    """Where a day stands between the first (0) and the last (1) of a year's reports, which end with these months."""
    begins = whole_year(reporting_year(day)).starts_on
    month = Decimal((day - begins).days * 12) / DAYS_OF_A_YEAR
    later = next((at for at, end in enumerate(ends) if month <= end), len(ends) - 1)
    if later == 0 or len(ends) == 1:
        return Decimal(0)
    passed = (month - ends[later - 1]) / (ends[later] - ends[later - 1])
    return min((later - 1 + passed) / (len(ends) - 1), Decimal(1))


def _decimal(value: Fraction | Decimal | int | None) -> Decimal | None:
    if value is None or isinstance(value, Decimal):
        return value
    exact = Fraction(value)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(PRECISION)


@dataclass(frozen=True)
class AreaRows:
    """The rows of one field of reform, in the order of the fields."""

    name: str
    rows: list[TargetRow]


def by_area(rows: list[TargetRow]) -> list[AreaRows]:
    """Rows under the headings of their fields; those without a field come last."""
    areas: dict[tuple, list[TargetRow]] = {}
    for row in rows:
        area = row.area
        key = (0, area.order, area.pk, area.name) if area else (1, 0, 0, "Chưa xếp lĩnh vực")
        areas.setdefault(key, []).append(row)
    return [AreaRows(key[3], areas[key]) for key in sorted(areas)]


def cut_off_line(board: Board, rows: list[TargetRow]) -> str:
    """The first line of a leader's page: "Số liệu chốt ngày 14/09/2026 · 58/60 đơn vị đã gửi · 55 đã xác nhận"."""
    until = max((row.attainment.stretch.until for row in rows if row.attainment.stretch.until), default=None)
    if until is None:
        return "Chưa có kỳ báo cáo nào kết thúc"
    said, coverage = f"Số liệu chốt ngày {until:%d/%m/%Y}", coverage_of(board)
    if not coverage.owing:
        return said
    sent = coverage.approved + coverage.sent_count
    return f"{said} · {write_number(sent)}/{write_number(coverage.owing)} đơn vị đã gửi · {write_number(coverage.approved)} đã xác nhận"


def coverage_of(board: Board) -> Coverage:
    """How many units have sent and how many are confirmed, of those that owe a figure to one of the targets."""
    stands_on = tuple(board.fingerprint(result.target) for result in board.results)
    return LINES.get(None if None in stands_on else stands_on, lambda: board.coverage)


def severity(row: TargetRow) -> int:
    """The place of a row's verdict among all, the worst first."""
    return WORST_FIRST.index(row.attainment.verdict)
