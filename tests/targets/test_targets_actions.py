"""Setting, correcting, amending, withdrawing, deleting and moving targets."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import ActionRecord
from periods.period import PeriodKind
from plans.models import Plan
from targets.actions import targets as actions
from targets.actions.targets import Asked
from targets.models import Baseline, Milestone, Target, TargetVersion
from targets.restating import differences
from targets.terms import Comparator, Path, Scope
from tests import make
from ui.revisions import StaleRevision

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.agency("Thanh tra Thành phố")


@pytest.fixture
def staff(office):
    return make.user(office)


@pytest.fixture
def plan(office):
    return make.plan(office, issued_on=date(2026, 2, 15))


def typed(plan, indicator=None, target=None, milestones=(), baselines=(), **rule) -> Asked:
    """A target as a form hands it over: at least 89% kept all through 2026."""
    target = Target(
        pk=target and target.pk, plan=plan, indicator=indicator or make.indicator(), order=target.order if target else 0
    )
    columns = {
        "comparator": Comparator.AT_LEAST,
        "value": Decimal(89),
        "path": Path.HOLD,
        "tolerance": Decimal(3),
        "judged_agency": plan.issuer,
        "first_year": 2026,
        "last_year": 2026,
        **rule,
    }
    return Asked(target, TargetVersion(target=target, **columns), list(milestones), list(baselines))


def on_file(target) -> Target:
    return Target.objects.with_rules().get(pk=target.pk)


def again(target, **rule) -> Asked:
    """The target on file, typed again with something else."""
    target = on_file(target)
    old = target.last_version
    same = {name: getattr(old, name) for name in actions.RULE if name not in rule}
    return typed(target.plan, target.indicator, target, **{**same, "judged_agency": old.judged_agency, **rule})


def approve(target):
    """An approved figure behind the target."""
    version = on_file(target).last_version
    return make.figure(
        version.judged_agency or make.agency(),
        target.indicator,
        numerator=Decimal(90),
        denominator=Decimal(100),
        approved_by=make.user(),
    )


def test_a_new_target_stands_after_those_of_its_plan_with_its_rule(staff, plan):
    first = actions.add_target(by=staff, asked=typed(plan))
    second = actions.add_target(
        by=staff,
        asked=typed(
            plan,
            path=Path.REACH,
            milestones=[Milestone(kind="half", order=1, value=Decimal(40))],
            baselines=[Baseline(value=Decimal(12), source="Báo cáo 2025")],
        ),
    )
    assert [first.order, second.order] == [1, 2]
    version = on_file(second).last_version
    assert (version.value, version.set_by_plan, version.until) == (Decimal(89), plan, None)
    assert [row.value for row in version.milestones.all()] == [Decimal(40)]
    assert [row.value for row in version.baselines.all()] == [Decimal(12)]
    assert ActionRecord.objects.about(second).get().verb == "thêm chỉ tiêu kế hoạch"


def test_a_rule_with_a_fault_is_refused_at_its_field_and_nothing_is_written(staff, plan):
    with pytest.raises(ValidationError) as refusal:
        actions.add_target(by=staff, asked=typed(plan, value=Decimal(120)))
    assert "từ 0% đến 100%" in refusal.value.message_dict["value"][0]
    assert not Target.objects.exists()


def test_a_due_day_before_the_plan_was_issued_is_refused(staff, plan):
    with pytest.raises(ValidationError) as refusal:
        actions.add_target(by=staff, asked=typed(plan, due_on=date(2026, 1, 1)))
    assert "trước ngày ban hành" in refusal.value.message_dict["due_on"][0]


def test_what_was_mistyped_is_corrected_in_place(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    actions.correct_target(by=staff, asked=again(target, value=Decimal(85)), revision=1)
    target = on_file(target)
    assert [version.value for version in target.versions.all()] == [Decimal(85)]
    assert target.revision == 2
    record = ActionRecord.objects.about(target).first()
    assert "89%" in record.detail["before"]
    assert "85%" in record.detail["after"]


def test_a_correction_replaces_milestones_and_baselines(staff, plan):
    rows = [Milestone(kind="half", order=1, value=Decimal(40))]
    target = actions.add_target(by=staff, asked=typed(plan, path=Path.REACH, milestones=rows))
    asked = again(target)
    actions.correct_target(
        by=staff,
        asked=Asked(asked.target, asked.version, [Milestone(kind="quarter", order=3, value=Decimal(70))]),
        revision=1,
    )
    assert [(row.kind, row.value) for row in on_file(target).last_version.milestones.all()] == [
        ("quarter", Decimal(70))
    ]


def test_once_approved_figures_were_judged_the_rule_is_not_corrected_in_place(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    approve(target)
    with pytest.raises(ValidationError, match="Điều chỉnh từ ngày"):
        actions.correct_target(by=staff, asked=again(target, value=Decimal(85)), revision=1)
    assert on_file(target).last_version.value == Decimal(89)


def test_words_around_a_judged_rule_may_still_be_corrected(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    approve(target)
    actions.correct_target(by=staff, asked=again(target, leader="Ông Nguyễn Văn Bình"), revision=1)
    assert on_file(target).last_version.leader == "Ông Nguyễn Văn Bình"


def test_figures_of_another_year_or_agency_do_not_fix_the_rule(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    counted = {"numerator": Decimal(1), "denominator": Decimal(1), "approved_by": make.user()}
    make.figure(plan.issuer, target.indicator, make.period(PeriodKind.YEAR, 2025), **counted)
    make.figure(make.agency("Sở khác"), target.indicator, **counted)
    actions.correct_target(by=staff, asked=again(target, value=Decimal(85)), revision=1)
    assert on_file(target).last_version.value == Decimal(85)


def test_members_of_a_judged_group_fix_the_rule(staff, plan, office):
    ward = make.agency("Phường Một", parent=office)
    group = make.group(ward, owner=office)
    asked = typed(plan, scope=Scope.EACH, judged_agency=None, judged_group=group)
    target = actions.add_target(by=staff, asked=asked)
    make.figure(ward, target.indicator, numerator=Decimal(1), denominator=Decimal(2), approved_by=make.user())
    with pytest.raises(ValidationError, match="Điều chỉnh từ ngày"):
        actions.correct_target(by=staff, asked=again(target, value=Decimal(85), judged_group=group), revision=1)


def test_the_second_of_two_people_is_told_who_saved_first(staff, plan, office):
    target = actions.add_target(by=staff, asked=typed(plan))
    other = make.user(office, full_name="Trần Thị Hai")
    actions.correct_target(by=other, asked=again(target, value=Decimal(85)), revision=1)
    with pytest.raises(StaleRevision, match="Trần Thị Hai đã lưu chỉ tiêu này"):
        actions.correct_target(by=staff, asked=again(target, value=Decimal(80)), revision=1)
    assert on_file(target).last_version.value == Decimal(85)


def test_an_amendment_ends_one_version_and_begins_another(staff, plan, office):
    target = actions.add_target(by=staff, asked=typed(plan))
    approve(target)
    amending = make.plan(office, issued_on=date(2026, 6, 20))
    actions.amend_target(
        by=staff,
        asked=again(target, value=Decimal(85)),
        revision=1,
        from_day=date(2026, 7, 1),
        reason="Sáp nhập đơn vị",
        set_by=amending,
    )
    old, new = on_file(target).versions.all()
    assert (old.value, old.from_day, old.until) == (Decimal(89), None, date(2026, 7, 1))
    assert (new.value, new.from_day, new.until) == (Decimal(85), date(2026, 7, 1), None)
    assert (new.set_by_plan, new.reason) == (amending, "Sáp nhập đơn vị")
    assert on_file(target).version_on(date(2026, 6, 30)) == old
    assert on_file(target).version_on(date(2026, 7, 1)) == new
    assert ("Điều kiện", "≥ 89%", "≥ 85%") in differences(old, new)


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 6, 1)])
def test_an_amendment_begins_after_the_version_it_ends(staff, plan, day):
    target = actions.add_target(by=staff, asked=typed(plan))
    amend = {"by": staff, "reason": "Sửa", "set_by": plan}
    first = {"asked": again(target, value=Decimal(85)), "revision": 1, "from_day": date(2026, 7, 1)}
    actions.amend_target(**amend, **first)
    with pytest.raises(ValidationError) as refusal:
        actions.amend_target(**amend, asked=again(target, value=Decimal(80)), revision=2, from_day=day)
    assert "Chọn ngày sau đó" in refusal.value.message_dict["from_day"][0]


def test_an_amendment_that_changes_nothing_is_refused(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    with pytest.raises(ValidationError, match="Nội dung vẫn như phiên bản hiện tại"):
        actions.amend_target(
            by=staff, asked=again(target), revision=1, from_day=date(2026, 7, 1), reason="Sửa", set_by=plan
        )


def test_a_withdrawn_target_is_in_force_until_its_day_and_can_be_restored(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    actions.withdraw_target(by=staff, target=target, revision=1, day=date(2026, 7, 1), reason="Không còn phù hợp")
    target = on_file(target)
    assert target.withdrawn_on == date(2026, 7, 1)
    assert target.version_on(date(2026, 6, 30)) is not None
    assert target.version_on(date(2026, 7, 1)) is None
    with pytest.raises(ValidationError, match="đã bãi bỏ từ ngày 01/07/2026"):
        actions.withdraw_target(by=staff, target=target, revision=2, day=date(2026, 8, 1), reason="Lần hai")
    actions.restore_target(by=staff, target=target, revision=2)
    assert on_file(target).version_on(date(2026, 7, 1)) is not None
    with pytest.raises(ValidationError, match="chưa bãi bỏ"):
        actions.restore_target(by=staff, target=target, revision=3)


def test_a_withdrawn_target_is_not_amended(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    actions.withdraw_target(by=staff, target=target, revision=1, day=date(2026, 7, 1), reason="Thôi")
    with pytest.raises(ValidationError, match="đã bãi bỏ"):
        actions.amend_target(
            by=staff,
            asked=again(target, value=Decimal(85)),
            revision=2,
            from_day=date(2026, 8, 1),
            reason="Sửa",
            set_by=plan,
        )


def test_a_target_without_figures_is_deleted_and_the_plan_remembers_it(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    actions.delete_target(by=staff, target=target, revision=1)
    assert not Target.objects.exists()
    assert "xoá chỉ tiêu" in ActionRecord.objects.about(plan).get().verb


def test_a_target_with_figures_is_deleted_only_from_a_draft(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    make.figure(plan.issuer, target.indicator, numerator=Decimal(1), denominator=Decimal(2))
    with pytest.raises(ValidationError, match="Bãi bỏ từ ngày"):
        actions.delete_target(by=staff, target=target, revision=1)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    actions.delete_target(by=staff, target=target, revision=1)
    assert not Target.objects.exists()


def test_an_empty_cell_that_is_owed_is_not_yet_a_figure(staff, plan):
    target = actions.add_target(by=staff, asked=typed(plan))
    make.figure(plan.issuer, target.indicator)
    actions.delete_target(by=staff, target=target, revision=1)
    assert not Target.objects.exists()


def test_targets_move_one_place_and_stop_at_the_ends(staff, plan):
    first, second, third = [actions.add_target(by=staff, asked=typed(plan)) for _ in range(3)]
    actions.move_target(by=staff, target=third, up=True)
    assert list(plan.targets.all()) == [first, third, second]
    actions.move_target(by=staff, target=first, up=True)
    actions.move_target(by=staff, target=second, up=False)
    assert list(plan.targets.all()) == [first, third, second]
