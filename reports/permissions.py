"""Who may see, hand out and mark a consolidated table; pages and downloads ask the same."""

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from reports.models import ExportedReport
from reports.table import Extent
from targets.models import ReportForm
from ui.permissions import GRANTED, Permission, granted_if


def can_see_totals(user: User, agency: Agency) -> Permission:
    """Totals hold everybody's figures: only for those who see everything below the agency."""
    sees_all = any(agency.path.startswith(path) for path in scope.sees_below(user))
    return granted_if(
        sees_all,
        f"Chỉ người được xem mọi đơn vị cấp dưới của {agency} xem, xuất được biểu tổng hợp này. "
        "Anh/chị chọn phạm vi “chỉ số liệu của chính đơn vị”.",
    )


def can_see_form_totals(user: User, form: ReportForm, agency: Agency) -> Permission:
    """Totals of one form's reports: also for whoever checks every one of these reports."""
    if agency.pk == form.owner_id and scope.may(user, Action.APPROVE_FIGURES, form.checker):
        return GRANTED
    return can_see_totals(user, agency)


def can_see_table(user: User, form: ReportForm, agency: Agency, extent: Extent | str) -> Permission:
    """A table of a form that the person is known to see."""
    match extent:
        case Extent.OWN:
            return granted_if(
                scope.may(user, Action.SEE, agency), f"Anh/chị không xem được số liệu riêng của {agency}."
            )
        case Extent.FORM:
            return can_see_form_totals(user, form, agency)
        case _:
            return can_see_totals(user, agency)


def can_mark_issued(user: User, export: ExportedReport) -> Permission:
    """Whoever enters figures for the agency knows under which number its paper went out."""
    return granted_if(
        scope.may(user, Action.ENTER_FIGURES, export.agency),
        f"Chỉ cán bộ báo cáo của {export.agency} hoặc cán bộ cải cách hành chính cấp trên ghi được số văn bản ban hành.",
    )
