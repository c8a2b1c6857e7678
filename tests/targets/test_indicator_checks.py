"""An office tunes what is asked about the figures of an indicator."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import ActionRecord
from targets.check_words import example
from targets.checks import Asked
from targets.flags import USUAL, Watch
from targets.models import IndicatorCheck, Submission
from targets.terms import Kind
from tests import make

pytestmark = pytest.mark.django_db
TYPED = {
    "asks_explanation": "on",
    "watches_last_period": "on",
    "points_apart": "5,5",
    "times_apart": "3",
    "fewest_cases": "20",
    "lowest": "60",
    "highest": "",
    "asks_cause": "on",
    "revision": "0",
}


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def measured(province):
    return make.indicator(owner=province)


@pytest.fixture
def office(client, province):
    client.force_login(make.user(province))
    return client


def address(measured):
    return reverse("targets:indicator_checks", args=[measured.pk])


def test_an_office_sets_the_thresholds_of_an_indicator(office, measured):
    office.post(address(measured), TYPED)
    check = IndicatorCheck.objects.get()
    assert check.watch == Watch(last_year=False, points=Decimal("5.5"), times=Decimal(3), fewest=20, lowest=Decimal(60))
    noted = ActionRecord.objects.about(measured).get()
    assert (check.revision, noted.by, noted.verb) == (1, check.changed_by, "đặt cách kiểm tra số liệu")


def test_the_second_of_two_people_is_told_and_nothing_is_lost(office, measured):
    office.post(address(measured), TYPED)
    page = office.post(address(measured), TYPED | {"points_apart": "7"})
    assert "đã lưu cách kiểm tra này" in page.content.decode()
    assert IndicatorCheck.objects.get().points_apart == Decimal("5.5")
    office.post(address(measured), TYPED | {"points_apart": "7", "revision": "1"})
    assert (IndicatorCheck.objects.get().points_apart, IndicatorCheck.objects.count()) == (Decimal(7), 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"points_apart": "0"}, "points_apart"),
        ({"times_apart": "1"}, "times_apart"),
        ({"highest": "50"}, '<a href="#id_highest">'),
    ],
)
def test_thresholds_that_make_no_sense_are_refused(office, measured, wrong, said):
    page = office.post(address(measured), TYPED | wrong)
    assert said in page.content.decode()
    assert not IndicatorCheck.objects.exists()


def test_a_rank_has_nothing_to_tune_but_the_question_for_a_cause(office, province):
    rank = make.indicator("Xếp hạng", Kind.RANK, owner=province)
    page = office.get(address(rank)).content.decode()
    assert "points_apart" not in page
    office.post(address(rank), {"revision": "0"})
    check = IndicatorCheck.objects.get()
    assert (check.asks_cause, check.points_apart) == (False, 10)


EXAMPLES = [
    pytest.param(
        Asked(Kind.RATIO),
        USUAL,
        "Kỳ trước 95% (95/100), kỳ này 85% (85/100): chênh từ 10 điểm % trở lên so với kỳ trước; đơn vị phải thuyết minh.",
        id="tỷ lệ",
    ),
    pytest.param(
        Asked(Kind.COUNT, unit="hội nghị"),
        Watch(fewest=4, last_period=False, asks_explanation=False),
        "Cùng kỳ năm trước 4 hội nghị, kỳ này 8 hội nghị: số lượng gấp từ 2 lần trở lên so với cùng kỳ năm trước; "
        "chỉ đánh dấu cho người kiểm tra.",
        id="số lượng, chỉ so năm trước",
    ),
    pytest.param(Asked(Kind.RATIO), Watch(last_period=False, last_year=False), "", id="không so với gì"),
    pytest.param(Asked(Kind.RANK), USUAL, "", id="xếp hạng"),
]


@pytest.mark.parametrize(("asked", "watch", "words"), EXAMPLES)
def test_the_example_is_what_the_rule_would_say(asked, watch, words):
    assert example(asked, watch) == words


def test_whoever_confirms_sees_what_the_office_finds_odd(client, province, measured):
    """Six points less than last year: odd from five on, as the office has set it, and not by the usual ten."""
    commune = make.agency("UBND xã An Bình", parent=province)
    earlier = make.period(year=2025)
    make.figure(commune, measured, earlier, numerator=95, denominator=100, approved_by=make.user(commune))
    report = make.submission(commune, make.report_form(measured, owner=province), make.period())
    report.figures.update(numerator=89, denominator=100)
    Submission.objects.update(
        state="submitted", submitted_by=make.user(commune), submitted_at=make.NOON, first_submitted_at=make.NOON
    )
    client.force_login(make.user(province))
    page = reverse("targets:submission", args=[report.pk])
    assert "chênh từ" not in client.get(page).content.decode()
    IndicatorCheck.objects.create(indicator=measured, points_apart=Decimal(5))
    assert "chênh từ 5 điểm % trở lên so với cùng kỳ năm trước" in client.get(page).content.decode()
