"""A document is read when it is given: what is kept, what is refused and leaves nothing behind."""

import re
import uuid
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from documents.models import EvidenceFile
from intake.models import PlanIntake
from plans.numbering import key
from targets.terms import Kind
from tests import make

pytestmark = pytest.mark.django_db
PLAN = """UBND TỈNH LAM GIANG
SỞ NỘI VỤ
Số: 12/KH-SNV
Lam Giang, ngày 15 tháng 01 năm 2026

KẾ HOẠCH
Cải cách hành chính năm 2026

1. Tối thiểu 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn.
2. Mức độ hài lòng của người dân đạt từ 90% trở lên.
"""


@pytest.fixture
def department():
    return make.agency("Sở Nội vụ", parent=make.agency("UBND tỉnh Lam Giang"))


@pytest.fixture
def officer(client, department):
    person = make.user(department)
    client.force_login(person)
    return person


def give(client, address: str | None = None, **fields):
    return client.post(address or reverse("intake:begin"), {"once": uuid.uuid4(), "words": "", **fields})


def errors(response) -> str:
    return " ".join(message for messages in response.context["form"].errors.values() for message in messages)


def test_pasted_words_become_a_document_with_proposals(client, officer, department):
    response = give(client, words=PLAN)
    kept = PlanIntake.objects.get()
    assert response.headers["Location"] == reverse("intake:review", args=[kept.pk])
    assert (kept.agency, kept.title, kept.file) == (department, "Kế hoạch số 12/KH-SNV", None)
    plan, first, second = kept.items
    assert (plan.typed["number"], plan.typed["issuer"]) == ("12/KH-SNV", str(department.pk))
    assert "95%" in first.sentence
    assert "90%" in second.sentence


def test_a_file_is_kept_with_what_was_read_from_it(client, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    give(client, upload=SimpleUploadedFile("kế hoạch 12.txt", PLAN.encode()))
    kept = PlanIntake.objects.get()
    assert kept.title == "Kế hoạch số 12/KH-SNV (kế hoạch 12.txt)"
    assert kept.file.original_name == "kế hoạch 12.txt"
    assert b"".join(client.get(reverse("intake:file", args=[kept.pk])).streaming_content) == PLAN.encode()


def test_reading_writes_no_plan(client, officer):
    give(client, words=PLAN)
    assert not officer.memberships.get().agency.plans.exists()


def test_a_press_twice_keeps_one_document(client, officer):
    key = uuid.uuid4()
    first, second = (give(client, words=PLAN, once=key) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert PlanIntake.objects.count() == 1


def zipped(name: str, content: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="không có gì"),
        pytest.param({"words": "   \n "}, id="chỉ có dấu cách"),
        pytest.param({"words": "Tối thiểu\0 95%"}, id="ký tự rỗng trong đoạn dán"),
        pytest.param({"words": "x" * 3_000_000}, id="một dòng ba triệu chữ"),
        pytest.param({"name": "ke-hoach.txt", "content": b""}, id="tệp rỗng"),
        pytest.param({"name": "ke-hoach.txt", "content": b"\x00\x01\x02" * 400}, id="byte rỗng"),
        pytest.param({"name": "ke-hoach.docx", "content": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}, id="tệp .doc cũ đổi đuôi"),
        pytest.param({"name": "ke-hoach.pdf", "content": b"\x89PNG\r\n\x1a\n" + bytes(100)}, id="ảnh đổi đuôi thành pdf"),
        pytest.param({"name": "ke-hoach.docx", "content": zipped("readme.txt", b"x")}, id="tệp nén đổi đuôi"),
        pytest.param({"name": "ke-hoach.docx", "content": b"PK\x03\x04" + bytes(50)}, id="tệp nén hỏng"),
        pytest.param({"name": "so-lieu.xlsx", "content": zipped("xl/workbook.xml", b"<x/>")}, id="bảng tính"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_the_field_and_leaves_nothing(client, officer, fields):
    if "name" in fields:
        fields = {"upload": SimpleUploadedFile(fields["name"], fields["content"])}
    response = give(client, **fields)
    assert response.status_code == 200
    assert errors(response)
    assert not re.search(r"\b(the|are|not|file)\b", errors(response))
    assert not PlanIntake.objects.exists()
    assert not EvidenceFile.objects.exists()


def test_two_ways_at_once_are_not_guessed_between(client, officer):
    response = give(client, words=PLAN, upload=SimpleUploadedFile("a.txt", PLAN.encode()))
    assert "Chọn một cách" in errors(response)
    assert response.context["form"]["words"].value() == PLAN


def test_a_document_that_waits_is_listed_and_one_of_another_office_is_not(client, officer, department):
    give(client, words=PLAN)
    client.force_login(make.user(make.agency("UBND tỉnh Sông Đà")))
    assert list(client.get(reverse("intake:begin")).context["waiting"]) == []
    client.force_login(make.user(department, full_name="Người khác cùng sở"))
    page = client.get(reverse("intake:begin"))
    assert list(page.context["waiting"]) == [PlanIntake.objects.get()]
    assert "Kế hoạch số 12/KH-SNV" in page.content.decode()


def test_the_plan_that_a_paper_rests_on_is_proposed_as_the_one_above(client, officer, department):
    province = department.parent
    above = make.plan(province, number="09/KH-UBND", number_key=key("09/KH-UBND"), number_year=2026)
    make.plan(province, number="09/KH-UBND", number_key=key("09/KH-UBND"), number_year=2025, year=2025)
    make.task(above, lead_agency=department)
    rests = "Căn cứ Kế hoạch số 09/KH-UBND ngày 08 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Lam Giang;"
    give(client, words=PLAN.replace("\n1. Tối", f"\n{rests}\n\n1. Tối"))
    plan = PlanIntake.objects.get().items[0]
    assert plan.typed["higher_plan"] == str(above.pk)
    assert ("Thực hiện kế hoạch cấp trên", str(above)) in plan.facts


def test_the_list_of_plans_names_what_waits_to_those_who_may_decide(client, officer, department):
    give(client, words=PLAN)
    address = reverse("intake:review", args=[PlanIntake.objects.get().pk])
    assert address in client.get(reverse("plans:list")).content.decode()
    client.force_login(make.user(department, Role.REPORTER))
    assert address not in client.get(reverse("plans:list")).content.decode()


def test_a_paper_for_a_plan_on_file_adds_to_it(client, officer, department):
    plan = make.plan(department, year=2026)
    give(client, reverse("intake:begin_for_plan", args=[plan.pk]), words=PLAN)
    kept = PlanIntake.objects.get()
    assert (kept.plan, kept.title) == (plan, f"Thêm vào {plan.named}")
    assert {item.sort for item in kept.items} == {"target"}


def test_what_the_plan_has_already_is_told_at_the_proposal(client, officer, department):
    known = make.indicator("Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn")
    plan = make.target(department, known).plan
    give(client, reverse("intake:begin_for_plan", args=[plan.pk]), words=PLAN)
    on_time, pleased = PlanIntake.objects.get().items
    words = "Kế hoạch đã có một chỉ tiêu về chỉ tiêu thống kê này: bỏ nếu trùng."
    assert words in on_time.doubts
    assert words not in pleased.doubts


def test_an_indicator_of_another_kind_is_offered_but_not_taken(client, officer):
    other = make.indicator("Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn", Kind.YES_NO)
    give(client, words=PLAN)
    on_time = PlanIntake.objects.get().items[1]
    assert on_time.typed["indicator"] == ""
    assert [key for key, _ in on_time.candidates] == [other.pk]


def test_the_list_of_plans_and_a_plan_lead_here(client, officer, department):
    plan = make.plan(department)
    assert reverse("intake:begin") in client.get(reverse("plans:list")).content.decode()
    address = reverse("intake:begin_for_plan", args=[plan.pk])
    assert address in client.get(reverse("dashboard:plan", args=[plan.pk])).content.decode()


def test_a_dropped_document_leaves_neither_its_words_nor_its_file(
    client, officer, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    give(client, upload=SimpleUploadedFile("kế hoạch 12.txt", PLAN.encode()))
    intake = PlanIntake.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("intake:drop", args=[intake.pk]))
    intake.refresh_from_db()
    assert (intake.state, intake.text, intake.proposals, intake.decisions, intake.file) == ("dropped", {}, [], {}, None)
    assert not EvidenceFile.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
