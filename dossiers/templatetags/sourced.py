"""What another system gave for the figures of a report: a line below each, a note above them all."""

from collections.abc import Sequence

from django import template

from dossiers.showing import Comparison
from targets.models import Figure, SourcedCell, Submission
from targets.sheet import Row

register = template.Library()


@register.inclusion_tag("dossiers/_sourced.html")
def sourced(figure: Figure, cell: SourcedCell | None) -> dict:
    """`cell`: fetched by the page with its figures; nothing is drawn without one. Asks the database nothing."""
    return {"comparison": Comparison(cell, figure) if cell else None, "figure": figure}


@register.inclusion_tag("dossiers/_sourced_head.html")
def sourced_head(submission: Submission, rows: Sequence[Row]) -> dict:
    """How many of the rows came from a source, and how many still wait for the agency."""
    states = [row.source.state for row in rows if row.source]
    return {
        "submission": submission,
        "count": len(states),
        "waiting": states.count(SourcedCell.State.GIVEN),
        "disputed": states.count(SourcedCell.State.DISPUTED),
    }
