"""What is read from a PDF with a text layer: paragraphs, columns and ruled tables in reading order."""

import pytest

from documents.reading.pdf_text import from_pdf
from documents.text import Paragraph, Table, Text, Unreadable
from tests.documents.pdf_files import HEIGHT, Sheet, pdf

SIZE = 12
FULL = "Các cơ quan, đơn vị rà soát toàn bộ thủ tục hành chính thuộc phạm vi quản lý,"  # a line that fills the page


def read(*sheets: Sheet, **extra: str) -> Text:
    return from_pdf(pdf(*sheets, **extra), "kế hoạch.pdf")


def said(text: Text) -> list[str]:
    return [block.text for block in text.blocks if isinstance(block, Paragraph)]


def tables(text: Text) -> list[list[list[str]]]:
    return [
        [[each.text for each in line.cells] for line in block.rows] for block in text.blocks if isinstance(block, Table)
    ]


def test_wrapped_lines_are_paragraphs_again_and_numbered_ones_stay_apart():
    sheet = Sheet()
    sheet.say(200, 60, "KẾ HOẠCH")
    sheet.lines(
        85, 90, "1. " + FULL, "cắt giảm ít nhất 30% thời gian.", "2. " + FULL, "công khai kết quả.", "Điều 2. Thi hành."
    )
    assert said(read(sheet)) == [
        "KẾ HOẠCH",
        f"1. {FULL} cắt giảm ít nhất 30% thời gian.",
        f"2. {FULL} công khai kết quả.",
        "Điều 2. Thi hành.",
    ]


def test_a_short_line_ends_its_paragraph():
    sheet = Sheet()
    sheet.lines(85, 60, FULL, "gồm", "Sở Nội vụ", FULL)
    assert said(read(sheet)) == [f"{FULL} gồm", "Sở Nội vụ", FULL]


def test_an_indented_line_begins_a_paragraph():
    sheet = Sheet()
    sheet.lines(85, 60, FULL, FULL.rstrip(","))
    sheet.say(121, 92, "Ủy ban nhân dân các xã, phường")
    assert said(read(sheet)) == [f"{FULL} {FULL.rstrip(',')}", "Ủy ban nhân dân các xã, phường"]


def test_a_paragraph_goes_on_over_the_page_and_knows_where_it_began():
    first, second = Sheet(), Sheet()
    first.lines(85, 60, FULL, FULL)
    first.say(300, HEIGHT - 30, "1")
    second.say(300, 30, "2")
    second.lines(85, 60, "bảo đảm đúng hạn.", "3. " + FULL)
    text = read(first, second)
    assert said(text) == [f"{FULL} {FULL} bảo đảm đúng hạn.", f"3. {FULL}"]
    assert [block.page for block in text.blocks] == [1, 2]


def test_page_numbers_and_running_heads_are_no_text():
    sheets = []
    for number in range(1, 5):
        sheet = Sheet()
        sheet.say(85, 40, "Kế hoạch cải cách hành chính năm 2026")
        sheet.say(300, HEIGHT - 30, f"- {number} -")
        sheet.say(85, 200, f"Đoạn thứ {number} của kế hoạch, đủ dài cho một trang.")
        sheets.append(sheet)
    assert said(read(*sheets)) == [f"Đoạn thứ {number} của kế hoạch, đủ dài cho một trang." for number in range(1, 5)]


def test_footnotes_and_their_references_are_no_text():
    first, second = Sheet(), Sheet()
    first.lines(
        85, 60, FULL, FULL, "theo Quyết định số 15/QĐ-UBND, diện tích 30m, tỷ lệ đạt từ 95% trở lên, công khai,"
    )
    first.say(85 + 31 * 6, 60 + 2 * 15.6 - 4, "7", size=7)
    first.lines(85, 780, "7 Quyết định của Ủy ban nhân dân tỉnh.", size=9)
    second.lines(85, 60, "bảo đảm đúng hạn.", FULL)
    text = " ".join(said(read(first, second)))
    assert "15/QĐ-UBND, diện tích 30m, tỷ lệ đạt từ 95% trở lên, công khai, bảo đảm đúng hạn." in text
    assert "7" not in text


def test_small_print_that_is_no_footnote_stays():
    sheet = Sheet()
    sheet.lines(85, 60, FULL, FULL, FULL, FULL)
    sheet.lines(85, 400, "Nơi nhận:", "- Ủy ban nhân dân tỉnh;", size=9)
    sheet.say(300, 50, "2", size=7)
    assert said(read(sheet))[-2:] == ["Nơi nhận:", "- Ủy ban nhân dân tỉnh;"]


def test_the_head_of_an_official_paper_reads_left_then_right():
    sheet = Sheet()
    for place, (left, right) in enumerate(
        [
            ("UBND TỈNH AN BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"),
            ("Số: 15/KH-SNV", "An Bình, ngày 05 tháng 01 năm 2026"),
        ]
    ):
        sheet.say(85, 60 + 18 * place, left)
        sheet.say(300, 60 + 18 * place, right)
    sheet.say(260, 140, "KẾ HOẠCH")
    assert said(read(sheet)) == [
        "UBND TỈNH AN BÌNH",
        "SỞ NỘI VỤ",
        "Số: 15/KH-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Bình, ngày 05 tháng 01 năm 2026",
        "KẾ HOẠCH",
    ]


def ruled(rows: list[list[str]], top: float = 100) -> Sheet:
    """A page with one table of three columns, the words of each cell on lines of their own."""
    sheet = Sheet()
    places = [top + 60 * place for place in range(len(rows) + 1)]
    sheet.grid([85, 120, 350, 500], places)
    for place, cells in zip(places, rows, strict=False):
        for left, words in zip([90, 125, 355], cells, strict=True):
            sheet.lines(left, place + 15, *words.split("\n"))
    return sheet


def test_ruling_lines_make_a_table_and_wrapped_cells_are_whole_again():
    sheet = ruled(
        [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát thủ tục hành chính thuộc thẩm\nquyền giải quyết", "Sở Nội vụ"]]
    )
    sheet.say(85, 60, "Phụ lục các nhiệm vụ của kế hoạch")
    sheet.say(85, 300, "Trên đây là kế hoạch của Sở.")
    text = read(sheet)
    assert tables(text) == [
        [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát thủ tục hành chính thuộc thẩm quyền giải quyết", "Sở Nội vụ"]]
    ]
    assert [type(block) for block in text.blocks] == [Paragraph, Table, Paragraph]


def test_cells_without_a_line_between_them_are_one():
    sheet = Sheet()
    for place in (100, 130, 160):
        sheet.rule(85, place, 500, place)
    for place in (85, 500):
        sheet.rule(place, 100, place, 160)
    sheet.rule(200, 130, 200, 160)
    sheet.say(90, 120, "I. Cải cách thủ tục hành chính của tỉnh")
    sheet.say(90, 150, "1")
    sheet.say(210, 150, "Rà soát thủ tục hành chính")
    (found,) = read(sheet).blocks
    assert [line.is_section for line in found.rows] == [True, False]
    assert [each.text for each in found.rows[1].cells] == ["1", "Rà soát thủ tục hành chính"]


def test_a_table_that_goes_on_over_the_page_is_one_without_its_head_repeated():
    head = ["TT", "Nhiệm vụ của kế hoạch", "Cơ quan chủ trì"]
    first = ruled(
        [head, ["1", "Rà soát thủ tục và công khai", "Sở Nội vụ"], ["2", "Sửa đổi quy chế làm việc", "Văn phòng"]]
    )
    second = ruled(
        [head, ["", "của cơ quan theo mẫu chung", ""], ["3", "Tổ chức đối thoại với dân", "Sở Tư pháp"]], top=60
    )
    assert tables(read(first, second)) == [
        [
            head,
            ["1", "Rà soát thủ tục và công khai", "Sở Nội vụ"],
            ["2", "Sửa đổi quy chế làm việc của cơ quan theo mẫu chung", "Văn phòng"],
            ["3", "Tổ chức đối thoại với dân", "Sở Tư pháp"],
        ]
    ]


def test_tables_with_other_columns_or_words_between_them_stay_apart():
    first = ruled([["TT", "Nhiệm vụ của kế hoạch", "Chủ trì"], ["1", "Rà soát thủ tục hành chính", "Sở Nội vụ"]])
    first.say(85, 400, "Phụ lục II về các chỉ tiêu của kế hoạch")
    second = ruled([["TT", "Chỉ tiêu của kế hoạch", "Đơn vị"], ["1", "Tỷ lệ hồ sơ đúng hạn", "Tỷ lệ %"]])
    assert [len(table) for table in tables(read(first, second))] == [2, 2]


def test_a_page_on_its_side_is_read_as_it_is_shown():
    sheet = Sheet(on_its_side=True)
    sheet.lines(85, 60, FULL, "công khai kết quả.", "2. " + FULL)
    assert said(read(sheet)) == [f"{FULL} công khai kết quả.", f"2. {FULL}"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_no_letter_is_lost_on_a_page_that_was_turned_by_mistake(turn):
    sheet = Sheet()
    sheet.lines(85, 60, FULL, FULL)
    found = "".join(said(read(sheet, extra=f"/Rotate {turn}")))
    assert sorted(found.replace(" ", "")) == sorted((FULL + FULL).replace(" ", ""))


def test_a_scan_is_refused_also_with_a_stamp_on_it():
    stamped = Sheet()
    stamped.say(400, 40, "Ký bởi: Sở Nội vụ")
    for sheets in ([Sheet(), Sheet()], [stamped, Sheet()]):
        with pytest.raises(Unreadable, match="bản quét"):
            read(*sheets)


def test_old_letters_in_a_pdf_are_refused():
    sheet = Sheet()
    sheet.lines(85, 60, *["KÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2026 cña ñy ban nh©n d©n"] * 3)
    with pytest.raises(Unreadable, match="bảng mã cũ"):
        read(sheet)


def test_letters_whose_meaning_the_font_keeps_to_itself_are_refused():
    sheet = Sheet()
    sheet.say(85, 60, "".join(chr(0xE100 + place) for place in range(60)))
    with pytest.raises(Unreadable, match="phông chữ"):
        read(sheet)
