"""Fields of reform, and plans."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from documents.models import EvidenceFile
from plans.standing import Standing, standing_of
from ui.vietnamese import fold

NAMED_IN = (  # where a plan names an agency besides its issuer; targets hang below plans, hence by their related names
    "tasks__lead_agency",
    "tasks__supporting_agencies",
    "targets__versions__judged_agency",
    "targets__versions__judged_group__memberships__agency",
    "targets__versions__lead_agency",
    "targets__versions__watching_agency",
)


def _earliest_later(plan: str, effect: str, field: str) -> Subquery:
    """A field of the first issued plan that has this effect on the plan whose key stands in the column `plan`."""
    later = Plan.objects.filter(earlier_plan=OuterRef(plan), effect=effect, state=Plan.State.ISSUED)
    return Subquery(later.order_by("effective_from", "pk").values(field)[:1])


def replacement_day(plan: str = "pk") -> Subquery:
    """The day from which a plan is replaced; None while it is not. `plan` is the column that holds its key."""
    return _earliest_later(plan, Plan.Effect.REPLACES, "effective_from")


class PlanQuerySet(models.QuerySet):
    def edited_by(self, user):
        """Plans that this person may change: those of agencies for which they edit plans."""
        return self.filter(issuer__in=scope.acts_for(user, Action.EDIT_PLANS))

    def seen_by(self, user):
        """Plans this person may read: issued from where they look down, or naming an agency they see; drafts: editors only."""
        if user.is_superuser:
            return self
        visible = scope.sees(user)
        named = Q(issuer__in=visible)
        for place in NAMED_IN:
            named |= Q(Exists(Plan.objects.filter(pk=OuterRef("pk"), **{f"{place}__in": visible})))
        edits = Q(issuer__in=scope.acts_for(user, Action.EDIT_PLANS))
        return self.filter(edits | (Q(state=Plan.State.ISSUED) & named))

    def in_year(self, year: int):
        """Plans whose years hold this one."""
        return self.filter(year_from__lte=year, year_to__gte=year)

    def matching(self, words: str):
        """Plans whose number, summary or issuer holds every given word, whatever the accents and the case."""
        found = self
        for word in fold(words).split():
            found = found.filter(Q(search_text__contains=word) | Q(issuer__search_text__contains=word))
        return found

    def with_standing(self):
        """Each plan with `replaced_on` and `amended_on`, the days from which issued plans replace and amend it."""
        return self.annotate(
            replaced_on=replacement_day(), amended_on=_earliest_later("pk", Plan.Effect.AMENDS, "effective_from")
        )


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
    """A reform plan (kế hoạch). Number, day and signer may be unknown ("chưa rõ") and then stay empty.

    A plan that replaces or amends another names it as `earlier_plan` with `effect` and `effective_from`. Nothing is
    written on the earlier plan: the day on which it was replaced is derived from the issued plans that replace it
    (`with_standing`, `replacement_day`), and its targets' versions end on that day when they are judged. So a
    replacement withdrawn or corrected needs no repair elsewhere.
    """

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

    objects = PlanQuerySet.as_manager()

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

    @property
    def named(self) -> str:
        """Within a sentence: without a number the summary stands in quotes."""
        return str(self) if self.number else f"kế hoạch “{self}”"

    @property
    def years(self) -> str:
        """2026, or 2026–2030."""
        return f"{self.year_from}" if self.year_from == self.year_to else f"{self.year_from}–{self.year_to}"

    def standing_on(self, today: date) -> Standing:
        """Draft, to come, in force, amended, replaced or ended. Needs `with_standing()`."""
        return standing_of(
            self.state == self.State.ISSUED, self.year_from, self.year_to, self.replaced_on, self.amended_on, today
        )
