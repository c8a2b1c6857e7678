"""Why a table differs from one that was handed out before: every number that changed, with the reasons behind it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.timezone import localdate

from periods.period import Period, PeriodKind
from reports.ground import Ground
from reports.table import COUNTED, Column, Line, Table
from targets.checking import asked_of
from targets.content import parts_from_json
from targets.models import Correction, Figure, TargetVersion
from targets.sheet import figure_words
from ui.days import write_day

NAMED_AT_MOST = 5
PARTS = (Column.NUMERATOR, Column.DENOMINATOR)  # of the period's own ratio
COMPARED = (Column.ASKED, *PARTS, *COUNTED)
HIDDEN_BY_ROUNDING = "Số trong biểu sau khi làm tròn không đổi."
BEFORE = (Column.BEFORE, Column.BEFORE_TO_DATE)


@dataclass(frozen=True)
class Change:
    """One number of a table that is not what it was, or was corrected beneath it: as shown, and why, in sentences."""

    indicator: int
    number: str
    name: str
    column: str
    old: str
    new: str
    reasons: tuple[str, ...]

    @property
    def words(self) -> str:
        """ "2. Tỷ lệ …, Lũy kế: 97,3 → 96,1. Đã đính chính …"."""
        place = f"{self.number}. {self.name}, {self.column}" if self.number else f"{self.name}, {self.column}"
        shown = f"{self.old or '–'} → {self.new or '–'}" if self.old != self.new else self.new or "–"
        return f"{place}: {shown}. {' '.join(self.reasons)}"


def changes_since(old: Table, at: datetime, new: Table, ground: Ground) -> list[Change]:
    """What differs between a table kept at a moment and the same table of today, in the order of the new one."""
    return Comparison(old, at, new, ground).changes


class Comparison:
    """Two tables of the same form, period, agency and extent."""

    def __init__(self, old: Table, at: datetime, new: Table, ground: Ground):
        self.old, self.at, self.new, self.ground = old, at, new, ground

    @cached_property
    def changes(self) -> list[Change]:
        known = {line.indicator for line in self.new.lines}
        found = [change for line in self.new.lines for change in self._of_a_line(line)]
        gone = [line for line in self.old.lines if line.indicator not in known]
        return found + [_whole_line(line, "Có", "", "Dòng này không còn trong biểu.") for line in gone]

    def _of_a_line(self, now: Line) -> list[Change]:
        before = self.old.line_of(now.indicator)
        if before is None:
            return [_whole_line(now, "", "Có", "Dòng này mới thêm vào biểu.")]
        return [
            Change(now.indicator, now.number, now.name, column.label, *shown, self._reasons(before, now, column))
            for column in self._columns
            if (shown := _difference(before, now, column))
        ] or self._unseen(before, now)

    def _unseen(self, before: Line, now: Line) -> list[Change]:
        """A correction that rounding hides is said all the same: the paper's reader may know of it."""
        for column in (column for column in COUNTED if column in self._columns):
            place = COUNTED.index(column)
            agencies = {agency for agency in now.parts if _part(before, agency, place) != _part(now, agency, place)}
            if corrections := self._corrected(now.indicator, agencies, column):
                shown = now.cell(column).shown
                said = (*map(self._correction_words, corrections), HIDDEN_BY_ROUNDING)
                return [Change(now.indicator, now.number, now.name, column.label, shown, shown, said)]
        return []

    @cached_property
    def _columns(self) -> list[Column]:
        """What stands in both tables."""
        return [column for column in COMPARED if column in self.old.shown_columns and column in self.new.shown_columns]

    def _reasons(self, before: Line, now: Line, column: Column) -> tuple[str, ...]:
        if column == Column.ASKED:
            return (self._why_asked(before, now),)
        column = Column.PERIOD if column in PARTS else column
        return tuple(self._why_number(before, now, column)) or ("Cách tính hoặc phạm vi của chỉ tiêu đã thay đổi.",)

    # --- the plan's side ------------------------------------------------------------------------------------------

    def _why_asked(self, before: Line, now: Line) -> str:
        if not now.rule:
            return "Chỉ tiêu kế hoạch không còn áp dụng."
        version = self._versions.get(now.rule)
        if not before.rule:
            return f"Chỉ tiêu kế hoạch được giao theo {version.set_by_plan.named}." if version else "Chỉ tiêu mới giao."
        if version and before.rule != now.rule:
            since = f" từ ngày {write_day(version.from_day)}" if version.from_day else ""
            why = f", lý do: {version.reason}" if version.reason else ""
            return f"Chỉ tiêu kế hoạch được điều chỉnh{since} theo {version.set_by_plan.named}{why}."
        return "Chỉ tiêu kế hoạch được sửa sau lần xuất."

    @cached_property
    def _versions(self) -> dict[int, TargetVersion]:
        rules = [line.rule for line in self.new.lines if line.rule]
        return TargetVersion.objects.select_related("set_by_plan").in_bulk(rules)

    # --- the figures' side ----------------------------------------------------------------------------------------

    def _why_number(self, before: Line, now: Line, column: Column) -> list[str]:
        """By agency: what came, what went, what is another number now."""
        place, came, went, other = COUNTED.index(column), [], [], []
        for agency in sorted({*before.parts, *now.parts}, key=self._name):
            was, is_now = _part(before, agency, place), _part(now, agency, place)
            if was == is_now:
                continue
            (came if not was and is_now else went if was and not is_now else other).append((agency, was, is_now))
        said = self._corrected(now.indicator, {agency for agency, *_ in (*came, *went, *other)}, column)
        explained = {correction.figure.agency_id for correction in said}
        reasons = [self._correction_words(correction) for correction in said]
        reasons += self._came(now.indicator, [one for one in came if one[0] not in explained], column)
        reasons += self._went(now.indicator, [one for one in went if one[0] not in explained])
        reasons += self._other(now.indicator, [one for one in other if one[0] not in explained], column)
        return reasons + self._stands_elsewhere(before, now, column)

    def _came(self, indicator: int, came: list, column: Column) -> list[str]:
        """Confirmed later; or an agency that was not there at all."""
        later, added = [], []
        for agency, was, _ in came:
            day = self._confirmed_on(agency, indicator, column)
            said = f"{self._name(agency)} ({write_day(day)})" if day else self._name(agency)
            (added if was is None and day is None else later).append(said)
        words = [f"Xác nhận thêm sau lần xuất: {_some(later)}."] if later else []
        return words + ([f"Thêm đơn vị vào phạm vi tổng hợp: {_some(added)}."] if added else [])

    def _went(self, indicator: int, went: list) -> list[str]:
        exempt, taken_back, left = [], [], []
        for agency, _, is_now in went:
            reason = self._exempt_since(agency, indicator)
            if reason:
                exempt.append(f"{self._name(agency)} ({reason})")
            else:
                (left if is_now is None else taken_back).append(self._name(agency))
        words = [f"Không áp dụng nữa: {_some(exempt)}."] if exempt else []
        words += [f"Không còn được xác nhận: {_some(taken_back)}."] if taken_back else []
        return words + ([f"Không còn trong phạm vi tổng hợp: {_some(left)}."] if left else [])

    def _other(self, indicator: int, other: list, column: Column) -> list[str]:
        """Another number without a correction: a further report was confirmed, or one was sent anew."""
        further, changed = [], []
        for agency, *_ in other:
            day = self._confirmed_on(agency, indicator, column)
            said = f"{self._name(agency)} ({write_day(day)})" if day else self._name(agency)
            (further if day else changed).append(said)
        words = [f"Xác nhận thêm báo cáo sau lần xuất: {_some(further)}."] if further else []
        if changed:
            why = "Số chưa xác nhận đã thay đổi" if self.old.with_sent else "Số liệu đã thay đổi sau lần xuất"
            words.append(f"{why}: {_some(changed)}.")
        return words

    def _stands_elsewhere(self, before: Line, now: Line, column: Column) -> list[str]:
        """A latest figure now stands at the end of another month."""
        if column != Column.TO_DATE or before.as_of == now.as_of or not (before.as_of and now.as_of):
            return []
        year = self.ground.question.period.year
        return [f"Lấy số tại ngày 14/{now.as_of:02}/{year} thay cho ngày 14/{before.as_of:02}/{year}."]

    # --- what happened since --------------------------------------------------------------------------------------

    def _corrected(self, indicator: int, agencies: set[int], column: Column) -> list[Correction]:
        """Corrections approved since that bear on a number of these agencies."""
        return [
            row
            for rows in self.ground.corrections.values()
            for row in rows
            if row.decided_at > self.at
            and row.figure.indicator_id == indicator
            and row.figure.agency_id in agencies
            and self._bears_on(row.figure.period.key, column)
        ]

    def _bears_on(self, key: Period, column: Column) -> bool:
        """Whether a report of a period may enter a column: of its year, and not after the table's own period."""
        year = self.ground.question.period.year - (column in BEFORE)
        return key.year == year and key.span.end <= self.ground.question.key.span.end

    def _correction_words(self, correction: Correction) -> str:
        """ "Đã đính chính ngày 05/10/2026 số của UBND xã X (Quý III/2026): 97,3% → 96,1%, lý do: …"."""
        figure, day = correction.figure, write_day(localdate(correction.decided_at))
        old, new = (_figure_words(figure, kept) for kept in (correction.old, correction.new))
        whose = f"{figure.agency} ({figure.period})"
        return f"Đã đính chính ngày {day} số của {whose}: {old} → {new}, lý do: {correction.reason.rstrip('.')}."

    def _confirmed_on(self, agency: int, indicator: int, column: Column) -> date | None:
        """The last day since on which a report that enters the column was confirmed."""
        days = [
            localdate(at) for key, at in self._confirmed.get((agency, indicator), ()) if self._bears_on(key, column)
        ]
        return max(days, default=None)

    @cached_property
    def _confirmed(self) -> dict[tuple[int, int], list[tuple[Period, datetime]]]:
        """(agency, indicator) to its reports confirmed since; one query."""
        year = self.ground.question.period.year
        rows = Figure.objects.filter(
            approved_at__gt=self.at,
            indicator__in=[line.indicator for line in self.new.lines],
            period__year__in=(year - 1, year),
        )
        found = defaultdict(list)
        columns = ("agency", "indicator", "approved_at", "period__kind", "period__year", "period__order")
        for agency, indicator, at, kind, period_year, order in rows.order_by().values_list(*columns):
            if agency in self.ground.below:
                found[agency, indicator].append((Period(PeriodKind(kind), period_year, order), at))
        return found

    def _exempt_since(self, agency: int, indicator: int) -> str:
        marks = self.ground.exemptions.get((agency, indicator), ())
        return next((mark.reason.rstrip(".") for mark in marks if mark.at > self.at), "")

    def _name(self, agency: int) -> str:
        return self.new.names.get(agency) or self.old.names.get(agency, "")


def _figure_words(figure: Figure, kept: dict) -> str:
    """A figure's parts, as a correction keeps them, in words: "97,3% (1.234 / 1.268)"."""
    asked, steps = asked_of(figure.indicator, figure.typed), tuple(figure.indicator.grade_steps)
    shown, below = figure_words(asked, parts_from_json(kept), steps)
    return f"{shown} ({below})" if below else shown


def _difference(before: Line, now: Line, column: Column) -> tuple[str, str] | None:
    """Old and new as shown; None where a reader of both papers sees no difference."""
    was, is_now = before.cell(column).shown, now.cell(column).shown
    return (was, is_now) if was != is_now else None


def _part(line: Line, agency: int, place: int) -> str | None:
    parts = line.parts.get(agency)
    return parts[place] if parts else None


def _whole_line(line: Line, old: str, new: str, reason: str) -> Change:
    return Change(line.indicator, line.number, line.name, "cả dòng", old, new, (reason,))


def _some(names: Iterable[str]) -> str:
    names = list(names)
    said = "; ".join(names[:NAMED_AT_MOST])
    return said if len(names) <= NAMED_AT_MOST else f"{said} và {len(names) - NAMED_AT_MOST} đơn vị khác"
