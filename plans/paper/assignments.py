"""Tasks from sentences that give work to an agency: "Giao Sở Nội vụ chủ trì …", "2. Sở Tư pháp: a) …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plans.paper.due import read_due
from plans.paper.lines import Line
from plans.paper.parties import BEGINS, split_parties
from plans.paper.shapes import TaskReading
from ui.vietnamese import fold

ORGANISING = re.compile(r"to chuc thuc hien|trach nhiem thuc hien|phan cong|trach nhiem cua|giao nhiem vu")
OTHER_PART = re.compile(r"^(?:kinh phi|phu luc|noi nhan|che do bao cao)")
GIVEN = re.compile(
    r"(?:^|(?<=[.;]\s))(?:Giao|Đề nghị|Yêu cầu)\s+(?:cho\s+)?(?P<lead>(?:Sở|Bộ|Ban|UBND|Ủy ban|Uỷ ban|Văn phòng|Phòng|Thanh tra|Trung tâm"
    r"|Công an|Chi cục|Cục|Vụ|Các|các|Thủ trưởng|Trưởng|Giám đốc|Chánh|Bộ phận|Công chức|Chủ tịch)[^.;:]{2,160}?)"
    r"(?=\s*[:,]?\s+(?:chủ trì|chịu trách nhiệm|tham mưu|xây dựng|tổ chức|theo dõi|hướng dẫn|tổng hợp|phối hợp|rà soát|triển khai|thực hiện"
    r"|đôn đốc|kiểm tra|bố trí|làm|là|căn cứ|báo cáo|nghiên cứu)\b)"
)
REPORTS = re.compile(
    r"^(?P<lead>(?:Sở|Bộ|Ban|UBND|Ủy ban|Uỷ ban|Văn phòng|Phòng|Thanh tra|Trung tâm|Công an|Chi cục|Cục)[^.;:]{2,80}?)\s+"
    r"(?=(?:tổng hợp|báo cáo|tham mưu|xây dựng|hướng dẫn|rà soát|đôn đốc|theo dõi|tổ chức|trình|ban hành|gửi|hoàn thành|cập nhật)\b)"
)
LEADS = re.compile(
    r"^(?P<lead>(?:Sở|Bộ|Ban|UBND|Ủy ban|Uỷ ban|Văn phòng|Phòng|Thanh tra|Trung tâm|Công an|Chi cục|Cục)[^.;:]{2,120}?)\s*[:,]?\s+"
    r"(?:là cơ quan\s+)?chủ trì\b"
)
SUPPORTED = re.compile(
    r"phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s+(?P<who>[^.;:]{3,300}?)(?=\s+(?:để\s+)?(?:tham mưu|xây dựng|tổ chức|theo dõi|hướng dẫn|tổng hợp"
    r"|rà soát|triển khai|thực hiện|đôn đốc|kiểm tra|bố trí|báo cáo|nghiên cứu|đề xuất|đánh giá|tiếp tục|kịp thời|trình|tuyên truyền)\b|[.;:]|$)"
)
DUE = re.compile(
    r"(?:hoàn thành\s+|xong\s+|gửi\s+[^.;]{0,60}|báo cáo\s+[^.;]{0,80})?"
    r"(?P<due>(?:trước|chậm nhất|muộn nhất|trong|vào|đến hết|hết)\s+(?:là\s+)?(?:ngày|tháng|quý|năm)\s+[^.;,)]{1,40})",
    re.IGNORECASE,
)
DOES = re.compile(
    r"\b(?:chủ trì|phối hợp|tham mưu|xây dựng kế hoạch|(?<!các )tổ chức|thực hiện|theo dõi|hướng dẫn|chịu trách nhiệm|căn cứ)\b"
)
LED = re.compile(r"[\s,:]*(?:(?:[Cc]hủ trì|làm đầu mối)\b[\s,]*)?")
AGENCY_LINE = re.compile(r"[^.]{3,200}:?$")
MOST_LINE = 6_000
LEAST_WORDS = 5
MOST_BETWEEN = 4  # letters between "chủ trì" and "phối hợp với"
MOST_NAME = 150
TAIL = (
    r"(?:\s+(?:(?:có|chịu) trách nhiệm|được giao|nghiêm túc|tích cực|chủ động|kịp thời|là (?:cơ quan|đơn vị)(?: đầu mối)?"
    r"|tiếp tục|khẩn trương|làm đầu mối),?)+$"
)
CLOSING = ("Trên đây", "Trong quá trình", "Yêu cầu các", "Đề nghị các")
FROM_PART = "Đọc từ phần tổ chức thực hiện; anh/chị xem có phải là nhiệm vụ cần theo dõi."


@dataclass
class Responsible:
    """The agency whose duties the following lines tell."""

    name: str
    level: int


def read_assignments(
    lines: tuple[Line, ...], year: int | None, *, alone: bool, is_directive: bool
) -> tuple[TaskReading, ...]:
    """What is given with a day; `alone`, where a paper names no other tasks, also what an agency is to lead.

    A directive (`is_directive`) has nothing but duties: each is a task.
    """
    told = _told(lines, year)
    return tuple(task for task, is_led in told if task.due or (alone and (is_led or is_directive)))


def _told(lines: tuple[Line, ...], year: int | None) -> Iterator[tuple[TaskReading, bool]]:
    """Each duty, and whether the agency is said to lead it."""
    parts = any(ORGANISING.search(fold(line.words)) for line in lines if _is_heading(line))
    in_part, agency = not parts, ""
    for line in (line for line in lines if not line.in_table and len(line.text) <= MOST_LINE):
        if _is_heading(line):
            in_part, agency = not parts or bool(ORGANISING.search(fold(line.words))), ""
            continue
        if OTHER_PART.match(fold(line.words)) or line.words.startswith(CLOSING):
            agency = ""
            continue
        given = GIVEN.search(line.words) or LEADS.match(line.words) or (in_part and REPORTS.match(line.words))
        if in_part and _names_an_agency(line):
            agency = _name(line.words)
        elif given:
            yield _task(line, given["lead"], year, given.end()), True
        elif in_part and agency and _is_a_duty(line):
            yield _task(line, agency, year, 0), bool(re.match(r"Chủ trì\b", line.words))


def _is_heading(line: Line) -> bool:
    return not line.in_table and (bool(re.fullmatch(r"[IVX]+[.)]", line.marker)) or line.text.isupper())


def _is_a_duty(line: Line) -> bool:
    """A line of a list that says what to do; to help somebody is nobody's own task."""
    if not line.marker or len(line.words.split()) < LEAST_WORDS or "%" in line.words:
        return False
    return not re.match(r"(?:Chủ động )?[Pp]hối hợp\b", line.words)


def _names_an_agency(line: Line) -> bool:
    """ "2. Sở Tư pháp", "3. Văn phòng UBND tỉnh:": a line of an agency's name and nothing else."""
    words = re.sub(r"\s*\([^()]*\)", "", _name(line.words))
    if not line.marker[:1].isdigit() or len(words) > MOST_NAME or not BEGINS.match(words):
        return False
    return bool(AGENCY_LINE.fullmatch(words)) and not DOES.search(words)


def _name(words: str) -> str:
    bare = re.sub(r"^(?:Giao|Đề nghị|Yêu cầu)\s+|" + TAIL, "", words.strip(" .:;"))
    return bare.strip(" .:;,")


def _deed(words: str, after: int, supported: re.Match | None) -> str:
    """What is to be done, without "chủ trì, phối hợp với …" before it."""
    led = LED.match(words, after)
    start = supported.end() if supported and supported.start() - led.end() <= MOST_BETWEEN else led.end()
    deed = re.sub(r"^\s*để\s+", "", words[start:]).strip(" ,:;.") or words.strip(" ;.")
    return deed[:1].upper() + deed[1:]


def _task(line: Line, lead: str, year: int | None, after: int) -> TaskReading:
    words = line.words
    supported = SUPPORTED.search(words, after)
    told = DUE.search(words, after)
    due = read_due(told["due"], year) if told else None
    return TaskReading(
        content=_deed(words, after, supported),
        start=line.start,
        end=line.end,
        place=f"mục {line.marker.rstrip('.)')}" if line.marker and line.marker[0].isalnum() else "",
        lead=_name(lead),
        supporting=split_parties(supported["who"]) if supported else (),
        due_text=re.split(r"\s+(?:để|và|theo|nhằm|gửi|làm)\b", told["due"])[0].strip() if told else "",
        due=due.day if due else None,
        doubts=(FROM_PART,),
    )
