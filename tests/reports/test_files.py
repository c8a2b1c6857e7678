"""The files: what stands in them is what stands on the page; numbers are numbers, words are never run."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from reports import paper_format, sheets, word
from reports.table import USUAL_COLUMNS, Column, Line, Table, Value

NASTY = '=HYPERLINK("http://x")'
TABLE = Table(
    form="01/XA",
    form_name="Số liệu CCHC của xã, phường, đặc khu",
    period="6 tháng đầu năm 2026",
    days="15/12/2025 – 14/06/2026",
    agency="UBND tỉnh Lam Giang",
    extent="all",
    cut_off="14/06/2026",
    owing=60,
    approved=58,
    missing=("UBND xã An Bình", "UBND xã Bình Minh"),
    names={7: "UBND xã Cẩm Sơn", 8: "@SUM(A1)"},
    lines=(
        Line(
            indicator=1,
            code="CT1",
            name="Tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn",
            section="Thủ tục hành chính",
            number="1",
            unit="%",
            asked="≥ 98%",
            period=Value("97,3", "292/3"),
            to_date=Value("1.234,5", "2469/2"),
            versus_before=Value("−0,7 điểm %", "-7/10", " điểm %", signed=True),
            verdict="near",
            verdict_word="Gần đạt",
            verdict_gap="thiếu 0,7 điểm %",
            notes=("mẫu nhỏ", "đã đính chính ngày 05/10/2026"),
            parts={7: ("292/300", "292/300", None, None), 8: ("", "0/0", None, None)},
        ),
        Line(
            indicator=2,
            code="CT2",
            name=NASTY,
            section="Bộ máy & <b>công vụ</b>",
            number="1",
            is_part=True,
            unit="hội nghị",
            period=Value("12", "12/1"),
            notes=("+cmd|' /C calc'!A0 \x0b",),
        ),
    ),
)
CHANGES = [("Thay đổi so với bản xuất trước", ["1. Lũy kế: 97,3 → 96,1. Đã đính chính & <xong>."])]


def cells_of(book: bytes, name: str) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name(name).to_python()


@pytest.fixture(scope="module")
def book():
    return sheets.workbook_of(TABLE, CHANGES)


@pytest.fixture(scope="module")
def paper():
    return Document(io.BytesIO(word.paper_of(TABLE, CHANGES)))


def test_the_book_holds_the_table_in_its_order_with_numbers_as_numbers(book):
    rows = [row for row in cells_of(book, "Biểu tổng hợp") if any(row)]
    heads = next(row for row in rows if row[0] == "TT")
    assert heads == ["TT", "Chỉ tiêu", *(column.label for column in USUAL_COLUMNS)]
    first = rows[rows.index(heads) + 2]
    assert first[:4] == ["1", "Tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn", "%", "≥ 98%"]
    assert first[4] == pytest.approx(97.3333333333)
    assert first[5] == pytest.approx(1234.5)
    assert first[7] == pytest.approx(-0.7)
    assert first[8:] == ["Gần đạt, thiếu 0,7 điểm %", "Mẫu nhỏ; đã đính chính ngày 05/10/2026"]


@pytest.mark.parametrize(
    "value, shown",
    [
        (Value("97,3", "292/3"), "#,##0.0"),
        (Value("12", "12/1"), "#,##0"),
        (Value("97,96", "9796/100"), "#,##0.00"),
        (
            Value("−0,7 điểm %", "-7/10", " điểm %", signed=True),
            '"+"#,##0.0" điểm %";"−"#,##0.0" điểm %";#,##0.0" điểm %"',
        ),
    ],
)
def test_a_number_is_shown_with_the_decimals_of_the_page(value, shown):
    assert sheets.number_format(value) == shown


def test_words_that_look_like_formulas_stay_words(book):
    with zipfile.ZipFile(io.BytesIO(book)) as inside:
        written = [inside.read(name).decode() for name in inside.namelist() if "worksheets/sheet" in name]
    assert len(written) == 3
    assert not any("<f>" in text or "<hyperlink" in text for text in written)
    assert NASTY in [cell for row in cells_of(book, "Biểu tổng hợp") for cell in row]


def test_the_head_the_missing_and_the_changes_are_said_in_the_book(book):
    said = [cell for row in cells_of(book, "Biểu tổng hợp") for cell in row if isinstance(cell, str)]
    assert "Số liệu chốt ngày 14/06/2026 · 58/60 đơn vị đã xác nhận" in said
    assert "Chưa xác nhận (2 đơn vị): UBND xã An Bình, UBND xã Bình Minh." in said
    assert cells_of(book, "Thay đổi") == [[CHANGES[0][0]], CHANGES[0][1]]


def test_each_agency_s_own_parts_stand_behind_the_total(book):
    heads, *rows = cells_of(book, "Từng đơn vị")
    assert heads == list(sheets.PARTS_HEADS)
    assert rows[0][2:6] == ["UBND xã Cẩm Sơn", "Thực hiện kỳ", 292, 300]
    assert rows[0][6] == pytest.approx(97.3333333333)
    assert rows[1][2:] == ["@SUM(A1)", "Thực hiện kỳ", "chưa báo cáo", "", ""]
    assert rows[3][4:] == [0, 0, ""]


def test_the_paper_reads_as_the_page_does(paper):
    said = [paragraph.text for paragraph in paper.paragraphs if paragraph.text.strip()]
    assert said[:5] == sheets.head_of(TABLE)
    assert "Chưa xác nhận (2 đơn vị): UBND xã An Bình, UBND xã Bình Minh." in said
    assert "- 1. Lũy kế: 97,3 → 96,1. Đã đính chính & <xong>." in said
    assert not any("[[" in words or "{" in words for words in said)


def test_the_table_of_the_paper_stands_under_repeated_heads(paper):
    [table] = paper.tables
    rows = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]
    assert rows[0] == ["TT", "Chỉ tiêu", *(column.label for column in USUAL_COLUMNS)]
    assert rows[1][:2] == ["I", "Thủ tục hành chính"]
    assert rows[2] == [
        "1", "Tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn", "%", "≥ 98%", "97,3", "1.234,5", "", "−0,7 điểm %",
        "Gần đạt, thiếu 0,7 điểm %", "Mẫu nhỏ; đã đính chính ngày 05/10/2026",
    ]  # fmt: skip
    assert rows[3][1] == "Bộ máy & <b>công vụ</b>"
    assert rows[4][1] == NASTY
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert not table.rows[1]._tr.xpath("./w:trPr/w:tblHeader")


def test_the_paper_has_the_measures_of_nghi_dinh_30(paper):
    page = paper.sections[0]
    assert [round(size.mm) for size in (page.page_width, page.page_height)] == [297, 210]
    assert [round(size.mm) for size in (page.left_margin, page.right_margin, page.top_margin)] == [30, 15, 20]
    assert paper.styles["Normal"].font.name == "Times New Roman"
    assert page.different_first_page_header_footer


def test_the_columns_fill_the_page_whatever_is_chosen():
    for columns in ([], [Column.PERIOD], list(Column), list(USUAL_COLUMNS)):
        assert sum(paper_format.widths_of(columns)) == paper_format.ROOM_MM


def test_only_the_chosen_columns_stand_in_the_files():
    narrow = replace(TABLE, columns=("period", "note"))
    rows = cells_of(sheets.workbook_of(narrow), "Biểu tổng hợp")
    assert ["TT", "Chỉ tiêu", "Thực hiện kỳ", "Ghi chú"] in rows
    [table] = Document(io.BytesIO(word.paper_of(narrow))).tables
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Chỉ tiêu", "Thực hiện kỳ", "Ghi chú"]


def test_a_province_of_sixty_lines_and_sixty_agencies_is_one_book():
    parts = dict.fromkeys(range(60), ("95/100", "190/200", None, None))
    lines = tuple(replace(TABLE.lines[0], indicator=n, number=str(n), parts=parts) for n in range(60))
    large = replace(TABLE, lines=lines, names={agency: f"Đơn vị {agency}" for agency in range(60)})
    assert len(cells_of(sheets.workbook_of(large), "Từng đơn vị")) == 1 + 60 * 60 * 2
