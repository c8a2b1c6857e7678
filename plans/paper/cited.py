"""Papers that a plan names: those it rests on ("Căn cứ …", "Thực hiện …") and the one it replaces."""

import re

from plans import numbering
from plans.paper.found import DAY, NUMBER, in_content
from plans.paper.lines import Line
from plans.paper.shapes import Found

TYPE_NAMES = (
    r"Nghị quyết|Nghị định|Quyết định|Kế hoạch|Chỉ thị|Thông tư|Kết luận|Công văn|Chương trình(?: hành động)?|Thông báo"
    r"|Luật|Bộ luật|Hướng dẫn|Đề án|Văn bản|Công điện|Quy định|Pháp lệnh|Chiến lược"
)
BASIS = re.compile(
    r"(?:^|[;.]\s*|\s)(?:Căn cứ|Thực hiện|Triển khai thực hiện|Triển khai)\s+"
    rf"(?P<paper>(?:các\s+)?(?:{TYPE_NAMES})\b)"
)
ENDS = re.compile(
    r";|\.(?=\s|$)|\s(?:về việc|về|ban hành|phê duyệt|quy định|sửa đổi|của\s+\w+.{0,60}?về)\s|,\s+(?=\S+ .{0,60}ban hành)"
)
CITED = re.compile(rf"(?:{TYPE_NAMES})\s+(?:số\s*:?\s*)?(?P<number>{NUMBER})")
REPLACES = re.compile(
    rf"(?:thay thế|bãi bỏ|thay cho)\s+(?:cho\s+)?(?P<paper>(?:{TYPE_NAMES})\s+số\s*:?\s*(?P<number>{NUMBER}))",
    re.IGNORECASE,
)
MOST_LENGTH = 300
FIRST_LINES = 60


def read_basis(lines: tuple[Line, ...], content: str, opening_at: int) -> tuple[Found, ...]:
    """The papers after "Căn cứ", and those that the opening lines carry out; each once."""
    seen, found = set(), []
    for line in lines[opening_at : opening_at + FIRST_LINES]:
        for named in BASIS.finditer(line.text, 0, 20_000):
            paper = _paper(line, named.start("paper"), content)
            if paper and paper.value not in seen:
                seen.add(paper.value)
                found.append(paper)
        if line.marker.startswith(("I.", "I)")) and not line.in_table:
            break
    return tuple(found)


def _paper(line: Line, start: int, content: str) -> Found | None:
    """A paper from its type's name to its number and day, or to where its contents are told."""
    words = line.text[start : start + MOST_LENGTH]
    cited = CITED.match(words)
    if cited:
        dated = (
            DAY.match(words[cited.end() :].lstrip(" ,(")) if DAY.search(words, cited.end(), cited.end() + 45) else None
        )
        end = cited.end() if dated is None else DAY.search(words, cited.end()).end()
    else:
        stop = ENDS.search(words, 4)
        end = stop.start() if stop else len(words)
    return in_content(content, line.start + start, line.start + start + end)


def read_replaced(content: str) -> Found | None:
    """The first paper that is said to be replaced or repealed."""
    named = REPLACES.search(content)
    return named and in_content(content, *named.span("paper"), numbering.written(named["number"]))
