"""A list of numbers under one verb or name: "giảm 30% thời gian, 20% chi phí", "hài lòng … 90%, về y tế 87%"."""

import re
from dataclasses import replace

from targets.reading.finds import Find
from targets.reading.letters import Line
from targets.reading.naming import stands_after
from targets.reading.places import Stated
from targets.target_reading import InnerCondition, ReadKind

OWN_NAME = re.compile(r"\b(?:ty le|ti le|muc do|chi so|so luong|ty trong)\b")
OWN_VERB = re.compile(
    r"\b(?:dat|so hoa|xay dung|bo tri|dao tao|boi duong|bao dam|dam bao|co|hoan thanh|cung cap|xu ly|giai quyet"
    r"|tiep nhan)\b"
)
ONLY_TIME = re.compile(r"(?:cả năm|0?6 tháng (?:đầu|cuối) năm|quý [ivx]+|năm 20\d\d)(?: năm 20\d\d)?")
ONLY_SCOPE = re.compile(
    r"(?:đối với |riêng |tại |ở |về )?(?:các )?(?:cấp|lĩnh vực|khu vực|vùng|địa bàn|khối|nhóm|ubnd|còn lại|sở|xã"
    r"|phường|huyện|quận|tỉnh)\b(?: (?!được|có|đạt|thực hiện|hoàn thành)[^\W\d]+,?){0,10}"
)
DEALT = re.compile(r"\b(?:tương ứng|lần lượt)\b")
ONE_LEVEL = re.compile(r"\bcấp (?:tỉnh|huyện|xã|bộ|sở|trung ương|cơ sở)\b")
PERIOD_LAST = re.compile(r"\b(?:mỗi|hằng|hàng) (?P<period>năm|quý|tháng)\W*$")
PREDICATE = re.compile(
    r" (?:(?:đều |phải )?(?:được|đạt|thực hiện|hoàn thành|sử dụng|triển khai|tham gia|kết nối|áp dụng|công khai)|có)\b.*$"
)
WITHIN = re.compile(r"\btrong do\b")
VERB_AFTER = re.compile(r"\s?(?:dat|duoc|co|xep|hoan thanh|thuc hien|trien khai|su dung)\b")


def as_the_one_before(line: Line, hidden: str, part: Stated, find: Find, last: Find) -> Find:
    """The find as a further item of the list that `last` opened, where its own words name nothing new."""
    find = _named_like(find, last)
    if find.kind != ReadKind.RATIO or find.unit != last.unit:
        return find
    between = hidden[last.end : part.amount.start]
    match last.kind:
        case ReadKind.CHANGE if find.value != 100 and not _names_itself(between):
            return _changed_like(find, last)
        case ReadKind.SATISFACTION if not OWN_NAME.search(between) and not stands_after(line, hidden, part):
            return replace(find, kind=last.kind)
        case ReadKind.SHARE_OF_UNITS if WITHIN.search(between) and not stands_after(line, hidden, part):
            return _done_to_the_same(find, last)
        case ReadKind.SHARE_OF_UNITS if VERB_AFTER.match(hidden, part.amount.end):
            return replace(find, kind=last.kind, scope=last.scope)
    return find


def _done_to_the_same(find: Find, last: Find) -> Find:
    """ "kiểm tra 20% đơn vị, trong đó kiểm tra đột xuất 5%": another deed to the same bodies."""
    deed = re.sub(r"^Tỷ lệ ", "", find.indicator)
    return replace(find, kind=last.kind, scope=last.scope, inner=InnerCondition(f"được {deed}") if deed else last.inner)


def _named_like(find: Find, last: Find) -> Find:
    """ "…, cấp huyện 96%": a bare scope or span of time takes the name of its neighbour and goes where it belongs."""
    words = re.sub(r"^Tỷ lệ ", "", find.indicator)
    if not words and find.kind == ReadKind.CHANGE:
        return replace(find, indicator=last.indicator)
    if not words:
        return replace(find, indicator=last.indicator, kind=last.kind if find.unit == last.unit else find.kind)
    if find.unit != last.unit or find.kind != ReadKind.RATIO:
        return find
    if ONLY_TIME.fullmatch(words.lower()):
        return replace(find, indicator=last.indicator, due=find.due or words)
    if ONLY_SCOPE.fullmatch(words.lower()):
        return replace(find, indicator=_without_scope(last), scope=words)
    return find


def _without_scope(find: Find) -> str:
    """ "Tỷ lệ hồ sơ" of "Tỷ lệ hồ sơ cấp huyện", which the next item asks of another level."""
    bare = re.sub(rf",? ?(?:đối với |tại |ở |của )?{re.escape(find.scope)}$", "", find.indicator) if find.scope else ""
    return bare or find.indicator


def _changed_like(find: Find, last: Find) -> Find:
    verb = "tăng" if last.direction == "up" else "giảm"
    name = (
        find.indicator if find.indicator == last.indicator else f"Mức {verb} {re.sub(r'^Tỷ lệ ', '', find.indicator)}"
    )
    return replace(
        find,
        kind=last.kind,
        indicator=name,
        direction=last.direction,
        relative=last.relative,
        baseline=find.baseline or last.baseline,
    )


def _names_itself(between: str) -> bool:
    own = between.rsplit(",", 1)[-1] if "," in between else between.rsplit(" va ", 1)[-1]
    return bool(OWN_NAME.search(own) or OWN_VERB.search(own))


def dealt_out(line: Line, start: int, found: list[Find]) -> list[Find]:
    """ "cấp tỉnh, cấp xã đạt tương ứng 60%, 50%": as many values as levels, dealt out in their order."""
    if len(found) < 2 or not DEALT.search(line.low, start, found[0].start):
        return found
    levels = [line.text[level.start() : level.end()] for level in ONE_LEVEL.finditer(line.low, start, found[0].start)]
    if len(levels) != len(found):
        return found
    return [replace(find, scope=level) for find, level in zip(found, levels, strict=True)]


def named_by_next(found: list[Find]) -> list[Find]:
    """ "đến năm 2025 có 80% và đến năm 2030 có 100% dịch vụ": the noun behind the last is that of all before it."""
    named: list[Find] = []
    for find in reversed(found):
        following = named[-1] if named else None
        if not find.indicator and following and following.unit == find.unit:
            find = replace(find, indicator=following.indicator, kind=following.kind, scope=following.scope)
        named.append(find)
    return named[::-1]


def per_period_told_last(line: Line, end: int, found: list[Find]) -> list[Find]:
    """ "tổ chức 01 cuộc kiểm tra, 03 cuộc đối thoại mỗi năm": the period behind the last is that of all before it."""
    told = PERIOD_LAST.search(line.low, 0, end)
    if not told or not found or found[-1].kind != ReadKind.COUNT_PER_PERIOD or found[-1].end > told.start():
        return found
    last = found[-1]
    return [
        replace(find, kind=last.kind, unit=f"{find.unit}/{told['period']}", window=last.window, due=last.due)
        if find.kind == ReadKind.COUNT and not find.due
        else find
        for find in found
    ]


def scopes_across(found: list[Find]) -> list[Find]:
    """ "Tỷ lệ hồ sơ cấp huyện: 70%; cấp xã: 60%": a clause that is only a scope goes on with the one before it."""
    told: list[Find] = []
    for find in found:
        is_scope = told and find.kind == ReadKind.RATIO and ONLY_SCOPE.fullmatch(_bare_name(find))
        told.append(_named_like(find, told[-1]) if is_scope and told[-1].kind == ReadKind.RATIO else find)
    return told


def _bare_name(find: Find) -> str:
    return re.sub(r"^Tỷ lệ ", "", find.indicator).lower()


def sharing_a_predicate(found: list[Find]) -> list[Find]:
    """ "80% hồ sơ cấp huyện, 70% hồ sơ cấp xã được xử lý trên mạng": what is said of the last is said of all."""
    shared: list[Find] = []
    for find in reversed(found):
        following = shared[-1] if shared else None
        shared.append(_with_predicate_of(find, following) if following else find)
    return shared[::-1]


def _with_predicate_of(find: Find, following: Find) -> Find:
    if find.kind != following.kind or not find.indicator or PREDICATE.search(find.indicator):
        return find
    if find.kind == ReadKind.SHARE_OF_UNITS and not find.inner and following.inner:
        return replace(find, inner=following.inner, indicator=f"{find.indicator} {following.inner.words}")
    predicate = PREDICATE.search(following.indicator)
    same_noun = find.indicator.split()[:4] == following.indicator.split()[:4]
    if find.kind == ReadKind.RATIO and predicate and same_noun:
        return replace(find, indicator=find.indicator + predicate[0])
    return find
