"""Report forms and their lines."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency, AgencyGroup
from periods.period import Calendar
from targets.models.indicator import Indicator
from targets.terms import Typed


class ReportFormQuerySet(models.QuerySet):
    def seen_by(self, user: User):
        """Forms of agencies this person looks after, forms they check, and forms whose reports they see."""
        seen = scope.sees(user)
        reports = self.model.submissions.rel.related_model.objects.filter(form=OuterRef("pk"), agency__in=seen)
        return self.filter(
            Q(owner__in=seen) | Q(checker__in=scope.acts_for(user, Action.APPROVE_FIGURES)) | Exists(reports)
        )


class ReportForm(models.Model):
    """An ordered set of lines (biểu mẫu), a calendar, the groups that owe it, and the agency that checks it."""

    code = models.CharField("mã biểu", max_length=20, unique=True, error_messages={"unique": "Mã biểu này đã có."})
    name = models.CharField("tên biểu mẫu", max_length=200)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="forms", verbose_name="cơ quan ban hành biểu")
    checker = models.ForeignKey(
        Agency, models.PROTECT, related_name="checked_forms", verbose_name="cơ quan kiểm tra, xác nhận"
    )
    calendar = models.CharField("kỳ báo cáo", max_length=8, choices=Calendar, default=Calendar.CCHC)
    groups = models.ManyToManyField(
        AgencyGroup, blank=True, related_name="forms", verbose_name="nhóm đơn vị phải báo cáo"
    )
    agencies = models.ManyToManyField(Agency, blank=True, related_name="owed_forms", verbose_name="đơn vị phải báo cáo")
    needs_leader = models.BooleanField(
        "lãnh đạo đơn vị duyệt trước khi gửi",
        default=False,
        help_text="Báo cáo gửi đi sau khi lãnh đạo của đơn vị báo cáo duyệt.",
    )
    with_tasks = models.BooleanField(
        "kèm tiến độ nhiệm vụ",
        default=False,
        help_text="Đơn vị chủ trì báo cáo tiến độ từng nhiệm vụ cùng với số liệu của kỳ.",
    )
    most_explanations = models.PositiveSmallIntegerField(
        "số lượng thuyết minh yêu cầu nhiều nhất",
        default=5,
        help_text="Số liệu khác thường nhất được hỏi trước; phần còn lại chỉ đánh dấu cho người kiểm tra.",
    )
    from_day = models.DateField("dùng từ ngày", null=True, blank=True)
    until = models.DateField("đến trước ngày", null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ReportFormQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu mẫu"
        verbose_name_plural = "biểu mẫu"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_day__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("from_day")),
                name="form_ends_after_it_begins",
                violation_error_message="Biểu mẫu phải kết thúc sau ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return f"Biểu {self.code} {self.name}"


class FormLine(models.Model):
    """One indicator of a form and how it is typed (dòng của biểu).

    `group` narrows the line to those of its members that owe the form. With `about_group` the reporting agency types
    one figure for every member of that group instead of its own ("Sở Tư pháp nhập cho từng đơn vị").
    """

    form = models.ForeignKey(ReportForm, models.CASCADE, related_name="lines", verbose_name="biểu mẫu")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    section = models.CharField("mục", max_length=150, blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="lines", verbose_name="chỉ tiêu thống kê")
    typed = models.CharField("cách nhập", max_length=10, choices=Typed)
    group = models.ForeignKey(
        AgencyGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chỉ áp dụng cho nhóm"
    )
    about_group = models.ForeignKey(
        AgencyGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nhập cho từng đơn vị của nhóm",
    )
    from_day = models.DateField("từ ngày", null=True, blank=True)
    until = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "dòng của biểu"
        verbose_name_plural = "dòng của biểu"
        ordering = ["form", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "indicator"],
                condition=Q(until__isnull=True),
                name="form_line_open_once",
                violation_error_message="Chỉ tiêu này đã có trong biểu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} ({self.get_typed_display()})"
