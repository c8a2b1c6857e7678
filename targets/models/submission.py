"""One agency's report on one form for one period, and everything that happened to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from periods.models import ReportingPeriod
from targets.models.form import ReportForm


class Submission(models.Model):
    """One agency, one form, one period (báo cáo số liệu). Written when the period is opened: what is owed is these rows."""

    class State(models.TextChoices):
        EMPTY = "empty", "Chưa nhập"
        DRAFT = "draft", "Bản nháp"
        SUBMITTED = "submitted", "Đã gửi, chờ xác nhận"
        RETURNED = "returned", "Trả lại để hoàn thiện"
        APPROVED = "approved", "Đã xác nhận"

    OPEN_STATES = (State.EMPTY, State.DRAFT, State.RETURNED)

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="submissions", verbose_name="đơn vị")
    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="submissions", verbose_name="biểu mẫu")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="submissions", verbose_name="kỳ báo cáo")
    data_from = models.DateField("số liệu từ ngày")
    data_to = models.DateField("đến hết ngày")
    due_on = models.DateField("hạn gửi")
    state = models.CharField("trạng thái", max_length=9, choices=State, default=State.EMPTY)
    prepared_at = models.DateTimeField("bắt đầu nhập lúc", null=True, editable=False)
    first_submitted_at = models.DateTimeField("gửi lần đầu lúc", null=True, editable=False)
    submitted_at = models.DateTimeField("gửi lúc", null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="sent",
        editable=False,
        verbose_name="người gửi",
    )
    first_approved_at = models.DateTimeField("xác nhận lần đầu lúc", null=True, editable=False)
    approved_at = models.DateTimeField("xác nhận lúc", null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="approved",
        editable=False,
        verbose_name="người xác nhận",
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="người sửa cuối",
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "báo cáo số liệu"
        verbose_name_plural = "báo cáo số liệu"
        ordering = ["-data_to", "due_on", "agency__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "form", "period"], name="submission_once"),
            models.CheckConstraint(
                condition=(Q(state="approved") & Q(approved_at__isnull=False) & Q(approved_by__isnull=False))
                | (~Q(state="approved") & Q(approved_at__isnull=True) & Q(approved_by__isnull=True)),
                name="submission_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved"])
                | (Q(submitted_at__isnull=False) & Q(submitted_by__isnull=False) & Q(first_submitted_at__isnull=False)),
                name="submission_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("submitted_by")),
                name="submission_not_approved_by_sender",
                violation_error_message="Người gửi không tự xác nhận báo cáo của mình.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form.code} của {self.agency}, {self.period}"


class SubmissionEvent(models.Model):
    """A step in a submission's life (diễn biến); kept for ever: lateness and returns are computed from these."""

    class Kind(models.TextChoices):
        OPENED = "opened", "mở kỳ"
        PREPARED = "prepared", "bắt đầu nhập"
        SUBMITTED = "submitted", "gửi"
        RETURNED = "returned", "trả lại"
        WITHDRAWN = "withdrawn", "rút lại"
        APPROVED = "approved", "xác nhận"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    kind = models.CharField("việc", max_length=9, choices=Kind)
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thực hiện")
    reason = models.CharField("lý do", max_length=1000, blank=True)

    class Meta:
        verbose_name = "diễn biến báo cáo"
        verbose_name_plural = "diễn biến báo cáo"
        ordering = ["at", "pk"]
