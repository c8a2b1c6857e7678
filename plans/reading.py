"""A plan's text to number, day, issuer, signer and tasks; proposals for a person to decide on."""

from documents.text import Text
from plans.paper.about import About, read_about
from plans.paper.assignments import read_assignments
from plans.paper.bracketed import read_bracketed
from plans.paper.cited import read_basis, read_replaced
from plans.paper.foot import Foot, read_foot
from plans.paper.head import read_head
from plans.paper.inspection import read_inspection
from plans.paper.lines import Line, lines_of
from plans.paper.shapes import Found, PlanReading, ReadKind, TaskReading
from plans.paper.span import read_span
from plans.paper.task_paragraphs import read_paragraphs
from plans.paper.task_tables import read_tables
from plans.paper.title import read_title

__all__ = ["Found", "PlanReading", "ReadKind", "TaskReading", "read_plan"]


def read_plan(text: Text) -> PlanReading:
    """What a paper, or a page about one, says of the plan and its tasks."""
    lines, content = lines_of(text), text.content
    title = read_title(lines, content)
    at = title.at if title else None
    head = read_head(lines, title.head_ends if title else None, content)
    foot = read_foot(lines, at, content) if head.is_official or title else Foot()
    about = About() if head.is_official and title and foot.signer else read_about(lines, content)
    page = About() if head.is_official else about
    named = title.found if title else about.title
    day = head.issued_on or page.issued_on
    kind, first, last = read_span(named, title.type if title else "", day, content)
    return PlanReading(
        number=head.number or page.number,
        issued_on=day,
        issued_in=head.issued_in,
        issuer=head.issuer or page.issuer,
        superior=head.superior,
        title=named,
        kind=kind,
        year_from=first,
        year_to=last,
        signer=foot.signer or about.signer,
        signer_title=foot.signer_title or about.signer_title,
        based_on=read_basis(lines, content, at or 0, named),
        replaces=read_replaced(content),
        tasks=_tasks(text, lines, kind, str(named.value) if named else "", _year(first, last)),
    )


def _tasks(
    text: Text, lines: tuple[Line, ...], kind: ReadKind, title: str, year: int | None
) -> tuple[TaskReading, ...]:
    """In the order of the paper; duties of agencies stand for tasks where it names no others."""
    named = (*read_paragraphs(lines, year), *read_bracketed(lines, year), *read_tables(text, year))
    if kind == ReadKind.INSPECTION:
        named += read_inspection(text, lines, title, year)
    is_directive = title.startswith(("Chỉ thị", "Công điện"))
    given = read_assignments(lines, year, alone=not named, is_directive=is_directive)
    given = [task for task in given if not _is_inside(task, named)]
    return tuple(sorted((*named, *given), key=lambda task: task.start))


def _is_inside(task: TaskReading, others: tuple[TaskReading, ...]) -> bool:
    return any(other.start <= task.start < other.end for other in others)


def _year(first: Found | None, last: Found | None) -> int | None:
    """The one year of a plan; None for a plan of many years, whose "quý II" is of no year."""
    return int(last.value) if first and last and first.value == last.value else None
