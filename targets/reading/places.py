"""Clauses of a sentence, and which of its numbers stand on their own, which inside another's condition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from targets.reading.amounts import Amount
from targets.reading.letters import Line

CLAUSE_END = re.compile(r";|\.\s|(?<=20\d\d): (?=phan dau )")
NEW_NAME = (
    r"ty le|ti le|muc do|muc hai long|chi so|so luong|ty trong|kinh phi|thoi gian|rieng|diem so|cac chi so|gia tri"
)
GOAL_WORDS = (
    r"(?:phan dau|dam bao|bao dam|co|dat|giam|tang|phai|hoan thanh|so hoa|thuc hien|to chuc|cat giam|rut ngan"
    r"|tiet kiem|xay dung|nang|ve|it nhat la|tiep nhan|den nam #+,?"
    r"|nam #+,?|giai doan #+ ?- ?#+,?|cung cap|bo tri|ban hanh|cong khai|xu ly|giai quyet|dua|trien khai|khong|chi"
    r"|va|binh quan|mo|hinh thanh|dao tao|kiem tra|do|voi|la|boi duong|phat trien|khoang|len|xuong|con|cap moi|trang bi|lap dat"
    r"|trao|thanh lap|huong dan|ho tro|ket nap|them|bai bo|cat bo|don gian hoa|tich hop|ket noi|duy tri|khac phuc)"
)
SEPARATED = re.compile(
    rf"(?:^\s*|[,;:]\s?|\bva |\btrong do:? ?(?:co )?|\brieng |\bcon |\bdong thoi |\bhoac "
    rf"|\s-\s)(?:{GOAL_WORDS} ){{0,4}}$"
)
NAMED = re.compile(
    rf"(?:[,;]|\bva|\btrong do,?|\bdong thoi)\s(?:(?:[^\W\d]+ ){{0,2}}?(?:{NEW_NAME})\b"
    r"|(?:den |vao )?(?:het |cuoi )?nam ####)[^;]*$"
)
BODIES_HAVING = re.compile(  # "sở, ban, ngành có tỷ lệ …": the commas are those of a group's name
    r"\s?(?:(?:so|cac|ban|nganh|phong|xa|phuong|dac khu|thi tran|thi xa|quan|huyen|thanh pho|co quan|don vi|dia phuong"
    r"|ubnd|uy ban nhan dan|cap (?:tinh|huyen|xa|so)|tinh|va),? ){1,10}(?:co|dat) (?:ty le|ti le|muc|chi so|diem)\b[^,;]*$"
)
DONE_WITHIN = re.compile(r"\bduoc [^,;]{2,40}, (?:[^\W\d]+ ){1,3}$")  # "được tiếp nhận, xử lý trong 05 ngày"
BARE_END = re.compile(
    r"\s?(?:tro (?:len|xuong)\s?)?(?:[,;(]|va\b)"
)  # nothing is said after the number, so the next one is no condition of it
INSIDE = re.compile(r"[,(;]\s?(?:trong do|rieng)\b")
OWN_LINK = re.compile(r",\s[^,;]{2,160}\b(?:dat|chiem|la|con)(?: ty le| muc| tu)? $")
OWN_MOVE = re.compile(r",\s(?:[^\W\d]+ ){1,8}(?:tang|giam|rut ngan)(?: them| toi thieu| it nhat)? $")
ASKED_ANEW = re.compile(r",\s(?:phan dau|rieng)\s[^,;]{2,60}\b(?:dat|len)(?: tu| muc)? $")
FOR_EACH = re.compile(r"[,;]\s(?:binh quan )?moi (?:[^\W\d]+ ){1,3}$")
LINKED = re.compile(r"\b(?:dat|chiem|la|bang|dat ty le|dat muc)(?: ty le| muc)? $")


@dataclass(frozen=True)
class Clause:
    """From `start` to `end` of the sentence; clauses are parted by ";"."""

    start: int
    end: int


@dataclass(frozen=True)
class Stated:
    """A number that stands on its own, the numbers inside its condition, and how far its words reach."""

    amount: Amount
    inner: tuple[Amount, ...]
    begin: int
    until: int


def clauses(line: Line) -> Iterator[Clause]:
    begin = 0
    for stop in CLAUSE_END.finditer(line.bare):
        yield Clause(begin, stop.start())
        begin = stop.end()
    yield Clause(begin, len(line.bare))


def stated(hidden: str, clause: Clause, found: list[Amount]) -> list[Stated]:
    """The clause's own numbers, each with its inner ones."""
    groups: list[list[Amount]] = []
    for amount in found:
        between = hidden[groups[-1][-1].end : amount.start] if groups else ""
        if groups and not _is_new(between, groups[-1][0], amount):
            groups[-1].append(amount)
        else:
            groups.append([amount])
    return [_stated(hidden, clause, groups, place) for place in range(len(groups))]


def _is_new(between: str, outer: Amount, amount: Amount) -> bool:
    """Whether the number opens a new statement: "…, 50% cấp tỉnh", "…, tỷ lệ … đạt 60%"; not "… ít nhất 2 lần/năm"."""
    if outer.is_share and BODIES_HAVING.match(between):
        return False
    if outer.is_share and amount.sign.startswith("trong") and DONE_WITHIN.search(between):
        return False
    if NAMED.search(between) or INSIDE.search(between) or BARE_END.match(between):
        return True
    if SEPARATED.search(between):
        return bool(between.strip()) and (
            amount.is_share or not outer.is_share or bool(re.search(r"^\s*[,;]|\bva\b|,", between))
        )
    if not outer.is_share and amount.comparator and re.search(r",| va ", between):
        return True
    if OWN_MOVE.search(between) or ASKED_ANEW.search(between) or FOR_EACH.search(between):
        return True
    return bool(OWN_LINK.search(between)) and not re.match(r"\s[^\W\d]+", between)


def _stated(hidden: str, clause: Clause, groups: list[list[Amount]], place: int) -> Stated:
    group = groups[place]
    begin = _separator(hidden, groups[place - 1][-1].end, group[0].start) if place else clause.start
    until = _separator(hidden, group[-1].end, groups[place + 1][0].start) if place + 1 < len(groups) else clause.end
    outer = _outer(hidden, begin, group)
    return Stated(outer, tuple(amount for amount in group if amount is not outer), begin, until)


def _outer(hidden: str, begin: int, group: list[Amount]) -> Amount:
    """ "Tỷ lệ đơn vị dùng ít nhất 01 ứng dụng đạt 100%": the number after "đạt" is the one that is asked."""
    first, last = group[0], group[-1]
    opens_with_name = re.match(r"\W*(?:[^\W\d]+ ){0,6}?(?:ty le|ti le|ty trong)\b", hidden[begin : first.start])
    if len(group) > 1 and last.is_share and opens_with_name and LINKED.search(hidden[first.end : last.start]):
        return last
    return first


def _separator(hidden: str, start: int, end: int) -> int:
    """Where the words of one statement end and those of the next begin: at the last comma or "và" between them."""
    between = hidden[start:end]
    named = INSIDE.search(between) or NAMED.search(between)
    if named:
        return start + named.start()
    separated = SEPARATED.search(between)
    if separated:
        return start + separated.start()
    last = max(between.rfind(","), between.rfind(" va "))
    return start + last if last >= 0 else end
