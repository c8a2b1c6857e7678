"""Tasks from paragraphs: "Đơn vị chủ trì: … Đơn vị phối hợp: … Thời gian thực hiện: …" below or behind what is to be done."""

import re
from dataclasses import dataclass, field

from plans.paper.columns import Column
from plans.paper.due import read_due
from plans.paper.lines import Line
from plans.paper.parties import split_lead, split_parties
from plans.paper.shapes import TaskReading

_who = r"(?:Các\s+)?(?:Đơn vị|Cơ quan|Bộ phận|Đầu mối|Phòng|Ban|Công chức|Cán bộ|Người|Lãnh đạo|Tổ chức)(?:,\s*(?:đơn vị|cá nhân|bộ phận))?"
LABELS = (
    (Column.PERSON, r"(?:Người|Lãnh\s+đạo)\s+(?:phụ\s+trách|chỉ\s+đạo|theo\s+dõi)"),
    (Column.SUPPORTING, rf"(?:{_who}\s+)?phối\s+hợp(?:\s+thực\s+hiện)?"),
    (
        Column.LEAD,
        rf"{_who}\s+(?:được\s+giao\s+)?(?:chủ\s+trì|thực\s+hiện|chịu\s+trách\s+nhiệm|tham\s+mưu|đầu\s+mối|phụ\s+trách|báo\s+cáo)"
        r"(?:[\s,/]+(?:tham\s+mưu|thực\s+hiện|chính|triển\s+khai|tổ\s+chức|và|phối\s+hợp))*|Chủ\s+trì(?:\s+(?:thực\s+hiện|tham\s+mưu))?"
        r"|Phân\s+công(?:\s+(?:thực\s+hiện|nhiệm\s+vụ))?|(?:Chịu\s+)?[Tt]rách\s+nhiệm(?:\s+(?:thực\s+hiện|chính))?|Giao\s+thực\s+hiện|Đầu\s+mối"
        r"|(?<!\w\s)Thực\s+hiện",
    ),
    (
        Column.DUE,
        r"(?:Thời\s+gian|Thời\s+hạn|Thời\s+điểm|Tiến\s+độ)(?:\s+(?:thực\s+hiện|hoàn\s+thành|triển\s+khai|tổ\s+chức|báo\s+cáo))*"
        r"|Hạn\s+hoàn\s+thành|Hoàn\s+thành|Thời\s+hạn",
    ),
    (
        Column.DELIVERABLE,
        r"(?:Sản\s+phẩm|Kết\s+quả)(?:\s*[,/]\s*(?:kết\s+quả|sản\s+phẩm))?(?:\s+(?:đầu\s+ra|cần\s+đạt|dự\s+kiến|thực\s+hiện|hoàn\s+thành|đạt\s+được))*",
    ),
    (Column.BUDGET, r"(?:Nguồn\s+)?[Kk]inh\s+phí(?:\s+thực\s+hiện)?|Dự\s+toán(?:\s+kinh\s+phí)?"),
)
_small_first = "|".join(rf"(?P<{kind}>{wording})" for kind, wording in LABELS)
LABEL = re.compile(rf"(?:^|(?<=[.;,(\s+•–-]))(?:{_small_first})\s*:\s*", re.IGNORECASE)
LABEL_AT_START = re.compile(
    rf"[\W_]*(?:[a-zđ]\)|\d\.)?\s*(?:{re.sub(r'[?]P<[a-z]+>', '?:', _small_first)})\s*:", re.IGNORECASE
)
HEADING = re.compile(r"(?:[IVXLC]+|[A-H]|\d{1,2}(?:\.\d{1,2}){0,3})[.)–-]?$")
NAMED_CONTENT = re.compile(
    r"^(?:Nội\s+dung|Nhiệm\s+vụ|Công\s+việc)(?:\s+(?:thực\s+hiện|công\s+việc|cụ\s+thể))*\s*:\s*", re.IGNORECASE
)
MOST_LINE = 20_000
MOST_JOINED = 700
SEVERAL = "Nội dung gồm nhiều ý dưới cùng một đơn vị chủ trì; anh/chị xem có cần tách thành nhiều nhiệm vụ."
NO_LEAD = "Chưa rõ cơ quan chủ trì."


@dataclass
class Group:
    """The labels that follow one another and what they belong to."""

    contents: list[Line]
    section: str
    place: str
    start: int
    end: int
    values: dict[Column, str] = field(default_factory=dict)
    last: Column | None = None
    is_open: bool = True


@dataclass
class ParagraphReader:
    """Reads lines from above: words wait until labels say who does them and when."""

    year: int | None
    headings: list[Line] = field(default_factory=list)  # from the widest to the one just above
    waiting: list[Line] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def read(self, line: Line) -> None:
        labels = list(LABEL.finditer(line.text, 0, MOST_LINE))
        if labels and _are_labels(line, labels):
            self._labels(line, labels)
        elif self._goes_on(line):
            self._append(line)
        else:
            self._words(line)

    def _words(self, line: Line) -> None:
        if self.groups:
            self.groups[-1].is_open = False
        if HEADING.match(line.marker):
            wider = [one for one in self.headings if _depth(one) < _depth(line)]
            self.headings, self.waiting = [*wider, line], []
        else:
            self.waiting.append(line)

    def _goes_on(self, line: Line) -> bool:
        """A line that ends the value of the label above it."""
        group = self.groups[-1] if self.groups else None
        if group is None or not group.is_open or group.last is None or line.marker:
            return False
        value = group.values[group.last]
        return not value or (line.text[:1].islower() and not value.endswith("."))

    def _append(self, line: Line) -> None:
        group = self.groups[-1]
        group.values[group.last] = f"{group.values[group.last]} {line.words}".strip()
        group.end = line.end

    def _labels(self, line: Line, labels: list[re.Match]) -> None:
        before = _before(line, labels[0].start())
        for place, label in enumerate(labels):
            kind = Column(label.lastgroup)
            end = labels[place + 1].start() if place + 1 < len(labels) else len(line.text)
            group = self._group_for(kind, line, before if place == 0 else None)
            group.values[kind] = _value(line.text[label.end() : end])
            group.last, group.end = kind, line.start + len(line.text[:end].rstrip())

    def _group_for(self, kind: Column, line: Line, before: Line | None) -> Group:
        """The open group, unless it has such a label already or words stand between."""
        group = self.groups[-1] if self.groups else None
        if group and group.is_open and before is None and kind not in group.values:
            return group
        headings = self.headings[-1:]
        above = [before] if before else (self.waiting or headings)
        contents = [line for line in above if line.words.strip(" .:;,-")]
        is_heading = bool(headings) and contents == headings
        spoken_for = is_heading and bool(self.groups) and self.groups[-1].start > headings[0].start
        start = contents[0].start if contents and not spoken_for else line.start
        sections = self.headings[:-1] if is_heading else self.headings
        section = sections[-1].words if sections else ""
        self.groups.append(Group(contents, section, _place(contents, self.headings), start, line.end))
        self.waiting = []
        return self.groups[-1]


def read_paragraphs(lines: tuple[Line, ...], year: int | None) -> tuple[TaskReading, ...]:
    """The tasks that labels tell of; a label without anything to do before it is none."""
    reader = ParagraphReader(year)
    for line in lines:
        if not line.in_table:
            reader.read(line)
    return tuple(_task(group, year) for group in reader.groups if group.contents and _is_a_task(group))


def _depth(heading: Line) -> int:
    """How deep a numbered heading stands: "II." 0, "1." 1, "1.2." 2."""
    number = heading.marker.strip(".)-– ")
    return number.count(".") + 1 if number[:1].isdigit() else 0


def _is_a_task(group: Group) -> bool:
    """Who leads, or who helps and when; a heading "Kinh phí thực hiện:" or "Thời gian:" alone makes no task."""
    return bool({Column.LEAD, Column.PERSON} & group.values.keys()) or {Column.SUPPORTING, Column.DUE} <= set(
        group.values
    )


def _are_labels(line: Line, labels: list[re.Match]) -> bool:
    """Labels at the beginning of a line, after a full stop, or in brackets at its end."""
    first = labels[0].start()
    if LABEL_AT_START.match(line.text):
        return True
    before = line.text[:first].rstrip()
    return before.endswith((".", ";", "(", "/.")) and Column(labels[0].lastgroup) != Column.BUDGET


def _before(line: Line, end: int) -> Line | None:
    """The words of a line before its first label, where they say what is to be done."""
    words = line.text[:end].rstrip(" (-–+•;,")
    bare = Line(words, line.start, line.label)
    return bare if len(bare.words) >= 15 and not LABEL_AT_START.match(line.text) else None


def _value(words: str) -> str:
    bare = " ".join(words.split()).rstrip(" -–+•(")
    return bare.rstrip(" .;)") if bare.count(")") > bare.count("(") else bare.rstrip(";")


def _task(group: Group, year: int | None) -> TaskReading:
    content, doubts = _content(group)
    values = {kind: value.strip(" .;") for kind, value in group.values.items()}
    due_text = values.get(Column.DUE, "")
    due = read_due(due_text, year)
    person = values.get(Column.PERSON, "")
    lead, helping = split_lead(values.get(Column.LEAD, person))
    return TaskReading(
        content=content,
        start=group.start,
        end=group.end,
        place=group.place,
        section=group.section.strip(" .:;"),
        lead=lead,
        supporting=split_parties(values.get(Column.SUPPORTING, helping)),
        deliverable=values.get(Column.DELIVERABLE, ""),
        due_text=due_text,
        due=due.day,
        is_regular=due.is_regular,
        starts_on=due.starts_on,
        person=person if Column.LEAD in values else "",
        budget_text=values.get(Column.BUDGET, ""),
        doubts=doubts if lead else (*doubts, NO_LEAD),
    )


def _content(group: Group) -> tuple[str, tuple[str, ...]]:
    """The words to be done; of many the heading speaks for all."""
    words = [NAMED_CONTENT.sub("", line.words).strip() for line in group.contents]
    joined, heading = " ".join(words), group.section.strip(" .:;")
    if len(words) > 1 and len(joined) > MOST_JOINED and heading:
        return heading, (SEVERAL,)
    return joined, (SEVERAL,) if len(words) > 1 else ()


def _place(contents: list[Line], headings: list[Line]) -> str:
    """The number nearest to the words: "mục 1.2"."""
    numbered = [line for line in (*contents[:1], *reversed(headings)) if HEADING.match(line.marker)]
    return f"mục {numbered[0].marker.rstrip('.)-–')}" if numbered else ""
