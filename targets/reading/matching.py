"""Which indicators of the library a phrase may mean, and how surely; tolerant of accents and short forms."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log, sqrt
from typing import TypeVar

from ui.vietnamese import fold

SURE = 0.8  # from here on the best candidate is proposed as the one; below it a person chooses
LEAST = 0.2  # below this it is no candidate
WORD_SHARE = 0.7  # of the score that whole words give; the rest comes from pieces of words, which forgive typing errors
PIECE = 4

FULL_FORMS = [  # short forms as officials write them, and words that say the same
    (re.compile(short), full)
    for short, full in [
        (r"\btthc\b", "thu tuc hanh chinh"),
        (r"\bdvctt\b|\bdvc truc tuyen\b", "dich vu cong truc tuyen"),
        (r"\bdvc\b", "dich vu cong"),
        (r"\bcbccvc\b|\bcb, ?cc, ?vc\b", "can bo cong chuc vien chuc"),
        (r"\bcbcc\b", "can bo cong chuc"),
        (r"\bubnd\b", "uy ban nhan dan"),
        (r"\bbpmc\b|\bbo phan tiep nhan va tra ket qua\b", "bo phan mot cua"),
        (r"\bcchc\b", "cai cach hanh chinh"),
        (r"\bpar[ -]?index\b", "chi so cai cach hanh chinh"),
        (r"\bsipas\b", "chi so hai long"),
        (r"\bpakn\b", "phan anh kien nghi"),
        (r"\bkien nghi,? phan anh\b", "phan anh kien nghi"),
        (r"\bvbqppl\b|\bqppl\b", "van ban quy pham phap luat"),
        (r"\bcds\b", "chuyen doi so"),
        (r"\bcsdl\b", "co so du lieu"),
        (r"\bctt?dt\b", "cong thong tin dien tu"),
        (r"\bdung han,? truoc han\b|\btruoc han (?:va |, )?dung han\b|\bdung han (?:va|hoac) truoc han\b", "dung han"),
        (r"\bdung thoi han\b|\bdung thoi gian\b", "dung han"),
        (r"\btre han\b", "qua han"),
        (r"\bti le\b", "ty le"),
        (r"\bmuc do hai long\b|\bty le hai long\b|\bmuc hai long\b", "muc hai long"),
        (r"\bnop truc tuyen\b|\btiep nhan truc tuyen\b", "nop truc tuyen"),
        (r"\bxep hang|thu hang\b", "xep hang"),
    ]
]
WEAK_WORD = re.compile(
    "(?:ty|le|so|cac|cua|va|duoc|tren|tong|trong|cho|ve|theo|den|dat|tu|voi|la|o|tai|thuc|hien|co|nhung|moi|nam|da"
    "|viec|cong|tac"
    "|dia|ban|tinh|quan|huyen|xa|phuong|thanh|pho|nguoi|dan|to|chuc|doanh|nghiep|ca|nhan|co|don|vi|muc)$"
)
WEAK = 0.3


Key = TypeVar("Key")


def candidates(phrase: str, library: Sequence[tuple[Key, str, str]], most: int = 5) -> tuple[tuple[Key, float], ...]:
    """The likest indicators of `library` (key, name, kind), the best first, each with a score from 0 to 1."""
    names = [_words(name) for _, name, _ in library]
    rarity = _rarity(names)
    words, pieces = _words(phrase), _pieces(_words(phrase))
    scored = [
        (key, round(WORD_SHARE * _likeness(words, own, rarity) + (1 - WORD_SHARE) * _overlap(pieces, _pieces(own)), 3))
        for (key, _, _), own in zip(library, names, strict=True)
    ]
    found = sorted((pair for pair in scored if pair[1] >= LEAST), key=lambda pair: -pair[1])
    return tuple(found[:most])


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    folded = fold(text)
    for short, full in FULL_FORMS:
        folded = short.sub(full, folded)
    return tuple(re.findall(r"[a-z0-9]+", folded))


def _rarity(names: list[tuple[str, ...]]) -> dict[str, float]:
    """How much a word tells: the fewer names have it, the more."""
    counted = Counter(word for name in names for word in set(name))
    return {word: 1 + log((1 + len(names)) / (1 + count)) for word, count in counted.items()}


def _likeness(first: tuple[str, ...], second: tuple[str, ...], rarity: dict[str, float]) -> float:
    """The cosine of the two word counts, each word by its weight."""
    one, other = _weights(first, rarity), _weights(second, rarity)
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    lengths = sqrt(sum(w * w for w in one.values())) * sqrt(sum(w * w for w in other.values()))
    return shared / lengths if lengths else 0.0


def _weights(words: tuple[str, ...], rarity: dict[str, float]) -> dict[str, float]:
    return {word: (WEAK if WEAK_WORD.match(word) else 1.0) * rarity.get(word, 1.0) for word in words}


@lru_cache(maxsize=4096)
def _pieces(words: tuple[str, ...]) -> frozenset[str]:
    text = " ".join(word for word in words if not WEAK_WORD.match(word))
    return frozenset(text[place : place + PIECE] for place in range(max(len(text) - PIECE + 1, 1)) if text)


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
