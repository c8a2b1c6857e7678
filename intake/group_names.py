"""Which group of agencies a plan means by "UBND các phường, xã" or "sở, ban, ngành": by the words that they share."""

import re
from collections.abc import Sequence

from ui.vietnamese import fold

DEPARTMENTS = re.compile(r"\bso ban nganh\b|\bban nganh\b|\bso nganh\b")  # words too common to count one by one
COMMUNES = re.compile(r"\bcap xa\b|\bxa phuong\b")
ASIDE = re.compile(r"\([^)]*\)")  # "(số liệu chung)" is no name
SAID_OF_MANY = {
    "cac",
    "moi",
    "tung",
    "toan",
    "bo",
    "thuoc",
    "truc",
    "tren",
    "dia",
    "ban",
    "cua",
    "tinh",
    "thanh",
    "pho",
    "va",
}
OF_NOBODY = {"don", "vi", "co", "quan", "ca", "nhan", "nguoi", "cap"}
ENOUGH = 0.7


def group_of(words: str, groups: Sequence[tuple[int, str, str]]) -> str:
    """The key of the group whose name or noun holds most of the words; empty where none does, or two do alike.

    groups: (key, name, what a member is called).
    """
    said = _tokens(words)
    if not said:
        return ""
    scored = sorted(((_score(said, name, noun), key) for key, name, noun in groups), reverse=True)
    if not scored or scored[0][0] < ENOUGH or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return ""
    return str(scored[0][1])


def _score(said: frozenset[str], name: str, noun: str) -> float:
    """How much of what is said the group's words hold, less a little for words that nobody said."""
    known = _tokens(ASIDE.sub(" ", name)) | _tokens(noun)
    if not known:
        return 0
    shared = len(said & known)
    return shared / len(said) - 0.01 * len(known - said)


def _tokens(words: str) -> frozenset[str]:
    plain = " ".join(re.sub(r"[^\w ]", " ", fold(words)).split()).replace("uy ban nhan dan", "ubnd")
    plain = COMMUNES.sub("ubnd phuong xa", DEPARTMENTS.sub("sobannganh", plain))
    return frozenset(plain.split()) - SAID_OF_MANY - OF_NOBODY
