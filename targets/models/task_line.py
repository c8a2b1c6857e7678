"""The tasks that an agency reports on together with its figures."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from documents.models import EvidenceFile
from plans.models import ProgressReport, Task
from targets.models.submission import Submission


class TaskLine(models.Model):
    """One task on one report (nhiệm vụ phải báo cáo trong kỳ); written when the period is opened, as figures are.

    What is typed stays here; approving the report makes a ProgressReport of it. All empty: not given yet.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="task_lines", verbose_name="báo cáo")
    task = models.ForeignKey(Task, models.CASCADE, related_name="report_lines", verbose_name="nhiệm vụ")
    percent = models.PositiveSmallIntegerField(
        "tiến độ (%)", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    result = models.TextField("kết quả", blank=True)
    difficulty = models.TextField("khó khăn, nguyên nhân", blank=True)
    evidence = models.ManyToManyField(
        EvidenceFile, blank=True, related_name="task_lines", verbose_name="tài liệu kiểm chứng"
    )
    report = models.OneToOneField(
        ProgressReport, models.SET_NULL, null=True, related_name="line", verbose_name="báo cáo tiến độ đã ghi"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name="người nhập"
    )
    recorded_at = models.DateTimeField("nhập lúc", null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "nhiệm vụ phải báo cáo"
        verbose_name_plural = "nhiệm vụ phải báo cáo"
        ordering = ["task__plan_id", "task__order", "task_id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "task"], name="task_line_once"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="task_line_at_most_100"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(percent=100),
                name="task_line_done_is_100",
                violation_error_message="Nhiệm vụ đã hoàn thành thì tiến độ phải là 100%.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.submission}"

    @property
    def is_given(self) -> bool:
        return self.percent is not None
