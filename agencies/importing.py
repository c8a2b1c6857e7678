"""A list of agencies in a file: its columns, its rows, and everything wrong with them, by row number."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from agencies.placing import require_parent_lives
from agencies.sheets import Rows, columns_of, formulas_in
from agencies.spans import Span
from agencies.tree import chain
from ui.days import read_day
from ui.vietnamese import fold

COLUMNS = {  # field: heading; the order is that of the template file
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "short_name": "Tên gọi tắt",
    "kind": "Loại",
    "parent_code": "Mã đơn vị cấp trên",
    "founded_on": "Thành lập từ ngày",
    "decision": "Quyết định thành lập",
}
REQUIRED = ("code", "name", "kind", "parent_code")  # the columns; a cell of parent_code may be empty
KIND_BY_WORD = {fold(word): key for key, label in Agency.Kind.choices for word in (label, label.split(" (")[0])}


@dataclass(frozen=True)
class ImportRow:
    """One agency as a line of the file gives it; `row` is the line's number there, the heading being 1."""

    row: int
    code: str
    name: str
    kind: str
    parent_code: str = ""
    short_name: str = ""
    founded_on: str = ""  # ISO, so that a previewed file travels as text
    decision: str = ""

    @property
    def kind_label(self) -> str:
        return Agency.Kind(self.kind).label

    @property
    def founding_day(self) -> date | None:
        return date.fromisoformat(self.founded_on) if self.founded_on else None

    def as_agency(self) -> Agency:
        return Agency(
            code=self.code,
            name=self.name,
            short_name=self.short_name,
            kind=self.kind,
            founded_on=self.founding_day,
            decision=self.decision,
        )

    def packed(self) -> list:
        return list(asdict(self).values())


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line of the file; `code`: the agency on it, where the line could not be read as a whole."""

    row: int
    message: str
    code: str = ""


def read_rows(sheet: Rows) -> tuple[list[ImportRow], list[Problem]]:
    """The rows that can be read, and what is wrong with the others. Wrong headings refuse the file as a whole."""
    if not sheet:
        raise ValidationError("Tệp không có dòng nào.")
    fields = columns_of(sheet[0], COLUMNS, REQUIRED)
    rows, problems = [], []
    for number, cells in enumerate(sheet[1:], start=2):
        if not any(cells):
            continue
        given = {field: cells[place] if place < len(cells) else "" for field, place in fields.items()}
        wrong = _wrong_cells(given)
        problems += [Problem(number, message, given["code"]) for message in wrong]
        if not wrong:
            rows.append(_row(number, given))
    if not rows and not problems:
        raise ValidationError("Tệp chỉ có dòng tiêu đề, chưa có đơn vị nào.")
    return rows, problems


def _wrong_cells(given: dict[str, str]) -> list[str]:
    """What is wrong with single cells of a row."""
    wrong = formulas_in(given, COLUMNS)
    wrong += [f"Thiếu {COLUMNS[field].lower()}." for field in ("code", "name", "kind") if not given[field]]
    if given["kind"] and fold(given["kind"]) not in KIND_BY_WORD:
        kinds = "; ".join(Agency.Kind.labels)
        wrong.append(f"Không biết loại “{given['kind']}”. Các loại: {kinds}.")
    for field in ("code", "name", "short_name", "decision"):
        limit = Agency._meta.get_field(field).max_length
        if len(given.get(field, "")) > limit:
            wrong.append(f"{COLUMNS[field]} dài quá {limit} ký tự.")
    try:
        _day(given)
    except ValueError as refusal:
        wrong.append(str(refusal))
    return wrong


def _day(given: dict[str, str]) -> date | None:
    typed = given.get("founded_on", "")
    return read_day(typed) if typed else None


def _row(number: int, given: dict[str, str]) -> ImportRow:
    day = _day(given)
    return ImportRow(
        row=number,
        code=given["code"],
        name=given["name"],
        kind=KIND_BY_WORD[fold(given["kind"])],
        parent_code=given["parent_code"],
        short_name=given.get("short_name", ""),
        founded_on=day.isoformat() if day else "",
        decision=given.get("decision", ""),
    )


def check_rows(rows: Sequence[ImportRow], by: User, unread: Collection[str] = ()) -> list[Problem]:
    """What is wrong with readable rows among themselves and against what is on file, in the order of the file.

    `unread`: codes of rows that could not be read; whoever stands below them is not blamed for it.
    """
    by_code = {row.code: row for row in rows}
    on_file = Agency.objects.in_bulk([*by_code, *(row.parent_code for row in rows)], field_name="code")
    problems = [*_repeated(rows, on_file), *_looping(rows), *_parentless(rows, by_code, on_file, by, unread)]
    return sorted(problems, key=lambda problem: problem.row)


def _repeated(rows: Sequence[ImportRow], on_file: dict[str, Agency]) -> list[Problem]:
    times = Counter(row.code for row in rows)
    first: dict[str, int] = {}
    problems = []
    for row in rows:
        if row.code in on_file:
            problems.append(Problem(row.row, f"Mã đơn vị {row.code} đã có: {on_file[row.code].name}."))
        elif row.code in first:
            problems.append(Problem(row.row, f"Mã đơn vị {row.code} lặp lại, đã có ở dòng {first[row.code]}."))
        if times[row.code] > 1:
            first.setdefault(row.code, row.row)
    return problems


def _looping(rows: Sequence[ImportRow]) -> list[Problem]:
    """Rows that stand above themselves by way of their parents in the file."""
    parents = {row.code: [row.parent_code] for row in rows if row.parent_code}
    return [
        Problem(row.row, f"Cấp trên quay vòng: {row.code} nằm dưới chính nó qua mã cấp trên {row.parent_code}.")
        for row in rows
        if row.parent_code == row.code or _reaches_itself(parents, row.code)
    ]


def _reaches_itself(parents: dict[str, list[str]], code: str) -> bool:
    above = chain(parents, code)
    return any(code in parents.get(step, []) for step in above)


def _parentless(
    rows: Sequence[ImportRow],
    by_code: dict[str, ImportRow],
    on_file: dict[str, Agency],
    by: User,
    unread: Collection[str],
) -> list[Problem]:
    """Rows whose parent does not exist, does not live then, or is not this person's to put agencies under."""
    problems = []
    for row in rows:
        message = None
        if not row.parent_code:
            message = (
                None
                if by.is_superuser
                else "Cần mã đơn vị cấp trên; chỉ quản trị toàn hệ thống lập đơn vị cấp cao nhất."
            )
        elif row.parent_code in by_code:
            message = _too_early(row, by_code[row.parent_code])
        elif row.parent_code in unread:
            message = None
        elif row.parent_code not in on_file:
            message = f"Không có đơn vị cấp trên mang mã {row.parent_code}, cả trong tệp lẫn trong danh sách đã có."
        else:
            message = _unfit_parent(row, on_file[row.parent_code], by)
        if message:
            problems.append(Problem(row.row, message))
    return problems


def _too_early(row: ImportRow, parent: ImportRow) -> str | None:
    if row.founding_day and parent.founding_day and row.founding_day < parent.founding_day:
        return f"{row.name} thành lập trước đơn vị cấp trên {parent.name} (dòng {parent.row})."
    return None


def _unfit_parent(row: ImportRow, parent: Agency, by: User) -> str | None:
    if not scope.may(by, Action.MANAGE_AGENCIES, parent):
        return f"Anh/chị không quản trị đơn vị cấp trên mang mã {row.parent_code}."
    try:
        require_parent_lives(parent, Span(row.founding_day or parent.founded_on, None))
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return None


def in_order_of_parents(rows: Iterable[ImportRow]) -> list[ImportRow]:
    """The same rows, each after its parent; the order of the file otherwise."""
    rows = list(rows)
    by_code = {row.code: row for row in rows}
    done: dict[str, ImportRow] = {}
    for row in rows:
        line = []
        while row is not None and row.code not in done and row not in line:
            line.append(row)
            row = by_code.get(row.parent_code)
        done |= {step.code: step for step in reversed(line)}
    return list(done.values())
