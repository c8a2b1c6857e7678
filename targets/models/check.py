"""What of an indicator's figures is worth a question: data that an office can tune (DESIGN §5)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from targets.flags import Watch
from targets.models.indicator import Indicator


class IndicatorCheck(models.Model):
    """How an indicator's figures are compared with earlier ones (cách kiểm tra số liệu). Without a row the usual holds."""

    indicator = models.OneToOneField(
        Indicator, models.CASCADE, related_name="check_rule", verbose_name="chỉ tiêu thống kê"
    )
    watches_last_period = models.BooleanField("so với kỳ trước", default=True)
    watches_last_year = models.BooleanField("so với cùng kỳ năm trước", default=True)
    points_apart = models.DecimalField(
        "chênh từ (điểm %, hoặc đơn vị của mức)",
        max_digits=8,
        decimal_places=2,
        default=Decimal(10),
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    times_apart = models.DecimalField(
        "gấp từ (lần)",
        max_digits=6,
        decimal_places=2,
        default=Decimal(2),
        validators=[MinValueValidator(Decimal("1.01"))],
    )
    fewest_cases = models.PositiveIntegerField("chỉ xét số lượng từ", default=10)
    lowest = models.DecimalField("giá trị hợp lý thấp nhất", max_digits=18, decimal_places=4, null=True, blank=True)
    highest = models.DecimalField("giá trị hợp lý cao nhất", max_digits=18, decimal_places=4, null=True, blank=True)
    asks_explanation = models.BooleanField("yêu cầu thuyết minh khi khác thường", default=True)
    asks_cause = models.BooleanField("yêu cầu nguyên nhân, giải pháp khi chưa đạt kế hoạch", default=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "cách kiểm tra số liệu"
        verbose_name_plural = "cách kiểm tra số liệu"
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest__isnull=True) | Q(highest__isnull=True) | Q(highest__gte=F("lowest")),
                name="check_bounds_in_order",
                violation_error_message="Giá trị cao nhất phải từ giá trị thấp nhất trở lên.",
            )
        ]

    def __str__(self) -> str:
        return f"Kiểm tra số liệu {self.indicator.code}"

    @property
    def watch(self) -> Watch:
        """The same as plain values, for the rule."""
        return Watch(
            last_period=self.watches_last_period,
            last_year=self.watches_last_year,
            points=self.points_apart,
            times=self.times_apart,
            fewest=self.fewest_cases,
            lowest=self.lowest,
            highest=self.highest,
            asks_explanation=self.asks_explanation,
            asks_cause=self.asks_cause,
        )
