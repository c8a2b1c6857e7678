"""A document on its way in, with proposals from hand-made readings: what the readers find in a text is tested elsewhere."""

from datetime import date

from accounts.models import User
from documents.text import Text, from_pasted
from intake.actions import intakes as actions
from intake.deciding import PLAN_KEY, Sort, State, next_key
from intake.forms.describing import with_descriptions
from intake.models import PlanIntake
from intake.reading import Surroundings, Within, target_proposal
from plans.models import Plan
from targets.target_reading import TargetReading
from tests.intake.read import target

TODAY = date(2026, 3, 2)
WORDS = (
    "KẾ HOẠCH\n\nCải cách hành chính năm 2026\n\n1. Tối thiểu 95% hồ sơ được giải quyết đúng hạn.\n\n"
    "2. Mức độ hài lòng của người dân đạt từ 90% trở lên.\n\n3. Rà soát quy chế làm việc, xong trước ngày 30/6/2026."
)


def plan_proposal(issuer, **typed) -> dict:
    fields = {
        "number": "12/KH-SNV",
        "summary": "Kế hoạch cải cách hành chính năm 2026",
        "kind": "annual",
        "state": "issued",
        "issuer": str(issuer.pk),
        "issued_on": "15/01/2026",
        "year_from": "2026",
        "year_to": "2026",
    }
    return {"key": PLAN_KEY, "sort": "plan", "typed": fields | typed, "start": 0, "end": 8}


def task_proposal(**typed) -> dict:
    fields = {"content": "Rà soát quy chế làm việc", "timing": "deadline", "due_on": "30/06/2026", "quote": "Rà soát"}
    return {"sort": "task", "typed": fields | {"supporting_agencies": []} | typed, "doubts": []}


def on_time(**said) -> TargetReading:
    return target("Tỷ lệ hồ sơ được giải quyết đúng hạn", value="95", sentence="Tối thiểu 95% hồ sơ đúng hạn.", **said)


def intake(
    by: User,
    *readings: TargetReading,
    tasks=(),
    plan: Plan | None = None,
    own: dict | None = None,
    text: Text | None = None,
) -> PlanIntake:
    """Kept as a page would keep it. `own`: fields of the plan's data that matter to the test."""
    around = Surroundings(by, TODAY, plan)
    office = plan.issuer if plan else around.own_office
    within = Within(office, around, (2026, 2026), date(2026, 1, 15))
    proposals = [] if plan else [plan_proposal(office, **(own or {}))]
    for reading in readings:
        proposals.append(target_proposal(reading, within) | {"key": next_key(proposals, Sort.TARGET)})
    for one in tasks:
        proposals.append(one | {"key": next_key(proposals, Sort.TASK)})
    kept = with_descriptions(proposals, around)
    words = text or from_pasted(WORDS)
    return actions.begin(by=by, agency=office, title="Kế hoạch 12", text=words, proposals=kept, plan=plan)


def accept_all(by: User, of: PlanIntake) -> PlanIntake:
    """Every proposal as it stands, doubtful or not."""
    for item in of.items:
        of = actions.decide(
            by=by,
            intake=of,
            key=item.key,
            revision=item.revision,
            state=State.ACCEPTED,
            typed=item.typed,
            sentence=item.sentence,
        )
    return of
