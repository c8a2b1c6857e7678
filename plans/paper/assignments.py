"""Tasks from sentences that give work to an agency: "Giao Sở Nội vụ chủ trì …", "2. Sở Tư pháp: a) …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plans.paper.due import read_due
from plans.paper.lines import Line
from plans.paper.parties import BEGINS, split_parties
from plans.paper.shapes import TaskReading
from plans.paper.verbs import VERB
from ui.vietnamese import fold

ORGANISING = re.compile(r"to chuc thuc hien|trach nhiem thuc hien|phan cong|trach nhiem cua|giao nhiem vu")
OTHER_PART = re.compile(r"^(?:kinh phi|phu luc|noi nhan|che do bao cao)")
GIVEN = re.compile(r"(?:^|(?<=[.;]\s))(?:Giao|Đề nghị|Yêu cầu)\s+(?:cho\s+)?")
HELPED = re.compile(
    r"phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s+|phối hợp\s+(?=Sở|UBND|Văn phòng|Phòng|Ban|Công an|các)"
)
DUE = re.compile(
    r"(?:hoàn thành\s+|xong\s+|gửi\s+[^.;]{0,60}|báo cáo\s+[^.;]{0,80})?"
    r"(?P<due>(?:trước|chậm nhất|muộn nhất|trong|vào|đến hết|hết)\s+(?:là\s+)?(?:ngày|tháng|quý|năm)\s+[^.;,)]{1,40})",
    re.IGNORECASE,
)
GIVEN_WITHIN = re.compile(
    r"\b(?:giao|yêu cầu|chỉ đạo|đề nghị)\s+(?:cho\s+)?(?=[A-ZĐ][^.;:,]{3,80}?\s+chủ trì\b)"
)  # of a page
LABELLED_DUE = re.compile(
    r"[\s.;,(]*(?:Thời gian|Thời hạn)(?:\s+(?:thực hiện|hoàn thành))?\s*:\s*(?P<due>[^.;)]{2,60})\)?", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.;]\s")
STOP = re.compile(r"[.;:]|$")
LED = re.compile(
    r"[\s,:]*(?:(?:[Cc]hủ trì|làm đầu mối|là (?:cơ quan|đơn vị) (?:đầu mối|chủ trì)|(?:có|chịu) trách nhiệm|được giao)\b[\s,]*)*"
)
COLON = re.compile(r"(?P<name>[^:.;]{3,100}):\s+(?=\S)")
LEADING = re.compile(r"(?:là cơ quan |được giao |chịu trách nhiệm |có trách nhiệm )*chủ trì\b")
AGENCY_LINE = re.compile(r"[^.]{3,200}:?$")
MOST_LINE = 6_000
LEAST_WORDS = 5
MOST_BETWEEN = len("phối hợp chặt chẽ với ") + 2  # from "chủ trì" to the agency that helps
MOST_NAME = 150
TAIL = (
    r"(?:\s+(?:(?:có|chịu) trách nhiệm|được giao|nghiêm túc|tích cực|chủ động|kịp thời|là (?:cơ quan|đơn vị)(?: đầu mối)?"
    r"|tiếp tục|khẩn trương|làm đầu mối),?)+$"
)
CLOSING = ("Trên đây", "Trong quá trình", "Yêu cầu các", "Đề nghị các")
FROM_PART = "Đọc từ phần tổ chức thực hiện; anh/chị xem có phải là nhiệm vụ cần theo dõi."


def read_assignments(
    lines: tuple[Line, ...], year: int | None, *, alone: bool, is_directive: bool
) -> tuple[TaskReading, ...]:
    """What is given with a day; `alone`, where a paper names no other tasks, also what an agency is to lead.

    A directive (`is_directive`) has nothing but duties: each is a task.
    """
    told = _told(lines, year)
    return tuple(
        duty.task for duty in told if duty.task.due or duty.is_plain or (alone and (duty.is_led or is_directive))
    )


@dataclass(frozen=True)
class Duty:
    """A duty; `is_led` where the agency is said to lead it, `is_plain` where a part assigns work by name."""

    task: TaskReading
    is_led: bool = False
    is_plain: bool = False


def _told(lines: tuple[Line, ...], year: int | None) -> Iterator[Duty]:
    """Each duty of the parts that organise the work; in a paper without such parts, of the whole."""
    parts = any(ORGANISING.search(fold(line.words)) for line in lines if _is_heading(line))
    in_part, assigns, section, agency = not parts, False, "", ""
    for line in (line for line in lines if not line.in_table and len(line.text) <= MOST_LINE):
        if _is_heading(line):
            heading, section = fold(line.words), line.words.strip(" .:;")
            in_part, assigns, agency = not parts or bool(ORGANISING.search(heading)), "phan cong" in heading, ""
            continue
        is_closing = line.words.startswith(CLOSING) and not line.marker
        if OTHER_PART.match(fold(line.words)) or is_closing:
            agency = ""
            continue
        line = _to_sentence_end(line)
        actor = _actor(line.words)
        if in_part and _names_an_agency(line):
            agency = _name(line.words)
        elif actor and (actor.is_told or in_part):
            yield Duty(_task(line, actor.name, year, actor.end, section), actor.is_told, assigns)
        elif in_part and agency and _is_a_duty(line) and not GIVEN.match(line.words):
            yield Duty(_task(line, agency, year, 0, section), bool(re.match(r"Chủ trì\b", line.words)), assigns)


@dataclass(frozen=True)
class Actor:
    """Who a sentence gives work to; `end` is where its name ends, `is_told` whether it says "giao" or "chủ trì"."""

    name: str
    end: int
    is_told: bool


def _to_sentence_end(line: Line) -> Line:
    """A page's "…, yêu cầu Sở Nội vụ chủ trì …" without the sentences that follow it."""
    given = None if GIVEN.search(line.words) else GIVEN_WITHIN.search(line.text)
    stop = SENTENCE_END.search(line.text, given.end()) if given else None
    return replace(line, text=line.text[: stop.start()]) if stop else line


def _actor(words: str) -> Actor | None:
    """The agency that begins a sentence, or follows "Giao", up to a colon or the first verb of work."""
    given = GIVEN.search(words) or GIVEN_WITHIN.search(words)
    start = given.end() if given else 0
    if not BEGINS.match(words, start):
        return None
    verb = VERB.search(words, start, start + MOST_NAME)
    colon = COLON.match(words, start, verb.start() + 1 if verb else start + MOST_NAME)
    if colon:
        return Actor(words[start : colon.end("name")].strip(), colon.end(), bool(given))
    name = words[start : verb.start()].strip(" ,") if verb else ""
    if not name or re.search(r"[.;:]|\b(?:vừa|đã|mới)$", name):  # what is done is no duty
        return None
    return Actor(name, verb.start(), bool(given or LEADING.match(words, verb.start())))


def _is_heading(line: Line) -> bool:
    return not line.in_table and (bool(re.fullmatch(r"[IVX]+[.)–-]", line.marker)) or line.text.isupper())


def _is_a_duty(line: Line) -> bool:
    """A line below an agency that says what to do; to help somebody is nobody's own task."""
    begins = line.marker or VERB.match(line.words[:1].lower() + line.words[1:])
    if not begins or len(line.words.split()) < LEAST_WORDS or "%" in line.words:
        return False
    return not re.match(r"(?:Chủ động )?[Pp]hối hợp\b", line.words)


def _names_an_agency(line: Line) -> bool:
    """ "2. Sở Tư pháp", "3. Văn phòng UBND tỉnh:": a line of an agency's name and nothing else."""
    words = re.sub(r"\s*\([^()]*\)", "", _name(line.words))
    if not line.marker[:1].isdigit() or len(words) > MOST_NAME or not BEGINS.match(words):
        return False
    return bool(AGENCY_LINE.fullmatch(words)) and not VERB.search(words)


def _name(words: str) -> str:
    bare = re.sub(r"^(?:Giao|Đề nghị|Yêu cầu)\s+|" + TAIL, "", words.strip(" .:;"))
    return bare.strip(" .:;,")


def _supported(words: str, after: int) -> tuple[int, int] | None:
    """Where the agencies stand that help: behind "phối hợp với", up to the verb."""
    helped = HELPED.search(words, after)
    if helped is None or not BEGINS.match(words, helped.end()):
        return None
    stop = STOP.search(words, helped.end())
    verb = VERB.search(words, helped.end(), stop.start() if stop else len(words))
    end = verb.start() if verb else stop.start() if stop else len(words)
    return helped.end(), end


def _deed(words: str, after: int, supported: tuple[int, int] | None) -> str:
    """What is to be done, without "chủ trì, phối hợp với …" before it."""
    led = LED.match(words, after)
    start = supported[1] if supported and supported[0] - led.end() <= MOST_BETWEEN else led.end()
    deed = re.sub(r"^\s*để\s+", "", LABELLED_DUE.sub("", words[start:])).strip(" ,:;./") or words.strip(" ;./")
    return deed[:1].upper() + deed[1:]


def _task(line: Line, lead: str, year: int | None, after: int, section: str) -> TaskReading:
    words = line.words
    supported = _supported(words, after)
    told = LABELLED_DUE.search(words, after) or DUE.search(words, after)
    due = read_due(told["due"], year) if told else None
    return TaskReading(
        content=_deed(words, after, supported),
        start=line.start,
        end=line.end,
        place=f"mục {line.marker.rstrip('.)-–')}" if line.marker and line.marker[0].isalnum() else "",
        section=section,
        lead=_name(lead),
        supporting=split_parties(words[supported[0] : supported[1]]) if supported else (),
        due_text=re.split(r"\s+(?:để|và|theo|nhằm|gửi|làm)\b", told["due"])[0].strip() if told else "",
        due=due.day if due else None,
        doubts=(FROM_PART,),
    )
