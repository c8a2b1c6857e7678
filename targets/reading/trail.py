"""The headings and lead-ins that stand over a sentence: they give it year, comparator, scope and section."""

import re
from dataclasses import dataclass, replace

from targets.reading.amounts import ABOVE, AT_LEAST, AT_MOST, BELOW, EQUAL
from targets.reading.dues import due_words
from targets.reading.finds import Around, Find
from targets.reading.letters import Line
from targets.reading.naming import scope_of
from targets.reading.sentences import UNLABELLED, Sentence
from targets.target_reading import ReadKind

MOST_OF_HEADING = 220
LEAST_OF_CAPITALS = 8
LEADS = [
    (
        re.compile(
            r"\b(?:toi thieu|it nhat|khong duoi|khong thap hon|dat tu)\s?(?:cac chi tieu )?(?:sau)?(?: day)?:?$"
        ),
        AT_LEAST,
    ),
    (re.compile(r"\b(?:toi da|khong qua|khong vuot qua)\s?:?$"), AT_MOST),
    (re.compile(r"\b(?:tren|hon)\s?:$"), ABOVE),
    (re.compile(r"\bduoi\s?:$"), BELOW),
]
RESULTS = re.compile(
    r"\W*(?:[ivx\d.]+\s+)?(?:ket qua|tinh hinh|thuc trang|danh gia (?:ket qua|tinh hinh|chung|thuc trang)"
    r"|(?:nhung )?(?:ton tai|han che|kho khan)|nguyen nhan|dac diem|boi canh|uu diem|ve ket qua|can cu|(?:cac "
    r"|nhung )?(?:tin|bai)(?: viet| tuc)? (?:khac|lien quan|moi|da dang|cung chuyen muc)|xem them)"
)
AIMS = re.compile(r"\b(?:muc tieu|chi tieu|phan dau)\b")
AREAS = [  # the fields of the overall programme of reform, as headings word them
    (re.compile(r"\bthe che\b|\bvan ban quy pham\b"), "Cải cách thể chế"),
    (re.compile(r"\bthu tuc hanh chinh\b|\btthc\b|\bmot cua\b"), "Cải cách thủ tục hành chính"),
    (re.compile(r"\bto chuc bo may\b|\bbo may\b"), "Cải cách tổ chức bộ máy"),
    (re.compile(r"\bcong vu\b|\bdoi ngu can bo\b"), "Cải cách chế độ công vụ"),
    (re.compile(r"\btai chinh cong\b"), "Cải cách tài chính công"),
    (
        re.compile(r"\bchinh (?:quyen|phu) (?:dien tu|so)\b|\bchuyen doi so\b|\bhien dai hoa\b"),
        "Chính quyền điện tử, chính quyền số",
    ),
    (re.compile(r"\bchi dao,? dieu hanh\b"), "Chỉ đạo, điều hành"),
]
ASIDE = re.compile(
    r"\W*(?:(?:cac |nhung )?(?:tin|bai)(?: viet| tuc)? (?:khac|lien quan|cung chuyen muc|moi nhat)|can cu|noi nhan|xet de nghi|theo de nghi|kinh phi|nguon kinh phi|thoi (?:gian|han)(?: thuc hien"
    r"| hoan thanh)?\s?:|(?:co quan|don vi)(?: chu tri| phoi hop| thuc hien)+)"
)


@dataclass(frozen=True)
class Heading:
    """One heading above; `rank` as in `Sentence.rank`."""

    rank: int
    words: str
    due: str
    comparator: str
    scope: str
    tells_results: bool
    aims: bool


class Trail:
    """The headings above the place where the reader is."""

    def __init__(self, year: int | None):
        self.year = year
        self.headings: list[Heading] = []

    def enter(self, sentence: Sentence, is_marked: bool = False) -> None:
        """Remember a heading or lead-in; the deeper ones before it end. Any other sentence only ends lead-ins."""
        line = Line(sentence.text)
        if not (is_marked or is_heading(sentence, line)):
            if sentence.rank <= UNLABELLED:
                self.headings = [one for one in self.headings if one.rank < UNLABELLED]
            return
        rank = 0 if sentence.rank == UNLABELLED and in_capitals(sentence.text) else sentence.rank
        self.headings = [one for one in self.headings if one.rank < rank]
        self.headings.append(_heading(rank, sentence, line))

    @property
    def due(self) -> str:
        return next((one.due for one in reversed(self.headings) if one.due), "")

    @property
    def section(self) -> str:
        return next((one.words for one in reversed(self.headings) if one.rank != UNLABELLED), "")

    @property
    def area(self) -> str:
        """The field of reform that the nearest heading names."""
        return next((area for one in reversed(self.headings) if (area := area_in(one.words))), "")

    @property
    def tells_results(self) -> bool:
        return any(one.tells_results for one in self.headings)

    @property
    def around(self) -> Around:
        return Around(self.year, any(one.aims for one in self.headings))

    def over(self, find: Find) -> Find:
        """The find with what the headings add where its own words are silent."""
        due = "" if find.due or find.due_on else self.due
        lead = self.headings[-1] if self.headings else None
        comparator = find.comparator
        if (
            lead
            and lead.comparator
            and comparator == EQUAL
            and find.value != 100
            and find.kind not in (ReadKind.GRADE, ReadKind.RANK)
        ):
            comparator = lead.comparator
        scope = find.scope or (lead.scope if lead and lead.rank >= 5 else "")
        return replace(find, due=find.due or due, comparator=comparator, scope=scope)


def is_heading(sentence: Sentence, line: Line) -> bool:
    """Whether it looks like a heading or introduces a list: short, and numbered, in capitals or ending in a colon."""
    text = sentence.text.rstrip()
    if len(text) > MOST_OF_HEADING and not text.endswith(":"):
        return False
    return text.endswith(":") or in_capitals(text) or (bool(sentence.label) and not text.endswith((".", ";", ",")))


def area_in(words: str) -> str:
    """The field of reform that a heading names, empty where it names none."""
    bare = Line(words).bare
    return next((area for shape, area in AREAS if shape.search(bare)), "")


def in_capitals(text: str) -> bool:
    """Whether it is written in capitals throughout, as titles and chapters are."""
    return len(text) >= LEAST_OF_CAPITALS and text.isupper()


def is_aside(line: Line) -> bool:
    """Whether the paragraph is of a sort that sets no target: legal bases, recipients, money, a task's columns."""
    return bool(ASIDE.match(line.bare))


def _heading(rank: int, sentence: Sentence, line: Line) -> Heading:
    bare = line.bare.rstrip()
    comparator = next((sign for shape, sign in LEADS if shape.search(bare[-60:])), "")
    words = " ".join(sentence.text[sentence.body_start :].split()).rstrip(" :")
    scope = (
        scope_of(line, 0, len(line.text)) if re.match(r"\W*(?:[a-z\d][.)] )?(?:doi voi|o|tai|ve phia)\b", bare) else ""
    )
    return Heading(
        rank=rank,
        words=words[:MOST_OF_HEADING],
        due=due_words(line.bare, line.low),
        comparator=comparator,
        scope=scope,
        tells_results=bool(RESULTS.match(bare)),
        aims=bool(AIMS.search(bare)),
    )
