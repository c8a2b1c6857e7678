"""Targets through their pages: filled in by hand, understood, refused at the field, seen by whom they bind."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.models import Plan
from targets.forms.target_form import TargetForm
from targets.models import Indicator, Target
from targets.terms import Kind, Path, RelativeKind, Scope
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.agency("Quận Hai Bà Trưng")


@pytest.fixture
def ward(office):
    return make.agency("Phường Bạch Mai", parent=office)


@pytest.fixture
def wards(office, ward):
    return make.group(ward, make.agency("Phường Quỳnh Mai", parent=office), owner=office, unit_noun="phường, xã")


@pytest.fixture
def plan(office):
    return make.plan(office, number="23/KH-UBND", issued_on=date(2026, 1, 20))


@pytest.fixture
def staff(office, client):
    person = make.user(office)
    client.force_login(person)
    return person


@pytest.fixture
def dialogues():
    return make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị")


def url(name, *args):
    return reverse(f"targets:{name}", args=args)


def sent(client, address, **typed) -> dict:
    """What a browser sends: the hidden fields of the page, and the ordinary choices unless said otherwise."""
    form = client.get(address).context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields()}
    usual = {"scope": "whole", "relative_kind": "none", "window": "full", "due": "year-1"}
    years = {"first_year": "2026", "last_year": "2026"}
    return {**hidden, **usual, **years, **typed}


def text(response) -> str:
    return response.content.decode()


def test_100_percent_of_wards_hold_two_dialogues_entered_by_hand(client, staff, plan, wards, dialogues):
    address = url("create", plan.pk)
    typed = sent(
        client,
        address,
        indicator=dialogues.pk,
        scope="share",
        judged_group=wards.pk,
        comparator="eq",
        value="100",
        inner_comparator="gte",
        inner_value="2",
        quote="100% UBND các phường đối thoại ít nhất 2 lần/năm",
    )
    saved = client.post(address, typed, follow=True)
    assert "100% phường, xã phải có ít nhất 2 hội nghị đối thoại trong năm 2026." in text(saved)
    version = Target.objects.get().last_version
    assert (version.scope, version.judged_group, version.judged_agency) == (Scope.SHARE, wards, None)
    assert (version.inner_value, version.value, version.path) == (Decimal(2), Decimal(100), Path.REACH)
    assert version.tolerance == Decimal(1)


def test_numbers_are_typed_the_vietnamese_way_and_the_tolerance_is_offered(client, staff, plan):
    address = url("create", plan.pk)
    typed = sent(client, address, indicator=make.indicator().pk, comparator="gte", value="98,5", path="hold")
    client.post(address, typed)
    version = Target.objects.get().last_version
    assert (version.value, version.tolerance, version.judged_agency) == (Decimal("98.5"), Decimal(1), plan.issuer)


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"value": "95,5.3"}, "value", "95,5.3"),
        ({"value": "120"}, "value", "từ 0% đến 100%"),
        ({"value": ""}, "value", "Nhập giá trị phải đạt"),
        ({"path": ""}, "path", "giữ trong suốt kỳ"),
        ({"scope": "share", "comparator": "eq", "value": "100"}, "inner_value", "Nhập giá trị"),
        ({"scope": "each"}, "judged_group", "chọn nhóm đơn vị"),
        ({"due": "day", "due_on": "31/02/2026"}, "due_on", "không có trong lịch"),
        ({"due": "day", "due_on": "01/01/2026"}, "due_on", "trước ngày ban hành kế hoạch 20/01/2026"),
        ({"due": "day", "due_on": ""}, "due_on", "bắt buộc"),
        ({"relative_kind": "percent", "direction": "down", "baseline_year": ""}, "baseline_year", "Cần năm gốc"),
        (
            {"relative_kind": "percent", "direction": "down", "baseline_year": "2025", "baseline_whole": "0"},
            "baseline_whole",
            "Giá trị gốc bằng 0",
        ),
        ({"relative_kind": "percent", "direction": "", "baseline_year": "2025"}, "direction", "Chưa chọn"),
        ({"comparator": "between", "value_max": ""}, "value_max", "cả cận dưới và cận trên"),
        ({"indicator": ""}, "indicator", "Chưa chọn"),
        ({"last_year": "2025"}, "last_year", "từ năm bắt đầu"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(client, staff, plan, typed, field, says):
    address = url("create", plan.pk)
    usual = {
        "indicator": make.indicator().pk,
        "comparator": "gte",
        "value": "89",
        "path": "hold",
        "quote": "Nguyên văn",
    }
    page = client.post(address, sent(client, address, **{**usual, **typed}))
    assert says in " ".join(page.context["form"].errors[field])
    assert "Nguyên văn" in text(page)
    assert not Target.objects.exists()


def test_a_new_indicator_is_entered_in_passing_without_losing_what_was_typed(client, staff, plan):
    address = url("create", plan.pk)
    typed = sent(client, address, indicator="", comparator="gte", value="89", path="hold", quote="Nguyên văn")
    typed |= {"moi-name": "Tỷ lệ hồ sơ đúng hạn", "moi-kind": "ratio", "moi-better": "higher"}
    page = client.post(address, typed)
    assert "tên tử số" in page.context["new"].errors["numerator_label"][0]
    assert "Nguyên văn" in text(page)
    assert not Indicator.objects.exists()
    typed |= {"moi-numerator_label": "Hồ sơ đúng hạn", "moi-denominator_label": "Tổng hồ sơ"}
    client.post(address, typed)
    target = Target.objects.get()
    assert target.indicator.name == "Tỷ lệ hồ sơ đúng hạn"
    assert target.indicator.owner == plan.issuer


def test_a_choice_that_changes_the_form_brings_it_back_with_all_that_was_typed(client, staff, plan, wards, dialogues):
    address = url("create", plan.pk)
    typed = sent(client, address, indicator=dialogues.pk, scope="share", quote="Nguyên văn", value="100", ve_lai="1")
    page = client.post(address, typed)
    form = page.context["form"]
    assert "inner_value" in form.fields
    assert "judged_agency" not in form.fields
    assert "path" not in form.fields
    assert form["quote"].value() == "Nguyên văn"
    assert form["value"].value() == "100"
    assert not form.errors
    assert not Target.objects.exists()


def test_with_script_only_the_fields_come_back(client, staff, plan, dialogues):
    address = url("create", plan.pk)
    typed = sent(client, address, indicator=dialogues.pk, ve_lai="1")
    page = client.post(address, typed, headers={"HX-Request": "true"})
    assert "<html" not in text(page)
    assert "Đến hạn" in text(page)


def test_the_steps_of_a_grade_are_chosen_by_name(client, staff, plan):
    measured = make.indicator("Cấp độ quản trị dữ liệu", Kind.GRADE, grade_steps=["Cấp độ 1", "Cấp độ 2", "Cấp độ 3"])
    address = url("create", plan.pk)
    page = client.post(address, sent(client, address, indicator=measured.pk, ve_lai="1"))
    assert ("3", "Cấp độ 3") in page.context["form"].fields["value"].choices
    typed = sent(client, address, indicator=measured.pk, comparator="gte", value="3", path="reach")
    assert "phải đạt cấp độ 3 vào cuối năm 2026" in text(client.post(address, typed, follow=True))
    editing = text(client.get(url("edit", Target.objects.get().pk)))
    assert '<option value="3" selected>' in editing


def test_the_sentence_is_told_while_typing_and_nothing_is_written(client, staff, plan, wards, dialogues):
    typed = {
        "indicator": dialogues.pk,
        "scope": "share",
        "judged_group": wards.pk,
        "comparator": "eq",
        "value": "100",
        "inner_comparator": "gte",
        "inner_value": "",
        "due": "year-1",
        "first_year": "2026",
        "last_year": "2027",
    }
    told = text(client.post(url("restate", plan.pk), typed))
    assert "100% phường, xã phải có ít nhất … hội nghị đối thoại trong từng năm từ 2026 đến 2027." in told
    assert "Nhập giá trị phải đạt." in told
    assert "ngoài thời gian của kế hoạch (năm 2026)" in told
    assert not Target.objects.exists()


def test_before_anything_is_chosen_the_sentence_says_what_to_do(client, staff, plan):
    assert "Chọn chỉ tiêu thống kê" in text(client.post(url("restate", plan.pk), {"indicator": ""}))


def test_a_double_click_makes_one_target(client, staff, plan):
    address = url("create", plan.pk)
    typed = sent(client, address, indicator=make.indicator().pk, comparator="gte", value="89", path="hold")
    assert client.post(address, typed).url == client.post(address, typed).url
    assert Target.objects.count() == 1


def test_the_second_of_two_people_is_told_and_loses_nothing(client, staff, plan, office):
    target = make.target(office, within=plan)
    address = url("edit", target.pk)
    typed = sent(client, address, indicator=target.indicator_id, comparator="gte", value="85", path="hold")
    Target.objects.filter(pk=target.pk).update(revision=2, changed_by=make.user(office, full_name="Trần Thị Hai"))
    page = client.post(address, {**typed, "value": "80", "quote": "Tôi gõ"})
    assert "Trần Thị Hai đã lưu chỉ tiêu này" in text(page)
    assert "Tôi gõ" in text(page)
    once_more = {**typed, "value": "80", "revision": page.context["form"]["revision"].value()}
    client.post(address, once_more)
    assert target.versions.get().value == Decimal(80)


def test_editing_shows_what_is_on_file(client, staff, plan, office):
    target = make.target(
        office,
        within=plan,
        relative_kind=RelativeKind.POINTS,
        direction="up",
        baseline_year=2025,
        value=Decimal("2.5"),
        due_on=date(2026, 6, 30),
        lead_agency=office,
    )
    form = client.get(url("edit", target.pk)).context["form"]
    shown = {
        name: form.initial[name] for name in ("indicator", "value", "due", "due_on", "baseline_year", "lead_agency")
    }
    assert shown == {
        "indicator": target.indicator_id,
        "value": Decimal("2.5"),
        "due": "day",
        "due_on": date(2026, 6, 30),
        "baseline_year": 2025,
        "lead_agency": office.pk,
    }


def test_saving_the_page_of_a_target_unchanged_changes_nothing(client, staff, plan, office):
    target = make.target(office, within=plan, stretch="nhóm 3", quote="Nguyên văn", tolerance=Decimal("0.5"))
    before = Target.objects.with_rules().get().last_version
    address = url("edit", target.pk)
    form = client.get(address).context["form"]
    same = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    typed = {
        name: str(value).replace(".", ",") if isinstance(value, Decimal) else value for name, value in same.items()
    }
    assert client.post(address, typed).status_code == 302
    after = Target.objects.with_rules().get().last_version
    columns = [column.attname for column in type(before)._meta.concrete_fields]
    assert [getattr(after, name) for name in columns] == [getattr(before, name) for name in columns]


def test_words_of_a_locked_rule_are_saved_from_what_a_browser_sends(client, staff, plan, office, wards, dialogues):
    """A browser leaves out what is disabled."""
    share = {"scope": Scope.SHARE, "judged_group": wards, "inner_comparator": "gte", "inner_value": Decimal(2)}
    target = make.target(None, dialogues, within=plan, value=Decimal(100), path=Path.REACH, **share)
    member = wards.memberships.first().agency
    make.figure(member, dialogues, value=Decimal(1), approved_by=make.user())
    address = url("edit", target.pk)
    revision = client.get(address).context["form"]["revision"].value()
    assert client.post(address, {"revision": revision, "leader": "Bà Trần Thị Hai"}).status_code == 302
    version = Target.objects.with_rules().get().last_version
    assert (version.leader, version.judged_group, version.inner_value) == ("Bà Trần Thị Hai", wards, Decimal(2))


def test_a_judged_rule_is_locked_and_amended_from_a_day_on(client, staff, plan, office):
    target = make.target(office, within=plan)
    judged = {"numerator": Decimal(1), "denominator": Decimal(2), "approved_by": make.user()}
    make.figure(office, target.indicator, **judged)
    page = client.get(url("edit", target.pk))
    assert page.context["form"].fields["value"].disabled
    assert not page.context["form"].fields["quote"].disabled
    address = url("amend", target.pk)
    typed = sent(client, address, indicator=target.indicator_id, comparator="gte", value="90", path="hold")
    typed |= {"from_day": "01/07/2026", "reason": "Sáp nhập đơn vị", "set_by_plan": plan.pk}
    assert client.post(address, typed).status_code == 302
    shown = text(client.get(url("detail", target.pk)))
    assert "Từ ngày 01/07/2026" in shown
    assert "Sáp nhập đơn vị" in shown
    assert target.versions.count() == 2


def test_a_target_is_withdrawn_and_restored_through_its_page(client, staff, plan, office):
    target = make.target(office, within=plan)
    address = url("withdraw", target.pk)
    client.post(address, {**sent(client, address), "day": "01/07/2026", "reason": "Không còn phù hợp"})
    assert "Đã bãi bỏ từ ngày 01/07/2026" in text(client.get(url("detail", target.pk)))
    client.post(url("restore", target.pk), {"revision": target.revision + 1})
    assert "Đã bãi bỏ" not in text(client.get(url("detail", target.pk)))


def test_a_target_entered_by_mistake_is_deleted_but_not_one_with_figures(client, staff, plan, office):
    target = make.target(office, within=plan)
    kept = make.target(office, within=plan)
    make.figure(office, kept.indicator, numerator=Decimal(1), denominator=Decimal(2))
    assert client.post(url("delete", target.pk), {"revision": target.revision}).url == reverse(
        "dashboard:plan", args=[plan.pk]
    )
    assert "Bãi bỏ từ ngày" in text(client.post(url("delete", kept.pk), {"revision": kept.revision}))
    assert list(Target.objects.all()) == [kept]


def test_a_target_that_somebody_changed_meanwhile_is_neither_deleted_nor_restored_unseen(client, staff, plan, office):
    target = make.target(office, within=plan)
    opened = {"revision": target.revision}
    assert f'name="revision" value="{target.revision}"' in text(client.get(url("delete", target.pk)))
    Target.objects.filter(pk=target.pk).update(revision=7, changed_by=make.user(office, full_name="Trần Bình"))
    refused = text(client.post(url("delete", target.pk), opened))
    assert "Trần Bình đã lưu chỉ tiêu này lúc" in refused
    assert 'name="revision" value="7"' in refused
    Target.objects.update(withdrawn_on=date(2026, 7, 1))
    restored = text(client.post(url("restore", target.pk), opened, follow=True))
    assert "nên việc này chưa được làm" in restored
    assert 'name="revision" value="7"' in restored
    assert Target.objects.get().withdrawn_on


def test_a_target_of_a_replaced_plan_says_so(client, staff, plan, office):
    target = make.target(office, within=plan)
    make.plan(office, earlier_plan=plan, effect=Plan.Effect.REPLACES, effective_from=date(2026, 7, 1))
    assert "Kế hoạch đã được thay thế từ ngày 01/07/2026" in text(client.get(url("detail", target.pk)))


def test_the_way_to_the_basis_leads_to_the_year_of_the_rule(client, staff, office):
    old = make.target(office, within=make.plan(office, year=2019))
    address = reverse("dashboard:basis", args=[old.pk])
    assert f'href="{address}?nam=2019&amp;don_vi={office.pk}"' in text(client.get(url("detail", old.pk)))


def test_a_target_is_moved_from_its_page(client, staff, plan, office):
    first, second = make.target(office, within=plan, order=1), make.target(office, within=plan, order=2)
    assert url("move", second.pk) in text(client.get(url("detail", second.pk)))
    client.post(url("move", second.pk), {"huong": "len"})
    assert list(plan.targets.all()) == [second, first]
    client.post(url("move", second.pk), {"huong": "xuong"})
    assert list(plan.targets.all()) == [first, second]


def test_a_ward_judges_no_group_that_others_stand_in(client, ward, wards):
    """Its own plan would otherwise bind its neighbours."""
    client.force_login(make.user(ward))
    own = make.group(make.agency("Trạm Y tế", parent=ward), owner=ward, name="Đơn vị của phường")
    page = client.get(reverse("targets:create", args=[make.plan(ward).pk]), {}).content.decode()
    form = TargetForm(plan=make.plan(ward), today=date(2026, 3, 1), typed={"scope": Scope.EACH})
    assert list(form.fields["judged_group"].queryset) == [own]
    assert wards.name not in page


def test_a_refused_target_says_nothing_of_an_indicator_that_nobody_typed(client, staff, plan):
    address = url("create", plan.pk)
    chosen = {
        "indicator": make.indicator().pk,
        "comparator": "gte",
        "value": "95,5.3",
        "path": "hold",
        "moi-kind": "ratio",
    }
    answer = text(client.post(address, sent(client, address, **chosen)))
    assert "95,5.3" in answer
    assert "tên tử số" not in answer


def test_a_group_without_members_is_pointed_out_before_saving(client, staff, plan, office, dialogues):
    empty = make.group(owner=office)
    share = {"scope": "share", "judged_group": empty.pk, "comparator": "eq", "value": "100"}
    inner = {"inner_comparator": "gte", "inner_value": "2"}
    answer = text(
        client.post(
            url("restate", plan.pk),
            {
                "indicator": dialogues.pk,
                "first_year": "2026",
                "last_year": "2026",
                "due": "year-1",
                "window": "full",
                "relative_kind": "none",
                **share,
                **inner,
            },
        )
    )
    assert "chưa có đơn vị nào" in answer
