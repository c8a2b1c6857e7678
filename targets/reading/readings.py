"""A find with its sentence and its place in the whole: the reading that a person will decide on."""

import re
from datetime import date
from itertools import islice

from targets.reading.aims import is_goal
from targets.reading.cells import told_in_row
from targets.reading.finds import Around, Find
from targets.reading.letters import Line
from targets.reading.sentences import split
from targets.reading.statements import finds
from targets.reading.trail import is_aside
from targets.target_reading import ReadKind, TargetReading
from ui.vietnamese import nfc

MOST_OF_NAME = 80
MOST_TARGETS = 1000  # no plan sets as many; a text that seems to is no plan, and reading on would only take time


def reading(find: Find, sentence: str, start: int, **context) -> TargetReading:
    """The reading of one find in the sentence that begins at `start` of the text."""
    return TargetReading(
        sentence=sentence,
        sentence_start=start,
        start=start + find.start,
        end=start + find.end,
        indicator=find.indicator or context.get("section") or shortened(sentence),
        comparator=find.comparator,
        value=find.value,
        unit=find.unit,
        kind=find.kind,
        value_max=find.value_max,
        stretch=find.stretch,
        grade=find.grade,
        inner=find.inner,
        scope=find.scope,
        due=find.due,
        due_on=find.due_on or _day_in(find.due),
        window=find.window,
        direction=find.direction,
        relative=find.relative,
        baseline=find.baseline,
        doubts=doubts(find),
        **context,
    )


def shortened(sentence: str) -> str:
    """The beginning of the sentence, where no words of it name what is measured; the doubt says so."""
    words = " ".join(sentence.split()).strip(" -+*.;:")
    return words if len(words) <= MOST_OF_NAME else f"{words[:MOST_OF_NAME].rsplit(' ', 1)[0]} …"


def _day_in(due: str) -> date | None:
    """The day where the due words are one."""
    return date.fromisoformat(due) if re.fullmatch(r"\d{4}-\d\d-\d\d", due) else None


def doubts(find: Find) -> tuple[str, ...]:
    """What a person should look at, in Vietnamese."""
    told = [
        (not find.indicator, "Chưa rõ câu này đo cái gì; anh/chị đặt tên chỉ tiêu."),
        (find.value_max is not None, "Câu nêu một khoảng; anh/chị chọn mức nào là đạt."),
        (find.kind == ReadKind.SHARE_OF_UNITS and not find.inner, "Chưa rõ mỗi đơn vị phải đạt điều gì."),
        (find.kind == ReadKind.CHANGE and not find.baseline, "Câu không nói so với năm nào."),
        (find.kind == ReadKind.DEADLINE and find.due_on is None, "Câu không nêu năm của hạn này."),
        (find.value == 0 and find.kind == ReadKind.COUNT, "“Không còn, không để” được hiểu là bằng 0."),
    ]
    return (*find.doubts, *[words for holds, words in told if holds])


def is_of_a_past_year(find: Find, line: Line, year: int | None) -> bool:
    """Whether it tells of a year before the plan's, without a word of aim."""
    return bool(year) and find.due.isdigit() and int(find.due) < year and not is_goal(line)


def read_sentence(sentence: str, *, year: int | None = None) -> tuple[TargetReading, ...]:
    """The targets that one sentence sets; offsets count in its NFC spelling. `year` is for days without one."""
    text = nfc(sentence)
    if not is_aside(Line(text)) and ("|" in text or "\t" in text) and (told := told_in_row(text)):
        return (reading(told, text, 0),)
    around = Around(year)
    lines = ((one, Line(one.text)) for one in split(text))
    found = (
        reading(find, one.text, one.start)
        for one, line in lines
        if not is_aside(line)
        for find in finds(line, around)
        if not is_of_a_past_year(find, line, year)
    )
    return tuple(islice(found, MOST_TARGETS))
