"""A small country that changes by the actions people take: for tests that hold stored totals against the figures.

Everything is drawn from one number. A step names an action and draws whom it concerns; what the law refuses changes
nothing and is no fault.
"""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.core.exceptions import ValidationError

from agencies.actions import agencies as agency_actions
from agencies.actions import groups, reorganise, tree_index
from agencies.changes import NewAgency
from agencies.models import Agency
from periods import actions as period_actions
from periods.models import PeriodDates
from periods.period import Calendar, periods_of
from targets.actions import corrections, figures, indicators, periods, submissions
from targets.checks import Parts
from targets.models import Exemption, Figure, Indicator, Submission
from tests.targets.rolling_start import REASON, WAYS, YEARS, Beginning
from tests.targets.rolling_start import REORGANISED as DAYS

__all__ = ["STEPS", "WAYS", "YEARS", "Country", "moment"]

ENDS = date(2027, 1, 10)
MOST = 16


class NobodyThere(Exception):
    """There is nothing of which the step could be done."""


class Country(Beginning):
    """What people do there from then on."""

    def step(self, name: str, chance: Random) -> None:
        """Take one step; what the law refuses, and what there is nobody for, leaves everything as it was."""
        self.chance = chance
        with suppress(ValidationError, NobodyThere):
            if STEPS[name](self) is not False:
                self.done[name] += 1

    def pick(self, rows):
        rows = list(rows)
        if not rows:
            raise NobodyThere
        return self.chance.choice(rows)

    def living(self) -> list[Agency]:
        return list(Agency.objects.filter(dissolved_on=None).order_by("pk"))

    def report(self, *states: str) -> Submission:
        rows = Submission.objects.filter(state__in=states).select_related("agency", "form", "period")
        return self.pick(rows.order_by("pk"))

    def open(self) -> bool:
        form = self.pick(self.forms)
        keys = [key for key in periods_of(Calendar(form.calendar), 2026) if key.ends_on - timedelta(7) <= self.today]
        row = self.row(self.pick(keys[-2:]))
        opened = periods.open_period(by=self.officer, form=form, period=row, today=self.today)
        return bool(opened.reports)

    def _entries(self, report: Submission) -> dict:
        entries = {}
        for figure in report.figures.select_related("agency", "indicator", "line", "period"):
            given = self.content(figure.agency, figure.indicator, figure.typed, figure.period)
            words = {"cause_and_remedy": "Thiếu người.", "explanation": "Đã đối chiếu."}
            entries[figure.pk] = figures.Entry(Parts(**given), seen=figure.revision, **words)
        return entries

    def save(self) -> None:
        report = self.report("empty", "draft", "returned")
        entries = self._entries(report)
        figures.save_figures(by=self.reporter, submission=report, entries=entries, today=self.today)

    def send(self) -> bool:
        report = self.report("empty", "draft", "returned")
        entries = self._entries(report)
        problems = figures.save_and_send(
            by=self.reporter, submission=report, revision=report.revision, entries=entries, today=self.today
        )
        return not problems

    def withdraw(self) -> None:
        report = self.report("submitted")
        submissions.withdraw(by=self.reporter, submission=report, revision=report.revision)

    def approve(self) -> None:
        report = self.report("submitted")
        submissions.approve(by=self.officer, submission=report, revision=report.revision)

    def send_back(self) -> None:
        report = self.report("submitted")
        submissions.return_for_revision(by=self.officer, submission=report, revision=report.revision, reason=REASON)

    def correct(self) -> None:
        confirmed = Figure.objects.filter(approved_at__isnull=False).select_related("agency", "indicator", "period")
        figure = self.pick(confirmed.order_by("pk"))
        parts = Parts(**self._otherwise(figure))
        correction = corrections.request_correction(
            by=self.reporter, figure=figure, revision=figure.revision, parts=parts, reason=REASON, today=self.today
        )
        corrections.approve_correction(by=self.second, correction=correction, answer="Đồng ý.", today=self.today)

    def _otherwise(self, figure: Figure) -> dict:
        if figure.denominator is not None:
            denominator = figure.denominator + self.chance.randint(-2, 3)
            return {"numerator": Decimal(self.chance.randint(0, int(denominator))), "denominator": denominator}
        if figure.done is not None:
            return {"done": not figure.done}
        if figure.value is not None:
            return {"value": Decimal(self.chance.randint(0, 90)), "sample": figure.sample}
        return self.content(figure.agency, figure.indicator, figure.typed, figure.period)

    def close(self) -> None:
        known = [key for year in YEARS for key in periods_of(Calendar.CCHC, year)]
        keys = [key for key in known if key.ends_on < self.today]
        office = self.pick([self.province, *Agency.objects.filter(children__isnull=False).order_by("pk")])
        period_actions.close(by=self.officer, office=office, period=self.row(self.pick(keys)), today=self.today)

    def reopen(self) -> None:
        closed = PeriodDates.objects.filter(closed_at__isnull=False).select_related("period")
        if not closed.exists():
            self.close()
        own = self.pick(sorted(closed, key=lambda row: -row.period.key.span.months)[:1])
        period_actions.reopen(by=self.officer, office=own.office, period=own.period, reason=REASON)

    def move_due_day(self) -> None:
        keys = [key for key in period_actions.keys_of(2026) if key.span.months >= 3]
        due = self.today + timedelta(self.chance.randint(1, 40))
        row = self.row(self.pick(keys))
        periods.set_dates(
            by=self.officer, office=self.province, period=row, days={"due_on": due}, reason=REASON, today=self.today
        )

    def exempt(self) -> None:
        measured = self.pick(Indicator.objects.order_by("pk"))
        mark = Exemption(
            agency=self.pick(self.living()),
            indicator=measured,
            from_day=self.chance.choice([None, *DAYS]),
            reason=REASON,
        )
        indicators.exempt(by=self.officer, exemption=mark)

    def end_exemption(self) -> None:
        lasting = Exemption.objects.filter(until=None).order_by("pk")
        if not lasting.exists():
            self.exempt()
        mark = self.pick(lasting)
        indicators.end_exemption(by=self.officer, exemption=mark, day=self.pick(DAYS[2:]))

    def place(self) -> None:
        agency, parent = self.pick(self.living()), self.pick([None, *self.living()])
        reorganise.place(by=None, agency=agency, parent=parent, day=self.pick(DAYS), today=self.today)

    def _new(self, parent: Agency | None) -> NewAgency:
        if Agency.objects.count() >= MOST:
            raise ValidationError("Đã đủ đơn vị.")
        code = f"M{self.chance.randrange(10**9)}"
        return NewAgency(code, f"Đơn vị mới {code}", Agency.Kind.DEPARTMENT, parent)

    def merge(self) -> None:
        living = self.living()
        old = self.chance.sample(living, min(len(living), self.chance.randint(1, 3)))
        others = [agency for agency in living if agency not in old]
        heir = self._new(self.pick(others)) if len(old) > 1 and self.chance.random() < 0.5 else self.pick(others)
        reorganise.merge(by=None, predecessors=old, successor=heir, day=self.pick(DAYS), today=self.today)

    def split(self) -> None:
        old = self.pick(self.living())
        parent = old.parent
        heirs = [self._new(parent), self.pick([self._new(parent), *self.living()])]
        reorganise.split(
            by=None,
            predecessor=old,
            successors=heirs,
            day=self.pick(DAYS),
            today=self.today,
            continues=self.chance.random() < 0.4,
            children_to=0,
        )

    def dissolve(self) -> None:
        agency, taker = self.pick(self.living()), self.pick([None, *self.living()])
        reorganise.dissolve(by=None, agency=agency, taker=taker, day=self.pick(DAYS), today=self.today)

    def rename(self) -> None:
        agency = self.pick(self.living())
        name = f"Tên mới {self.chance.randint(1, 10**6)}"
        reorganise.rename(by=None, agency=agency, new_name=name, day=self.pick(DAYS), today=self.today)

    def found(self) -> None:
        new = self._new(self.pick(self.living()))
        agency_actions.create_agency(
            by=None,
            code=new.code,
            name=new.name,
            kind=new.kind,
            parent=new.parent,
            today=self.today,
            founded_on=self.chance.choice([None, *DAYS]),
        )

    def regroup(self) -> None:
        living = self.living()
        joining, leaving = ([self.pick(living), self.pick(living)] for _ in range(2))
        leaving = [agency for agency in leaving if agency not in joining]
        day = self.pick(DAYS)
        groups.set_group_members(by=None, group=self.group, joining=joining, leaving=leaving, day=day, today=self.today)

    def wait(self) -> None:
        """Time passes; in the morning what was decided for a day comes true."""
        self.today = min(self.today + timedelta(self.chance.choice([1, 20, 45, 80])), ENDS)
        self.clock(self.today)
        tree_index.refresh_tree(today=self.today)


STEPS = {
    name: getattr(Country, name)
    for name in (
        *("open", "save", "send", "withdraw", "approve", "send_back", "correct", "close", "reopen", "move_due_day"),
        *("exempt", "end_exemption", "place", "merge", "split", "dissolve", "rename", "found", "regroup", "wait"),
    )
}


def moment(day: date) -> datetime:
    """Nine in the morning of a day in Hà Nội."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
