"""What was accepted becomes plan, tasks, indicators and targets: all or nothing, once, each refusal at its proposal."""

import pytest
from django.urls import reverse

from documents.models import EvidenceFile
from intake.models import PlanIntake
from plans.models import Plan, Task
from targets.models import Indicator, Target
from targets.restating import sentence_of
from tests import make
from tests.intake import made
from tests.intake.read import inner, target
from tests.world import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make.agency("Sở Nội vụ", parent=make.agency("UBND tỉnh Lam Giang"))


@pytest.fixture
def officer(client, department):
    person = make.user(department)
    client.force_login(person)
    return person


def write(client, intake, **fields):
    revision = PlanIntake.objects.get(pk=intake.pk).revision
    return client.post(reverse("intake:write", args=[intake.pk]), {"revision": revision, **fields}, follow=True)


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def faults(response) -> dict[str, str]:
    return {card.item.key: " ".join(messages) for card, messages in response.context["faults"]}


def nothing_written() -> bool:
    return not (Plan.objects.exists() or Task.objects.exists() or Target.objects.exists() or Indicator.objects.exists())


def test_the_plan_stands_with_its_tasks_and_targets(client, officer, department):
    known = make.indicator("Mức độ hài lòng của người dân", "level", unit="%")
    pleased = target(
        "Mức độ hài lòng của người dân", "satisfaction", value="90", sentence="Hài lòng đạt 90%.", place="Mục I"
    )
    intake = made.accept_all(officer, made.intake(officer, made.on_time(), pleased, tasks=[made.task_proposal()]))
    response = write(client, intake)
    plan = Plan.objects.get()
    assert response.redirect_chain[-1][0] == reverse("dashboard:plan", args=[plan.pk])
    assert (plan.number, plan.issuer, plan.created_by) == ("12/KH-SNV", department, officer)
    assert [task.content for task in plan.tasks.all()] == ["Rà soát quy chế làm việc"]
    versions = [one.last_version for one in plan.targets.with_rules()]
    assert [sentence_of(version) for version in versions] == [
        "Tỷ lệ hồ sơ được giải quyết đúng hạn của Sở Nội vụ phải đạt tối thiểu 95% trong suốt năm 2026.",
        "Mức độ hài lòng của người dân của Sở Nội vụ phải đạt tối thiểu 90% trong suốt năm 2026.",
    ]
    assert [(one.quote, one.quote_place) for one in versions] == [
        ("Tối thiểu 95% hồ sơ đúng hạn.", ""),
        ("Hài lòng đạt 90%.", "Mục I"),
    ]
    assert versions[1].target.indicator == known
    assert versions[0].target.indicator.owner == department


def test_the_file_becomes_the_signed_paper(client, officer, department, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    intake = made.intake(officer)
    PlanIntake.objects.filter(pk=intake.pk).update(file=paper(department, officer))
    write(client, made.accept_all(officer, PlanIntake.objects.get()))
    assert Plan.objects.get().signed_file == EvidenceFile.objects.get()


def test_a_share_of_units_is_stored_over_its_group(client, officer, department):
    rooms = make.group(make.agency(parent=department), owner=department, name="Các phòng chuyên môn", unit_noun="phòng")
    share = target(
        "Tỷ lệ phòng đối thoại",
        "share_of_units",
        "=",
        "100",
        scope="phòng chuyên môn",
        inner=inner("tổ chức đối thoại ít nhất 2 lần/năm", ">=", 2, "lần/năm"),
    )
    write(client, made.accept_all(officer, made.intake(officer, share)))
    version = Target.objects.get().last_version
    assert (version.scope, version.judged_group, version.value, version.inner_value) == ("share", rooms, 100, 2)


def test_dropped_proposals_are_not_written(client, officer):
    intake = made.accept_all(officer, made.intake(officer, made.on_time(), made.on_time()))
    client.post(reverse("intake:decide", args=[intake.pk, "c2"]), {"decision": "dropped", "revision": 1})
    write(client, intake)
    assert Target.objects.count() == 1


def test_nothing_accepted_adds_nothing_to_a_plan_on_file(client, officer, department):
    intake = made.intake(officer, made.on_time(), plan=make.plan(department))
    client.post(reverse("intake:decide", args=[intake.pk, "c1"]), {"decision": "dropped", "revision": 0})
    assert "Chưa nhận đề xuất nào để ghi thêm" in said(write(client, PlanIntake.objects.get()))
    assert PlanIntake.objects.get().is_open


def test_one_new_indicator_serves_two_targets_that_ask_for_it(client, officer):
    write(client, made.accept_all(officer, made.intake(officer, made.on_time(), made.on_time(due="2027"))))
    assert Indicator.objects.count() == 1
    assert Target.objects.count() == 2


def test_nothing_is_written_while_proposals_wait(client, officer):
    response = write(client, made.intake(officer, made.on_time()))
    assert "Còn 2 đề xuất chưa quyết định" in said(response)
    assert nothing_written()


def test_a_press_twice_writes_once(client, officer):
    intake = made.accept_all(officer, made.intake(officer, made.on_time()))
    write(client, intake)
    again = write(client, intake)
    assert again.redirect_chain[-1][0] == reverse("dashboard:plan", args=[Plan.objects.get().pk])
    assert Target.objects.count() == 1


def test_a_page_older_than_another_decision_does_not_write(client, officer):
    intake = made.accept_all(officer, made.intake(officer, made.on_time()))
    response = write(client, intake, revision=1)
    assert "đã lưu văn bản này" in said(response)
    assert nothing_written()


def test_refusals_are_named_by_proposal_and_undo_everything(client, officer, monkeypatch):
    early = made.task_proposal(due_on="01/01/2026")
    intake = made.accept_all(officer, made.intake(officer, made.on_time(), tasks=[early]))
    response = write(client, intake)
    assert list(faults(response)) == ["n1"]
    assert "trước ngày ban hành" in faults(response)["n1"]
    assert nothing_written()
    assert PlanIntake.objects.get().is_open


def test_a_refusal_of_the_action_itself_is_named_too(client, officer):
    """That a day is yet to come, only the action knows."""
    intake = made.accept_all(officer, made.intake(officer, made.on_time(), own={"issued_on": "15/01/2099"}))
    response = write(client, intake)
    assert "Ngày ban hành ở sau hôm nay" in faults(response)["kh"]
    assert nothing_written()


def test_a_part_that_only_its_action_refuses_undoes_the_others(client, officer, department):
    room = str(make.agency("Văn phòng", parent=department).pk)
    twice = made.task_proposal(lead_agency=room, supporting_agencies=[room])
    intake = made.accept_all(officer, made.intake(officer, made.on_time(), tasks=[made.task_proposal(), twice]))
    response = write(client, intake)
    assert list(faults(response)) == ["n2"]
    assert "đã là cơ quan chủ trì" in faults(response)["n2"]
    assert nothing_written()


def test_a_number_that_is_taken_leads_to_its_plan_and_the_paper_can_add_to_it(client, officer, department):
    there = make.plan(department, number="12/KH-SNV", number_key="12/kh-snv", number_year=2026)
    intake = made.accept_all(officer, made.intake(officer, made.on_time()))
    response = write(client, intake)
    assert response.context["taken"] == there
    assert not Target.objects.exists()
    client.post(reverse("intake:add_to_plan", args=[intake.pk, there.pk]))
    write(client, intake)
    assert there.targets.count() == 1
    assert Plan.objects.count() == 1


def test_a_paper_adds_to_the_plan_it_was_opened_for(client, officer, department):
    plan = make.plan(department, year=2026)
    write(client, made.accept_all(officer, made.intake(officer, made.on_time(), plan=plan)))
    assert plan.targets.get().indicator.name == "Tỷ lệ hồ sơ được giải quyết đúng hạn"
    assert PlanIntake.objects.get().state == "written"
    assert Plan.objects.get().signed_file is None


def test_a_written_document_leads_to_its_plan(client, officer):
    intake = made.accept_all(officer, made.intake(officer, made.on_time()))
    write(client, intake)
    response = client.get(reverse("intake:review", args=[intake.pk]))
    assert response.headers["Location"] == reverse("dashboard:plan", args=[Plan.objects.get().pk])
