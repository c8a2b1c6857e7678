"""A province of sixty communes that reports a whole CCHC cycle, for tests that drive it and count along on paper.

Commune number i, i from 1 to 60:
- "Hồ sơ đúng hạn" (TT), target of the whole province ≥ 98%:
    Quý I 99/100, 6 tháng 197/200, Quý III 100/100, năm 396/400; from number 51 on 95/100, 190/200, 96/100, 384/400.
- "Hội nghị đối thoại" (DT), every commune at least 2 a year:
    Quý I one up to number 40, 6 tháng one everywhere, Quý III one up to number 30, năm two but one in number 60.
- "Hồ sơ quá hạn chưa giải quyết" (QH), each at most 5: the rest of i divided by 7, in every period; eight have 6.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from html.parser import HTMLParser
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency
from periods.models import ReportingPeriod
from periods.period import Calendar, Period, PeriodKind, periods_of
from targets.actions.figures import Entry, save_and_send
from targets.actions.periods import open_period
from targets.actions.submissions import approve
from targets.checks import Parts
from targets.forms.figures import seen_of
from targets.models import Correction, Figure, FigureChange, Submission
from targets.terms import Better, Kind, Scope, Way
from tests import make
from tests.targets.workbooks.files import Filled

Q1, HALF, Q3, YEAR = periods_of(Calendar.CCHC, 2026)
COMMUNES = 60
CAUSE = "Thiếu biên chế; bổ sung một công chức trong tháng tới."


def on_time(number: int, key: Period) -> tuple[int, int]:
    usual = {Q1: (99, 100), HALF: (197, 200), Q3: (100, 100), YEAR: (396, 400)}
    slow = {Q1: (95, 100), HALF: (190, 200), Q3: (96, 100), YEAR: (384, 400)}
    return (slow if number > 50 else usual)[key]


def dialogues(number: int, key: Period) -> int:
    return {Q1: int(number <= 40), HALF: 1, Q3: int(number <= 30), YEAR: 1 if number == 60 else 2}[key]


def backlog(number: int) -> int:
    return number % 7


@dataclass
class Cycle:
    """The province, its people and its form; `at` moves the clock, the other methods do what people do."""

    monkeypatch: object
    province: Agency = field(init=False)
    communes: list[Agency] = field(init=False)

    def __post_init__(self):
        self.at(date(2025, 12, 20))
        self.province = make.agency("UBND tỉnh", code="T")
        self.communes = [make.agency(f"UBND xã Số {n:02}", parent=self.province) for n in range(1, COMMUNES + 1)]
        self.group = make.group(*self.communes, owner=self.province, name="UBND xã", unit_noun="xã")
        self.office = make.user(self.province, Role.OFFICE, full_name="Nguyễn Thị Văn Phòng")
        self.second = make.user(self.province, Role.OFFICE, full_name="Lê Văn Thứ Hai")
        self.leader = make.user(self.province, Role.LEADER, full_name="Phạm Lãnh Đạo")
        self.reporters = [make.user(one, Role.REPORTER, full_name=f"Cán bộ {one.name}") for one in self.communes]
        self._make_form()
        self._make_targets()

    def _make_form(self) -> None:
        self.on_time = make.indicator("Hồ sơ đúng hạn", code="TT", case_noun="hồ sơ")
        self.dialogues = make.indicator("Hội nghị đối thoại", Kind.COUNT, code="DT", unit="hội nghị")
        self.backlog = make.indicator(
            "Hồ sơ quá hạn chưa giải quyết", Kind.STOCK, code="QH", unit="hồ sơ", better=Better.LOWER
        )
        self.form = make.report_form(self.on_time, self.dialogues, self.backlog, owner=self.province, code="B1")
        self.form.groups.add(self.group)

    def _make_targets(self) -> None:
        plan = make.plan(self.province, number="1/KH-UBND", issued_on=date(2026, 1, 5))
        make.target(self.province, self.on_time, within=plan, value=98, order=1)
        make.target(
            None,
            self.dialogues,
            within=plan,
            scope=Scope.SHARE,
            judged_group=self.group,
            comparator="eq",
            value=100,
            inner_comparator="gte",
            inner_value=2,
            path="reach",
            tolerance=0,
            order=2,
        )
        make.target(
            None,
            self.backlog,
            within=plan,
            scope=Scope.EACH,
            judged_group=self.group,
            comparator="lte",
            value=5,
            tolerance=0,
            order=3,
        )

    # --- the clock and the people ---------------------------------------------------------------------------------------

    def at(self, day: date, hour: int = 9) -> None:
        """From here on it is this hour of this day in Hà Nội."""
        now = datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone()).astimezone(UTC)
        self.monkeypatch.setattr(timezone, "now", lambda: now)

    @property
    def today(self) -> date:
        return timezone.localdate()

    def as_(self, person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def reporter(self, number: int) -> User:
        return self.reporters[number - 1]

    # --- periods and reports ----------------------------------------------------------------------------------------------

    def period(self, key: Period) -> ReportingPeriod:
        return make.period(PeriodKind(key.kind), key.year, key.order)

    def report(self, number: int, key: Period) -> Submission:
        reports = Submission.objects.select_related("form", "agency", "period")
        return reports.get(agency=self.communes[number - 1], period=self.period(key))

    def open(self, key: Period) -> None:
        open_period(by=self.office, form=self.form, period=self.period(key), today=self.today)

    def parts(self, number: int, key: Period) -> dict[str, Parts]:
        numerator, denominator = on_time(number, key)
        return {
            "TT": Parts(numerator=Decimal(numerator), denominator=Decimal(denominator)),
            "DT": Parts(value=Decimal(dialogues(number, key))),
            "QH": Parts(value=Decimal(backlog(number))),
        }

    def cause(self, number: int, code: str) -> str:
        """Eight communes are above their target and say why; so does the one that held a single dialogue."""
        is_below = (code == "QH" and backlog(number) > 5) or (code == "DT" and number == COMMUNES)
        return CAUSE if is_below else ""

    def typed(self, number: int, key: Period, **wrong: str) -> dict[str, str]:
        """What the browser sends of the plain form; `wrong`: "TT_numerator" and the like, typed otherwise."""
        report, boxes = self.report(number, key), {}
        for figure in report.figures.select_related("indicator"):
            code, prefix = figure.indicator.code, f"f{figure.pk}"
            parts = self.parts(number, key)[code]
            for name in ("numerator", "denominator", "value"):
                if (value := getattr(parts, name)) is not None:
                    boxes[f"{prefix}-{name}"] = wrong.get(f"{code}_{name}", str(value))
            boxes[f"{prefix}-seen"] = seen_of(figure)
            boxes[f"{prefix}-cause_and_remedy"] = self.cause(number, code)
        return {"revision": str(report.revision), **boxes}

    def send_by_hand(self, number: int, key: Period, **wrong: str):
        """Fill the plain form in and send it, as the commune's own officer."""
        page = reverse("targets:submission", args=[self.report(number, key).pk])
        typed = self.typed(number, key, **wrong) | {"send": "1"}
        return self.as_(self.reporter(number)).post(page, typed, follow=True)

    def send_by_grid(self, number: int, key: Period) -> None:
        """Let the page save cell by cell, as its script does; then send."""
        report, client = self.report(number, key), self.as_(self.reporter(number))
        save = reverse("targets:save_cells", args=[report.pk])
        for figure in report.figures.order_by("line__order"):
            typed = self.typed(number, key) | {"cells": str(figure.pk), "known": ""}
            answer = client.post(save, typed)
            assert list(answer.json()["saved"]) == [str(figure.pk)], answer.content
        self.send_by_hand(number, key)

    def send_by_excel(self, number: int, key: Period) -> None:
        """Download the form, fill the cells in, hand it in, confirm the preview; then send."""
        report, client = self.report(number, key), self.as_(self.reporter(number))
        filled = Filled(client.get(reverse("targets:workbook", args=[report.pk])).content)
        for figure in report.figures.select_related("indicator"):
            parts = self.parts(number, key)[figure.indicator.code]
            named = {name: getattr(parts, name) for name in ("numerator", "denominator", "value")}
            filled.put(figure, **{name: int(part) for name, part in named.items() if part is not None})
        paper = SimpleUploadedFile("bieu.xlsx", filled.content)
        upload = reverse("targets:upload_workbook", args=[report.pk])
        preview = client.post(upload, {"paper": paper, "once": str(uuid4())}, follow=True)
        assert not any(figure.is_given for figure in report.figures.all())  # nothing before it is confirmed
        client.post(preview.request["PATH_INFO"], {"stamp": preview.context["found"].stamp})
        assert all(change.way == Way.WORKBOOK for change in FigureChange.objects.filter(figure__submission=report))
        self.send_by_hand(number, key)

    def return_(self, number: int, key: Period, reason: str) -> None:
        report = self.report(number, key)
        page = reverse("targets:return_submission", args=[report.pk])
        self.as_(self.office).post(page, {"reason": reason, "revision": report.revision})

    def approve_many(self, key: Period, numbers) -> None:
        """Tick the reports on the page that shows what is odd in each, and confirm them together."""
        reports = [self.report(number, key) for number in numbers]
        chosen = [f"{report.pk}:{report.revision}" for report in reports]
        self.as_(self.office).post(reverse("targets:approve_many"), {"chosen": chosen})

    def correct(self, number: int, key: Period, code: str, **parts: str) -> Correction:
        """The agency asks, a second person at the checker agrees."""
        figure = self.figure(number, key, code)
        page = reverse("targets:request_correction", args=[figure.pk])
        reason = "Đối chiếu lại sổ theo dõi."
        asked = {**parts, "reason": reason, "revision": figure.revision, "once": str(uuid4()), "send": "1"}
        self.as_(self.reporter(number)).post(page, asked)
        correction = figure.corrections.get()
        decide = reverse("targets:decide_correction", args=[correction.pk])
        self.as_(self.second).post(decide, {"decision": "approve", "answer": "Đồng ý."})
        correction.refresh_from_db()
        return correction

    def send_all_by_action(self, key: Period, numbers) -> None:
        for number in numbers:
            report = self.report(number, key)
            entries = {
                figure.pk: Entry(
                    self.parts(number, key)[figure.indicator.code],
                    cause_and_remedy=self.cause(number, figure.indicator.code),
                )
                for figure in report.figures.select_related("indicator")
            }
            problems = save_and_send(
                by=self.reporter(number), submission=report, revision=report.revision, entries=entries, today=self.today
            )
            assert problems == {}

    def approve_all_by_action(self, key: Period, numbers) -> None:
        for number in numbers:
            report = self.report(number, key)
            approve(by=self.office, submission=report, revision=report.revision)

    def figure(self, number: int, key: Period, code: str) -> Figure:
        return self.report(number, key).figures.get(indicator__code=code)

    # --- the leader's dashboard --------------------------------------------------------------------------------------------

    def dashboard(self) -> "Dashboard":
        answer = self.as_(self.leader).get(reverse("dashboard:home"), {"nam": "2026"})
        assert answer.status_code == 200
        return Dashboard(answer.content.decode())


class Dashboard(HTMLParser):
    """What the leader's page says: its first line, and of each target what was asked, reached and judged."""

    def __init__(self, html: str):
        super().__init__()
        self.rows: dict[str, dict[str, str]] = {}
        self._row: list[str] | None = None
        self._cell: list[str] = []
        self._in_table = False
        self.feed(html)
        self.cut_off = _squeezed(re.search(r'<p class="lede">(.*?)</p>', html, re.DOTALL).group(1)).split(" · ", 1)[1]

    def handle_starttag(self, tag, attrs):
        names = dict(attrs).get("class") or ""
        if tag == "table":
            self._in_table = "targets" in names.split()
        elif self._in_table and tag == "tr":
            self._row = []
        elif self._row is not None and tag in ("td", "th"):
            self._cell = []

    def handle_data(self, text):
        self._cell.append(text)

    def handle_endtag(self, tag):
        if tag == "table":
            self._in_table = False
        elif self._in_table and self._row is not None and tag in ("td", "th"):
            self._row.append(_squeezed(" ".join(self._cell)))
        elif self._in_table and tag == "tr":
            if len(self._row) == 8 and self._row[0] != "Chỉ tiêu":
                name, asked, shown, same, _, _, verdict, _ = self._row
                verdict = re.split(r" (?:Yêu cầu báo cáo|Đôn đốc)", verdict)[0]  # what a leader may do about it
                self.rows[name] = {"asked": asked, "shown": shown, "same": same, "verdict": verdict}
            self._row = None


def _squeezed(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())
