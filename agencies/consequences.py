"""What else hangs on an agency that is about to end: apps above this one say it in words, here they are asked.

An app of an upper floor adds its own line in its AppConfig.ready: `consequences.tell(unsent_reports)`.
"""

from collections.abc import Callable, Sequence
from datetime import date

from agencies.models import Agency, AgencyGroup, Membership

Notice = Callable[[Sequence[Agency], date], list[str]]


def people_stay(ending: Sequence[Agency], day: date) -> list[str]:
    people = Membership.objects.filter(agency__in=ending).values("person").distinct().count()
    if not people:
        return []
    return [f"{people} người dùng giữ vai trò tại đơn vị kết thúc hoạt động, để gửi nốt số liệu cuối cùng."]


def groups_stay(ending: Sequence[Agency], day: date) -> list[str]:
    groups = AgencyGroup.objects.filter(owner__in=ending).values_list("name", flat=True)
    return [f"Nhóm {name} do đơn vị kết thúc hoạt động lập: hãy chọn cơ quan khác quản lý nhóm." for name in groups]


NOTICES: list[Notice] = [people_stay, groups_stay]


def tell(notice: Notice) -> None:
    """Have `notice` asked from now on; once, however often it is told."""
    if notice not in NOTICES:
        NOTICES.append(notice)


def of_ending(ending: Sequence[Agency], day: date) -> tuple[str, ...]:
    """Everything worth knowing before these agencies end on `day`."""
    return tuple(line for notice in NOTICES for line in notice(ending, day)) if ending else ()
