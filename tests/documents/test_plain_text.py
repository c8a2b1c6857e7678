"""What is read from a text file or pasted words: encodings, paragraphs, tables."""

import unicodedata

import pytest

from documents.text import Paragraph, Table, Text, Unreadable, from_pasted, from_upload

PLAN = "KẾ HOẠCH\nCải cách hành chính năm 2026\nTỷ lệ hồ sơ đúng hạn đạt tối thiểu 95%.\n"
READ = ["KẾ HOẠCH", "Cải cách hành chính năm 2026", "Tỷ lệ hồ sơ đúng hạn đạt tối thiểu 95%."]


def said(text: Text) -> list[str]:
    return [block.text for block in text.blocks if isinstance(block, Paragraph)]


def tables(text: Text) -> list[list[list[str]]]:
    return [
        [[each.text for each in line.cells] for line in block.rows] for block in text.blocks if isinstance(block, Table)
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAN.encode("utf-8"), id="UTF-8"),
        pytest.param(PLAN.encode("utf-8-sig"), id="UTF-8 có dấu BOM"),
        pytest.param(PLAN.encode("utf-16"), id="UTF-16 có dấu BOM"),
        pytest.param(b"\xfe\xff" + PLAN.encode("utf-16-be"), id="UTF-16 BE có dấu BOM"),
        pytest.param(PLAN.encode("utf-16-le"), id="UTF-16 LE không có BOM"),
        pytest.param(PLAN.encode("utf-16-be"), id="UTF-16 BE không có BOM"),
        pytest.param(PLAN.replace("\n", "\r\n").encode(), id="xuống dòng kiểu Windows"),
        pytest.param(unicodedata.normalize("NFD", PLAN).encode(), id="dấu rời (NFD)"),
        pytest.param(
            PLAN.replace(" ", "\u00a0").replace("ạ", "\u200bạ").encode(), id="dấu cách cứng, ký tự không chiếm chỗ"
        ),
        pytest.param(PLAN.replace("đ", "\u00f0").encode(), id="chữ ð thay cho đ"),
    ],
)
def test_unicode_in_any_form_is_read_alike(content):
    assert said(from_upload(content, "kế hoạch.txt")) == READ


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param("Céng hoµ x· héi chñ nghÜa ViÖt Nam. KÕ ho¹ch c¶i c¸ch hµnh chÝnh", "bảng mã cũ", id="TCVN3"),
        pytest.param(
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Keá hoaïch caûi caùch haønh chính", "bảng mã cũ", id="VNI"
        ),
        pytest.param("Ke^' hoa.ch ca?i ca'ch ha`nh chi'nh nha` nu+o+'c na(m 2026", "VIQR", id="VIQR"),
        pytest.param(PLAN.encode().decode("cp1252", "replace"), "vỡ chữ", id="UTF-8 đọc nhầm thành Windows-1252"),
        pytest.param("K? ho?ch c?i cách hành chính c?a t?nh n?m 2026", "mất chữ", id="chữ có dấu đã thành dấu hỏi"),
        pytest.param(PLAN * 20 + "nhiÖm vô c¶i c¸ch hµnh chÝnh nhµ n\u00adíc", "bảng mã cũ", id="hai bảng mã lẫn lộn"),
    ],
)
def test_words_in_another_encoding_are_refused_with_an_example(words, reason):
    with pytest.raises(Unreadable, match=f"{reason}.*ví dụ “"):
        from_pasted(words)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("KÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2026".encode("latin-1"), "bảng mã cũ", id="tệp TCVN3"),
        pytest.param(PLAN.encode() * 9 + "Sở Nội vụ".encode("utf-16-le")[:9] + b"\xd8", "NUL", id="UTF-8 lẫn UTF-16"),
        pytest.param(PLAN.encode() + b"\nt\xe9nh \xff\xfe", "không phải Unicode ở dòng 5", id="chữ lạ giữa tệp UTF-8"),
        pytest.param(b"abc\0def\0", "NUL", id="ký tự NUL"),
    ],
)
def test_a_file_that_is_not_unicode_is_refused(content, reason):
    with pytest.raises(Unreadable, match=reason):
        from_upload(content, "kế hoạch.txt")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(
            "Nhiệt độ phòng 25°C ± 2, diện tích 30m², bản quyền © Café Zürich.", id="ký hiệu và tên nước ngoài"
        ),
        pytest.param("Ke hoach cai cach hanh chinh nam 2026 cua tinh (ban khong dau)", id="tiếng Việt không dấu"),
        pytest.param("Chỉ số SIPAS là gì? Đạt bao nhiêu? Xem tại trang?id=5&năm=2026.", id="câu hỏi và địa chỉ trang"),
        pytest.param("Theo “Đề án 06” – nhóm «A», mục 1·2.", id="ngoặc kép và dấu chấm giữa"),
    ],
)
def test_unusual_signs_are_no_other_encoding(words):
    assert said(from_pasted(words)) == [words]


def test_wrapped_lines_are_paragraphs_again():
    wrapped = (
        "KẾ HOẠCH\n"
        "1. Rà soát toàn bộ thủ tục hành chính thuộc phạm vi quản lý, đề\n"
        "xuất cắt giảm ít nhất 30% thời gian giải quyết so với năm 2025, bảo\n"
        "2\n"
        "đảm công khai, minh bạch; báo cáo kết quả về Ủy ban nhân dân thành\n"
        "phố trước ngày 15/12/2026.\n"
        "a) Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98% trở lên tại tất cả\n"
        "các cơ quan, đơn vị của tỉnh và Ủy ban nhân dân các xã, phường\n"
        "b) Tổ chức đối thoại.\n"
        "Nơi nhận:\n"
        "- Ủy ban nhân dân tỉnh (để báo cáo);\n"
        "- Lưu: VT.\n"
    )
    assert said(from_pasted(wrapped)) == [
        "KẾ HOẠCH",
        "1. Rà soát toàn bộ thủ tục hành chính thuộc phạm vi quản lý, đề xuất cắt giảm ít nhất 30% thời gian giải quyết so với "
        "năm 2025, bảo đảm công khai, minh bạch; báo cáo kết quả về Ủy ban nhân dân thành phố trước ngày 15/12/2026.",
        "a) Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98% trở lên tại tất cả các cơ quan, đơn vị của tỉnh và Ủy ban nhân dân "
        "các xã, phường",
        "b) Tổ chức đối thoại.",
        "Nơi nhận:",
        "- Ủy ban nhân dân tỉnh (để báo cáo);",
        "- Lưu: VT.",
    ]


def test_a_number_that_stands_alone_between_sentences_is_kept():
    pasted = (
        "Rà soát toàn bộ thủ tục hành chính thuộc phạm vi.\n2\nCông khai kết quả giải quyết hồ sơ trên Cổng dịch vụ.\n"
        * 2
    )
    assert said(from_pasted(pasted)).count("2") == 2


def test_lines_that_are_whole_paragraphs_stay_as_they_are():
    news = "Quận đặt chỉ tiêu " + "cải cách hành chính " * 20 + "\nUBND các phường\nthực hiện\n" + "Rà soát " * 60
    assert len(said(from_pasted(news))) == 4


def test_a_page_without_line_breaks_is_parted_where_paragraphs_plainly_begin():
    filler = "Các cơ quan triển khai kế hoạch theo chức năng, nhiệm vụ được giao; báo cáo kết quả định kỳ " * 40
    page = f"QUYẾT ĐỊNH: Điều 1. Ban hành Kế hoạch. I. MỤC TIÊU 1. Mục tiêu chung {filler}. 2. Mục tiêu cụ thể: - Tỷ lệ 95%; - Tỷ lệ 90%."
    begun = [words[:12].strip() for words in said(from_pasted(page))]
    assert begun == [
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban",
        "I. MỤC TIÊU",
        "1. Mục tiêu",
        "2. Mục tiêu",
        "- Tỷ lệ 95%;",
        "- Tỷ lệ 90%.",
    ]


HEAD = ["TT", "Nhiệm vụ", "Chủ trì"]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        pytest.param(
            "TT\tNhiệm vụ\tChủ trì\n1\tRà soát\tSở Nội vụ\n2\tCông khai\t",
            [HEAD, ["1", "Rà soát", "Sở Nội vụ"], ["2", "Công khai", ""]],
            id="ô cách nhau bằng tab",
        ),
        pytest.param(
            'TT\tNhiệm vụ\tChủ trì\n1\t"Rà soát\nvà ""cắt giảm"""\tSở Nội vụ',
            [HEAD, ["1", 'Rà soát\nvà "cắt giảm"', "Sở Nội vụ"]],
            id="ô nhiều dòng dán từ Excel",
        ),
        pytest.param(
            "TT\tNhiệm vụ\tChủ trì\n1\tRà soát\nvà cắt giảm\tSở Nội vụ\nSở Tư pháp\n2\tCông khai\tVăn phòng",
            [HEAD, ["1", "Rà soát\nvà cắt giảm", "Sở Nội vụ\nSở Tư pháp"], ["2", "Công khai", "Văn phòng"]],
            id="ô nhiều đoạn dán từ Word",
        ),
        pytest.param(
            "| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 1 | Rà soát | Sở Nội vụ |",
            [HEAD, ["1", "Rà soát", "Sở Nội vụ"]],
            id="ô cách nhau bằng gạch đứng",
        ),
        pytest.param(
            "Phụ lục | TT | Nhiệm vụ | Chủ trì | | I | Thể chế | | 1 | Rà soát | Sở Nội vụ | | 2 | Công khai | | | 3 | Sửa | Sở Y tế | Hết",
            [
                HEAD,
                ["I", "Thể chế", ""],
                ["1", "Rà soát", "Sở Nội vụ"],
                ["2", "Công khai", ""],
                ["3", "Sửa", "Sở Y tế"],
            ],
            id="cả bảng trên một dòng, dòng nhóm ngắn hơn",
        ),
        pytest.param(
            "TT   Nhiệm vụ               Chủ trì\n1    Rà soát thủ tục        Sở Nội vụ\n     hành chính\n2    Công khai              Văn phòng",
            [HEAD, ["1", "Rà soát thủ tục hành chính", "Sở Nội vụ"], ["2", "Công khai", "Văn phòng"]],
            id="cột gióng bằng dấu cách",
        ),
    ],
)
def test_rows_and_columns_in_words_are_a_table(words, rows):
    assert tables(from_pasted(words)) == [rows]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("1.\tRà soát thủ tục\n2.\tCông khai kết quả\n-\tTại trụ sở", id="danh sách đánh số dán từ Word"),
        pytest.param("\tRà soát thủ tục\n\tCông khai kết quả", id="đoạn thụt đầu dòng"),
        pytest.param("Giá trị A | B là hai trường hợp", id="một gạch đứng trong câu"),
        pytest.param("Rà soát thủ  tục\nCông khai  kết quả", id="hai dấu cách gõ nhầm"),
    ],
)
def test_what_only_looks_like_columns_is_no_table(words):
    assert tables(from_pasted(words)) == []


@pytest.mark.parametrize("gap", ["\t", "\t\t", "               "])
def test_the_head_and_foot_of_an_official_paper_read_left_then_right(gap):
    sides = [
        ("UBND TỈNH AN BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 15/KH-SNV", "An Bình, ngày 05 tháng 01 năm 2026"),
    ]
    width = 20 if gap.isspace() and "\t" not in gap else 0
    head = "\n".join(f"{left:{width}}{gap}{right}" for left, right in sides)
    foot = f"{'Nơi nhận:':{width}}{gap}GIÁM ĐỐC\n{'- UBND tỉnh;':{width}}{gap}\n{'- Lưu: VT.':{width}}{gap}Lê Văn Mẫu"
    assert said(from_pasted(f"{head}\nKẾ HOẠCH\nNăm 2026\n\n{foot}")) == [
        *(left for left, _ in sides),
        *(right for _, right in sides),
        "KẾ HOẠCH",
        "Năm 2026",
        *["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "GIÁM ĐỐC", "Lê Văn Mẫu"],
    ]


@pytest.mark.parametrize(
    ("words", "paragraphs"),
    [
        pytest.param("Lam Giang, ngày\n09 tháng 4 năm 2025", ["Lam Giang, ngày 09 tháng 4 năm 2025"], id="giữa ngày"),
        pytest.param("Lam Giang, ngày 09\ntháng 4 năm 2025", ["Lam Giang, ngày 09 tháng 4 năm 2025"], id="giữa tháng"),
        pytest.param("Số:\n15/KH-UBND", ["Số: 15/KH-UBND"], id="sau “Số:”"),
        pytest.param("Lam\nGiang, ngày 09 tháng 4 năm 2025", ["Lam Giang, ngày 09 tháng 4 năm 2025"], id="tên nơi"),
        pytest.param("QUYẾT\nĐỊNH\nVề việc mẫu", ["QUYẾT ĐỊNH", "Về việc mẫu"], id="tên loại"),
        pytest.param(
            "Căn cứ Nghị\nquyết số 5/NQ-HĐND ngày\n02/02/2024 của HĐND xã;\nCăn cứ Luật mẫu;",
            ["Căn cứ Nghị quyết số 5/NQ-HĐND ngày 02/02/2024 của HĐND xã;", "Căn cứ Luật mẫu;"],
            id="giữa căn cứ",
        ),
        pytest.param(
            "Kinh phí thực hiện\n2. Thời gian", ["Kinh phí thực hiện", "2. Thời gian"], id="mục sau không dính"
        ),
        pytest.param("Sở Nội vụ\ncác sở, ngành", ["Sở Nội vụ", "các sở, ngành"], id="ô ngắn không dính"),
    ],
)
def test_breaks_of_a_web_page_inside_a_day_a_number_or_prose_are_closed(words, paragraphs):
    assert said(from_pasted(words)) == paragraphs


HEADINGS = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        pytest.param(
            ["I", "Thể chế", "1", "Rà soát", "Sở A", "Sở B", "Quý II", "2", "Tập huấn", "Sở C", "Sở D", "Tháng 9"],
            [
                ["I", "Thể chế", "", "", ""],
                ["1", "Rà soát", "Sở A", "Sở B", "Quý II"],
                ["2", "Tập huấn", "Sở C", "Sở D", "Tháng 9"],
            ],
            id="có dòng mục",
        ),
        pytest.param(
            [
                "1",
                "Rà soát",
                "Sở A",
                "Sở B",
                "Quý II",
                "2",
                "Tập huấn",
                "Sở C",
                "30/9",
                "3",
                "Sơ kết",
                "Sở A",
                "Sở B",
                "Quý III",
            ],
            [
                ["1", "Rà soát", "Sở A", "Sở B", "Quý II"],
                ["2", "Tập huấn", "Sở C", "", "30/9"],
                ["3", "Sơ kết", "Sở A", "Sở B", "Quý III"],
            ],
            id="thiếu một ô, đặt theo cột thời gian",
        ),
        pytest.param(
            ["1", "Rà soát", "Sở A", "7", "Quý II", "2", "Tập huấn", "Sở C", "8", "Tháng 9"],
            [["1", "Rà soát", "Sở A", "7", "Quý II"], ["2", "Tập huấn", "Sở C", "8", "Tháng 9"]],
            id="số trong ô không phải số thứ tự",
        ),
        pytest.param(
            [
                "1",
                "Rà soát",
                "Sở A",
                "Sở B",
                "Quý II",
                "2",
                "Tập huấn",
                "Sở C",
                "3",
                "Sơ kết",
                "Sở A",
                "Sở B",
                "Quý III",
            ],
            [
                ["1", "Rà soát", "Sở A", "Sở B", "Quý II"],
                ["2", "Tập huấn\nSở C", "", "", ""],
                ["3", "Sơ kết", "Sở A", "Sở B", "Quý III"],
            ],
            id="không đặt được thì để nguyên lời",
        ),
    ],
)
def test_a_table_pasted_cell_by_cell_is_a_table(cells, rows, gap):
    text = from_pasted(gap.join(["Phụ lục", *HEADINGS, *cells, "Nơi nhận:", "- Như trên;"]))
    assert tables(text) == [[HEADINGS, *rows]]
    assert said(text) == ["Phụ lục", "Nơi nhận:", "- Như trên;"]


def test_an_empty_cell_of_a_pasted_column_keeps_its_place():
    rows = "\n\n".join(
        [
            "1",
            "Rà soát",
            "Sở A",
            "Sở B",
            "Quý II",
            "2",
            "Tập huấn",
            "Sở C",
            " ",
            "Tháng 9",
            "3",
            "Sơ kết",
            "Sở A",
            "Sở B",
            "Quý III",
        ]
    )
    assert tables(from_pasted("\n\n".join(HEADINGS) + "\n\n" + rows))[0][2] == ["2", "Tập huấn", "Sở C", "", "Tháng 9"]


def test_a_number_heading_alone_makes_no_table():
    words = ["TT", "Sở Nội vụ báo cáo.", "1", "Các sở thực hiện."]
    assert tables(from_pasted("\n".join(words))) == []
