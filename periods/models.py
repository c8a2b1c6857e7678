"""Reporting periods shared by all, and the dates that an office has set for itself and those below it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agencies.models import Agency
from periods.period import Period, PeriodDays, PeriodKind


class ReportingPeriodQuerySet(models.QuerySet):
    def keyed(self, keys):
        """The rows of these pure periods."""
        wanted = Q(pk__in=[])
        for key in keys:
            wanted |= Q(kind=key.kind, year=key.year, order=key.order)
        return self.filter(wanted)


class ReportingPeriod(models.Model):
    """A reporting period (kỳ báo cáo): one key for all, with its data days and due day by rule."""

    kind = models.CharField("loại kỳ", max_length=7, choices=PeriodKind)
    year = models.PositiveSmallIntegerField("năm")
    order = models.PositiveSmallIntegerField("thứ tự trong năm")
    data_from = models.DateField("số liệu từ ngày")
    data_to = models.DateField("đến hết ngày")
    opens_on = models.DateField("mở nhập từ ngày")
    due_on = models.DateField("hạn gửi")

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["data_to", "data_from"]
        constraints = [
            models.UniqueConstraint(fields=["year", "kind", "order"], name="period_key_once"),
            models.CheckConstraint(
                condition=Q(data_to__gte=F("data_from")),
                name="period_days_in_order",
                violation_error_message="Ngày cuối của số liệu phải từ ngày đầu trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return self.key.label

    @property
    def key(self) -> Period:
        """The pure period behind this row: label, slug, months, days by law."""
        return Period(PeriodKind(self.kind), self.year, self.order)

    @property
    def days(self) -> PeriodDays:
        """The days of this period where no office has set its own."""
        return PeriodDays(self.data_from, self.data_to, self.opens_on, self.due_on)


class PeriodDates(models.Model):
    """An office's own dates for a period, inherited by all below it, and whether the office has closed the period."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="own_dates", verbose_name="kỳ báo cáo")
    office = models.ForeignKey(Agency, models.PROTECT, related_name="period_dates", verbose_name="cơ quan")
    data_from = models.DateField("số liệu từ ngày", null=True, blank=True)
    data_to = models.DateField("đến hết ngày", null=True, blank=True)
    opens_on = models.DateField("mở nhập từ ngày", null=True, blank=True)
    due_on = models.DateField("hạn gửi", null=True, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    closed_at = models.DateTimeField("khoá kỳ lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người khoá"
    )

    class Meta:
        verbose_name = "ngày riêng của cơ quan"
        verbose_name_plural = "ngày riêng của cơ quan"
        constraints = [
            models.UniqueConstraint(fields=["period", "office"], name="period_dates_once"),
            models.CheckConstraint(
                condition=(Q(closed_at__isnull=True) & Q(closed_by__isnull=True))
                | (Q(closed_at__isnull=False) & Q(closed_by__isnull=False)),
                name="period_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} của {self.office}"

    @property
    def has_days(self) -> bool:
        """Whether the office set any day of its own; a mere closing sets none."""
        return any((self.data_from, self.data_to, self.opens_on, self.due_on))


class PeriodOpeningQuerySet(models.QuerySet):
    def in_force(self, today: date):
        """Openings by which somebody may still type today; the last day is included."""
        return self.filter(ended_at__isnull=True, last_day__gte=today)


class PeriodOpening(models.Model):
    """A closed period opened again for one agency until a day (mở riêng cho đơn vị), with the office's reason."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="openings", verbose_name="kỳ báo cáo")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="period_openings", verbose_name="đơn vị")
    office = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan mở")
    last_day = models.DateField("mở đến hết ngày")
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người mở")
    at = models.DateTimeField("mở lúc", default=timezone.now)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người kết thúc"
    )

    objects = PeriodOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = "lần mở riêng"
        verbose_name_plural = "các lần mở riêng"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "agency"],
                condition=Q(ended_at__isnull=True),
                name="opening_one_at_a_time",
                violation_error_message="Kỳ này đang được mở riêng cho đơn vị.",
            ),
            models.CheckConstraint(
                condition=(Q(ended_at__isnull=True) & Q(ended_by__isnull=True))
                | (Q(ended_at__isnull=False) & Q(ended_by__isnull=False)),
                name="opening_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} mở riêng cho {self.agency}"

    def is_in_force(self, today: date) -> bool:
        """Whether the agency may still type and send today; `last_day` is included."""
        return self.ended_at is None and today <= self.last_day
