"""A list of reorganisations in a file: its columns, and its lines as they can be read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError

from agencies.importing import KIND_BY_WORD, Problem
from agencies.models import Agency, Succession
from agencies.sheets import Rows, columns_of, formulas_in
from ui.days import read_day
from ui.vietnamese import fold

COLUMNS = {  # field: heading; the order is that of the template file
    "day": "Ngày",
    "decision": "Số quyết định",
    "kind": "Hình thức",
    "old_code": "Mã đơn vị cũ",
    "new_code": "Mã đơn vị mới",
    "new_name": "Tên đơn vị mới",
    "agency_kind": "Loại",
    "parent_code": "Mã cấp trên",
    "short_name": "Tên gọi tắt",
    "note": "Ghi chú",
}
REQUIRED = ("day", "kind", "old_code", "new_code")  # the columns; a cell of new_code may be empty


class Form(StrEnum):
    """What happens to the agency of the old code (hình thức sắp xếp), in the words of the file."""

    MERGE = "sáp nhập"
    SPLIT = "tách"
    RENAME = "đổi tên"
    MOVE = "chuyển"
    DISSOLVE = "giải thể"


FORM_BY_WORD = {fold(form): form for form in Form} | {
    fold("chuyển cấp trên"): Form.MOVE,
    fold("nhập"): Form.MERGE,
    fold("chia"): Form.SPLIT,
}
NEEDED = {  # beside day, form and old code
    Form.MERGE: ("new_code",),
    Form.SPLIT: ("new_code",),
    Form.RENAME: ("new_name",),
}
USED = {  # what else a form takes; anything more would be passed over, so it is refused
    Form.MERGE: ("new_code", "new_name", "agency_kind", "parent_code", "short_name"),
    Form.SPLIT: ("new_code", "new_name", "agency_kind", "parent_code", "short_name"),
    Form.RENAME: ("new_name", "short_name"),
    Form.MOVE: ("parent_code",),
    Form.DISSOLVE: ("new_code",),
}
LIMITS = {
    "decision": Succession._meta.get_field("decision").max_length,
    "note": Succession._meta.get_field("note").max_length,
    "old_code": Agency._meta.get_field("code").max_length,
    "new_code": Agency._meta.get_field("code").max_length,
    "parent_code": Agency._meta.get_field("code").max_length,
    "new_name": Agency._meta.get_field("name").max_length,
    "short_name": Agency._meta.get_field("short_name").max_length,
}


@dataclass(frozen=True)
class ListedRow:
    """One line of the file; `row` is its number there, the heading being 1. `agency_kind` is a key of Agency.Kind."""

    row: int
    day: str  # ISO, so that a previewed file travels as text
    form: str
    old_code: str
    new_code: str = ""
    new_name: str = ""
    agency_kind: str = ""
    parent_code: str = ""
    short_name: str = ""
    decision: str = ""
    note: str = ""

    @property
    def on(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def codes(self) -> set[str]:
        """Every agency that the line speaks of."""
        return {self.old_code, self.new_code, self.parent_code} - {""}

    def packed(self) -> list:
        return list(asdict(self).values())


def read_listed(sheet: Rows) -> tuple[list[ListedRow], list[Problem], set[str]]:
    """The lines that can be read, what is wrong with the others, and the codes on those others."""
    if not sheet:
        raise ValidationError("Tệp không có dòng nào.")
    fields = columns_of(sheet[0], COLUMNS, REQUIRED)
    rows, problems, unread = [], [], set()
    for number, cells in enumerate(sheet[1:], start=2):
        if not any(cells):
            continue
        given = dict.fromkeys(COLUMNS, "")
        given |= {field: cells[place] for field, place in fields.items() if place < len(cells)}
        if wrong := _wrong_cells(given):
            problems += [Problem(number, message, given["old_code"]) for message in wrong]
            unread |= {given["old_code"], given["new_code"]} - {""}
        else:
            rows.append(_row(number, given))
    if not rows and not problems:
        raise ValidationError("Tệp chỉ có dòng tiêu đề, chưa có việc sắp xếp nào.")
    return rows, problems, unread


def _wrong_cells(given: Mapping[str, str]) -> list[str]:
    """What is wrong with single cells of a line."""
    wrong = formulas_in(given, COLUMNS)
    form = FORM_BY_WORD.get(fold(given["kind"]))
    needed = ("day", "kind", "old_code", *NEEDED.get(form, ()))
    wrong += [f"Thiếu {COLUMNS[field].lower()}." for field in needed if not given[field]]
    if given["kind"] and form is None:
        wrong.append(f"Không biết hình thức “{given['kind']}”. Các hình thức: {', '.join(Form)}.")
    if given["agency_kind"] and fold(given["agency_kind"]) not in KIND_BY_WORD:
        wrong.append(f"Không biết loại “{given['agency_kind']}”. Các loại: {'; '.join(Agency.Kind.labels)}.")
    if form:
        extra = [field for field in USED[Form.MERGE] if given[field] and field not in USED[form]]
        wrong += [f"Hình thức “{form}” không dùng cột “{COLUMNS[field]}”: để trống ô này." for field in extra]
    wrong += [
        f"{COLUMNS[field]} dài quá {limit} ký tự." for field, limit in LIMITS.items() if len(given[field]) > limit
    ]
    if given["day"]:
        try:
            read_day(given["day"])
        except ValueError as refusal:
            wrong.append(str(refusal))
    return wrong


def _row(number: int, given: Mapping[str, str]) -> ListedRow:
    return ListedRow(
        row=number,
        day=read_day(given["day"]).isoformat(),
        form=FORM_BY_WORD[fold(given["kind"])],
        agency_kind=KIND_BY_WORD.get(fold(given["agency_kind"]), ""),
        **{field: given[field] for field in COLUMNS if field not in ("day", "kind", "agency_kind")},
    )
