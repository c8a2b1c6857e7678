"""The share of tasks done as a line of a form: who may ask for it, how it reads, how it is judged."""

from datetime import date
from decimal import Decimal

import pytest

from periods.period import Calendar
from targets.actions.report_forms import FormValues, LineRefused, LineValues, create_form
from targets.asked import asked_of
from targets.checks import Parts
from targets.judging import Board
from targets.models import Target
from targets.sheet import figure_words
from targets.terms import Kind, Path, SourceKind, Typed, Verdict
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def share(province):
    return make.indicator(
        "Tỷ lệ nhiệm vụ hoàn thành", Kind.RATIO_OF_STOCKS, source_kind=SourceKind.COMPUTED, owner=province
    )


def test_the_share_reads_as_a_count_of_tasks(share):
    parts = Parts(numerator=Decimal(17), denominator=Decimal(62))
    assert figure_words(asked_of(share, Typed.AS_OF), parts) == ("17/62 nhiệm vụ", "27,4%")


def created(province, **line):
    values = FormValues(
        f"TD{make.number()}", "Tiến độ nhiệm vụ", province, province, Calendar.CCHC, agencies=[province]
    )
    return create_form(by=make.user(province), values=values, lines=[LineValues(**line)])


def test_a_form_asks_for_the_share_as_of_a_day(province, share):
    assert created(province, indicator=share).lines.get().typed == Typed.AS_OF
    with pytest.raises(LineRefused, match="thời điểm"):
        created(province, indicator=share, typed=Typed.CUMULATIVE)


def test_nobody_gives_the_share_for_others(province, share):
    members = make.group(make.agency("UBND xã An Bình", parent=province), owner=province)
    with pytest.raises(LineRefused, match="từng đơn vị báo cáo"):
        created(province, indicator=share, about_group=members)


def test_the_share_is_judged_like_any_other_figure(province, share):
    target = make.target(province, share, value=Decimal(80), path=Path.HOLD)
    by = make.user(province)
    report = make.submission(province, make.report_form(share, owner=province), make.period(), state="draft")
    report.figures.update(numerator=17, denominator=62, approved_at=make.NOON, approved_by=by)
    board = Board(Target.objects.filter(pk=target.pk), office=province, year=2026, today=TODAY)
    assert (board.results[0].attainment.verdict, board.results[0].shown) == (Verdict.BEHIND, "27,4%")
