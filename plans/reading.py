"""A plan's text to number, day, issuer, signer and tasks; proposals for a person to decide on."""

from documents.text import Text
from plans.paper.about import About, read_about
from plans.paper.cited import read_basis, read_replaced
from plans.paper.foot import Foot, read_foot
from plans.paper.head import Head, read_head
from plans.paper.lines import lines_of
from plans.paper.shapes import Found, PlanReading, ReadKind, TaskReading
from plans.paper.span import read_span
from plans.paper.title import read_title

__all__ = ["Found", "PlanReading", "ReadKind", "TaskReading", "read_plan"]


def read_plan(text: Text) -> PlanReading:
    """What a paper, or a page about one, says of the plan and its tasks."""
    lines, content = lines_of(text), text.content
    title = read_title(lines, content)
    at = title.at if title else None
    head = read_head(lines, at, content)
    foot = read_foot(lines, at, content) if head.is_official or title else Foot()
    about = About() if head.is_official else read_about(lines, content)
    named = title.found if title else about.title
    day = head.issued_on or about.issued_on
    kind, first, last = read_span(named, title.type if title else "", day, content)
    return PlanReading(
        number=head.number or about.number,
        issued_on=day,
        issued_in=head.issued_in,
        issuer=head.issuer or about.issuer,
        superior=head.superior,
        title=named,
        kind=kind,
        year_from=first,
        year_to=last,
        signer=foot.signer or about.signer,
        signer_title=foot.signer_title or about.signer_title,
        based_on=read_basis(lines, content, at or 0),
        replaces=read_replaced(content),
    )
