"""Cells of a report that nobody types there: computed by the system, or taken over from another system."""

from collections.abc import Iterable

from targets.models import Figure, SourcedCell
from targets.terms import SourceKind

COMPUTED = "Hệ thống tính từ tiến độ nhiệm vụ, không nhập tay."
SOURCED = "Số lấy từ hệ thống một cửa. Nếu chưa đúng, bấm “Có ý kiến khác” và ghi lý do, rồi nhập số của đơn vị."


def locked_cells(figures: Iterable[Figure]) -> dict[int, str]:
    """Why a cell is read-only, by figure; those that are typed are left out. One query."""
    figures = list(figures)
    sourced = SourcedCell.objects.filter(figure__in=figures).exclude(state=SourcedCell.State.DISPUTED)
    locked = dict.fromkeys(sourced.values_list("figure_id", flat=True), SOURCED)
    locked |= {figure.pk: COMPUTED for figure in figures if figure.indicator.source_kind == SourceKind.COMPUTED}
    return locked
