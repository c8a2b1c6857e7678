"""What a paper, or a page about one, says of the plan itself."""

from datetime import date

import pytest

from documents.text import Paragraph, Text, from_pasted
from plans.reading import ReadKind, read_plan
from tests.plans.reading import papers


def read(paper: str):
    return read_plan(from_pasted(paper))


def value(found):
    return found and found.value


@pytest.mark.parametrize(
    ("paper", "number", "day", "place"),
    [
        pytest.param(papers.DEPARTMENT, "77/KH-SNV", date(2025, 4, 3), "Lam Giang", id="sở"),
        pytest.param(
            papers.PROVINCE_ON_LINES_OF_BARS, "09/KH-UBND", date(2026, 1, 8), "Lam Giang", id="tỉnh, một dòng có gạch"
        ),
        pytest.param(papers.MINISTRY_DECISION, "210/QĐ-BVT", date(2024, 2, 5), "Hà Nội", id="quyết định của bộ"),
        pytest.param(papers.PARTY_PAPER, "31-KH/HU", date(2022, 3, 5), "Vĩnh An", id="văn bản của Đảng"),
        pytest.param(papers.UNNUMBERED, None, None, "Đông Hà", id="số và ngày để trống"),
        pytest.param(
            papers.PAGE_NAMING_THE_HEAD, "03/KH-STP", date(2024, 1, 9), None, id="trang tin, không lấy ngày đăng"
        ),
        pytest.param(
            papers.PAGE_NAMING_THE_DISTRICT, "23/KH-UBND", date(2019, 1, 28), None, id="trang tin, ngày đầu câu"
        ),
        pytest.param(papers.PAGE_WITHOUT_A_NUMBER, None, None, None, id="trang tin không nêu số"),
        pytest.param(papers.PAGE_CITING_ANOTHER_PLAN, None, None, None, id="trang chỉ nhắc kế hoạch của cấp trên"),
    ],
)
def test_number_day_and_place_are_the_papers_own(paper, number, day, place):
    plan = read(paper)
    assert (value(plan.number), value(plan.issued_on), value(plan.issued_in)) == (number, day, place)


@pytest.mark.parametrize(
    ("paper", "superior", "issuer"),
    [
        pytest.param(papers.DEPARTMENT, "UBND tỉnh Lam Giang", "Sở Nội vụ", id="sở thuộc tỉnh"),
        pytest.param(papers.PROVINCE_ON_LINES_OF_BARS, None, "Ủy ban nhân dân tỉnh Lam Giang", id="tỉnh"),
        pytest.param(papers.MINISTRY_DECISION, None, "Bộ Văn thư", id="bộ"),
        pytest.param(papers.PARTY_PAPER, "Đảng bộ tỉnh Lam Giang", "Huyện ủy Vĩnh An", id="huyện ủy"),
        pytest.param(papers.UNNUMBERED, None, "Ủy ban nhân dân phường Đông Hà", id="tên cơ quan hai dòng"),
        pytest.param(papers.DIRECTIVE, None, "Chủ tịch Ủy ban nhân dân tỉnh Lam Giang", id="chỉ thị của chủ tịch"),
        pytest.param(papers.PAGE_NAMING_THE_HEAD, None, "Sở Tư pháp tỉnh Lam Giang", id="suy từ chức vụ người ký"),
        pytest.param(papers.PAGE_NAMING_THE_DISTRICT, None, "UBND huyện Vĩnh An", id="tên huyện lấy ở trích yếu"),
        pytest.param(papers.PAGE_WITHOUT_A_NUMBER, None, "UBND thành phố Hải Bình", id="tên thành phố lấy ở tiêu đề"),
    ],
)
def test_the_last_agency_of_the_head_issues_the_paper(paper, superior, issuer):
    plan = read(paper)
    assert (value(plan.superior), value(plan.issuer)) == (superior, issuer)


def test_a_page_that_cites_the_upper_plan_is_its_writers_own():
    plan = read(papers.PAGE_CITING_ANOTHER_PLAN)
    assert (plan.issuer.value, plan.title.value) == ("Sở Công Thương", "Kế hoạch cải cách hành chính năm 2022")


@pytest.mark.parametrize(
    ("sentence", "number", "day", "title"),
    [
        pytest.param(
            "Chủ tịch UBND tỉnh Lam Giang Nguyễn Đình Phúc vừa ký Quyết định số 15/QĐ-UBND ban hành Kế hoạch cải cách hành chính năm 2025.",
            "15/QĐ-UBND",
            None,
            "Kế hoạch cải cách hành chính năm 2025",
            id="ký quyết định ban hành kế hoạch",
        ),
        pytest.param(
            "Bộ Văn thư vừa có Quyết định số 288/QĐ-BVT ngày 28/12/2024 phê duyệt Kế hoạch cải cách hành chính năm 2025 của Bộ."
            " Trước đó, Thủ tướng Chính phủ đã ban hành Quyết định số 46/QĐ-TTg ngày 27/3/2021.",
            "288/QĐ-BVT",
            date(2024, 12, 28),
            "Kế hoạch cải cách hành chính năm 2025 của Bộ",
            id="quyết định khác được nhắc sau",
        ),
        pytest.param(
            "Ngày 15/01, UBND xã Đồng Vân ban hành Kế hoạch số 17/KH-UBND triển khai cải cách hành chính năm 2025.",
            "17/KH-UBND",
            date(2025, 1, 15),
            "Kế hoạch triển khai cải cách hành chính năm 2025",
            id="ngày không có năm lấy năm đăng tin",
        ),
        pytest.param(
            "Thực hiện Kế hoạch số 01/KH-UBND ngày 02/01/2025 của UBND tỉnh, ngày 18/01/2025, Thanh tra tỉnh đã ban hành Kế hoạch số"
            " 09/KH-TTr về cải cách hành chính năm 2025 với những nội dung chính như sau:",
            "09/KH-TTr",
            date(2025, 1, 18),
            "Kế hoạch cải cách hành chính năm 2025",
            id="ngày đứng ngay trước cơ quan",
        ),
    ],
)
def test_the_sentence_of_issue_tells_number_day_and_title(sentence, number, day, title):
    plan = read(f"Tin hoạt động\nThứ hai, 19/01/2025 - 09:12\n{sentence}\nBài và ảnh: Thu An")
    assert (value(plan.number), value(plan.issued_on), value(plan.title)) == (number, day, title)


@pytest.mark.parametrize(
    ("block", "superior", "issuer"),
    [
        ("DỰ THẢO\nUBND XÃ ĐỒNG VÂN", None, "UBND xã Đồng Vân"),
        ("UBND TỈNH LAM GIANG\nDỰ THẢO LẦN 2\nSỞ Y TẾ", "UBND tỉnh Lam Giang", "Sở Y tế"),
        ("TỈNH LAM GIANG\nSỞ Y TẾ", "Tỉnh Lam Giang", "Sở Y tế"),
        (
            "UBND TỈNH LAM GIANG SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
            "UBND tỉnh Lam Giang",
            "Sở Văn hóa, Thể thao và Du lịch",
        ),
        ("UBND TỈNH LAM GIANG\nVĂN PHÒNG ỦY BAN NHÂN DÂN", "UBND tỉnh Lam Giang", "Văn phòng Ủy ban nhân dân"),
        ("UBND THÀNH PHỐ HẢI BÌNH\nTHANH TRA THÀNH PHỐ", "UBND thành phố Hải Bình", "Thanh tra thành phố"),
        ("BỘ VĂN THƯ\nCỤC LƯU TRỮ", "Bộ Văn thư", "Cục Lưu trữ"),
        (
            "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI BÌNH\nBAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP",
            "Ủy ban nhân dân thành phố Hải Bình",
            "Ban Quản lý các khu công nghiệp",
        ),
    ],
)
def test_the_left_block_of_the_head_is_read_name_by_name(block, superior, issuer):
    plan = read(papers.DEPARTMENT.replace("UBND TỈNH LAM GIANG\nSỞ NỘI VỤ", block))
    assert (value(plan.superior), value(plan.issuer)) == (superior, issuer)


def test_what_is_inferred_from_a_page_is_doubted():
    assert read(papers.PAGE_NAMING_THE_DISTRICT).issuer.doubt
    assert not read(papers.DEPARTMENT).issuer.doubt


@pytest.mark.parametrize(
    ("paper", "title", "kind", "years"),
    [
        pytest.param(
            papers.DEPARTMENT,
            "Kế hoạch kiểm tra công tác cải cách hành chính năm 2025",
            ReadKind.INSPECTION,
            (2025, 2025),
            id="kiểm tra",
        ),
        pytest.param(
            papers.PROVINCE_ON_LINES_OF_BARS,
            "Kế hoạch cải cách hành chính nhà nước tỉnh Lam Giang giai đoạn 2026 - 2030",
            ReadKind.MULTI_YEAR,
            (2026, 2030),
            id="nhiều năm, chữ in hoa",
        ),
        pytest.param(
            papers.MINISTRY_DECISION,
            "Kế hoạch cải cách hành chính năm 2024 của Bộ Văn thư",
            ReadKind.ANNUAL,
            (2024, 2024),
            id="kế hoạch ban hành bằng quyết định",
        ),
        pytest.param(
            papers.PARTY_PAPER,
            "Kế hoạch thực hiện Nghị quyết số 06-NQ/TU của Ban Chấp hành Đảng bộ tỉnh về đẩy mạnh cải cách hành chính"
            " giai đoạn 2021 - 2025",
            ReadKind.MULTI_YEAR,
            (2021, 2025),
            id="trích yếu hai dòng",
        ),
        pytest.param(
            papers.DIRECTIVE,
            "Chỉ thị tăng cường kỷ luật, kỷ cương hành chính trên địa bàn tỉnh Lam Giang",
            ReadKind.OTHER,
            (2023, 2023),
            id="chỉ thị lấy năm ban hành",
        ),
        pytest.param(
            papers.PAGE_NAMING_THE_HEAD,
            "Kế hoạch cải cách hành chính năm 2024",
            ReadKind.ANNUAL,
            (2024, 2024),
            id="trang tin, không lấy câu “Kế hoạch đề ra …”",
        ),
    ],
)
def test_title_kind_and_years(paper, title, kind, years):
    plan = read(paper)
    assert (plan.title.value, plan.kind, (plan.year_from.value, plan.year_to.value)) == (title, kind, years)


@pytest.mark.parametrize(
    ("about", "kind", "years"),
    [
        ("Cải cách hành chính năm 2026", ReadKind.ANNUAL, (2026, 2026)),
        ("Cải cách hành chính giai đoạn 2026-2030", ReadKind.MULTI_YEAR, (2026, 2030)),
        ("Cải cách hành chính từ năm 2026 đến năm 2030", ReadKind.MULTI_YEAR, (2026, 2030)),
        ("Chuyển đổi số đến năm 2030", ReadKind.MULTI_YEAR, (2025, 2030)),
        (
            "Cải cách hành chính năm 2026 thực hiện Chương trình tổng thể giai đoạn 2021 - 2030",
            ReadKind.ANNUAL,
            (2026, 2026),
        ),
        ("Thực hiện Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ", ReadKind.OTHER, (2025, 2025)),
        ("Tự kiểm tra cải cách hành chính năm 2026", ReadKind.INSPECTION, (2026, 2026)),
        ("Công bố Chỉ số cải cách hành chính năm 2024", ReadKind.PUBLICATION, (2025, 2025)),
        ("Khắc phục hạn chế của Chỉ số cải cách hành chính năm 2024", ReadKind.ANNUAL, (2025, 2025)),
    ],
)
def test_kind_and_years_follow_from_what_the_plan_is_about(about, kind, years):
    plan = read(papers.DEPARTMENT.replace("Kiểm tra công tác cải cách hành chính năm 2025", about))
    assert (plan.kind, (plan.year_from.value, plan.year_to.value)) == (kind, years)


@pytest.mark.parametrize(
    ("below", "title"),
    [
        pytest.param(
            "Thực hiện công tác cải cách hành chính năm 2026",
            "Kế hoạch thực hiện công tác cải cách hành chính năm 2026",
            id="trích yếu bắt đầu bằng “Thực hiện”",
        ),
        pytest.param(
            "V/v cải cách hành chính năm 2026\ncủa phường",
            "Kế hoạch cải cách hành chính năm 2026 của phường",
            id="V/v, xuống dòng",
        ),
        pytest.param(
            "CẢI CÁCH HÀNH CHÍNH\nNĂM 2026", "Kế hoạch cải cách hành chính năm 2026", id="hai dòng chữ in hoa"
        ),
        pytest.param(
            "Thực hiện Kế hoạch số 1/KH-UBND, phường xây dựng kế hoạch như sau:", "Kế hoạch", id="không có trích yếu"
        ),
    ],
)
def test_what_the_plan_is_about_stands_below_its_name(below, title):
    assert read(papers.UNNUMBERED.replace("Tuyên truyền cải cách hành chính năm 2026", below)).title.value == title


def test_a_letter_is_about_what_stands_below_its_number():
    letter = papers.DEPARTMENT.replace(
        "Số: 77/KH-SNV", "Số: 77/SNV-CCHC\nV/v báo cáo cải cách hành chính quý I năm 2025"
    )
    letter = letter.replace("KẾ HOẠCH\nKiểm tra công tác cải cách hành chính năm 2025", "Kính gửi: Các sở, ban, ngành.")
    plan = read(letter)
    assert (plan.number.value, plan.issued_on.value, plan.title.value, plan.kind) == (
        "77/SNV-CCHC",
        date(2025, 4, 3),
        "Công văn báo cáo cải cách hành chính quý I năm 2025",
        ReadKind.OTHER,
    )


@pytest.mark.parametrize(
    ("paper", "signer", "office"),
    [
        pytest.param(papers.DEPARTMENT, "Đỗ Quang Vinh", "Phó Giám đốc", id="ký thay"),
        pytest.param(papers.PROVINCE_ON_LINES_OF_BARS, "Mai Thế Toàn", "Phó Chủ tịch", id="khối ký trên một dòng"),
        pytest.param(
            papers.MINISTRY_DECISION, "Hoàng Thị Bích Đào", "Thứ trưởng", id="không phải dòng “BỘ TRƯỞNG BỘ …” ở đầu"
        ),
        pytest.param(papers.PARTY_PAPER, "Nguyễn Hữu Tài", "Phó Bí thư Thường trực", id="ban thường vụ"),
        pytest.param(
            papers.PAGE_NAMING_THE_HEAD, "Trần Thu Phương", "Giám đốc Sở Tư pháp tỉnh Lam Giang", id="chức vụ liền tên"
        ),
        pytest.param(papers.PAGE_NAMING_THE_DISTRICT, "Phan Thế Hùng", "Chủ tịch UBND huyện", id="tên trước chức vụ"),
        pytest.param(papers.PAGE_WITHOUT_A_NUMBER, None, None, id="trang tin không nêu người ký"),
    ],
)
def test_signer_and_office(paper, signer, office):
    plan = read(paper)
    assert (value(plan.signer), value(plan.signer_title)) == (signer, office)


@pytest.mark.parametrize(
    ("block", "office"),
    [
        ("KT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG", "Phó Chánh Văn phòng"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "Chánh Văn phòng"),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG", "Trưởng phòng"),
        ("Q. GIÁM ĐỐC\n(Đã ký)", "Quyền Giám đốc"),
        ("CỤC TRƯỞNG", "Cục trưởng"),
        ("CHÁNH THANH TRA", "Chánh Thanh tra"),
        ("TM. ĐOÀN KIỂM TRA\nTRƯỞNG ĐOÀN", "Trưởng đoàn"),
    ],
)
def test_the_last_office_above_the_name_is_the_signers(block, office):
    plan = read(papers.DEPARTMENT.replace("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", block))
    assert (plan.signer.value, plan.signer_title.value) == ("Đỗ Quang Vinh", office)


def test_the_signers_name_may_stand_behind_the_recipients():
    paper = papers.UNNUMBERED.replace(
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nĐinh Công Sơn",
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- UBND tỉnh (b/c); KT. CHỦ TỊCH\n- Các phòng;\n- Công an; PHÓ CHỦ TỊCH\n- Lưu: VT. Đinh Công Sơn",
    )
    plan = read(paper)
    assert (plan.signer.value, plan.signer_title.value) == ("Đinh Công Sơn", "Phó Chủ tịch")


def test_papers_that_a_plan_rests_on_are_named_without_their_contents():
    assert [paper.value for paper in read(papers.DEPARTMENT).based_on] == [
        "Kế hoạch số 12/KH-UBND ngày 10/01/2025 của UBND tỉnh"
    ]
    assert [paper.value for paper in read(papers.MINISTRY_DECISION).based_on] == [
        "Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015"
    ]


def test_the_plan_replaced_is_the_one_this_plan_replaces():
    assert read(papers.PROVINCE_ON_LINES_OF_BARS).replaces.value == "20/KH-UBND"
    told = papers.DEPARTMENT.replace(
        "2. Giao Văn phòng Sở", "2. Tham mưu ban hành Quyết định thay thế Quyết định số 12/QĐ-UBND. Giao Văn phòng Sở"
    )
    assert read(told).replaces is None


@pytest.mark.parametrize("paper", [name for name in vars(papers) if name.isupper()])
def test_every_piece_stands_where_it_says(paper):
    text = from_pasted(getattr(papers, paper))
    plan = read_plan(text)
    pieces = [
        plan.number,
        plan.issued_on,
        plan.issued_in,
        plan.issuer,
        plan.superior,
        plan.title,
        plan.year_from,
        plan.year_to,
    ]
    for found in filter(None, [*pieces, plan.signer, plan.signer_title, plan.replaces, *plan.based_on]):
        assert text.content[found.start : found.end] == found.quote != ""
    for task in plan.tasks:
        assert 0 <= task.start < task.end <= len(text.content)


def test_a_line_that_word_numbers_is_no_part_of_the_title():
    words = ["UBND XÃ ĐỒNG VÂN", "Số: 8/KH-UBND", "KẾ HOẠCH", "CẢI CÁCH HÀNH CHÍNH NĂM 2026", "MỤC ĐÍCH", "Nâng cao."]
    starts = [sum(len(one) + 1 for one in words[:place]) for place in range(len(words))]
    blocks = tuple(
        Paragraph(one, start, label="I." if one == "MỤC ĐÍCH" else "") for one, start in zip(words, starts, strict=True)
    )
    assert read_plan(Text(blocks, "\n".join(words))).title.value == "Kế hoạch cải cách hành chính năm 2026"


def test_the_head_may_go_on_below_the_types_name():
    """As the columns of a PDF are read one after the other."""
    paper = papers.DEPARTMENT.replace("CỘNG HÒA", "KẾ HOẠCH\nCỘNG HÒA", 1).replace("KẾ HOẠCH\nKiểm tra", "Kiểm tra")
    plan = read(paper)
    assert (plan.title.value, plan.issued_on.value, plan.issuer.value) == (
        "Kế hoạch kiểm tra công tác cải cách hành chính năm 2025",
        date(2025, 4, 3),
        "Sở Nội vụ",
    )
