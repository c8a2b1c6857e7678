"""A list of numbers under one verb or name: "giảm 30% thời gian, 20% chi phí", "hài lòng … đạt 90%, về y tế đạt 87%"."""

import re
from dataclasses import replace

from targets.reading.finds import Find
from targets.reading.letters import Line
from targets.reading.phrases import name_before
from targets.reading.places import Stated
from targets.target_reading import ReadKind

OWN_NAME = re.compile(r"\b(?:ty le|ti le|muc do|chi so|so luong|ty trong)\b")
OWN_VERB = re.compile(
    r"\b(?:dat|so hoa|xay dung|bo tri|dao tao|boi duong|bao dam|dam bao|co|hoan thanh|cung cap|xu ly|giai quyet|tiep nhan)\b"
)
VERB_AFTER = re.compile(r"\s?(?:dat|duoc|co|xep|hoan thanh|thuc hien|trien khai|su dung)\b")


def as_the_one_before(line: Line, hidden: str, part: Stated, find: Find, last: Find) -> Find:
    """The find as a further item of the list that `last` opened, where its own words name nothing new."""
    if find.kind != ReadKind.RATIO or find.unit != last.unit:
        return find
    between = hidden[last.end : part.amount.start]
    match last.kind:
        case ReadKind.CHANGE if find.value != 100 and not _names_itself(between):
            verb = "tăng" if last.direction == "up" else "giảm"
            name = re.sub(r"^Tỷ lệ ", "", find.indicator)
            return replace(
                find,
                kind=last.kind,
                indicator=f"Mức {verb} {name}",
                direction=last.direction,
                relative=last.relative,
                baseline=find.baseline or last.baseline,
            )
        case ReadKind.SATISFACTION if not OWN_NAME.search(between) and name_before(line, part.begin, part.amount.start):
            return replace(find, kind=last.kind)
        case ReadKind.SHARE_OF_UNITS if VERB_AFTER.match(hidden, part.amount.end):
            return replace(find, kind=last.kind, scope=last.scope)
    return find


def _names_itself(between: str) -> bool:
    own = between.rsplit(",", 1)[-1] if "," in between else between.rsplit(" va ", 1)[-1]
    return bool(OWN_NAME.search(own) or OWN_VERB.search(own))
