"""The line below a figure that another system gave: its number there, and the way to confirm or dispute it."""

from django import template

from dossiers.showing import Comparison
from targets.models import Figure, SourcedCell

register = template.Library()


@register.inclusion_tag("dossiers/_sourced.html")
def sourced(figure: Figure, cell: SourcedCell | None) -> dict:
    """`cell`: fetched by the page with its figures; nothing is drawn without one. Asks the database nothing."""
    return {"comparison": Comparison(cell, figure) if cell else None, "figure": figure}
