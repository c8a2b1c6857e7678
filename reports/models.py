"""Tables that were handed out: each keeps its own numbers for ever."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from periods.models import ReportingPeriod
from reports.table import Extent, Table, from_json
from targets.models import ReportForm
from ui.days import write_day


class ExportedReportQuerySet(models.QuerySet):
    def seen_by(self, user: User):
        """Of one agency's own figures: who sees the agency; of totals: only who sees everything below it, and of one
        form's reports who checks them all (reports.permissions)."""
        seen = Q(extent=Extent.OWN, agency__in=scope.sees(user))
        seen |= Q(
            extent=Extent.FORM,
            agency=F("form__owner"),
            form__checker__in=scope.acts_for(user, Action.APPROVE_FIGURES),
        )
        for path in scope.sees_below(user):
            seen |= Q(agency__path__startswith=path)
        return self.filter(seen)

    def like(self, *, form: ReportForm, period: ReportingPeriod, agency: Agency, extent: str):
        """Exports of the same table."""
        return self.filter(form=form, period=period, agency=agency, extent=extent)

    def with_names(self):
        """Everything that a row of a list says, without the kept numbers."""
        return self.select_related("form", "period", "agency", "by").defer("content")


class ExportedReport(models.Model):
    """A consolidated table as it was handed out (biểu đã xuất): its numbers stay what they were that day.

    `content` is the whole table with what each number was made of (reports.table), so that a later table can say why it
    differs. Marked "đã ban hành" once the paper that holds it has a number and a day.
    """

    class Format(models.TextChoices):
        WORD = "docx", "Word"
        SHEET = "xlsx", "Excel"

    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="exports", verbose_name="biểu mẫu")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="exports", verbose_name="kỳ báo cáo")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="exports", verbose_name="đơn vị")
    extent = models.CharField("phạm vi tổng hợp", max_length=4, choices=Extent)
    with_sent = models.BooleanField("gồm số liệu chưa xác nhận", default=False)
    format = models.CharField("dạng tệp", max_length=4, choices=Format)
    cut_off_on = models.DateField("số liệu chốt ngày")
    approved_count = models.PositiveIntegerField("số đơn vị đã xác nhận")
    owing_count = models.PositiveIntegerField("số đơn vị phải báo cáo")
    content = models.JSONField("nội dung biểu")
    changes = models.JSONField("khác với lần xuất trước", default=list)
    compared_with = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name="so với lần xuất"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người xuất")
    at = models.DateTimeField("xuất lúc", default=timezone.now)
    issued_number = models.CharField("số văn bản", max_length=50, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name="người ghi"
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ExportedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu đã xuất"
        verbose_name_plural = "biểu đã xuất"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["form", "period", "agency"], name="export_of_a_table")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(issued_number="") & Q(issued_on__isnull=True) & Q(issued_by__isnull=True))
                | (~Q(issued_number="") & Q(issued_on__isnull=False) & Q(issued_by__isnull=False)),
                name="export_issued_with_number_and_day",
                violation_error_message="Biểu đã ban hành cần đủ số và ngày của văn bản.",
            ),
            models.CheckConstraint(
                condition=Q(approved_count__lte=F("owing_count")), name="export_coverage_within_owing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form.code}, {self.period}, {self.agency}"

    @property
    def table(self) -> Table:
        """The kept numbers."""
        return from_json(self.content)

    @property
    def is_issued(self) -> bool:
        return self.issued_on is not None

    @property
    def issued_words(self) -> str:
        """ "đã ban hành, số 12/BC-UBND ngày 20/09/2026", or nothing."""
        return f"đã ban hành, số {self.issued_number} ngày {write_day(self.issued_on)}" if self.issued_on else ""

    @property
    def coverage(self) -> str:
        return f"{self.approved_count}/{self.owing_count}" if self.owing_count else "–"
