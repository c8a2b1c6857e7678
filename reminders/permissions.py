"""Who may ask an agency, remind it of a report, answer, and end what was asked."""

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from reminders.models import Enquiry
from targets.models import Submission
from targets.permissions import can_check
from ui.permissions import GRANTED, Permission, granted_if, refused


def can_ask_somewhere(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.ASK),
        "Chỉ lãnh đạo và cán bộ cải cách hành chính được đôn đốc, yêu cầu báo cáo.",
    )


def can_ask(user: User, agency: Agency) -> Permission:
    """An office or a leader, of the agency and of everything below it."""
    return granted_if(
        scope.may(user, Action.ASK, agency),
        f"Chỉ lãnh đạo hoặc cán bộ cải cách hành chính của {agency} và cấp trên được đôn đốc, yêu cầu đơn vị này.",
    )


def can_nudge(user: User, submission: Submission) -> Permission:
    """Remind of a report: who may ask the agency, and the office that checks the report."""
    return GRANTED if can_check(user, submission) else can_ask(user, submission.agency)


def can_answer(user: User, enquiry: Enquiry) -> Permission:
    """The people of the asked agency, not who asked."""
    if not scope.may(user, Action.ANSWER, enquiry.agency):
        return refused(f"Chỉ người làm việc tại {enquiry.agency} trả lời được.")
    if enquiry.by_id == user.pk:
        return refused("Người yêu cầu không tự trả lời.")
    if enquiry.is_report_sent:
        return refused("Báo cáo đã được gửi, không cần trả lời nữa.")
    return granted_if(not enquiry.closed_at, "Yêu cầu này đã kết thúc.")


def can_decide(user: User, enquiry: Enquiry) -> Permission:
    """End it or ask for more: who asked, or the office and leaders of the agency that asked."""
    return granted_if(
        enquiry.by_id == user.pk or scope.may(user, Action.ASK, enquiry.asked_from),
        f"Chỉ người yêu cầu, lãnh đạo hoặc cán bộ cải cách hành chính của {enquiry.asked_from} quyết định việc này.",
    )
