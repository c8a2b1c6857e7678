"""An agency confirms a source's number or says why it is wrong; the office answers; the checker decides."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from dossiers.actions import settling
from dossiers.forms import disputed_for
from dossiers.permissions import can_answer
from reminders.desk import duties_of
from reminders.duty import DutyKind
from targets.actions.figures import Entry, save_and_send, save_figures
from targets.actions.submissions import AlreadyDone
from targets.checks import Parts
from targets.content import print_of
from targets.models import SourcedCell
from tests import make
from tests.dossiers.exports import TODAY, csv


@pytest.fixture
def loaded(one_stop):
    one_stop.load(csv(["1", "UBND xã An Bình", "125", "20", "100", "5"]))
    return one_stop


@pytest.fixture
def reporter(loaded):
    return make.user(loaded.communes[0], Role.REPORTER)


def cell(loaded) -> SourcedCell:
    return SourcedCell.objects.get(figure=loaded.figure(loaded.communes[0]))


def seen(loaded) -> dict:
    return {"figure": loaded.figure(loaded.communes[0]), "seen": print_of(cell(loaded).given)}


def type_own(loaded, by, top, bottom):
    figure = loaded.figure(loaded.communes[0])
    entries = {figure.pk: Entry(Parts(numerator=Decimal(top), denominator=Decimal(bottom)))}
    save_figures(by=by, submission=figure.submission, entries=entries, today=TODAY)


def test_a_confirmed_number_names_who_compared_it(loaded, reporter):
    settling.confirm(by=reporter, **seen(loaded))
    assert (cell(loaded).state, cell(loaded).by) == ("confirmed", reporter)
    with pytest.raises(AlreadyDone):
        settling.confirm(by=reporter, **seen(loaded))


def test_a_dispute_needs_a_reason_and_opens_the_cell_for_typing(loaded, reporter):
    with pytest.raises(ValidationError, match="Ghi lý do"):
        settling.dispute(by=reporter, reason="  ", **seen(loaded))
    settling.dispute(by=reporter, reason="Thiếu 3 hồ sơ giấy", **seen(loaded))
    type_own(loaded, reporter, 123, 128)
    figure = loaded.figure(loaded.communes[0])
    assert (figure.numerator, figure.source, cell(loaded).state) == (123, "", "disputed")
    assert cell(loaded).given == {"numerator": "120", "denominator": "125"}


def test_a_withdrawn_dispute_brings_the_sources_number_back(loaded, reporter):
    settling.dispute(by=reporter, reason="Thiếu 3 hồ sơ giấy", **seen(loaded))
    type_own(loaded, reporter, 123, 128)
    settling.withdraw_dispute(by=reporter, today=TODAY, **seen(loaded))
    figure = loaded.figure(loaded.communes[0])
    assert (figure.numerator, figure.denominator, cell(loaded).state) == (120, 125, "confirmed")
    assert figure.source.startswith("Hệ thống một cửa")
    assert [change.way for change in figure.changes.all()] == ["source", "typed", "source"]


def test_nobody_confirms_a_number_that_they_have_not_seen(loaded, reporter):
    old = seen(loaded)
    loaded.load(csv(["1", "UBND xã An Bình", "126", "20", "101", "5"]))
    for act in (settling.confirm, lambda **given: settling.dispute(reason="Sai", **given)):
        with pytest.raises(ValidationError, match="vừa nạp số mới"):
            act(by=reporter, **old)


def test_all_numbers_of_a_report_are_confirmed_at_once_except_disputed_ones(loaded, reporter):
    settling.dispute(by=reporter, reason="Sai", **seen(loaded))
    report = loaded.figure(loaded.communes[0]).submission
    waiting = list(settling.waiting_in(report))
    assert settling.confirm_all(by=reporter, submission=report, seen=settling.print_of_all(waiting)) == 1
    assert sorted(SourcedCell.objects.values_list("state", flat=True)) == ["confirmed", "disputed"]
    with pytest.raises(AlreadyDone):
        settling.confirm_all(by=reporter, submission=report, seen=settling.print_of_all(waiting))


def test_a_newer_number_stops_confirming_all(loaded, reporter):
    report = loaded.figure(loaded.communes[0]).submission
    old = settling.print_of_all(settling.waiting_in(report))
    loaded.load(csv(["1", "UBND xã An Bình", "126", "20", "101", "5"]))
    with pytest.raises(ValidationError, match="vừa nạp số mới"):
        settling.confirm_all(by=reporter, submission=report, seen=old)


def test_a_sent_report_is_not_settled_any_more(loaded, reporter):
    report = loaded.figure(loaded.communes[0]).submission
    report.refresh_from_db()
    assert save_and_send(by=reporter, submission=report, revision=report.revision, entries={}, today=TODAY) == {}
    with pytest.raises(ValidationError):
        settling.confirm(by=reporter, **seen(loaded))
    with pytest.raises(ValidationError):
        settling.dispute(by=reporter, reason="Sai", **seen(loaded))


class TestAnswer:
    @pytest.fixture
    def figure(self, loaded, reporter):
        settling.dispute(by=reporter, reason="Thiếu 3 hồ sơ giấy", **seen(loaded))
        return loaded.figure(loaded.communes[0])

    def test_the_office_lets_the_agencys_number_stand(self, loaded, figure):
        made = settling.answer(by=loaded.office, figure=figure, accepted=True)
        assert made.accepted
        assert cell(loaded).state == "disputed"

    def test_asking_on_says_what_is_asked(self, loaded, figure):
        with pytest.raises(ValidationError, match="làm rõ"):
            settling.answer(by=loaded.office, figure=figure, accepted=False)
        assert settling.answer(by=loaded.office, figure=figure, accepted=False, words="Gửi sổ tiếp nhận").words

    def test_nobody_answers_their_own_opinion(self, reporter, figure):
        with pytest.raises(ValidationError, match="không tự trả lời"):
            settling.answer(by=reporter, figure=figure, accepted=True)

    def test_a_withdrawn_opinion_is_not_answered(self, loaded, reporter, figure):
        settling.withdraw_dispute(by=reporter, today=TODAY, **seen(loaded))
        with pytest.raises(ValidationError, match="đã rút"):
            settling.answer(by=loaded.office, figure=figure, accepted=True)


def test_the_disputing_agency_does_not_answer_itself_through_its_own_office(loaded, reporter):
    settling.dispute(by=reporter, reason="Thiếu 3 hồ sơ giấy", **seen(loaded))
    own_office = make.user(loaded.communes[0], Role.OFFICE)
    assert not can_answer(own_office, cell(loaded))
    assert not disputed_for(own_office).exists()
    assert can_answer(loaded.office, cell(loaded))
    assert disputed_for(loaded.office).exists()


def test_a_dispute_waits_for_the_office_that_loaded_the_number_until_it_answers(loaded, reporter):
    office = loaded.office
    assert DutyKind.DISPUTE not in [duty.kind for duty in duties_of(office, TODAY)]
    settling.dispute(by=reporter, reason="Thiếu 3 hồ sơ giấy", **seen(loaded))
    [duty] = [duty for duty in duties_of(office, TODAY) if duty.kind == DutyKind.DISPUTE]
    assert (duty.who, duty.note) == (str(loaded.communes[0]), "Thiếu 3 hồ sơ giấy")
    assert DutyKind.DISPUTE not in [duty.kind for duty in duties_of(reporter, TODAY)]
    settling.answer(by=office, figure=loaded.figure(loaded.communes[0]), accepted=True)
    assert DutyKind.DISPUTE not in [duty.kind for duty in duties_of(office, TODAY)]
