"""What people do with a document on its way in: begin, decide on a proposal, add one, drop the whole, write it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.models import Agency
from documents.actions import files_follow_transaction, store
from documents.checks import check_plan_paper
from documents.text import Text
from documents.text_json import to_json
from intake.deciding import PLAN_KEY, Item, Sort, State, decided, followed, item_of, next_key, years_in
from intake.models import PlanIntake
from plans.models import Plan
from targets.actions.taking_in import NewTarget, NewTask, take_in
from ui.revisions import require_revision

TITLE_LENGTH = 200
CHANGED = ("plan", "proposals", "decisions", "state", "changed_by", "changed_at", "revision")  # all but the text


@files_follow_transaction()
def begin(
    *,
    by: User,
    agency: Agency,
    title: str,
    text: Text,
    proposals: Sequence[dict],
    plan: Plan | None = None,
    upload: UploadedFile | None = None,
) -> PlanIntake:
    """Keep a document that was read, with what was found in it. `plan`: the plan that it adds to, if there is one already."""
    file = store(by=by, agency=agency, upload=upload, check=check_plan_paper) if upload else None
    intake = PlanIntake.objects.create(
        title=title[:TITLE_LENGTH],
        agency=agency,
        plan=plan,
        file=file,
        text=to_json(text),
        proposals=list(proposals),
        created_by=by,
        changed_by=by,
    )
    ActionRecord.note(by, "đọc văn bản kế hoạch", intake, proposals=len(proposals))
    return intake


@transaction.atomic
def decide(
    *,
    by: User,
    intake: PlanIntake,
    key: str,
    revision: int,
    state: State,
    typed: dict,
    sentence: str,
    facts=(),
    faults=(),
) -> PlanIntake:
    """Accept, drop or open again one proposal, with what was typed. `revision` is that of the decision the page showed."""
    intake = _locked(intake)
    item = _item(intake, key)
    if item.sort == Sort.PLAN and state == State.DROPPED:
        raise ValidationError("Thông tin kế hoạch không bỏ riêng được. Sửa lại, hoặc bỏ cả văn bản.")
    if (item.state, item.typed) == (state, typed) and item.revision == revision + 1:
        return intake  # pressed twice: the first press has done it
    _require_item_revision(intake, item, revision)
    intake.decisions[key] = _decision(by, item, state, typed, sentence, facts, faults)
    return _touch(by, intake)


@transaction.atomic
def decide_on_plan(
    *, by: User, intake: PlanIntake, revision: int, typed: dict, retell: Callable[[str, dict], dict], **told
) -> PlanIntake:
    """Accept the plan's own data. Targets of the years read before follow corrected ones, and all is told anew: `retell`
    says how a proposal of a sort reads with its fields.
    """
    intake = _locked(intake)
    old, new = years_in(_item(intake, PLAN_KEY).typed), years_in(typed)
    intake = decide(by=by, intake=intake, key=PLAN_KEY, revision=revision, state=State.ACCEPTED, typed=typed, **told)
    if old == new:
        return intake
    sorts = {one["key"]: one["sort"] for one in intake.proposals if one["sort"] == Sort.TARGET}
    intake.proposals = [_followed(one, one["sort"], old, new, retell) for one in intake.proposals]
    intake.decisions = {
        key: _followed(one, sorts.get(key, ""), old, new, retell) for key, one in intake.decisions.items()
    }
    return _touch(by, intake)


@transaction.atomic
def accept_settled(*, by: User, intake: PlanIntake) -> int:
    """Accept every proposal that waits and about which nothing is doubtful; says how many there were."""
    intake = _locked(intake)
    settled = [item for item in intake.items if item.is_open and item.is_settled]
    for item in settled:
        intake.decisions[item.key] = _decision(by, item, State.ACCEPTED, item.typed, item.sentence, item.facts)
    _touch(by, intake)
    return len(settled)


@transaction.atomic
def add_proposals(*, by: User, intake: PlanIntake, proposals: Sequence[dict]) -> list[str]:
    """Proposals that a person asked for besides what was read; their new keys."""
    intake = _locked(intake)
    keys = []
    for proposal in proposals:
        keys.append(next_key(intake.proposals, Sort(proposal["sort"])))
        intake.proposals.append(proposal | {"key": keys[-1], "is_added": True})
    _touch(by, intake)
    return keys


@transaction.atomic
def add_to_plan(
    *, by: User, intake: PlanIntake, plan: Plan, remark: Callable[[list[dict], Plan], list[dict]]
) -> PlanIntake:
    """The document adds to a plan that is on file; its own proposal of a plan's data falls away. `remark` says at the
    others what the plan seems to have already.
    """
    intake = _locked(intake)
    intake.plan = plan
    intake.proposals = remark([one for one in intake.proposals if one["sort"] != Sort.PLAN], plan)
    ActionRecord.note(by, "chuyển văn bản vào kế hoạch đã có", intake, plan=plan.pk)
    return _touch(by, intake)


@transaction.atomic
def drop(*, by: User, intake: PlanIntake) -> None:
    """The document is not wanted: nothing of it was written, and nothing of it is kept but that it was there."""
    intake = _locked(intake)
    paper, intake.file = intake.file, None
    intake.state = PlanIntake.State.DROPPED
    intake.text, intake.proposals, intake.decisions = {}, [], {}
    _touch(by, intake, "text", "file")
    if paper:
        paper.delete()
        transaction.on_commit(partial(paper.file.storage.delete, paper.file.name))
    ActionRecord.note(by, "bỏ văn bản đang nhập", intake)


@transaction.atomic
def write(
    *,
    by: User,
    intake: PlanIntake,
    revision: int,
    plan: Plan,
    tasks: Sequence[NewTask],
    targets: Sequence[NewTarget],
    today: date,
) -> Plan:
    """Write what was accepted, all or nothing. `plan` is unsaved where the paper is a new plan: the file becomes its
    signed paper.
    """
    intake = _locked(intake)
    require_revision(intake.revision, revision, "văn bản này", saved_by=intake.changed_by, saved_at=intake.changed_at)
    if intake.count.open:
        raise ValidationError(f"Còn {intake.count.open} đề xuất chưa quyết định. Nhận hoặc bỏ từng chỗ rồi ghi.")
    if plan.pk and not tasks and not targets:
        raise ValidationError("Chưa nhận đề xuất nào để ghi thêm. Nhận ít nhất một chỗ, hoặc bỏ văn bản này.")
    if plan.pk is None:
        plan.signed_file = intake.file
    intake.plan = take_in(by=by, plan=plan, tasks=tasks, targets=targets, today=today)
    intake.state = PlanIntake.State.WRITTEN
    _touch(by, intake)
    ActionRecord.note(by, "ghi văn bản vào kế hoạch", intake.plan, tasks=len(tasks), targets=len(targets))
    return intake.plan


# --- what the actions share ---------------------------------------------------------------------------------------------


def _locked(intake: PlanIntake) -> PlanIntake:
    """The document as it stands now, held until the transaction ends; a finished one is not changed."""
    found = (
        PlanIntake.objects.select_for_update(of=["self"])
        .select_related("changed_by", "file", "agency")
        .get(pk=intake.pk)
    )
    if found.state == PlanIntake.State.WRITTEN:
        raise ValidationError("Văn bản này đã được ghi vào kế hoạch.", code="written")
    if found.state == PlanIntake.State.DROPPED:
        raise ValidationError("Văn bản này đã bị bỏ. Nhập lại văn bản nếu còn cần.")
    return found


def _item(intake: PlanIntake, key: str) -> Item:
    proposal = next((one for one in intake.proposals if one["key"] == key), None)
    if proposal is None:
        raise ValidationError("Đề xuất này không còn trong văn bản. Tải lại trang.")
    return item_of(proposal, intake.decisions.get(key))


def _require_item_revision(intake: PlanIntake, item: Item, revision: int) -> None:
    require_revision(item.revision, revision, f"đề xuất này ({item.by})" if item.by else "đề xuất này")


def _decision(by: User, item: Item, state: State, typed: dict, sentence: str, facts=(), faults=()) -> dict:
    at = timezone.now().isoformat()
    return decided(item, state, typed, sentence=sentence, facts=facts, faults=faults, by=str(by), at=at)


def _followed(entry: dict, sort: str, old: dict, new: dict, retell: Callable[[str, dict], dict]) -> dict:
    changed = followed(entry, old, new) if sort == Sort.TARGET else entry
    return changed if changed is entry else changed | retell(sort, changed["typed"])


def _touch(by: User, intake: PlanIntake, *besides: str) -> PlanIntake:
    intake.changed_by, intake.changed_at = by, timezone.now()
    intake.revision += 1
    intake.save(update_fields=[*CHANGED, *besides])
    return intake
