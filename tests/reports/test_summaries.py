"""A consolidated table: its numbers worked out on paper, its order, and what "Ghi chú" says."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.table import Extent, from_json, to_json
from targets.models import Correction, Exemption
from targets.terms import AcrossAgencies, Kind, Scope, SourceKind, Typed
from tests import make
from tests.reports.conftest import HALF, HALF_BEFORE, Q1, Q1_BEFORE, Q3

pytestmark = pytest.mark.django_db


def columns_of(line):
    return (
        line.unit,
        line.asked,
        line.period.shown,
        line.to_date.shown,
        line.before.shown,
        line.before_to_date.shown,
        line.versus_before.shown,
    )


@pytest.fixture
def measured(scene):
    """One indicator of each kind, on the form in two sections."""
    found = {
        "ratio": (whole := make.indicator("Tỷ lệ đúng hạn")),
        "part": make.indicator("Tỷ lệ đúng hạn lĩnh vực đất đai", part_of=whole),
        "count": make.indicator("Số hội nghị", Kind.COUNT, unit="hội nghị"),
        "stock": make.indicator("Hồ sơ quá hạn", Kind.STOCK, unit="hồ sơ"),
        "level": make.indicator("Mức độ hài lòng", Kind.LEVEL, unit="%"),
        "done": make.indicator("Đã ban hành quy chế", Kind.YES_NO),
    }
    sections = {"ratio": "Thủ tục hành chính", "part": "Thủ tục hành chính", "count": "Thủ tục hành chính"}
    for order, (key, indicator) in enumerate(found.items(), start=1):
        make.line(scene.form, indicator, order=order, section=sections.get(key, "Bộ máy"))
    return found


def give(scene, measured, agency, period, state="approved", **parts):
    scene.hand_in(agency, period, {measured[key]: given for key, given in parts.items()}, state=state)


@pytest.fixture
def half_year(scene, measured):
    """Quý I and the half year of two communes, and the half year before."""
    one, two = scene.communes
    give(scene, measured, one, Q1, ratio=(40, 50), part=(10, 10), count=(3,), stock=(9,), level=(90, 10), done=(False,))
    give(scene, measured, two, Q1, ratio=(30, 30), part=(5, 10), count=(1,), stock=(4,), level=(80, 30), done=(False,))
    give(
        scene,
        measured,
        one,
        HALF,
        ratio=(90, 100),
        part=(18, 20),
        count=(5,),
        stock=(7,),
        level=(90, 100),
        done=(True,),
    )
    give(
        scene,
        measured,
        two,
        HALF,
        ratio=(199, 200),
        part=(6, 10),
        count=(3,),
        stock=(2,),
        level=(96, 300),
        done=(False,),
    )
    give(
        scene,
        measured,
        one,
        HALF_BEFORE,
        ratio=(80, 100),
        part=(1, 2),
        count=(4,),
        stock=(12,),
        level=(88, 50),
        done=(False,),
    )
    give(
        scene,
        measured,
        two,
        HALF_BEFORE,
        ratio=(90, 100),
        part=(1, 2),
        count=(6,),
        stock=(0,),
        level=(94, 50),
        done=(False,),
    )
    return measured


def test_a_total_is_made_of_parts_as_on_paper(scene, half_year):
    """289 of 300 is 96,3%, not the mean of 90% and 99,5%; satisfaction by samples is (9.000 + 28.800) ÷ 400 = 94,5."""
    table = scene.table()
    assert [columns_of(line) for line in table.lines] == [
        ("%", "", "96,3", "96,3", "85", "85", "+11,3 điểm %"),
        ("%", "", "80", "80", "50", "50", "+30 điểm %"),
        ("hội nghị", "", "8", "8", "10", "10", "−20%"),
        ("hồ sơ", "", "9", "9", "12", "12", "−25%"),
        ("%", "", "94,5", "94,5", "91", "91", "+3,5 điểm %"),
        ("đơn vị", "", "1", "1", "0", "0", ""),
    ]
    assert (table.lines[0].numerator.shown, table.lines[0].denominator.shown) == ("289", "300")
    assert table.coverage == "2/2 đơn vị đã xác nhận"
    assert table.first_line == "Số liệu chốt ngày 14/06/2026 · 2/2 đơn vị đã xác nhận"


def test_a_flow_is_added_up_and_a_stock_stands(scene, half_year):
    """Quý III after the half year: the flow is its own, the year to date both; the stock is the newest."""
    one, two = scene.communes
    give(scene, half_year, one, Q3, ratio=(50, 50), count=(2,), stock=(1,), level=(70, 10))
    give(scene, half_year, two, Q3, ratio=(40, 50), count=(2,), stock=(3,), level=(80, 10))
    lines = {line.name: line for line in scene.table(Q3, today=date(2026, 9, 20)).lines}
    assert (lines["Tỷ lệ đúng hạn"].period.shown, lines["Tỷ lệ đúng hạn"].to_date.shown) == ("90", "94,8")  # 379 ÷ 400
    assert (lines["Số hội nghị"].period.shown, lines["Số hội nghị"].to_date.shown) == ("4", "12")
    assert (lines["Hồ sơ quá hạn"].period.shown, lines["Hồ sơ quá hạn"].to_date.shown) == ("4", "4")
    assert (lines["Mức độ hài lòng"].period.shown, lines["Mức độ hài lòng"].to_date.shown) == ("75", "75")


def test_the_lines_stand_in_the_order_of_the_form_under_its_headings(scene, half_year):
    sections = [
        (section.number, section.name, [(line.number, line.name, line.is_part) for line in section.lines])
        for section in scene.table().sections
    ]
    whole = [("1", "Tỷ lệ đúng hạn", False), ("2", "Số hội nghị", False)]
    part = ("1.1", "Tỷ lệ đúng hạn lĩnh vực đất đai", True)
    rest = [("1", "Hồ sơ quá hạn", False), ("2", "Mức độ hài lòng", False), ("3", "Đã ban hành quy chế", False)]
    assert sections == [("I", "Thủ tục hành chính", [whole[0], part, whole[1]]), ("II", "Bộ máy", rest)]


def test_one_agency_shows_its_own_figures_alone(scene, half_year):
    one = scene.communes[0]
    below = make.agency("Trung tâm", parent=one)
    give(scene, half_year, below, HALF, count=(100,))
    table = scene.table(agency=one, extent=Extent.OWN)
    assert [line.period.shown for line in table.lines] == ["90", "90", "5", "7", "90", "Đã thực hiện"]
    assert table.coverage == "1/1 đơn vị đã xác nhận"
    assert table.names.keys() == {one.pk}


def test_only_the_form_s_own_agencies_are_added_where_that_is_asked(scene, half_year):
    """The same indicator stands on the departments' form; the whole holds both, the form's table does not."""
    department = make.agency("Sở Nội vụ", parent=scene.province)
    other = make.report_form(half_year["count"], owner=scene.province, code="02/SO")
    scene.hand_in(department, HALF, {half_year["count"]: (100,)}, form=other)
    whole, form = scene.table(), scene.table(extent=Extent.FORM)
    assert [table.lines[2].period.shown for table in (whole, form)] == ["108", "8"]
    assert [table.owing for table in (whole, form)] == [3, 2]
    assert "Biểu gồm cả 1 đơn vị báo cáo các chỉ tiêu này theo biểu khác." in whole.foot


def test_what_was_sent_counts_only_where_it_is_asked_for_and_says_so(scene, measured):
    one, two = scene.communes
    give(scene, measured, one, HALF, count=(5,))
    give(scene, measured, two, HALF, "submitted", count=(3,))
    official, provisional = scene.table(), scene.table(with_sent=True)
    assert official.lines[2].period.shown == "5"
    assert official.coverage == "1/2 đơn vị đã xác nhận, 1 đơn vị đã gửi"
    assert official.foot == ("Chưa xác nhận (1 đơn vị): UBND xã Bình Minh.",)
    assert provisional.lines[2].period.shown == "8"
    assert "gồm số liệu chưa xác nhận" in provisional.first_line


# --- the plan ---------------------------------------------------------------------------------------------------------


def test_the_plan_stands_beside_the_figure_with_its_verdict(scene, half_year):
    make.target(scene.province, half_year["ratio"], value=98, tolerance=3)
    line = scene.table().lines[0]
    assert (line.asked, line.verdict_words) == ("≥ 98%", "Gần đạt, thiếu 1,7 điểm % (tạm tính)")
    assert scene.table().lines[2].asked == ""


def test_a_member_reads_its_own_condition_and_the_office_how_many_meet_it(scene, half_year):
    group = make.group(*scene.communes, owner=scene.province, unit_noun="xã")
    make.target(None, half_year["ratio"], within=make.plan(scene.province), scope=Scope.EACH, judged_group=group)
    one = scene.table(agency=scene.communes[0], extent=Extent.OWN).lines[0]
    assert (one.asked, one.verdict_word, one.verdict_gap) == ("≥ 95%", "Chưa đạt", "thiếu 5 điểm %")
    office = scene.table().lines[0]
    assert (office.asked, office.verdict_gap) == ("mỗi xã ≥ 95%", "1/2 xã đạt, đang đạt")


def test_a_number_is_never_rounded_onto_the_other_side_of_the_plan(scene, measured):
    give(scene, measured, scene.communes[0], HALF, ratio=(9796, 10000))
    make.target(scene.province, measured["ratio"], value=98)
    assert scene.table().lines[0].to_date.shown == "97,96"


def test_a_table_of_some_agencies_is_not_held_against_the_plan_of_all(scene, half_year):
    department = make.agency("Sở Nội vụ", parent=scene.province)
    other = make.report_form(half_year["ratio"], owner=scene.province, code="02/SO")
    scene.hand_in(department, HALF, {half_year["ratio"]: (1, 100)}, form=other)
    make.target(scene.province, half_year["ratio"], value=98)
    table = scene.table(extent=Extent.FORM)
    assert (table.lines[0].asked, table.lines[0].verdict) == ("≥ 98%", "")
    assert any(words.startswith("Kế hoạch tính cho UBND tỉnh Lam Giang cùng mọi đơn vị") for words in table.foot)


# --- what "Ghi chú" says ----------------------------------------------------------------------------------------------


def note_of(scene, indicator, **fields):
    return scene.table(**fields).line_of(indicator.pk).note


@pytest.mark.parametrize(
    "state, given, said",
    [
        ("draft", (5, 10), "Chưa báo cáo"),
        ("submitted", (5, 10), "Đã gửi, chờ xác nhận"),
        ("approved", ("không phát sinh",), "Không phát sinh"),
        ("approved", (5, 10), "Mẫu nhỏ"),
        ("approved", (90, 100), ""),
    ],
)
def test_the_different_kinds_of_nothing_are_told_apart(scene, measured, state, given, said):
    one = scene.communes[0]
    give(scene, measured, one, HALF, state, ratio=given)
    assert note_of(scene, measured["ratio"], agency=one, extent=Extent.OWN) == said


def test_a_period_that_is_not_over_is_not_missing(scene, measured):
    one = scene.communes[0]
    give(scene, measured, one, HALF, "draft", ratio=())
    assert note_of(scene, measured["ratio"], agency=one, extent=Extent.OWN, today=date(2026, 6, 10)) == "Chưa đến kỳ"


def test_what_does_not_concern_an_agency_and_what_is_awaited_from_outside(scene):
    one, by = scene.communes[0], scene.checker
    exempt = make.indicator("Tỷ lệ A")
    outside = make.indicator("PAR Index", Kind.LEVEL, source_kind=SourceKind.OUTSIDE)
    make.line(scene.form, exempt, order=1)
    make.line(scene.form, outside, order=2)
    Exemption.objects.create(agency=one, indicator=exempt, reason="Không có thủ tục.", by=by)
    asked = {"agency": one, "extent": Extent.OWN}
    assert note_of(scene, exempt, **asked) == "Không áp dụng: Không có thủ tục"
    assert note_of(scene, outside, **asked) == "Chờ công bố"


def test_a_level_without_samples_says_that_it_is_a_plain_mean(scene, measured):
    one, two = scene.communes
    give(scene, measured, one, HALF, level=(90, 100))
    give(scene, measured, two, HALF, level=(96,))
    line = scene.table().line_of(measured["level"].pk)
    assert (line.period.shown, line.note) == ("93", "Trung bình cộng của 2/2 đơn vị")


def test_a_derived_quarter_says_how(scene, measured):
    """The table is quarterly; this commune reports by the CCHC cycle: Quý II = 6 tháng − Quý I."""
    one = scene.communes[0]
    give(scene, measured, one, Q1, count=(3,))
    give(scene, measured, one, HALF, count=(5,))
    quarterly = make.report_form(measured["count"], owner=scene.province, code="Q", calendar="quarters")
    second = make.period("quarter", 2026, 2)
    line = scene.table(second.key, form=quarterly).line_of(measured["count"].pk)
    assert (line.period.shown, line.note) == ("2", "Suy ra: Quý II = 6 tháng − Quý I (1 đơn vị)")


def test_a_cumulative_figure_over_a_gap_says_what_it_includes(scene):
    counted = make.indicator("Số việc", Kind.COUNT, unit="việc")
    make.line(scene.form, counted, Typed.CUMULATIVE, order=1)
    one = scene.communes[0]
    scene.hand_in(one, Q1, {counted: (3,)})
    scene.hand_in(one, Q3, {counted: (10,)})
    line = scene.table(Q3, agency=one, extent=Extent.OWN, today=date(2026, 9, 20)).lines[0]
    assert (line.period.shown, line.to_date.shown, line.note) == ("7", "10", "Gồm cả Quý II")


def test_a_corrected_figure_says_when(scene, measured):
    one = scene.communes[0]
    give(scene, measured, one, HALF, count=(5,))
    figure = one.figures.get()
    Correction.objects.create(
        figure=figure, state="approved", old={"value": "6"}, new={"value": "5"}, reason="Đếm trùng",
        requested_by=make.user(one), decided_by=scene.checker, decided_at=make.NOON,
    )  # fmt: skip
    assert note_of(scene, measured["count"]) == "Đã đính chính ngày 01/04/2026 (UBND xã An Bình)"


def test_what_stands_alone_is_not_added_up(scene):
    own = make.indicator("Xếp loại", Kind.LEVEL, unit="điểm", across_agencies=AcrossAgencies.OWN)
    make.line(scene.form, own, order=1)
    scene.hand_in(scene.communes[0], HALF, {own: (80,)})
    line = scene.table().lines[0]
    assert (line.period.shown, line.note) == ("", "Số riêng của từng đơn vị, không cộng")


def test_a_line_says_how_many_gave_it_where_fewer_are_missing_than_below_the_table(scene, measured):
    one, two = scene.communes
    give(scene, measured, one, HALF, ratio=(90, 100), count=(1,))
    give(scene, measured, two, HALF, "draft", ratio=())
    three = make.agency("UBND xã Cẩm Sơn", parent=scene.province)
    give(scene, measured, three, HALF, "draft", ratio=(), count=())
    table = scene.table()
    assert table.foot == ("Chưa xác nhận (2 đơn vị): UBND xã Bình Minh, UBND xã Cẩm Sơn.",)
    assert [table.line_of(measured[key].pk).note for key in ("ratio", "count")] == ["", "1/2 đơn vị"]


# --- the whole --------------------------------------------------------------------------------------------------------


def test_a_table_is_the_same_after_it_was_kept(scene, half_year):
    make.target(scene.province, half_year["ratio"], value=98)
    table = scene.table()
    assert from_json(json.loads(json.dumps(to_json(table)))) == table


def test_a_table_takes_as_many_queries_for_many_agencies_and_lines_as_for_few(scene, django_assert_num_queries):
    def grow(agencies, lines):
        for _ in range(lines):
            indicator = make.indicator()
            make.line(scene.form, indicator, order=make.number() % 1000)
            make.target(scene.province, indicator, value=90)
        asked = [line.indicator for line in scene.form.lines.select_related("indicator")]
        for _ in range(agencies):
            scene.hand_in(make.agency(parent=scene.province), HALF, dict.fromkeys(asked, (90, 100)))

    grow(2, 2)
    with CaptureQueriesContext(
        connection,
    ) as few:
        scene.table()
    grow(20, 20)
    with django_assert_num_queries(len(few)):
        table = scene.table()
    assert len(table.lines) == 22
    assert table.owing == 22


def test_half_a_year_is_not_held_against_a_quarter(scene, measured):
    """Last year only Quý I is known, and nobody was asked for the rest."""
    one = scene.communes[0]
    give(scene, measured, one, Q1_BEFORE, count=(4,))
    give(scene, measured, one, HALF, count=(5,))
    line = scene.table().line_of(measured["count"].pk)
    assert (line.before.shown, line.versus_before.shown) == ("4", "")
    assert line.note == "Cùng kỳ chỉ có số của 3/6 tháng"
