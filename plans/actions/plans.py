"""What people do with a plan: enter, correct, copy it for the next year."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from documents.actions import files_follow_transaction, store
from plans import numbering
from plans.models import Plan, ProgressReport
from plans.refusals import NumberTaken
from ui.days import write_day
from ui.revisions import require_revision
from ui.vietnamese import fold

RECORDED = {  # what the record of a change names
    "number": "số, ký hiệu",
    "summary": "trích yếu",
    "kind": "loại",
    "state": "trạng thái",
    "issuer_id": "cơ quan ban hành",
    "signer": "người ký",
    "signer_title": "chức vụ",
    "issued_on": "ngày ban hành",
    "year_from": "từ năm",
    "year_to": "đến năm",
    "higher_plan_id": "kế hoạch cấp trên",
    "earlier_plan_id": "kế hoạch được thay thế, sửa đổi",
    "effect": "quan hệ",
    "effective_from": "thay thế, sửa đổi từ ngày",
    "purposes": "mục đích",
    "requirements": "yêu cầu",
    "source_url": "nguồn",
    "signed_file_id": "bản đã ký",
}


@files_follow_transaction()
def create_plan(*, by: User, plan: Plan, today: date, signed: UploadedFile | None = None) -> Plan:
    """Enter a plan. `plan` is not saved yet; `signed` is the signed paper."""
    plan.created_by = by
    _save(by, plan, today, signed)
    ActionRecord.note(by, "nhập kế hoạch", plan)
    return plan


@files_follow_transaction()
def edit_plan(
    *, by: User, plan: Plan, revision: int, today: date, signed: UploadedFile | None = None, drop_signed: bool = False
) -> Plan:
    """Correct a plan. `plan` holds what it shall become; `revision` is the one that the page was opened with."""
    on_file = Plan.objects.select_for_update(of=["self"]).select_related("changed_by").get(pk=plan.pk)
    require_revision(
        on_file.revision, revision, "kế hoạch này", saved_by=on_file.changed_by, saved_at=on_file.changed_at
    )
    _check_return_to_draft(on_file, plan)
    _check_tasks_fit(plan)
    plan.revision = on_file.revision + 1
    plan.signed_file = None if drop_signed else on_file.signed_file
    _save(by, plan, today, signed)
    changed = [words for name, words in RECORDED.items() if getattr(on_file, name) != getattr(plan, name)]
    ActionRecord.note(by, "sửa kế hoạch", plan, changed=changed)
    return plan


def _save(by: User, plan: Plan, today: date, signed: UploadedFile | None) -> None:
    """Normalise, check and write; the number's uniqueness holds even against somebody saving at the same moment."""
    plan.number = numbering.written(plan.number)
    plan.number_key = numbering.key(plan.number)
    plan.number_year = (plan.issued_on.year if plan.issued_on else plan.year_from) if plan.number_key else None
    plan.search_text = fold(f"{plan.number} {plan.summary} {plan.signer}")
    plan.changed_by, plan.changed_at = by, timezone.now()
    _check_number(plan)
    _check_days(plan, today)
    _check_relations(plan)
    if signed:
        plan.signed_file = store(by=by, agency=plan.issuer, upload=signed)
    try:
        plan.full_clean(exclude=["signed_file"], validate_unique=False)
        with transaction.atomic():
            plan.save()
    except (ValidationError, IntegrityError):
        _check_number(plan)  # somebody else may just have entered it: then say where it is
        raise


def _check_number(plan: Plan) -> None:
    """A known number once per issuer and year; where one of two plans has no day, the years they cover decide."""
    if not plan.number_key:
        return
    same = Plan.objects.filter(issuer=plan.issuer, number_key=plan.number_key).exclude(pk=plan.pk)
    for other in same.select_related("issuer"):
        both_dated = plan.issued_on and other.issued_on
        covers_same = not both_dated and other.year_from == plan.year_from
        if other.number_year == plan.number_year or covers_same:
            raise NumberTaken(other)


def _check_days(plan: Plan, today: date) -> None:
    issuer, day = plan.issuer, plan.issued_on
    if day and plan.state == Plan.State.ISSUED and day > today:
        raise ValidationError(
            {"issued_on": "Ngày ban hành ở sau hôm nay. Xem lại ngày, hoặc để trạng thái “Bản thảo, đang soát”."}
        )
    if day and not issuer.is_alive_on(day):
        life = f"từ {write_day(issuer.founded_on)}" if issuer.founded_on else ""
        life += f" đến trước {write_day(issuer.dissolved_on)}" if issuer.dissolved_on else ""
        raise ValidationError(
            {
                "issued_on": f"{issuer} không hoạt động vào ngày này (hoạt động {life.strip()}). Xem lại ngày hoặc cơ quan."
            }
        )
    if plan.year_to < plan.year_from:
        raise ValidationError({"year_to": "Năm kết thúc phải từ năm bắt đầu trở đi."})


def _check_relations(plan: Plan) -> None:
    """The earlier plan comes with its effect and day; no plan may stand above or before itself, however long the way."""
    if plan.earlier_plan is None:
        plan.effect, plan.effective_from = "", None
    elif not plan.effect:
        raise ValidationError({"effect": "Chọn kế hoạch này thay thế hay sửa đổi, bổ sung kế hoạch cũ."})
    elif not plan.effective_from:
        raise ValidationError({"effective_from": "Ghi ngày bắt đầu thay thế, sửa đổi."})
    elif plan.earlier_plan.issued_on and plan.effective_from < plan.earlier_plan.issued_on:
        raise ValidationError(
            {
                "effective_from": f"Phải từ ngày kế hoạch cũ được ban hành ({write_day(plan.earlier_plan.issued_on)}) trở đi."
            }
        )
    _check_no_circle(
        plan, "higher_plan", "Kế hoạch cấp trên đã chọn lại thực hiện chính kế hoạch này. Chọn kế hoạch khác."
    )
    _check_no_circle(
        plan, "earlier_plan", "Kế hoạch cũ đã chọn lại thay thế, sửa đổi chính kế hoạch này. Chọn kế hoạch khác."
    )


def _check_no_circle(plan: Plan, field: str, refusal: str) -> None:
    """Walk from plan to plan along `field`; coming back to the start is refused."""
    above, passed = getattr(plan, f"{field}_id"), set()
    while plan.pk and above and above not in passed:
        if above == plan.pk:
            raise ValidationError({field: refusal})
        passed.add(above)
        above = Plan.objects.filter(pk=above).values_list(f"{field}_id", flat=True).first()


def _check_return_to_draft(on_file: Plan, plan: Plan) -> None:
    returns = on_file.state == Plan.State.ISSUED and plan.state == Plan.State.DRAFT
    if returns and ProgressReport.objects.filter(task__plan=plan).exists():
        raise ValidationError(
            {
                "state": "Kế hoạch đã có báo cáo tiến độ nên không đưa về bản thảo được. Nếu nội dung thay đổi, hãy nhập kế "
                "hoạch sửa đổi, bổ sung."
            }
        )


def _check_tasks_fit(plan: Plan) -> None:
    """No task may be due before the plan was issued."""
    if plan.issued_on is None:
        return
    early = plan.tasks.filter(due_on__lt=plan.issued_on).order_by("due_on").first()
    if early:
        raise ValidationError(
            {
                "issued_on": f"Nhiệm vụ “{early}” có hạn {write_day(early.due_on)}, trước ngày ban hành này. Sửa ngày ban hành "
                "hoặc hạn của nhiệm vụ."
            }
        )
