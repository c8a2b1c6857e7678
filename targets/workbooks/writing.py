"""Reports of one form and period as an Excel file."""

import io
from collections.abc import Sequence

import xlsxwriter

from targets.workbooks.lines import lines_of
from targets.workbooks.paper import Paper
from targets.workbooks.reports import ReportStanding


def workbook_of(standings: Sequence[ReportStanding]) -> bytes:
    """One report as its official form; several in one long sheet that names the agency of each row."""
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(kept, options) as book:
        Paper(book, [standing.report for standing in standings]).write(lines_of(standings))
    return kept.getvalue()
