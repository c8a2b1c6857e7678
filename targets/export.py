"""Many figures as one Excel file: read piece by piece, written row by row, never all of them in memory."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import IO, NamedTuple

import xlsxwriter
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.timezone import localtime

from agencies.models import Agency, Placement, lives_on
from periods.period import Period, PeriodKind
from targets.amount import PERCENT, RATIOS, divided
from targets.models import Figure, Submission
from targets.terms import Kind, Typed
from targets.workbooks.cells import DIGITS_OF_A_CELL, words_of
from ui.days import write_day
from ui.numbers import write_number
from ui.states import state
from ui.vietnamese import nfc

MOST_FIGURES = 100_000
REPORTS_AT_ONCE, FIGURES_AT_ONCE = 200, 2_000
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SHEET_NAME, TITLE = "Số liệu", "SỐ LIỆU CẢI CÁCH HÀNH CHÍNH"
SAMPLE_WORDS = "Có số liệu minh hoạ"
DAY, MOMENT, WHOLE, BROKEN = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "#,##0", "#,##0.0###"
NOTHING_OCCURRED, NOT_GIVEN, GIVEN = "Không phát sinh", "Chưa báo cáo", "Có số liệu"
NO_BREAKS = str.maketrans("\r\n\t", "   ")


class Row(NamedTuple):
    """What is read of one figure; LOOKUPS says from where."""

    agency_code: str
    agency: str
    parent: str | None
    reported_by: str
    form: str
    period_kind: str
    year: int
    order: int
    indicator_code: str
    indicator: str
    kind: str
    unit: str
    steps: list
    typed: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    sample: int | None
    out_of: int | None
    done: bool | None
    done_on: date | None
    nothing_occurred: bool
    report: str
    due_on: date
    first_sent_at: datetime | None
    recorded_by: str | None
    recorded_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None
    corrected_at: datetime | None
    note: str

    @property
    def result(self) -> float | Decimal | str | None:
        """The figure in its unit: a ratio in percent, a grade and a yes or no in words."""
        if self.kind in RATIOS:
            known = self.numerator is not None and self.denominator
            return float(divided(self.numerator * PERCENT, self.denominator)) if known else None
        if self.kind == Kind.YES_NO:
            return {True: "Đã thực hiện", False: "Chưa thực hiện"}.get(self.done)
        if self.kind == Kind.GRADE:
            return words_of("value", self.value, self.steps) or None
        return self.value

    @property
    def standing(self) -> str:
        """Which of the kinds of nothing it is, if any (DESIGN §3)."""
        if self.nothing_occurred or (self.kind in RATIOS and self.denominator == 0):
            return NOTHING_OCCURRED
        parts = (self.numerator, self.denominator, self.value, self.done)
        return NOT_GIVEN if all(part is None for part in parts) else GIVEN


@lru_cache(maxsize=256)  # the figures of a report stand together
def report_words(key: str, due_on: date, first_sent_at: datetime | None, today: date) -> str:
    """The state of a report, as the list of reports says it."""
    report = Submission(state=key, due_on=due_on, first_submitted_at=first_sent_at)
    return state("report", report.shown_state(today)).label


LOOKUPS = {
    "agency_code": "agency__code",
    "agency": "agency__name",
    "parent": "parent_name",
    "reported_by": "reported_by__name",
    "form": "submission__form__code",
    "period_kind": "period__kind",
    "year": "period__year",
    "order": "period__order",
    "indicator_code": "indicator__code",
    "indicator": "indicator__name",
    "kind": "indicator__kind",
    "unit": "indicator__unit",
    "steps": "indicator__grade_steps",
    "report": "submission__state",
    "due_on": "submission__due_on",
    "first_sent_at": "submission__first_submitted_at",
    "recorded_by": "recorded_by_name",
    "approved_by": "approved_by_name",
}
COLUMNS: Sequence[tuple[str, int, Callable[[Row, date], object]]] = (  # head, width in letters, what stands there
    ("Mã đơn vị", 14, lambda row, today: row.agency_code),
    ("Đơn vị", 32, lambda row, today: row.agency),
    ("Cấp trên", 28, lambda row, today: row.parent),
    ("Cơ quan báo cáo", 32, lambda row, today: row.reported_by),
    ("Biểu mẫu", 10, lambda row, today: row.form),
    ("Kỳ báo cáo", 16, lambda row, today: Period(PeriodKind(row.period_kind), row.year, row.order).label),
    ("Mã chỉ tiêu", 12, lambda row, today: row.indicator_code),
    ("Chỉ tiêu thống kê", 44, lambda row, today: row.indicator),
    ("Cách nhập", 11, lambda row, today: Typed(row.typed).label),
    ("Tử số", 12, lambda row, today: row.numerator),
    ("Mẫu số", 12, lambda row, today: row.denominator),
    ("Giá trị", 14, lambda row, today: row.result),
    ("Đơn vị tính", 12, lambda row, today: row.unit),
    ("Số phiếu, trên tổng số", 12, lambda row, today: row.out_of if row.sample is None else row.sample),
    ("Ngày thực hiện", 12, lambda row, today: row.done_on),
    ("Số liệu", 16, lambda row, today: row.standing),
    ("Trạng thái báo cáo", 22, lambda row, today: report_words(row.report, row.due_on, row.first_sent_at, today)),
    ("Hạn gửi", 12, lambda row, today: row.due_on),
    ("Người nhập", 22, lambda row, today: row.recorded_by),
    ("Nhập lúc", 17, lambda row, today: row.recorded_at),
    ("Người xác nhận", 22, lambda row, today: row.approved_by),
    ("Xác nhận lúc", 17, lambda row, today: row.approved_at),
    ("Đính chính lúc", 17, lambda row, today: row.corrected_at),
    ("Ghi chú", 40, lambda row, today: row.note.translate(NO_BREAKS)),
)


# --- which figures ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """The figures of some reports; `about`: only those about these agencies, where a report says more than may be read."""

    reports: QuerySet[Submission]
    about: QuerySet[Agency] | None = None

    def count_to_the_most(self) -> int:
        """How many there are; one more than MOST_FIGURES means too many, so that nobody counts millions."""
        return self._all().values("pk")[: MOST_FIGURES + 1].count()

    def has_samples(self) -> bool:
        return self._all().filter(agency__is_sample=True).exists()

    def rows(self) -> Iterator[Row]:
        """By period, the latest first; within it by form, agency and line.

        Read by some reports at a time: asked for all at once, a database joins the names to every figure it holds
        before it looks which are wanted.
        """
        order = ("-data_to", "form__code", "agency__sort_key", "pk")
        keys = list(self.reports.order_by(*order).values_list("pk", flat=True))
        for start in range(0, len(keys), REPORTS_AT_ONCE):
            yield from _rows_of(self._of(keys[start : start + REPORTS_AT_ONCE]))

    def _all(self) -> QuerySet[Figure]:
        return self._of(self.reports.order_by().values("pk"))

    def _of(self, reports: QuerySet | Sequence[int]) -> QuerySet[Figure]:
        figures = Figure.objects.filter(submission__in=reports).order_by()
        return figures if self.about is None else figures.filter(agency__in=self.about)


def _rows_of(figures: QuerySet[Figure]) -> Iterable[Row]:
    places = Placement.objects.filter(lives_on(OuterRef("submission__data_to")), agency=OuterRef("agency")).order_by()
    order = ("-submission__data_to", "submission__form__code", "submission__agency__sort_key", "submission")
    ordered = figures.annotate(
        parent_name=Subquery(places.values("parent__name")[:1]),  # under whom it stood on the report's last data day
        recorded_by_name=_name_of("recorded_by"),
        approved_by_name=_name_of("approved_by"),
    ).order_by(*order, "line__order", "agency__sort_key", "pk")
    names = [LOOKUPS.get(name, name) for name in Row._fields]
    return map(Row._make, ordered.values_list(*names).iterator(chunk_size=FIGURES_AT_ONCE))


def _name_of(person: str) -> Coalesce:
    """A person's name as it stands everywhere on the site."""
    return Coalesce(NullIf(F(f"{person}__full_name"), Value("")), F(f"{person}__username"))


# --- the file -----------------------------------------------------------------------------------------------------------


def write_figures(wanted: Wanted, *, asked: str, today: date) -> IO[bytes]:
    """A temporary file with one row a figure, ready to be read. `asked`: in words, which figures these are."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115 (whoever hands it out closes it)
    try:
        with xlsxwriter.Workbook(kept, OPTIONS) as book:
            head = [TITLE, f"{asked}. Tải ngày {write_day(today)}."]
            if wanted.has_samples():
                head.append(SAMPLE_WORDS)
            Sheet(book, head).write(wanted.rows(), today)
    except BaseException:
        kept.close()
        raise
    kept.seek(0)
    return kept


class Sheet:
    """The one sheet of the book, written from the top down: what is written is forgotten at once."""

    def __init__(self, book: xlsxwriter.Workbook, head: Sequence[str]):
        self.sheet = book.add_worksheet(SHEET_NAME)
        self.looks = {look: book.add_format({"num_format": look}) for look in (DAY, MOMENT, WHOLE, BROKEN)}
        bold = book.add_format({"bold": True})
        titles = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DCE6F1"})
        for place, (_, width, _) in enumerate(COLUMNS):
            self.sheet.set_column(place, place, width)
        for row, words in enumerate(head):
            self.sheet.write_string(row, 0, words, None if row else bold)
        self.heads = len(head) + 1
        for place, (words, _, _) in enumerate(COLUMNS):
            self.sheet.write_string(self.heads, place, words, titles)
        self.sheet.freeze_panes(self.heads + 1, 2)

    def write(self, rows: Iterable[Row], today: date) -> None:
        last = self.heads
        for last, row in enumerate(rows, start=self.heads + 1):
            for place, (_, _, standing_there) in enumerate(COLUMNS):
                self._put(last, place, standing_there(row, today))
        self.sheet.autofilter(self.heads, 0, last, len(COLUMNS) - 1)

    def _put(self, row: int, place: int, content) -> None:
        """Numbers and days as such; text as text, whatever it begins with; nothing as an empty cell."""
        match content:
            case None | "":
                return
            case str():
                self.sheet.write_string(row, place, nfc(content))
            case datetime():
                self.sheet.write_datetime(row, place, localtime(content).replace(tzinfo=None), self.looks[MOMENT])
            case date():
                self.sheet.write_datetime(row, place, content, self.looks[DAY])
            case Decimal() if len(content.normalize().as_tuple().digits) > DIGITS_OF_A_CELL:
                self.sheet.write_string(row, place, write_number(content))  # a cell would round it
            case _:
                self.sheet.write_number(row, place, content, self.looks[WHOLE if content == int(content) else BROKEN])
