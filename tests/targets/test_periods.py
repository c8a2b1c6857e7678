"""Opening periods: who owes what, once and no more."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies.models import GroupMembership
from periods.models import PeriodDates
from periods.period import Calendar, PeriodKind
from targets.actions.periods import Opened, open_period, set_dates
from targets.models import Exemption, Figure, Submission
from targets.terms import Kind, SourceKind, Typed
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def communes(province):
    return [make.agency(f"UBND xã {n}", parent=province) for n in (1, 2)]


@pytest.fixture
def third_quarter():
    return make.period(PeriodKind.QUARTER, 2026, 3)


def opened(form, period, today=TODAY):
    return open_period(by=make.user(form.owner), form=form, period=period, today=today)


def form_of(province, *indicators, group=None, **fields):
    form = make.report_form(*indicators, owner=province, **fields)
    if group:
        form.groups.add(group)
    return form


def cells(form):
    rows = Figure.objects.filter(submission__form=form).values_list("agency__name", "indicator__code")
    return sorted(rows)


def test_opening_writes_one_report_an_agency_and_one_empty_figure_a_line(province, communes, third_quarter):
    form = form_of(province, make.indicator(), make.indicator(), group=make.group(*communes))
    assert opened(form, third_quarter) == Opened(reports=2, figures=4)
    report = Submission.objects.get(agency=communes[0])
    assert (report.state, report.due_on, report.data_to) == ("empty", date(2026, 9, 17), date(2026, 9, 14))
    assert [event.kind for event in report.events.all()] == ["opened"]
    assert not any(figure.is_given for figure in report.figures.all())


def test_opening_again_adds_only_what_is_missing(province, communes, third_quarter):
    group = make.group(communes[0])
    form = form_of(province, make.indicator(), group=group)
    opened(form, third_quarter)
    assert opened(form, third_quarter) == Opened()
    GroupMembership.objects.create(group=group, agency=communes[1])
    assert opened(form, third_quarter) == Opened(reports=1, figures=1)


def test_a_report_already_sent_keeps_its_cells_when_the_form_grows(province, communes, third_quarter):
    form = form_of(province, make.indicator(), group=make.group(*communes))
    opened(form, third_quarter)
    now = timezone.now()
    Submission.objects.filter(agency=communes[0]).update(
        state="submitted", submitted_at=now, first_submitted_at=now, submitted_by=make.user(communes[0])
    )
    make.line(form, make.indicator())
    assert opened(form, third_quarter) == Opened(reports=0, figures=1, kept=1)


def test_members_are_those_of_the_last_data_day(province, communes, third_quarter):
    group = make.group(*communes)
    group.memberships.filter(agency=communes[0]).update(until=date(2026, 9, 14))
    group.memberships.filter(agency=communes[1]).update(from_day=date(2026, 9, 14))
    form = form_of(province, make.indicator(code="A"), group=group)
    opened(form, third_quarter)
    assert cells(form) == [("UBND xã 2", "A")]


@pytest.mark.parametrize(
    ("kind", "order", "owes"),
    [
        pytest.param(PeriodKind.QUARTER, 1, True, id="Quý I: còn hoạt động"),
        pytest.param(PeriodKind.HALF, 1, True, id="6 tháng: còn hoạt động ngày 14/6"),
        pytest.param(PeriodKind.QUARTER, 3, True, id="Quý III: kỳ ngắn nhất chứa ngày cuối cùng 30/6"),
        pytest.param(PeriodKind.YEAR, 1, False, id="năm: không còn hoạt động"),
    ],
)
def test_a_dissolved_agency_owes_one_last_figure_in_the_period_that_holds_its_last_day(
    province, communes, kind, order, owes
):
    ended = communes[0]
    ended.dissolved_on = date(2026, 7, 1)
    ended.save()
    form = form_of(province, make.indicator(), group=make.group(ended))
    opened(form, make.period(kind, 2026, order), today=date(2026, 12, 16))
    assert Submission.objects.filter(agency=ended).exists() == owes


def test_an_agency_founded_after_the_data_days_owes_nothing(province, third_quarter):
    founded = make.agency("UBND xã mới", parent=province, founded_on=date(2026, 9, 15))
    form = form_of(province, make.indicator(), group=make.group(founded))
    assert opened(form, third_quarter) == Opened()


def test_an_exempt_agency_does_not_owe_the_cell(province, communes, third_quarter):
    indicator = make.indicator(code="A")
    Exemption.objects.create(
        agency=communes[0], indicator=indicator, reason="Không có lĩnh vực này", by=make.user(province)
    )
    form = form_of(province, indicator, group=make.group(*communes))
    opened(form, third_quarter)
    assert cells(form) == [("UBND xã 2", "A")]


def test_an_exemption_that_ended_before_the_period_no_longer_counts(province, communes, third_quarter):
    indicator = make.indicator()
    by = make.user(province)
    Exemption.objects.create(agency=communes[0], indicator=indicator, until=date(2026, 9, 14), reason="Cũ", by=by)
    form = form_of(province, indicator, group=make.group(*communes))
    assert opened(form, third_quarter).figures == 2


def test_nobody_owes_what_comes_from_outside(province, communes, third_quarter):
    sipas = make.indicator("SIPAS", Kind.LEVEL, source_kind=SourceKind.OUTSIDE)
    form = form_of(province, sipas, make.indicator(code="A"), group=make.group(communes[0]))
    opened(form, third_quarter)
    assert cells(form) == [("UBND xã 1", "A")]


def test_a_named_office_types_for_every_member_and_the_members_do_not(province, communes, third_quarter):
    justice = make.agency("Sở Tư pháp", parent=province)
    illegal = make.indicator(code="TL02", source_kind=SourceKind.NAMED, source_agency=justice)
    members = make.group(*communes)
    named = form_of(province)
    named.agencies.add(justice)
    make.line(named, illegal, about_group=members)
    own = form_of(province, illegal, make.indicator(code="A"), group=members)
    opened(named, third_quarter)
    opened(own, third_quarter)
    assert cells(named) == [("UBND xã 1", "TL02"), ("UBND xã 2", "TL02")]
    assert cells(own) == [("UBND xã 1", "A"), ("UBND xã 2", "A")]
    figure = Figure.objects.get(indicator=illegal, agency=communes[0])
    assert (figure.reported_by, figure.submission.agency) == (justice, justice)


def test_a_line_for_a_group_is_owed_by_its_members_only(province, communes, third_quarter):
    form = form_of(province, group=make.group(*communes))
    make.line(form, make.indicator(code="A"), group=make.group(communes[1]))
    opened(form, third_quarter)
    assert cells(form) == [("UBND xã 2", "A")]


def test_what_a_finer_form_asks_is_not_typed_twice(province, communes, third_quarter):
    shared, other = make.indicator(code="A"), make.indicator(code="B")
    monthly = form_of(province, shared, group=make.group(communes[0]), calendar=Calendar.MONTHS)
    quarterly = form_of(province, shared, other, group=make.group(*communes))
    opened(quarterly, third_quarter)
    assert cells(quarterly) == [("UBND xã 1", "B"), ("UBND xã 2", "A"), ("UBND xã 2", "B")]
    opened(monthly, make.period(PeriodKind.MONTH, 2026, 9))
    assert cells(monthly) == [("UBND xã 1", "A")]


def test_nobody_takes_a_cell_from_the_office_above_by_a_finer_form_of_their_own(province, communes, third_quarter):
    """What counts in the province's targets is confirmed by the province, whatever the commune asks of itself."""
    shared = make.indicator(code="A")
    quarterly = form_of(province, shared, group=make.group(communes[0]))
    own = form_of(communes[0], shared, group=make.group(communes[0]), calendar=Calendar.MONTHS)
    opened(own, make.period(PeriodKind.MONTH, 2026, 9))
    opened(quarterly, third_quarter)
    assert (cells(own), cells(quarterly)) == ([], [("UBND xã 1", "A")])


def test_two_forms_of_one_calendar_never_ask_for_the_same_cell(province, communes, third_quarter):
    shared = make.indicator(code="A")
    first, second = (form_of(province, shared, group=make.group(*communes)) for _ in range(2))
    opened(second, third_quarter)
    opened(first, third_quarter)
    assert Figure.objects.filter(indicator=shared).count() == 2


def test_a_line_no_longer_used_is_not_asked(province, communes, third_quarter):
    form = form_of(province, make.indicator(code="A"), group=make.group(communes[0]))
    make.line(form, make.indicator(code="B"), until=date(2026, 9, 14))
    opened(form, third_quarter)
    assert cells(form) == [("UBND xã 1", "A")]


def test_a_figure_remembers_how_its_line_was_typed(province, communes, third_quarter):
    form = form_of(province, group=make.group(communes[0]))
    make.line(form, make.indicator(), Typed.CUMULATIVE)
    opened(form, third_quarter)
    assert Figure.objects.get().typed == Typed.CUMULATIVE


def test_a_period_does_not_open_before_its_day(province, communes, third_quarter):
    form = form_of(province, make.indicator(), group=make.group(*communes))
    with pytest.raises(ValidationError, match="mở nhập từ ngày 07/09/2026"):
        opened(form, third_quarter, today=date(2026, 9, 6))
    assert opened(form, third_quarter, today=date(2026, 9, 7)).reports == 2


def test_a_form_opens_only_periods_of_its_calendar(province, communes):
    form = form_of(province, make.indicator(), group=make.group(*communes))
    with pytest.raises(ValidationError, match="không báo cáo theo kỳ này"):
        opened(form, make.period(PeriodKind.QUARTER, 2026, 2))


def test_a_closed_period_does_not_open(province, communes, third_quarter):
    form = form_of(province, make.indicator(), group=make.group(*communes))
    PeriodDates.objects.create(
        period=third_quarter, office=province, closed_at=timezone.now(), closed_by=make.user(province)
    )
    with pytest.raises(ValidationError, match="đã được UBND tỉnh khoá"):
        opened(form, third_quarter)


def own_dates(province, period, **days):
    names = dict.fromkeys(("data_from", "data_to", "opens_on", "due_on"))
    by = make.user(province)
    return set_dates(
        by=by, office=province, period=period, days=names | days, reason="Công văn 12", today=date(2026, 9, 16)
    )


def test_an_office_gives_its_own_due_day_to_all_below(province, communes, third_quarter):
    own_dates(province, third_quarter, due_on=date(2026, 9, 25))
    form = form_of(province, make.indicator(), group=make.group(*communes))
    opened(form, third_quarter)
    assert set(Submission.objects.values_list("due_on", flat=True)) == {date(2026, 9, 25)}


def test_a_new_due_day_moves_reports_still_ahead_of_theirs_and_never_rewrites_lateness(
    province, communes, third_quarter
):
    form = form_of(province, make.indicator(), group=make.group(*communes))
    opened(form, third_quarter)
    late = Submission.objects.get(agency=communes[1])
    late.due_on = date(2026, 9, 15)
    late.save()
    assert own_dates(province, third_quarter, due_on=date(2026, 9, 25)) == 1
    assert Submission.objects.get(agency=communes[0]).due_on == date(2026, 9, 25)
    assert Submission.objects.get(agency=communes[1]).due_on == date(2026, 9, 15)


def test_new_data_days_move_only_reports_of_which_nothing_was_typed(province, communes, third_quarter):
    form = form_of(province, make.indicator(), group=make.group(*communes))
    opened(form, third_quarter)
    Figure.objects.filter(agency=communes[0]).update(numerator=Decimal(1), denominator=Decimal(1))
    Submission.objects.filter(agency=communes[0]).update(state="draft")
    own_dates(province, third_quarter, data_to=date(2026, 9, 16))
    assert Submission.objects.get(agency=communes[0]).data_to == date(2026, 9, 14)
    assert Submission.objects.get(agency=communes[1]).data_to == date(2026, 9, 16)


def test_opening_takes_as_many_queries_for_twenty_agencies_as_for_two(
    province, third_quarter, django_assert_max_num_queries
):
    many = [make.agency(parent=province) for _ in range(20)]
    form = form_of(province, make.indicator(), make.indicator(), group=make.group(*many))
    by = make.user(province)
    with django_assert_max_num_queries(38):
        open_period(by=by, form=form, period=third_quarter, today=TODAY)


def test_what_a_sample_agency_gives_is_marked_as_sample(province, third_quarter):
    invented = make.agency("UBND xã minh hoạ", parent=province, is_sample=True)
    form = form_of(province, make.indicator(), group=make.group(invented, make.agency(parent=province)))
    opened(form, third_quarter)
    assert {figure.agency.is_sample: figure.is_sample for figure in Figure.objects.all()} == {True: True, False: False}


def test_a_form_asks_nobody_outside_the_agency_that_issued_it(province, communes, third_quarter):
    """Somebody from elsewhere joined the group: not that form's to ask, and no other form loses the cell to it."""
    outsider = make.agency("Xã tỉnh khác", parent=make.agency("Tỉnh khác"))
    form = form_of(province, make.indicator(), group=make.group(communes[0], outsider, owner=province))
    opened(form, third_quarter)
    assert list(form.submissions.values_list("agency", flat=True)) == [communes[0].pk]
