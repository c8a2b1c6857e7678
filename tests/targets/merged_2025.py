"""A province in the manner of 2025: its agencies, the file that reorganised them on 01/07/2025, what they reported.

Tỉnh A has three districts (1, 2, 3) of three communes each and two departments; Tỉnh B has one commune, K. From 01/07/2025
both are Tỉnh N with the communes P1 (a1, a2, b1), P2 (a3, b2, a part of b3), P3 (c1, c2, c3, the other part of b3) and K.
Trung tâm T stands under Sở Một, from 01/10/2025 under Sở Hai; Sở Một is renamed.
"""

from datetime import date

from agencies import actions
from agencies.listed_rows import ListedRow
from agencies.models import Agency
from periods.period import Calendar, Span, periods_of
from targets import rollup
from targets.judging import Board
from targets.models import Submission, Target
from targets.terms import Kind
from targets.totals import total
from tests import make

DAY, MOVED_ON, TODAY = date(2025, 7, 1), date(2025, 10, 1), date(2025, 12, 20)
QUARTERS = periods_of(Calendar.QUARTERS, 2025)
DISTRICTS = {"H1": ("a1", "a2", "a3"), "H2": ("b1", "b2", "b3"), "H3": ("c1", "c2", "c3")}
OLD = [code for codes in DISTRICTS.values() for code in codes]
NEW = ("P1", "P2", "P3")

# What each reported, from its first quarter on; an old commune's third report ends on 30/06/2025, its last day.
ON_TIME = {
    "a1": [(40, 50), (45, 50), (9, 10)],
    "a2": [(30, 50), (50, 50), (10, 10)],
    "a3": [(20, 20), (18, 20), (2, 5)],
    "b1": [(10, 10), (10, 20), (5, 5)],
    "b2": [(0, 0), (8, 10), (0, 0)],
    "b3": [(15, 20), (20, 20), (4, 5)],
    "c1": [(25, 25), (25, 25), (5, 5)],
    "c2": [(12, 15), (15, 15), (3, 5)],
    "c3": [(5, 10), (9, 10), (1, 5)],
    "K": [(10, 10), (9, 10), (10, 10), (8, 10)],
    "P1": [(90, 100), (95, 100)],
    "P2": [(45, 50), (50, 50)],
    "P3": [(30, 40), (38, 40)],
}
DIALOGUES = {
    "a1": [1, 1, 0],
    "a2": [2, 0, 1],
    "a3": [0, 1, 0],
    "b1": [1, 0, 0],
    "b2": [0, 0, 0],
    "b3": [3, 1, 0],
    "c1": [1, 1, 1],
    "c2": [0, 2, 0],
    "c3": [0, 0, 0],
    "K": [1, 0, 1, 0],
    "P1": [1, 2],
    "P2": [0, 1],
    "P3": [2, 1],
    "T": [1, 2, 3, 4],
}
OVERDUE = {  # dossiers that are overdue on the last data day
    "a1": [5, 4, 3],
    "a2": [0, 1, 1],
    "a3": [2, 0, 0],
    "b1": [1, 2, 2],
    "b2": [0, 1, 1],
    "b3": [4, 3, 2],
    "c1": [0, 0, 0],
    "c2": [3, 2, 1],
    "c3": [2, 1, 1],
    "K": [1, 1, 0, 1],
    "P1": [6, 5],
    "P2": [2, 0],
    "P3": [1, 2],
}
CONTENT = {  # percent and sample, surveyed in the second quarter and the fourth
    "a1": [None, (90, 100)],
    "a2": [None, (80, 50)],
    "a3": [None, (70, 50)],
    "b1": [None, (95, 20)],
    "b2": [None, (60, 30)],
    "b3": [None, (85, 40)],
    "c1": [None, (88, 50)],
    "c2": [None, (92, 25)],
    "c3": [None, (75, 20)],
    "K": [None, (80, 20), None, (85, 100)],
    "P1": [None, (90, 200)],
    "P2": [None, (84, 100)],
    "P3": [None, (95, 100)],
}
PUBLISHED = {  # whether the agency has published its list of procedures, and on which day
    **{code: [False, False, False] for code in ("a2", "a3", "b1", "b2", "c3")},
    "a1": [date(2025, 2, 20), False, False],
    "b3": [False, date(2025, 5, 5), False],
    "c1": [False, date(2025, 4, 1), False],
    "c2": [False, date(2025, 6, 2), False],
    "K": [False, False, False, date(2025, 11, 3)],
    "P1": [date(2025, 8, 10), False],
    "P2": [False, False],
    "P3": [False, False],
}

FILE = [
    ("sáp nhập", "A", "N", "Tỉnh N", "province", ""),
    ("sáp nhập", "B", "N", "", "", ""),
    *(("sáp nhập", code, "P1", "Phường Một", "commune", "N") for code in ("a1", "a2", "b1")),
    *(("sáp nhập", code, "P2", "Phường Hai", "commune", "N") for code in ("a3", "b2")),
    *(("sáp nhập", code, "P3", "Phường Ba", "commune", "N") for code in ("c1", "c2", "c3")),
    ("tách", "b3", "P2", "", "", ""),
    ("tách", "b3", "P3", "", "", ""),
    *(("giải thể", code, "N", "", "", "") for code in DISTRICTS),
    ("đổi tên", "S1", "", "Sở Một mới", "", ""),
]


class Merged:
    """The provinces with their reports before the day; `reorganise` does the rest of the year."""

    def __init__(self):
        self.by, self.checker = make.user(is_superuser=True), make.user()
        self.indicators = {
            "on_time": make.indicator(),
            "dialogues": make.indicator("Số hội nghị đối thoại", Kind.COUNT),
            "overdue": make.indicator("Hồ sơ quá hạn", Kind.STOCK, better="lower"),
            "content": make.indicator("Mức độ hài lòng", Kind.LEVEL),
            "published": make.indicator("Đã công bố thủ tục", Kind.YES_NO),
        }
        self._found_old()
        self.form = make.report_form(*self.indicators.values(), owner=self["A"], calendar="quarters")
        self.lines = {line.indicator_id: line for line in self.form.lines.all()}
        self.group = make.group(*(self[code] for code in (*OLD, "K")), owner=self["A"], name="Các xã, phường")
        for quarter in (0, 1):
            self.report(quarter, [*OLD, "K", "T"])

    def __getitem__(self, code: str) -> Agency:
        return Agency.objects.get(code=code)

    def _found_old(self) -> None:
        a, b = (make.agency(f"Tỉnh {code}", code=code) for code in "AB")
        make.agency("Xã K", code="K", parent=b, kind="commune")
        departments = [make.agency(f"Sở {name}", code=code, parent=a) for code, name in (("S1", "Một"), ("S2", "Hai"))]
        make.agency("Trung tâm", code="T", parent=departments[0], kind="centre")
        for code, communes in DISTRICTS.items():
            above = make.agency(f"Huyện {code[1]}", code=code, parent=a, kind="district")
            for commune in communes:
                make.agency(f"Xã {commune}", code=commune, parent=above, kind="commune")

    def reorganise(self) -> None:
        rows = [
            ListedRow(row, DAY.isoformat(), form, old, new, name, kind, parent, decision="202/2025/QH15")
            for row, (form, old, new, name, kind, parent) in enumerate(FILE, start=2)
        ]
        actions.reorganise_by_list(by=self.by, rows=rows, pass_groups=True, today=TODAY)
        actions.place(by=self.by, agency=self["T"], parent=self["S2"], day=MOVED_ON, today=TODAY)
        self.report(2, [*OLD, *NEW, "K", "T"])
        self.report(3, [*NEW, "K", "T"])

    def report(self, quarter: int, codes) -> None:
        """The confirmed reports of a quarter, as their confirmation counts them."""
        row, made = make.period(QUARTERS[quarter].kind, 2025, quarter + 1), []
        for code in codes:
            agency = self[code]
            sent = Submission.objects.create(
                agency=agency, form=self.form, period=row, state="approved", approved_by=self.checker,
                approved_at=make.NOON, submitted_by=self.by, submitted_at=make.NOON, first_submitted_at=make.NOON,
                data_from=row.data_from, data_to=row.data_to, due_on=row.due_on,
            )  # fmt: skip
            for name, indicator in self.indicators.items():
                if given := _given(name, code, quarter):
                    line = self.lines[indicator.pk]
                    common = {"submission": sent, "line": line, "typed": line.typed, "approved_by": self.checker}
                    make.figure(agency, indicator, row, **common, **given)
            made.append(sent.pk)
        rollup.recount_reports(made)

    def board(self, view, *, stored=True, cutoff=None) -> Board:
        """The targets on file, judged for Tỉnh N at the end of the year."""
        rows = Target.objects.order_by("pk")
        return Board(rows, office=self["N"], year=2025, today=TODAY, cutoff=cutoff, view=view, stored=stored)

    def value(self, board: Board, name: str, code: str, quarters: int = 4):
        """Numerator and denominator, or the value, of an agency after so many quarters; None where there is nothing."""
        found = total(board.figures.unit(self.indicators[name].pk, 2025, self[code].pk), Span(0, 3 * quarters))
        if name == "on_time" and found.amount:
            return int(found.amount.value), int(found.amount.base)
        if name == "published" and found.amount:
            return int(found.amount.value)
        return found.value

    def course(self, board: Board, name: str, code: str) -> list:
        """The year to date after each quarter."""
        return [self.value(board, name, code, quarters) for quarters in (1, 2, 3, 4)]


def _given(name: str, code: str, quarter: int) -> dict | None:
    """The fields of one figure; None where that agency does not report it then."""
    table = {
        "on_time": ON_TIME,
        "dialogues": DIALOGUES,
        "overdue": OVERDUE,
        "content": CONTENT,
        "published": PUBLISHED,
    }[name]
    row = table.get(code, [])
    place = quarter - 2 if code in NEW else quarter
    if not 0 <= place < len(row) or row[place] is None:
        return None
    given = row[place]
    if name == "on_time":
        return {"numerator": given[0], "denominator": given[1]} if given[1] else {"nothing_occurred": True}
    if name == "content":
        return {"value": given[0], "sample": given[1]}
    if name == "published":
        return {"done": bool(given), "done_on": given or None}
    return {"value": given}
