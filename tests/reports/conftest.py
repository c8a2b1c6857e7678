"""What the tests of consolidated tables share: a province with two communes, a form, and reports handed in."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from accounts.models import User
from agencies.models import Agency
from periods.period import Calendar, periods_of
from reports.ground import Question
from reports.summaries import table_of
from reports.table import Extent, Table
from targets.models import Indicator, ReportForm, Submission
from tests import make

Q1, HALF, Q3, WHOLE = periods_of(Calendar.CCHC, 2026)
Q1_BEFORE, HALF_BEFORE, *_ = periods_of(Calendar.CCHC, 2025)
AFTER_HALF = date(2026, 7, 1)


@dataclass
class Scene:
    """A province, its form, its people; `hand_in` gives a whole report at once."""

    province: Agency
    communes: list[Agency]
    form: ReportForm
    checker: User
    forms: dict[int, ReportForm] = field(default_factory=dict)

    def hand_in(self, agency: Agency, period, parts: dict[Indicator, tuple], *, state: str = "approved", form=None):
        """Each indicator with its parts: (numerator, denominator), (value,), (value, sample), or () where not given."""
        form, row = form or self.form, make.period(period.kind, period.year, period.order)
        sent = self._report(agency, form, row, state)
        for line in form.lines.select_related("indicator"):
            if line.indicator in parts:
                given = _given(line.indicator, parts[line.indicator])
                approved = {"approved_by": self.checker} if state == "approved" and given else {}
                make.figure(
                    agency, line.indicator, row, submission=sent, line=line, typed=line.typed, **given, **approved
                )
        return sent

    def _report(self, agency: Agency, form: ReportForm, row, state: str) -> Submission:
        days = {"data_from": row.data_from, "data_to": row.data_to, "due_on": row.due_on}
        if state in ("submitted", "approved"):
            days |= {"submitted_by": make.user(agency), "submitted_at": make.NOON, "first_submitted_at": make.NOON}
        if state == "approved":
            days |= {"approved_by": self.checker, "approved_at": make.NOON}
        return Submission.objects.create(agency=agency, form=form, period=row, state=state, **days)

    def question(self, period=HALF, agency=None, extent=Extent.ALL, *, today=AFTER_HALF, form=None, with_sent=False):
        row = make.period(period.kind, period.year, period.order)
        return Question(form or self.form, row, agency or self.province, extent, today, with_sent=with_sent)

    def table(self, *args, **fields) -> Table:
        return table_of(self.question(*args, **fields))


def _given(indicator: Indicator, parts: tuple) -> dict:
    if not parts:
        return {}
    if parts == ("không phát sinh",):
        return {"nothing_occurred": True}
    if indicator.is_ratio:
        return {"numerator": parts[0], "denominator": parts[1]}
    if indicator.kind == "yes_no":
        return {"done": parts[0], "done_on": parts[1] if len(parts) > 1 else None}
    names = {"level": ("value", "sample"), "rank": ("value", "out_of")}.get(indicator.kind, ("value",))
    return dict(zip(names, parts, strict=False))


@pytest.fixture
def scene():
    province = make.agency("UBND tỉnh Lam Giang")
    communes = [make.agency(name, parent=province) for name in ("UBND xã An Bình", "UBND xã Bình Minh")]
    form = make.report_form(owner=province, code="01/XA", name="Số liệu của xã")
    return Scene(province, communes, form, make.user(province))
