"""A text in three spellings of one length: as written, in lower case, and bare of marks; a place holds in all three."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

OLD_TONES = {  # "hoà" and "hòa" are one word: the mark of oa, oe, uy is put on the first vowel
    old: new
    for vowels in ("oa", "oe", "uy")
    for mark in "\u0300\u0301\u0303\u0309\u0323"
    for old, new in [
        (
            unicodedata.normalize("NFC", vowels + mark),
            unicodedata.normalize("NFC", vowels[0] + mark + vowels[1]),
        )
    ]
}
OLD_TONE = re.compile(rf"(?<!q)(?:{'|'.join(OLD_TONES)})(?!\w)")  # not in "quý" and "hoàn"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
SPACES = "\t\r\n\u00a0\u2007\u2009\u202f"


class _Letters(dict):
    """A table for `str.translate` that works out each character once, by a function."""

    def __init__(self, of: Callable[[str], str]):
        super().__init__()
        self._of = of

    def __missing__(self, code: int) -> str:
        self[code] = self._of(chr(code))
        return self[code]


def _low(char: str) -> str:
    if char in SPACES:
        return " "
    return "-" if char in DASHES else char.lower()[0]


def _bare(char: str) -> str:
    bare = unicodedata.normalize("NFD", char)[0]
    return "d" if bare == "đ" else bare


LOW, BARE = _Letters(_low), _Letters(_bare)


@dataclass(frozen=True)
class Line:
    """`low` is for words that only their marks tell apart (mọi, mới; đạt, đất), `bare` for all others."""

    text: str

    @cached_property
    def low(self) -> str:
        lowered = self.text.translate(LOW)
        return OLD_TONE.sub(lambda found: OLD_TONES[found[0]], lowered)

    @cached_property
    def bare(self) -> str:
        return self.low.translate(BARE)
