"""A paragraph to its sentences, each with its place and the label ("1.", "a)", "-") that stands before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_CHARACTERS = 2000  # a "sentence" beyond this is no sentence; it is read in parts so that time stays linear

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LABEL = re.compile(
    r"\s*(?:([-+*•·●○▪➢✓–—]+)|\(?((?:\d{1,2}\.)*\d{1,2}|[a-zđ]\d?|[IVX]{1,5})[.)]|\(?([IVX]+|\d+)\)|(Điều \d+\.))\s+"
)
BREAK = re.compile(
    r"\n+"
    rf"|(?<=[.!?…])[\"”’)]?\s+(?=[\"“‘(]?[{UPPER}\d+•-])"
    rf"|(?<=[.;:,])\s+(?=[-+•*–]\s+[{UPPER}\d(\"“])"
    rf"|\s+(?=\+\s+[{UPPER}\d])"
    rf"|(?<=[.;:)”\"])\s+(?=(?:\d{{1,2}}(?:\.\d{{1,2}})*\.|\(\d{{1,2}}\))\s+[{UPPER}\d])"
    rf"|(?<=20\d\d)\s+(?=\d{{1,2}}\.\s+[{UPPER}])"
    rf"|\s+(?=[IVX]{{1,4}}\.\s+[{UPPER}]{{2}})"
    rf"|\s+(?=[a-zđ]\)\s+[{UPPER}\d])"
)
SHORTENED = re.compile(r"(?:^|[\s.(])(?:TP|Tp|TX|KT|TM|TL|TS|ThS|PGS|GS|BS|Mr|Ông|Q|P|St|No|[A-ZĐ])\.$")
ONLY_LABEL = re.compile(r"\s*(?:Điều\s+)?\(?(?:(?:\d{1,2}\.)*\d{1,2}|[a-zđ]|[IVX]{1,5})[.)]\s*")
RANKS = [  # how deep a label stands: the smaller the number, the higher the heading
    (re.compile(r"[IVX]+$"), 1),
    (re.compile(r"Điều \d+\.$"), 1),
    (re.compile(r"\d{1,2}$"), 2),
    (re.compile(r"\d{1,2}\.\d{1,2}$"), 3),
    (re.compile(r"(?:\d{1,2}\.){2,}\d{1,2}$"), 4),
    (re.compile(r"[a-zđ]\d?$"), 5),
    (re.compile(r"[-*•·●○▪➢✓–—]+$"), 7),
    (re.compile(r"\++$"), 8),
]
UNLABELLED = 6


@dataclass(frozen=True)
class Sentence:
    """`text` starts at `start` in what was split; `label` is empty where none stands before it."""

    text: str
    start: int
    label: str = ""

    @property
    def rank(self) -> int:
        """How deep the sentence stands in the paper, 1 for "I.", 8 for "+"."""
        return next((rank for shape, rank in RANKS if shape.match(self.label)), UNLABELLED)

    @property
    def body_start(self) -> int:
        """Where the words begin, after the label, counted in `text`."""
        found = LABEL.match(self.text)
        return found.end() if found else len(self.text) - len(self.text.lstrip())


def split(text: str, start: int = 0) -> Iterator[Sentence]:
    """The sentences of a text that begins at `start` of the whole."""
    begin = 0
    for place in _breaks(text):
        yield from _sentence(text[begin:place], start + begin)
        begin = place


def _breaks(text: str) -> Iterator[int]:
    begin = 0
    for found in BREAK.finditer(text):
        before = text[max(begin, found.start() - 12) : found.start()]
        if found[0].startswith("\n") or not (
            SHORTENED.search(before) or ONLY_LABEL.fullmatch(text[begin : found.start()][:16])
        ):
            yield from _parts(begin, found.end())
            begin = found.end()
    yield from _parts(begin, len(text))


def _parts(begin: int, end: int) -> Iterator[int]:
    yield from range(begin + MOST_CHARACTERS, end, MOST_CHARACTERS)
    yield end


def _sentence(piece: str, start: int) -> Iterator[Sentence]:
    text = piece.strip()
    if text:
        label = LABEL.match(text)
        name = next((part for part in label.groups() if part), "") if label else ""
        yield Sentence(text, start + len(piece) - len(piece.lstrip()), name)
