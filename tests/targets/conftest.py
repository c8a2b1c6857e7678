"""What several tests of targets share: a province, and its agencies' reports."""

import pytest

from targets.models import Submission
from tests import make


@pytest.fixture
def checker():
    return make.user()


@pytest.fixture
def province():
    return make.agency("Tỉnh Minh Hoạ")


@pytest.fixture
def report(checker, province):
    """Hand in one figure of an agency for a period: two numbers are a ratio's parts, one is a value."""
    forms = {}

    def hand_in(agency, indicator, period, *parts, approved=True, given_by=None, typed=None, **fields):
        form = forms.setdefault(indicator.pk, make.report_form(indicator, owner=province))
        row = make.period(period.kind, period.year, period.order)
        by = given_by or agency
        sent = Submission.objects.filter(agency=by, form=form, period=row).first()
        sent = sent or Submission.objects.create(
            agency=by, form=form, period=row, data_from=row.data_from, data_to=row.data_to, due_on=row.due_on
        )
        if len(parts) == 2 and indicator.is_ratio:
            fields |= {"numerator": parts[0], "denominator": parts[1]}
        elif parts:
            fields |= {"value": parts[0]}
        is_given = bool(fields)
        if is_given:
            sign(sent, checker, approved=approved)
        line = form.lines.get()
        make.figure(
            agency,
            indicator,
            row,
            submission=sent,
            line=line,
            reported_by=by,
            typed=typed or line.typed,
            approved_by=checker if approved and is_given else None,
            **fields,
        )
        return sent

    return hand_in


def sign(sent, checker, *, approved):
    sent.state = Submission.State.APPROVED if approved else Submission.State.SUBMITTED
    sent.submitted_at = sent.first_submitted_at = make.NOON
    sent.submitted_by = make.user(sent.agency)
    if approved:
        sent.approved_at, sent.approved_by = make.NOON, checker
    sent.save()
