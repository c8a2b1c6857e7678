"""One agency's report on one form for one period, and everything that happened to it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from documents.models import EvidenceFile
from periods.models import ReportingPeriod
from targets.models.form import ReportForm
from ui.numbers import write_number


def overdue_on(day: date) -> Q:
    """Reports never sent although their due day has passed."""
    return Q(first_submitted_at__isnull=True, due_on__lt=day)


class SubmissionQuerySet(models.QuerySet):
    def seen_by(self, user: User):
        """Reports of agencies this person may look at, reports that they check, and reports that say something of theirs."""
        seen = scope.sees(user)
        about = self.model.figures.rel.related_model.objects.filter(submission=OuterRef("pk"), agency__in=seen)
        return self.filter(
            Q(agency__in=seen) | Q(form__checker__in=scope.acts_for(user, Action.APPROVE_FIGURES)) | Exists(about)
        )

    def given_or_checked_by(self, user: User):
        """Of the reports seen: those of agencies the person looks after, and those they check."""
        checked = Q(form__checker__in=scope.acts_for(user, Action.APPROVE_FIGURES))
        return self.filter(Q(agency__in=scope.sees(user)) | checked)

    def given_by_others(self, user: User):
        """Of the reports seen: those that another agency gives about agencies the person looks after."""
        return self.seen_by(user).exclude(pk__in=Submission.objects.given_or_checked_by(user).values("pk"))

    def with_names(self):
        """Everything that a row of a list says."""
        return self.select_related("agency", "form", "period", "submitted_by", "approved_by")

    def with_progress(self):
        """`owed_count` and `given_count`: how many figures the report asks for, and how many are there."""
        given = (
            Q(figures__nothing_occurred=True)
            | Q(figures__numerator__isnull=False)
            | Q(figures__denominator__isnull=False)
            | Q(figures__value__isnull=False)
            | Q(figures__done__isnull=False)
        )
        return self.annotate(owed_count=Count("figures"), given_count=Count("figures", filter=given))


class Submission(models.Model):
    """One agency, one form, one period (báo cáo số liệu). Written when the period is opened: what is owed is these rows."""

    class State(models.TextChoices):
        EMPTY = "empty", "Chưa nhập"
        DRAFT = "draft", "Bản nháp"
        LEADER = "leader", "Chờ lãnh đạo đơn vị duyệt"
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
    handed_at = models.DateTimeField("trình lãnh đạo lúc", null=True, editable=False)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="người trình lãnh đạo",
    )
    signed_papers = models.ManyToManyField(
        EvidenceFile, blank=True, related_name="signed_submissions", verbose_name="bản ký kèm theo"
    )
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

    objects = SubmissionQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(handed_by__isnull=True)
                | ~Q(approved_by=models.F("handed_by")),
                name="submission_not_approved_by_who_handed_it",
                violation_error_message="Người trình lãnh đạo không tự xác nhận báo cáo của mình.",
            ),
            models.CheckConstraint(
                condition=~Q(state="leader") | (Q(handed_at__isnull=False) & Q(handed_by__isnull=False)),
                name="submission_handed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form.code} của {self.agency}, {self.period}"

    @property
    def is_open(self) -> bool:
        """Whether figures may still be typed."""
        return self.state in self.OPEN_STATES

    def is_from(self, user: User) -> bool:
        """Whether the person sent the report, or handed it to the leader who sent it: they never confirm it themselves."""
        return user.pk in (self.submitted_by_id, self.handed_by_id)

    def shown_state(self, today: date) -> str:
        """The key of the badge: a report never sent after its due day reads "quá hạn", unless it lies with the leader."""
        if self.is_overdue(today) and self.state != self.State.LEADER:
            return "overdue"
        return "not_started" if self.state == self.State.EMPTY else self.state

    def is_overdue(self, today: date) -> bool:
        return self.first_submitted_at is None and self.due_on < today

    def days_late(self, today: date) -> int:
        """How many days after the due day the report was first sent, or is still missing; 0 in time."""
        sent = timezone.localdate(self.first_submitted_at) if self.first_submitted_at else today
        return max((sent - self.due_on).days, 0)

    def deadline_words(self, today: date) -> str:
        """What the due day means today: "còn 3 ngày", "quá hạn 2 ngày", "gửi chậm 1 ngày"."""
        late = self.days_late(today)
        if self.first_submitted_at:
            return f"gửi chậm {write_number(late)} ngày" if late else "gửi đúng hạn"
        if late:
            return f"quá hạn {write_number(late)} ngày"
        left = (self.due_on - today).days
        return f"còn {write_number(left)} ngày" if left else "hạn hôm nay"


class SubmissionEvent(models.Model):
    """A step in a submission's life (diễn biến); kept for ever: lateness and returns are computed from these."""

    class Kind(models.TextChoices):
        OPENED = "opened", "mở kỳ"
        PREPARED = "prepared", "bắt đầu nhập"
        SUBMITTED = "submitted", "gửi"
        RETURNED = "returned", "trả lại"
        WITHDRAWN = "withdrawn", "rút lại"
        APPROVED = "approved", "xác nhận"
        HANDED = "handed", "trình lãnh đạo đơn vị duyệt"
        SIGNED = "signed", "lãnh đạo đơn vị duyệt"
        DECLINED = "declined", "lãnh đạo đơn vị trả lại"
        STOOD_IN = "stood_in", "cấp trên nhập thay"
        CORRECTED = "corrected", "đính chính"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    kind = models.CharField("việc", max_length=9, choices=Kind)
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thực hiện")
    reason = models.CharField("lý do", max_length=1000, blank=True)

    class Meta:
        verbose_name = "diễn biến báo cáo"
        verbose_name_plural = "diễn biến báo cáo"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.submission}"
