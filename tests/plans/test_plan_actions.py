"""Entering, correcting and copying a plan: what changes, what is refused and with which words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import ActionRecord
from plans import actions
from plans.models import Plan, Task
from plans.progress import Timing
from plans.refusals import NumberTaken
from tests import make
from tests.documents.papers import EXE, upload
from ui.revisions import StaleRevision

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    """A storage of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def unsaved(issuer=None, **fields) -> Plan:
    years = {"year_from": 2026, "year_to": 2026}
    return Plan(issuer=issuer or make.agency(), **{"summary": "Cải cách hành chính năm 2026", **years, **fields})


def create(plan: Plan, **given) -> Plan:
    return actions.create_plan(by=make.user(plan.issuer), plan=plan, today=TODAY, **given)


def refused(act, field: str | None = None) -> str:
    """The words with which an action is refused, of one field."""
    with pytest.raises(ValidationError) as caught:
        act()
    return " ".join(caught.value.message_dict[field] if field else caught.value.messages)


# --- entering -----------------------------------------------------------------------------------------------------


def test_a_plan_is_kept_with_its_number_as_officials_write_it():
    plan = create(unsaved(number="Số: 495 / KH – TTTP", issued_on=date(2026, 2, 15)), signed=upload())
    assert plan.number == "495/KH-TTTP"
    assert plan.number_year == 2026
    assert plan.signed_file.original_name == "kế hoạch 495.pdf"
    assert ActionRecord.objects.about(plan).get().verb == "nhập kế hoạch"


def test_unknown_number_day_and_signer_stay_empty_and_any_number_of_such_plans_fits():
    office = make.agency()
    for _ in range(2):
        plan = create(unsaved(office))
    assert (plan.number, plan.issued_on, plan.signer, plan.number_year) == ("", None, "", None)


@pytest.mark.parametrize("again", ["495/KH-TTTP", "số 495/kh-tttp", "0495/KH–TTTP"])
def test_the_same_number_twice_in_a_year_is_refused_naming_the_one_on_file(again):
    office = make.agency("Thanh tra Thành phố")
    first = create(unsaved(office, number="495/KH-TTTP", issued_on=date(2026, 2, 15)))
    with pytest.raises(NumberTaken) as caught:
        create(unsaved(office, number=again, issued_on=date(2026, 3, 1)))
    assert caught.value.on_file == first
    assert "Thanh tra Thành phố đã có kế hoạch số 495/KH-TTTP ban hành ngày 15/02/2026" in caught.value.messages[0]


def test_the_same_number_with_its_day_unknown_is_still_recognised():
    office = make.agency()
    create(unsaved(office, number="495/KH-TTTP", issued_on=date(2025, 12, 22)))
    with pytest.raises(NumberTaken):
        create(unsaved(office, number="495/KH-TTTP"))


def test_the_same_number_of_another_issuer_or_another_year_is_fine():
    office = make.agency()
    create(unsaved(office, number="495/KH-TTTP", issued_on=date(2026, 2, 15)))
    create(unsaved(number="495/KH-TTTP", issued_on=date(2026, 2, 15)))
    create(unsaved(office, number="495/KH-TTTP", issued_on=date(2025, 2, 15), year_from=2025, year_to=2025))
    assert Plan.objects.count() == 3


def test_two_people_entering_one_number_at_the_same_moment_meet_the_same_refusal(monkeypatch):
    office = make.agency()
    create(unsaved(office, number="1/KH", issued_on=date(2026, 1, 5)))
    from plans.actions import plans as module

    check, calls = module._check_number, []
    monkeypatch.setattr(module, "_check_number", lambda plan: check(plan) if calls else calls.append(plan))
    monkeypatch.setattr(Plan, "validate_constraints", lambda self, exclude=None: None)
    with pytest.raises(NumberTaken):  # the first look found nothing; the constraint did
        create(unsaved(office, number="1/KH", issued_on=date(2026, 1, 6)))
    assert Plan.objects.count() == 1


def test_the_constraint_itself_refuses_a_number_twice():
    office = make.agency()
    known = {"number_key": "1/kh", "number_year": 2026}
    make.plan(office, **known)
    make.plan(office, number_key="1/kh", number_year=2025)
    make.plan(office, number_key="", number_year=None)
    with pytest.raises(IntegrityError):
        make.plan(office, **known)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        pytest.param({"year_to": 2025}, "year_to", "từ năm bắt đầu trở đi", id="năm ngược"),
        pytest.param({"issued_on": date(2026, 3, 3)}, "issued_on", "ở sau hôm nay", id="ban hành ngày mai"),
        pytest.param({"summary": ""}, "summary", "", id="thiếu trích yếu"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields, field, words):
    assert words in refused(lambda: create(unsaved(**fields)), field)


def test_a_draft_may_carry_a_day_to_come():
    assert create(unsaved(state=Plan.State.DRAFT, issued_on=date(2026, 3, 10))).pk


def test_an_agency_issues_nothing_outside_its_life():
    ended = make.agency("UBND quận", founded_on=date(2003, 1, 1), dissolved_on=date(2025, 7, 1))
    old = {"year_from": 2025, "year_to": 2025}
    words = refused(lambda: create(unsaved(ended, issued_on=date(2025, 7, 1), **old)), "issued_on")
    assert "hoạt động từ 01/01/2003 đến trước 01/07/2025" in words
    assert create(unsaved(ended, issued_on=date(2025, 6, 30), **old)).pk


def test_a_refused_plan_leaves_no_paper_behind(room):
    refused(lambda: create(unsaved(year_to=2025), signed=upload()))
    refused(lambda: create(unsaved(), signed=upload("kế hoạch.pdf", EXE)))
    assert not [path for path in room.rglob("*") if path.is_file()]
    assert not Plan.objects.exists()


# --- relations ----------------------------------------------------------------------------------------------------


def test_a_replacement_needs_its_effect_and_its_day():
    old = make.plan(issued_on=date(2026, 1, 10))
    replaced = {"earlier_plan": old}
    assert "thay thế hay sửa đổi" in refused(lambda: create(unsaved(**replaced)), "effect")
    replaced |= {"effect": Plan.Effect.REPLACES}
    assert "Ghi ngày" in refused(lambda: create(unsaved(**replaced)), "effective_from")
    early = replaced | {"effective_from": date(2026, 1, 9)}
    assert "10/01/2026" in refused(lambda: create(unsaved(**early)), "effective_from")
    assert create(unsaved(**replaced, effective_from=date(2026, 3, 1))).pk


def test_an_effect_without_an_earlier_plan_is_dropped():
    plan = create(unsaved(effect=Plan.Effect.AMENDS, effective_from=date(2026, 3, 1)))
    assert (plan.effect, plan.effective_from) == ("", None)


@pytest.mark.parametrize("field", ["higher_plan", "earlier_plan"])
def test_no_plan_stands_above_or_before_itself_however_long_the_way(field):
    complete = {"effect": "replaces", "effective_from": date(2026, 3, 1)} if field == "earlier_plan" else {}
    first = make.plan()
    second = make.plan(**{field: first}, **complete)
    third = make.plan(**{field: second}, **complete)
    for name, value in {field: third, **complete}.items():
        setattr(first, name, value)
    by = make.user(first.issuer)
    assert "chính kế hoạch này" in refused(lambda: actions.edit_plan(by=by, plan=first, revision=1, today=TODAY), field)


# --- correcting ---------------------------------------------------------------------------------------------------


def edit(plan: Plan, revision: int = 1, **changes) -> Plan:
    for name, value in changes.items():
        setattr(plan, name, value)
    return actions.edit_plan(
        by=make.user(plan.issuer, full_name="Trần Bình"), plan=plan, revision=revision, today=TODAY
    )


def test_a_correction_is_recorded_with_what_changed():
    plan = edit(make.plan(), signer="Nguyễn Văn An", number="12/KH-UBND")
    plan.refresh_from_db()
    assert (plan.signer, plan.number_key, plan.revision) == ("Nguyễn Văn An", "12/kh-ubnd", 2)
    assert plan.changed_by.full_name == "Trần Bình"
    assert ActionRecord.objects.about(plan).get().detail["changed"] == ["số, ký hiệu", "người ký"]


def test_the_second_of_two_people_is_told_who_saved_and_when():
    plan = make.plan()
    edit(Plan.objects.get(pk=plan.pk), signer="Nguyễn Văn An")
    with pytest.raises(StaleRevision, match="Trần Bình đã lưu kế hoạch này lúc"):
        edit(Plan.objects.get(pk=plan.pk), revision=1, signer="Lê Thị Cúc")
    assert Plan.objects.get().signer == "Nguyễn Văn An"


def test_the_signed_paper_stays_until_replaced_or_dropped():
    plan = create(unsaved(), signed=upload("cũ.pdf"))
    assert edit(Plan.objects.get(pk=plan.pk)).signed_file.original_name == "cũ.pdf"
    by = make.user(plan.issuer)
    replaced = actions.edit_plan(
        by=by, plan=Plan.objects.get(pk=plan.pk), revision=2, today=TODAY, signed=upload("mới.pdf")
    )
    assert replaced.signed_file.original_name == "mới.pdf"
    dropped = actions.edit_plan(by=by, plan=Plan.objects.get(pk=plan.pk), revision=3, today=TODAY, drop_signed=True)
    assert dropped.signed_file is None


def test_a_plan_is_not_issued_after_a_task_of_it_was_due():
    plan = make.plan()
    make.task(plan, content="Báo cáo quý I", due_on=date(2026, 1, 31))
    words = refused(lambda: edit(plan, issued_on=date(2026, 2, 1)), "issued_on")
    assert "“Báo cáo quý I” có hạn 31/01/2026" in words


def test_a_plan_with_progress_does_not_become_a_draft_again():
    plan = make.plan()
    by = make.user()
    assert edit(Plan.objects.get(pk=plan.pk), state=Plan.State.DRAFT).state == Plan.State.DRAFT
    edit(Plan.objects.get(pk=plan.pk), revision=2, state=Plan.State.ISSUED)
    make.task(plan).reports.create(reported_on=TODAY, percent=10, result="Đã bắt đầu", by=by)
    words = refused(lambda: edit(Plan.objects.get(pk=plan.pk), revision=3, state=Plan.State.DRAFT), "state")
    assert "đã có báo cáo tiến độ" in words


# --- copying ------------------------------------------------------------------------------------------------------


def test_a_copy_for_next_year_is_a_draft_whose_days_and_years_moved_along():
    ended = make.agency("Sở cũ", dissolved_on=date(2026, 7, 1))
    living = make.agency("Sở Tư pháp")
    plan = make.plan(
        summary="Cải cách hành chính năm 2024",
        year=2024,
        number="1/KH",
        number_key="1/kh",
        number_year=2024,
        signer="Nguyễn Văn An",
        issued_on=date(2024, 1, 5),
        purposes="Nâng cao Chỉ số năm 2024",
    )
    first = make.task(
        plan, content="Báo cáo năm 2024", due_on=date(2024, 2, 29), lead_agency=ended, budget_million=5, order=1
    )
    first.supporting_agencies.set([ended, living])
    make.task(plan, timing=Timing.ONGOING, due_on=None, lead_agency=living, order=2)
    copy = actions.copy_plan(by=make.user(), plan=plan, year=2026)
    assert (copy.state, copy.summary, copy.years) == ("draft", "Cải cách hành chính năm 2026", "2026")
    assert (copy.number, copy.signer, copy.issued_on, copy.copied_from) == ("", "", None, plan)
    assert copy.purposes == "Nâng cao Chỉ số năm 2026"
    moved, ongoing = Task.objects.filter(plan=copy)
    assert (moved.content, moved.due_on, moved.budget_million) == ("Báo cáo năm 2026", date(2026, 2, 28), None)
    assert (moved.lead_agency, moved.parties_text) == (None, "trước đây: Sở cũ")
    assert list(moved.supporting_agencies.all()) == [living]
    assert ongoing.lead_agency == living


def test_a_copy_goes_to_a_later_year_only():
    plan = make.plan(year=2026)
    assert "phải sau năm 2026" in refused(lambda: actions.copy_plan(by=make.user(), plan=plan, year=2026), "year")
