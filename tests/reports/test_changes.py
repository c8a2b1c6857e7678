"""A later table says of every number that differs from one handed out before why it does."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import now

from reports import actions
from reports.earlier import changes_after, earlier_than
from reports.summaries import table_of
from reports.table import USUAL_COLUMNS, Extent
from targets.models import Correction, Exemption, Figure, TargetVersion
from targets.terms import Kind
from tests import make
from tests.reports.conftest import AFTER_HALF, HALF

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratio(scene):
    indicator = make.indicator("Tỷ lệ đúng hạn")
    make.line(scene.form, indicator, order=1)
    return indicator


@pytest.fixture
def kept(scene, ratio):
    """One commune confirmed, the other not yet; the table handed out."""
    one, two = scene.communes
    scene.hand_in(one, HALF, {ratio: (90, 100)})
    scene.hand_in(two, HALF, {ratio: ()}, state="draft")
    return hand_out(scene)


def hand_out(scene, columns=USUAL_COLUMNS, **fields):
    question = scene.question(**fields)
    return actions.export(
        by=scene.checker,
        question=question,
        columns=columns,
        format="docx",
        seen=actions.print_of(table_of(question, columns)),
    )


def said(kept):
    """(column, old, new, reasons) of each number that differs today."""
    return [(change.column, change.old, change.new, change.reasons) for change in changes_after(kept, AFTER_HALF)]


def approve(scene, agency, indicator, *parts):
    """The office confirms a report today."""
    figure = Figure.objects.get(agency=agency, indicator=indicator)
    figure.numerator, figure.denominator = map(Decimal, parts)
    figure.approved_at, figure.approved_by = now(), scene.checker
    figure.save()
    report = figure.submission
    report.state, report.submitted_by, report.submitted_at = "approved", make.user(agency), now()
    report.first_submitted_at, report.approved_at, report.approved_by = now(), now(), scene.checker
    report.save()


def test_nothing_is_said_while_nothing_has_changed(kept):
    assert said(kept) == []


def test_a_report_that_was_confirmed_later_is_named_with_its_day(scene, ratio, kept):
    approve(scene, scene.communes[1], ratio, 50, 100)
    today = f"{now().astimezone().date():%d/%m/%Y}"
    columns = [(column, old, new) for column, old, new, _ in said(kept)]
    assert columns == [("Thực hiện kỳ", "90", "70"), ("Lũy kế", "90", "70")]
    assert said(kept)[0][3] == (f"Xác nhận thêm sau lần xuất: UBND xã Bình Minh ({today}).",)


def test_a_corrected_number_says_when_from_what_to_what_and_why(scene, ratio, kept):
    figure = Figure.objects.get(agency=scene.communes[0])
    figure.numerator = Decimal(85)
    figure.save()
    Correction.objects.create(
        figure=figure, state="approved", old={"numerator": "90", "denominator": "100"},
        new={"numerator": "85", "denominator": "100"}, reason="Đếm trùng 5 hồ sơ.", decided_at=now(),
        requested_by=make.user(scene.communes[0]), decided_by=scene.checker,
    )  # fmt: skip
    column, old, new, reasons = said(kept)[0]
    assert (column, old, new) == ("Thực hiện kỳ", "90", "85")
    today = f"{now().astimezone().date():%d/%m/%Y}"
    assert reasons == (
        f"Đã đính chính ngày {today} số của UBND xã An Bình (6 tháng đầu năm 2026): "
        "90% (90 / 100) → 85% (85 / 100), lý do: Đếm trùng 5 hồ sơ.",
    )


def test_a_correction_that_rounding_hides_is_said_all_the_same(scene, ratio):
    scene.hand_in(scene.communes[0], HALF, {ratio: (900_000, 1_000_000)})
    kept = hand_out(scene)
    figure = Figure.objects.get(agency=scene.communes[0])
    figure.numerator = Decimal(900_001)
    figure.save()
    Correction.objects.create(
        figure=figure, state="approved", old={"numerator": "900000", "denominator": "1000000"},
        new={"numerator": "900001", "denominator": "1000000"}, reason="Sót 1 hồ sơ.", decided_at=now(),
        requested_by=make.user(scene.communes[0]), decided_by=scene.checker,
    )  # fmt: skip
    [(column, old, new, reasons)] = said(kept)
    assert (column, old, new) == ("Thực hiện kỳ", "90", "90")
    assert "Đã đính chính ngày" in reasons[0]
    assert reasons[-1] == "Số trong biểu sau khi làm tròn không đổi."


def test_the_kept_numbers_stay_what_they_were(scene, ratio, kept):
    approve(scene, scene.communes[1], ratio, 50, 100)
    kept.refresh_from_db()
    assert kept.table.lines[0].period.shown == "90"
    assert kept.coverage == "1/2"


def test_an_agency_that_was_exempted_and_one_that_was_added_are_named(scene, ratio, kept):
    one = scene.communes[0]
    Figure.objects.filter(agency=one).delete()
    Exemption.objects.create(agency=one, indicator=ratio, reason="Không có thủ tục.", by=scene.checker)
    three = make.agency("UBND xã Cẩm Sơn", parent=scene.province)
    scene.hand_in(three, HALF, {ratio: (60, 100)})
    Figure.objects.filter(agency=three).update(approved_at=make.NOON)  # confirmed before, below another office then
    assert said(kept)[0][3] == (
        "Thêm đơn vị vào phạm vi tổng hợp: UBND xã Cẩm Sơn.",
        "Không áp dụng nữa: UBND xã An Bình (Không có thủ tục).",
    )


def test_a_confirmation_that_was_taken_back_is_said(scene, ratio, kept):
    Figure.objects.filter(agency=scene.communes[0]).update(approved_at=None, approved_by=None)
    assert said(kept)[0][3] == ("Không còn được xác nhận: UBND xã An Bình.",)


def test_an_amended_target_is_said_with_its_plan_and_day(scene, ratio):
    scene.hand_in(scene.communes[0], HALF, {ratio: (90, 100)})
    plan = make.plan(scene.province, number="15/KH-UBND")
    target = make.target(scene.province, ratio, within=plan, value=98)
    kept = hand_out(scene)
    TargetVersion.objects.filter(target=target).update(until=date(2026, 6, 1))
    make.version(
        target, judged_agency=scene.province, value=97, from_day=date(2026, 6, 1), reason="HĐND điều chỉnh",
        set_by_plan=make.plan(scene.province, number="20/KH-UBND"),
    )  # fmt: skip
    assert said(kept) == [
        (
            "Kế hoạch",
            "≥ 98%",
            "≥ 97%",
            (
                "Chỉ tiêu kế hoạch được điều chỉnh từ ngày 01/06/2026 theo Kế hoạch số 20/KH-UBND, lý do: HĐND điều chỉnh.",
            ),
        )
    ]


def test_a_line_that_came_and_one_that_went_are_said(scene, ratio, kept):
    Figure.objects.update(line=None)
    scene.form.lines.all().delete()
    make.line(scene.form, make.indicator("Số hội nghị", Kind.COUNT), order=2)
    assert [(change.name, change.reasons) for change in changes_after(kept, AFTER_HALF)] == [
        ("Số hội nghị", ("Dòng này mới thêm vào biểu.",)),
        ("Tỷ lệ đúng hạn", ("Dòng này không còn trong biểu.",)),
    ]


def test_a_signed_table_is_compared_with_rather_than_a_later_draft(scene, kept):
    again = hand_out(scene)
    assert earlier_than(scene.question()) == again
    actions.mark_issued(
        by=scene.checker,
        export=kept,
        revision=1,
        number="12/BC-UBND",
        issued_on=date(2030, 1, 1),
        today=date(2030, 1, 1),
    )
    assert earlier_than(scene.question()) == kept
    assert earlier_than(scene.question(extent=Extent.FORM)) is None


def test_a_new_table_carries_what_differs_from_the_one_before(scene, ratio, kept):
    approve(scene, scene.communes[1], ratio, 50, 100)
    again = hand_out(scene)
    assert again.compared_with == kept
    assert again.changes[0].startswith("1. Tỷ lệ đúng hạn, Thực hiện kỳ: 90 → 70. Xác nhận thêm sau lần xuất")


def test_the_same_table_in_another_format_says_the_same_of_changes(scene, ratio, kept):
    approve(scene, scene.communes[1], ratio, 50, 100)
    first, second = hand_out(scene), hand_out(scene)
    assert second.changes == first.changes
    assert second.compared_with == kept


def test_a_difference_that_no_reader_sees_is_not_told(scene, ratio):
    """19.000 of 20.000 and 19.001 of 20.000 both read 95."""
    scene.hand_in(scene.communes[0], HALF, {ratio: (19000, 20000)})
    kept = hand_out(scene)
    Figure.objects.update(numerator=19001)
    assert said(kept) == []
    with_parts = hand_out(scene, columns=("numerator", "period"))
    Figure.objects.update(numerator=19002)
    assert [(column, old, new) for column, old, new, _ in said(with_parts)] == [("Tử số", "19.001", "19.002")]


def test_comparing_takes_as_many_queries_for_many_changes_as_for_few(scene, ratio, kept, django_assert_max_num_queries):
    for _ in range(20):
        agency = make.agency(parent=scene.province)
        scene.hand_in(agency, HALF, {ratio: (50, 100)})
    with django_assert_max_num_queries(22):
        changes_after(kept, AFTER_HALF)
