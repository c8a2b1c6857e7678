"""The forms about a target: a new one, a correction, an amendment from a day on, a withdrawal; and what they understood."""

from dataclasses import dataclass, replace

from django import forms

from accounts.once import OnceMixin
from plans.models import Plan
from targets.actions.targets import around, baseline_of_whole
from targets.forms.target_form import TargetForm
from targets.models import TargetVersion
from targets.restating import near_words, rule_of
from targets.rule_checks import doubts, faults
from targets.worded_rule import unit_of
from targets.wording import sentence
from ui.forms import BaseForm, DayField, RevisionMixin, WholeNumberField
from ui.revisions import StaleRevision


class NewTargetForm(OnceMixin, TargetForm):
    """A target that the plan does not have yet."""


class EditTargetForm(RevisionMixin, TargetForm):
    """What was mistyped; `locked` once figures were judged by the rule."""


class AmendTargetForm(EditTargetForm):
    """Another rule from a day on."""

    from_day = DayField(
        label="Áp dụng từ ngày",
        help_text="Kỳ chốt số liệu từ ngày này trở đi được đánh giá theo điều kiện mới; các kỳ trước giữ nguyên.",
    )
    reason = forms.CharField(label="Lý do điều chỉnh", max_length=300, widget=forms.Textarea({"rows": 2}))
    set_by_plan = forms.ModelChoiceField(
        Plan.objects.none(), label="Theo kế hoạch", empty_label=None, help_text="Kế hoạch ghi điều kiện mới."
    )

    def __init__(self, *args, by_plans, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["set_by_plan"].queryset = by_plans

    def amendment(self) -> dict:
        """From which day, why, and by which plan."""
        typed = self.cleaned_data
        return {"from_day": typed["from_day"], "reason": typed["reason"], "set_by": typed["set_by_plan"]}


class WithdrawForm(BaseForm):
    """From which day a target is no longer asked, and why."""

    revision = WholeNumberField(widget=forms.HiddenInput)
    day = DayField(label="Bãi bỏ từ ngày", help_text="Ngày đầu tiên chỉ tiêu không còn được đánh giá.")
    reason = forms.CharField(label="Lý do", max_length=300, widget=forms.Textarea({"rows": 2}))

    def refuse(self, refusal):
        """Saving once more, after having read who saved in between, is a decision."""
        if isinstance(refusal, StaleRevision):
            self._set_typed("revision", str(refusal.revision))
        super().refuse(refusal)


@dataclass(frozen=True)
class Understood:
    """What the page tells while the form is being filled in. `missing`: what still refuses the rule."""

    sentence: str
    missing: list[str]
    doubts: list[str]
    near: str
    group: object | None


def understood(form: TargetForm) -> Understood | None:
    """The rule as it would be judged if it were saved now; None until an indicator is chosen."""
    if form.measured is None:
        return None
    form.is_valid()
    asked = form.asked()
    rule, beside = rule_of(asked.version), around(asked)
    found = faults(rule, beside)
    return Understood(
        sentence=sentence(replace(rule, baseline=baseline_of_whole(asked))),
        missing=[_told_of(form, field, message) for field, message in found.items() if field not in form.errors],
        doubts=doubts(rule, beside),
        near=near_words(rule.kind, asked.version.tolerance, unit_of(rule.kind, rule.unit)),
        group=asked.version.judged_group,
    )


def _told_of(form: TargetForm, field: str, message: str) -> str:
    return f"{form.fields[field].label}: {message}" if field in form.fields else message


def as_on_file(version: TargetVersion) -> Understood:
    """A rule that was checked when it was saved."""
    rule = rule_of(version)
    near = near_words(rule.kind, version.tolerance, unit_of(rule.kind, rule.unit))
    return Understood(sentence(rule), [], [], near, version.judged_group)
