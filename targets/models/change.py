"""How a figure came to be what it is: every change, requested corrections, and uploads that wait for a decision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from documents.models import EvidenceFile
from periods.models import ReportingPeriod
from targets.models.figure import Figure
from targets.models.form import ReportForm
from targets.terms import Way


class FigureUpload(models.Model):
    """A file of figures that was read and waits to be taken over (tệp số liệu đã nạp).

    `rows`: what each cell would become, as the reader of its kind writes it. Nothing of it counts before `applied_at`.
    """

    way = models.CharField("cách nạp", max_length=10, choices=Way)
    office = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan nạp")
    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="+", verbose_name="biểu mẫu")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="+", verbose_name="kỳ báo cáo")
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="figure_uploads", verbose_name="tệp")
    rows = models.JSONField("nội dung đọc được", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nạp")
    at = models.DateTimeField("nạp lúc", default=timezone.now)
    applied_at = models.DateTimeField("ghi vào báo cáo lúc", null=True)

    class Meta:
        verbose_name = "tệp số liệu đã nạp"
        verbose_name_plural = "tệp số liệu đã nạp"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file}, {self.period}"


class FigureChange(models.Model):
    """One change of a figure (lần thay đổi số liệu): who, when, how, and the old and new content where they differ."""

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="changes", verbose_name="số liệu")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa")
    way = models.CharField("cách nhập", max_length=10, choices=Way)
    old = models.JSONField("trước", default=dict)
    new = models.JSONField("sau", default=dict)
    upload = models.ForeignKey(FigureUpload, models.PROTECT, null=True, related_name="changes", verbose_name="tệp")
    revision = models.PositiveIntegerField("lần ghi của số liệu", default=1)

    class Meta:
        verbose_name = "lần thay đổi số liệu"
        verbose_name_plural = "các lần thay đổi số liệu"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.figure}: {self.get_way_display()}"


class CorrectionQuerySet(models.QuerySet):
    def seen_by(self, user: User):
        """Corrections of figures that this person may read."""
        return self.filter(figure__in=Figure.objects.seen_by(user).values("pk"))

    def waiting(self):
        return self.filter(state=Correction.State.REQUESTED)

    def waiting_for(self, user: User):
        """Requests that this person may decide, of outside figures too: never their own."""
        checked = Q(figure__submission__form__checker__in=scope.acts_for(user, Action.APPROVE_FIGURES))
        recorded = Q(
            figure__submission__isnull=True,
            figure__agency__in=scope.acts_for(user, Action.RECORD_OUTSIDE_FIGURES),
        )
        return self.waiting().filter(checked | recorded).exclude(requested_by=user)


class Correction(models.Model):
    """A change of an approved figure (đính chính): old, new, why; it counts once another person has approved it."""

    class State(models.TextChoices):
        REQUESTED = "requested", "Đề nghị đính chính, chờ duyệt"
        APPROVED = "approved", "Đã đính chính"
        REFUSED = "refused", "Không chấp nhận"
        WITHDRAWN = "withdrawn", "Đã rút đề nghị"

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="corrections", verbose_name="số liệu")
    state = models.CharField("trạng thái", max_length=9, choices=State, default=State.REQUESTED)
    old = models.JSONField("số đã xác nhận", default=dict)
    new = models.JSONField("số đề nghị", default=dict)
    reason = models.CharField("lý do đính chính", max_length=1000)
    evidence = models.ManyToManyField(
        EvidenceFile, blank=True, related_name="corrections", verbose_name="tài liệu kiểm chứng"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="requested_corrections", verbose_name="người đề nghị"
    )
    requested_at = models.DateTimeField("đề nghị lúc", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người duyệt"
    )
    decided_at = models.DateTimeField("duyệt lúc", null=True)
    answer = models.CharField("ý kiến người duyệt", max_length=1000, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "đính chính số liệu"
        verbose_name_plural = "đính chính số liệu"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure"],
                condition=Q(state="requested"),
                name="correction_one_waiting",
                violation_error_message="Số liệu này đã có một đề nghị đính chính đang chờ duyệt.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(state="withdrawn") | ~Q(decided_by=F("requested_by")),
                name="correction_not_decided_by_requester",
                violation_error_message="Người đề nghị không tự duyệt đính chính của mình.",
            ),
            models.CheckConstraint(
                condition=(Q(state="requested") & Q(decided_by__isnull=True) & Q(decided_at__isnull=True))
                | (~Q(state="requested") & Q(decided_by__isnull=False) & Q(decided_at__isnull=False)),
                name="correction_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Đính chính {self.figure}"


class SourcedCell(models.Model):
    """A figure that was taken over from another system (số lấy từ nguồn): the agency confirms or disputes it.

    While it is not disputed nobody types the figure a third time: the cell is read-only on the report.
    """

    class State(models.TextChoices):
        GIVEN = "given", "Chưa đối chiếu"
        CONFIRMED = "confirmed", "Đơn vị đã đối chiếu"
        DISPUTED = "disputed", "Đơn vị có ý kiến khác"

    figure = models.OneToOneField(Figure, models.CASCADE, related_name="sourced", verbose_name="số liệu")
    upload = models.ForeignKey(FigureUpload, models.PROTECT, related_name="cells", verbose_name="tệp")
    given = models.JSONField("số của nguồn", default=dict)
    state = models.CharField("đối chiếu", max_length=9, choices=State, default=State.GIVEN)
    reason = models.CharField("ý kiến của đơn vị", max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người đối chiếu"
    )
    at = models.DateTimeField("đối chiếu lúc", null=True)

    class Meta:
        verbose_name = "số lấy từ nguồn"
        verbose_name_plural = "số lấy từ nguồn"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="disputed") | ~Q(reason=""),
                name="sourced_dispute_has_reason",
                violation_error_message="Ghi lý do số của nguồn chưa đúng.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.figure} ({self.get_state_display()})"
