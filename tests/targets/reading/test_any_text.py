"""Whatever stands in a text: reading never fails, its places hold, and its time grows with the text alone."""

import random

import pytest

from targets.wording import read_sentence, read_targets
from tests.targets.reading.papers import paper

PIECES = [
    "tối thiểu",
    "100%",
    "từ",
    "đến",
    "trở lên",
    "không quá",
    "phấn đấu",
    "tỷ lệ",
    "hồ sơ",
    ", ",
    "; ",
    ". ",
    "(",
    ")",
    "15 phút",
    "2 lần/năm",
    "năm 2026",
    "ngày 31/2/2026",
    "trước ngày 30/6",
    "nhóm 15",
    "top",
    "xếp loại Tốt",
    "mọi",
    "không còn",
    "giảm",
    "gấp",
    "một nửa",
    "%",
    "1.234,5",
    "1.2.3.4",
    "≥",
    "≤",
    "/",
    "đ",
    "ß",
    "İ",
    "́",
    "\u200b",
    "\n",
    "\t",
    "",
    "",
    "- ",
    "+ ",
    "1. ",
    "a) ",
    "quý II/2026",
    "tháng 13/2026",
    "so với",
    "UBND các xã",
    "được",
    "đạt",
    "0",
    "00%",
    "99999999999999999999%",
    "٣%",
    "²%",
]
MOST_STEPS = 3


@pytest.mark.parametrize("seed", range(60))
def test_no_mixture_of_words_fails_and_every_place_holds(seed):
    dice = random.Random(seed)
    sentence = dice.choice(["", " "]).join(dice.choices(PIECES, k=dice.randrange(1, 60)))
    for one in read_sentence(sentence, year=dice.choice([None, 2026])):
        assert 0 <= one.sentence_start <= one.start <= one.end
        assert one.comparator in (">=", "<=", "=", ">", "<")
        assert one.sentence


@pytest.mark.parametrize("seed", range(20))
def test_no_paper_fails(seed):
    dice = random.Random(seed)
    lines = [
        " ".join(dice.choices(PIECES, k=dice.randrange(1, 30))).replace("\n", " ").replace("\t", " ") for _ in range(20)
    ]
    rows = [[dice.choice(PIECES).strip() for _ in range(4)] for _ in range(6)]
    text = paper(*lines, rows)
    for one in read_targets(text, year=2026):
        assert text.content[one.sentence_start : one.sentence_start + len(one.sentence)] == one.sentence
