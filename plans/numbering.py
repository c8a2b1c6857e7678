"""A plan's number as it is written, and the key by which two writings of one number are the same."""

import re
import unicodedata

PREFIX = re.compile(r"^\s*(kế\s+hoạch\s+)?số\s*:?\s*", re.IGNORECASE)
DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
SLASHES = re.compile(r"\s*/\s*")


def written(number: str) -> str:
    """The number as officials write it: "Số: 495 / KH – TTTP" becomes "495/KH-TTTP"."""
    text = PREFIX.sub("", unicodedata.normalize("NFC", number))
    text = SLASHES.sub("/", DASHES.sub("-", " ".join(text.split())))
    return text.strip(" .,;")


def key(number: str) -> str:
    """The same for every writing of one number: case, spaces and a leading zero do not matter; empty when unknown."""
    return re.sub(r"^0+(?=[0-9])", "", written(number).replace(" ", "").casefold())
