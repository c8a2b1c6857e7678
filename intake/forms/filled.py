"""The house's own forms of plan, task and target filled with what was proposed or decided, and what they say of it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from accounts.models import User
from intake.proposing import NEW
from intake.task_fields import in_words
from plans.actions.tasks import check_time
from plans.forms.plans import PlanForm
from plans.forms.tasks import TaskForm
from plans.models import Plan, Task
from targets.actions.targets import Asked
from targets.forms.indicators import InPassingForm
from targets.forms.target_form import TargetForm
from targets.forms.targets import understood
from targets.models import Indicator

FIELDS = {*PlanForm.base_fields, *TaskForm.base_fields, *TargetForm.base_fields} - {"signed"}
SEVERAL = ("supporting_agencies",)  # fields of which several values come


@dataclass(frozen=True)
class Described:
    """How an item reads to a person, and what still refuses it."""

    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    faults: tuple[str, ...] = ()


def typed_in(post) -> dict:
    """What a page sent of the house's forms, as it is kept. A NUL is left out: PostgreSQL keeps none."""
    sent = {name: post.getlist(name) if name in SEVERAL else post[name] for name in post if _is_field(name)}
    return {name: without_nul(value) for name, value in sent.items()}


def with_new_at_hand(typed: dict, proposed: dict) -> dict:
    """Where an indicator of the library was chosen, the proposed new one stays at hand for whoever looks again."""
    if not typed.get("indicator"):
        return typed
    return typed | {name: value for name, value in proposed.items() if name.startswith(f"{NEW}-")}


def without_nul(value: str | list[str]):
    return value.replace("\0", "") if isinstance(value, str) else [one.replace("\0", "") for one in value]


def _is_field(name: str) -> bool:
    """Milestones and baselines are asked by period and by agency, hence known by how their names begin."""
    return name in FIELDS or name.startswith((f"{NEW}-", "milestone_", "baseline_"))


class FilledPlan:
    """The plan's own data. The paper itself is attached when the plan is written, so the form asks for none."""

    def __init__(self, typed: dict, *, user: User, today: date):
        self.form = PlanForm(typed, user=user, today=today)
        del self.form.fields["signed"]

    @property
    def is_complete(self) -> bool:
        return self.form.is_valid()

    def plan(self) -> Plan:
        """The plan, unsaved."""
        self.form.is_valid()
        return self.form.instance

    def described(self) -> Described:
        valid = self.form.is_valid()
        said = [(self.form[name].label, _shown(self.form, name)) for name in PLAN_FACTS]
        return Described(
            sentence=self.form.data.get("summary", ""),
            facts=tuple((label, value) for label, value in said if value),
            faults=() if valid else _errors(self.form),
        )


PLAN_FACTS = (
    "number",
    "issued_on",
    "issuer",
    "kind",
    "year_from",
    "year_to",
    "signer",
    "signer_title",
    "higher_plan",
    "earlier_plan",
)


class FilledTask:
    def __init__(self, typed: dict, *, plan: Plan, today: date):
        self.form = TaskForm(typed, instance=Task(plan=plan), today=today)

    @property
    def is_complete(self) -> bool:
        return self.form.is_valid()

    def task(self) -> Task:
        return self.form.instance

    @property
    def supporting(self) -> list:
        return list(self.form.cleaned_data.get("supporting_agencies", ()))

    def described(self) -> Described:
        valid = self.form.is_valid()
        task = self.form.instance
        led_by, others = in_words(task.parties_text)
        facts = [
            ("Chủ trì", str(task.lead_agency or "")),
            ("Chủ trì, theo văn bản", led_by),
            ("Phối hợp", "; ".join(filter(None, [", ".join(map(str, self.supporting)), others]))),
            ("Người phụ trách", task.responsible_person),
            ("Thời gian", task.time),
            ("Sản phẩm", task.deliverable),
            ("Kinh phí", task.budget_text),
        ]
        faults = _errors(self.form) if not valid else _time_faults(task)
        return Described(task.content, tuple((term, value) for term, value in facts if value), faults)


class FilledTarget:
    """The target form, and beside it the fields of an indicator that the library does not have yet."""

    def __init__(self, typed: dict, *, plan: Plan, today: date):
        self.new = InPassingForm(typed, prefix=NEW)
        self.form = TargetForm(typed, plan=plan, today=today, new_indicator=self.new.typed_indicator())

    @property
    def takes_new(self) -> bool:
        """Whether the new indicator is meant, none of the library being chosen."""
        return self.form.is_valid() and self.form.cleaned_data.get("indicator") is None

    @property
    def is_complete(self) -> bool:
        return self.form.is_valid() and (not self.takes_new or self.new.is_valid())

    def asked(self) -> Asked:
        return self.form.asked()

    def new_indicator(self) -> Indicator | None:
        return self.new.entered(self.form.plan.issuer) if self.takes_new and self.new.is_valid() else None

    def described(self) -> Described:
        told = understood(self.form)
        if told is None:
            return Described("", faults=("Chọn chỉ tiêu thống kê, hoặc đặt tên chỉ tiêu mới.",))
        faults = [*_errors(self.form), *told.missing]
        if self.takes_new and not self.new.is_valid():
            faults += _errors(self.new)
        facts = [*self._new_facts(), *(("Nên xem lại", doubt) for doubt in told.doubts)]
        return Described(told.sentence, tuple(facts), tuple(faults))

    def _new_facts(self) -> list[tuple[str, str]]:
        """What would be entered into the library."""
        measured = self.form.measured
        if measured.pk:
            return []
        labels = [("Tử số", "numerator_label"), ("Mẫu số", "denominator_label"), ("Đơn vị tính", "unit")]
        parts = [(label, self.new.data.get(f"{NEW}-{name}", "")) for label, name in labels]
        said = ("Chỉ tiêu thống kê mới", f"{measured.name} ({measured.get_kind_display()})")
        return [said, *(part for part in parts if part[1])]


def _errors(form) -> tuple[str, ...]:
    said = []
    for name, messages in form.errors.items():
        label = f"{form.fields[name].label}: " if name in form.fields else ""
        said += [f"{label}{message}" for message in messages]
    return tuple(said)


def _time_faults(task: Task) -> tuple[str, ...]:
    try:
        check_time(task)
    except ValidationError as refusal:
        return tuple(refusal.messages)
    return ()


def _shown(form: PlanForm, name: str) -> str:
    """A field's value as a person reads it."""
    value = getattr(form, "cleaned_data", {}).get(name) or ""
    if name == "kind":
        return form.instance.get_kind_display()
    return form[name].field.widget.format_value(value) if hasattr(value, "year") else str(value)
