"""What is asked of an agency and what it answers; the mail that reminds people, and whether they want it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from documents.models import EvidenceFile
from periods.models import ReportingPeriod
from plans.models import Task
from targets.models import Figure, Submission, Target
from ui.days import write_day
from ui.states import State, state

SENT_WORD = "Đã gửi báo cáo"
REPORT_SENT = Q(kind="remind", submission__submitted_at__gt=F("at"))  # what was asked for has come by itself
SETTLED = Q(closed_at__isnull=False) | REPORT_SENT
WAITING = Q(closed_at__isnull=True, answered_at__isnull=True) & ~REPORT_SENT


class EnquiryQuerySet(models.QuerySet):
    def seen_by(self, user: User):
        """Of the person's own agency; of agencies they see where they see the asking office too, or act for it."""
        seen = scope.sees(user)
        own = seen.filter(pk__in=scope.own_agencies(user))
        asking = scope.acts_for(user, Action.ASK)
        return self.filter(Q(agency__in=own) | Q(agency__in=seen, asked_from__in=seen) | Q(asked_from__in=asking))

    def waiting(self):
        """Neither answered nor ended, and the report asked for has not come."""
        return self.filter(WAITING)

    def with_names(self):
        """Everything that a row or a page says, with the words of the last answer."""
        answers = Answer.objects.filter(enquiry=OuterRef("pk")).order_by("-at", "-pk")
        names = ("agency", "asked_from", "by", "target__indicator", "submission__form", "submission__period", "period")
        return self.select_related(*names).annotate(
            last_text=Subquery(answers.values("text")[:1]), last_cause=Subquery(answers.values("cause")[:1])
        )


class Enquiry(models.Model):
    """What an office or a leader asks of an agency below (đôn đốc, yêu cầu báo cáo), with a day by which to answer.

    `situation`: what the system knew of the figure when it was asked, kept as it stood. An urging about one report is
    settled as soon as that report is sent.
    """

    class Kind(models.TextChoices):
        REMIND = "remind", "Đôn đốc"
        EXPLAIN = "explain", "Yêu cầu báo cáo nguyên nhân, giải pháp"

    kind = models.CharField("loại", max_length=7, choices=Kind)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="enquiries", verbose_name="đơn vị được yêu cầu")
    asked_from = models.ForeignKey(Agency, models.PROTECT, related_name="asked", verbose_name="cơ quan yêu cầu")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    at = models.DateTimeField("lúc", default=timezone.now)
    words = models.TextField("nội dung")
    situation = models.TextField("kết quả lúc yêu cầu", blank=True)
    due_on = models.DateField("hạn trả lời")
    target = models.ForeignKey(Target, models.SET_NULL, null=True, related_name="enquiries", verbose_name="chỉ tiêu")
    submission = models.ForeignKey(
        Submission, models.SET_NULL, null=True, related_name="enquiries", verbose_name="báo cáo số liệu"
    )
    figure = models.ForeignKey(Figure, models.SET_NULL, null=True, related_name="enquiries", verbose_name="số liệu")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, null=True, related_name="+", verbose_name="kỳ báo cáo")
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="enquiries", verbose_name="nhiệm vụ")
    nudged_on = models.DateField("ngày nhắc bằng một lần bấm", null=True, editable=False)
    answered_at = models.DateTimeField("trả lời lúc", null=True, editable=False)
    closed_at = models.DateTimeField("kết thúc lúc", null=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "đôn đốc, yêu cầu báo cáo"
        verbose_name_plural = "đôn đốc, yêu cầu báo cáo"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "nudged_on"],
                condition=Q(nudged_on__isnull=False),
                name="enquiry_one_nudge_a_day",
                violation_error_message="Hôm nay đã đôn đốc báo cáo này.",
            ),
        ]
        indexes = [models.Index(fields=["agency", "closed_at"], name="enquiry_by_agency")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.agency}, hạn {write_day(self.due_on)}"

    @property
    def is_report_sent(self) -> bool:
        """Whether the report that was urged has been sent since."""
        sent = self.submission.submitted_at if self.submission else None
        return self.kind == self.Kind.REMIND and sent is not None and sent > self.at

    @property
    def is_waiting(self) -> bool:
        return not (self.closed_at or self.answered_at or self.is_report_sent)

    def is_overdue(self, today: date) -> bool:
        return self.is_waiting and self.due_on < today

    def look(self, today: date) -> State:
        """Its badge: open, overdue, answered (or the report sent), closed."""
        if self.closed_at:
            return state("enquiry", "closed")
        if self.is_report_sent:
            return state("enquiry", "answered", SENT_WORD)
        if self.answered_at:
            return state("enquiry", "answered")
        return state("enquiry", "overdue" if self.is_overdue(today) else "open")


class Answer(models.Model):
    """What the asked agency answers (trả lời); a request for more may be followed by another."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="answers", verbose_name="yêu cầu")
    text = models.TextField("nội dung trả lời", blank=True)
    cause = models.TextField("nguyên nhân", blank=True)
    remedy = models.TextField("giải pháp, thời gian thực hiện", blank=True)
    papers = models.ManyToManyField(EvidenceFile, blank=True, related_name="answers", verbose_name="tài liệu kèm theo")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người trả lời")
    at = models.DateTimeField("trả lời lúc", default=timezone.now)

    class Meta:
        verbose_name = "trả lời"
        verbose_name_plural = "trả lời"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(cause=""),
                name="answer_says_something",
                violation_error_message="Câu trả lời còn trống.",
            )
        ]

    def __str__(self) -> str:
        return f"Trả lời {self.enquiry}"


class EnquiryStep(models.Model):
    """What the asking side did after asking (diễn biến): asked for more, ended it, took it up again. Kept for ever."""

    class Kind(models.TextChoices):
        MORE = "more", "yêu cầu báo cáo thêm"
        CLOSED = "closed", "kết thúc"

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="steps", verbose_name="yêu cầu")
    kind = models.CharField("việc", max_length=6, choices=Kind)
    words = models.TextField("nội dung", blank=True)
    due_on = models.DateField("hạn trả lời", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thực hiện")
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "diễn biến yêu cầu"
        verbose_name_plural = "diễn biến yêu cầu"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.enquiry}"


class ReminderChoice(models.Model):
    """Whether a person wants the daily mail (lựa chọn nhắc việc); no row: yes, once they have an address."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder_choice", verbose_name="người dùng"
    )
    by_mail = models.BooleanField("nhận thư nhắc việc hằng ngày", default=True)

    class Meta:
        verbose_name = "lựa chọn nhắc việc"
        verbose_name_plural = "lựa chọn nhắc việc"

    def __str__(self) -> str:
        return f"{self.person}: {'nhận thư' if self.by_mail else 'không nhận thư'}"


class Digest(models.Model):
    """One person's reminders of one day (thư nhắc việc), written before it is sent so that none is lost or doubled.

    `taken_at`: a run is sending it now; a run that was killed in between leaves it, and it is sent again later.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"
        DROPPED = "dropped", "Không gửi nữa"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests", verbose_name="người nhận"
    )
    day = models.DateField("ngày")
    subject = models.CharField("tiêu đề", max_length=200)
    items = models.JSONField("nội dung", default=list)
    state = models.CharField("trạng thái", max_length=7, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("số lần gửi", default=0)
    last_error = models.CharField("lỗi gần nhất", max_length=300, blank=True)
    taken_at = models.DateTimeField("bắt đầu gửi lúc", null=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    written_at = models.DateTimeField("lập lúc", default=timezone.now)

    class Meta:
        verbose_name = "thư nhắc việc"
        verbose_name_plural = "thư nhắc việc"
        ordering = ["-day", "person"]
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="digest_one_a_day"),
            models.CheckConstraint(
                condition=(Q(state="sent") & Q(sent_at__isnull=False)) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="digest_sent_at_some_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "day"], name="digest_by_state")]

    def __str__(self) -> str:
        return f"{self.person}, {write_day(self.day)}"
