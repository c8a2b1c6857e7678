"""Tasks of a plan, their revised deadlines, and what was reported on each."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from agencies.models import Agency
from documents.models import EvidenceFile
from plans.models.plan import Area, Plan
from plans.progress import Progress, TaskState, Timing, progress_of, timing_text
from ui.vietnamese import fold


class TaskQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Tasks of plans that this person may read."""
        return self.filter(plan__in=Plan.objects.seen_by(user).values("pk"))

    def of(self, agencies):
        """Tasks that one of these agencies leads or supports."""
        supported = Task.supporting_agencies.through.objects.filter(agency__in=agencies)
        return self.filter(Q(lead_agency__in=agencies) | Q(pk__in=supported.values("task")))

    def matching(self, words: str):
        """Tasks whose words, person or lead agency hold every given word, whatever the accents and the case."""
        found = self
        for word in fold(words).split():
            found = found.filter(Q(search_text__contains=word) | Q(lead_agency__search_text__contains=word))
        return found

    def with_latest_report(self):
        """Each task with `done_on`, `percent` and `reported_on` of its newest report; None where there is none."""
        newest = ProgressReport.objects.filter(task=OuterRef("pk")).order_by("-reported_on", "-pk")
        return self.annotate(
            done_on=Subquery(newest.values("done_on")[:1]),
            percent=Subquery(newest.values("percent")[:1]),
            reported_on=Subquery(newest.values("reported_on")[:1]),
        )

    def in_state(self, state: str, today: date):
        """Tasks in this state today: the same rule as `progress_of`. Needs `with_latest_report()`."""
        dated = Q(timing__in=[Timing.DEADLINE, Timing.WINDOW])
        undated = Q(timing=Timing.UNKNOWN)
        done, open_ = Q(done_on__isnull=False), Q(done_on__isnull=True)
        not_yet = Q(starts_on__gt=today)
        rule = {
            TaskState.STANDING: Q(timing=Timing.ONGOING),
            TaskState.UNDATED: undated & open_,
            TaskState.DONE_UNDATED: undated & done,
            TaskState.DONE: dated & done & Q(done_on__lte=F("due_on")),
            TaskState.DONE_LATE: dated & done & Q(done_on__gt=F("due_on")),
            TaskState.OVERDUE: dated & open_ & Q(due_on__lt=today),
            TaskState.NOT_STARTED: dated & open_ & Q(due_on__gte=today) & not_yet,
            TaskState.DOING: dated & open_ & Q(due_on__gte=today) & (Q(starts_on__isnull=True) | ~not_yet),
        }
        return self.filter(rule[TaskState(state)])


class Task(models.Model):
    """A task of a plan (nhiệm vụ), with the six clear things: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền."""

    Timing = Timing

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks", verbose_name="kế hoạch")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    label = models.CharField("số thứ tự trong kế hoạch", max_length=20, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="lĩnh vực")
    content = models.TextField("nội dung nhiệm vụ")
    deliverable = models.CharField("sản phẩm, kết quả", max_length=500, blank=True)
    lead_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="led_tasks", verbose_name="cơ quan chủ trì"
    )
    supporting_agencies = models.ManyToManyField(
        Agency, blank=True, related_name="supported_tasks", verbose_name="cơ quan phối hợp"
    )
    parties_text = models.CharField(
        "ghi thêm về cơ quan thực hiện", max_length=300, blank=True, help_text="Ví dụ: các sở, ban, ngành liên quan."
    )
    responsible_person = models.CharField("người phụ trách", max_length=200, blank=True)
    authority = models.CharField("thẩm quyền quyết định", max_length=200, blank=True)
    timing = models.CharField("thời gian", max_length=8, choices=Timing, default=Timing.DEADLINE)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    due_on = models.DateField("hạn hoàn thành", null=True, blank=True)
    timing_text = models.CharField("thời gian ghi trong kế hoạch", max_length=150, blank=True)
    budget_million = models.DecimalField(
        "kinh phí (triệu đồng)", max_digits=14, decimal_places=3, null=True, blank=True
    )
    budget_text = models.CharField("nguồn kinh phí", max_length=200, blank=True)
    quote = models.TextField("nguyên văn trong kế hoạch", blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["plan", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(timing="deadline") | Q(due_on__isnull=False),
                name="task_with_deadline_has_a_day",
                violation_error_message="Nhiệm vụ có thời hạn cần ngày hoàn thành.",
            ),
            models.CheckConstraint(
                condition=~Q(timing="window") | (Q(starts_on__isnull=False) & Q(due_on__isnull=False)),
                name="task_window_has_both_days",
                violation_error_message="Khoảng thời gian cần cả ngày bắt đầu và ngày kết thúc.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="task_days_in_order",
                violation_error_message="Hạn hoàn thành phải từ ngày bắt đầu trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return self.content[:120]

    @property
    def time(self) -> str:
        """Its deadline or window in words."""
        return timing_text(self.timing, self.starts_on, self.due_on, self.timing_text)

    def progress_on(self, today: date) -> Progress:
        """Its state and days late. Needs `with_latest_report()`."""
        return progress_of(self.timing, self.starts_on, self.due_on, self.done_on, today)


class DeadlineChange(models.Model):
    """A revised deadline of a task: what it was, what it became, why, by whom (gia hạn). Never changed."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="deadline_changes", verbose_name="nhiệm vụ")
    old_text = models.CharField("thời hạn cũ", max_length=150)
    new_text = models.CharField("thời hạn mới", max_length=150)
    old_due_on = models.DateField(null=True)
    new_due_on = models.DateField(null=True)
    reason = models.CharField("lý do", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa")
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần thay đổi thời hạn"
        verbose_name_plural = "các lần thay đổi thời hạn"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.old_text} → {self.new_text}"


class ProgressReport(models.Model):
    """What the lead agency says of a task on a day (báo cáo tiến độ): percent, result, done or not, evidence."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reports", verbose_name="nhiệm vụ")
    reported_on = models.DateField("tính đến ngày")
    percent = models.PositiveSmallIntegerField("tiến độ (%)", validators=[MaxValueValidator(100)])
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    result = models.TextField("kết quả")
    difficulty = models.TextField("khó khăn, nguyên nhân", blank=True)
    evidence = models.ManyToManyField(
        EvidenceFile, blank=True, related_name="progress_reports", verbose_name="tài liệu kiểm chứng"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người báo cáo")
    at = models.DateTimeField("báo cáo lúc", default=timezone.now)

    class Meta:
        verbose_name = "báo cáo tiến độ"
        verbose_name_plural = "báo cáo tiến độ"
        ordering = ["-reported_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="progress_at_most_100"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(percent=100),
                name="progress_done_is_100",
                violation_error_message="Nhiệm vụ đã hoàn thành thì tiến độ phải là 100%.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}% đến {self.reported_on:%d/%m/%Y}"
