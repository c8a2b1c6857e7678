"""Who may do what with indicators, targets, forms and figures; the page's buttons and the views ask the same."""

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from periods.models import PeriodDates
from plans.models import Plan
from plans.permissions import can_edit_plan
from targets.models import Correction, Exemption, Figure, Indicator, ReportForm, Submission
from targets.signing import has_leader
from targets.terms import SourceKind
from ui.permissions import Permission, granted_if, refused

# --- report forms, periods, figures -----------------------------------------------------------------------------------

CLOSED = "Kỳ này đã được {office} khoá. Cần sửa thì đề nghị {office} mở riêng kỳ cho đơn vị."


def can_manage_form(user: User, form: ReportForm) -> Permission:
    return granted_if(
        scope.may(user, Action.MANAGE_FORMS, form.owner),
        f"Chỉ cán bộ cải cách hành chính của {form.owner} hoặc cấp trên được sửa biểu mẫu này.",
    )


def can_create_form(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.MANAGE_FORMS), "Chỉ cán bộ cải cách hành chính được lập biểu mẫu."
    )


def can_open_period(user: User, office: Agency) -> Permission:
    """Make, open, date and close periods for an office and all below it."""
    return granted_if(
        scope.may(user, Action.MANAGE_FORMS, office),
        f"Chỉ cán bộ cải cách hành chính của {office} hoặc cấp trên được mở, khoá kỳ báo cáo.",
    )


def can_open_for_agency(user: User, agency: Agency, closing: PeriodDates | None) -> Permission:
    """Let one agency type in a closed period: the office that closed it, or one above. `closing`: what closes it."""
    return can_open_period(user, closing.office if closing else agency)


def can_open_somewhere(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.MANAGE_FORMS), "Chỉ cán bộ cải cách hành chính quản lý kỳ báo cáo."
    )


def can_fill(user: User, submission: Submission) -> Permission:
    """Whether the person stands on the reporting side of this report, whatever its state."""
    return granted_if(
        scope.may(user, Action.ENTER_FIGURES, submission.agency),
        f"Chỉ cán bộ báo cáo của {submission.agency} hoặc cán bộ cấp trên được nhập, gửi, rút lại báo cáo này.",
    )


def can_fill_somewhere(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.ENTER_FIGURES),
        "Chỉ cán bộ báo cáo hoặc cán bộ cải cách hành chính nạp số liệu.",
    )


def can_enter(user: User, submission: Submission, closing: PeriodDates | None) -> Permission:
    """Type, save and send figures. `closing`: what closes the period for this agency, if anything."""
    filling = can_fill(user, submission)
    if not filling:
        return filling
    if closing:
        return refused(CLOSED.format(office=closing.office))
    return granted_if(submission.is_open, f"Báo cáo này {submission.get_state_display().lower()}, không sửa được nữa.")


def can_withdraw(user: User, submission: Submission, closing: PeriodDates | None) -> Permission:
    """Take a report back before it is signed or confirmed: who sent or handed it over, or a colleague at the agency."""
    filling = can_fill(user, submission)
    if not filling:
        return filling
    if closing:
        return refused(CLOSED.format(office=closing.office))
    if not submission.is_from(user) and submission.agency_id not in scope.own_agencies(user):
        return refused("Báo cáo do đơn vị gửi: dùng “Trả lại” thay cho rút lại.")
    return granted_if(
        submission.state in (Submission.State.LEADER, Submission.State.SUBMITTED),
        "Chỉ rút lại được báo cáo đang chờ lãnh đạo duyệt hoặc chờ xác nhận.",
    )


def leads(user: User, submission: Submission) -> Permission:
    """Whether the person signs for the agency that gives this report, whatever its state."""
    return granted_if(
        scope.may(user, Action.SIGN_FIGURES, submission.agency),
        f"Chỉ lãnh đạo của {submission.agency} được duyệt báo cáo này trước khi gửi.",
    )


def can_sign(user: User, submission: Submission, closing: PeriodDates | None) -> Permission:
    """Sign a report and thereby send it, or decline it: a leader of the very agency that gives it."""
    return leads(user, submission) and _waits_for_leader(submission, closing)


def can_send_signed_paper(user: User, submission: Submission, closing: PeriodDates | None) -> Permission:
    """Send what waits for a leader with the paper that the leader has signed: where no leader has an account."""
    filling = can_fill(user, submission)
    if not filling:
        return filling
    waiting = _waits_for_leader(submission, closing)
    return waiting and granted_if(
        not has_leader(submission.agency), f"Lãnh đạo của {submission.agency} có tài khoản và duyệt trên hệ thống."
    )


def _waits_for_leader(submission: Submission, closing: PeriodDates | None) -> Permission:
    if closing:
        return refused(CLOSED.format(office=closing.office))
    return granted_if(submission.state == Submission.State.LEADER, "Báo cáo này không chờ lãnh đạo đơn vị duyệt.")


def can_check(user: User, submission: Submission) -> Permission:
    """Whether the person stands on the checking side of this report, whatever its state."""
    checker = submission.form.checker
    return granted_if(
        scope.may(user, Action.APPROVE_FIGURES, checker),
        f"Chỉ cán bộ cải cách hành chính của {checker} hoặc cấp trên được xác nhận, trả lại báo cáo này.",
    )


def reads_whole(user: User, submission: Submission) -> bool:
    """Whether the person reads the whole report, not only what it says about agencies they look after."""
    return scope.may(user, Action.SEE, submission.agency) or bool(can_check(user, submission))


def can_check_somewhere(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.APPROVE_FIGURES), "Chỉ cán bộ cải cách hành chính được xác nhận báo cáo."
    )


def can_approve(user: User, submission: Submission) -> Permission:
    """Confirm a sent report. Nobody confirms what they sent or handed to the leader who sent it."""
    checking = can_check(user, submission)
    if not checking:
        return checking
    if submission.state != Submission.State.SUBMITTED:
        return refused("Báo cáo này không chờ xác nhận.")
    return granted_if(not submission.is_from(user), "Người gửi không tự xác nhận báo cáo của mình.")


def can_return(user: User, submission: Submission, closing: PeriodDates | None) -> Permission:
    """Send a report back for completion."""
    if closing:
        return refused(CLOSED.format(office=closing.office))
    approving = can_approve(user, submission)
    if not approving and submission.is_from(user):
        return refused("Báo cáo do chính anh/chị gửi: dùng “Rút lại” thay cho trả lại.")
    return approving


def can_record_outside(user: User, agency: Agency) -> Permission:
    return granted_if(
        scope.may(user, Action.RECORD_OUTSIDE_FIGURES, agency),
        f"Chỉ cán bộ cải cách hành chính của {agency} hoặc cấp trên được nhập số liệu do bên ngoài công bố.",
    )


def can_record_outside_somewhere(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.RECORD_OUTSIDE_FIGURES),
        "Chỉ cán bộ cải cách hành chính được nhập số liệu do bên ngoài công bố.",
    )


def can_confirm_outside(user: User, figure: Figure) -> Permission:
    """A second person confirms what the first has recorded."""
    recording = can_record_outside(user, figure.agency)
    if not recording:
        return recording
    if figure.approved_at:
        return refused("Số liệu này đã được xác nhận.")
    return granted_if(figure.recorded_by_id != user.pk, "Người nhập không tự xác nhận số liệu của mình.")


def can_ask_for_corrections(user: User, submission: Submission) -> Permission:
    """Ask that a confirmed figure of this report be corrected: whoever gives the report, or checks it."""
    return granted_if(
        bool(can_fill(user, submission) or can_check(user, submission)),
        f"Chỉ cán bộ báo cáo của {submission.agency} hoặc cán bộ của {submission.form.checker} được đề nghị đính chính.",
    )


def can_request_correction(user: User, figure: Figure) -> Permission:
    """Ask that this confirmed figure be corrected; in a closed period too."""
    report = figure.submission
    asking = can_ask_for_corrections(user, report) if report else can_record_outside(user, figure.agency)
    if not asking:
        return asking
    if figure.indicator.source_kind == SourceKind.COMPUTED:
        return refused(
            "Số này do hệ thống tính và đã chốt cùng báo cáo nên không đính chính. Tiến độ nhiệm vụ ghi sau đó được tính "
            "vào báo cáo của kỳ sau."
        )
    return granted_if(
        figure.approved_at is not None, "Số liệu này chưa được xác nhận: sửa trên báo cáo, không cần đính chính."
    )


def can_check_correction(user: User, correction: Correction) -> Permission:
    """Whether the person stands on the side that decides this correction, whatever its state."""
    report = correction.figure.submission
    if not report:
        return can_record_outside(user, correction.figure.agency)
    words = f"Chỉ cán bộ cải cách hành chính của {report.form.checker} hoặc cấp trên được duyệt đính chính này."
    return granted_if(bool(can_check(user, report)), words)


def can_decide_correction(user: User, correction: Correction) -> Permission:
    """Accept or refuse a correction: the checking side, and never who asked for it."""
    checking = can_check_correction(user, correction)
    if not checking:
        return checking
    if correction.state != Correction.State.REQUESTED:
        return refused("Đề nghị này không còn chờ duyệt.")
    return granted_if(
        correction.requested_by_id != user.pk, "Người đề nghị không tự duyệt đính chính: cần một người khác duyệt."
    )


def can_withdraw_correction(user: User, correction: Correction) -> Permission:
    """Take a request back: only who made it."""
    if correction.state != Correction.State.REQUESTED:
        return refused("Đề nghị này không còn chờ duyệt.")
    return granted_if(correction.requested_by_id == user.pk, "Chỉ người đề nghị được rút đề nghị đính chính của mình.")


# --- indicators and targets ---------------------------------------------------------------------------------------------


def can_create_indicator(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.EDIT_PLANS), "Chỉ cán bộ cải cách hành chính được lập chỉ tiêu thống kê."
    )


def can_edit_indicator(user: User, indicator: Indicator) -> Permission:
    """The office of the agency that keeps the indicator, or one above it."""
    if indicator.owner is None:
        at_the_top = scope.acts_for(user, Action.EDIT_PLANS).filter(depth=0)
        return granted_if(
            at_the_top.exists(),
            "Chỉ tiêu dùng chung: chỉ cán bộ cải cách hành chính của cơ quan cấp cao nhất được sửa.",
        )
    return granted_if(
        scope.may(user, Action.EDIT_PLANS, indicator.owner),
        f"Chỉ cán bộ cải cách hành chính của {indicator.owner} hoặc cấp trên được sửa chỉ tiêu thống kê này.",
    )


def can_exempt(user: User) -> Permission:
    """Mark that an indicator does not concern an agency below one's own office."""
    return granted_if(
        scope.may_somewhere(user, Action.EDIT_PLANS), "Chỉ cán bộ cải cách hành chính được đánh dấu không áp dụng."
    )


def can_end_exemption(user: User, exemption: Exemption) -> Permission:
    return granted_if(
        scope.may(user, Action.EDIT_PLANS, exemption.agency),
        f"Chỉ cán bộ cải cách hành chính của {exemption.agency} hoặc cấp trên được áp dụng lại.",
    )


def can_delete_draft(user: User, plan: Plan) -> Permission:
    """Take back a draft: whoever edits the plan, and only while it is a draft."""
    may_edit = can_edit_plan(user, plan)
    return may_edit and granted_if(
        plan.state == Plan.State.DRAFT, "Chỉ xoá được bản thảo, không xoá kế hoạch đã ban hành."
    )


def can_set_targets(user: User, plan: Plan) -> Permission:
    """Add, correct, amend, withdraw, delete and move the targets of a plan: whoever edits the plan."""
    return can_edit_plan(user, plan)
