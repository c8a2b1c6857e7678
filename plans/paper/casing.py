"""Capital letters of a head or title written as in a sentence: "SỞ NỘI VỤ TỈNH BẮC NINH" is "Sở Nội vụ tỉnh Bắc Ninh"."""

import re

LEVELS = ("thành phố", "tp.", "thị xã", "thị trấn", "đặc khu", "tỉnh", "quận", "huyện", "xã", "phường")
AGENCIES = ("tổng cục", "chi cục", "trung tâm", "thanh tra", "ban quản lý", "sở", "bộ", "phòng", "ban", "cục", "viện")
SUBJECTS = (
    "phục vụ hành chính công",
    "phát triển nông thôn",
    "tổ chức cán bộ",
    "nông nghiệp",
    "môi trường",
    "thương binh",
    "truyền thông",
    "giao thông vận tải",
    "giao thông",
    "tài nguyên",
    "công thương",
    "công nghệ",
    "khoa học",
    "giáo dục",
    "tài chính",
    "xây dựng",
    "văn hóa",
    "thể thao",
    "dân tộc",
    "tôn giáo",
    "ngoại vụ",
    "thông tin",
    "lao động",
    "quy hoạch",
    "kiến trúc",
    "kế hoạch",
    "kinh tế",
    "hạ tầng",
    "nội vụ",
    "tư pháp",
    "đào tạo",
    "du lịch",
    "xã hội",
    "đầu tư",
    "đô thị",
    "y tế",
)
FIXED = {
    "ủy ban nhân dân": "Ủy ban nhân dân",
    "uỷ ban nhân dân": "Ủy ban nhân dân",
    "y ban nhân dân": "Ủy ban nhân dân",  # a letter that two sites of law have lost
    "ủy ban dân tộc": "Ủy ban Dân tộc",
    "hội đồng nhân dân": "Hội đồng nhân dân",
    "thủ tướng chính phủ": "Thủ tướng Chính phủ",
    "ban chỉ đạo": "Ban Chỉ đạo",
    "ban quản lý": "Ban Quản lý",
    "bộ chính trị": "Bộ Chính trị",
    "bộ trưởng": "Bộ trưởng",
    "chính phủ": "Chính phủ",
    "tỉnh ủy": "Tỉnh ủy",
    "thành ủy": "Thành ủy",
    "huyện ủy": "Huyện ủy",
    "quận ủy": "Quận ủy",
    "thị ủy": "Thị ủy",
    "đảng ủy": "Đảng ủy",
    "ban thường vụ": "Ban Thường vụ",
    "chủ tịch": "Chủ tịch",
    "thanh tra tỉnh": "Thanh tra tỉnh",
    "thanh tra thành phố": "Thanh tra thành phố",
    "chỉ số": "Chỉ số",
    "việt nam": "Việt Nam",
    "một cửa": "Một cửa",
    "kế hoạch": "Kế hoạch",
    "nghị quyết": "Nghị quyết",
    "ubnd": "UBND",
    "hđnd": "HĐND",
    "cchc": "CCHC",
    "tthc": "TTHC",
    "par index": "PAR INDEX",
    "sipas": "SIPAS",
}


def _one_of(words) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


AGENCY = re.compile(
    rf"(?<![Ủủ]y )\b({_one_of(AGENCIES)}) ((?:{_one_of(SUBJECTS)})(?:(?:, | - | và )(?:{_one_of(SUBJECTS)}))*)\b"
)
SUBJECT = re.compile(rf"\b(?:{_one_of(SUBJECTS)})\b")
FIXED_WORDS = re.compile(rf"\b(?:{_one_of(FIXED)})\b")
NOT_OF_A_NAME = (
    "năm|giai|của|và|về|trên|theo|đến|thực|từ|các|trong|cho|tại|để|gắn|thuộc|hội|lần|với|trực|nông|đảng|công|khóa|nhiệm"
    "|quản|chỉ|bộ|sở|phòng|ban|trung|văn|cấp|hiện|có|là|số|tổ|phù|đạt|kiểu|mới|nơi|không|đã|được"
)
PLACE = re.compile(rf"\b(?<!cấp )({_one_of(LEVELS)})((?: (?!(?:{NOT_OF_A_NAME})\b)[^\W\d_]+){{1,3}})(?![^\W\d_])")
COMMITTEE = re.compile(rf"\b((?:Huyện|Thành|Tỉnh|Quận|Thị) ủy)((?: (?!(?:{NOT_OF_A_NAME})\b)[^\W\d_]+){{1,3}})")
OWN_SUBJECT = re.compile(r"^(sở|bộ|cục|chi cục|tổng cục|phòng|vụ|viện) (?!trưởng)(\w)")  # of an agency not listed above
DEPARTMENT_OF = re.compile(  # "Sở Nội vụ Lam Giang", without "tỉnh"
    rf"^(Sở (?:{_one_of(SUBJECTS)})(?:(?:, | - | và )(?:{_one_of(SUBJECTS)}))*)"
    rf"((?: (?!(?:{NOT_OF_A_NAME}|{_one_of(LEVELS)})\b)[^\W\d_]+){{1,4}})$",
    re.IGNORECASE,
)
MINISTER = re.compile(r"\b(Bộ trưởng) bộ (\w)")
NUMBER = re.compile(r"\d{1,5}[a-zA-Z]?(?:/\d{4})?[-–/][A-ZĐ][A-ZĐ0-9&/–-]*")  # in capitals: "34/2014/QĐ-TTG"
SYMBOLS = (("TTG", "TTg"), ("CTR", "CTr"), ("TTR", "TTr"))
ROMAN = re.compile(r"\b(?=[ivxl])(?:x{0,3})(?:ix|iv|v?i{0,3})\b")


def is_capitals(words: str) -> bool:
    """Whether words are written in capitals throughout; names such as "QĐ-TTg" may stand among them."""
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def sentence_case(words: str, body: str = "") -> str:
    """Capitals as in a sentence: as the body writes the same words, else by the rules of spelling."""
    words = " ".join(words.split())
    if not is_capitals(words):
        return words
    return _as_written(words, body) or _by_rule(words)


def _as_written(words: str, body: str) -> str:
    """The same words as the body has them in small letters; empty where it has not."""
    if len(words.split()) < 2:
        return ""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    for found in re.finditer(pattern, body, re.IGNORECASE):
        if not is_capitals(found[0]):
            return " ".join(found[0].split())
    return ""


def _by_rule(words: str) -> str:
    small = words.lower()
    small = FIXED_WORDS.sub(lambda found: FIXED[found[0]], small)
    small = AGENCY.sub(lambda found: f"{_up(found[1])} {SUBJECT.sub(lambda one: _up(one[0]), found[2])}", small)
    small = PLACE.sub(lambda found: found[1].replace("tp.", "TP.") + found[2].title(), small)
    small = COMMITTEE.sub(lambda found: found[1] + found[2].title(), small)
    small = ROMAN.sub(lambda found: found[0].upper(), small)
    small = OWN_SUBJECT.sub(lambda found: f"{found[1]} {_up(found[2])}", small)
    small = DEPARTMENT_OF.sub(lambda found: found[1] + found[2].title(), small)
    small = MINISTER.sub(lambda found: f"{found[1]} Bộ {_up(found[2])}", small)
    return _up(_with_numbers(small, words))


def _with_numbers(small: str, words: str) -> str:
    """Numbers of papers keep their symbols: "34/2014/QĐ-TTg", with the small letters of custom."""
    for number in NUMBER.finditer(words):
        written = number[0]
        for capitals, usual in SYMBOLS:
            written = re.sub(rf"(?<![^\W\d_]){capitals}(?![^\W\d_])", usual, written)
        small = small.replace(number[0].lower(), written)
    return small


def _up(words: str) -> str:
    return words[:1].upper() + words[1:]
