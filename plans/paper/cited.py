"""Papers that a plan names: those it rests on ("Căn cứ …", "Thực hiện …") and the one it replaces."""

import re
from collections.abc import Iterator

from plans import numbering
from plans.paper.found import NUMBER, SHORT_DAY, SPELLED_DAY, in_content
from plans.paper.lines import Line
from plans.paper.shapes import Found
from ui.vietnamese import fold

PLAN_TYPES = r"Kế hoạch|Quyết định|Chương trình(?: hành động)?|Chỉ thị|Đề án"
TYPES = (
    rf"{PLAN_TYPES}|Nghị quyết|Nghị định|Thông tư|Kết luận|Công văn|Thông báo|Luật|Bộ luật|Hướng dẫn|Văn bản|Công điện"
    r"|Quy định|Pháp lệnh|Chiến lược"
)
BASIS = re.compile(
    rf"(?:(?:^|\s)Căn cứ|^(?:Triển khai )?[Tt]hực hiện|^Triển khai)\s+(?P<paper>(?:các\s+)?(?:{TYPES}|văn bản|công văn)\b)"
)
FURTHER = re.compile(rf"(?:;\s+(?=(?:{TYPES})\s)|,\s+(?=(?:{TYPES})\s+số\s+{NUMBER}\s+ngày\s))(?P<paper>)")
LIST_OF_BASES = re.compile(r"(?:cac |nhung )?can cu (?:phap ly|xay dung|lap|ban hanh)")
SECTION = re.compile(r"[IVX]+[.)–-]|[B-H][.)]")
CITED = re.compile(rf"(?:{TYPES}|văn bản|công văn)\s+(?:số\s*:?\s*)?(?P<number>{NUMBER})")
OWN_DAY = re.compile(rf"\s*[,(]?\s*(?:{SPELLED_DAY}|{SHORT_DAY})\)?", re.IGNORECASE)
BY = re.compile(
    r"\s+của\s+[^;,.\n]{2,90}?(?=\s+(?:về|ban hành|phê duyệt|quy định|sửa đổi|thực hiện|công bố|triển khai)\b|[;,.\n]|$)"
)
CONTENTS = re.compile(r";|\.(?=\s|$)|\s(?:về việc|về|ban hành(?! văn bản)|phê duyệt|quy định|sửa đổi)\s")
REPLACES = re.compile(
    rf"(?:thay thế|bãi bỏ|thay cho)\s+(?:cho\s+)?(?P<paper>(?:{PLAN_TYPES})\s+số\s*:?\s*(?P<number>{NUMBER}))",
    re.IGNORECASE,
)
OF_ITSELF = re.compile(rf"(?:{PLAN_TYPES})\s+này\b|có hiệu lực", re.IGNORECASE)
MOST_LENGTH = 300
MOST_LINE = 20_000
FIRST_LINES = 60
NEAR = 200


def read_basis(lines: tuple[Line, ...], content: str, opening_at: int, title: Found | None = None) -> tuple[Found, ...]:
    """The papers after "Căn cứ", and those that the opening lines carry out; each once, above the first section."""
    found: dict[str, Found] = {}
    listed = ""
    for line in lines[opening_at : opening_at + FIRST_LINES]:
        if title and title.start <= line.start and line.end <= title.end:
            continue
        if re.match(r"(?:I|1|A)[.)–-]", line.marker) and not line.in_table and not listed:
            if not LIST_OF_BASES.match(fold(line.words)):
                break
            listed = line.marker
        elif listed and _is_next(line.marker, listed):
            break
        for start in _listed(line) if listed else _named(line):
            paper = _paper(line, start, content)
            found.setdefault(str(paper.value), paper)
    return tuple(found.values())


def _is_next(marker: str, heading: str) -> bool:
    """Whether a section begins behind the one of this number; below "I." papers may be numbered themselves."""
    return bool(SECTION.fullmatch(marker)) or (heading[0] == "1" and marker.startswith("2"))


def _named(line: Line) -> Iterator[int]:
    """Where the papers begin that a line names after "Căn cứ", the further ones behind a semicolon or a comma."""
    for named in BASIS.finditer(line.text, 0, MOST_LINE):
        yield named.start("paper")
        for further in FURTHER.finditer(line.text, named.end(), MOST_LINE):
            yield further.start("paper")


def _listed(line: Line) -> Iterator[int]:
    """A line of the section "Căn cứ pháp lý" that begins with a paper."""
    begins = re.match(rf"(?:Căn cứ\s+)?(?P<paper>(?:{TYPES})\s)", line.words)
    if begins and not line.in_table:
        yield line.words_start + begins.start("paper") - line.start


def _paper(line: Line, start: int, content: str) -> Found:
    """A paper from its type's name to its number, day and issuer, or to where its contents are told."""
    words = content[line.start + start : line.start + start + MOST_LENGTH]
    cited = CITED.match(words)
    end = _end_of_cited(words, cited) if cited else _end_of_named(words)
    return in_content(content, line.start + start, line.start + start + end)


def _end_of_cited(words: str, cited: re.Match) -> int:
    end = cited.end()
    for following in (OWN_DAY, BY):
        more = following.match(words, end)
        end = more.end() if more else end
    return end


def _end_of_named(words: str) -> int:
    stop = CONTENTS.search(words, 4)
    return stop.start() if stop else len(words)


def read_replaced(content: str) -> Found | None:
    """The paper that this one replaces or repeals; not one that somebody is told to replace."""
    for named in REPLACES.finditer(content):
        if OF_ITSELF.search(content, max(0, named.start() - NEAR), named.start()):
            return in_content(content, *named.span("paper"), numbering.written(named["number"]))
    return None
