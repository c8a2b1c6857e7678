"""Cells of a report whose number nobody types there: computed by the system, or taken over from another system."""

from collections.abc import Iterable

from targets.models import Figure, SourcedCell
from targets.terms import SourceKind, Way

COMPUTED = "Hệ thống tính từ tiến độ nhiệm vụ, không nhập tay."
SOURCED = "Số lấy từ hệ thống một cửa. Nếu chưa đúng, bấm “Có ý kiến khác” và ghi lý do, rồi nhập số của đơn vị."
OPENED_BY = {SOURCED: Way.SOURCE, COMPUTED: Way.COMPUTED}  # the one way that brings the number of such a cell


def locked_cells(figures: Iterable[Figure], way: Way = Way.TYPED) -> dict[int, str]:
    """Why the number of a cell does not change this way, by figure; others are left out. One query."""
    figures = list(figures)
    sourced = SourcedCell.objects.filter(figure__in=figures).exclude(state=SourcedCell.State.DISPUTED)
    locked = dict.fromkeys(sourced.values_list("figure_id", flat=True), SOURCED)
    locked |= {figure.pk: COMPUTED for figure in figures if figure.indicator.source_kind == SourceKind.COMPUTED}
    return {pk: reason for pk, reason in locked.items() if OPENED_BY[reason] != way}
