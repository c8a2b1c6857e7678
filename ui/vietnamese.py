"""Vietnamese text: one spelling on the way in, folding for search, the key for Vietnamese order."""

import re
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"  # TCVN 6909 order; f, j, w, z at their Latin places
SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: they make another letter, not a tone
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng

LETTER_PLACE = {unicodedata.normalize("NFD", letter): f"{place:02}" for place, letter in enumerate(LETTERS, start=20)}
SPACE_PLACE = "00"
STOP = "0000"  # ends the letters: below any letter, so a shorter name stands before a longer one that begins with it
NUMBER_PLACE = "1"  # then how many digits the number has, nine at most, then the number
OTHER_PLACE = "90"


def nfc(text: str) -> str:
    """The same text, each letter with its marks as one character (NFC)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Text for searching: no marks, lower case, đ as d, single spaces. "Hai Bà Trưng" becomes "hai ba trung".

    A NUL is left out: PostgreSQL holds none in a text and refuses to look for one.
    """
    decomposed = unicodedata.normalize("NFD", text.replace("\0", "").casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.replace("đ", "d").split())


def sort_key(text: str) -> str:
    """Digits whose plain order is the Vietnamese order of the names, on every database alike.

    First all letters, two digits each, in the order a ă â b c d đ e ê …; numbers by their value ("Phường 2" before
    "Phường 10"); then the tones in the order không, huyền, hỏi, ngã, sắc, nặng. Punctuation counts as a space, case is
    ignored. At most four digits for each character and four more.
    """
    letters, tones = [], []
    for token in _tokens(text):
        letters.append(_place(token))
        tones.append(_tone(token))
    return "".join([*letters, STOP, *tones])


def _tokens(text: str) -> list[str]:
    """Numbers whole, letters one by one with their marks, any run of other characters as one space."""
    decomposed = unicodedata.normalize("NFD", text.casefold()).strip()
    spaced = re.sub(r"[^\w\u0300-\u036f]+|_+", " ", decomposed).strip()
    return re.findall(r"[0-9]+|[^0-9][\u0300-\u036f]*", spaced)


def _place(token: str) -> str:
    if token == " ":
        return SPACE_PLACE
    if token[0] in "0123456789":
        number = token.lstrip("0")
        return f"{NUMBER_PLACE}{min(len(number), 9)}{number}"
    letter = token[0] + "".join(mark for mark in token[1:] if mark in SHAPES)
    return LETTER_PLACE.get(letter, OTHER_PLACE)


def _tone(token: str) -> str:
    return next((TONES[mark] for mark in token if mark in TONES), "0")
