"""What a ranking is asked for, from the address: whose targets, which one or which plan, until when, which units."""

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from django import forms
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404, QueryDict
from django.urls import reverse

from accounts.models import User
from agencies import scope
from agencies.models import Agency, Placement, lives_on
from dashboard.selection import (
    TODAYS_MAP,
    Selection,
    in_newest_year,
    select,
    targets_shown,
    whole_number,
    years_on_offer,
)
from periods.period import Calendar, PeriodKind, periods_of, reporting_year
from plans.models import Plan
from targets.as_judged import Setting, unit_version, version_on
from targets.asking import ASKS_UNITS
from targets.ground import with_versions
from targets.league import COUNTED_FROM, League, PlanLeague, Sought, Standing, TargetLeague, results_at
from targets.models import Baseline, MapView, Milestone, Target, TargetVersion, UnitResult
from targets.restating import condition_of
from targets.rule import SMALL_SAMPLE, Rule
from ui.fields import SearchSelect
from ui.filters import FilterForm
from ui.vietnamese import nfc

MOST_LETTERS = 100  # of a name that is looked for
FIRST_FEW = 40  # targets among which one is looked for that gives places
ALL_KINDS = "tat-ca"  # in the address; without it the kind of most units, since a place among unlike units says little
OUT_OF_REACH = "Không có {} này trong phạm vi của anh/chị."
ANOTHER = "{} đã chọn không đánh giá từng đơn vị ở cơ quan và năm đang xem; trang này hiện {} khác."


class RankingFilter(FilterForm):
    """The filters above a ranking; every one of them stands in the address, `ket_qua` by the tabs above the table."""

    don_vi = forms.ChoiceField(label="Cơ quan", widget=SearchSelect)
    nam = forms.TypedChoiceField(label="Năm", coerce=int)
    ky = forms.ChoiceField(label="Tính đến kỳ")
    khoi = forms.ChoiceField(label="Loại đơn vị")
    tim = forms.CharField(label="Tên đơn vị", max_length=MOST_LETTERS)
    ket_qua = forms.ChoiceField(choices=[(one.value, one.value) for one in Standing], widget=forms.HiddenInput)
    ban_do = forms.ChoiceField(label="Theo tổ chức", choices=[("", "tại thời điểm báo cáo"), (TODAYS_MAP, "hiện nay")])

    subject = ""  # the field that says what the list is about

    def __init__(self, query: QueryDict, selection: Selection, *, subject: tuple, kinds: dict[str, int], today: date):
        """subject: the key of what the list is about, and what else there is to choose. kinds: how many units of each."""
        key, choices = subject
        filled = query.copy()
        filled["don_vi"], filled["nam"], filled[self.subject] = str(selection.office.pk), str(selection.year), str(key)
        filled["ky"] = selection.cutoff.slug
        if filled.get("khoi") not in (*kinds, ALL_KINDS):
            filled["khoi"] = max(kinds, key=kinds.get, default=ALL_KINDS)
        super().__init__(filled)
        self._selection = selection
        self.fields["don_vi"].choices = [(str(selection.office.pk), str(selection.office))]
        self.fields["don_vi"].widget.attrs["data-search-url"] = reverse("dashboard:suggest_offices")
        self.fields["nam"].choices = years_on_offer(today, selection.year)
        self.fields["ky"].choices = _ended(selection, today)
        self.fields[self.subject].choices = choices
        each = [(kind, Agency.Kind(kind).label) for kind in sorted(kinds)]
        self.fields["khoi"].choices = [*each, (ALL_KINDS, "Mọi loại")]
        self._forget_what_is_not_understood()

    def _forget_what_is_not_understood(self) -> None:
        if self.errors:
            for name in list(self.errors):
                self.data.pop(name, None)
            self.full_clean()

    def chosen(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""

    @property
    def words(self) -> str:
        """What is looked at: "Tính đến hết Quý III/2026 · Chi nhánh · theo tổ chức tại thời điểm báo cáo"."""
        kind = dict(self.fields["khoi"].choices)[self.chosen("khoi")]
        cutoff = self._selection.cutoff
        until = f"năm {cutoff.year}" if cutoff.kind == PeriodKind.YEAR else cutoff.label
        return f"Tính đến hết {until} · {kind} · {self._selection.view.label}"


class TargetRankingFilter(RankingFilter):
    subject = "chi_tieu"
    field_order = ("don_vi", "nam", "ky", "chi_tieu")

    chi_tieu = forms.TypedChoiceField(label="Chỉ tiêu", coerce=int)


class PlanRankingFilter(RankingFilter):
    subject = "ke_hoach"
    field_order = ("don_vi", "nam", "ky", "ke_hoach")

    ke_hoach = forms.TypedChoiceField(label="Kế hoạch", coerce=int)


def _ended(selection: Selection, today: date) -> list[tuple[str, str]]:
    """(slug, label) of the year's reports that are over, the newest first, and of the one that is looked at."""
    ended = {period for period in periods_of(Calendar.CCHC, selection.year) if period.days().are_over(today)}
    return [(period.slug, period.label) for period in sorted({*ended, selection.cutoff}, reverse=True)]


@dataclass(frozen=True)
class Looked:
    """From where a person looks, and the targets there that ask something of single units."""

    user: User
    selection: Selection
    targets: list[Target]

    def target(self, asked: str) -> Target:
        """The one that is asked for; where it is judged elsewhere or in another year, one of the same indicator.

        404 for one out of the person's reach.
        """
        if not asked:
            return self._first_with_places()
        known = {target.pk: target for target in self.targets}
        if (found := known.get(whole_number(asked))) is not None:
            return found
        other = _reached(Target.objects.seen_by(self.user), asked, "chỉ tiêu")
        alike = (target for target in self.targets if target.indicator_id == other.indicator_id)
        return next(alike, None) or self._first_with_places()

    def _first_with_places(self) -> Target:
        """The first by which at least two units at or below the office have a place, else the first."""
        month = self.selection.cutoff.span.end
        enough = (
            ~Q(version__target__indicator__kind__in=COUNTED_FROM) | Q(base__isnull=True) | Q(base__gte=SMALL_SAMPLE)
        )
        placed = UnitResult.objects.filter(
            enough,
            view=MapView.REPORTED,
            year=self.selection.year,
            month__lte=month,
            until__gt=month,
            value__isnull=False,
        )
        inside = placed.filter(version__target=OuterRef("pk"), agency__path__startswith=self.selection.office.path)
        two = inside.order_by().values("agency")[1:2]
        ranked = Target.objects.filter(Exists(two), pk__in=[target.pk for target in self.targets[:FIRST_FEW]])
        found = set(ranked.values_list("pk", flat=True))
        return next((target for target in self.targets if target.pk in found), self.targets[0])

    @property
    def plans(self) -> list[Plan]:
        return list({target.plan_id: target.plan for target in self.targets}.values())

    def plan(self, asked: str) -> Plan:
        """The one that is asked for; where it judges nobody here or in this year, the first; 404 out of reach."""
        found = [plan for plan in self.plans if plan.pk == whole_number(asked)]
        if asked and not found:
            _reached(Plan.objects.seen_by(self.user), asked, "kế hoạch")
        return (found or self.plans)[0]

    @property
    def choices(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """The targets under the names of their plans; of several on one indicator each says what it asks."""
        conditions = self._conditions_of_alike()
        words = {one.pk: f"{one.label} {one}".strip() + conditions.get(one.pk, "") for one in self.targets}
        groups = groupby(self.targets, key=lambda target: target.plan)
        return [(str(plan), [(one.pk, words[one.pk]) for one in ones]) for plan, ones in groups]

    def _conditions_of_alike(self) -> dict[int, str]:
        """Target to ": 100% xã ≥ 2 hội nghị", of those of which a plan has several on one indicator."""
        times = Counter((target.plan_id, target.indicator_id) for target in self.targets)
        alike = [target.pk for target in self.targets if times[target.plan_id, target.indicator_id] > 1]
        if not alike:
            return {}
        year = self.selection.year
        of_year = TargetVersion.objects.filter(ASKS_UNITS, target__in=alike, first_year__lte=year, last_year__gte=year)
        whole = of_year.select_related("target__indicator", "target__plan__issuer", "judged_group", "judged_agency")
        rows = whole.prefetch_related("baselines", "milestones").order_by(F("from_day").asc(nulls_first=True))
        return {version.target_id: f": {condition_of(version)}" for version in rows}


def _reached(rows: QuerySet, asked: str, noun: str):
    found = rows.filter(pk=whole_number(asked)).first()
    if found is None:
        raise Http404(OUT_OF_REACH.format(noun))
    return found


def look(user: User, query: QueryDict, today: date) -> Looked | None:
    """What the address asks for; None where the person has no agency to look at."""
    selection = select(user, query, today)
    if selection is None:
        return None
    targets = _targets(selection)
    if not targets and not selection.is_year_asked:
        selection = in_newest_year(selection, query, today)
        targets = _targets(selection)
    return Looked(user, _until_ended(selection, today), targets)


def _targets(selection: Selection) -> list[Target]:
    asking = TargetVersion.objects.filter(
        ASKS_UNITS, target=OuterRef("pk"), first_year__lte=selection.year, last_year__gte=selection.year
    )
    shown = targets_shown(selection.office, selection.year).filter(Exists(asking)).select_related("indicator")
    found = list(shown.only("label", "plan", "indicator__name").order_by("plan__issuer__depth", "plan", "order", "pk"))
    plans = Plan.objects.select_related("issuer").in_bulk({target.plan_id for target in found})
    for target in found:
        target.plan = plans[target.plan_id]
    return found


class Ranking(ABC):
    """Units in order, as far as the reader may see them: of one kind, unless all kinds are asked for.

    is_partial: the reader sees some of the units alone, and places are counted among these.
    """

    filter_form: type[RankingFilter]
    noun: str  # what the list is about

    def __init__(self, user: User, query: QueryDict, selection: Selection, plan: Plan, results, subject, today: date):
        self.selection, self.plan = selection, plan
        rows, self.is_partial = _seen(user, selection.office, plan.issuer, results)
        self.league = self.league_of(rows)
        words = nfc(query.get("tim", "")).strip()[:MOST_LETTERS]
        tallies = self.league.tallies(words)
        self.kinds: dict[str, int] = {}
        for tally in tallies:
            self.kinds[tally.kind] = self.kinds.get(tally.kind, 0) + tally.units
        self.form = self.filter_form(query, selection, subject=subject, kinds=self.kinds, today=today)
        is_another = whole_number(query.get(self.form.subject, "")) not in (None, subject[0])
        self.notice = ANOTHER.format(self.noun.capitalize(), self.noun) if is_another else ""
        kind = "" if self.form.chosen("khoi") == ALL_KINDS else self.form.chosen("khoi")
        self.total = self.kinds[kind] if kind else sum(self.kinds.values())
        self.sought = Sought(kind, words, self.form.chosen("ket_qua"))
        self.counts = {tally.standing: 0 for tally in tallies}
        for tally in tallies:
            self.counts[tally.standing] += tally.fitting if kind in ("", tally.kind) else 0

    @abstractmethod
    def league_of(self, rows: QuerySet[UnitResult]) -> League:
        """How these results are put in order."""

    @property
    def has_places(self) -> bool:
        """Whether a place says anything: not of one unit alone."""
        return self.total > 1

    def __len__(self) -> int:
        return self.counts.get(self.sought.standing, 0) if self.sought.standing else sum(self.counts.values())

    def __getitem__(self, part: slice) -> list:
        """A page of the rows, read when it is asked for."""
        return self.league.places(self.sought, part.start or 0, None if part.stop is None else part.stop - part.start)


class TargetRanking(Ranking):
    """By the value of one target."""

    filter_form, noun = TargetRankingFilter, "chỉ tiêu"

    def __init__(self, user: User, query: QueryDict, looked: Looked, today: date):
        self.today = today
        chosen = Target.objects.filter(pk=looked.target(query.get("chi_tieu", "")).pk)
        self.target = with_versions(chosen.select_related("indicator__part_of", "indicator__split_from"))[0]
        selection = looked.selection
        self.month = selection.cutoff.span.end
        self.version = _version(self.target, selection.year, date(selection.year, self.month, 14))
        self.year = reporting_year(self.version.due_on) if self.version.due_on else selection.year
        results = results_at([self.version], year=self.year, month=self.month, view=selection.view, today=today)
        subject = (self.target.pk, looked.choices)
        super().__init__(user, query, selection, self.target.plan, results, subject, today)

    def league_of(self, rows: QuerySet[UnitResult]) -> TargetLeague:
        return TargetLeague(rows, self.version)

    @cached_property
    def rule(self) -> Rule:
        """What one unit is held to. What is expected on the way, and baselines of single units, are no matter here."""
        typed = Prefetch("baselines", Baseline.objects.filter(agency__isnull=True))
        prefetch_related_objects([self.version], Prefetch("milestones", Milestone.objects.none()), typed)
        return unit_version(self.version, Setting(self.year)).rule

    @property
    def is_over(self) -> bool:
        """Whether the rule had ended by the day that is looked at: withdrawn, or replaced with its plan."""
        ends = self.version.until
        return ends is not None and ends <= date(self.selection.year, self.month, 14)


class PlanRanking(Ranking):
    """By how many of a plan's targets hold."""

    filter_form, noun = PlanRankingFilter, "kế hoạch"

    def __init__(self, user: User, query: QueryDict, looked: Looked, today: date):
        plan, selection = looked.plan(query.get("ke_hoach", "")), looked.selection
        month = selection.cutoff.span.end
        in_force = TargetVersion.objects.filter(
            lives_on(date(selection.year, month, 14)), ASKS_UNITS, target__plan=plan
        )
        results = results_at(in_force, year=selection.year, month=month, view=selection.view, today=today)
        choices = [(one.pk, str(one)) for one in looked.plans]
        super().__init__(user, query, selection, plan, results, (plan.pk, choices), today)

    def league_of(self, rows: QuerySet[UnitResult]) -> PlanLeague:
        return PlanLeague(rows)


def _until_ended(selection: Selection, today: date) -> Selection:
    """Units are compared by reports that are over: for one that still runs, or is yet to come, the last before it; in
    the first months of a year the one to which they belong."""
    asked, of_year = selection.cutoff, periods_of(Calendar.CCHC, selection.year)
    if asked and asked.year == selection.year and asked.days().are_over(today):
        return selection
    over = [period for period in of_year if period.days().are_over(today)]
    return replace(selection, cutoff=max(over, default=of_year[0]))


def _version(target: Target, year: int, day: date) -> TargetVersion:
    """The rule in force on the last day that is looked at, else the last of the year."""
    return version_on([one for one in target.versions.all() if one.first_year <= year <= one.last_year], day)


def _seen(user: User, office: Agency, issuer: Agency, rows: QuerySet[UnitResult]) -> tuple[QuerySet[UnitResult], bool]:
    """The results that the reader may see (dashboard.viewing.viewer_of), and whether these are a part only.

    Looked at from the issuer by whoever sees everything below it: of all that stand or stood there. From below: the
    office's own and those below it.
    """
    looks_from_above = any(issuer.path.startswith(path) for path in scope.sees_below(user))
    if not looks_from_above or issuer.pk != office.pk:
        return rows.filter(agency__in=scope.sees(user).at_or_below(office).order_by()), True
    if issuer.depth == 0:
        return rows, False
    stood_there = Placement.objects.filter(parent__path__startswith=issuer.path)
    return rows.filter(Q(agency__path__startswith=issuer.path) | Q(agency__in=stood_there.values("agency"))), False
