"""What plans and reports say before agencies end: shown on the confirm page of a merger, split or dissolution."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from agencies.models import Agency
from plans.models import Task
from targets.models import Submission, TargetVersion


def unsent_reports(ending: Sequence[Agency], day: date) -> list[str]:
    """Reports that are opened and not approved; the last one is still owed by whoever ends (DESIGN §8)."""
    waiting = Submission.objects.filter(agency__in=ending).exclude(state=Submission.State.APPROVED)
    unsent = waiting.exclude(state=Submission.State.SUBMITTED).count()
    sent = waiting.count() - unsent
    lines = []
    if unsent:
        lines.append(f"{unsent} báo cáo số liệu chưa gửi: đơn vị kết thúc hoạt động vẫn phải gửi.")
    if sent:
        lines.append(f"{sent} báo cáo số liệu đã gửi, còn chờ xác nhận.")
    return lines


def unfinished_tasks(ending: Sequence[Agency], day: date) -> list[str]:
    led = Task.objects.filter(lead_agency__in=ending).exclude(reports__done_on__isnull=False).distinct().count()
    return [f"{led} nhiệm vụ chưa hoàn thành do đơn vị này chủ trì: hãy giao cho đơn vị khác."] if led else []


def targets_naming(ending: Sequence[Agency], day: date) -> list[str]:
    """Rules in force on the day that judge or are led by an agency that ends."""
    in_force = TargetVersion.objects.filter(Q(until__isnull=True) | Q(until__gt=day), last_year__gte=day.year)
    named = in_force.filter(Q(judged_agency__in=ending) | Q(lead_agency__in=ending)).values("target").distinct().count()
    return [f"{named} chỉ tiêu kế hoạch nêu tên đơn vị này: hãy điều chỉnh chỉ tiêu."] if named else []


def forms_owed(ending: Sequence[Agency], day: date) -> list[str]:
    """Forms that name the agency itself; those owed through a group follow the group's members."""
    owed = sum(agency.owed_forms.count() + agency.checked_forms.count() for agency in ending)
    return [f"{owed} biểu mẫu nêu tên đơn vị này (phải báo cáo hoặc kiểm tra): hãy sửa biểu mẫu."] if owed else []
