"""The roles and what each may do: one table that the owner can read."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is at an agency (vai trò); one person may hold several at several agencies."""

    ADMINISTRATOR = "administrator", "Quản trị hệ thống"
    OFFICE = "office", "Cán bộ cải cách hành chính"
    REPORTER = "reporter", "Cán bộ báo cáo số liệu"
    LEADER = "leader", "Lãnh đạo"
    APPRAISER = "appraiser", "Thẩm định"
    INSPECTOR = "inspector", "Kiểm tra"


class Reach(TextChoices):
    """How far below the person's agency an action reaches."""

    OWN = "own", "chính đơn vị mình"
    BELOW = "below", "đơn vị mình và mọi đơn vị cấp dưới"


class Action(TextChoices):
    """What can be done with what belongs to an agency."""

    SEE = "see", "xem"
    EDIT_PLANS = "edit_plans", "nhập và sửa kế hoạch, nhiệm vụ, chỉ tiêu"
    REPORT_PROGRESS = "report_progress", "báo cáo tiến độ nhiệm vụ"
    MANAGE_FORMS = "manage_forms", "lập biểu mẫu, mở kỳ báo cáo"
    ENTER_FIGURES = "enter_figures", "nhập và gửi số liệu"
    APPROVE_FIGURES = "approve_figures", "xác nhận, trả lại số liệu"
    RECORD_OUTSIDE_FIGURES = "record_outside_figures", "nhập số liệu do bên ngoài công bố"
    SIGN_FIGURES = "sign_figures", "duyệt báo cáo số liệu của đơn vị trước khi gửi"
    LOAD_SOURCES = "load_sources", "khai nguồn và nạp số liệu hồ sơ cho đơn vị"
    ASK = "ask", "đôn đốc, yêu cầu báo cáo nguyên nhân, giải pháp"
    ANSWER = "answer", "trả lời đôn đốc, yêu cầu"
    MANAGE_AGENCIES = "manage_agencies", "quản lý đơn vị và người dùng"


MAY: dict[Action, dict[Role, Reach]] = {
    Action.SEE: {
        Role.ADMINISTRATOR: Reach.BELOW,
        Role.OFFICE: Reach.BELOW,
        Role.LEADER: Reach.BELOW,
        Role.APPRAISER: Reach.BELOW,
        Role.INSPECTOR: Reach.BELOW,
        Role.REPORTER: Reach.OWN,
    },
    Action.EDIT_PLANS: {Role.OFFICE: Reach.BELOW},
    Action.REPORT_PROGRESS: {Role.OFFICE: Reach.BELOW, Role.REPORTER: Reach.OWN},
    Action.MANAGE_FORMS: {Role.OFFICE: Reach.BELOW},
    Action.ENTER_FIGURES: {Role.OFFICE: Reach.BELOW, Role.REPORTER: Reach.OWN},
    Action.APPROVE_FIGURES: {Role.OFFICE: Reach.BELOW},
    Action.RECORD_OUTSIDE_FIGURES: {Role.OFFICE: Reach.BELOW},
    Action.SIGN_FIGURES: {Role.LEADER: Reach.OWN},
    Action.LOAD_SOURCES: {Role.OFFICE: Reach.BELOW},
    Action.ASK: {Role.OFFICE: Reach.BELOW, Role.LEADER: Reach.BELOW},
    Action.ANSWER: {Role.OFFICE: Reach.OWN, Role.REPORTER: Reach.OWN, Role.LEADER: Reach.OWN},
    Action.MANAGE_AGENCIES: {Role.ADMINISTRATOR: Reach.BELOW},
}


def roles_that_may(action: Action, reach: Reach | None = None) -> list[Role]:
    """The roles that may do `action`; with `reach`, only those whose right reaches exactly that far."""
    rights = MAY[action]
    return [role for role, far in rights.items() if reach is None or far == reach]


def rights_of(role: Role) -> list[str]:
    """What a role may do and how far, in words: "Xem: đơn vị mình và mọi đơn vị cấp dưới"."""
    held = [(action, rights[role]) for action, rights in MAY.items() if role in rights]
    return [f"{action.label.capitalize()}: {reach.label}" for action, reach in held]
