"""The entry page as a grid: what stands in which place, what is offered, locked or given elsewhere, and its buttons without script."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from periods.period import PeriodKind
from targets.forms.figures import seen_of
from targets.grid import carried_parts, grid_of, sum_of
from targets.models import FigureUpload, SourcedCell, Submission
from targets.sheet import sections_of
from targets.terms import AcrossAgencies, Kind, SourceKind, Typed, Way
from tests import make, world

pytestmark = pytest.mark.django_db
QUARTER = (PeriodKind.QUARTER, 2025, 3)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province)


@pytest.fixture
def reporter(client, commune):
    person = make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")
    client.force_login(person)
    return person


def report_on(province, commune, *indicators, **fields):
    form = make.report_form(*indicators, owner=province, **fields)
    return make.submission(commune, form, make.period(*QUARTER))


def page_of(client, report) -> str:
    answer = client.get(reverse("targets:submission", args=[report.pk]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def shown_boxes(report) -> dict:
    """What a plain form sends back untouched: every figure's box as the page shows it, and the revision."""
    report.refresh_from_db()
    return {"revision": report.revision} | {f"f{each.pk}-seen": seen_of(each) for each in report.figures.all()}


def post(client, report, **boxes) -> str:
    answer = client.post(reverse("targets:submission", args=[report.pk]), shown_boxes(report) | boxes, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def grid(report):
    figures = list(
        report.figures.select_related("indicator__part_of", "line", "agency").order_by(
            "line__order", "agency__sort_key"
        )
    )
    return grid_of(report, sections_of(report, figures))


# --- stocks of the last period --------------------------------------------------------------------------------------------


def sent_before(commune, form, person, **parts):
    """The same form's report of the half year before, sent."""
    earlier = make.submission(commune, form, make.period(PeriodKind.HALF, 2025, 1))
    now = earlier.changed_at
    Submission.objects.filter(pk=earlier.pk).update(
        state="submitted", submitted_by=person, submitted_at=now, first_submitted_at=now
    )
    earlier.figures.update(**parts)


@pytest.fixture
def staff(province, commune, reporter):
    """A report on one stock: 55 people at the end of the last period."""
    report = report_on(province, commune, make.indicator("Biên chế có mặt", Kind.STOCK, unit="người"))
    sent_before(commune, report.form, reporter, value=55)
    return report


def test_a_stock_of_the_last_period_is_offered_and_not_yet_given(client, staff):
    page = page_of(client, staff)
    assert 'value="55"' in page
    assert "Số lấy từ kỳ trước, chưa lưu." in page
    assert "Đã nhập <span data-given>0</span>/1" in page


@pytest.mark.parametrize(
    ("boxes", "stored"),
    [
        pytest.param({"save": "1"}, None, id="lưu nháp không tự nhận số kỳ trước"),
        pytest.param({"save": "1", "keep": "on"}, 55, id="đánh dấu giữ nguyên"),
        pytest.param({"keep_all": "1"}, 55, id="giữ nguyên tất cả"),
        pytest.param({"send": "1"}, 55, id="gửi là xác nhận"),
        pytest.param({"save": "1", "value": "57"}, 57, id="gõ số khác"),
        pytest.param({"save": "1", "note": "Chờ quyết định"}, None, id="chỉ ghi chú"),
    ],
)
def test_an_offered_stock_is_stored_only_once_it_is_confirmed(client, staff, boxes, stored):
    figure = staff.figures.get()
    buttons = {name: boxes[name] for name in ("save", "keep_all", "send") if name in boxes}
    typed = {"value": "55"} | {name: value for name, value in boxes.items() if name not in buttons}
    post(client, staff, **buttons, **{f"f{figure.pk}-{name}": value for name, value in typed.items()})
    assert staff.figures.get().value == stored


@pytest.mark.parametrize(
    ("kind", "typed", "is_offered"),
    [
        (Kind.STOCK, Typed.AS_OF, True),
        (Kind.RATIO_OF_STOCKS, Typed.AS_OF, True),
        (Kind.RATIO_OF_STOCKS, Typed.CUMULATIVE, False),
        (Kind.LEVEL, Typed.AS_OF, False),
        (Kind.RANK, Typed.AS_OF, False),
        (Kind.COUNT, Typed.FLOW, False),
    ],
)
def test_only_what_stands_on_a_day_is_offered_again(province, commune, reporter, kind, typed, is_offered):
    report = report_on(province, commune, make.indicator("Chỉ tiêu", kind))
    is_ratio = kind == Kind.RATIO_OF_STOCKS
    sent_before(commune, report.form, reporter, **({"numerator": 3, "denominator": 4} if is_ratio else {"value": 3}))
    report.figures.update(typed=typed)
    rows = [row for part in grid(report) for section in part.sections for row in section.cells]
    assert bool(carried_parts(rows)) == is_offered


# --- "không phát sinh" for a section --------------------------------------------------------------------------------------


@pytest.fixture
def mixed(province, commune, reporter):
    """Two sections; in the first a ratio, a count, a stock and a yes or no."""
    kinds = ((Kind.RATIO, "A"), (Kind.COUNT, "A"), (Kind.STOCK, "A"), (Kind.YES_NO, "A"), (Kind.RATIO, "B"))
    report = report_on(province, commune, *[make.indicator(kind=kind) for kind, _ in kinds])
    for line, (_, section) in zip(report.form.lines.order_by("order"), kinds, strict=True):
        line.section = section
        line.save()
    return report


def test_one_press_answers_a_section_where_nothing_occurred_and_one_takes_it_back(client, mixed):
    page = post(client, mixed, nothing="0")
    ratio, count, stock, done, other = mixed.figures.order_by("line__order")
    assert (ratio.nothing_occurred, count.value) == (True, 0)
    assert not any(each.is_given for each in (stock, done, other))
    assert "Đã ghi cho 2 dòng còn trống" in page
    undo = re.search(r'name="undo" value="([\d,]+)"', page)[1]
    ticked = {f"f{ratio.pk}-nothing_occurred": "on", f"f{count.pk}-value": "0"}
    post(client, mixed, undo=undo, **ticked)
    assert not any(each.is_given for each in mixed.figures.all())


def test_what_was_typed_in_the_section_stays(client, mixed):
    ratio, count = mixed.figures.order_by("line__order")[:2]
    post(client, mixed, nothing="0", **{f"f{count.pk}-value": "7"})
    ratio.refresh_from_db()
    count.refresh_from_db()
    assert (ratio.nothing_occurred, count.value) == (True, 7)


def test_taking_back_spares_what_was_typed_since(client, mixed):
    post(client, mixed, nothing="0")
    ratio, count = mixed.figures.order_by("line__order")[:2]
    post(
        client,
        mixed,
        undo=f"{ratio.pk},{count.pk}",
        **{f"f{ratio.pk}-nothing_occurred": "on", f"f{count.pk}-value": "7"},
    )
    count.refresh_from_db()
    assert count.value == 7


# --- lines for a group ------------------------------------------------------------------------------------------------------


@pytest.fixture
def justice(province):
    return make.agency("Sở Tư pháp", parent=province)


def group_report(province, justice, members, *indicators):
    """A report of the department of justice in which every line is typed for each commune."""
    form = make.report_form(owner=province)
    group = make.group(*members, owner=province)
    report = make.submission(justice, form, make.period(*QUARTER))
    for order, indicator in enumerate(indicators, start=1):
        line = make.line(form, indicator, order=order, about_group=group, section="Văn bản")
        for member in members:
            about = {"submission": report, "line": line, "reported_by": justice, "typed": line.typed}
            make.figure(member, indicator, report.period, **about)
    return report


def communes(province, count=3):
    return [make.agency(f"UBND xã {name}", parent=province) for name in ("Đông", "An", "Bắc", "Cao", "Duy")[:count]]


def test_several_lines_for_the_same_communes_stand_side_by_side_in_the_order_of_names(province, justice):
    ratio, count = make.indicator(code="VB1"), make.indicator("Văn bản xử lý", Kind.COUNT, code="VB2")
    report = group_report(province, justice, communes(province), ratio, count)
    [part] = grid(report)
    [table] = part.sections
    assert part.is_table
    assert [row.agency.name for row in table.agencies] == ["UBND xã An", "UBND xã Bắc", "UBND xã Đông"]
    assert [head.columns for head in table.lines] == [
        ["Hồ sơ trước hạn, đúng hạn", "Tổng hồ sơ đã giải quyết", "Kết quả"],
        ["Giá trị"],
    ]
    assert all(row is not None for agency in table.agencies for _, row in agency.cells)


def test_a_commune_that_one_of_the_lines_leaves_out_has_no_box_there(client, province, justice):
    members = communes(province)
    report = group_report(province, justice, members, make.indicator(), make.indicator("Văn bản", Kind.COUNT))
    report.figures.filter(agency=members[0], indicator__kind=Kind.COUNT).delete()
    client.force_login(make.user(justice, Role.REPORTER))
    assert page_of(client, report).count("không nhập</td>") == 1


def test_one_line_for_many_communes_has_its_sum_below(client, province, justice):
    report = group_report(province, justice, communes(province), make.indicator())
    for place, figure in enumerate(report.figures.order_by("pk")[:2], start=1):
        figure.numerator, figure.denominator = Decimal(10 * place), Decimal(40)
        figure.save()
    client.force_login(make.user(justice, Role.REPORTER))
    page = page_of(client, report)
    assert 'data-sum="numerator">30<' in page
    assert 'data-sum="denominator">80<' in page
    assert 'data-sum="result">37,5%<' in page
    assert "<span data-total-given>2</span>/3 đơn vị đã nhập" in page


@pytest.mark.parametrize(
    ("kind", "across"),
    [(Kind.RANK, AcrossAgencies.OWN), (Kind.LEVEL, AcrossAgencies.WEIGHTED), (Kind.COUNT, AcrossAgencies.OWN)],
)
def test_what_is_not_added_across_agencies_has_no_sum(province, justice, kind, across):
    report = group_report(province, justice, communes(province), make.indicator("X", kind, across_agencies=across))
    figures = list(report.figures.select_related("line__indicator"))
    assert sum_of(figures[0].line, figures) is None


def test_a_commune_reads_in_its_place_what_the_named_office_gives(client, province, commune, justice, reporter):
    named = make.indicator(
        "Văn bản xử lý", Kind.COUNT, unit="văn bản", source_kind=SourceKind.NAMED, source_agency=justice
    )
    own = make.indicator("Hội nghị", Kind.COUNT)
    report = report_on(province, commune, own)
    group = make.group(commune, owner=province)
    line = make.line(report.form, named, order=2, about_group=group)
    theirs = make.submission(justice, make.report_form(owner=province), make.period(*QUARTER))
    about = {"submission": theirs, "line": line, "reported_by": justice, "typed": Typed.FLOW, "value": 12}
    make.figure(commune, named, report.period, **about)
    before = page_of(client, report)
    assert "Sở Tư pháp nhập; ở đây chỉ xem." in before
    assert "12 văn bản" not in before  # a draft of another office
    person = make.user(justice)
    now = theirs.changed_at
    Submission.objects.filter(pk=theirs.pk).update(
        state="submitted", submitted_by=person, submitted_at=now, first_submitted_at=now
    )
    assert "12 văn bản" in page_of(client, report)


# --- locked cells, filling in for another -------------------------------------------------------------------------------------


def test_a_number_of_a_source_stands_there_without_a_box_and_is_sent_as_it_is(client, province, commune, reporter):
    report = report_on(province, commune, make.indicator("Hồ sơ tiếp nhận", Kind.COUNT, unit="hồ sơ"))
    figure = report.figures.get()
    upload = FigureUpload.objects.create(
        way=Way.SOURCE,
        office=commune,
        form=report.form,
        period=report.period,
        file=world.paper(commune, reporter),
        by=reporter,
    )
    report.figures.update(value=1234)
    SourcedCell.objects.create(figure=figure, upload=upload, given={"value": "1234"})
    page = page_of(client, report)
    assert f'name="f{figure.pk}-value"' not in page
    assert "1.234 hồ sơ" in page
    post(client, report, send="1")
    report.refresh_from_db()
    assert (report.state, report.figures.get().value) == ("submitted", 1234)


def test_who_fills_in_for_an_agency_is_told_that_it_is_recorded(client, province, commune, reporter):
    report = report_on(province, commune, make.indicator("Hội nghị", Kind.COUNT))
    words = "Anh/chị đang nhập thay cho <strong>UBND xã Bình An</strong>; việc này được ghi lại."
    assert words not in page_of(client, report)
    client.force_login(make.user(province, Role.OFFICE))
    assert words in page_of(client, report)


def test_the_page_takes_as_many_queries_for_sixty_lines_as_for_two(client, province, commune, reporter):
    counts = []
    for lines in (2, 60):
        report = report_on(province, commune, *[make.indicator("Hội nghị", Kind.COUNT) for _ in range(lines)])
        with CaptureQueriesContext(connection) as caught:
            page_of(client, report)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_table_of_communes_takes_as_many_queries_for_five_as_for_two(client, province, justice):
    client.force_login(make.user(justice, Role.REPORTER))
    counts = []
    for members in (communes(province, 2), communes(make.agency("UBND tỉnh B"), 5)):
        lines = make.indicator(), make.indicator("Văn bản", Kind.COUNT)
        report = group_report(province, justice, members, *lines)
        Submission.objects.filter(pk=report.pk).update(state="empty")
        with CaptureQueriesContext(connection) as caught:
            page_of(client, report)
        counts.append(len(caught))
    assert counts[0] == counts[1]
