"""Something to be finished by a day: "hoàn thành trước ngày 30/6/2026", "chậm nhất ngày 15/12", "trong quý II/2026"."""

import re
from datetime import date

from targets.reading.amounts import AT_MOST, BELOW
from targets.reading.dues import DAY, YEAR, day_of, last_day_of_month
from targets.reading.finds import Find
from targets.reading.letters import Line
from targets.target_reading import ReadKind

BY_DAY = re.compile(
    r"\b(?P<sign>truoc|cham nhat(?: la| den| vao| truoc| den het)?|muon nhat(?: la| vao)?|khong (?:qua|muon hon"
    r"|cham hon)|den het|het|xong(?: truoc| trong)?"
    r"|trong|den)(?P<word> ngay)? (?=\d{1,2}(?:\s?[/.-]\s?| thang )\d{1,2})"
)
BY_MONTH = re.compile(
    rf"\b(?P<sign>truoc|trong|cham nhat(?: trong| vao| la)?|het|den het|vao|xong trong"
    rf"|hoan thanh) (?:thang (?P<month>\d{{1,2}})(?:\s?[/.]\s?| nam )(?P<year>{YEAR})"
    rf"|quy (?P<quarter>i{{1,3}}|iv|[1-4])\b(?:\s?(?:/|-|nam)?\s?(?P<of>{YEAR}))?)"
)
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
TO_BE_DONE = re.compile(
    r"\b(?:hoan thanh|hoan thien|ban hanh|bao cao|gui|trinh|xay dung|nop|tong hop|cong bo|dua vao|dua|xong|ket thuc"
    r"|phe duyet|tham muu|khac phuc|cap nhat|thuc hien"
    r"|trien khai|to chuc|ra soat|kien toan|cong khai|sap xep|van hanh|khai truong|thanh lap|danh gia|kiem tra|lap"
    r"|ky ket|ban giao|so hoa|giai quyet|xu ly|chuyen)\b"
)
FINISH = re.compile(
    r"\b(?:hoan thanh|xong|ban hanh|trinh|dua vao|van hanh|khai truong|to chuc trien khai|phe duyet|cong bo)\b"
)
TO_END = re.compile(r",? ?(?:phai |co ban )?(?:hoan thanh|ket thuc|hoan tat|xong)\b")
COLUMN = re.compile(r"\b(?:thoi gian|thoi han|tien do|han)(?: thuc hien| hoan thanh| trien khai| bao cao)*\s?:")
ASSIGNED = re.compile(
    r"\W*(?:\d{1,2}[.)] |[a-z][.)] )?(?:phong|so|ban|van phong|vu|cuc|chi cuc|ubnd|uy ban|trung tam|to|bo phan"
    r"|dong chi|ong|ba)\b[^:;]{2,80}:"
)
IN_BRACKET = re.compile(r"\([^)]*\b(?:chu tri|phoi hop|phu trach|thuc hien)\b[^)]*$")
BRACKET = 300  # characters back to where a bracket may have opened
LEADS_ONLY = re.compile(
    r"\W*(?:[^\W\d]+ ){1,6}(?:chu tri|thuc hien|phu trach),? (?:hoan thanh )?$"
)  # a task's own time
DESCRIBES = re.compile(
    r"\b(?:tiep nhan|phat sinh|sinh|ky|hieu luc|thanh lap|tao lap|cap|tuyen dung|nhan ho so|da ban hanh"
    r"|da hoan thanh|ap dung)(?: tu| den)? $"
)
FINISHED = re.compile(r"\bđã\b[^,;]{0,200}$|\btính đến\b|\bsố liệu\b[^,;]{0,40}$|\btừ ngày\b[^,;]{0,40}$")
NEXT_YEAR = re.compile(r"^[^,;.]{0,6}(?:cua )?nam (?:tiep theo|sau|ke tiep|lien sau)")
YEARLY = re.compile(r"\b(?:hang|moi) nam\b|\bdinh ky\b")


def deadlines(line: Line, clause_start: int, clause_end: int, year: int | None) -> list[Find]:
    """The days by which this clause wants something done."""
    found = [
        _by_day(line, sign, clause_start, clause_end, year)
        for sign in BY_DAY.finditer(line.bare, clause_start, clause_end)
    ]
    found += [
        _by_month(line, span, clause_start, year) for span in BY_MONTH.finditer(line.bare, clause_start, clause_end)
    ]
    return sorted((find for find in found if find), key=lambda find: find.start)


def _by_day(line: Line, sign: re.Match, clause_start: int, clause_end: int, year: int | None) -> Find | None:
    day = DAY.match(line.bare, sign.end())
    if (
        not day
        or (sign["sign"] in ("trong", "het") and not sign["word"])
        or (sign["sign"] == "den" and not TO_END.match(line.bare, day.end()))
        or not _wanted(line, clause_start, sign.start())
    ):
        return None
    known = None if _comes_back(line.bare, clause_start, clause_end, day.end()) else year
    due_on, words = day_of(day, known)
    if not words:
        return None
    comparator = BELOW if sign["sign"].endswith("truoc") else AT_MOST
    unit = "ngày năm sau" if NEXT_YEAR.match(line.bare[day.end() : day.end() + 30]) else "ngày"
    if unit == "ngày" and due_on is None and YEARLY.search(line.bare, clause_start, clause_end):
        unit = "ngày hằng năm"
    return Find(sign.start(), day.end(), ReadKind.DEADLINE, comparator, None, unit, due=words, due_on=due_on)


def _comes_back(bare: str, clause_start: int, clause_end: int, end: int) -> bool:
    """Whether the day returns every year, so that no one year may be put to it."""
    return bool(NEXT_YEAR.match(bare[end : end + 30]) or YEARLY.search(bare, clause_start, clause_end))


def _by_month(line: Line, span: re.Match, clause_start: int, year: int | None) -> Find | None:
    known = span["year"] or span["of"] or year
    if not known or not _is_finished_by(line, span, clause_start) or not _wanted(line, clause_start, span.start()):
        return None
    month = int(span["month"]) if span["month"] else QUARTERS[span["quarter"]] * 3
    if not 1 <= month <= 12:
        return None
    if span["sign"] == "truoc":
        return Find(
            span.start(), span.end(), ReadKind.DEADLINE, BELOW, None, "ngày", **_day_before(int(known), span, month)
        )
    day = last_day_of_month(int(known), month)
    return Find(span.start(), span.end(), ReadKind.DEADLINE, AT_MOST, None, "ngày", due=day.isoformat(), due_on=day)


def _is_finished_by(line: Line, span: re.Match, clause_start: int) -> bool:
    """Whether something is to be finished: said before the month, with it, or after it at the clause's head."""
    before, after = line.bare[clause_start : span.start()], line.bare[span.end() : span.end() + 40]
    said = span["sign"].startswith(("hoan", "xong", "cham nhat")) or FINISH.search(before)
    return bool(
        said
        or (
            not re.search(r"[^\W\d]", before.replace("tu nay", ""))
            and re.match(r",? ?(?:phai )?(?:hoan thanh|xong)", after)
        )
    )


def _day_before(year: int, span: re.Match, month: int) -> dict:
    """ "trước tháng 6/2026" is before the first day of June."""
    first = date(year, month if span["month"] else month - 2, 1)
    return {"due": first.isoformat(), "due_on": first}


def _wanted(line: Line, clause_start: int, start: int) -> bool:
    """Whether the words before the day ask for something, rather than describe or report it or fill a task's column."""
    before, low = line.bare[clause_start:start], line.low[clause_start:start]
    if (
        ASSIGNED.match(before)
        or LEADS_ONLY.match(before)
        or IN_BRACKET.search(line.bare[max(0, start - BRACKET) : start])
        or COLUMN.search(before)
        or DESCRIBES.search(before)
        or FINISHED.search(low)
    ):
        return False
    return bool(TO_BE_DONE.search(before)) or not re.search(r"[^\W\d]", before.replace("tu nay", ""))
