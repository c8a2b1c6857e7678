"""A ranking as an Excel file: the same rows as on its pages, all of them, numbers as numbers."""

import tempfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO

import xlsxwriter

from dashboard.ranking_asked import PlanRanking, Ranking, TargetRanking
from dashboard.ranking_rows import SMALL, cases_label, plan_rows, target_rows
from targets.restating import sentence_of
from targets.terms import Kind
from ui.vietnamese import nfc

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SHEET_NAME, TITLE, SAMPLE_WORDS = "Xếp hạng", "XẾP HẠNG ĐƠN VỊ", "Có số liệu minh hoạ"
WHOLE, BROKEN, PAPER_A4 = "#,##0", "#,##0.0###", 9
PLACE, NAME = ("Hạng", 8), ("Đơn vị", 40)
Cell = str | int | Decimal | None


def file_of_target(found: TargetRanking) -> tuple[IO[bytes], str]:
    """The file of one target's units, and its name."""
    unit = found.rule.words.unit
    cases = cases_label(found)
    heads = [PLACE, NAME, (f"Thực hiện ({unit})" if unit else "Thực hiện", 16), *([(cases, 18)] if cases else [])]
    heads += [("So với kế hoạch", 20), ("Cùng kỳ năm trước", 16), ("So với cùng kỳ", 18), ("Ghi chú", 12)]
    in_words = found.rule.kind == Kind.GRADE
    rows = (
        [
            *(row.place, row.name, row.shown if in_words else row.value, *([row.base] if cases else [])),
            *(row.state.label, row.before if in_words else row.before_value, row.change, SMALL if row.is_small else ""),
        ]
        for row in target_rows(found, found[:])
    )
    head = [TITLE, f"Theo chỉ tiêu: {sentence_of(found.version)}", *_where_from(found)]
    return _book(head, heads, rows), f"xep-hang-{found.target.pk}.xlsx"


def file_of_plan(found: PlanRanking) -> tuple[IO[bytes], str]:
    """The file of a plan's units, and its name."""
    heads = [PLACE, NAME, ("Đạt mức", 12), ("Chưa đạt mức", 14), ("Chưa báo cáo đủ", 16), ("Không đánh giá", 16)]
    rows = (
        [row.place, row.name, row.held, row.short, row.missing, row.left_out, row.share]
        for row in plan_rows(found, found[:])
    )
    head = [TITLE, f"Theo số chỉ tiêu đạt mức của {found.plan.named}", *_where_from(found)]
    return _book(head, [*heads, ("Tỷ lệ đạt (%)", 14)], rows), f"so-chi-tieu-dat-{found.plan.pk}.xlsx"


def _where_from(found: Ranking) -> list[str]:
    selection = found.selection
    said = [f"{selection.office} · tính đến hết {selection.cutoff.label} · {selection.view.label}"]
    return [*said, SAMPLE_WORDS] if selection.office.is_sample else said


def _book(head: Sequence[str], heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """A temporary file, ready to be read; whoever hands it out closes it."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        _write(book, head, heads, rows)
    kept.seek(0)
    return kept


def _write(book: xlsxwriter.Workbook, head: Sequence[str], heads: Sequence[tuple[str, int]], rows) -> None:
    sheet = book.add_worksheet(SHEET_NAME)
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    bold = book.add_format({"bold": True})
    titles = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DCE6F1"})
    numbers = {look: book.add_format({"num_format": look}) for look in (WHOLE, BROKEN)}
    first = len(head) + 1
    for place, (_, width) in enumerate(heads):
        sheet.set_column(place, place, width)
    for row, words in enumerate(head):
        sheet.write_string(row, 0, nfc(words), None if row else bold)
    for place, (words, _) in enumerate(heads):
        sheet.write_string(first, place, words, titles)
    sheet.freeze_panes(first + 1, 2)
    sheet.repeat_rows(first)
    last = first
    for last, cells in enumerate(rows, start=first + 1):
        for place, content in enumerate(cells):
            _put(sheet, last, place, content, numbers)
    sheet.autofilter(first, 0, last, len(heads) - 1)


def _put(sheet, row: int, place: int, content: Cell, numbers: dict) -> None:
    """Numbers as numbers; words as words, whatever they begin with; nothing as an empty cell."""
    if isinstance(content, str):
        if content:
            sheet.write_string(row, place, nfc(content))
    elif content is not None:
        sheet.write_number(row, place, content, numbers[WHOLE if content == int(content) else BROKEN])
