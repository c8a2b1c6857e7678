"""Who may enter a plan from its document: whoever edits plans of the agency."""

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from intake.models import PlanIntake
from ui.permissions import Permission, granted_if


def can_begin(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.EDIT_PLANS),
        "Chỉ cán bộ cải cách hành chính mới nhập được kế hoạch từ văn bản.",
    )


def can_decide(user: User, intake: PlanIntake) -> Permission:
    """An open document; one that is written is a plan, and its page takes over."""
    return granted_if(intake.is_open, "Văn bản này đã ghi vào kế hoạch hoặc đã bỏ nên không sửa được nữa.")
