"""A whole paper's targets: its paragraphs and tables in order, under their headings, each target once."""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.text import Paragraph, Table, Text
from targets.reading.aims import is_goal
from targets.reading.dues import due_words
from targets.reading.finds import Find
from targets.reading.letters import Line
from targets.reading.readings import MOST_TARGETS, is_of_a_past_year, reading
from targets.reading.repeats import without_repeats
from targets.reading.sentences import Sentence, split
from targets.reading.statements import finds
from targets.reading.tables import read_table
from targets.reading.trail import Trail, in_capitals, is_aside
from targets.target_reading import TargetReading

CUT_SHORT = f"Văn bản nêu hơn {MOST_TARGETS} con số; phần sau chỗ này chưa được đọc, anh/chị xem lại tệp."
MOST_OF_HEAD = 40
CHAPTER = re.compile(r"(?:phan )?(?:i|1)\. ")
TITLE = re.compile(r"(?:Về việc|Về|V/v|Kế hoạch|Chương trình|Đề án|Chiến lược)\b")


def read_targets(text: Text, *, year: int | None) -> tuple[TargetReading, ...]:
    """Every target of a paper; `year` is the plan's own and stands where neither sentence nor heading names one."""
    trail = Trail(year)
    years = _span_of_title(text) or (str(year) if year else "")
    found: list[TargetReading] = []
    for block in text.blocks:
        if isinstance(block, Table):
            found += read_table(block, text.content, trail)
        else:
            found += _of_paragraph(block, trail)
        if len(found) > MOST_TARGETS:
            break
    kept = [_with_years(target, years) for target in without_repeats(found)]
    if len(found) > MOST_TARGETS:
        kept[-1] = replace(kept[-1], doubts=(CUT_SHORT, *kept[-1].doubts))
    return tuple(kept)


def _with_years(target: TargetReading, years: str) -> TargetReading:
    """The plan's own year or years where neither the sentence nor a heading names one."""
    return target if target.due or target.due_on else replace(target, due=years)


def _span_of_title(text: Text) -> str:
    """ "2026-2030" of a title "… GIAI ĐOẠN 2026 - 2030", which stands before the first chapter."""
    for block in text.blocks[:MOST_OF_HEAD]:
        if isinstance(block, Paragraph):
            line = Line(block.text)
            if CHAPTER.match(line.bare):
                break
            if (in_capitals(block.text) or TITLE.match(block.text)) and "-" in (
                words := due_words(line.bare, line.low)
            ):
                return words
    return ""


def _of_paragraph(paragraph: Paragraph, trail: Trail) -> Iterator[TargetReading]:
    for sentence in split(paragraph.text, paragraph.start):
        if paragraph.label and sentence.start == paragraph.start and not sentence.label:
            sentence = replace(sentence, label=paragraph.label.strip(" .()"))
        line = Line(sentence.text)
        found = [] if is_aside(line) else finds(line, trail.around)
        if not found:
            trail.enter(sentence, paragraph.is_heading and sentence.text == paragraph.text)
            continue
        for find in found:
            if not _tells_result(find, line, trail):
                yield _reading(trail.over(find), sentence, paragraph, trail)


def _tells_result(find: Find, line: Line, trail: Trail) -> bool:
    """Whether it is a result: under a heading of results, or of a year before the plan's."""
    return is_of_a_past_year(find, line, trail.year) or (trail.tells_results and not is_goal(line))


def _reading(find: Find, sentence: Sentence, paragraph: Paragraph, trail: Trail) -> TargetReading:
    place = f"trang {paragraph.page}" if paragraph.page else ""
    return reading(find, sentence.text, sentence.start, section=trail.section, area=trail.area, place=place)
