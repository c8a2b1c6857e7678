"""Which column of a table of tasks holds what, from its headings in any order and wording."""

import re
from dataclasses import dataclass
from enum import StrEnum

from documents.text import Row
from ui.vietnamese import fold

MOST_HEADING = 120
MOST_HEADING_ROWS = 3
LOOKED_AT = 5  # rows from the top in which the heading may begin, below a caption inside the table


class Column(StrEnum):
    ORDER = "order"
    SECTION = "section"  # "nhiệm vụ chung", "lĩnh vực" beside a narrower column
    CONTENT = "content"
    DELIVERABLE = "deliverable"
    LEAD = "lead"
    SUPPORTING = "supporting"
    DUE = "due"
    BUDGET = "budget"
    INSPECTED = "inspected"
    MEMBER = "member"
    OFFICE = "office"
    ROLE = "role"
    INDICATOR = "indicator"
    PERSON = "person"
    MARK = "mark"  # one of several columns of quarters or months, in which a cross is set
    OTHER = "other"


# The first that fits; for folded headings.
WORDINGS = (
    (Column.ORDER, r"^(?:tt|stt|s tt|so tt|so thu tu|thu tu|#|tt\.|muc)$"),
    (Column.OTHER, r"ghi chu|luy ke|tinh trang|van ban chi dao|can cu|^(?:tu ngay|bat dau)"),
    (Column.MARK, r"^(?:quy|q\.?) ?(?:iv|iii|ii|i|[1-4])(?: ?[/-] ?\d{4})?$|^(?:thang|t) ?\d{1,2}(?: ?[/-] ?\d{4})?$"),
    (
        Column.PERSON,
        r"lanh dao (?:phu trach|chi dao|theo doi)|nguoi (?:phu trach|chi dao|theo doi)|thanh vien phu trach",
    ),
    (Column.MEMBER, r"^ho (?:va )?ten|^ho, ten|thanh vien doan"),
    (Column.ROLE, r"nhiem vu trong|chuc danh trong|vai tro|trach nhiem trong"),
    (
        Column.INSPECTED,
        r"(?:duoc|doi tuong) kiem tra|^(?:don vi|co quan|dia phuong)(?:, (?:don vi|dia phuong))* kiem tra$",
    ),
    (Column.BUDGET, r"kinh phi|du toan|nguon von|nguon luc|^nguon"),
    (Column.SUPPORTING, r"phoi hop"),
    (
        Column.DUE,
        r"thoi gian|thoi han|tien do|thoi diem|han hoan thanh|hoan thanh truoc|^hoan thanh|lo trinh|^han\b|ket thuc"
        r"|^ngay (?:hoan thanh|thuc hien|bao cao|kiem tra|trinh)",
    ),
    (
        Column.LEAD,
        r"chu tri|dau moi|phu trach|chiu trach nhiem|^trach nhiem|tham muu|^phan cong"
        r"|(?:co quan|don vi|bo phan|to chuc|phong|noi|nguoi)[\w, ]* (?:thuc hien|trien khai|thuc thi)|^(?:don vi|co quan)$"
        r"|^thuc hien$|^(?:don vi|co quan) (?:bao cao|xay dung)",
    ),
    (Column.DELIVERABLE, r"san pham|ket qua|dau ra|muc tieu can dat|yeu cau can dat"),
    (Column.INDICATOR, r"chi tieu|chi so|don vi tinh|^dvt|gia tri|ke hoach (?:nam )?\d{4}|muc tieu nam|tieu chi|ty le"),
    (Column.SECTION, r"nhiem vu chung|nhom nhiem vu|^linh vuc|noi dung chinh|noi dung chung|muc tieu"),
    (
        Column.CONTENT,
        r"nhiem vu|noi dung|hoat dong|cong viec|dau viec|giai phap|^ten (?:de an|van ban|nhiem vu|du an|cong viec)|viec can",
    ),
    (Column.OFFICE, r"chuc vu|chuc danh|don vi cong tac"),
)
TASK_SIGNS = {Column.DELIVERABLE, Column.LEAD, Column.SUPPORTING, Column.DUE, Column.MARK}


@dataclass(frozen=True)
class Columns:
    """The kinds of a table's columns from the left, and the first row below its heading."""

    kinds: tuple[Column, ...]
    body_at: int
    headings: tuple[str, ...] = ()

    def place(self, kind: Column) -> int | None:
        return self.kinds.index(kind) if kind in self.kinds else None

    def has(self, *kinds: Column) -> bool:
        return any(kind in self.kinds for kind in kinds)

    @property
    def is_of_tasks(self) -> bool:
        signs = TASK_SIGNS & set(self.kinds)
        if self.has(Column.MEMBER) or not self.has(Column.CONTENT):
            return False
        return len(signs) >= (2 if self.has(Column.INDICATOR) else 1)

    @property
    def is_of_inspected(self) -> bool:
        return self.has(Column.INSPECTED)

    @property
    def is_of_members(self) -> bool:
        return self.has(Column.MEMBER)


def columns_of(rows: tuple[Row, ...]) -> Columns | None:
    """The columns by the heading, of one row or two; None where there is no heading."""
    for at in range(min(LOOKED_AT, len(rows))):
        if rows[at].is_section or _known(_kinds([rows[at]])) < 2:
            continue
        last = at
        while last + 1 < min(at + MOST_HEADING_ROWS, len(rows)) and _is_second_heading(rows[last + 1], rows[last]):
            last += 1
        kinds = _settled(_kinds(list(rows[at : last + 1])))
        return Columns(kinds, last + 1, tuple(cell.text for cell in rows[last].cells))
    return None


def _known(kinds: tuple[Column, ...]) -> int:
    return len({kind for kind in kinds if kind != Column.OTHER})


def _kinds(heading: list[Row]) -> tuple[Column, ...]:
    width = len(heading[0].cells)
    return tuple(_kind([row.cells[place].text for row in heading if place < len(row.cells)]) for place in range(width))


def _kind(levels: list[str]) -> Column:
    """The lower heading tells more: "Cơ quan thực hiện" above "Phối hợp"."""
    for words in [*reversed(levels), " ".join(levels)]:
        folded = fold(words[:MOST_HEADING])
        for kind, wording in WORDINGS:
            if folded and re.search(wording, folded):
                return kind
    return Column.OTHER


def _is_second_heading(row: Row, above: Row) -> bool:
    """Whether a row goes on with the heading: its own cells are few, short and named like columns."""
    own = [cell.text for place, cell in enumerate(row.cells) if cell.text and cell.text != above.cells[place].text]
    if not own or row.is_section:
        return not own and any(cell.text for cell in row.cells)
    if all(re.fullmatch(r"\(?\d{1,2}\)?|\([a-zA-Z]\)|[A-D]", words) for words in own):
        return len(own) >= len(row.cells) - 1  # "(1) (2) (3)" numbers the columns
    is_short = all(len(words) <= 60 for words in own)
    named = sum(_kind([words]) not in (Column.OTHER, Column.ORDER) for words in own)
    return (
        is_short
        and not re.match(r"\d|[IVX]+\b", own[0])
        and named >= max(1, len(own) - 1)
        and len(own) < len(row.cells)
    )


def _settled(kinds: tuple[Column, ...]) -> tuple[Column, ...]:
    """Two columns of contents: the first is the wider; one wide column alone is the contents; a second of others none."""
    settled = list(kinds)
    contents = [place for place, kind in enumerate(kinds) if kind == Column.CONTENT]
    if len(contents) > 1:
        settled[contents[0]] = Column.SECTION
        for place in contents[2:]:
            settled[place] = Column.OTHER
    elif not contents and Column.SECTION in kinds:
        settled[kinds.index(Column.SECTION)] = Column.CONTENT
    if Column.LEAD not in settled and Column.PERSON in settled:
        settled[settled.index(Column.PERSON)] = Column.LEAD
    for kind in (Column.LEAD, Column.DUE, Column.DELIVERABLE, Column.BUDGET, Column.SUPPORTING):
        for place in [place for place, one in enumerate(settled) if one == kind][1:]:
            settled[place] = Column.OTHER
    return tuple(settled)
