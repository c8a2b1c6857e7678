"""The markup of one target in a table, built in one piece: a page may hold two hundred. Every text is escaped here."""

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from reminders.beside import Mark
from ui import drawing

if TYPE_CHECKING:
    from dashboard.rows import TargetRow

UNKNOWN = '<span aria-hidden="true">–</span><span class="visually-hidden">chưa có số liệu</span>'


def name_cell(row: "TargetRow", notes: list[str]) -> str:
    """The head of the row: number and name of the target, the notes below."""
    name = row.target.indicator.name
    label = f"{row.target.label}. {name}" if row.target.label else name
    said = "".join(f'<span class="row-note">{escape(note)}</span>' for note in notes if note)
    return f'<th scope="row" class="target-name"><a href="{escape(row.rule_url)}">{escape(label)}</a>{said}</th>'


def middle_cells(row: "TargetRow") -> str:
    """Kế hoạch, Thực hiện, Cùng kỳ, So với kế hoạch, Diễn biến."""
    basis = escape(row.basis_url)
    value = (
        f'<a href="{basis}">{escape(row.shown)}</a>' if row.shown else f'<a class="soft" href="{basis}">{UNKNOWN}</a>'
    )
    return (
        f'<td class="target-asked" data-label="Kế hoạch">{escape(row.asked)}</td>'
        f'<td class="num value" data-label="Thực hiện">{value}</td>'
        f'<td class="num" data-label="Cùng kỳ">{escape(row.same_period) or "–"}</td>'
        f'<td class="chart-column">{_chart(row)}</td>'
        f'<td class="target-course no-phone">{drawing.spark(row.spark)}</td>'
    )


def _chart(row: "TargetRow") -> str:
    if row.spread:
        return drawing.stack(row.spread, "Kết quả của từng đơn vị")
    return drawing.bullet(row.bullet) if row.bullet else ""


def verdict_words(row: "TargetRow") -> str:
    gap = row.attainment.gap
    return drawing.badge(row.state, row.is_running) + (f'<span class="row-note">{escape(gap)}</span>' if gap else "")


def who_cell(row: "TargetRow") -> str:
    return f'<td class="target-who soft" data-label="Chủ trì">{escape(row.who)}</td>'


def mark_words(mark: Mark | None, ask_url: str, name: str) -> SafeString:
    """What was asked about a figure and answered; or the link to ask, "" where one may not. name: of what it is about."""
    if mark:
        said = f": {escape(mark.said)}" if mark.said else ""
        words = f'<span aria-hidden="true">{escape(mark.look.sign)}</span> {escape(mark.words)}'
        return mark_safe(f'<span class="row-note asked"><a href="{escape(mark.url)}">{words}</a>{said}</span>')
    if ask_url:
        about = f'<span class="visually-hidden">: {escape(name)}</span>'
        return mark_safe(f'<a class="ask-link no-print" href="{escape(ask_url)}">Yêu cầu báo cáo{about}</a>')
    return mark_safe("")


class Drawn:
    """The parts of a row that stay while its figures do; what was asked about it is put between them anew each time."""

    __slots__ = ("_after", "_before", "_heads")

    def __init__(self):
        self._heads: dict[tuple[str, ...], str] = {}
        self._before = self._after = ""

    def whole(self, row: "TargetRow", *notes: str) -> SafeString:
        if not self._before:
            verdict = f'<td class="target-verdict" data-label="Đánh giá"><div>{verdict_words(row)}'
            self._before, self._after = middle_cells(row) + verdict, f"</div></td>{who_cell(row)}</tr>"
        head = self._heads.get(notes)
        if head is None:
            head = self._heads[notes] = name_cell(row, list(notes))
        return mark_safe(f"<tr>{head}{self._before}{row.mark_drawn}{self._after}")
