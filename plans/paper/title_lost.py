"""A title whose type's name was lost on the way into a page: the number's symbol tells it, capitals or article 1 the rest."""

import re

from plans.paper.casing import is_capitals
from plans.paper.found import NUMBER
from plans.paper.lines import Line

OWN_NUMBER = re.compile(rf"(?:^|\s)Số\s*:\s*(?P<number>{NUMBER})")
SYMBOLS = (  # of a paper's number: "12/KH-UBND", "31-KH/HU", "5/2024/QĐ-UBND"
    ("KH", "KẾ HOẠCH"),
    ("QĐ", "QUYẾT ĐỊNH"),
    ("CT", "CHỈ THỊ"),
    ("CTr", "CHƯƠNG TRÌNH"),
    ("NQ", "NGHỊ QUYẾT"),
    ("TB", "THÔNG BÁO"),
    ("HD", "HƯỚNG DẪN"),
    ("CĐ", "CÔNG ĐIỆN"),
)
HEAD_LINES = 40
NEAR_NUMBER = 4
LEAST_WORDS = 4
ISSUER = re.compile(
    r"(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|CHÁNH|TRƯỞNG BAN|THỦ TƯỚNG|ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|CHÍNH PHỦ|BỘ|SỞ)\b"
)
ARTICLE = re.compile(
    r"Điều 1\.?\s+(?:Ban hành|Phê duyệt|Công bố)\s+(?:kèm theo Quyết định này\s+)?(?:là\s+)?"
    r"(?P<what>(?:Kế hoạch|Chương trình|Đề án|Phương án)\s[^.;:\n]{10,300})"
)
WITH = re.compile(r"\s*(?:,\s*)?(?:\((?:sau đây|gọi tắt|kèm)[^)]*\)|với (?:các|những)|kèm theo).*", re.DOTALL)


def type_by_number(lines: tuple[Line, ...]) -> tuple[int, str] | None:
    """The line of the paper's own number and the type that its symbol stands for."""
    for at, line in enumerate(lines[:HEAD_LINES]):
        told = OWN_NUMBER.search(line.text)
        symbols = re.split(r"[\d/.–-]+", re.sub(r"\s", "", told["number"])) if told else []
        named = [name for symbol, name in SYMBOLS if symbol in symbols]
        if named:
            return at, named[0]
    return None


def capitals_below(lines: tuple[Line, ...], number_at: int) -> int | None:
    """The line in capitals near the number that says what the paper is about; not its issuer."""
    for at in range(number_at + 1, min(number_at + NEAR_NUMBER, len(lines))):
        words = lines[at].text
        if is_capitals(words) and len(words.split()) >= LEAST_WORDS and not ISSUER.match(words):
            return at
    return None


def in_article(content: str) -> tuple[int, int] | None:
    """Where article 1 of a decision names the plan that it issues."""
    told = ARTICLE.search(content)
    if told is None:
        return None
    more = WITH.search(told["what"])
    end = told.start("what") + (more.start() if more else len(told["what"]))
    return told.start("what"), end
