"""Grades and levels to be reached: "xếp loại Tốt trở lên", "đạt cấp độ 3", "loại A"."""

import re

from targets.reading.aims import is_goal
from targets.reading.amounts import AT_LEAST, EQUAL
from targets.reading.finds import Find
from targets.reading.letters import Line
from targets.target_reading import ReadKind

GRADE = re.compile(
    r"\b(?:xếp (?:loại|hạng|mức)|(?:được )?(?:đánh giá|phân loại|công nhận)(?: xếp)?(?: ở)?(?: mức| loại)?"
    r"|đạt (?:loại|mức|hạng)|loại|mức)"
    r"(?: chất lượng)?:?(?: từ| ở)?(?: mức| loại)? [“\"]?(?P<grade>xuất sắc|rất tốt|tốt|khá|trung bình"
    r"|hoàn thành (?:xuất sắc |tốt )?nhiệm vụ|a\b|b\b)[”\"]?(?P<up> trở lên)?"
)
GROUP = re.compile(
    r"\bnhóm (?:[^\W\d]+,? ){0,8}?[“\"]?(?P<grade>xuất sắc|rất tốt|tốt|khá|trung bình cao)[”\"]?(?P<up> trở lên)?"
    r"(?=$|[,;.)”\"]| \(| trong| của| cả| theo| về)"
)
REACHED = re.compile(r"\bđạt:? (?:mức |loại )?(?P<grade>hoàn thành (?:xuất sắc |tốt )?nhiệm vụ)(?P<up> trở lên)")
LEVEL = re.compile(
    r"\b(?:đạt|lên|ở|duy trì|đáp ứng)(?: mức)? (?P<grade>(?:cấp độ|mức độ|mức|bậc|hạng|level) \d)\b(?! ?%|[.,]\d"
    r"|,? \d|\d)(?P<up> trở lên)?"
)
APPROVED = re.compile(r"\bphê duyệt\b[^,;.]{0,60}? (?P<grade>cấp độ \d)\b(?P<up> trở lên)?")
NOT_A_GOAL = re.compile(r"mức độ [34](?:,| và|-)|trực tuyến mức|dịch vụ công|tthc|thủ tục")


def grades(line: Line) -> list[Find]:
    """Every grade that a sentence sets."""
    found = [_find(line, grade) for grade in GRADE.finditer(line.low)]
    found += [
        _find(line, level)
        for level in LEVEL.finditer(line.low)
        if not NOT_A_GOAL.search(line.low[max(0, level.start() - 60) : level.end()])
    ]
    found += [_find(line, level) for shape in (APPROVED, REACHED) for level in shape.finditer(line.low)]
    if is_goal(line):
        found += [_find(line, group) for group in GROUP.finditer(line.low)]
    return sorted(found, key=lambda find: find.start)


def _find(line: Line, found: re.Match) -> Find:
    grade = line.text[found.start("grade") : found.end("grade")]
    comparator = AT_LEAST if found["up"] else EQUAL
    return Find(found.start(), found.end(), ReadKind.GRADE, comparator, None, "", grade=grade)
