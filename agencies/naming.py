"""Which agency a paper means by "Sở NV", "VP UBND tỉnh" or "Sở Nội vụ (cơ quan thường trực)": candidates with a score."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ui.vietnamese import fold

SURE, POSSIBLE, LEAD_OVER_NEXT = 0.85, 0.5, 0.05
ELSEWHERE = 0.8  # of a score, where a place is said that no known name has
MOST = 5
MOST_KEPT = 30_000  # names taken apart once: a province and its communes many times over
SHORT_FORMS = (  # for folded words; the whole word only
    (r"uy ban nhan dan", "ubnd"),
    (r"hoi dong nhan dan", "hdnd"),
    (r"vp|v phong", "van phong"),
    (r"bql", "ban quan ly"),
    (r"bcd", "ban chi dao"),
    (r"kcn", "khu cong nghiep"),
    (r"kkt", "khu kinh te"),
    (r"tt ?pv ?hcc|trung tam pv ?hcc", "trung tam phuc vu hanh chinh cong"),
    (r"tp ?hcm", "thanh pho ho chi minh"),
    (r"tp", "thanh pho"),
    (r"tx", "thi xa"),
    (r"tt(?= [a-z])", "thi tran"),
    (r"cchc", "cai cach hanh chinh"),
    (r"vp ?dkdd", "van phong dang ky dat dai"),
)
MANY = re.compile(
    r"^(?:cac|nhung|moi|toan the|tat ca|mot so|100|tung|(?:so|cac), (?:ban|nganh)|so ban nganh|(?:ubnd|hdnd|dang uy|cong an) (?:cac|cap))\b"
)
LEVEL = r"(?:thanh pho|thi xa|thi tran|dac khu|tinh|quan(?! ly)|huyen|xa(?! hoi)|(?<!dia )phuong)"
PLACE = re.compile(rf"\b(?P<level>{LEVEL})(?P<name>(?: \w+){{0,5}})$")
OF_PLACE = ("ubnd", "hdnd")  # what such an agency is, its place says
BRACKETS = re.compile(r"\([^()]*\)|\([^()]*$")
LEFT_OUT = re.compile(
    r"\b(?:cua|thuoc|truc thuoc|thu truong|giam doc|chu tich|chanh|lanh dao|co quan|tren dia ban)\b(?= \w)"
)
WEAK = {"cua", "cac", "thuoc", "tinh", "thanh", "pho"}


@dataclass(frozen=True)
class Candidate:
    """An agency or group that may be meant; `score` from 0 to 1, `is_sure` where nothing else comes near."""

    key: Hashable
    score: float
    is_sure: bool = False
    is_group: bool = False


@dataclass(frozen=True)
class Name:
    """A name taken apart: "van phong ubnd", level "tinh", place "lam giang"."""

    core: str
    level: str = ""
    place: str = ""

    @property
    def is_of_place(self) -> bool:
        return self.core in (*OF_PLACE, "")


def match(
    words: str,
    known: Sequence[tuple[Hashable, str, str]],
    groups: Sequence[tuple[Hashable, str, str]] = (),
) -> tuple[Candidate, ...]:
    """The agencies (key, name, short name) that the words may mean, best first; words of many mean a group."""
    if MANY.match(_plain(words)):
        scored = [Candidate(key, _likeness(_plain(words), _plain(name)), is_group=True) for key, name, _ in groups]
    else:
        here = {_taken_apart(_plain(name)).place for _, name, _ in known}
        scored = [Candidate(key, _score(words, name, short, here)) for key, name, short in known]
    best = sorted((one for one in scored if one.score >= POSSIBLE), key=lambda one: -one.score)[:MOST]
    if best and best[0].score >= SURE and _leads(best):
        best[0] = Candidate(best[0].key, best[0].score, True, best[0].is_group)
    return tuple(best)


def _leads(best: list[Candidate]) -> bool:
    if len(best) == 1 or best[0].score == 1 > best[1].score:
        return True
    return best[0].score - best[1].score >= LEAD_OVER_NEXT


def _score(words: str, name: str, short: str, here: set[str]) -> float:
    """How surely the words mean the agency of this name; 1 for the name itself. `here` are the places of all names."""
    said = _plain(words)
    if not said:
        return 0
    if said in (_plain(name), short and _plain(short)):
        return 1
    apart = _taken_apart(said)
    likeness = max(_alike(apart, _taken_apart(one)) for one in _names(name, short))
    return max(likeness if not apart.place or apart.place in here else likeness * ELSEWHERE, _initials(words, name))


def _names(name: str, short: str) -> Iterator[str]:
    yield _plain(name)
    if short:
        yield _plain(short)


def _alike(said: Name, known: Name) -> float:
    places = _places(said, known)
    if said.core == known.core or (said.is_of_place and known.is_of_place and "" in (said.core, known.core)):
        if not known.is_of_place:
            return 0.9 * places + 0.09
        return places - 0.02 * (said.core != known.core) if places > 0.5 else 0
    if said.is_of_place or known.is_of_place:
        return 0
    return 0.85 * _likeness(said.core, known.core) * (places if places < 0.5 else 1)


def _places(said: Name, known: Name) -> float:
    """How well two places fit: the same, one left unsaid, or another."""
    if said.place and known.place:
        if said.place != known.place:
            return 0.1
        return 1 if said.level == known.level or not said.level or not known.level else 0.6
    if said.level and known.level and said.level != known.level:
        return 0.2
    if said.is_of_place and known.is_of_place:
        return 0.9 if said.level == known.level else 0.3
    return 0.97


def _likeness(one: str, other: str) -> float:
    """The share of words in common; words that say little count little."""
    first, second = set(one.split()), set(other.split())
    total = _weight(first) + _weight(second)
    return 2 * _weight(first & second) / total if total else 0


def _weight(words: set[str]) -> float:
    return sum(0.25 if word in WEAK else 1 for word in words)


def _initials(words: str, name: str) -> float:
    """ "Sở KH&CN", "Sở NV": a head word, then the first letters of the words that follow it."""
    said = re.sub(r"[^\w ]", "", BRACKETS.sub(" ", words)).split()
    if len(said) < 2 or not said[1].isupper():
        return 0
    letters = fold("".join(word for word in said[1:] if word.isupper()))
    known = _taken_apart(_plain(name)).core.split()
    if not known or fold(said[0]) != known[0] or len(letters) < 2:
        return 0
    own = "".join(word[0] for word in known[1:] if word != "cac")
    return 0.9 if letters == own else 0


@lru_cache(maxsize=MOST_KEPT)
def _plain(words: str) -> str:
    """Folded, without brackets and marks, short forms written out."""
    plain = re.sub(r"[^\w ]", " ", fold(BRACKETS.sub(" ", words)))
    plain = " ".join(plain.split())
    for short, full in SHORT_FORMS:
        plain = re.sub(rf"\b(?:{short})\b", full, plain)
    return " ".join(word for word in LEFT_OUT.sub(" ", plain).split() if word != "va") or plain


@lru_cache(maxsize=MOST_KEPT)
def _taken_apart(plain: str) -> Name:
    found = PLACE.search(plain)
    if not found:
        return Name(plain)
    return Name(plain[: found.start()].strip(), found["level"], found["name"].strip())
