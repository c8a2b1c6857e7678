"""Whatever a file holds, reading it says something and does not break."""

import random

import pytest

from documents.text import Cell, Row, Table, Text, from_pasted
from plans.reading import read_plan

WORDS = (
    "KẾ HOẠCH|QUYẾT ĐỊNH|Số:|12/KH-UBND|/KH-|UBND TỈNH LAM GIANG|SỞ NỘI VỤ|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Lam Giang, ngày|ngày 31/02/2026"
    "|ngày 05 tháng 01 năm 2026|kiểm tra|công bố Chỉ số|năm 2026|giai đoạn 2026 - 2030|Căn cứ Luật|thay thế Kế hoạch số 1/KH|I.|1.|a)|-|(|)|:|;|,|."
    "|Đơn vị chủ trì:|phối hợp với|Thời gian:|Quý III/2026|Thường xuyên|tháng 13|Giao Sở Nội vụ|chủ trì|TM.|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|Nguyễn Văn An"
    "|Trưởng đoàn:|Đơn vị được kiểm tra|Thời gian kiểm tra:|đã ban hành Kế hoạch số|đồng chí|vừa ban hành Kế hoạch|Nơi nhận:|-nt-|“|I|x|TT|Nhiệm vụ"
    "|Cơ quan chủ trì|Sở Văn hóa, Thể thao và Du lịch|các sở, ban, ngành|TỔ CHỨC THỰC HIỆN|PHÂN CÔNG|Chỉ tiêu|%|\t|\n"
)
HEADINGS = (
    "TT",
    "Nhiệm vụ",
    "Nhiệm vụ chung",
    "Chủ trì",
    "Phối hợp",
    "Thời gian",
    "Sản phẩm",
    "Kinh phí",
    "Quý I",
    "Đơn vị được kiểm tra",
    "Họ và tên",
    "",
)


PIECES = WORDS.split("|")


@pytest.mark.parametrize("seed", range(60))
def test_any_words_are_read_and_every_piece_stands_where_it_says(seed):
    chance = random.Random(seed)
    words = "".join(chance.choice(PIECES) + chance.choice((" ", " ", "\n")) for _ in range(chance.randint(1, 160)))
    text = from_pasted(f"{words} kết thúc")
    plan = read_plan(text)
    for found in filter(
        None, (plan.number, plan.issued_on, plan.issued_in, plan.issuer, plan.superior, plan.title, plan.signer)
    ):
        assert text.content[found.start : found.end] == found.quote
    assert all(0 <= task.start < task.end <= len(text.content) and task.content for task in plan.tasks)


@pytest.mark.parametrize("seed", range(60))
def test_any_table_is_read(seed):
    chance = random.Random(seed)
    width = chance.randint(1, 7)
    heading = Row(tuple(Cell(chance.choice(HEADINGS), 0) for _ in range(width)))
    rows = [
        Row(tuple(Cell(chance.choice((*PIECES, "", "", "nt")).strip(), 9, chance.random() < 0.2) for _ in range(width)))
        for _ in range(12)
    ]
    table = Table((heading, *rows), 1)
    assert all(task.content for task in read_plan(Text((table, table), "KẾ HOẠCH kiểm tra năm 2026")).tasks)
