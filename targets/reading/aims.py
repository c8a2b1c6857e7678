"""Whether a sentence asks for something: words of aim, and comparators that only an aim has."""

import re

from targets.reading.amounts import Amount
from targets.reading.letters import Line

GOAL = re.compile(
    r"\bphấn đấu\b|\btối thi[êểếề]u\b|\bít nh[ấâ]t\b|\bkhông (?:quá|dưới|vượt quá|thấp hơn)\b|\btối đa\b|\btrở lên\b"
    r"|\bđặt ra\b|\bquyết tâm\b|\bhướng tới\b"
    r"|(?<!vượt )(?<!đạt )(?<!so với )(?<!hoàn thành )(?<!% )(?<!\d )\b(?:mục tiêu|chỉ tiêu)\b(?! (?:đề ra|được giao|giao))"
)
AHEAD = re.compile(  # these ask only for what comes after them
    r"\b(?:bảo đảm|đảm bảo|sẽ|(?<!theo )(?<!có )(?<!đáp ứng )yêu cầu|phải|duy trì|giữ vững|nâng(?! cấp| tổng số)|nỗ lực"
    r"|tập trung|tiếp tục|(?<!đã )đưa(?! vào| ra| tin)|(?<!được )giao(?! dịch| thông| ban| tiếp| lưu| diện)|cần|đến (?:hết "
    r"|cuối )?năm|vào năm|giai đoạn)\b"
)
ORDERED = re.compile(  # "Giảm số hộ nghèo so với năm trước: 30%": a verb at the head, the number behind a colon
    r"^\W*(?:\d{1,2}[.)] )?(?:giảm|tăng|nâng|rút ngắn|cắt giảm|hạ) [^:;]{3,120}: ?(?:khoảng )?$"
)
AIMED_SIGN = re.compile(
    r"toi thi|it nh|khong qua|khong vuot|toi da|khong duoi|khong thap|khong it|khong de|cham nhat|nhieu nhat|[≥≤]"
    r"|[<>]="
)


def is_goal(line: Line) -> bool:
    """Whether the sentence speaks of what is aimed at."""
    return bool(GOAL.search(line.low))


def has_aim(line: Line, amount: Amount) -> bool:
    """Whether the number's own words or its sentence ask for it: "tối thiểu", "… trở lên", "phấn đấu"."""
    own = AIMED_SIGN.match(amount.sign) or line.bare[amount.number_end : amount.end].strip()
    ordered = ORDERED.match(line.low[: amount.start])
    return bool(own or ordered) or is_goal(line) or bool(AHEAD.search(line.low, 0, amount.start))


def asks_between(line: Line, start: int, end: int) -> bool:
    """Whether a word of aim stands between two places."""
    return bool(GOAL.search(line.low, start, end) or AHEAD.search(line.low, start, end))
