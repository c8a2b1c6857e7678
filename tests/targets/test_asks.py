"""What a report must say beside its figures before it is sent."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periods.period import PeriodKind
from targets.actions.figures import Entry, save_and_send, save_figures
from targets.asks import AskKind
from targets.checking import Checker, figures_of
from targets.checks import Parts
from targets.models import IndicatorCheck, Submission
from targets.terms import Comparator, Path, Scope
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)


def ratio(numerator, denominator, **words):
    return Entry(parts=Parts(numerator=Decimal(numerator), denominator=Decimal(denominator)), **words)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


@pytest.fixture
def person(commune):
    return make.user(commune, Role.REPORTER)


def last_year(commune, measured, numerator, denominator=100):
    """What the commune reported for the first quarter of last year."""
    by = make.user(commune)
    of = make.period(PeriodKind.QUARTER, 2025, 1)
    make.figure(commune, measured, of, numerator=numerator, denominator=denominator, approved_by=by, submission=None)


def report_of(commune, province, *indicators, **fields):
    return make.submission(commune, make.report_form(*indicators, owner=province, **fields), make.period())


def send(report, person, *entries):
    report.refresh_from_db()
    given = {figure.pk: entry for figure, entry in zip(figures_of(report), entries, strict=True)}
    return save_and_send(by=person, submission=report, revision=report.revision, entries=given, today=TODAY)


def state_of(report):
    report.refresh_from_db()
    return report.state


def said(problems):
    return [(problem.field, problem.message) for found in problems.values() for problem in found]


def test_an_odd_figure_is_kept_and_sent_once_it_is_explained(commune, province, person):
    measured = make.indicator()
    last_year(commune, measured, 95)
    report = report_of(commune, province, measured)
    problems = said(send(report, person, ratio(80, 100)))
    assert [field for field, _ in problems] == ["explanation"]
    assert "chênh từ 10 điểm % trở lên so với cùng kỳ năm trước" in problems[0][1]
    assert (state_of(report), report.figures.get().numerator) == (Submission.State.DRAFT, 80)
    assert not send(report, person, ratio(80, 100, explanation="Nghỉ Tết, tiếp nhận dồn"))
    assert state_of(report) == Submission.State.SUBMITTED


def test_a_draft_is_saved_without_any_explanation(commune, province, person):
    measured = make.indicator()
    last_year(commune, measured, 95)
    report = report_of(commune, province, measured)
    figure = report.figures.get()
    save_figures(by=person, submission=report, entries={figure.pk: ratio(80, 100)}, today=TODAY)
    assert state_of(report) == Submission.State.DRAFT


def test_only_the_most_surprising_figures_are_asked_about(commune, province, person):
    indicators = [make.indicator(f"Chỉ tiêu {place}") for place in range(4)]
    for measured in indicators:
        last_year(commune, measured, 95)
    report = report_of(commune, province, *indicators, most_explanations=2)
    _, second, _, fourth = figures_of(report)
    problems = send(report, person, ratio(80, 100), ratio(20, 100), ratio(95, 100), ratio(60, 100))
    assert set(problems) == {second.pk, fourth.pk}
    words = {"explanation": "Đã rà soát lại từng hồ sơ"}
    assert not send(report, person, ratio(80, 100), ratio(20, 100, **words), ratio(95, 100), ratio(60, 100, **words))


def test_an_office_that_asks_for_no_explanation_gets_none(commune, province, person):
    measured = make.indicator()
    IndicatorCheck.objects.create(indicator=measured, asks_explanation=False)
    last_year(commune, measured, 95)
    assert not send(report_of(commune, province, measured), person, ratio(80, 100))


def test_a_few_cases_where_there_were_none_ask_for_nothing(commune, province, person):
    measured = make.indicator()
    of = make.period(PeriodKind.QUARTER, 2025, 1)
    make.figure(commune, measured, of, nothing_occurred=True, approved_by=make.user(commune))
    assert not send(report_of(commune, province, measured), person, ratio(3, 3))


def whole(province, commune, measured):
    make.target(commune, measured, within=make.plan(province))


def each(province, commune, measured):
    members = make.group(commune, make.agency("UBND xã Bình Minh", parent=province), owner=province)
    make.target(None, measured, within=make.plan(province), scope=Scope.EACH, judged_group=members)


def share(province, commune, measured):
    members = make.group(commune, owner=province)
    rule = {"inner_comparator": Comparator.AT_LEAST, "inner_value": Decimal(95), "value": Decimal(100)}
    make.target(None, measured, within=make.plan(province), scope=Scope.SHARE, judged_group=members, **rule)


@pytest.mark.parametrize("ask", [whole, each, share])
def test_a_figure_below_its_target_needs_its_cause(commune, province, person, ask):
    measured = make.indicator()
    ask(province, commune, measured)
    report = report_of(commune, province, measured)
    problems = said(send(report, person, ratio(90, 100)))
    assert [field for field, _ in problems] == [AskKind.CAUSE]
    assert "Ghi nguyên nhân, giải pháp" in problems[0][1]
    assert not send(report, person, ratio(90, 100, cause_and_remedy="Thiếu người; đã tăng cường 02 cán bộ"))
    assert state_of(report) == Submission.State.SUBMITTED


@pytest.mark.parametrize("ask", [whole, each, share])
def test_a_figure_that_meets_its_target_is_asked_nothing(commune, province, person, ask):
    measured = make.indicator()
    ask(province, commune, measured)
    assert not send(report_of(commune, province, measured), person, ratio(95, 100))


def test_near_its_target_is_still_below_it(commune, province, person):
    measured = make.indicator()
    whole(province, commune, measured)
    assert send(report_of(commune, province, measured), person, ratio("94", 100))


def test_an_office_that_asks_for_no_cause_gets_none(commune, province, person):
    measured = make.indicator()
    whole(province, commune, measured)
    IndicatorCheck.objects.create(indicator=measured, asks_cause=False)
    assert not send(report_of(commune, province, measured), person, ratio(90, 100))


def test_what_is_expected_only_by_the_end_of_the_year_asks_for_no_more_than_a_quarter_now(commune, province, person):
    measured = make.indicator()
    make.target(commune, measured, within=make.plan(province), path=Path.REACH, value=Decimal(80))
    report = report_of(commune, province, measured)
    assert not send(report, person, ratio(20, 100))


def test_far_behind_its_path_it_is_asked_even_before_the_report_is_due(commune, province, person):
    measured = make.indicator()
    make.target(commune, measured, within=make.plan(province), path=Path.REACH, value=Decimal(60))
    report = report_of(commune, province, measured)
    report.due_on = date(2026, 3, 31)
    report.save()
    assert [field for field, _ in said(send(report, person, ratio(10, 100)))] == [AskKind.CAUSE]


def test_a_report_typed_late_is_held_to_its_own_period(commune, province, person):
    """What the half-year report says later does not make the first quarter look better."""
    measured = make.indicator()
    whole(province, commune, measured)
    half = make.period(PeriodKind.HALF, 2026, 1)
    make.figure(commune, measured, half, numerator=990, denominator=1000, approved_by=make.user(province))
    assert send(report_of(commune, province, measured), person, ratio(90, 100))


def test_a_target_of_all_below_is_not_explained_by_one_of_them_nor_by_the_office_alone(commune, province):
    measured = make.indicator()
    make.target(province, measured, within=make.plan(province))
    of_commune = report_of(commune, province, measured)
    assert not send(of_commune, make.user(commune, Role.REPORTER), ratio(50, 100))
    form = make.report_form(measured, owner=province)
    of_province = make.submission(province, form, make.period())
    assert not send(of_province, make.user(province), ratio(50, 100))


def test_what_is_wrong_is_mended_before_anything_is_asked(commune, province, person):
    measured = make.indicator()
    whole(province, commune, measured)
    last_year(commune, measured, 95)
    problems = said(send(report_of(commune, province, measured), person, ratio(30, 20)))
    assert [field for field, _ in problems] == ["numerator"]


def test_the_questions_take_as_many_queries_for_twenty_lines_as_for_two(commune, province, person):
    def queries(lines):
        indicators = [make.indicator(f"Chỉ tiêu {place}") for place in range(lines)]
        for measured in indicators:
            whole(province, commune, measured)
        report = report_of(commune, province, *indicators)
        report.figures.update(numerator=50, denominator=100)
        report = Submission.objects.select_related("form", "agency", "period").get(pk=report.pk)
        figures = figures_of(report)
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert len(Checker(report, figures, today=timezone.localdate()).problems()) == min(lines, 5)
        return len(taken)

    assert queries(2) == queries(20)


def test_the_page_asks_beside_the_figure_and_stops_asking_once_it_is_answered(client, commune, province, person):
    measured = make.indicator()
    last_year(commune, measured, 95)
    report = report_of(commune, province, measured)
    figure = report.figures.get()
    client.force_login(person)
    page = reverse("targets:submission", args=[report.pk])
    save_figures(by=person, submission=report, entries={figure.pk: ratio(80, 100)}, today=TODAY)
    asked = "Ghi thuyết minh, hoặc sửa số liệu."
    assert asked in client.get(page).content.decode()
    answered = ratio(80, 100, explanation="Nghỉ Tết")
    save_figures(by=person, submission=report, entries={figure.pk: answered}, today=TODAY)
    assert asked not in client.get(page).content.decode()
