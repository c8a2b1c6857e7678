"""Who may map and load a source, confirm or dispute its numbers, and answer a dispute."""

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from dossiers.models import DossierSource
from periods.models import PeriodDates
from targets.models import SourcedCell, Submission
from targets.permissions import can_enter
from ui.permissions import Permission, granted_if


def can_load_somewhere(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.LOAD_SOURCES),
        "Chỉ cán bộ cải cách hành chính được khai nguồn và nạp số liệu hồ sơ.",
    )


def can_load(user: User, source: DossierSource) -> Permission:
    """Map a source, load its files, choose agencies for its names."""
    return granted_if(
        scope.may(user, Action.LOAD_SOURCES, source.office),
        f"Chỉ cán bộ cải cách hành chính của {source.office} hoặc cấp trên được dùng nguồn này.",
    )


def can_settle(user: User, submission: Submission, closing: PeriodDates | None, loaded_by: set[int]) -> Permission:
    """Confirm or dispute numbers of a source for the agency that answers for them, never what one has loaded oneself."""
    entering = can_enter(user, submission, closing)
    if not entering:
        return entering
    return granted_if(
        user.pk not in loaded_by,
        f"Số này do chính anh/chị nạp: để người khác của {submission.agency} đối chiếu.",
    )


def can_answer(user: User, cell: SourcedCell) -> Permission:
    """Answer an agency that disputes: the office that has loaded the number, or the checker of its report."""
    submission = cell.figure.submission
    return granted_if(
        scope.may(user, Action.LOAD_SOURCES, cell.upload.office)
        or scope.may(user, Action.APPROVE_FIGURES, submission.form.checker),
        f"Chỉ cán bộ cải cách hành chính nạp số liệu cho {submission.agency} được trả lời ý kiến này.",
    )
