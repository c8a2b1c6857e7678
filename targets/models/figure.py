"""What is known about one agency for an indicator in a period."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from documents.models import EvidenceFile
from periods.models import ReportingPeriod
from targets.checks import Parts
from targets.content import Content
from targets.models.form import FormLine
from targets.models.indicator import Indicator
from targets.models.submission import Submission
from targets.terms import SourceKind, Typed


class FigureQuerySet(models.QuerySet):
    def seen_by(self, user: User):
        """Figures about agencies this person may look at, given by them, or checked by this person."""
        seen = scope.sees(user)
        return self.filter(
            Q(agency__in=seen)
            | Q(submission__agency__in=seen)
            | Q(submission__form__checker__in=scope.acts_for(user, Action.APPROVE_FIGURES))
        )

    def from_outside(self):
        """Figures that somebody else publishes and an office records; they belong to no report."""
        return self.filter(submission__isnull=True, indicator__source_kind=SourceKind.OUTSIDE)

    def sent(self):
        """Figures whose report was sent or confirmed, and confirmed outside figures."""
        states = (Submission.State.SUBMITTED, Submission.State.APPROVED)
        return self.filter(Q(submission__state__in=states) | Q(submission__isnull=True, approved_at__isnull=False))


class Figure(models.Model):
    """A figure (số liệu): `agency` is whom it is about, `reported_by` the agency that gives it.

    Opening a period writes one empty row for every cell that is owed; an empty row is "chưa báo cáo", which is neither
    zero nor "không phát sinh". An outside figure has no submission and is confirmed by itself. A figure counts once
    `approved_at` is set, in the transaction that approves it.
    Parts by kind: ratios numerator and denominator; count, stock, level, grade (1-based step), rank (place) value;
    level also sample; rank also out_of; yes/no done and done_on.
    """

    submission = models.ForeignKey(
        Submission, models.CASCADE, null=True, blank=True, related_name="figures", verbose_name="báo cáo"
    )
    line = models.ForeignKey(
        FormLine, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name="dòng"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="figures", verbose_name="đơn vị")
    reported_by = models.ForeignKey(
        Agency, models.PROTECT, related_name="given_figures", verbose_name="cơ quan báo cáo"
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures", verbose_name="chỉ tiêu thống kê")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="figures", verbose_name="kỳ báo cáo")
    typed = models.CharField("cách nhập", max_length=10, choices=Typed)

    numerator = models.DecimalField("tử số", max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("mẫu số", max_digits=18, decimal_places=4, null=True, blank=True)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4, null=True, blank=True)
    sample = models.PositiveIntegerField("số phiếu", null=True, blank=True)
    out_of = models.PositiveSmallIntegerField("trên tổng số", null=True, blank=True)
    done = models.BooleanField("đã thực hiện", null=True, blank=True)
    done_on = models.DateField("ngày thực hiện", null=True, blank=True)
    nothing_occurred = models.BooleanField("không phát sinh", default=False)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    cause_and_remedy = models.TextField("nguyên nhân, giải pháp", blank=True)
    explanation = models.TextField("thuyết minh số liệu khác thường", blank=True)
    source = models.CharField("nguồn, số văn bản", max_length=200, blank=True)
    evidence = models.ManyToManyField(
        EvidenceFile, blank=True, related_name="figures", verbose_name="tài liệu kiểm chứng"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name="người nhập"
    )
    recorded_at = models.DateTimeField("nhập lúc", null=True, editable=False)
    approved_at = models.DateTimeField("xác nhận lúc", null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="người xác nhận",
    )
    corrected_at = models.DateTimeField("đính chính lúc", null=True, editable=False)
    is_sample = models.BooleanField("số liệu minh hoạ", default=False, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "indicator", "period"],
                name="figure_once",
                violation_error_message="Đơn vị đã có số liệu của chỉ tiêu này trong kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(numerator__gte=0),
                name="figure_numerator_not_negative",
                violation_error_message="Tử số không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
                name="figure_denominator_not_negative",
                violation_error_message="Mẫu số không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(nothing_occurred=False)
                | (
                    Q(numerator__isnull=True)
                    & Q(denominator__isnull=True)
                    & Q(value__isnull=True)
                    & Q(done__isnull=True)
                ),
                name="figure_nothing_occurred_has_no_parts",
                violation_error_message="Đã đánh dấu không phát sinh thì không nhập số liệu.",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done__isnull=False, done=True),
                name="figure_done_day_needs_done",
                violation_error_message="Có ngày thực hiện thì phải đánh dấu đã thực hiện.",
            ),
            models.CheckConstraint(
                condition=(Q(approved_at__isnull=True) & Q(approved_by__isnull=True))
                | (Q(approved_at__isnull=False) & Q(approved_by__isnull=False)),
                name="figure_approved_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["indicator", "period", "agency"], name="figure_by_indicator"),
            models.Index(fields=["submission"], name="figure_by_submission"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} của {self.agency}, {self.period}"

    @property
    def is_given(self) -> bool:
        """Whether anything was reported, "không phát sinh" included."""
        return self.parts.is_given

    @property
    def is_of_a_group(self) -> bool:
        """Whether its line is typed for every member of a group."""
        return bool(self.line and self.line.about_group_id)

    @property
    def parts(self) -> Parts:
        """What was typed, as plain values."""
        return Parts(
            numerator=self.numerator,
            denominator=self.denominator,
            value=self.value,
            sample=self.sample,
            out_of=self.out_of,
            done=self.done,
            done_on=self.done_on,
            nothing_occurred=self.nothing_occurred,
        )

    def take(self, parts: Parts) -> None:
        """Set what was typed; the caller saves."""
        for name in Parts.__dataclass_fields__:
            setattr(self, name, getattr(parts, name))

    def take_content(self, content: Content) -> None:
        """Set everything that a person gives, parts and words; the caller saves."""
        for name, value in content.items():
            setattr(self, name, value)
