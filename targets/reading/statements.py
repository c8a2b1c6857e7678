"""One sentence to what it sets: clauses, then each number in turn, then the words around it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from targets.reading.aims import is_goal
from targets.reading.amounts import Amount, amounts
from targets.reading.changes import movements
from targets.reading.conditions import is_condition, is_scoring
from targets.reading.counts import further_count, sort_of_count
from targets.reading.deadlines import deadlines
from targets.reading.dues import baseline, due_near, due_words
from targets.reading.finds import Around, Find
from targets.reading.grades import grades
from targets.reading.kinds import Sort, sort_of_share
from targets.reading.letters import Line
from targets.reading.lists import (
    as_the_one_before,
    dealt_out,
    named_by_next,
    per_period_told_last,
    scopes_across,
    sharing_a_predicate,
)
from targets.reading.masks import masked
from targets.reading.naming import inner_of, name_of, scope_of, stands_after, units_of
from targets.reading.nouns import is_of_units
from targets.reading.phrases import as_rate, capital, name_after, name_before
from targets.reading.places import SEPARATED, Clause, Stated, clauses, stated
from targets.reading.ranks import ranks
from targets.reading.results import is_result, is_told_plainly
from targets.reading.wholes import wholes
from targets.reading.worded import of_word
from targets.target_reading import InnerCondition, ReadKind

AIMS_FURTHER = re.compile(
    r"(?:\bhướng (?:tới|đến)(?: [^\W\d]+){0,4}|\(phấn đấu(?: [^\W\d]+){0,4}|, phấn đấu(?: (?:đạt|trên|từ|lên|đến)){0,2}) $"
)
OWN_YEAR = re.compile(r" (?:vào|đến|trong)(?: hết| cuối)? năm 20\d\d")
IN_GROUP = re.compile(r", (?=(?:thi tran|phuong|xa|ban|nganh|don vi|dac khu|so|huyen|quan|thanh pho|dia phuong)\b)")
REACHES = re.compile(r"\b(?:lên|xuống|còn|đạt mức) $")  # "trên 30% và tăng lên 50%": a level with its own word
WINDOWS = {"quý": "quarter", "6 tháng": "half"}
BEFORE_SCOPE = re.compile(r"(?i)(?<=\w{2}): (?:cấp|lĩnh vực|khối|khu vực) [^:]{2,60}$")
HINTS = re.compile(
    r"\d|mọi|toàn bộ|toàn thể|tất cả|không (?:để|còn|có|phát sinh|xảy ra)|xếp|loại|phần (?:ba|tư)|mức|nửa|gấp|quý|nhất|thiểu|chấm dứt|trở lên"
)


def finds(line: Line, around: Around) -> list[Find]:
    """Every target of one sentence, in order."""
    if not HINTS.search(line.low) or is_scoring(line):
        return []
    hidden = masked(line)
    numbers, words = amounts(line, hidden), [*ranks(line), *grades(line), *wholes(line), *movements(line)]
    found = [find for clause in clauses(line) for find in _of_clause(line, hidden, clause, numbers, words, around)]
    return _with_head_due(line, sharing_a_predicate(scopes_across(found)))


def _of_clause(
    line: Line, hidden: str, clause: Clause, numbers: list[Amount], words: list[Find], around: Around
) -> list[Find]:
    words = sorted((word for word in words if clause.start <= word.start < clause.end), key=lambda word: word.start)
    own = [number for number in numbers if _stands_alone(line, number, clause, words)]
    own = [number for place, number in enumerate(own) if place or _is_quantity(line, hidden, number, clause)]
    parts = stated(hidden, clause, own)
    found = _of_numbers(line, hidden, clause, parts, around)
    found = dealt_out(line, clause.start, per_period_told_last(line, clause.end, named_by_next(found)))
    for word in words:
        if find := of_word(line, hidden, clause, word, parts, found):
            found = sorted([*found, find], key=lambda find: find.start)
    return _with_days(line, clause, found, deadlines(line, clause.start, clause.end, around.year))


def _of_numbers(line: Line, hidden: str, clause: Clause, parts: list[Stated], around: Around) -> list[Find]:
    """What the clause's numbers set, each seen beside the one before it."""
    found: list[Find] = []
    for part in _carried(line, parts):
        if found and _is_stretch(line, part, found[-1]):
            name = found[-1].indicator or as_rate(name_after(line, part.amount.end, part.until))
            found[-1] = replace(found[-1], stretch=part.amount.value, indicator=name)
        elif find := _of_number(line, hidden, clause, part, around, found[-1] if found else None):
            if not find.indicator and not found and part is not parts[0]:
                find = replace(find, indicator=as_rate(name_before(line, clause.start, parts[0].amount.words_end)))
            found.append(as_the_one_before(line, hidden, part, find, found[-1]) if found else find)
    return found


def _is_stretch(line: Line, part: Stated, last: Find) -> bool:
    """ "90%, phấn đấu 95%" goes further; "90% vào năm 2025, phấn đấu 95% vào năm 2030" asks again in another year."""
    own = OWN_YEAR.match(line.low, part.amount.end)
    return bool(AIMS_FURTHER.search(line.low[part.begin : part.amount.start])) and not (own and last.due)


def _stands_alone(line: Line, number: Amount, clause: Clause, words: list[Find]) -> bool:
    inside = clause.start <= number.at < clause.end
    return inside and not any(_covers(line, word, number) for word in words)


def _is_quantity(line: Line, hidden: str, number: Amount, clause: Clause) -> bool:
    """Whether it may open a statement: a number that only counts what is there stands in no other's way."""
    return number.is_share or bool(sort_of_count(line, hidden, number, clause.start, clause.end))


def _covers(line: Line, word: Find, number: Amount) -> bool:
    """Whether the number is part of a rank or grade, or of what is not to be ("không có hồ sơ trễ hạn quá 15 ngày")."""
    is_all = word.kind == ReadKind.SHARE_OF_UNITS and word.value == 100
    if (word.value == 0 or is_all) and word.end <= number.start:
        return not re.search(r"[,;:]", IN_GROUP.sub(" ", line.bare[word.end : number.start]))
    return word.start < number.end and number.start < word.end


def _carried(line: Line, parts: list[Stated]) -> Iterator[Stated]:
    """A comparator goes on to the next number of the list that has none: "tối thiểu 30% …, 50% …"."""
    last: Stated | None = None
    for part in parts:
        amount = part.amount
        if (
            last
            and not amount.comparator
            and last.amount.comparator
            and last.amount.value_max is None
            and amount.unit == last.amount.unit
            and not REACHES.search(line.low[part.begin : amount.start])
            and amount.value != 100
        ):
            part = replace(part, amount=replace(amount, comparator=last.amount.comparator))
        yield part
        last = part


def _of_number(line: Line, hidden: str, clause: Clause, part: Stated, around: Around, last: Find | None) -> Find | None:
    amount = part.amount
    if is_result(line, clause.start, amount.start, amount.end) or is_condition(
        line, clause.start, amount.start, amount.end
    ):
        return None
    if not around.aimed and is_told_plainly(line, clause.start, amount, around.year):
        return None
    sort = (
        sort_of_share(line, amount, part.begin, part.until)
        if amount.is_share
        else sort_of_count(line, hidden, amount, part.begin, part.until)
    )
    if (
        not sort
        and last
        and SEPARATED.search(hidden[part.begin : amount.start])
        and (last.unit != "%" or is_goal(line))
    ):
        sort = further_count(line, amount, part.until, last)
    return _find(line, hidden, part, sort) if sort else None


def _find(line: Line, hidden: str, part: Stated, sort: Sort) -> Find:
    amount = part.amount
    name, scope, inner = name_of(line, hidden, part, sort), scope_of(line, part.begin, part.until), None
    name = BEFORE_SCOPE.sub("", name)
    if sort.kind == ReadKind.SHARE_OF_UNITS:
        scope, inner = _units(line, hidden, part)
    elif part.inner and part.inner[0].comparator and stands_after(line, hidden, part):
        inner = inner_of(line, hidden, part.inner[0].start, part.until, part.inner)
    return Find(
        start=amount.start,
        end=max(amount.end, sort.noun_end),
        kind=sort.kind,
        comparator=sort.comparator,
        value=amount.value,
        value_max=amount.value_max,
        unit=sort.unit,
        indicator=name,
        scope=scope,
        inner=inner,
        window=WINDOWS.get(sort.unit.rpartition("/")[2], "") if sort.kind == ReadKind.COUNT_PER_PERIOD else "",
        direction=sort.direction,
        relative=sort.relative,
        baseline=amount.base or baseline(line, part.begin, amount.end, part.until),
        due=due_near(line, part.begin, amount.words_end, amount.end, part.until),
    )


def _units(line: Line, hidden: str, part: Stated):
    """Which bodies, and what they have to do: from the words after the number, or from those after "Tỷ lệ"."""
    if stands_after(line, hidden, part) or is_of_units(line.low[part.amount.end : part.until]):
        scope, stop = units_of(line, part.amount.end, part.until)
        return scope, inner_of(line, hidden, stop, part.until, part.inner) or _done_to_them(line, part)
    rate = re.search(r"\b(?:tỷ|tỉ) lệ ", line.low[part.begin : part.amount.start])
    start = part.begin + rate.end() if rate else part.begin
    scope, stop = units_of(line, start, part.amount.start)
    end = re.search(r",? ?(?:đạt|chiếm|là|phải đạt)?(?: tỷ lệ)? ?$", line.low[stop : part.amount.start])
    return scope, inner_of(line, hidden, stop, stop + end.start(), part.inner)


def _done_to_them(line: Line, part: Stated) -> InnerCondition | None:
    """ "Kiểm tra tối thiểu 30% cơ quan": the verb before the number is what is done to each of them."""
    verb = name_before(line, part.begin, part.amount.start)
    verb = re.sub(r" (?:tại|cho|ở|của|với|đến)$", "", verb)
    return InnerCondition(f"được {verb[:1].lower()}{verb[1:]}") if verb else None


def _with_days(line: Line, clause: Clause, found: list[Find], days: list[Find]) -> list[Find]:
    """A day after a number is its due day; a day with no number before it is a deadline of its own."""
    for day in days:
        before = [find for find in found if find.end <= day.start]
        heads = not re.search(r"[^\W\d]{2}", name_before(line, clause.start, day.start)) and found
        if before or heads:
            place = found.index(before[-1]) if before else 0
            if found[place].kind != ReadKind.DEADLINE:
                found[place] = replace(found[place], due=day.due, due_on=day.due_on)
                continue
        ahead = name_before(line, before[-1].end if before else clause.start, day.start)
        name = capital(ahead or name_before(line, day.end, clause.end))
        found = sorted([*found, replace(day, indicator=name)], key=lambda find: find.start)
    return found


def _with_head_due(line: Line, found: list[Find]) -> list[Find]:
    """ "Trong năm 2025, …; …": the year at the head holds for every clause that names none."""
    if len(found) < 2:
        return found
    head = re.match(r"[^;,:]{0,80}[,:]", line.bare[: found[0].start])
    due = due_words(head[0], line.low[: head.end()]) if head else ""
    return [find if find.due or not due or find.due_on else replace(find, due=due) for find in found]
