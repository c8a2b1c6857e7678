"""The table that was handed out before, and how today's differs from it."""

from datetime import date

from django.utils.timezone import localtime

from reports.changes import Change, changes_since
from reports.ground import Ground, Question
from reports.models import ExportedReport
from reports.summaries import table_from
from reports.table import Table
from ui.days import write_day


def earlier_than(question: Question) -> ExportedReport | None:
    """The last one that was signed and sent; without one the last that was handed out."""
    rows = ExportedReport.objects.like(
        form=question.form, period=question.period, agency=question.agency, extent=question.extent
    )
    issued = rows.filter(issued_on__isnull=False).order_by("-issued_on", "-at", "-pk").first()
    return issued or rows.order_by("-at", "-pk").first()


def changes_from(earlier: ExportedReport | None, table: Table, ground: Ground) -> list[Change]:
    """Every number that differs from the earlier table, with its reasons."""
    return changes_since(earlier.table, earlier.at, table, ground) if earlier else []


def changes_after(export: ExportedReport, today: date) -> list[Change]:
    """What of a kept table is another number by now."""
    ground = Ground(question_of(export, today))
    return changes_from(export, table_from(ground, export.content["columns"]), ground)


def question_of(export: ExportedReport, today: date) -> Question:
    return Question(export.form, export.period, export.agency, export.extent, today, with_sent=export.with_sent)


def name_of(export: ExportedReport) -> str:
    """How a kept table is called in a heading: "bản xuất lúc 09:12 ngày 05/10/2026 (đã ban hành, số …)"."""
    at = localtime(export.at)
    issued = f" ({export.issued_words})" if export.is_issued else ""
    return f"bản xuất lúc {at:%H:%M} ngày {write_day(at.date())}{issued}"


def said_in_the_file(export: ExportedReport, after: list[Change]) -> list[tuple[str, list[str]]]:
    """What a kept table's file says of changes: against the one before it, and what came after it."""
    said = []
    if export.compared_with and export.changes:
        said.append((f"Thay đổi so với {name_of(export.compared_with)}", export.changes))
    if after:
        said.append(("Thay đổi sau khi xuất biểu này (số trong biểu giữ nguyên)", [change.words for change in after]))
    return said
