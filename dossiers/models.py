"""Exports of other systems: how their columns fill a form, what they call our agencies, which files were taken over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from dossiers.headings import Column
from targets.models import FigureUpload, Indicator, ReportForm, SourcedCell


class DossierSourceQuerySet(models.QuerySet):
    def seen_by(self, user: User):
        """Sources of offices that this person may look at."""
        return self.filter(office__in=scope.sees(user))

    def loaded_by(self, user: User):
        """Sources of offices for which this person loads figures."""
        return self.filter(office__in=scope.acts_for(user, Action.LOAD_SOURCES))


class DossierSource(models.Model):
    """Another system's export (nguồn số liệu), one row an agency, and how it fills a form. Mapped once, loaded each period.

    `columns`: the headings of the last sample and a few of its numbers, kept so that the mapping can be changed without
    the file. Headings are matched by their folded words, never by their place.
    """

    class AgencyBy(models.TextChoices):
        NAME = "name", "tên đơn vị"
        CODE = "code", "mã đơn vị"

    name = models.CharField(
        "tên nguồn", max_length=100, help_text="Ví dụ: Hệ thống thông tin giải quyết thủ tục hành chính tỉnh."
    )
    office = models.ForeignKey(Agency, models.PROTECT, related_name="dossier_sources", verbose_name="cơ quan nạp")
    form = models.ForeignKey(
        ReportForm, models.PROTECT, related_name="dossier_sources", verbose_name="biểu mẫu nhận số liệu"
    )
    columns = models.JSONField("các cột của tệp mẫu", default=list)
    sample_name = models.CharField("tệp mẫu", max_length=200, blank=True)
    heading_row = models.PositiveSmallIntegerField("dòng đầu của tiêu đề", default=1)
    heading_depth = models.PositiveSmallIntegerField("số dòng tiêu đề", default=1)
    agency_heading = models.CharField("cột ghi đơn vị", max_length=500, blank=True)
    agency_by = models.CharField("cột đó ghi", max_length=4, choices=AgencyBy, default=AgencyBy.NAME)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = DossierSourceQuerySet.as_manager()

    class Meta:
        verbose_name = "nguồn số liệu hồ sơ"
        verbose_name_plural = "nguồn số liệu hồ sơ"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                name="dossier_source_named_once",
                violation_error_message="Cơ quan này đã có nguồn mang tên đó. Đặt tên khác, hoặc sửa nguồn đã có.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def known_columns(self) -> list[Column]:
        """The columns of the last sample."""
        return [Column(**column) for column in self.columns]


class MappedColumn(models.Model):
    """One column that goes into one part of an indicator's figure; several columns of one part are added up."""

    source = models.ForeignKey(DossierSource, models.CASCADE, related_name="mapped", verbose_name="nguồn")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="chỉ tiêu thống kê")
    part = models.CharField("phần của số liệu", max_length=11)
    heading = models.CharField("tiêu đề cột", max_length=500)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "cột đã nối"
        verbose_name_plural = "các cột đã nối"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "indicator", "part", "heading"], name="mapped_column_once")
        ]

    def __str__(self) -> str:
        return f"{self.heading} → {self.indicator.code}"


class AgencyAlias(models.Model):
    """What an export calls an agency (tên riêng trong nguồn), chosen once by a person; without agency the row is left out."""

    source = models.ForeignKey(DossierSource, models.CASCADE, related_name="aliases", verbose_name="nguồn")
    text = models.CharField("tên trong tệp", max_length=300)
    key = models.CharField(max_length=300, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chọn")
    at = models.DateTimeField("chọn lúc", default=timezone.now)

    class Meta:
        verbose_name = "tên riêng trong nguồn"
        verbose_name_plural = "tên riêng trong nguồn"
        ordering = ["text", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="agency_alias_once"),
            models.CheckConstraint(condition=~Q(key=""), name="agency_alias_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.text} → {self.agency or 'không lấy'}"


class LoadingQuerySet(models.QuerySet):
    def seen_by(self, user: User):
        """Loadings of sources that this person may look at."""
        return self.filter(source__in=DossierSource.objects.seen_by(user))


class Loading(models.Model):
    """One file of a source that was read for one period (lần nạp): previewed first, taken over once."""

    upload = models.OneToOneField(FigureUpload, models.CASCADE, related_name="loading", verbose_name="tệp đã nạp")
    source = models.ForeignKey(DossierSource, models.PROTECT, related_name="loadings", verbose_name="nguồn")
    written_count = models.PositiveIntegerField("số ô đã ghi", default=0)
    report_count = models.PositiveIntegerField("số báo cáo nhận số liệu", default=0)

    objects = LoadingQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nạp số liệu hồ sơ"
        verbose_name_plural = "các lần nạp số liệu hồ sơ"
        ordering = ["-upload__at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source}, {self.upload}"


class DisputeAnswer(models.Model):
    """What the office says to an agency's other opinion: its own number stands, or what it is still asked."""

    cell = models.ForeignKey(
        SourcedCell, models.CASCADE, related_name="dispute_answers", verbose_name="số lấy từ nguồn"
    )
    accepted = models.BooleanField("đồng ý dùng số của đơn vị")
    words = models.CharField("ý kiến trả lời", max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người trả lời")
    at = models.DateTimeField("trả lời lúc", default=timezone.now)

    class Meta:
        verbose_name = "trả lời ý kiến về số của nguồn"
        verbose_name_plural = "các trả lời ý kiến về số của nguồn"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted=True) | ~Q(words=""),
                name="dispute_answer_asks_something",
                violation_error_message="Ghi điều cần đơn vị làm rõ.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cell}: {'đồng ý' if self.accepted else 'đề nghị làm rõ'}"
