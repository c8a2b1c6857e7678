"""What is read from a Word file: what a reader sees who accepts all changes, in the order of the page."""

import pytest

from documents.reading.docx_text import from_docx
from documents.text import Paragraph, Table, Text, Unreadable, from_upload
from tests.documents.word_files import cell, deleted, docx, inserted, listing, paragraph, row, run, table


def read(body: str, **parts: str) -> Text:
    return from_docx(docx(body, **parts), "kế hoạch.docx")


def said(text: Text) -> list[str]:
    return [block.text for block in text.blocks if isinstance(block, Paragraph)]


def cells(text: Text) -> list[list[str]]:
    (found,) = [block for block in text.blocks if isinstance(block, Table)]
    return [[each.text for each in line.cells] for line in found.rows]


@pytest.mark.parametrize(
    ("runs", "seen"),
    [
        pytest.param(run("đạt ") + deleted("80%") + inserted("90%"), "đạt 90%", id="chữ đã xoá không còn, chữ thêm có"),
        pytest.param(
            f'{run("trước ")}<w:moveFrom w:id="3" w:author="an">{run("chỗ cũ")}</w:moveFrom>'
            f'<w:moveTo w:id="4" w:author="an">{run("chỗ mới")}</w:moveTo>',
            "trước chỗ mới",
            id="chữ đã chuyển đi",
        ),
        pytest.param(
            run("đạt 90%") + f'<w:del w:id="2" w:author="an">{run(", bỏ")}</w:del>',
            "đạt 90%",
            id="chữ đã xoá mà phần mềm khác ghi như chữ thường",
        ),
        pytest.param(run("hiện") + run(" ẩn", "<w:vanish/>"), "hiện", id="chữ ẩn"),
        pytest.param(run("hiện") + run(" cả", '<w:vanish w:val="0"/>'), "hiện cả", id="chữ thôi ẩn"),
        pytest.param(run("kế hoạch", "<w:caps/>"), "KẾ HOẠCH", id="chữ hiện bằng chữ hoa"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "7",
            id="kết quả của trường, không phải mã trường",
        ),
        pytest.param(f"<w:hyperlink>{run('Quyết định')}</w:hyperlink>{run(' số 5')}", "Quyết định số 5", id="liên kết"),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Sở Nội vụ')}</w:sdtContent></w:sdt>", "Sở Nội vụ", id="ô nhập"
        ),
        pytest.param(
            run("12/KH") + "<w:r><w:noBreakHyphen/><w:t>UBND</w:t></w:r>", "12/KH-UBND", id="gạch nối không ngắt"
        ),
        pytest.param(
            run("tỷ lệ ") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 90%"),
            "tỷ lệ ≥ 90%",
            id="ký hiệu ≥",
        ),
        pytest.param(run("chú thích") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "chú thích", id="số chú thích"),
        pytest.param(
            run("ca\u0309i ca\u0301ch\u00a0 hành\u200b chính"), "cải cách hành chính", id="dấu rời và dấu cách lạ"
        ),
    ],
)
def test_a_paragraph_says_what_a_reader_sees(runs, seen):
    assert said(read(paragraph(runs))) == [seen]


def test_a_document_that_its_program_has_numbered_is_found():
    whole = docx(paragraph("Kế hoạch"), main="word/document2.xml")
    assert said(from_upload(whole, "kế hoạch.docx")) == ["Kế hoạch"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    body = paragraph("Tỷ lệ hồ sơ đúng hạn", mark='<w:del w:id="9" w:author="an"/>') + paragraph(" đạt 95%.")
    assert said(read(body)) == ["Tỷ lệ hồ sơ đúng hạn đạt 95%."]


def test_a_line_break_parts_a_heading_but_not_a_sentence():
    broken = (
        "<w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>Cải cách hành chính năm 2026</w:t><w:br/><w:t>của thành phố</w:t></w:r>"
    )
    assert said(read(paragraph(broken))) == ["KẾ HOẠCH", "Cải cách hành chính năm 2026 của thành phố"]


def test_a_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{paragraph('DỰ THẢO')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert said(read(paragraph(run("Số: 5/KH-SNV") + drawn))) == ["Số: 5/KH-SNV", "DỰ THẢO"]


def test_headings_are_marked_and_the_list_of_contents_is_left_out():
    styles = (
        '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Muc"><w:name w:val="Mục lớn"/><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    )
    body = paragraph("I. MỤC ĐÍCH 3", style="T1") + paragraph("I. MỤC ĐÍCH", style="Muc") + paragraph("Một câu.")
    assert [(block.text, block.is_heading) for block in read(body, styles=styles).blocks] == [
        ("I. MỤC ĐÍCH", True),
        ("Một câu.", False),
    ]


def test_lists_count_as_word_counts_them():
    numbering = listing(("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))
    levels = [0, 1, 2, 2, 1, 2, 3, 0, 1]
    body = "".join(paragraph(f"mục {place}", listed=(1, level)) for place, level in enumerate(levels))
    labels = [block.label for block in read(body, numbering=numbering).blocks]
    assert labels == ["I.", "1.", "a)", "b)", "2.", "a)", "-", "II.", "1."]


def test_a_list_of_several_levels_is_written_whole_and_a_style_may_carry_it():
    styles = (
        '<w:style w:styleId="Dieu"><w:name w:val="Điều"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Khoan"><w:name w:val="Khoản"/><w:basedOn w:val="Dieu"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("một", style="Dieu") + paragraph("hai", style="Khoan") + paragraph("ba", style="Khoan")
    text = read(body, styles=styles, numbering=listing(("decimal", "Điều %1."), ("decimal", "%1.%2.")))
    assert [block.label for block in text.blocks] == ["Điều 1.", "1.1.", "1.2."]


def test_merged_cells_stand_in_every_place_that_they_cover():
    body = table(
        row(cell("TT", merge="restart"), cell("Cơ quan", span=2)),
        row(cell(merge="continue"), cell("Chủ trì"), cell("Phối hợp")),
        row(cell("I. Cải cách thể chế", span=3)),
        row(cell("1"), cell("Sở Nội vụ"), cell("Sở Tư pháp")),
    )
    text = read(body)
    assert cells(text) == [
        ["TT", "Cơ quan", "Cơ quan"],
        ["TT", "Chủ trì", "Phối hợp"],
        ["I. Cải cách thể chế"] * 3,
        ["1", "Sở Nội vụ", "Sở Tư pháp"],
    ]
    rows = text.blocks[0].rows
    assert [line.is_section for line in rows] == [False, False, True, False]
    assert [each.is_repeated for each in rows[1].cells] == [True, False, False]
    assert text.content == "TT\tCơ quan\n\tChủ trì\tPhối hợp\nI. Cải cách thể chế\n1\tSở Nội vụ\tSở Tư pháp"


def test_deleted_rows_are_gone_and_numbers_of_lists_stand_in_cells():
    body = table(
        row(cell("TT"), cell("Nhiệm vụ")),
        row(cell(paragraph(listed=(1, 0))), cell("Rà soát")),
        row(cell("x"), cell("Đã bỏ"), shape='<w:del w:id="5" w:author="an"/>'),
        row(cell(paragraph(listed=(1, 0))), cell(paragraph("Một việc") + paragraph("Một việc nữa"))),
    )
    text = read(body, numbering=listing(("decimal", "%1")))
    assert cells(text) == [["TT", "Nhiệm vụ"], ["1", "Rà soát"], ["2", "Một việc\nMột việc nữa"]]


def test_a_table_within_a_cell_is_part_of_its_words_and_a_frame_of_one_cell_is_no_table():
    inner = table(row(cell("Quý I"), cell("20%")), row(cell("Quý II"), cell("40%")))
    body = table(row(cell("Tiến độ"), cell(inner))) + table(row(cell(paragraph("Trong khung") + paragraph("hai đoạn"))))
    text = read(body)
    assert cells(text) == [["Tiến độ", "Quý I; 20%\nQuý II; 40%"]]
    assert said(text) == ["Trong khung", "hai đoạn"]


def test_a_head_typed_with_tabs_reads_its_left_column_first():
    tabbed = "<w:r><w:t>{}</w:t><w:tab/><w:tab/><w:t>{}</w:t></w:r>"
    body = paragraph(tabbed.format("UBND TỈNH AN BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    body += paragraph(tabbed.format("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc")) + paragraph("KẾ HOẠCH")
    assert said(read(body)) == [
        "UBND TỈNH AN BÌNH",
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH",
    ]


def test_every_piece_knows_where_it_stands():
    body = (
        paragraph("Một")
        + table(row(cell("a", span=2), cell("b")), row(cell("c"), cell(), cell("d\u0301")))
        + paragraph("Hai")
    )
    text = read(body)
    for block in text.blocks:
        pieces = [block] if isinstance(block, Paragraph) else [each for line in block.rows for each in line.cells]
        assert [text.content[piece.start : piece.end] for piece in pieces] == [piece.text for piece in pieces]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(run("Ho¹t ®éng", '<w:rFonts w:ascii=".VnTime"/>'), id="một chữ bằng phông .VnTime"),
        pytest.param(run("Keá hoaïch", '<w:rFonts w:ascii="VNI-Times"/>'), id="một chữ bằng phông VNI"),
    ],
)
def test_words_in_an_old_font_are_refused_also_where_the_rest_is_unicode(words):
    with pytest.raises(Unreadable, match="bảng mã cũ"):
        read(paragraph("Kế hoạch cải cách hành chính. " * 300) + paragraph(words))


def test_unicode_words_may_bear_the_name_of_an_old_font():
    assert said(read(paragraph(run("Kế hoạch", '<w:rFonts w:ascii=".VnTime"/>')))) == ["Kế hoạch"]
