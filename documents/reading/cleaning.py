"""Clean words: NFC, single spaces, no invisible characters, signs of symbol fonts as the signs they show."""

import unicodedata

# Space-like and line-like characters, invisible ones, and look-alikes of Vietnamese letters.
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
BREAKS = "\u000b\u000c\u0085\u2028\u2029"
INVISIBLE = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
LOOK_ALIKES = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u2010": "-", "\u2011": "-", "\u2212": "-"}
LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
# Signs of the fonts Symbol and Wingdings, which Word keeps in a private range.
SYMBOL_SIGNS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0x2D: "-", 0xB9: "≠", 0xAE: "→", 0xE0: "→"}
PRIVATE = {code: SYMBOL_SIGNS.get(code - 0xF000, "•") for code in range(0xF021, 0xF100)} | {0xF020: " "}
CONTROLS = {code: None for code in [*range(0x20), *range(0x7F, 0xA0)] if chr(code) not in "\t\n" + BREAKS}

_SIGNS = (
    CONTROLS
    | PRIVATE
    | {ord(char): " " for char in SPACES}
    | {ord(char): "\n" for char in BREAKS}
    | {ord(char): None for char in INVISIBLE}
    | {ord(char): sign for char, sign in (LOOK_ALIKES | LIGATURES).items()}
)


def clean_signs(words: str) -> str:
    """NFC with every odd character replaced; spaces, tabs and line breaks stay where they are."""
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n").translate(_SIGNS))


def one_line(words: str) -> str:
    """Clean words on one line, with single spaces."""
    return " ".join(clean_signs(words).split())
