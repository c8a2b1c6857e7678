"""What is measured, once, for everyone; when it is published; and whom it does not concern."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agencies.models import Agency
from plans.models import Area
from targets.terms import AcrossAgencies, AcrossPeriods, Better, Kind, SourceKind
from ui.vietnamese import fold


class IndicatorQuerySet(models.QuerySet):
    def matching(self, words: str):
        """Indicators whose code or name holds every given word, whatever the accents and the case."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def in_use_on(self, day: date):
        """Indicators that new targets may take."""
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day))


class Indicator(models.Model):
    """What is measured (chỉ tiêu thống kê), with its definition, population and source; DESIGN §3."""

    code = models.CharField("mã", max_length=20, unique=True, error_messages={"unique": "Mã chỉ tiêu này đã có."})
    name = models.CharField("tên chỉ tiêu thống kê", max_length=300)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name="lĩnh vực"
    )
    kind = models.CharField("loại số liệu", max_length=15, choices=Kind)
    unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    numerator_label = models.CharField("tên tử số", max_length=200, blank=True)
    denominator_label = models.CharField("tên mẫu số", max_length=200, blank=True)
    case_noun = models.CharField(
        "cách gọi một trường hợp",
        max_length=40,
        blank=True,
        help_text="Ví dụ: hồ sơ, cán bộ. Dùng khi nói còn thiếu bao nhiêu.",
    )
    failed_noun = models.CharField(
        "cách gọi trường hợp không đạt", max_length=60, blank=True, help_text="Ví dụ: hồ sơ quá hạn."
    )
    better = models.CharField("chiều tốt hơn", max_length=6, choices=Better, default=Better.HIGHER)
    may_exceed = models.BooleanField(
        "tử số có thể lớn hơn mẫu số",
        default=False,
        help_text="Biên chế, kế hoạch vốn có thể bị điều chỉnh giảm trong năm.",
    )
    across_periods = models.CharField("gộp các kỳ trong năm", max_length=8, choices=AcrossPeriods)
    across_agencies = models.CharField("gộp các đơn vị", max_length=10, choices=AcrossAgencies)
    grade_steps = models.JSONField(
        "các bậc xếp loại", default=list, blank=True, help_text="Từ thấp đến cao, mỗi dòng một bậc."
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="trong đó, thuộc chỉ tiêu"
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="splits", verbose_name="tách riêng khỏi chỉ tiêu"
    )
    source_kind = models.CharField("nguồn số liệu", max_length=8, choices=SourceKind, default=SourceKind.OWN)
    source_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan nhập cho mọi đơn vị"
    )
    source_name = models.CharField(
        "tên nguồn",
        max_length=150,
        blank=True,
        help_text="Ví dụ: SIPAS, Cổng Dịch vụ công quốc gia, khảo sát của đơn vị.",
    )
    definition = models.TextField("định nghĩa, cách tính", blank=True)
    population = models.TextField("phạm vi, đối tượng", blank=True)
    owner = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_indicators",
        verbose_name="cơ quan quản lý chỉ tiêu",
    )
    retired_on = models.DateField("thôi dùng từ ngày", null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=1000, editable=False, default="")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu thống kê"
        verbose_name_plural = "chỉ tiêu thống kê"
        ordering = ["area__order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=[Kind.RATIO, Kind.RATIO_OF_STOCKS])
                | (~Q(numerator_label="") & ~Q(denominator_label="")),
                name="indicator_ratio_names_its_parts",
                violation_error_message="Tỷ lệ cần tên tử số và tên mẫu số.",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | Q(split_from__isnull=True),
                name="indicator_part_or_split",
                violation_error_message="Chỉ chọn một: trong đó, hoặc tách riêng.",
            ),
            models.CheckConstraint(
                condition=(Q(part_of__isnull=True) | ~Q(part_of=F("id")))
                & (Q(split_from__isnull=True) | ~Q(split_from=F("id"))),
                name="indicator_not_part_of_itself",
                violation_error_message="Chỉ tiêu không thể là phần của chính nó.",
            ),
            models.CheckConstraint(
                condition=~Q(source_kind=SourceKind.NAMED) | Q(source_agency__isnull=False),
                name="indicator_named_source_is_named",
                violation_error_message="Cần chọn cơ quan nhập cho mọi đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_ratio(self) -> bool:
        return self.kind in (Kind.RATIO, Kind.RATIO_OF_STOCKS)


class Publication(models.Model):
    """When an outside source is expected to publish an indicator's figure of one year (ngày dự kiến công bố)."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="publications", verbose_name="chỉ tiêu thống kê"
    )
    year = models.PositiveSmallIntegerField("số liệu của năm")
    expected_on = models.DateField("dự kiến công bố ngày")

    class Meta:
        verbose_name = "ngày dự kiến công bố"
        verbose_name_plural = "ngày dự kiến công bố"
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="publication_once_a_year")]

    def __str__(self) -> str:
        return f"{self.indicator.code} năm {self.year}: {self.expected_on:%d/%m/%Y}"


class Exemption(models.Model):
    """A dated mark that an indicator does not concern an agency (không áp dụng), with the office's reason."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="exemptions", verbose_name="đơn vị")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="exemptions", verbose_name="chỉ tiêu thống kê"
    )
    from_day = models.DateField("từ ngày", null=True, blank=True)
    until = models.DateField("đến trước ngày", null=True, blank=True)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "không áp dụng"
        verbose_name_plural = "không áp dụng"
        constraints = [
            models.CheckConstraint(
                condition=Q(from_day__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("from_day")),
                name="exemption_ends_after_it_begins",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} không áp dụng với {self.agency}"
