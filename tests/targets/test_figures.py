"""Typing figures: a draft keeps what can be kept, sending asks for all of it to be right."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from documents.models import EvidenceFile
from periods.models import PeriodDates
from periods.period import PeriodKind
from targets.actions.figures import Entry, Faulty, Overtaken, save_and_send, save_figures
from targets.actions.submissions import AlreadyDone
from targets.checking import days_covered
from targets.checks import Parts
from targets.earlier import previous_of
from targets.models import Exemption, Figure, Submission
from targets.sheet import covers_words
from targets.terms import Kind, Typed
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def commune():
    return make.agency("UBND xã", parent=make.agency("UBND tỉnh"))


@pytest.fixture
def person(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def indicator():
    return make.indicator(case_noun="hồ sơ")


@pytest.fixture
def form(commune, indicator):
    return make.report_form(indicator, owner=commune.parent)


@pytest.fixture
def report(commune, form):
    return make.submission(commune, form, make.period(PeriodKind.QUARTER, 2026, 3))


def ratio(numerator, denominator, **more):
    return Entry(Parts(numerator=Decimal(numerator), denominator=Decimal(denominator)), **more)


def figure_of(report, indicator=None):
    figures = report.figures.filter(indicator=indicator) if indicator else report.figures
    return figures.get()


def saved(report, person, *entries, act=save_figures, revision=None):
    figures = report.figures.order_by("line__order")
    keyed = {figure.pk: entry for figure, entry in zip(figures, entries, strict=True)}
    report.refresh_from_db()
    opened = {"revision": revision or report.revision} if act is save_and_send else {}
    result = act(by=person, submission=report, entries=keyed, today=TODAY, **opened)
    report.refresh_from_db()
    return result


def sent(report, person, *entries):
    return saved(report, person, *entries, act=save_and_send)


def test_what_was_typed_is_kept_as_a_draft(report, person, indicator):
    saved(report, person, ratio(90, 100, note="Kể cả hồ sơ liên thông"))
    figure = figure_of(report)
    assert (figure.numerator, figure.denominator, figure.note) == (90, 100, "Kể cả hồ sơ liên thông")
    assert (figure.recorded_by, report.state, report.changed_by) == (person, "draft", person)
    assert [event.kind for event in report.events.all()] == ["prepared"]


def test_a_faulty_draft_is_kept_but_not_sent(report, person):
    problems = sent(report, person, ratio(101, 100))
    assert problems[figure_of(report).pk][0].field == "numerator"
    assert (report.state, figure_of(report).numerator) == ("draft", 101)


def test_a_right_report_is_sent(report, person):
    assert sent(report, person, ratio(90, 100)) == {}
    assert (report.state, report.submitted_by) == ("submitted", person)
    assert report.first_submitted_at == report.submitted_at
    assert [event.kind for event in report.events.all()] == ["prepared", "submitted"]


def test_an_empty_cell_keeps_the_report_from_being_sent(report, person, form, commune):
    line = make.line(form, make.indicator(), order=2)
    make.figure(commune, line.indicator, report.period, submission=report, line=line)
    problems = sent(report, person, ratio(90, 100), Entry(Parts()))
    assert ["Chưa nhập" in problem.message for [problem] in problems.values()] == [True]


def test_nothing_occurred_is_an_answer(report, person):
    assert sent(report, person, Entry(Parts(nothing_occurred=True))) == {}
    assert figure_of(report).nothing_occurred


@pytest.mark.parametrize(
    "parts",
    [
        Parts(numerator=Decimal(-1), denominator=Decimal(5)),
        Parts(numerator=Decimal(1), nothing_occurred=True),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(report, person, form, commune, parts):
    line = make.line(form, make.indicator(), order=2)
    make.figure(commune, line.indicator, report.period, submission=report, line=line)
    with pytest.raises(Faulty):
        saved(report, person, ratio(90, 100), Entry(parts))
    assert not any(figure.is_given for figure in report.figures.all())
    report.refresh_from_db()
    assert (report.state, report.revision) == ("empty", 1)


def test_the_second_of_two_officers_is_told_and_overwrites_nothing(report, person, commune):
    colleague = make.user(commune, Role.REPORTER, full_name="Lê Văn Hai")
    opened = figure_of(report).revision
    saved(report, person, ratio(90, 100, seen=opened))
    with pytest.raises(Overtaken, match="Trần Thị Báo đã lưu 1 ô mà anh/chị cũng sửa"):
        saved(report, colleague, ratio(80, 100, seen=opened))
    assert figure_of(report).numerator == 90


def test_a_double_click_on_send_sends_once(report, person):
    opened = report.revision
    saved(report, person, ratio(90, 100), act=save_and_send, revision=opened)
    with pytest.raises(AlreadyDone, match="đã được Trần Thị Báo gửi lúc"):
        saved(report, person, ratio(90, 100), act=save_and_send, revision=opened)
    assert report.events.filter(kind="submitted").count() == 1


def test_a_returned_report_stays_returned_until_it_is_sent_again(report, person):
    Submission.objects.filter(pk=report.pk).update(state="returned")
    saved(report, person, ratio(90, 100))
    assert report.state == "returned"
    sent(report, person, ratio(90, 100))
    assert report.state == "submitted"


def test_nothing_is_typed_in_a_closed_period(report, person, commune):
    PeriodDates.objects.create(
        period=report.period, office=commune.parent, closed_at=timezone.now(), closed_by=make.user(commune.parent)
    )
    with pytest.raises(ValidationError, match="UBND tỉnh khoá"):
        saved(report, person, ratio(90, 100))


def test_an_office_that_fills_for_an_agency_is_recorded_and_the_agency_stays_the_reporter(report, commune):
    office = make.user(commune.parent, Role.OFFICE)
    sent(report, office, ratio(90, 100))
    figure = figure_of(report)
    assert (figure.recorded_by, figure.reported_by, report.submitted_by) == (office, commune, office)


def test_only_what_changed_names_a_new_author(report, person, commune, form):
    line = make.line(form, make.indicator(), order=2)
    make.figure(commune, line.indicator, report.period, submission=report, line=line)
    saved(report, person, ratio(90, 100), ratio(1, 2))
    colleague = make.user(commune, Role.REPORTER)
    saved(report, colleague, ratio(90, 100), ratio(2, 2))
    authors = list(report.figures.order_by("line__order").values_list("recorded_by", flat=True))
    assert authors == [person.pk, colleague.pk]


def test_a_cell_marked_as_not_applicable_after_opening_need_not_be_filled(report, person, commune, form):
    line = make.line(form, make.indicator(), order=2)
    make.figure(commune, line.indicator, report.period, submission=report, line=line)
    exempt = {"agency": commune, "indicator": line.indicator, "reason": "Không có lĩnh vực này", "by": person}
    Exemption.objects.create(**exempt, until=report.data_to)
    assert sent(report, person, ratio(90, 100), Entry(Parts()))
    Exemption.objects.create(**exempt)
    assert sent(report, person, ratio(90, 100), Entry(Parts())) == {}


# --- against other figures ----------------------------------------------------------------------------------------------


def approved_earlier(commune, indicator, kind, order, **parts):
    period = make.period(kind, 2026, order)
    report = make.submission(commune, make.report_form(owner=commune.parent), period)
    now = timezone.now()
    Submission.objects.filter(pk=report.pk).update(
        state="submitted", submitted_at=now, first_submitted_at=now, submitted_by=make.user(commune)
    )
    return make.figure(commune, indicator, period, submission=report, **parts)


def test_the_half_year_is_not_below_the_first_quarter(commune, form, indicator, person):
    approved_earlier(commune, indicator, PeriodKind.QUARTER, 1, numerator=40, denominator=50)
    half = make.submission(commune, form, make.period(PeriodKind.HALF, 2026, 1))
    problems = sent(half, person, ratio(30, 60))
    assert "nhỏ hơn 40 đã báo cáo cho Quý I/2026" in problems[figure_of(half).pk][0].message


def test_a_first_quarter_that_comes_after_the_half_year_fits_into_it(commune, form, indicator, person):
    approved_earlier(commune, indicator, PeriodKind.HALF, 1, numerator=40, denominator=50)
    first = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2026, 1))
    problems = sent(first, person, ratio(45, 60))
    assert "lớn hơn 40 đã báo cáo cho 6 tháng đầu năm 2026" in problems[figure_of(first).pk][0].message
    assert sent(first, person, ratio(40, 45)) == {}


def test_an_unsent_first_quarter_does_not_bind(commune, form, indicator, person):
    first = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2026, 1))
    saved(first, person, ratio(40, 50))
    half = make.submission(commune, form, make.period(PeriodKind.HALF, 2026, 1))
    assert sent(half, person, ratio(30, 60)) == {}


def test_a_cumulative_figure_does_not_fall(commune, person):
    trained = make.indicator(case_noun="người")
    approved_earlier(commune, trained, PeriodKind.HALF, 1, numerator=40, denominator=50, typed=Typed.CUMULATIVE)
    form = make.report_form(owner=commune.parent)
    make.line(form, trained, Typed.CUMULATIVE)
    report = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2026, 3))
    problems = sent(report, person, ratio(39, 50))
    assert "lũy kế không thể giảm" in problems[figure_of(report).pk][0].message


def test_a_part_is_held_against_its_whole_in_the_same_report(commune, indicator, person, report, form):
    part = make.indicator("Trong đó: đất đai", part_of=indicator)
    line = make.line(form, part, order=2)
    make.figure(commune, part, report.period, submission=report, line=line)
    problems = sent(report, person, ratio(90, 100), ratio(91, 95))
    assert list(problems) == [figure_of(report, part).pk]
    assert sent(report, person, ratio(90, 100), ratio(89, 95)) == {}


def test_a_part_is_held_against_its_whole_in_another_report(commune, indicator, person):
    approved_earlier(commune, indicator, PeriodKind.QUARTER, 3, numerator=10, denominator=20)
    form = make.report_form(make.indicator(part_of=indicator), owner=commune.parent)
    report = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2026, 3))
    assert sent(report, person, ratio(11, 20))
    assert sent(report, person, ratio(10, 20)) == {}


def test_another_agency_never_binds(commune, form, indicator, person):
    approved_earlier(
        make.agency(parent=commune.parent), indicator, PeriodKind.QUARTER, 1, numerator=400, denominator=500
    )
    half = make.submission(commune, form, make.period(PeriodKind.HALF, 2026, 1))
    assert sent(half, person, ratio(30, 60)) == {}


# --- papers ---------------------------------------------------------------------------------------------------------------


def paper(name="bien-ban.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_papers_come_and_go_with_the_figure(report, person):
    saved(report, person, ratio(90, 100, uploads=(paper(),)))
    stored = figure_of(report).evidence.get()
    assert (stored.original_name, stored.agency, stored.uploaded_by) == ("bien-ban.pdf", report.agency, person)
    saved(report, person, ratio(90, 100, removed=frozenset({stored.pk})))
    assert not figure_of(report).evidence.exists()


def test_a_refused_paper_takes_everything_back(report, person):
    with pytest.raises(ValidationError):
        saved(report, person, ratio(90, 100, uploads=(paper(), paper("virus.pdf", b"MZ\x90\x00"))))
    assert not figure_of(report).is_given
    assert not EvidenceFile.objects.exists()


# --- the days a figure covers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (Typed.FLOW, "trong kỳ, từ 15/06/2026 đến 14/09/2026"),
        (Typed.CUMULATIVE, "lũy kế từ 15/12/2025 đến 14/09/2026"),
        (Typed.AS_OF, "tại thời điểm ngày 14/09/2026"),
    ],
)
def test_the_screen_says_which_days_a_box_asks_for(report, commune, typed, words):
    assert covers_words(typed, report, commune) == words


def test_a_successor_types_its_own_work_from_its_founding_day_also_when_cumulative(report, commune):
    commune.founded_on = date(2026, 7, 1)
    assert days_covered(Typed.CUMULATIVE, report, commune) == (date(2026, 7, 1), date(2026, 9, 14))


def test_a_dissolved_agency_types_up_to_its_last_day(report, commune):
    commune.dissolved_on = date(2026, 7, 1)
    assert days_covered(Typed.FLOW, report, commune) == (date(2026, 6, 15), date(2026, 6, 30))


def test_the_last_period_is_that_of_the_same_form():
    third, first = make.period(PeriodKind.QUARTER, 2026, 3).key, make.period(PeriodKind.QUARTER, 2026, 1).key
    assert previous_of("cchc", third).label == "6 tháng đầu năm 2026"
    assert previous_of("quarters", third).label == "Quý II/2026"
    assert previous_of("cchc", first).label == "Năm 2025"


# --- what the database itself holds -------------------------------------------------------------------------------------------

WRONG = [
    pytest.param({"numerator": Decimal(-1)}, id="tử số âm"),
    pytest.param({"denominator": Decimal(-1)}, id="mẫu số âm"),
    pytest.param({"nothing_occurred": True, "value": Decimal(0)}, id="không phát sinh mà có số"),
    pytest.param({"done_on": date(2026, 7, 1)}, id="ngày mà chưa làm"),
    pytest.param({"approved_at": timezone.now()}, id="xác nhận mà không có người"),
]
RIGHT = [
    pytest.param({"numerator": Decimal(0), "denominator": Decimal(0)}, id="không trên không"),
    pytest.param({"nothing_occurred": True}, id="không phát sinh"),
    pytest.param({"done": True, "done_on": date(2026, 7, 1)}, id="làm có ngày"),
]


@pytest.mark.parametrize("values", WRONG)
def test_the_database_refuses_a_figure_that_cannot_be(report, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.filter(submission=report).update(**values)


@pytest.mark.parametrize("values", RIGHT)
def test_the_database_takes_a_figure_that_can_be(report, values):
    assert Figure.objects.filter(submission=report).update(**values) == 1


def test_a_figure_is_once_for_an_agency_an_indicator_and_a_period(report, commune, indicator):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.figure(commune, indicator, report.period)


def test_a_grade_in_steps_and_a_rank_within_its_number(commune, person):
    grade = make.indicator("Cấp độ", Kind.GRADE, grade_steps=["cấp độ 1", "cấp độ 2"])
    rank = make.indicator("Hạng", Kind.RANK)
    form = make.report_form(grade, rank, owner=commune.parent)
    report = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2026, 3))
    problems = sent(report, person, Entry(Parts(value=Decimal(3))), Entry(Parts(value=Decimal(35), out_of=34)))
    assert len(problems) == 2
    assert sent(report, person, Entry(Parts(value=Decimal(2))), Entry(Parts(value=Decimal(34), out_of=34))) == {}
