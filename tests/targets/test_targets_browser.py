"""Filling in a target in a real browser: the form follows the choices, the sentence follows the typing."""

import pytest
from django.urls import reverse

from targets.models import Target
from targets.terms import Kind, Scope
from tests import make
from tests.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    return make.agency("Quận Hai Bà Trưng")


@pytest.fixture
def plan(office):
    return make.plan(office, number="23/KH-UBND")


@pytest.fixture
def staff(office):
    return make.user(office)


@pytest.fixture
def wards(office):
    return make.group(make.agency("Phường Bạch Mai", parent=office), owner=office, unit_noun="phường, xã")


def opened(visit, staff, plan, **how):
    visitor = visit(**how)
    visitor.log_in(staff)
    visitor.open(reverse("targets:create", args=[plan.pk]))
    return visitor


def test_the_sentence_follows_what_is_typed(visit, plan, staff, wards):
    make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị")
    page = opened(visit, staff, plan).page
    page.locator("#id_indicator").fill("hoi nghi doi thoai")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_text("Tỷ lệ đơn vị của một nhóm").click()
    page.select_option("#id_judged_group", label=wards.name)
    page.wait_for_load_state("networkidle")
    page.select_option("#id_comparator", label="bằng")
    page.wait_for_load_state("networkidle")
    page.locator("#id_value").fill("100")
    page.select_option("#id_inner_comparator", label="tối thiểu")
    page.wait_for_load_state("networkidle")
    page.locator("#id_inner_value").press_sequentially("2")
    told = page.locator("#cach-hieu", has_text="100% phường, xã phải có ít nhất 2 hội nghị đối thoại trong năm 2026.")
    told.wait_for()
    assert not Target.objects.exists()
    page.get_by_role("button", name="Lưu chỉ tiêu").click()
    page.get_by_text("Đã lưu: 100% phường, xã phải có ít nhất 2 hội nghị đối thoại trong năm 2026.").wait_for()
    assert Target.objects.get().last_version.scope == Scope.SHARE


def test_all_of_it_works_without_script_on_a_phone(visit, plan, staff, wards):
    measured = make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị")
    visitor = opened(visit, staff, plan, viewport=PHONE, javascript=False)
    page = visitor.page
    page.select_option("#id_indicator", str(measured.pk))
    page.get_by_label("Tỷ lệ đơn vị của một nhóm").check()
    page.get_by_role("button", name="Xem hệ thống hiểu thế nào").click()
    page.select_option("#id_judged_group", label=wards.name)
    page.select_option("#id_comparator", label="bằng")
    page.locator("#id_value").fill("100")
    page.select_option("#id_inner_comparator", label="tối thiểu")
    page.locator("#id_inner_value").fill("2")
    page.get_by_role("button", name="Lưu chỉ tiêu").click()
    page.get_by_text("Đã lưu: 100% phường, xã phải có ít nhất 2 hội nghị đối thoại trong năm 2026.").wait_for()
    rule = Target.objects.get().last_version
    assert (rule.scope, rule.judged_group, rule.value, rule.inner_value) == (Scope.SHARE, wards, 100, 2)


def test_the_pages_of_targets_are_accessible_and_do_not_scroll_sideways(visit, plan, staff, office, axe_violations):
    measured = make.indicator(area=make.area(), owner=office)
    target = make.target(office, measured, within=plan, quote="Nguyên văn", lead_agency=office)
    addresses = [
        reverse("targets:list"),
        reverse("targets:detail", args=[target.pk]),
        reverse("targets:edit", args=[target.pk]),
        reverse("targets:amend", args=[target.pk]),
        reverse("targets:create", args=[plan.pk]),
        reverse("targets:copy_plan", args=[plan.pk]),
        reverse("targets:review_copy", args=[plan.pk]),
        reverse("targets:indicators"),
        reverse("targets:indicator", args=[measured.pk]),
        reverse("targets:edit_indicator", args=[measured.pk]),
    ]
    wide, phone = visit(), visit(PHONE)
    for visitor in (wide, phone):
        visitor.log_in(staff)
        for address in addresses:
            visitor.open(address)
            assert axe_violations(visitor.page) == [], address
            assert not visitor.overflows(), address
