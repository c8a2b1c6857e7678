"""Plans, their tasks, and what was reported on each task."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agencies.models import Agency
from documents.models import EvidenceFile


class Area(models.Model):
    """A field of administrative reform (lĩnh vực), such as thể chế or thủ tục hành chính."""

    code = models.CharField("mã", max_length=10, unique=True)
    name = models.CharField("tên lĩnh vực", max_length=120)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """A reform plan (kế hoạch). Number, day and signer may be unknown ("chưa rõ") and then stay empty."""

    class Kind(models.TextChoices):
        ANNUAL = "annual", "Kế hoạch năm"
        MULTI_YEAR = "multi_year", "Kế hoạch nhiều năm"
        INSPECTION = "inspection", "Kế hoạch kiểm tra"
        PUBLICATION = "publication", "Kế hoạch công bố chỉ số"
        OTHER = "other", "Kế hoạch khác"

    class State(models.TextChoices):
        DRAFT = "draft", "Bản thảo, đang soát"
        ISSUED = "issued", "Đã ban hành"

    class Effect(models.TextChoices):
        REPLACES = "replaces", "thay thế"
        AMENDS = "amends", "sửa đổi, bổ sung"

    number = models.CharField(
        "số, ký hiệu", max_length=60, blank=True, help_text="Ví dụ: 495/KH-TTTP. Để trống nếu chưa rõ."
    )
    number_key = models.CharField(max_length=60, blank=True, editable=False, default="")
    number_year = models.PositiveSmallIntegerField(editable=False, null=True)
    summary = models.CharField("trích yếu", max_length=500)
    kind = models.CharField("loại kế hoạch", max_length=12, choices=Kind, default=Kind.ANNUAL)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.ISSUED)
    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="plans", verbose_name="cơ quan ban hành")
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=150, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    year_from = models.PositiveSmallIntegerField(
        "từ năm", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    year_to = models.PositiveSmallIntegerField("đến năm", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    higher_plan = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="implementing",
        verbose_name="thực hiện kế hoạch cấp trên",
    )
    earlier_plan = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="later_plans",
        verbose_name="kế hoạch được thay thế, sửa đổi",
    )
    effect = models.CharField("quan hệ", max_length=8, choices=Effect, blank=True)
    effective_from = models.DateField("thay thế, sửa đổi từ ngày", null=True, blank=True)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
        verbose_name="sao chép từ",
    )
    purposes = models.TextField("mục đích", blank=True)
    requirements = models.TextField("yêu cầu", blank=True)
    source_url = models.URLField("nguồn", blank=True, max_length=500)
    signed_file = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="bản đã ký"
    )
    is_sample = models.BooleanField("số liệu minh hoạ", default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField("nhập lúc", default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField("sửa lúc", default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-year_from", F("issued_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number_year", "number_key"],
                condition=~Q(number_key=""),
                name="plan_number_once_per_issuer_and_year",
                violation_error_message="Số kế hoạch này của cơ quan ban hành đã có trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(year_to__gte=F("year_from")),
                name="plan_years_in_order",
                violation_error_message="Năm kết thúc phải từ năm bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=(Q(earlier_plan__isnull=True) & Q(effect="") & Q(effective_from__isnull=True))
                | (Q(earlier_plan__isnull=False) & ~Q(effect="") & Q(effective_from__isnull=False)),
                name="plan_replacement_is_complete",
                violation_error_message="Kế hoạch thay thế, sửa đổi cần đủ: kế hoạch cũ, quan hệ và ngày hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(earlier_plan__isnull=True) | ~Q(earlier_plan=F("id")),
                name="plan_does_not_replace_itself",
                violation_error_message="Kế hoạch không thể thay thế chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch số {self.number}" if self.number else self.summary[:120]


class Task(models.Model):
    """A task of a plan (nhiệm vụ), with the six clear things: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền."""

    class Timing(models.TextChoices):
        DEADLINE = "deadline", "Có thời hạn"
        WINDOW = "window", "Trong khoảng từ ngày đến ngày"
        ONGOING = "ongoing", "Thường xuyên"
        UNKNOWN = "unknown", "Chưa rõ"

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
