"""Stored totals: what each agency's own reports counted for, the sums of every unit, and where members stand.

Written only by targets.rollup, in the transaction that changes what they are made of; made from nothing by
`manage.py rebuild_rollups`, compared with a fresh computation by `manage.py check_rollups`. Every confirmation writes
here: a key whose rows another index finds (its first column) has none of its own.
"""

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from targets.models.indicator import Indicator
from targets.models.target import TargetVersion


class MapView(models.TextChoices):
    """By whose map of agencies figures are put together (DESIGN §4, "Two views")."""

    REPORTED = "r", "theo tổ chức tại thời điểm báo cáo"
    TODAY = "t", "theo tổ chức hiện nay"


class CountedSeries(models.Model):
    """What one agency's own reports of an indicator in a year counted for (chuỗi số liệu đã cộng).

    `body`: its shape, its sums and the units to which they were added, as written by targets.crowds. A recount first
    takes exactly this away, so that totals stay right whatever happened to the tree since.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    body = models.TextField()

    class Meta:
        verbose_name = "chuỗi số liệu đã cộng"
        verbose_name_plural = "chuỗi số liệu đã cộng"
        constraints = [models.UniqueConstraint(fields=["agency", "indicator", "year"], name="counted_series_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id} · {self.agency_id} · {self.year}"


class UnitTotal(models.Model):
    """An agency with everything that belongs to it, of one indicator in one year (số cộng dồn của đơn vị).

    `body`: the crowds of agencies whose reports have the same shape, each with how many they are and their sums by
    period (targets.crowds). `view` TODAY stands only where today's map gives something else than the map of the time.
    `revision` rises with every change of anything below, so that what was worked out from it can be kept.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    view = models.CharField(max_length=1, choices=MapView, default=MapView.REPORTED)
    revision = models.PositiveIntegerField(default=1)
    body = models.TextField()

    class Meta:
        verbose_name = "số cộng dồn của đơn vị"
        verbose_name_plural = "số cộng dồn của đơn vị"
        constraints = [models.UniqueConstraint(fields=["agency", "indicator", "year", "view"], name="unit_total_once")]
        indexes = [models.Index(fields=["indicator", "year"], name="unit_total_by_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator_id} · {self.agency_id} · {self.year}"


class UnitResult(models.Model):
    """Where one unit stood against a target's version at the end of a report (kết quả của đơn vị): what no day can change.

    A unit is a member of the judged group; of a whole whose condition can be asked of each unit, an agency directly
    below the judged one. There is a row from each report at which something else holds, while the unit is judged.

    month: 1-12, the last month of that report; until: of the next one at which something else holds (13: none does).
    view: TODAY only where today's map gives something else than the map of the time.
    is_given: everything is there that a judgement needs. value: in the indicator's unit, rounded for sorting only; None
    where nothing occurred or something is missing. base: the denominator or sample, for "mẫu nhỏ". holds: whether the
    version's condition holds for the unrounded value, in each window so far; None where there is nothing to hold.
    """

    version = models.ForeignKey(TargetVersion, models.CASCADE, related_name="unit_results", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="unit_results")
    year = models.PositiveSmallIntegerField()
    view = models.CharField(max_length=1, choices=MapView, default=MapView.REPORTED)
    month = models.PositiveSmallIntegerField()
    until = models.PositiveSmallIntegerField()
    is_given = models.BooleanField(default=False)
    value = models.DecimalField(max_digits=26, decimal_places=8, null=True)
    base = models.DecimalField(max_digits=22, decimal_places=4, null=True)
    holds = models.BooleanField(null=True)

    class Meta:
        verbose_name = "kết quả của đơn vị"
        verbose_name_plural = "kết quả của đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["version", "agency", "year", "view", "month"], name="unit_result_once"),
            models.CheckConstraint(condition=Q(until__gt=F("month")), name="unit_result_lasts"),
        ]
        indexes = [
            models.Index(fields=["version", "year", "month", "value"], name="unit_result_in_order"),
            models.Index(
                fields=["version", "year", "agency"], condition=Q(view=MapView.TODAY), name="unit_result_today"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.agency_id} · {self.year}/{self.month}"
