"""How a read target is stored (DESIGN §3–4): the fields of the target form, kind by kind."""

from datetime import date
from decimal import Decimal

import pytest

from intake.proposing import Beside, Known, may_mean, path_of, propose
from targets.target_reading import ReadKind
from targets.terms import Kind, Path
from tests.intake.read import inner, target

GROUPS = {"UBND xã, phường": "7"}
BESIDE = Beside(
    years=(2026, 2026),
    group_of=lambda words: GROUPS.get(words, ""),
    agency_of=lambda words: "5" if words == "Sở Nội vụ" else "",
    area_of=lambda words: "3" if "thủ tục" in words else "",
)
STORED = [
    pytest.param(
        target("Tỷ lệ hồ sơ giải quyết đúng hạn", value="97.5"),
        {"scope": "whole", "comparator": "gte", "value": "97,5", "path": "hold", "relative_kind": "none"},
        id="tỷ lệ tối thiểu",
    ),
    pytest.param(
        target("Tỷ lệ thủ tục hành chính được đơn giản hoá", value="20", value_max=Decimal(30)),
        {"comparator": "between", "value": "20", "value_max": "30"},
        id="một khoảng",
    ),
    pytest.param(
        target("Mức độ hài lòng của người dân", ReadKind.SATISFACTION, ">", "90"),
        {"comparator": "gt", "value": "90", "moi-kind": "level", "moi-unit": "%", "path": "hold"},
        id="mức hài lòng là mức",
    ),
    pytest.param(
        target("Thời gian chờ đến lượt", ReadKind.DURATION, "<=", "15", "phút"),
        {"comparator": "lte", "value": "15", "moi-kind": "level", "moi-unit": "phút", "moi-better": "lower"},
        id="khoảng thời gian là mức, càng thấp càng tốt",
    ),
    pytest.param(
        target("Chỉ số cải cách hành chính", ReadKind.RANK, "<=", "15", "hạng"),
        {"comparator": "lte", "value": "15", "moi-kind": "rank", "moi-name": "Thứ hạng chỉ số cải cách hành chính"},
        id="nhóm dẫn đầu là xếp hạng",
    ),
    pytest.param(
        target("Xếp hạng chỉ số chuyển đổi số", ReadKind.RANK, ">=", "10", "hạng"),
        {"comparator": "lte", "value": "10"},
        id="từ hạng 10 trở lên là hạng 10 hoặc tốt hơn",
    ),
    pytest.param(
        target("Bảo đảm an toàn thông tin", ReadKind.GRADE, "=", None, "", grade="cấp độ 3"),
        {"comparator": "gte", "value": "3", "moi-kind": "grade", "moi-grade_steps": "\n".join(f"Cấp độ {n}" for n in range(1, 6))},
        id="cấp độ 3 là ít nhất bậc 3",
    ),
    pytest.param(
        target("Số cuộc kiểm tra", ReadKind.COUNT, ">=", "12", "cuộc"),
        {"comparator": "gte", "value": "12", "moi-kind": "count", "moi-unit": "cuộc", "window": "full"},
        id="số lượng",
    ),
    pytest.param(
        target("Lớp bồi dưỡng", ReadKind.COUNT, "=", "4", "lớp"), {"comparator": "gte"}, id="tổ chức 4 lớp là ít nhất 4 lớp"
    ),
    pytest.param(
        target("Hồ sơ tồn đọng", ReadKind.COUNT, "=", "0", "hồ sơ"), {"comparator": "eq"}, id="không còn là đúng 0"
    ),
    pytest.param(
        target("Họp Ban Chỉ đạo", ReadKind.COUNT_PER_PERIOD, ">=", "1", "lần/quý", window="quarter"),
        {"value": "1", "window": "quarter", "moi-unit": "lần", "moi-name": "Số lần họp Ban Chỉ đạo", "tolerance": "0"},
        id="mỗi quý một lần là đếm trong từng quý",
    ),
    pytest.param(
        target("Đối thoại với doanh nghiệp", ReadKind.COUNT_PER_PERIOD, ">=", "1", "lần/6 tháng"),
        {"value": "1", "window": "half"},
        id="một lần mỗi 6 tháng",
    ),
    pytest.param(
        target("Giao ban", ReadKind.COUNT_PER_PERIOD, "=", "2", "cuộc/tháng"),
        {"value": "24", "window": "full"},
        id="hai cuộc mỗi tháng là 24 cuộc cả năm",
    ),
    pytest.param(
        target("Mức giảm chi phí tuân thủ so với năm 2024", ReadKind.CHANGE, ">=", "30", relative="percent", direction="down", baseline="so với năm 2024"),
        {"relative_kind": "percent", "direction": "down", "baseline_year": "2024", "path": "reach", "moi-name": "Chi phí tuân thủ", "moi-better": "lower"},
        id="giảm theo phần trăm so với năm gốc",
    ),
    pytest.param(
        target("xếp hạng chỉ số hài lòng", ReadKind.CHANGE, ">=", "2", "bậc", relative="places", direction="up", baseline="năm trước"),
        {"relative_kind": "places", "direction": "up", "baseline_year": "2025", "moi-kind": "rank", "comparator": "gte"},
        id="tăng bậc so với năm trước",
    ),
    pytest.param(
        target("Tỷ lệ thanh toán trực tuyến", ReadKind.CHANGE, "=", "5", "điểm phần trăm", relative="points", direction="up"),
        {"relative_kind": "points", "moi-kind": "ratio"},
        id="tăng điểm phần trăm của một tỷ lệ",
    ),
    pytest.param(
        target("Sắp xếp vị trí việc làm", ReadKind.DEADLINE, "<=", None, "ngày", due_on=date(2026, 6, 30)),
        {"moi-kind": "yes_no", "due": "day", "due_on": "30/06/2026", "moi-better": "higher"},
        id="thời hạn là có/không với một ngày",
    ),
    pytest.param(
        target(
            "Tỷ lệ UBND xã, phường tổ chức đối thoại",
            ReadKind.SHARE_OF_UNITS,
            "=",
            "100",
            scope="UBND xã, phường",
            inner=inner("tổ chức đối thoại ít nhất 2 lần/năm", ">=", 2, "lần/năm"),
        ),
        {"scope": "share", "judged_group": "7", "comparator": "eq", "value": "100", "inner_comparator": "gte", "inner_value": "2", "moi-kind": "count", "moi-name": "Số lần tổ chức đối thoại"},
        id="tỷ lệ đơn vị với điều kiện đếm",
    ),
    pytest.param(
        target("Tỷ lệ UBND xã, phường đạt đúng hạn", ReadKind.SHARE_OF_UNITS, ">=", "95", scope="UBND xã, phường", inner=inner("giải quyết hồ sơ đúng hạn từ 98% trở lên", ">=", 98, "%")),
        {"inner_value": "98", "inner_comparator": "gte", "moi-kind": "ratio", "value": "95", "comparator": "gte"},
        id="tỷ lệ đơn vị với điều kiện tỷ lệ",
    ),
    pytest.param(
        target("Tỷ lệ UBND xã, phường công khai thủ tục", ReadKind.SHARE_OF_UNITS, "=", "100", scope="UBND xã, phường", inner=inner("công khai thủ tục tại trụ sở")),
        {"moi-kind": "yes_no", "moi-name": "Công khai thủ tục tại trụ sở"},
        id="tỷ lệ đơn vị với việc làm hay chưa",
    ),
    pytest.param(
        target("Tỷ lệ UBND xã, phường đạt cấp độ 4", ReadKind.SHARE_OF_UNITS, "=", "90", scope="UBND xã, phường", inner=inner("đạt cấp độ 4 về quản trị dữ liệu")),
        {"moi-kind": "grade", "inner_comparator": "gte", "inner_value": "4"},
        id="tỷ lệ đơn vị với cấp độ",
    ),
    pytest.param(
        target("Tỷ lệ hồ sơ số hoá", scope="mỗi xã"),
        {"scope": "each", "judged_group": ""},
        id="mỗi đơn vị được đánh giá riêng",
    ),
]  # fmt: skip


@pytest.mark.parametrize("reading, stored", STORED)
def test_a_read_target_is_put_as_the_house_stores_it(reading, stored):
    typed = propose(reading, BESIDE).typed
    assert {name: typed.get(name) for name in stored} == stored


def test_the_words_of_the_plan_and_who_watches_go_along():
    reading = target(
        "Tỷ lệ đúng hạn",
        sentence="1. Tỷ lệ đúng hạn đạt 95%.",
        place="Phụ lục, dòng 2",
        watching="Sở Nội vụ",
        section="Cải cách thủ tục",
    )
    typed = propose(reading, BESIDE).typed
    words = ("quote", "quote_place", "watching_agency", "area")
    assert [typed[name] for name in words] == ["1. Tỷ lệ đúng hạn đạt 95%.", "Phụ lục, dòng 2", "5", "3"]  # fmt: skip


def test_what_the_plan_hopes_for_beyond_is_kept_in_words():
    assert propose(target("Tỷ lệ đúng hạn", stretch=Decimal("99.5")), BESIDE).typed["stretch"] == "99,5%"


@pytest.mark.parametrize(
    "reading, tolerance",
    [
        pytest.param(target("Tỷ lệ hồ sơ đúng hạn", value="95"), "", id="theo mức thường dùng"),
        pytest.param(target("Tỷ lệ hồ sơ trả lại", comparator="<=", value="2"), "0", id="không quá 2%"),
        pytest.param(target("Hồ sơ tồn đọng", ReadKind.COUNT, "=", "0", "hồ sơ"), "0", id="không còn"),
        pytest.param(target("Xếp hạng", ReadKind.RANK, "<=", "1", "hạng"), "", id="xếp hạng"),
    ],
)
def test_nothing_is_near_where_nearness_would_take_everything(reading, tolerance):
    assert propose(reading, BESIDE).typed["tolerance"] == tolerance


def test_a_known_indicator_is_taken_and_a_new_one_stays_at_hand():
    typed = propose(target("Tỷ lệ đúng hạn"), BESIDE, Known(12, Kind.RATIO)).typed
    assert (typed["indicator"], typed["moi-name"]) == ("12", "Tỷ lệ đúng hạn")


@pytest.mark.parametrize(
    "reading, kind, may",
    [
        pytest.param(target("Tỷ lệ đúng hạn"), Kind.LEVEL, True, id="tỷ lệ và mức đều là phần trăm"),
        pytest.param(target("Số cuộc", ReadKind.COUNT), Kind.STOCK, True, id="số lượng và số tại thời điểm"),
        pytest.param(target("Xếp loại", ReadKind.GRADE, value=None), Kind.RATIO, False, id="bậc không phải tỷ lệ"),
        pytest.param(target("Chỉ số", ReadKind.RANK), Kind.LEVEL, False, id="hạng không phải mức"),
    ],
)
def test_an_indicator_is_meant_only_where_its_kind_can_carry_what_was_read(reading, kind, may):
    assert may_mean(reading, kind) == may


def test_a_step_is_found_in_the_list_of_the_known_indicator():
    known = Known(12, Kind.GRADE, "Xếp loại", ("Yếu", "Trung bình", "Khá", "Tốt"))
    typed = propose(target("Xếp loại", ReadKind.GRADE, ">=", None, "", grade="khá"), BESIDE, known).typed
    assert (typed["comparator"], typed["value"]) == ("gte", "3")


def test_an_indicator_that_is_itself_a_cut_takes_the_size_as_it_is():
    reading = target("Mức giảm thời gian", ReadKind.CHANGE, ">=", "20", relative="percent", direction="down")
    proposal = propose(reading, BESIDE, Known(12, Kind.RATIO, "Tỷ lệ thời gian cắt giảm so với năm 2024"))
    assert (proposal.typed["relative_kind"], proposal.typed["value"]) == ("none", "20")
    assert any("đã tính sẵn mức tăng, giảm" in doubt for doubt in proposal.doubts)


DOUBTFUL = [
    pytest.param(target("Tỷ lệ đúng hạn"), "Chưa có trong danh mục", id="chưa có chỉ tiêu thống kê"),
    pytest.param(
        target("Tỷ lệ phòng đúng hạn", ReadKind.SHARE_OF_UNITS, scope="phòng"), "“phòng”): chọn nhóm", id="chưa rõ nhóm"
    ),
    pytest.param(target("Tỷ lệ đúng hạn", scope="cấp xã"), "phạm vi “cấp xã”", id="phạm vi hẹp hơn cơ quan"),
    pytest.param(target("Giao ban", ReadKind.COUNT_PER_PERIOD, unit="cuộc/tháng"), "theo tháng, tuần", id="theo tháng"),
    pytest.param(
        target("Số hồ sơ", ReadKind.CHANGE, relative="percent", direction="up"),
        "xem lại năm gốc 2025",
        id="năm gốc đoán",
    ),
    pytest.param(target("Tỷ lệ cơ quan dùng chữ ký số"), "giữ mức này suốt kỳ hay phấn đấu", id="giữ hay phấn đấu"),
    pytest.param(target("Tỷ lệ đúng hạn", watching="Sở Lạ"), "Chưa tìm thấy cơ quan “Sở Lạ”", id="cơ quan theo dõi lạ"),
    pytest.param(target("Tỷ lệ đúng hạn", doubts=("Câu mơ hồ.",)), "Câu mơ hồ.", id="điều người đọc câu đã ngờ"),
]


@pytest.mark.parametrize("reading, words", DOUBTFUL)
def test_what_a_person_should_look_at_is_told(reading, words):
    assert any(words in doubt for doubt in propose(reading, BESIDE).doubts)


def test_a_plain_ratio_of_a_known_indicator_leaves_no_doubt():
    assert propose(target("Tỷ lệ hồ sơ đúng hạn"), BESIDE, Known(12, Kind.RATIO)).doubts == ()


@pytest.mark.parametrize(
    "reading, path, is_sure",
    [
        pytest.param(target("Tỷ lệ hồ sơ giải quyết đúng hạn"), Path.HOLD, True, id="đúng hạn thì giữ"),
        pytest.param(target("Tỷ lệ hồ sơ quá hạn", comparator="<="), Path.HOLD, True, id="không quá thì giữ"),
        pytest.param(target("Tỷ lệ công chức được bồi dưỡng"), Path.REACH, True, id="bồi dưỡng thì phấn đấu"),
        pytest.param(target("Tỷ lệ giải ngân vốn"), Path.REACH, True, id="giải ngân thì phấn đấu"),
        pytest.param(target("Tỷ lệ cơ quan dùng chữ ký số"), Path.HOLD, False, id="không có chữ nào nói thì hỏi"),
    ],
)
def test_hold_or_reach_is_proposed_by_the_words(reading, path, is_sure):
    assert path_of(reading, (2026, 2026)) == (path, is_sure)


def test_a_level_for_a_later_year_of_the_plan_is_reached():
    assert path_of(target("Tỷ lệ cơ quan dùng chữ ký số", due="2030"), (2026, 2030)) == (Path.REACH, True)


@pytest.mark.parametrize("scope, is_told", [("toàn tỉnh", False), ("trên địa bàn tỉnh", False), ("cấp xã", True)])
def test_a_scope_that_is_the_issuer_itself_is_no_doubt(scope, is_told):
    beside = Beside(years=(2026, 2026), issuer="UBND tỉnh Lam Giang")
    assert any("phạm vi" in doubt for doubt in propose(target("Tỷ lệ đúng hạn", scope=scope), beside).doubts) == is_told
