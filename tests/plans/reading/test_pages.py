"""Papers as pages of law and of news show them: broken heads, lost lines, cards of facts, one long line."""

from datetime import date

import pytest

from documents.text import from_pasted
from plans.reading import ReadKind, read_plan

BASES = """
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025; Luật mẫu về hộ tịch ngày 20 tháng 11 năm 2014;
Căn cứ Nghị quyết số 19/NQ-CP ngày 02/01/2026 của Chính phủ về chương trình mẫu;
Theo đề nghị của Giám đốc Sở Nội vụ.
"""


def read(paper: str):
    return read_plan(from_pasted(paper))


def value(found):
    return found and found.value


def head(issuer: str, day: str = "Lam Giang, ngày 08 tháng 01 năm 2026", number: str = "09/KH-UBND") -> str:
    return f"{issuer}\n-------\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\nSố: {number}\n|\n{day}\n|\n"


@pytest.mark.parametrize(
    ("block", "superior", "issuer"),
    [
        ("ỦY\nBAN NHÂN DÂN\nTỈNH LAM GIANG", None, "Ủy ban nhân dân tỉnh Lam Giang"),
        ("UỶ BAN NHÂN\nDÂN\nHUYỆN VĨNH AN", None, "Ủy ban nhân dân huyện Vĩnh An"),
        ("BỘ\nVĂN THƯ", None, "Bộ Văn thư"),
        ("Y BAN NHÂN DÂN\nTỈNH LAM GIANG", None, "Ủy ban nhân dân tỉnh Lam Giang"),
        (
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO LAM GIANG\nTRƯỜNG THPT SỐ MỘT",
            "Sở Giáo dục và Đào tạo Lam Giang",
            "Trường thpt số một",
        ),
        ("ỦY BAN DÂN TỘC", None, "Ủy ban Dân tộc"),
        ("UBND TỈNH LAM GIANG\nSỞ Y\nTẾ", "UBND tỉnh Lam Giang", "Sở Y tế"),
    ],
)
def test_a_name_broken_by_a_page_is_one_name(block, superior, issuer):
    plan = read(
        head(block) + "KẾ HOẠCH\nCẢI\nCÁCH HÀNH CHÍNH NĂM 2026\nThực hiện nhiệm vụ được giao, cơ quan xây dựng như sau:"
    )
    assert (value(plan.superior), value(plan.issuer)) == (superior, issuer)
    assert plan.title.value == "Kế hoạch cải cách hành chính năm 2026"


def test_a_broken_motto_is_no_agency():
    paper = head("UBND TỈNH LAM GIANG\nSỞ Y TẾ").replace("CỘNG HÒA XÃ HỘI\n", "CỘNG\nHÒA XÃ HỘI ")
    assert read(paper + "KẾ HOẠCH\nKiểm soát thủ tục hành chính năm 2026").issuer.value == "Sở Y tế"


@pytest.mark.parametrize(
    ("place", "below", "issuer"),
    [
        ("Lam Giang", "ỦY BAN NHÂN DÂN THÀNH PHỐ LAM GIANG", "Ủy ban nhân dân thành phố Lam Giang"),
        ("Bến Hạ", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG", "Ủy ban nhân dân tỉnh Lam Giang"),
        ("Lam Hoà", "Cải cách trên địa bàn tỉnh Lam Hòa cần được đẩy mạnh.", "Ủy ban nhân dân tỉnh Lam Hoà"),
    ],
)
def test_a_committee_without_a_place_gets_it_from_its_own_lines(place, below, issuer):
    day = f"{place}, ngày 08 tháng 01 năm 2026"
    paper = f"ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 9/QĐ-UBND | {day} |\nQUYẾT ĐỊNH\nBAN HÀNH KẾ HOẠCH MẪU\n{below}\n"
    plan = read(paper + BASES)
    assert (plan.issuer.value, bool(plan.issuer.doubt)) == (issuer, True)


CARD = """Kế hoạch 9/KH-UBND năm 2026 cải cách hành chính tỉnh Lam Giang
{card}
"""


@pytest.mark.parametrize(
    "card",
    [
        "| Số hiệu | 9/KH-UBND |\n| Ngày ban hành | 10/01/2026 |\n| Người ký | Trần Văn Minh |\n| Lĩnh vực | Bộ máy hành chính |",
        "Số hiệu: 9/KH-UBND Loại văn bản: Kế hoạch\nNơi ban hành: Tỉnh Lam Giang Người ký: Trần Văn Minh\nNgày ban hành: 10/01/2026 Ngày hiệu lực: Đang cập nhật",
        "Số hiệu 9/KH-UBND\nNgày ban hành 10/01/2026\nNgười ký Trần Văn Minh\nLĩnh vực Bộ máy hành chính",
    ],
)
def test_the_card_of_a_page_of_law_tells_the_signer_and_the_head_the_day(card):
    paper = (
        CARD.format(card=card)
        + head("ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG")
        + "KẾ HOẠCH\nCẢI CÁCH HÀNH CHÍNH NĂM 2026\n"
        + BASES
    )
    plan = read(paper)
    assert (plan.number.value, plan.signer.value, plan.issued_on.value) == (
        "09/KH-UBND",
        "Trần Văn Minh",
        date(2026, 1, 8),
    )
    assert plan.issued_in.value == "Lam Giang"


@pytest.mark.parametrize(
    ("number", "below", "title", "kind"),
    [
        (
            "9/KH-UBND",
            "RÀ SOÁT THỦ TỤC HÀNH CHÍNH NĂM 2026 TRÊN ĐỊA BÀN TỈNH LAM GIANG\nThực hiện Luật mẫu, UBND tỉnh ban hành như sau:",
            "Kế hoạch rà soát thủ tục hành chính năm 2026 trên địa bàn tỉnh Lam Giang",
            ReadKind.ANNUAL,
        ),
        (
            "9/QĐ-UBND",
            f"BAN HÀNH KẾ HOẠCH TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM 2026\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n{BASES}QUYẾT ĐỊNH:\nĐiều 1. Ban hành.",
            "Kế hoạch tuyên truyền cải cách hành chính năm 2026",
            ReadKind.ANNUAL,
        ),
        (
            "9/QĐ-UBND",
            f"ỦY BAN NHÂN DÂN TỈNH LAM GIANG\n{BASES}QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Chương trình hành động"
            " nâng cao năng lực cạnh tranh giai đoạn 2026 - 2030.",
            "Chương trình hành động nâng cao năng lực cạnh tranh giai đoạn 2026 - 2030",
            ReadKind.MULTI_YEAR,
        ),
        (
            "9/QĐ-UBND",
            f"Quyết định\nBAN HÀNH KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026\n{BASES}",
            "Kế hoạch cải cách hành chính năm 2026",
            ReadKind.ANNUAL,
        ),
    ],
)
def test_a_title_without_its_types_line_comes_from_the_number_and_capitals_or_article_1(number, below, title, kind):
    plan = read(head("ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG", number=number) + below)
    assert (plan.title.value, plan.kind, plan.issued_on.value) == (title, kind, date(2026, 1, 8))


def test_the_word_before_the_articles_is_no_title():
    paper = (
        head("BỘ VĂN THƯ", number="9/QĐ-BVT")
        + f"BỘ TRƯỞNG BỘ VĂN THƯ\n{BASES}QUYẾT ĐỊNH:\nĐiều 1. Thành lập tổ công tác."
    )
    assert read(paper).title is None


ONE_LINE = (
    "UBND TỈNH LAM GIANG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỞ Y TẾ Độc lập - Tự do - Hạnh phúc Số: 98/KH-SYT Lam Giang, ngày 13"
    " tháng 5 năm 2021 KẾ HOẠCH {title} Căn cứ Kế hoạch số 5/KH-UBND ngày 05/01/2021 của UBND tỉnh về cải cách hành chính; Sở Y tế"
    " ban hành Kế hoạch như sau: I. MỤC TIÊU 1. Nâng cao chất lượng."
)


@pytest.mark.parametrize("title", ["Cải cách hành chính năm 2021", "CẢI CÁCH HÀNH CHÍNH NĂM 2021"])
def test_a_paper_copied_as_one_line_is_read_like_any_other(title):
    plan = read(ONE_LINE.format(title=title))
    assert (plan.number.value, plan.issued_on.value) == ("98/KH-SYT", date(2021, 5, 13))
    assert (plan.superior.value, plan.issuer.value) == ("UBND tỉnh Lam Giang", "Sở Y tế")
    assert plan.title.value == "Kế hoạch cải cách hành chính năm 2021"
    assert [basis.value for basis in plan.based_on] == ["Kế hoạch số 5/KH-UBND ngày 05/01/2021 của UBND tỉnh"]


def test_a_headline_does_not_lend_its_number_to_an_unnumbered_paper():
    page = "Triển khai Nghị quyết số 13-NQ/TU ngày 06/9/2023 về chuyển đổi số\n"
    paper = page + head("ỦY BAN NHÂN DÂN\nXÃ ĐỒNG VÂN", number=" /KH-UBND") + "KẾ HOẠCH\nChuyển đổi số đến năm 2030"
    assert read(paper).number is None


@pytest.mark.parametrize(
    ("words", "papers"),
    [
        (
            "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n1. Luật ban hành văn bản mẫu số 8/2015/QH13;\n2. Thông tư số 5/2022/TT-BVT ngày 25/7/2022 của Bộ Văn thư.\n"
            "3. Nghị quyết số 5-NQ/TU ngày 17/6/2021 của Tỉnh ủy.\nII. MỤC TIÊU\n1. Nghị quyết số 1/NQ-CP được thực hiện.",
            ["Luật ban hành văn bản mẫu số 8/2015/QH13", "Thông tư số 5/2022/TT-BVT", "Nghị quyết số 5-NQ/TU"],
        ),
        (BASES, ["Luật Tổ chức", "Luật mẫu", "Nghị quyết số 19/NQ-CP"]),
        (
            "Thực hiện Nghị quyết số 5/NQ-HĐND ngày 02/01/2026 của HĐND tỉnh về nhiệm vụ; Chỉ thị số 7/CT-UBND ngày 03/01/2026 của UBND"
            " tỉnh, Quyết định số 8/QĐ-UBND ngày 04/01/2026 của UBND tỉnh về chương trình; Sở ban hành:",
            ["Nghị quyết số 5/NQ-HĐND", "Chỉ thị số 7/CT-UBND", "Quyết định số 8/QĐ-UBND"],
        ),
        (
            "Căn cứ văn bản số 31/SNV-CCHC ngày 02/01/2026 của Sở Nội vụ về việc xây dựng kế hoạch;",
            ["văn bản số 31/SNV-CCHC"],
        ),
        (
            "I. CĂN CỨ PHÁP LÝ\nLuật mẫu ngày 22/6/2023;\n- Nghị định số 4/2022/NĐ-CP ngày 24/6/2022 của Chính phủ quy định mẫu;\n"
            "II. MỤC TIÊU\nNghị quyết số 1/NQ-CP được thực hiện nghiêm.",
            ["Luật mẫu", "Nghị định số 4/2022/NĐ-CP"],
        ),
    ],
)
def test_every_paper_of_a_line_of_bases_is_named_once(words, papers):
    plan = read(
        head("ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG") + f"KẾ HOẠCH\nTHỰC HIỆN NGHỊ QUYẾT SỐ 4-NQ/TU NGÀY 01/01/2026\n{words}"
    )
    assert [found.value.startswith(paper) for found, paper in zip(plan.based_on, papers, strict=True)] == [True] * len(
        papers
    )


def test_a_pages_headline_in_capitals_is_not_the_papers_head():
    headline = "QUYẾT ĐỊNH BAN HÀNH KẾ HOẠCH SƠ KẾT THI HÀNH LUẬT MẪU\n"
    paper = headline + head("BỘ VĂN THƯ", number="46/QĐ-BVT")
    plan = read(
        f"{paper}QUYẾT ĐỊNH\nBAN HÀNH KẾ HOẠCH SƠ KẾT THI HÀNH LUẬT MẪU NĂM 2014 VÀ VĂN BẢN CHI TIẾT\nBỘ TRƯỞNG BỘ VĂN THƯ\n{BASES}"
    )
    assert (plan.number.value, plan.issuer.value) == ("46/QĐ-BVT", "Bộ Văn thư")
    assert plan.title.value == "Kế hoạch sơ kết thi hành luật mẫu năm 2014 và văn bản chi tiết"
    assert (plan.kind, plan.year_from.value) == (ReadKind.OTHER, 2026)


def test_an_agency_below_an_open_end_belongs_to_the_title():
    plan = read(head("BỘ VĂN THƯ") + f"KẾ HOẠCH\nTRIỂN KHAI CHỈ THỊ CỦA\nBỘ TRƯỞNG BỘ VĂN THƯ NĂM 2026\n{BASES}")
    assert plan.title.value == "Kế hoạch triển khai chỉ thị của Bộ trưởng Bộ Văn thư năm 2026"


def test_a_list_of_papers_on_a_page_lends_no_number():
    page = "Trang thông tin xã Đồng Vân\nI. CĂN CỨ LẬP KẾ HOẠCH\n- Quyết định số 14/QĐ-TTg ngày 28/01/2022 của Thủ tướng Chính phủ phê duyệt Đề án mẫu;"
    plan = read(page + page.partition("KẾ HOẠCH")[2])
    assert (plan.number, plan.issued_on) == (None, None)


def test_a_basis_on_the_line_of_the_title_is_one():
    paper = (
        head("BỘ VĂN THƯ", number="9/QĐ-BVT")
        + "QUYẾT ĐỊNH PHÊ DUYỆT CHƯƠNG TRÌNH MẪU BỘ TRƯỞNG BỘ VĂN THƯ Căn cứ Luật mẫu ngày 01/01/2025;"
    )
    assert [basis.value for basis in read(paper).based_on] == ["Luật mẫu ngày 01/01/2025"]


def test_numbers_in_a_title_of_capitals_keep_their_symbols():
    paper = head("BỘ VĂN THƯ") + "KẾ HOẠCH\nTHỰC HIỆN QUYẾT ĐỊNH SỐ 34/2014/QĐ-TTG VỀ XÃ, PHƯỜNG PHÙ HỢP VỚI TRẺ EM\n"
    assert read(paper).title.value == "Kế hoạch thực hiện quyết định số 34/2014/QĐ-TTg về xã, phường phù hợp với trẻ em"


@pytest.mark.parametrize(
    ("about", "kind", "years"),
    [
        ("Chuyển đổi số đến năm 2027, định hướng đến năm 2030", ReadKind.MULTI_YEAR, (2026, 2027)),
        ("Phát triển chính quyền số giai đoạn 2026 - 2028, tầm nhìn đến năm 2045", ReadKind.MULTI_YEAR, (2026, 2028)),
        ("Triển khai thực hiện công tác kiểm tra cải cách hành chính năm 2026", ReadKind.INSPECTION, (2026, 2026)),
        ("Cải cách hành chính và nâng cao hiệu quả giám sát, kiểm tra năm 2026", ReadKind.ANNUAL, (2026, 2026)),
    ],
)
def test_kind_and_years_of_longer_titles(about, kind, years):
    plan = read(head("ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG") + f"KẾ HOẠCH\n{about}\n{BASES}")
    assert (plan.kind, (plan.year_from.value, plan.year_to.value)) == (kind, years)


@pytest.mark.parametrize(
    ("sentence", "issuer", "signer", "title"),
    [
        (
            "Chủ tịch UBND tỉnh Trần Văn Minh vừa ký ban hành Công văn số 25/UBND-NC ngày 27/4/2023 về việc tăng cường kỷ luật hành chính.",
            "UBND tỉnh",
            "Trần Văn Minh",
            "Công văn tăng cường kỷ luật hành chính",
        ),
        (
            "Kế hoạch do Phó Chủ tịch UBND tỉnh Lê Thị Thu Hoa ký ban hành, yêu cầu các cơ quan thực hiện nghiêm túc.",
            "UBND tỉnh",
            "Lê Thị Thu Hoa",
            None,
        ),
        (
            "Triển khai Quyết định số 47/QĐ-UBND ngày 12/01/2023 của UBND tỉnh Lam Giang về ban hành Kế hoạch chuyển đổi số năm 2023,"
            " Ban Chỉ đạo chuyển đổi số huyện Vĩnh An ban hành Kế hoạch hoạt động năm 2023 với các nội dung sau.",
            "Ban Chỉ đạo chuyển đổi số huyện Vĩnh An",
            None,
            "Kế hoạch hoạt động năm 2023",
        ),
        (
            "Thực hiện Quyết định số 97/QĐ-TTg ngày 11/8/2022 của Thủ tướng Chính phủ phê duyệt Đề án mẫu, Ủy ban nhân dân huyện Vĩnh"
            " An ban hành Kế hoạch truyền thông năm 2023 như sau.",
            "Ủy ban nhân dân huyện Vĩnh An",
            None,
            "Kế hoạch truyền thông năm 2023",
        ),
        (
            "Ngày 22/01/2024, Bộ trưởng Bộ Văn thư ban hành Quyết định 35/QĐ-BVT về Kế hoạch thực hiện Đề án “Kho số, việc số” năm 2024.",
            "Bộ Văn thư",
            None,
            "Kế hoạch thực hiện Đề án “Kho số, việc số” năm 2024",
        ),
        (
            "Phòng Nội vụ đã tham mưu UBND huyện Vĩnh An ban hành Kế hoạch số 62 về tuyên truyền cải cách hành chính năm 2023.",
            "UBND huyện Vĩnh An",
            None,
            "Kế hoạch tuyên truyền cải cách hành chính năm 2023",
        ),
        (
            "UBND tỉnh\nCập nhật: 02/03/2023\nUBND tỉnh vừa ban hành Quyết định số 48/QĐ-UBND ngày 27-2-2023 về việc thành lập Tổ công tác.",
            "UBND tỉnh",
            None,
            "Quyết định thành lập Tổ công tác",
        ),
    ],
)
def test_pages_name_letters_people_and_the_agency_that_issues(sentence, issuer, signer, title):
    plan = read(f"Tin hoạt động\n{sentence}\nBài: Thu An")
    assert (value(plan.issuer), value(plan.signer), value(plan.title)) == (issuer, signer, title)
