"""How a place in a paper is named."""

import pytest

from documents.text import Paragraph, Text, from_pasted
from intake.spots import Spots

PAPER = """KẾ HOẠCH

Năm 2026 có 12 chỉ tiêu.

I. MỤC ĐÍCH

II. CHỈ TIÊU

1. Về thủ tục

a) Đạt 95% hồ sơ đúng hạn.

- Trong đó lĩnh vực đất đai 90%.

b) Xin lỗi 100% hồ sơ quá hạn.

2. Về bộ máy

2.1. Rà soát vị trí việc làm.

12 cơ quan được kiểm tra.

III. TỔ CHỨC THỰC HIỆN

Phụ lục các cơ quan

1. Tại Sở Tư pháp.
"""


@pytest.mark.parametrize(
    "words, name",
    [
        ("Năm 2026", "đoạn 2"),
        ("CHỈ TIÊU", "mục II"),
        ("95%", "mục II.1.a"),
        ("90%", "mục II.1.a"),
        ("100%", "mục II.1.b"),
        ("vị trí việc làm", "mục II.2.1"),
        ("12 cơ quan", "mục II.2.1"),
        ("TỔ CHỨC", "mục III"),
        ("Sở Tư pháp", "mục 1"),
    ],
)
def test_a_place_is_named_by_the_items_that_hold_it(words, name):
    text = from_pasted(PAPER)
    assert Spots(text).at(text.content.index(words)) == name


def test_a_number_that_word_itself_writes_counts():
    text = Text((Paragraph("Mục tiêu", 0, label="2."), Paragraph("Đạt 95%.", 9)), "Mục tiêu\nĐạt 95%.")
    assert Spots(text).at(12) == "mục 2"
