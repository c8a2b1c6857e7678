"""The markup of what stands hundreds of times on a page: badges, small charts, cells of a heat map.

Every text is escaped here. The components of the same names in templates/components/ draw with these.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from ui.charts import Bullet, Segment, Spark
from ui.numbers import write_number
from ui.states import State

NOTHING = mark_safe('<span class="soft">–</span>')


def badge(state: State, provisional: bool = False) -> SafeString:
    """Sign, word, colour; provisional: "tạm tính", drawn dashed."""
    tone = f"{escape(state.tone)}{' is-provisional' if provisional else ''}"
    said = f"{escape(state.label)}{' <small>(tạm tính)</small>' if provisional else ''}"
    sign = f'<span class="sign" aria-hidden="true">{escape(state.sign)}</span>'
    return mark_safe(f'<span class="badge-state tone-{tone}">{sign} {said}</span>')


def bullet(found: Bullet | None) -> SafeString:
    """A value beside its target."""
    if not found:
        return mark_safe('<span class="soft">Chưa có số liệu</span>')
    tone = f"{escape(found.tone)}{' is-provisional' if found.is_provisional else ''}"
    bounds = [found.target, found.upper] if found.upper else [found.target]
    return mark_safe(
        f'<svg class="bullet tone-{tone}" width="100%" height="28" role="img" aria-label="{escape(found.label)}">'
        '<rect class="bullet-rest" x="0" y="6" width="100%" height="16"/>'
        f'<rect class="bullet-near" x="{found.near_x}%" y="6" width="{found.near_width}%" height="16"/>'
        f'<rect class="bullet-met" x="{found.met_x}%" y="6" width="{found.met_width}%" height="16"/>'
        + _bar(found)
        + "".join(f'<line class="bullet-target" x1="{at}%" x2="{at}%" y1="2" y2="26"/>' for at in bounds)
        + "</svg>"
    )


def _bar(found: Bullet) -> str:
    if found.bar is None:
        return '<line class="bullet-none" x1="0" x2="100%" y1="14" y2="14"/>'
    if found.is_dot:
        stem = f'<line class="bullet-stem" x1="0" x2="{found.bar}%" y1="14" y2="14"/>'
        return f'{stem}<circle class="bullet-dot" cx="{found.bar}%" cy="14" r="5"/>'
    bar = f'<rect class="bullet-bar" x="0" y="10" width="{found.bar}%" height="8"/>'
    hatch = f'<line class="bullet-hatch" x1="0" x2="{found.bar}%" y1="14" y2="14"/>'
    return bar + hatch if found.is_provisional else bar


def spark(found: Spark | None, *, is_large: bool = False) -> SafeString:
    """The course of this year (solid) and last year (dashed), the target's height, the days of a reorganisation."""
    if not found:
        return NOTHING
    size = 'class="spark spark-large" width="100%"' if is_large else 'class="spark" width="96" height="28"'
    drawn = [f'<svg {size} viewBox="0 0 96 28" role="img" ']
    drawn.append(f'aria-label="{escape(found.label)}">')
    changes = [("spark-change", x) for x in found.changes]
    changes += [("spark-change spark-change-before", x) for x in found.changes_before]
    drawn += [f'<line class="{kind}" x1="{x}" x2="{x}" y1="0" y2="28"/>' for kind, x in changes]
    if found.target:
        drawn.append(f'<line class="spark-target" x1="0" x2="96" y1="{found.target}" y2="{found.target}"/>')
    drawn += [f'<polyline class="spark-before" points="{line}"/>' for line in found.last_year]
    drawn += [f'<polyline class="spark-now" points="{line}"/>' for line in found.this_year]
    drawn += [
        f'<circle class="spark-point" cx="{x}" cy="{y}" r="{0.8 if is_large else 1.8}"/>' for x, y in found.lone_points
    ]
    if found.last_point:
        x, y = found.last_point
        drawn.append(f'<circle class="spark-last" cx="{x}" cy="{y}" r="{1.1 if is_large else 3}"/>')
    return mark_safe("".join([*drawn, "</svg>"]))


def stack(segments: Sequence[Segment], caption: str) -> SafeString:
    """Counts of groups as one bar with its words below; caption: what is counted."""
    said = ", ".join(f"{part.label} {part.count}" for part in segments)
    bars = "".join(
        f'<rect class="tone-{escape(part.tone)}" x="{part.x}%" y="0" width="{part.width}%" height="14"/>'
        for part in segments
    )
    words = "".join(
        f'<li class="tone-{escape(part.tone)}"><span class="sign" aria-hidden="true">{escape(part.sign)}</span> '
        f"<strong>{write_number(part.count)}</strong> {escape(part.label)}</li>"
        for part in segments
    )
    label = escape(f"{caption}: {said}")
    return mark_safe(
        f'<div class="stack"><svg class="stack-bar" width="100%" height="14" role="img" aria-label="{label}">{bars}'
        f'</svg><ul class="stack-words">{words}</ul></div>'
    )


class HeatCell(NamedTuple):
    """One place of a heat map. shown: the value as text, or "". url: what it opens to, or ""."""

    sign: str
    label: str
    tone: str
    shown: str
    is_provisional: bool
    url: str


def heat_cell(cell: HeatCell) -> str:
    """A cell as a table's cell; `heat_cells` of a whole row is what pages use."""
    label = escape(cell.label)
    tone = f"{cell.tone} is-provisional" if cell.is_provisional else cell.tone
    said = f"{label}, tạm tính" if cell.is_provisional else label
    inside = (
        f'<span class="sign" aria-hidden="true">{escape(cell.sign)}</span>{escape(cell.shown)}'
        f'<span class="visually-hidden"> {said}</span>'
    )
    if cell.url:
        inside = f'<a href="{escape(cell.url)}">{inside}</a>'
    return f'<td title="{label}" class="tone-{tone}">{inside}</td>'


def heat_cells(cells: Sequence[HeatCell]) -> SafeString:
    return mark_safe("".join(map(heat_cell, cells)))
