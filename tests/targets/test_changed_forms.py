"""A form changed from a period on: lines that end and begin, while everything opened before keeps its own rows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from agencies.models import AgencyGroup
from periods.actions import make_periods, set_dates
from periods.dates import DateBook
from periods.models import ReportingPeriod
from periods.period import Calendar, Period, PeriodKind
from targets.actions.periods import open_period
from targets.actions.report_forms import LineRefused, LineValues, change_form, create_form
from targets.form_days import periods_to_begin, usual_beginning
from targets.owed import cells_owed
from targets.terms import Typed
from tests import make
from tests.targets.test_report_forms import as_values, text, typed_form, values

pytestmark = pytest.mark.django_db
Q1, HALF, Q3, YEAR = (
    Period(kind, 2026, order) for kind, order in (("quarter", 1), ("half", 1), ("quarter", 3), ("year", 1))
)
NEXT_Q1 = Period(PeriodKind.QUARTER, 2027, 1)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def office(province):
    for year in (2026, 2027):
        make_periods(by=None, year=year)
    return make.user(province)


@pytest.fixture
def form(office, province):
    """Two lines; Quý I/2026 was opened."""
    lines = [LineValues(make.indicator(code=code), section="Mục cũ") for code in "AB"]
    made = create_form(by=office, values=values(province), lines=lines)
    open_period(by=office, form=made, period=row(Q1), today=date(2026, 3, 10))
    return made


def row(period: Period) -> ReportingPeriod:
    return ReportingPeriod.objects.keyed([period]).get()


def change(office, form, *lines, begins=None, **more):
    form.refresh_from_db()
    given = values(form.owner, **more)
    change_form(by=office, form=form, revision=form.revision, values=given, lines=lines, begins=begins)


def asked(form, period) -> list[tuple[str, str, str]]:
    """What the form asks in a period: code, section, way of typing."""
    cells = cells_owed(form, row(period), DateBook.load([row(period)]))
    return [(cell.line.indicator.code, cell.line.section, cell.line.typed) for cell in cells]


def codes(form, period) -> list[str]:
    return [code for code, *_ in asked(form, period)]


def open_lines(form):
    return list(form.lines.filter(until__isnull=True).order_by("order"))


def test_an_added_line_is_asked_from_its_period_on_and_not_before(office, form):
    old = [as_values(line) for line in open_lines(form)]
    change(office, form, *old, LineValues(make.indicator(code="C")), begins=Q3)
    assert [codes(form, period) for period in (HALF, Q3, YEAR)] == [["A", "B"], ["A", "B", "C"], ["A", "B", "C"]]


def test_a_removed_line_is_asked_up_to_the_period_before(office, form):
    _, second = open_lines(form)
    change(office, form, as_values(second), begins=Q3)
    assert [codes(form, period) for period in (HALF, Q3)] == [["A", "B"], ["B"]]
    assert form.submissions.get().figures.count() == 2


def test_the_year_and_its_last_quarter_are_told_from_the_periods_inside(office, form):
    """Năm 2026 covers Quý III's days, yet a line that begins with it is not asked in Quý III."""
    old = [as_values(line) for line in open_lines(form)]
    change(office, form, *old, LineValues(make.indicator(code="C")), begins=YEAR)
    assert [codes(form, period) for period in (Q3, YEAR, NEXT_Q1)] == [["A", "B"], ["A", "B", "C"], ["A", "B", "C"]]


def test_a_moved_section_keeps_the_old_one_in_the_reports_opened_before(office, form):
    first, second = open_lines(form)
    change(office, form, as_values(first, section="Mục mới"), as_values(second), begins=HALF)
    assert [asked(form, period)[0][1] for period in (Q1, HALF)] == ["Mục cũ", "Mục mới"]
    figure = form.submissions.get().figures.get(indicator=first.indicator)
    assert figure.line.section == "Mục cũ"
    assert len(open_lines(form)) == 2


def test_a_line_for_a_group_begins_with_its_period(office, form, province):
    group = make.group(province, owner=province)
    first, second = open_lines(form)
    change(office, form, as_values(first, group=group), as_values(second), begins=HALF)
    first.refresh_from_db()
    assert (first.group, first.until) == (None, date(2026, 3, 15))
    assert isinstance(open_lines(form)[0].group, AgencyGroup)


def test_order_changes_at_once_and_ends_no_line(office, form):
    first, second = open_lines(form)
    change(office, form, as_values(second), as_values(first), begins=Q3)
    assert open_lines(form) == [second, first]
    assert form.lines.count() == 2


def test_without_a_choice_a_change_holds_from_the_next_period_not_opened(office, form):
    assert usual_beginning(form, periods_to_begin(form)) == HALF
    change(office, form, as_values(open_lines(form)[0]))
    assert codes(form, Q1) == ["A", "B"]
    assert codes(form, HALF) == ["A"]


def test_a_form_never_opened_simply_changes(office, province):
    made = create_form(by=office, values=values(province), lines=[LineValues(make.indicator(code=c)) for c in "AB"])
    first, _ = open_lines(made)
    change(office, made, as_values(first, section="Khác"), LineValues(make.indicator(code="C")))
    assert [(line.indicator.code, line.from_day) for line in made.lines.order_by("order")] == [("A", None), ("C", None)]
    assert periods_to_begin(made) == []


def test_two_lines_may_swap_their_indicators(office, province):
    made = create_form(by=office, values=values(province), lines=[LineValues(make.indicator(code=c)) for c in "AB"])
    first, second = open_lines(made)
    change(office, made, as_values(first, indicator=second.indicator), as_values(second, indicator=first.indicator))
    assert [line.indicator.code for line in open_lines(made)] == ["B", "A"]


def test_a_change_is_laid_for_no_period_before_one_already_laid(office, form):
    old = [as_values(line) for line in open_lines(form)]
    change(office, form, *old, LineValues(make.indicator(code="C")), begins=YEAR)
    assert periods_to_begin(form)[0] == YEAR
    with pytest.raises(ValidationError) as refusal:
        change(office, form, *old, begins=Q3)
    assert "begins" in refusal.value.message_dict


@pytest.mark.parametrize("begins", [Period(PeriodKind.YEAR, 2025), Period(PeriodKind.QUARTER, 2026, 2)])
def test_a_change_begins_with_a_period_of_the_form_that_is_not_past(office, form, begins):
    with pytest.raises(ValidationError, match="áp dụng được từ Quý I/2026"):
        change(office, form, as_values(open_lines(form)[0]), begins=begins)


def test_a_line_laid_for_later_and_taken_back_leaves_nothing(office, form):
    old = [as_values(line) for line in open_lines(form)]
    change(office, form, *old, LineValues(make.indicator(code="C")), begins=Q3)
    change(office, form, *old, begins=Q3)
    assert not form.lines.filter(indicator__code="C").exists()


def test_a_line_laid_for_a_period_holds_up_to_its_next_change(office, form):
    old = [as_values(line) for line in open_lines(form)]
    change(office, form, *old, LineValues(make.indicator(code="C")), begins=HALF)
    change(office, form, *old, begins=YEAR)
    assert [codes(form, period)[2:] for period in (HALF, Q3, YEAR)] == [["C"], ["C"], []]


def test_a_line_taken_away_does_not_come_back_typed_otherwise_within_the_year(office, form):
    first, second = open_lines(form)
    change(office, form, as_values(second), begins=HALF)
    again = LineValues(first.indicator, typed=Typed.CUMULATIVE)
    with pytest.raises(LineRefused, match="Đổi được từ năm sau") as refusal:
        change(office, form, as_values(second), again, begins=Q3)
    assert "typed" in refusal.value.message_dict
    change(office, form, as_values(second), again, begins=NEXT_Q1)
    assert [asked(form, period)[-1][2] for period in (YEAR, NEXT_Q1)] == [Typed.FLOW, Typed.CUMULATIVE]


def test_a_period_whose_last_day_an_office_moved_keeps_its_lines(office, form, province):
    days = {"data_from": None, "data_to": date(2026, 6, 20), "opens_on": None, "due_on": date(2026, 6, 25)}
    change(office, form, as_values(open_lines(form)[0]), begins=Q3)
    set_dates(by=office, office=province, period=row(HALF), days=days, reason="Công văn số 12")
    assert [codes(form, period) for period in (HALF, Q3)] == [["A", "B"], ["A"]]


# --- first and last period ----------------------------------------------------------------------------------------------


def test_a_form_is_owed_in_no_period_outside_its_first_and_last(client, office, province):
    client.force_login(office)
    data = typed_form(province, make.indicator(code="A"), first_period="2026-6t", last_period="2026-q3")
    client.post(reverse("targets:create_form"), data)
    made = province.forms.get()
    assert (made.from_day, made.until) == (date(2026, 3, 15), date(2026, 9, 15))
    assert [bool(codes(made, period)) for period in (Q1, HALF, Q3, YEAR)] == [False, True, True, False]
    assert "từ 6 tháng đầu năm 2026 đến hết Quý III/2026" in text(client.get(reverse("targets:form", args=[made.pk])))
    page = client.get(reverse("targets:change_form", args=[made.pk]))
    assert (
        page.context["form"].initial | {"first_period": "2026-6t", "last_period": "2026-q3"}
        == page.context["form"].initial
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-q2", "", "không thuộc loại kỳ của biểu"),
        ("2026-q3", "2026-q1", "Kỳ cuối cùng phải từ kỳ đầu tiên trở đi"),
    ],
)
def test_periods_that_make_no_sense_are_refused_beside_their_field(client, office, province, first, last, words):
    client.force_login(office)
    data = typed_form(province, make.indicator(), first_period=first, last_period=last)
    assert words in text(client.post(reverse("targets:create_form"), data))
    assert not province.forms.exists()


@pytest.mark.parametrize(
    ("days", "field"),
    [({"from_day": date(2026, 3, 15)}, "first_period"), ({"until": date(2026, 3, 1)}, "last_period")],
)
def test_what_was_opened_stays_between_first_and_last_period(office, form, days, field):
    with pytest.raises(ValidationError) as refusal:
        change(office, form, *[as_values(line) for line in open_lines(form)], **days)
    assert field in refusal.value.message_dict


# --- pages ----------------------------------------------------------------------------------------------------------------


def posted_lines(form, *lines, **more) -> dict:
    data = typed_form(form.owner) | {"revision": form.revision, "lines-TOTAL_FORMS": len(lines)}
    data["lines-INITIAL_FORMS"] = sum(line.pk is not None for line in lines)
    for place, line in enumerate(lines):
        data |= {f"lines-{place}-line": line.pk or "", f"lines-{place}-indicator": line.indicator_id}
        data |= {f"lines-{place}-typed": line.typed, f"lines-{place}-section": line.section}
    return data | more


def test_the_editor_asks_from_which_period_and_the_page_tells_what_is_coming(client, office, form, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: make.NOON)
    client.force_login(office)
    path = reverse("targets:change_form", args=[form.pk])
    assert client.get(path).context["form"].initial["begins"] == HALF.slug
    first, second = open_lines(form)
    data = posted_lines(form, first, second, begins=NEXT_Q1.slug) | {"lines-0-DELETE": "on"}
    assert client.post(path, data).status_code == 302
    said = text(client.get(reverse("targets:form", args=[form.pk])))
    assert "Thay đổi sắp áp dụng" in said
    assert "đến hết Năm 2026" in said
    assert [codes(form, period) for period in (YEAR, NEXT_Q1)] == [["A", "B"], ["B"]]


def test_how_a_form_is_reported_is_typed_and_shown(client, office, form):
    client.force_login(office)
    data = posted_lines(form, *open_lines(form), needs_leader="on", with_tasks="on", most_explanations="3")
    client.post(reverse("targets:change_form", args=[form.pk]), data)
    form.refresh_from_db()
    assert (form.needs_leader, form.with_tasks, form.most_explanations) == (True, True, 3)
    said = text(client.get(reverse("targets:form", args=[form.pk])))
    assert "duyệt trước khi gửi" in said
    assert "nhiều nhất 3 số liệu" in said


def test_an_editor_whose_lines_did_not_change_ends_nothing(client, office, form):
    client.force_login(office)
    client.post(reverse("targets:change_form", args=[form.pk]), posted_lines(form, *open_lines(form), name="Tên mới"))
    form.refresh_from_db()
    assert form.name == "Tên mới"
    assert [(line.from_day, line.until) for line in form.lines.all()] == [(None, None)] * 2
    assert Calendar(form.calendar) == Calendar.CCHC
