"""A plan's document on its way in: its text, what was proposed, and what a person decided so far."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from documents.models import EvidenceFile
from documents.text import Text
from documents.text_json import from_json
from intake.deciding import Count, Item, count, items_of
from plans.models import Plan


class PlanIntakeQuerySet(models.QuerySet):
    def edited_by(self, user):
        """Those of agencies for which the person edits plans: nobody else sees a document before it is a plan."""
        return self.filter(agency__in=scope.acts_for(user, Action.EDIT_PLANS))

    def waiting(self):
        """Open ones, without what is large."""
        return self.filter(state=PlanIntake.State.OPEN).defer("text").select_related("agency", "changed_by", "plan")


class PlanIntake(models.Model):
    """A document being entered (văn bản đang nhập). `plan` is the plan to add to; once written, the plan that was made.

    `proposals` and `decisions` are those of intake/deciding.py. A decision about one proposal has a revision of its own,
    so that two people decide side by side; `revision` counts every change of the whole, and writing asks for it.
    """

    class State(models.TextChoices):
        OPEN = "open", "Đang xem"
        WRITTEN = "written", "Đã ghi vào kế hoạch"
        DROPPED = "dropped", "Đã bỏ"

    title = models.CharField("văn bản", max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plan_intakes", verbose_name="đơn vị nhập")
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="intakes", verbose_name="kế hoạch"
    )
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="plan_intakes", verbose_name="tệp văn bản"
    )
    text = models.JSONField("nội dung văn bản")
    proposals = models.JSONField("đề xuất", default=list)
    decisions = models.JSONField("quyết định", default=dict)
    state = models.CharField("trạng thái", max_length=7, choices=State, default=State.OPEN)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập", editable=False
    )
    created_at = models.DateTimeField("nhập lúc", default=timezone.now, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    changed_at = models.DateTimeField("sửa lúc", default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanIntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đang nhập"
        verbose_name_plural = "văn bản đang nhập"
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "written", "dropped"]),
                name="intake_state_is_known",
                violation_error_message="Trạng thái của văn bản không đúng.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def items(self) -> list[Item]:
        return items_of(self.proposals, self.decisions)

    @property
    def count(self) -> Count:
        return count(self.items)

    @property
    def read_text(self) -> Text:
        return from_json(self.text)
