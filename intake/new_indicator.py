"""The indicator that a read target would need if the library had none: kind, name, unit and parts, for a person to correct.

Values are those of the fields of "Nhập chỉ tiêu thống kê mới" on the target form.
"""

import re

from targets.target_reading import ReadKind, TargetReading
from targets.terms import Better, Kind
from ui.vietnamese import fold

NAME_LENGTH, NOUN_LENGTH, UNIT_LENGTH, PART_LENGTH = 300, 40, 40, 200
KINDS = {
    ReadKind.RATIO: Kind.RATIO,
    ReadKind.SATISFACTION: Kind.LEVEL,
    ReadKind.RANK: Kind.RANK,
    ReadKind.GRADE: Kind.GRADE,
    ReadKind.COUNT_PER_PERIOD: Kind.COUNT,
    ReadKind.COUNT: Kind.COUNT,
    ReadKind.DURATION: Kind.LEVEL,
    ReadKind.DEADLINE: Kind.YES_NO,
}
OPENINGS = {  # what an indicator's name begins with, by kind; the words that may stand there already
    Kind.RATIO: ("Tỷ lệ", ("ty le", "ti le", "ty trong", "ti trong", "ty suat")),
    Kind.RANK: ("Thứ hạng", ("thu hang", "xep hang", "vi tri", "hang")),
}
PER_PERIOD = re.compile(r"\s*(/|mỗi|một|trong|/\s*mỗi)\s*(0?6 tháng|năm|quý|tháng|tuần|ngày|kỳ)\b.*$", re.IGNORECASE)
CHANGE_OPENING = re.compile(r"^\s*(mức|tỷ lệ|tỉ lệ)?\s*(cắt giảm|giảm|tăng)( thêm)?\s+", re.IGNORECASE)
COMPARED = re.compile(r",?\s*so với .*$", re.IGNORECASE)
SHARE_OPENING = re.compile(r"^\s*(tỷ lệ|tỉ lệ)\s+", re.IGNORECASE)
MUST_HAVE = re.compile(r"^(phải |đều )*(có|đạt) (?=(tỷ|tỉ) (lệ|trọng|suất)\b|mức độ|chỉ số|thời gian)", re.IGNORECASE)
SATISFACTION = ("hai long",)
OF_TIME = ("thoi gian", "thoi han")
OF_COST = ("chi phi", "kinh phi")
OF_STOCK = ("bien che", "dau moi", "to chuc", "so luong can bo", "so luong cong chuc", "so luong vien chuc")
STEP_UNITS = ("cap do", "cap", "muc do", "bac")
TIME_UNITS = ("phut", "gio", "ngay", "thang", "giay", "tuan")
LEVELLED = re.compile(r"\b(cấp độ|cấp|mức độ|mức|bậc|hạng)\s*(\d+|[IVX]+)\b", re.IGNORECASE)
LADDERS = (
    (
        "Không hoàn thành nhiệm vụ",
        "Hoàn thành nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành xuất sắc nhiệm vụ",
    ),
    ("Kém", "Yếu", "Trung bình", "Khá", "Tốt", "Rất tốt", "Xuất sắc"),
    ("Không đạt", "Đạt"),
)
MOST_STEPS = 5
SAID_OF_CASES = re.compile(  # how what is said of them begins; "số" alone is a noun, as in "dân số"
    r"\b(được|đạt|giải|có|sử|hoàn|thực|đúng|trước|đã|ở|qua|trên|xử|tiếp|nộp|thanh toán|số h[oó][aá]|bằng|theo|về|đăng ký|cung cấp|"
    r"công khai|bồi|đào|tập huấn|hài|tham gia|ban hành|triển|kết nối|ứng dụng|phủ|truy|dùng|biết|cài|chiếm|không|còn|trễ|quá hạn)\b",
    re.IGNORECASE,
)


def new_indicator(reading: TargetReading) -> dict[str, str]:
    """For a share of units it is what each unit is held against."""
    kind = kind_of(reading)
    phrase = measured_phrase(reading)
    made = {"name": _name(kind, phrase, reading), "kind": str(kind), "better": str(_better(reading, kind))}
    if kind == Kind.RATIO:
        made |= _parts(made["name"])
    elif kind == Kind.GRADE:
        made["grade_steps"] = "\n".join(steps_for(grade_of(reading)))
    elif kind in (Kind.LEVEL, Kind.COUNT, Kind.STOCK):
        made["unit"] = unit_of(reading)
    return made


def kind_of(reading: TargetReading) -> Kind:
    if reading.kind == ReadKind.SHARE_OF_UNITS:
        return _inner_kind(reading)
    if reading.kind == ReadKind.CHANGE:
        return _changing_kind(reading)
    if reading.kind == ReadKind.RATIO and reading.unit.strip() not in ("", "%"):
        return Kind.LEVEL
    return KINDS[reading.kind]


def _inner_kind(reading: TargetReading) -> Kind:
    """What is asked of each unit: a number with its unit, a named step, or only done or not."""
    inner = reading.inner
    if inner is None or inner.value is None or fold(inner.unit) in STEP_UNITS:
        return Kind.GRADE if LEVELLED.search(inner_words(reading)) else Kind.YES_NO
    unit = fold(inner.unit)
    if unit == "%":
        return Kind.LEVEL if any(word in fold(inner.words) for word in SATISFACTION) else Kind.RATIO
    return Kind.LEVEL if unit in (*TIME_UNITS, "diem") else Kind.COUNT


def _changing_kind(reading: TargetReading) -> Kind:
    """What rises or falls: places of a ranking, a share, time or cost of one case, people in post, or a plain quantity."""
    if reading.relative == "places":
        return Kind.RANK
    phrase = fold(measured_phrase(reading))
    if any(word in phrase for word in (*OF_TIME, *OF_COST, *SATISFACTION, "chi so", "diem")):
        return Kind.LEVEL
    if reading.relative == "points" or "ty le" in phrase or "ti le" in phrase:
        return Kind.RATIO
    return Kind.STOCK if any(word in phrase for word in OF_STOCK) else Kind.COUNT


def measured_phrase(reading: TargetReading) -> str:
    """The words of what is measured: of a share of units what each must do, without its number; of a change what changes."""
    if reading.kind == ReadKind.SHARE_OF_UNITS:
        return MUST_HAVE.sub("", _without_amount(inner_words(reading))) or reading.indicator
    if reading.kind == ReadKind.CHANGE:
        return COMPARED.sub("", CHANGE_OPENING.sub("", reading.indicator)).strip() or reading.indicator
    return reading.indicator


def inner_words(reading: TargetReading) -> str:
    """What each unit must meet; where it was not read apart, the phrase without the units themselves."""
    if reading.inner is not None:
        return reading.inner.words
    phrase = SHARE_OPENING.sub("", reading.indicator)
    units = reading.scope.strip()
    return phrase[len(units) :].strip() if units and phrase.casefold().startswith(units.casefold()) else phrase


def _without_amount(words: str) -> str:
    amount = re.compile(
        r"[,;(]?\s*(đạt\s+)?(tối thiểu|ít nhất|tối đa|không quá|không dưới|từ|trên|dưới|≥|>=|≤|<=|bằng)?\s*"
        r"(cấp độ\s*)?\d[\d.,]*\s*(%|[^\W\d]+)?(\s*/\s*\w+)?(\s+trở (lên|xuống))?\)?",
        re.IGNORECASE,
    )
    left = " ".join(amount.sub(" ", words, count=1).split())
    return re.sub(r"\s+trở (lên|xuống)$", "", left).strip(" ,;.:")


def _name(kind: Kind, phrase: str, reading: TargetReading) -> str:
    said = " ".join(phrase.split()).strip(" ,;.:-–+")
    opening, present = OPENINGS.get(kind, ("", ()))
    if kind == Kind.COUNT:
        unit = "" if reading.kind == ReadKind.CHANGE else unit_of(reading)  # of a change the unit is only likely
        opening, present = f"Số {unit}".strip(), ("so ", "tong so", "so luong")
    if opening and not fold(said).startswith(tuple(present)):
        said = f"{opening} {_lowered(said)}"
    return (said[:1].upper() + said[1:])[:NAME_LENGTH]


def _lowered(words: str) -> str:
    """The first letter small, unless the first word is an abbreviation."""
    first = words.split(" ", 1)[0]
    return words if any(letter.isupper() for letter in first[1:]) else words[:1].lower() + words[1:]


def _better(reading: TargetReading, kind: Kind) -> Better:
    if kind in (Kind.YES_NO, Kind.GRADE):
        return Better.HIGHER
    if kind == Kind.RANK:
        return Better.LOWER
    if reading.direction:
        return Better.LOWER if reading.direction == "down" else Better.HIGHER
    asked = reading.comparator
    if reading.kind == ReadKind.SHARE_OF_UNITS and reading.inner:
        asked = reading.inner.comparator
    if asked in ("<=", "<"):
        return Better.LOWER
    is_none_left = reading.value == 0 and reading.kind != ReadKind.SHARE_OF_UNITS
    return Better.LOWER if is_none_left or reading.kind == ReadKind.DURATION else Better.HIGHER


def unit_of(reading: TargetReading) -> str:
    """The unit without its period: "lần/năm" is counted in "lần". A change by percent or times says nothing of it."""
    if reading.kind == ReadKind.CHANGE and reading.relative in ("percent", "times"):
        return _likely_unit(reading)[:UNIT_LENGTH]
    is_share = reading.kind == ReadKind.SHARE_OF_UNITS and reading.inner is not None
    unit = reading.inner.unit if is_share else reading.unit
    return PER_PERIOD.sub("", unit).strip()[:UNIT_LENGTH]


def _likely_unit(reading: TargetReading) -> str:
    """Days for time, money for cost, else what is counted."""
    phrase = fold(measured_phrase(reading))
    if any(word in phrase for word in OF_TIME):
        return "ngày"
    if any(word in phrase for word in OF_COST):
        return "triệu đồng"
    if any(word in phrase for word in ("chi so", "diem")):
        return "điểm"
    counted = re.sub(r"^(tổng )?số( lượng)?\s+", "", measured_phrase(reading), flags=re.IGNORECASE)
    return _noun(counted) or "trường hợp"


def _parts(name: str) -> dict[str, str]:
    """Numerator and denominator as a ratio's name suggests them: "hồ sơ giải quyết đúng hạn" of all "hồ sơ"."""
    counted = re.sub(r"^(Tỷ|Tỉ) (lệ|trọng|suất)\s+(số\s+(?!h[oó][aá]\b))?", "", name)
    noun = _noun(counted)
    return {
        "numerator_label": (counted[:1].upper() + counted[1:])[:PART_LENGTH] or "Số trường hợp đạt",
        "denominator_label": f"Tổng số {noun}".strip()[:PART_LENGTH] if noun else "Tổng số thuộc phạm vi tính",
        "case_noun": noun if len(noun) <= NOUN_LENGTH else "",
    }


def _noun(counted: str) -> str:
    """The words before what is said of them; empty where nothing is said."""
    found = SAID_OF_CASES.search(counted)
    return _lowered(counted[: found.start()].strip(" ,")) if found else ""


def grade_of(reading: TargetReading) -> str:
    """The words of the step that is asked for."""
    if reading.kind != ReadKind.SHARE_OF_UNITS:
        return reading.grade
    words = inner_words(reading)
    found = LEVELLED.search(words)
    return found.group(0) if found else words


def steps_for(grade: str) -> tuple[str, ...]:
    """A likely list of steps, lowest first, with the asked one among them; a person corrects it."""
    if (found := LEVELLED.search(grade)) and found.group(2).isdigit():
        most = max(MOST_STEPS, int(found.group(2)))
        return tuple(f"{found.group(1)[:1].upper()}{found.group(1)[1:]} {step}" for step in range(1, most + 1))
    for ladder in LADDERS:
        if place_of(grade, ladder):
            return ladder
    return ("Chưa đạt", grade[:1].upper() + grade[1:]) if grade else LADDERS[-1]


def place_of(grade: str, steps: tuple[str, ...]) -> int:
    """The 1-based place of the step that the words name, the longest name first; 0 where none does."""
    said = f" {fold(grade)} "
    named = [(len(step), place) for place, step in enumerate(steps, start=1) if f" {fold(step)} " in said]
    return max(named)[1] if named else 0
