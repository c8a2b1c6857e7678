"""Whether a sentence asks for something: words of aim, and comparators that only an aim has."""

import re

from targets.reading.amounts import Amount
from targets.reading.letters import Line

GOAL = re.compile(
    r"\bphấn đấu\b|\btối thi[êểếề]u\b|\bít nh[ấâ]t\b|\bbảo đảm\b|\bđảm bảo\b|\bmục tiêu\b|\bchỉ tiêu\b|\bkhông quá\b|\bkhông dưới\b|\btrở lên\b|\bđặt ra\b|\bsẽ\b"
    r"|\bquyết tâm\b|\bhướng tới\b|\bgiao\b|\byêu cầu\b|\bphải\b|\bduy trì\b|\bgiữ vững\b|\btiếp tục\b|\bnâng\b|\bnỗ lực\b|\btập trung\b"
)
AIMED_SIGN = re.compile(
    r"toi thi|it nh|khong qua|khong vuot|toi da|khong duoi|khong thap|khong it|khong de|cham nhat|nhieu nhat|[≥≤]|[<>]="
)


def is_goal(line: Line) -> bool:
    """Whether the sentence speaks of what is aimed at."""
    return bool(GOAL.search(line.low))


def has_aim(line: Line, amount: Amount) -> bool:
    """Whether the number's own words or its sentence ask for it: "tối thiểu", "… trở lên", "phấn đấu"."""
    own = AIMED_SIGN.match(amount.sign) or line.bare[amount.number_end : amount.end].strip()
    return bool(own) or is_goal(line)
