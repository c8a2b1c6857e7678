"""What people do with a target: set it, correct it, amend it from a day on, withdraw it, delete it, move it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.locks import tree_lock
from agencies.models import GroupMembership
from plans.models import Plan
from targets import unit_results
from targets.judged import has_figures, is_judged
from targets.models import Baseline, Milestone, Target, TargetVersion
from targets.restating import differences, rule_of, sentence_of
from targets.rule_checks import Around, Step, faults
from ui.days import write_day
from ui.revisions import require_revision
from ui.vietnamese import fold

WORDS = ("lead_agency_id", "watching_agency_id", "leader", "stretch", "quote", "quote_place")
KEPT_APART = ("id", "target_id", "from_day", "until", "set_by_plan_id", "reason", "created_by_id", "created_at")
RULE = tuple(
    column.attname for column in TargetVersion._meta.concrete_fields if column.attname not in (*WORDS, *KEPT_APART)
)


@dataclass(frozen=True)
class Asked:
    """What was typed about a target: its place in the plan, the rule, and the rows that hang on the rule. None is saved."""

    target: Target
    version: TargetVersion
    milestones: Sequence[Milestone] = field(default_factory=list)
    baselines: Sequence[Baseline] = field(default_factory=list)


@transaction.atomic
def add_target(*, by: User, asked: Asked) -> Target:
    """Set a target within its plan, after those that the plan already has."""
    tree_lock()
    plan = Plan.objects.select_for_update().get(pk=asked.target.plan_id)
    _refuse_faults(asked)
    target, version = asked.target, asked.version
    target.order = (plan.targets.order_by("-order").values_list("order", flat=True).first() or 0) + 1
    _save_target(by, target, version)
    _save_version(by, target, asked, set_by=plan)
    ActionRecord.note(by, "thêm chỉ tiêu kế hoạch", target, sentence=sentence_of(version))
    unit_results.recount_targets([target.pk])
    return target


@transaction.atomic
def correct_target(*, by: User, asked: Asked, revision: int) -> Target:
    """Correct what was mistyped. Once approved figures were held against the rule, only its words may change."""
    on_file = _locked(asked.target.pk, revision)
    old = on_file.last_version
    if _rule_differs(old, asked) and is_judged(on_file):
        raise ValidationError(
            "Đã có số liệu được xác nhận và đánh giá theo chỉ tiêu này nên không sửa thẳng điều kiện được. "
            "Dùng “Điều chỉnh từ ngày” để giữ nguyên các đánh giá trước đó."
        )
    _refuse_faults(asked)
    asked.version.pk, asked.version.from_day, asked.version.until = old.pk, old.from_day, old.until
    asked.version.created_by, asked.version.created_at = old.created_by, old.created_at
    asked.version.reason = old.reason
    asked.target.revision = on_file.revision + 1
    before = sentence_of(old)
    _save_target(by, asked.target, asked.version)
    _replace_rows(asked, set_by=old.set_by_plan)
    ActionRecord.note(by, "sửa chỉ tiêu kế hoạch", asked.target, before=before, after=sentence_of(asked.version))
    unit_results.recount_targets([asked.target.pk])
    return asked.target


@transaction.atomic
def amend_target(*, by: User, asked: Asked, revision: int, from_day: date, reason: str, set_by: Plan) -> Target:
    """From a day on another rule: ends the version in force and begins the one that was typed."""
    on_file = _locked(asked.target.pk, revision)
    old = on_file.last_version
    if on_file.withdrawn_on:
        raise ValidationError("Chỉ tiêu này đã bãi bỏ nên không điều chỉnh được nữa.")
    if old.from_day and from_day <= old.from_day:
        raise ValidationError(
            {"from_day": f"Phiên bản hiện tại áp dụng từ {write_day(old.from_day)}. Chọn ngày sau đó."}
        )
    if not _rule_differs(old, asked) and not _words_differ(old, asked.version):
        raise ValidationError("Nội dung vẫn như phiên bản hiện tại. Sửa điều kiện trước khi lưu điều chỉnh.")
    _refuse_faults(asked)
    TargetVersion.objects.filter(pk=old.pk).update(until=from_day)
    asked.version.from_day, asked.version.reason = from_day, reason
    asked.target.revision = on_file.revision + 1
    _save_target(by, asked.target, asked.version)
    _save_version(by, asked.target, asked, set_by=set_by)
    changes = [
        f"{term}: {before or '(trống)'} → {after or '(trống)'}"
        for term, before, after in differences(old, asked.version)
    ]
    verb = f"điều chỉnh chỉ tiêu kế hoạch từ ngày {write_day(from_day)}"
    ActionRecord.note(by, verb, asked.target, reason=reason, changes=changes)
    unit_results.recount_targets([asked.target.pk])
    return asked.target


@transaction.atomic
def withdraw_target(*, by: User, target: Target, revision: int, day: date, reason: str) -> None:
    """The target is no longer judged from a day on; what was judged before stays."""
    target = _locked(target.pk, revision)
    version = target.last_version
    if target.withdrawn_on:
        raise ValidationError(f"Chỉ tiêu này đã bãi bỏ từ ngày {write_day(target.withdrawn_on)}.")
    if version.from_day and day <= version.from_day:
        raise ValidationError(
            {"day": f"Điều kiện hiện tại áp dụng từ {write_day(version.from_day)}. Chọn ngày bãi bỏ sau đó."}
        )
    TargetVersion.objects.filter(pk=version.pk).update(until=day)
    target.withdrawn_on = day
    _touch(by, target)
    ActionRecord.note(by, f"bãi bỏ chỉ tiêu kế hoạch từ ngày {write_day(day)}", target, reason=reason)
    unit_results.recount_targets([target.pk])


@transaction.atomic
def restore_target(*, by: User, target: Target, revision: int) -> None:
    """A withdrawal made by mistake is taken back: the last rule is open again."""
    target = _locked(target.pk, revision)
    if not target.withdrawn_on:
        raise ValidationError("Chỉ tiêu này chưa bãi bỏ.")
    TargetVersion.objects.filter(pk=target.last_version.pk).update(until=None)
    target.withdrawn_on = None
    _touch(by, target)
    ActionRecord.note(by, "huỷ việc bãi bỏ chỉ tiêu kế hoạch", target)
    unit_results.recount_targets([target.pk])


@transaction.atomic
def delete_target(*, by: User, target: Target, revision: int) -> None:
    """A target entered by mistake is taken away; only from a draft, or while there are no figures behind it."""
    target = _locked(target.pk, revision)
    if target.plan.state != Plan.State.DRAFT and has_figures(target):
        raise ValidationError("Đã có số liệu của chỉ tiêu này nên không xoá được. Dùng “Bãi bỏ từ ngày”.")
    sentence = sentence_of(target.last_version) if target.last_version else ""
    ActionRecord.note(by, "xoá chỉ tiêu kế hoạch", target, sentence=sentence, plan=str(target.plan))
    ActionRecord.note(by, f"xoá chỉ tiêu “{target}”", target.plan, sentence=sentence)
    target.delete()


@transaction.atomic
def move_target(*, by: User, target: Target, up: bool) -> None:
    """One place up or down among the targets of its plan."""
    plan = Plan.objects.select_for_update().get(pk=target.plan_id)
    rows = list(plan.targets.select_for_update())
    place = next(at for at, row in enumerate(rows) if row.pk == target.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for order, row in enumerate(rows, start=1):
        row.order = order
    Target.objects.bulk_update(rows, ["order"])
    ActionRecord.note(by, f"chuyển chỉ tiêu kế hoạch {'lên' if up else 'xuống'}", target)


# --- what the actions share ---------------------------------------------------------------------------------------------


def around(asked: Asked) -> Around:
    """What the checks of a rule must know besides the rule."""
    version, plan = asked.version, asked.target.plan
    is_whole = version.judged_group_id is None
    return Around(
        issued_on=plan.issued_on,
        plan_years=(plan.year_from, plan.year_to),
        has_judged=is_whole if version.scope == "whole" else not is_whole,
        has_direction=bool(version.direction),
        may_exceed=asked.target.indicator.may_exceed,
        has_members=is_whole or _has_members(version),
        tolerance=version.tolerance,
        milestones=[
            Step(milestone_field(row.kind, row.order), _months(row, version), row.value) for row in asked.milestones
        ],
        baselines=[(baseline_field(row.agency_id), row.value) for row in asked.baselines],
    )


def _has_members(version: TargetVersion) -> bool:
    """Whether the judged group has anyone in the years of the rule."""
    members = GroupMembership.objects.filter(group=version.judged_group_id)
    if version.first_year and version.last_year:
        first, last = date(version.first_year, 1, 1), date(version.last_year, 12, 31)
        members = members.exclude(from_day__gt=last).exclude(until__lte=first)
    return members.exists()


def milestone_field(kind: str, order: int) -> str:
    return f"milestone_{kind}_{order}"


def baseline_field(agency_id: int | None) -> str:
    return f"baseline_{agency_id or 'whole'}"


def baseline_of_whole(asked: Asked) -> Decimal | None:
    return next((row.value for row in asked.baselines if row.agency_id is None), None)


def _months(row: Milestone, version: TargetVersion) -> int:
    row.version = version
    return row.period.span.end


def _refuse_faults(asked: Asked) -> None:
    """The law of a rule; then what the database would refuse."""
    if found := faults(rule_of(asked.version), around(asked)):
        raise ValidationError(found)
    asked.version.full_clean(
        exclude=["target", "set_by_plan", "created_by"], validate_unique=False, validate_constraints=False
    )


def _locked(pk: int, revision: int) -> Target:
    """The target as it stands now, held until the transaction ends; refused where somebody saved in between.

    The tree lock is taken alone: where its units stand is worked out anew, and nobody may be confirmed meanwhile.
    """
    tree_lock()
    target = Target.objects.select_for_update(of=["self"]).with_rules().get(pk=pk)
    require_revision(target.revision, revision, "chỉ tiêu này", saved_by=target.changed_by, saved_at=target.changed_at)
    return target


def _save_target(by: User, target: Target, version: TargetVersion) -> None:
    indicator = target.indicator
    target.search_text = fold(f"{target.label} {indicator.code} {indicator.name} {version.quote}")
    target.changed_by, target.changed_at = by, timezone.now()
    target.save()


def _touch(by: User, target: Target) -> None:
    target.changed_by, target.changed_at, target.revision = by, timezone.now(), target.revision + 1
    target.save(update_fields=["withdrawn_on", "changed_by", "changed_at", "revision"])


def _save_version(by: User, target: Target, asked: Asked, set_by: Plan) -> None:
    asked.version.target, asked.version.created_by = target, by
    _replace_rows(asked, set_by)


def _replace_rows(asked: Asked, set_by: Plan) -> None:
    """Write the version with exactly the milestones and baselines that were typed."""
    version = asked.version
    version.target, version.set_by_plan = asked.target, set_by
    version.save()
    version.milestones.all().delete()
    version.baselines.all().delete()
    for row in [*asked.milestones, *asked.baselines]:
        row.version = version
    Milestone.objects.bulk_create(asked.milestones)
    Baseline.objects.bulk_create(asked.baselines)


def _rule_differs(old: TargetVersion, asked: Asked) -> bool:
    if old.target.indicator_id != asked.target.indicator_id:
        return True
    if _decided(old) != _decided(asked.version):
        return True
    milestones = {(row.kind, row.order, row.value) for row in old.milestones.all()}
    baselines = {(row.agency_id, row.value) for row in old.baselines.all()}
    return milestones != {(row.kind, row.order, row.value) for row in asked.milestones} or baselines != {
        (row.agency_id, row.value) for row in asked.baselines
    }


def _decided(version: TargetVersion) -> dict:
    """The columns that decide verdicts; who is judged is the issuer where nobody is named."""
    columns = {name: getattr(version, name) for name in RULE}
    if not version.judged_group_id and not version.judged_agency_id:
        columns["judged_agency_id"] = version.target.plan.issuer_id
    return columns


def _words_differ(old: TargetVersion, new: TargetVersion) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in WORDS)
