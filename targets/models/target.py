"""A target of a plan and the versions of its rule."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from agencies.models import Agency, AgencyGroup, GroupMembership
from periods.period import Period, PeriodKind
from plans.models import Area, Plan
from targets.models.indicator import Indicator
from targets.terms import Comparator, Path, RelativeKind, Scope, Window
from ui.vietnamese import fold


class TargetQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Targets of the plans that this person may see: those of agencies below, and those that bind from above."""
        return self.filter(plan__in=Plan.objects.seen_by(user))

    def matching(self, words: str):
        """Targets whose indicator or quoted words hold every given word, whatever the accents and the case."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def of_year(self, year: int):
        """Targets with a version that is judged in a year."""
        judged = TargetVersion.objects.filter(first_year__lte=year, last_year__gte=year)
        return self.filter(pk__in=judged.values("target"))

    def naming(self, agency: Agency):
        """Targets that name an agency: judged, as a member of a judged group, leading or watching."""
        groups = GroupMembership.objects.filter(agency=agency).values("group")
        named = TargetVersion.objects.filter(
            Q(judged_agency=agency) | Q(lead_agency=agency) | Q(watching_agency=agency) | Q(judged_group__in=groups)
        )
        return self.filter(pk__in=named.values("target"))

    def with_rules(self):
        """Everything that a target's sentence needs, in five queries however many targets there are."""
        return self.select_related(
            "plan__issuer", "area", "indicator__part_of", "indicator__split_from"
        ).prefetch_related(Prefetch("versions", TargetVersion.objects.with_names()))


class TargetVersionQuerySet(models.QuerySet):
    def with_names(self):
        """Versions with all whom they name, and their typed baselines and milestones."""
        return self.select_related(
            "judged_agency", "judged_group", "lead_agency", "watching_agency", "set_by_plan"
        ).prefetch_related("baselines__agency", "milestones")


class Target(models.Model):
    """What a plan asks about an indicator (chỉ tiêu kế hoạch); the rule itself is in its versions."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets", verbose_name="kế hoạch")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name="chỉ tiêu thống kê")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    label = models.CharField("số thứ tự trong kế hoạch", max_length=20, blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="lĩnh vực"
    )
    withdrawn_on = models.DateField("bãi bỏ từ ngày", null=True, blank=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu kế hoạch"
        verbose_name_plural = "chỉ tiêu kế hoạch"
        ordering = ["plan", "order", "pk"]

    def __str__(self) -> str:
        return self.indicator.name

    def version_on(self, day: date) -> "TargetVersion | None":
        """The rule in force on a day; None before the first and after the last."""
        return next((version for version in self.versions.all() if version.is_in_force_on(day)), None)

    @property
    def last_version(self) -> "TargetVersion | None":
        """The newest rule, in force or not: what the pages about a target show first."""
        return next(reversed(self.versions.all()), None)


class TargetVersion(models.Model):
    """The rule of a target from a day until a day (DESIGN §4); an amended plan ends one version and begins another.

    The condition of the whole or of each unit is (comparator, value, value_max). Under scope "share" that is the outer
    condition on the percentage of units, and (inner_comparator, inner_value, inner_value_max) is what a unit must meet.
    A relative kind and its direction apply to the unit's condition: the inner one under "share". A grade's value is the
    1-based place of the step in the indicator's list; a yes/no needs no value. The comparator of a relative condition
    speaks of the size of the change: "giảm tối thiểu 50%" is percent, down, at least 50.
    """

    class Direction(models.TextChoices):
        UP = "up", "tăng"
        DOWN = "down", "giảm"

    target = models.ForeignKey(Target, models.CASCADE, related_name="versions", verbose_name="chỉ tiêu kế hoạch")
    from_day = models.DateField("áp dụng từ ngày", null=True, blank=True)
    until = models.DateField("đến trước ngày", null=True, blank=True)
    set_by_plan = models.ForeignKey(Plan, models.PROTECT, related_name="set_versions", verbose_name="theo kế hoạch")
    reason = models.CharField("lý do điều chỉnh", max_length=300, blank=True)

    scope = models.CharField("phạm vi đánh giá", max_length=5, choices=Scope, default=Scope.WHOLE)
    judged_agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="judged_versions",
        verbose_name="cơ quan được đánh giá",
    )
    judged_group = models.ForeignKey(
        AgencyGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="judged_versions",
        verbose_name="nhóm đơn vị được đánh giá",
    )
    lead_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="led_targets", verbose_name="cơ quan chủ trì"
    )
    watching_agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="watched_targets",
        verbose_name="cơ quan theo dõi, đánh giá",
    )
    leader = models.CharField("lãnh đạo phụ trách", max_length=150, blank=True)

    comparator = models.CharField("so sánh", max_length=7, choices=Comparator, blank=True)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4, null=True, blank=True)
    value_max = models.DecimalField("đến", max_digits=18, decimal_places=4, null=True, blank=True)
    exact = models.BooleanField("đúng bằng, trong khoảng", default=False)
    inner_comparator = models.CharField("so sánh của từng đơn vị", max_length=7, choices=Comparator, blank=True)
    inner_value = models.DecimalField("giá trị của từng đơn vị", max_digits=18, decimal_places=4, null=True, blank=True)
    inner_value_max = models.DecimalField("đến (từng đơn vị)", max_digits=18, decimal_places=4, null=True, blank=True)

    relative_kind = models.CharField(
        "so với giá trị gốc", max_length=7, choices=RelativeKind, default=RelativeKind.NONE
    )
    direction = models.CharField("tăng hay giảm", max_length=4, choices=Direction, blank=True)
    baseline_year = models.PositiveSmallIntegerField("năm gốc", null=True, blank=True)

    path = models.CharField("cách phấn đấu", max_length=5, choices=Path)
    window = models.CharField("đánh giá theo", max_length=7, choices=Window, default=Window.FULL)
    tolerance = models.DecimalField("ngưỡng gần đạt", max_digits=12, decimal_places=4)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    due_kind = models.CharField("kỳ đến hạn", max_length=7, choices=PeriodKind, default=PeriodKind.YEAR)
    due_order = models.PositiveSmallIntegerField("thứ tự kỳ đến hạn", default=1)
    due_on = models.DateField("đến hạn ngày", null=True, blank=True)
    stretch = models.CharField("hướng tới", max_length=100, blank=True)

    quote = models.TextField("nguyên văn trong kế hoạch", blank=True)
    quote_place = models.CharField("vị trí trong kế hoạch", max_length=100, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TargetVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản chỉ tiêu"
        verbose_name_plural = "phiên bản chỉ tiêu"
        ordering = ["target", F("from_day").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(until__isnull=True),
                name="version_one_open_per_target",
                violation_error_message="Chỉ tiêu đã có một phiên bản đang áp dụng.",
            ),
            models.CheckConstraint(
                condition=Q(from_day__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("from_day")),
                name="version_ends_after_it_begins",
                violation_error_message="Phiên bản phải kết thúc sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(judged_agency__isnull=True) | Q(judged_group__isnull=True),
                name="version_judges_agency_or_group",
                violation_error_message="Chọn một cơ quan hoặc một nhóm đơn vị được đánh giá, không chọn cả hai.",
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.WHOLE) | Q(judged_group__isnull=False),
                name="version_of_units_names_a_group",
                violation_error_message="Đánh giá từng đơn vị hoặc tỷ lệ đơn vị cần chọn nhóm đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value_max__isnull=True) | Q(value_max__gte=F("value")),
                name="version_bounds_in_order",
                violation_error_message="Cận trên phải lớn hơn hoặc bằng cận dưới.",
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="version_years_in_order",
                violation_error_message="Năm kết thúc phải từ năm bắt đầu trở đi.",
            ),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="version_tolerance_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.target} từ {self.from_day:%d/%m/%Y}" if self.from_day else str(self.target)

    @property
    def revision(self) -> int:
        """A rule is saved together with its target, which counts the savings."""
        return self.target.revision

    def is_in_force_on(self, day: date) -> bool:
        begun = self.from_day is None or self.from_day <= day
        return begun and (self.until is None or day < self.until)


class Milestone(models.Model):
    """A value typed for the end of a period of the due year, on the way to a target (mốc phấn đấu)."""

    version = models.ForeignKey(TargetVersion, models.CASCADE, related_name="milestones")
    kind = models.CharField("kỳ", max_length=7, choices=PeriodKind)
    order = models.PositiveSmallIntegerField("thứ tự")
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4)

    class Meta:
        verbose_name = "mốc phấn đấu"
        verbose_name_plural = "mốc phấn đấu"
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "order"], name="milestone_once_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.period.name}: {self.value}"

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.kind), self.version.last_year, self.order)


class Baseline(models.Model):
    """A typed baseline (giá trị gốc) of one agency for a relative target or a path; wins over a figure.

    `agency` empty: the judged whole. A ratio's baseline is its percentage.
    """

    version = models.ForeignKey(TargetVersion, models.CASCADE, related_name="baselines")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    value = models.DecimalField("giá trị gốc", max_digits=18, decimal_places=4)
    source = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "giá trị gốc"
        verbose_name_plural = "giá trị gốc"
        constraints = [
            models.UniqueConstraint(fields=["version", "agency"], name="baseline_once_per_agency"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(agency__isnull=True), name="baseline_of_the_whole_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency or 'toàn cơ quan'}: {self.value}"
