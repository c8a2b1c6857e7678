"""Cells that an open page saves by itself: what the page is told of each, and of what colleagues did meanwhile."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import ActionRecord
from accounts.roles import Role
from periods.models import PeriodDates
from periods.period import PeriodKind
from targets.actions.figures import Entry, keep_cells
from targets.checks import Parts
from targets.forms.figures import seen_of
from targets.models import FigureChange, FigureUpload, SourcedCell, Submission
from targets.terms import Kind, Way
from tests import make, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province)


@pytest.fixture
def report(commune, province):
    form = make.report_form(
        make.indicator(case_noun="hồ sơ"),
        make.indicator("Hội nghị", Kind.COUNT),
        make.indicator("Văn bản", Kind.COUNT),
        owner=province,
    )
    return make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))


@pytest.fixture
def reporter(client, commune):
    person = make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")
    client.force_login(person)
    return person


@pytest.fixture
def colleague(commune):
    return make.user(commune, Role.REPORTER, full_name="Lê Văn Hai")


def figures(report):
    return list(report.figures.order_by("line__order"))


def send(client, report, cells=None, **more):
    """What the page sends: cells by place, each a dict of boxes, with what it knows of every figure."""
    known = figures(report)
    body = {
        "revision": Submission.objects.get(pk=report.pk).revision,
        "cells": ",".join(str(known[place].pk) for place in cells or {}),
        "known": ",".join(f"{figure.pk}:{figure.revision}" for figure in known),
    }
    for place, boxes in (cells or {}).items():
        prefix = f"f{known[place].pk}"
        body[f"{prefix}-seen"] = seen_of(known[place])
        body |= {f"{prefix}-{name}": value for name, value in boxes.items()}
    return client.post(reverse("targets:save_cells", args=[report.pk]), body | more)


def typed_by(person, report, place, value):
    figure = figures(report)[place]
    entry = Entry(Parts(value=Decimal(value)), seen=figure.revision)
    keep_cells(by=person, submission=report, entries={figure.pk: entry}, today=timezone.localdate())


def test_each_cell_is_saved_by_itself_and_the_page_learns_its_revision(client, report, reporter):
    answer = send(client, report, {0: {"numerator": "90", "denominator": "100"}, 1: {"value": "-3"}}).json()
    first, second, _ = figures(report)
    assert answer["saved"] == {str(first.pk): seen_of(first)}
    assert answer["refused"][str(second.pk)] == [{"field": "value", "message": "Số liệu không được âm."}]
    assert (first.numerator, second.value, answer["given"]) == (90, None, 1)
    assert answer["revision"] == Submission.objects.get(pk=report.pk).revision


def test_what_cannot_be_read_is_told_at_its_box_and_the_others_are_saved(client, report, reporter):
    answer = send(client, report, {0: {"numerator": "chín"}, 1: {"value": "3"}}).json()
    assert answer["refused"][str(figures(report)[0].pk)][0]["field"] == "numerator"
    assert figures(report)[1].value == 3


def test_sending_the_same_again_stores_nothing_twice(client, report, reporter):
    known = figures(report)[1]
    body = {"cells": known.pk, f"f{known.pk}-value": "3", f"f{known.pk}-seen": seen_of(known)}
    address = reverse("targets:save_cells", args=[report.pk])
    answers = [client.post(address, body).json() for _ in range(2)]
    assert answers[0]["saved"] == answers[1]["saved"] == {str(known.pk): seen_of(figures(report)[1])}
    assert (FigureChange.objects.count(), figures(report)[1].revision) == (1, 2)
    assert ActionRecord.objects.filter(verb="lưu nháp số liệu").count() == 1


def test_a_cell_that_a_colleague_saved_meanwhile_comes_back_with_their_number(client, report, reporter, colleague):
    stale = figures(report)[1]
    typed_by(colleague, report, 1, 5)
    body = {"cells": stale.pk, f"f{stale.pk}-value": "8", f"f{stale.pk}-seen": seen_of(stale)}
    answer = client.post(reverse("targets:save_cells", args=[report.pk]), body).json()
    theirs = answer["overtaken"][str(stale.pk)]
    assert (theirs["by"], theirs["words"], theirs["boxes"]["value"]) == ("Lê Văn Hai", "5", "5")
    assert theirs["seen"] == seen_of(figures(report)[1])
    assert figures(report)[1].value == 5


def test_the_page_is_told_what_a_colleague_saved_in_other_cells(client, report, reporter, colleague):
    known = ",".join(f"{figure.pk}:{figure.revision}" for figure in figures(report))
    typed_by(colleague, report, 1, 5)
    answer = send(client, report, {2: {"value": "8"}}, known=known).json()
    news = answer["changed"]
    assert list(news) == [str(figures(report)[1].pk)]
    assert (news[str(figures(report)[1].pk)]["by"], news[str(figures(report)[1].pk)]["boxes"]["value"]) == (
        "Lê Văn Hai",
        "5",
    )
    assert answer["overtaken"] == {}


def test_asking_only_for_news_writes_nothing(client, report, reporter, colleague):
    assert send(client, report).json() == {"revision": 1}
    typed_by(colleague, report, 1, 5)
    known = ",".join(f"{figure.pk}:1" for figure in figures(report))
    answer = send(client, report, revision=1, known=known).json()
    assert list(answer["changed"]) == [str(figures(report)[1].pk)]
    assert FigureChange.objects.count() == 1


def test_what_is_wrong_among_the_cells_is_told_at_once(client, report, reporter):
    answer = send(client, report, {0: {"numerator": "101", "denominator": "100"}}).json()
    problems = answer["problems"][str(figures(report)[0].pk)]
    assert problems[0]["field"] == "numerator"
    assert "lớn hơn" in problems[0]["message"]
    assert set(answer["problems"]) == {str(figures(report)[0].pk)}  # cells still empty are not complained of


def test_a_report_that_was_sent_meanwhile_takes_nothing_and_says_so(client, report, reporter, colleague):
    now = timezone.now()
    Submission.objects.filter(pk=report.pk).update(
        state="submitted", submitted_by=colleague, submitted_at=now, first_submitted_at=now
    )
    answer = send(client, report, {1: {"value": "3"}})
    assert answer.status_code == 409
    assert "đã gửi" in answer.json()["message"].lower()
    assert figures(report)[1].value is None


def test_a_closed_period_takes_nothing_and_names_whom_to_ask(client, report, reporter, province):
    office = make.user(province)
    PeriodDates.objects.create(period=report.period, office=province, closed_at=timezone.now(), closed_by=office)
    answer = send(client, report, {1: {"value": "3"}})
    assert (answer.status_code, "UBND tỉnh" in answer.json()["message"]) == (409, True)


def test_a_page_opened_by_somebody_else_saves_nothing_in_ones_name(client, report, reporter, colleague):
    assert send(client, report, {1: {"value": "3"}}, person=colleague.pk).status_code == 409
    assert figures(report)[1].value is None


def test_garbage_in_the_address_lists_is_no_error(client, report, reporter):
    garbage = {"cells": "x,-1,,99999999999999999999", "known": "1:2:3,a:b,,7", "revision": "chín"}
    answer = client.post(reverse("targets:save_cells", args=[report.pk]), garbage)
    assert (answer.status_code, answer.json()["saved"]) == (200, {})
    assert not any(figure.is_given for figure in figures(report))


@pytest.fixture
def sourced(report, reporter):
    """The number of conferences as another system gave it: 12."""
    figure = figures(report)[1]
    paper = world.paper(report.agency, reporter)
    upload = FigureUpload.objects.create(
        way=Way.SOURCE, office=report.agency, form=report.form, period=report.period, file=paper, by=reporter
    )
    figure.value = 12
    figure.save()
    return SourcedCell.objects.create(figure=figure, upload=upload, given={"value": "12"})


def test_beside_a_number_of_a_source_words_are_kept_and_the_number_is_not_typed(client, report, sourced):
    answer = send(client, report, {1: {"value": "99", "note": "Đã đối chiếu"}}).json()
    figure = figures(report)[1]
    assert answer["refused"] == {}
    assert (figure.value, figure.note) == (12, "Đã đối chiếu")


def test_a_number_of_a_source_is_not_typed_over_by_any_other_way(report, reporter, sourced):
    entries = {sourced.figure_id: Entry(Parts(value=Decimal(99)))}
    kept = keep_cells(by=reporter, submission=report, entries=entries, today=timezone.localdate(), way=Way.WORKBOOK)
    assert "hệ thống một cửa" in kept.refused[sourced.figure_id][0].message
    kept = keep_cells(by=reporter, submission=report, entries=entries, today=timezone.localdate(), way=Way.SOURCE)
    assert figures(report)[1].value == 99


def test_saving_takes_as_many_queries_for_sixty_lines_as_for_two(client, commune, province, reporter):
    counts = []
    for lines in (2, 60):
        form = make.report_form(*[make.indicator("Hội nghị", Kind.COUNT) for _ in range(lines)], owner=province)
        report = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))
        with CaptureQueriesContext(connection) as caught:
            answer = send(client, report, {0: {"value": "3"}})
        assert answer.status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
