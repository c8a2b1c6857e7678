"""A commune's confirmed figure of 973 of 1.000, and how a correction of it is asked for and agreed to."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from targets.actions import corrections as actions
from targets.checks import Parts
from targets.models import Submission

TODAY = date(2026, 4, 1)


def confirm(report, by, sent_by):
    """The report as sending and confirming would have left it."""
    now = timezone.now()
    Submission.objects.filter(pk=report.pk).update(
        state="approved",
        submitted_by=sent_by,
        submitted_at=now,
        first_submitted_at=now,
        approved_by=by,
        approved_at=now,
        first_approved_at=now,
    )
    report.figures.update(approved_by=by, approved_at=now)
    report.refresh_from_db()
    return report


def parts(numerator, denominator=1000):
    return Parts(numerator=Decimal(numerator), denominator=Decimal(denominator))


def ask(by, figure, new=None, reason="Đếm trùng 12 hồ sơ liên thông", **fields):
    figure.refresh_from_db()
    return actions.request_correction(
        by=by, figure=figure, revision=figure.revision, parts=new or parts(961), reason=reason, today=TODAY, **fields
    )


def approve(by, correction):
    actions.approve_correction(by=by, correction=correction, today=TODAY)


def text(response) -> str:
    return response.content.decode()
