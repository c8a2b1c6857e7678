"""What a file of reorganisations would do, step by step, by the same rules as a single one; and what is wrong with it.

Within a day whoever is new is founded first; then the lowest agencies go before those above them: communes merge, then
their emptied districts end, then provinces merge and take with them what is left.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from django.core.exceptions import ValidationError

from accounts.models import User
from agencies import consequences, reorganising
from agencies.changes import Change, End, Found, Move, NewAgency, Rename, Reorganisation, Successor
from agencies.importing import Problem
from agencies.listed_rows import Form, ListedRow
from agencies.models import Agency
from agencies.permissions import can_manage_agency, can_place_under
from agencies.placing import require_parent_lives
from agencies.register import Register
from agencies.spans import Span
from ui.days import write_day
from ui.numbers import write_number

ONE_DAY = timedelta(days=1)
GROUPED_BY = {Form.MERGE: "new_code", Form.SPLIT: "old_code"}  # lines that together are one step


@dataclass
class Step:
    """Lines of the file that are done together, and what they change; `about`: the agency in whose record it stands."""

    rows: list[ListedRow]
    title: str = ""
    plan: Reorganisation | None = None
    about: Successor | None = None

    @property
    def form(self) -> Form:
        return Form(self.rows[0].form)

    @property
    def is_founding(self) -> bool:
        return isinstance(self.plan.changes[0], Found)

    @property
    def day(self) -> date:
        return self.rows[0].on

    @property
    def paper(self) -> dict[str, str]:
        """The first decision and the first note that its lines give."""
        return {
            name: next(filter(None, (getattr(row, name) for row in self.rows)), "") for name in ("decision", "note")
        }

    @property
    def numbers(self) -> str:
        numbers = [row.row for row in self.rows]
        whole = numbers == list(range(numbers[0], numbers[-1] + 1))
        return f"{numbers[0]}–{numbers[-1]}" if whole and len(numbers) > 2 else ", ".join(map(str, numbers))


@dataclass
class Listed:
    """The whole file, worked out: its steps in the order in which they are done, or what is wrong with it."""

    register: Register
    pass_groups: bool
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        return [change for step in self.steps for change in step.plan.changes]

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same changes: what was confirmed is what was shown."""
        return sha256("\n".join(step.plan.fingerprint for step in self.steps).encode()).hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """How many are founded, ended, moved and renamed."""
        kinds = {"lập": Found, "kết thúc hoạt động": End, "chuyển cấp trên": Move, "đổi tên": Rename}
        changes = self.changes
        return {words: sum(isinstance(change, kind) for change in changes) for words, kind in kinds.items()}

    @property
    def said(self) -> str:
        """ "lập 100 đơn vị, kết thúc hoạt động 300 đơn vị": what the file does in all."""
        return ", ".join(f"{words} {write_number(many)} đơn vị" for words, many in self.counts.items() if many)

    @property
    def notices(self) -> list[str]:
        """What is worth knowing before these agencies end, by the day on which they do."""
        ends = defaultdict(list)
        for step in self.steps:
            ends[step.plan.day] += step.plan.ended
        return [line for day, ending in ends.items() for line in consequences.of_ending(ending, day)]


def work_out(rows: Sequence[ListedRow], *, by: User, pass_groups: bool = True, unread: Collection[str] = ()) -> Listed:
    """Every step of the file by the rules of a single one, each on what those before it would leave.

    unread: codes on lines that could not be read; whatever depends on them is not blamed for it.
    """
    listed = Listed(Register(), pass_groups)
    worker = _Worker(listed, by, unread)
    worker.work(rows)
    listed.problems.sort(key=lambda problem: problem.row)
    return listed


class _Worker:
    """Goes through the file once; collects steps and problems.

    Codes on faulty lines blame nobody else; whoever stood above one is not blamed for the units that it still has.
    """

    def __init__(self, listed: Listed, by: User, unread: Collection[str]):
        self.listed, self.register, self.by = listed, listed.register, by
        self.faulty: set[str] = set(unread)
        self.above_faulty: set[str] = set()
        self.agencies: dict[str, Agency] = {}
        self.founded: dict[str, list[ListedRow]] = {}

    def work(self, rows: Sequence[ListedRow]) -> None:
        self.agencies = self.register.coded({code for row in rows for code in row.codes} | self.faulty)
        self.founded = _founding_rows(rows, self.agencies)
        steps, days = _steps_of(rows), sorted({row.on for row in rows})
        below = self.register.places.at
        self.register.know(row.agency for agency in self.agencies.values() for row in below.get(agency.pk, ()))
        if days:
            self._distrust(self.faulty, days[0])
        self._require_managed(rows)
        for day in days:
            for code in _parents_first({code: own for code, own in self.founded.items() if own[0].on == day}):
                self._attempt(Step(self.founded[code]), _Worker._founding)
            today = [step for step in steps if step.day == day]
            for step in sorted(today, key=lambda step: (-self._depth(step), step.rows[0].row)):
                self._attempt(step, WORKED_OUT_BY[step.form])

    def _require_managed(self, rows: Iterable[ListedRow]) -> None:
        refused = {code for code, agency in self.agencies.items() if not can_manage_agency(self.by, agency)}
        for row in rows:
            for code in sorted(row.codes & refused):
                self._blame([row], f"Anh/chị không quản trị đơn vị mang mã {code}.")

    def _depth(self, step: Step) -> int:
        """How deep the step's agencies stand on the day before; the deepest go first."""
        old = [self.agencies.get(row.old_code) for row in step.rows]
        return max((len(self.register.line(agency.pk, step.day - ONE_DAY)) for agency in old if agency), default=0)

    def _attempt(self, step: Step, work_out: Callable[["_Worker", Step], None]) -> None:
        """Take one step; what is wrong with it is kept, and nothing that hangs on it is tried."""
        codes, ending = {code for row in step.rows for code in row.codes}, {row.old_code for row in step.rows}
        if work_out is _Worker._founding:
            codes, ending = codes - ending, set()
        if codes & self.faulty or ending & self.above_faulty:
            self._distrust(codes, step.day)
            return
        try:
            work_out(self, step)
            self.register.take(step.plan.changes, **step.paper)
        except ValidationError as refusal:
            self._blame(step.rows, " ".join(refusal.messages))
            self._distrust(codes, step.day)
            return
        step.about = self.register.heir(step.about)
        self.agencies.setdefault(step.about.code, step.about)
        self.listed.steps.append(step)

    def _distrust(self, codes: Iterable[str], day: date) -> None:
        """These could not be done as the file has it; whoever is above them may still have units that should be gone."""
        known = [self.agencies[code].pk for code in codes if code in self.agencies]
        above = {key for agency in known for key in self.register.line(agency, day - ONE_DAY)[1:]}
        self.above_faulty |= {self.register.agency(key).code for key in above}

    def _blame(self, rows: Sequence[ListedRow], message: str) -> None:
        others = f" (các dòng {Step(list(rows)).numbers})" if len(rows) > 1 else ""
        self.listed.problems.append(Problem(rows[0].row, f"{message}{others}", rows[0].old_code))
        self.faulty |= {code for row in rows for code in (row.old_code, row.new_code) if code}

    def _known(self, code: str) -> Agency:
        if code not in self.agencies and code in self.founded:
            first = self.founded[code][0]
            raise ValidationError(f"Mã {code} chỉ có từ ngày {write_day(first.on)} (dòng {first.row}), sau ngày này.")
        if code not in self.agencies:
            raise ValidationError(f"Không có đơn vị nào mang mã {code}, cả trong hệ thống lẫn do tệp này lập.")
        return self.agencies[code]

    # --- One step each ---------------------------------------------------------------------------------------------------

    def _founding(self, step: Step) -> None:
        given = {name: _agreed(step.rows, name) for name in ("new_name", "agency_kind", "parent_code", "short_name")}
        code = step.rows[0].new_code
        if not given["new_name"] or not given["agency_kind"]:
            raise ValidationError(
                f"Chưa có đơn vị mang mã {code}. Nếu lập đơn vị mới, ghi tên và loại ở ít nhất một dòng của đơn vị đó."
            )
        if [row.form for row in step.rows] == [Form.MERGE]:
            raise ValidationError(reorganising.ONE_ALONE)
        parent = self._known(given["parent_code"]) if given["parent_code"] else None
        if parent is None and not can_place_under(self.by, None):
            raise ValidationError("Ghi mã cấp trên; chỉ quản trị toàn hệ thống lập đơn vị cấp cao nhất.")
        if parent:
            require_parent_lives(parent, Span(step.day, None))
        new = NewAgency(code, given["new_name"], given["agency_kind"], parent, given["short_name"])
        step.plan = Reorganisation("lập", step.day, (Found(new, step.day),))
        step.title, step.about = f"Lập {new}", new

    def _merger(self, step: Step) -> None:
        heir = self._existing(step)
        _require_once(step.rows, "old_code")
        old = [agency for agency in (self._known(row.old_code) for row in step.rows) if agency != heir]
        terms = {"pass_groups": self.listed.pass_groups, "register": self.register}
        step.plan = reorganising.merger(old, heir, step.day, **terms)
        becomes = "sáp nhập thành" if heir.pk < 0 else "nhập vào"
        step.title, step.about = f"{', '.join(map(str, old))} {becomes} {heir}", heir

    def _split(self, step: Step) -> None:
        _require_once(step.rows, "new_code")
        old = self._known(step.rows[0].old_code)
        heirs = [self._existing(Step([row])) for row in step.rows]
        terms = {"pass_groups": self.listed.pass_groups, "register": self.register, "continues": old in heirs}
        step.plan = reorganising.split(old, [heir for heir in heirs if heir != old], step.day, **terms)
        step.title, step.about = f"{old} tách thành {', '.join(map(str, heirs))}", old

    def _renaming(self, step: Step) -> None:
        [row] = step.rows
        agency = self._known(row.old_code)
        terms = {"new_short_name": row.short_name, "register": self.register}
        step.plan = reorganising.renaming(agency, row.new_name, step.day, **terms)
        step.title, step.about = f"{agency} đổi tên thành {row.new_name}", agency

    def _moving(self, step: Step) -> None:
        [row] = step.rows
        agency, parent = self._known(row.old_code), self._known(row.parent_code) if row.parent_code else None
        if parent is None and not can_place_under(self.by, None):
            raise ValidationError("Ghi mã cấp trên mới; chỉ quản trị toàn hệ thống đặt đơn vị ở cấp cao nhất.")
        step.plan = reorganising.moving(agency, parent, step.day, register=self.register)
        step.title, step.about = f"{agency} chuyển về {parent or 'cấp cao nhất'}", agency

    def _dissolution(self, step: Step) -> None:
        [row] = step.rows
        agency, taker = self._known(row.old_code), self._known(row.new_code) if row.new_code else None
        step.plan = reorganising.dissolution(agency, taker, step.day, register=self.register)
        step.title = f"{agency} giải thể" + (f", bàn giao cho {taker}" if taker else "")
        step.about = agency

    def _existing(self, step: Step) -> Agency:
        """Who goes on; what the lines say of one that was on file before must be so."""
        heir = self._known(step.rows[0].new_code)
        if heir.pk < 0:
            return heir
        name, kind, parent = (_agreed(step.rows, name) for name in ("new_name", "agency_kind", "parent_code"))
        if name not in ("", heir.name):
            raise ValidationError(
                f"Mã {heir.code} đã có: {heir}. Để trống tên mới, thêm một dòng “đổi tên”, hoặc chọn mã khác."
            )
        if kind not in ("", heir.kind):
            raise ValidationError(
                f"Mã {heir.code} đã có: {heir}, loại “{heir.get_kind_display()}”. Để trống cột “Loại”."
            )
        place = self.register.places.on(heir.pk, step.day)
        if parent and (place is None or self._known(parent).pk != place.parent):
            raise ValidationError(
                f"{heir} không trực thuộc đơn vị mang mã {parent}. Để trống “Mã cấp trên”; muốn chuyển, thêm một dòng "
                "“chuyển”."
            )
        return heir


WORKED_OUT_BY: dict[Form, Callable[[_Worker, Step], None]] = {
    Form.MERGE: _Worker._merger,
    Form.SPLIT: _Worker._split,
    Form.RENAME: _Worker._renaming,
    Form.MOVE: _Worker._moving,
    Form.DISSOLVE: _Worker._dissolution,
}


def _founding_rows(rows: Iterable[ListedRow], on_file: Collection[str]) -> dict[str, list[ListedRow]]:
    """Codes that no agency bears yet, with the lines that name them as going on; the earliest day first."""
    found = defaultdict(list)
    for row in rows:
        if row.form in GROUPED_BY and row.new_code not in on_file:
            found[row.new_code].append(row)
    return {code: sorted(own, key=lambda row: (row.day, row.row)) for code, own in found.items()}


def _steps_of(rows: Iterable[ListedRow]) -> list[Step]:
    """Lines with the same new code are one merger, lines with the same old code one split; any other stands alone."""
    steps: dict[tuple, Step] = {}
    for row in rows:
        key = (row.form, row.day, getattr(row, GROUPED_BY.get(row.form, "row")))
        steps.setdefault(key, Step([])).rows.append(row)
    return list(steps.values())


def _parents_first(founded: dict[str, list[ListedRow]]) -> list[str]:
    """The codes in the order of the file, each after the one it is founded under."""
    done: dict[str, None] = {}
    for code in founded:
        line = []
        while code in founded and code not in done and code not in line:
            line.append(code)
            code = next((row.parent_code for row in founded[code] if row.parent_code), "")
        done |= dict.fromkeys(reversed(line))
    return list(done)


def _agreed(rows: Sequence[ListedRow], name: str) -> str:
    """What the lines say of the new agency; it may stand on one of them only, but never differ."""
    given = [row for row in rows if getattr(row, name)]
    for row in given[1:]:
        if getattr(row, name) != getattr(given[0], name):
            raise ValidationError(
                f"Dòng {given[0].row} và dòng {row.row} ghi khác nhau về đơn vị mới {row.new_code}: "
                f"“{getattr(given[0], name)}” và “{getattr(row, name)}”."
            )
    return getattr(given[0], name) if given else ""


def _require_once(rows: Sequence[ListedRow], name: str) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        code = getattr(row, name)
        if code in seen:
            raise ValidationError(f"Mã {code} lặp lại ở dòng {seen[code]} và dòng {row.row}.")
        seen[code] = row.row
