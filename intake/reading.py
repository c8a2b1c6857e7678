"""A document's text read against what the system knows: its agencies, groups, fields of reform, plans and indicators."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from django.db.models import Q

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency, AgencyGroup
from agencies.naming import match
from documents.text import Text
from intake.deciding import PLAN_KEY, Sort, next_key
from intake.group_names import group_of
from intake.plan_fields import Finder, places_of, plan_doubts, plan_fields
from intake.proposing import Beside, Known, may_mean, propose
from intake.spots import Spots
from intake.task_fields import parties_of, task_doubts, task_fields
from plans import numbering
from plans.models import Area, Plan
from plans.reading import PlanReading, TaskReading, read_plan
from targets.models import Indicator
from targets.reading.matching import SURE, candidates
from targets.target_reading import TargetReading
from targets.wording import read_sentence, read_targets
from ui.vietnamese import fold

MOST_CANDIDATES = 5
NUMBER = re.compile(
    r"[0-9]+[a-zđ]?\s?[/-]\s?[\w&./-]*\w", re.IGNORECASE
)  # "09/KH-UBND", "14-KH/TU"; days too, which no plan bears
FLOORS_BELOW = 2


@dataclass(frozen=True)
class Surroundings:
    """What a paper is read against, for one person on one day. `plan`: the plan that it adds to, if there is one already."""

    user: User
    today: date
    plan: Plan | None = None

    @cached_property
    def offices(self) -> list[Agency]:
        """For which the person enters plans."""
        return list(scope.acts_for(self.user, Action.EDIT_PLANS).alive_on(self.today).order_by("depth", "sort_key"))

    @cached_property
    def own_office(self) -> Agency | None:
        own = set(scope.own_agencies(self.user))
        return next((agency for agency in self.offices if agency.pk in own), next(iter(self.offices), None))

    @cached_property
    def library(self) -> list[Indicator]:
        return list(Indicator.objects.in_use_on(self.today).order_by("sort_key"))

    @cached_property
    def areas(self) -> list[tuple[str, str]]:
        return [(str(area.pk), fold(area.name)) for area in Area.objects.all()]

    def issuer_of(self, words: str) -> str:
        return _sure(words, [(agency.pk, agency.name, agency.short_name) for agency in self.offices])

    def plan_of(self, words: str) -> str:
        """The key of the one plan of this number among those that the person may change."""
        number = numbering.key(words)
        plans = Plan.objects.edited_by(self.user).exclude(number_key="")
        found = [plan.pk for plan in plans.filter(number_key=number)[:2]] if number else []
        return str(found[0]) if len(found) == 1 else ""

    def higher_of(self, words: str) -> str:
        """The key of the one plan whose number and year stand in the words."""
        numbers = {numbering.key(number) for number in NUMBER.findall(words)} - {""}
        plans = Plan.objects.seen_by(self.user).filter(number_key__in=numbers) if numbers else ()
        found = [plan.pk for plan in plans if str(plan.number_year) in words]
        return str(found[0]) if len(found) == 1 else ""

    def area_of(self, words: str) -> str:
        said = fold(words)
        return next((key for key, name in self.areas if name in said), "") if said else ""


@dataclass(frozen=True)
class Within:
    """What can be named within a plan of one issuer."""

    issuer: Agency
    surroundings: Surroundings
    years: tuple[int, int]
    issued_on: date | None = None

    @cached_property
    def agencies(self) -> list[tuple[int, str, str]]:
        """Those above the issuer, beside it, and down to two floors below: whom its plan can mean without a place."""
        issuer = self.issuer
        above = [int(key) for key in issuer.path.strip("/").split("/")]
        near = Q(pk__in=above) | Q(path__startswith=issuer.path, depth__lte=issuer.depth + FLOORS_BELOW)
        if issuer.parent_id:
            near |= Q(parent=issuer.parent_id)
        return list(
            Agency.objects.alive_on(self.surroundings.today).filter(near).values_list("pk", "name", "short_name")
        )

    @cached_property
    def groups(self) -> list[tuple[int, str, str]]:
        """Those that the issuer's office may put upon, and that have somebody in them."""
        root = f"/{self.issuer.path.split('/')[1]}/"
        groups = AgencyGroup.objects.filter(owner__path__startswith=root, memberships__until=None).within(self.issuer)
        return list(groups.order_by("sort_key").distinct().values_list("pk", "name", "unit_noun"))

    @cached_property
    def agency_of(self) -> Callable[[str], str]:
        return cache(lambda words: _sure(words, self.agencies))

    def lead_choices(self, words: str) -> list[tuple[int, str]]:
        """Whom a task's words may mean where it is not sure: (key, name), the likest first."""
        names = {key: name for key, name, _ in self.agencies}
        return [(one.key, names[one.key]) for one in match(words, self.agencies) if not one.is_group]

    @property
    def beside(self) -> Beside:
        return Beside(
            years=self.years,
            issuer=self.issuer.name,
            group_of=lambda words: group_of(words, self.groups),
            agency_of=self.agency_of,
            area_of=self.surroundings.area_of,
        )


def proposals_of(text: Text, around: Surroundings) -> list[dict]:
    """Everything that the paper seems to set: the plan's data, its targets, its tasks, each with a key of its own."""
    reading = read_plan(text)
    made = [] if around.plan else [_plan_proposal(reading, around)]
    within = within_plan(around.plan, around) if around.plan else _within_read(made[0]["typed"], reading, around)
    spots = Spots(text)
    for target in read_targets(text, year=within.years[0]):
        made.append(
            target_proposal(_placed(target, spots.at(target.start)), within) | {"key": next_key(made, Sort.TARGET)}
        )
    for task in reading.tasks:
        made.append(_task_proposal(task, text, within) | {"key": next_key(made, Sort.TASK)})
    return remarked(made, around.plan) if around.plan else made


def remarked(proposals: list[dict], plan: Plan) -> list[dict]:
    """Proposals for a plan on file, with a doubt at what it seems to have already."""
    measured = {str(key) for key in plan.targets.filter(withdrawn_on=None).values_list("indicator", flat=True)}
    contents = {fold(content) for content in plan.tasks.values_list("content", flat=True)}
    has = {
        Sort.TARGET: lambda typed: typed.get("indicator") in measured,
        Sort.TASK: lambda typed: fold(typed.get("content", "")) in contents,
    }
    said = {
        Sort.TARGET: "Kế hoạch đã có một chỉ tiêu về chỉ tiêu thống kê này: bỏ nếu trùng.",
        Sort.TASK: "Kế hoạch đã có nhiệm vụ này: bỏ nếu trùng.",
    }
    return [
        one | {"doubts": [*one.get("doubts", ()), said[sort]]}
        if (sort := Sort(one["sort"])) in has and has[sort](one["typed"])
        else one
        for one in proposals
    ]


def within_plan(plan: Plan, around: Surroundings) -> Within:
    return Within(plan.issuer, around, (plan.year_from, plan.year_to), plan.issued_on)


def targets_in(quote: str, start: int | None, place: str, within: Within) -> list[dict]:
    """Proposals from words that a person marked; `start` is their place in the document, None where they are not in it."""
    read = read_sentence(quote, year=within.years[0])
    return [_moved(target_proposal(_placed(target, place), within), start, len(quote)) for target in read]


def _placed(target: TargetReading, place: str) -> TargetReading:
    """Named by page or row where it was read so; else by the items of the paper."""
    return target if target.place else replace(target, place=place)


def _moved(proposal: dict, start: int | None, length: int) -> dict:
    """A proposal read from marked words, placed where the words stand."""
    if start is None:
        return proposal | {"start": None, "end": None}
    return proposal | {"start": start, "end": start + length}


def _within_read(typed: dict, reading: PlanReading, around: Surroundings) -> Within:
    issuer = next((agency for agency in around.offices if str(agency.pk) == typed["issuer"]), around.own_office)
    issued_on = reading.issued_on.value if reading.issued_on else None
    return Within(issuer, around, (int(typed["year_from"]), int(typed["year_to"])), issued_on)


def _plan_proposal(reading: PlanReading, around: Surroundings) -> dict:
    finder = Finder(
        issuer_of=around.issuer_of,
        plan_of=around.plan_of,
        higher_of=around.higher_of,
        own_issuer=str(around.own_office.pk) if around.own_office else "",
        this_year=around.today.year,
    )
    places = places_of(reading)
    start, end = places[0] if places else (None, None)
    return {
        "key": PLAN_KEY,
        "sort": str(Sort.PLAN),
        "start": start,
        "end": end,
        "places": places,
        "typed": plan_fields(reading, finder),
        "doubts": plan_doubts(reading, finder),
    }


def target_proposal(reading: TargetReading, within: Within) -> dict:
    """A target with the indicators of the library that it may mean; the first is taken where it is surely meant."""
    library = within.surroundings.library
    by_key = {indicator.pk: indicator for indicator in library}
    asked = propose(reading, within.beside)
    phrase = asked.typed["moi-name"]
    names = [(one.pk, one.name, one.kind) for one in library]
    scored = candidates(phrase, names, most=MOST_CANDIDATES)
    sure = (by_key[key] for key, score in scored if score >= SURE and may_mean(reading, by_key[key].kind))
    if meant := next(sure, None):
        known = Known(meant.pk, meant.kind, meant.name, tuple(meant.grade_steps))
        asked = propose(reading, within.beside, known)
    return {
        "sort": str(Sort.TARGET),
        "quote": reading.sentence,
        "place": reading.place,
        "start": reading.start,
        "end": reading.end,
        "typed": asked.typed,
        "doubts": list(asked.doubts),
        "asks": list(asked.asks),
        "otherwise": asked.otherwise,
        "candidates": [[key, f"{by_key[key].name} ({round(score * 100)}%)"] for key, score in scored],
    }


def _task_proposal(reading: TaskReading, text: Text, within: Within) -> dict:
    parties = parties_of(reading, within.agency_of)
    leads = within.lead_choices(reading.lead) if reading.lead and not parties.lead else []
    quote = text.content[reading.start : reading.end]
    area = within.surroundings.area_of(reading.section)
    return {
        "sort": str(Sort.TASK),
        "quote": quote,
        "place": reading.place,
        "start": reading.start,
        "end": reading.end,
        "typed": task_fields(reading, parties, quote=quote, area=area),
        "doubts": task_doubts(reading, parties, may_be_led=bool(leads), issued_on=within.issued_on),
        "candidates": leads,
    }


def _sure(words: str, known: list[tuple[int, str, str]]) -> str:
    """The key of the one agency that is surely meant; empty where none is, or several may be."""
    found = match(words, known) if words.strip() else ()
    return str(found[0].key) if found and found[0].is_sure else ""
