"""Where in the tree an agency may stand: under someone who lives, and never under itself."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError

from agencies.models import Agency
from agencies.spans import Span
from agencies.tree import Place, first_loop
from ui.days import write_day


def require_place(agency: Agency, parent: Agency | None, span: Span, places: Mapping[int, Iterable[Place]]) -> None:
    """Refuse a place under a parent that does not live throughout, or that stands under the agency on any of the days.

    places: those of every agency.
    """
    if not Span(agency.founded_on, agency.dissolved_on).covers(span):
        raise ValidationError(f"{agency} không hoạt động trong suốt thời gian đó.")
    if parent is None:
        return
    require_parent_lives(parent, span)
    loop = first_loop(places, agency.pk, parent.pk, span)
    if loop is not None:
        day = f" (ngày {write_day(loop)})" if loop.year > 1 else ""
        raise ValidationError(
            {"parent": f"{parent} là cấp dưới của {agency}{day}; không thể chuyển một đơn vị vào dưới chính nó."}
        )


def require_parent_lives(parent: Agency, span: Span) -> None:
    """The parent lives on every day of the span."""
    life = Span(parent.founded_on, parent.dissolved_on)
    if span.first < life.first:
        raise ValidationError({"parent": f"{parent} thành lập từ ngày {write_day(life.first)}, sau ngày đã chọn."})
    if life.last < span.last:
        raise ValidationError(
            {"parent": f"{parent} kết thúc hoạt động từ ngày {write_day(life.last)}; chọn đơn vị cấp trên khác."}
        )
