"""What a leader looks at, from the address: which office, year, cut-off period, plan, field, state."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django import forms
from django.db.models import Max, Q
from django.http import Http404
from django.urls import reverse

from accounts.models import User
from agencies import scope
from agencies.models import Agency
from periods.period import Calendar, Period, PeriodKind, last_ended, parse_slug, periods_of, reporting_year
from plans.models import Area, Plan
from targets.models import MapView, Target, TargetVersion
from targets.terms import VerdictGroup
from ui.fields import SearchSelect
from ui.filters import FilterForm
from ui.forms import shown

MANY_YEARS = 6
MAP, TODAYS_MAP = "ban_do", "hom-nay"  # in the address; without it figures stand by the map of the time
DIGITS_OF_A_KEY = 18


@dataclass(frozen=True)
class Selection:
    """The office whose page it is, and the day from which one looks. `cutoff` None: everything up to today.

    is_year_asked: the address names the year; otherwise it is the current one, or the newest with targets. view: by
    whose map of agencies figures are put together.
    """

    office: Agency
    year: int
    cutoff: Period | None
    is_year_asked: bool = True
    view: MapView = MapView.REPORTED

    @property
    def query(self) -> str:
        """What an address says to look from here, without the office."""
        said = f"nam={self.year}"
        said += f"&ky={self.cutoff.slug}" if self.cutoff else ""
        return said + (f"&{MAP}={TODAYS_MAP}" if self.view == MapView.TODAY else "")


def select(user: User, query, today: date) -> Selection | None:
    """What the address asks for; None where the person has no agency to look at. 404 for what they may not see."""
    office = _office(user, query.get("don_vi", ""))
    if office is None:
        return None
    return look_from(office, query, today)


def look_from(office: Agency, query, today: date) -> Selection:
    """An office that the reader is known to see, with the year and the cut-off that the address asks for.

    Without a year it is the current one; `in_newest_year` finds a better one where that has no targets.
    """
    asked = _year(query.get("nam", ""))
    year = asked or reporting_year(today)
    view = MapView.TODAY if query.get(MAP) == TODAYS_MAP else MapView.REPORTED
    return Selection(office, year, _cutoff(query.get("ky", ""), year, today), asked is not None, view)


def in_newest_year(selection: Selection, query, today: date) -> Selection:
    """The same office in the newest year in which it has targets."""
    year = newest_year(selection.office, today)
    return replace(selection, year=year, cutoff=_cutoff(query.get("ky", ""), year, today))


def _office(user: User, asked: str) -> Agency | None:
    """The agency asked for, 404 where it is out of reach; without a question that makes sense, the person's own."""
    seen = scope.sees(user)
    if (key := whole_number(asked)) is not None:
        found = scope.own_agency(user, key) or seen.filter(pk=key).first()
        if found is None:
            raise Http404("Không có đơn vị này trong phạm vi của anh/chị.")
        return found
    own = scope.highest_own(user)
    return own or seen.filter(plans__isnull=False).order_by("depth", "-is_sample", "sort_key").first() or seen.first()


def whole_number(asked: str) -> int | None:
    """What an address gives as a key or a year; None where it is no number that could be one."""
    return int(asked) if asked.isdecimal() and len(asked) <= DIGITS_OF_A_KEY else None


def _year(asked: str) -> int | None:
    year = whole_number(asked)
    return year if year and 2000 <= year <= 2100 else None


def newest_year(office: Agency, today: date) -> int:
    """The newest year, this one at most, in which an office has targets or is named by one; without any, this one."""
    now = reporting_year(today)
    theirs = Q(plan__issuer=office) | Q(pk__in=Target.objects.naming(office).values("pk"))
    targets = Target.objects.filter(theirs, plan__state=Plan.State.ISSUED)
    begun = TargetVersion.objects.filter(target__in=targets.values("pk"), first_year__lte=now)
    last = begun.aggregate(last=Max("last_year"))["last"]
    return now if last is None else min(last, now)


def _cutoff(asked: str, year: int, today: date) -> Period | None:
    """The period asked for when it is one of this year's; else the last that has ended, or the whole of a past year."""
    try:
        period = parse_slug(asked)
    except ValueError:
        period = None
    if period and period.year == year:
        return period
    ended = [period for period in periods_of(Calendar.CCHC, year) if period.days().are_over(today)]
    if ended:
        return max(ended)
    return last_ended(Calendar.CCHC, today) if year == reporting_year(today) else None


def periods_on_offer(year: int, today: date, chosen: Period | None) -> list[tuple[str, str]]:
    """(slug, label) of the periods of the CCHC cycle that have begun, the newest first, and of the one that is chosen."""
    begun = {period for period in periods_of(Calendar.CCHC, year) if period.starts_on <= today}
    if chosen and chosen.year == year:
        begun.add(chosen)
    return [(period.slug, period.label) for period in sorted(begun, reverse=True)]


NARROWING = ("ke_hoach", "linh_vuc", "danh_gia")
WHERE = ("don_vi", "nam", "ky", "khoi", MAP)  # parts of the address that say from where one looks, not what is filtered


class BoardFilter(FilterForm):
    """The filters above the dashboard; every one of them stands in the address."""

    don_vi = forms.ChoiceField(label="Cơ quan, đơn vị", widget=SearchSelect)
    nam = forms.TypedChoiceField(label="Năm", coerce=int)
    ky = forms.ChoiceField(label="Tính đến kỳ")
    ke_hoach = forms.TypedChoiceField(label="Kế hoạch", coerce=int)
    linh_vuc = forms.TypedChoiceField(label="Lĩnh vực", coerce=int)
    danh_gia = forms.ChoiceField(label="Đánh giá", choices=[("", "Mọi đánh giá"), *VerdictGroup.choices])
    ban_do = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, query, *, selection: Selection, plans: Iterable[Plan], areas: Iterable[Area], today: date):
        """plans, areas: those of the targets of the page."""
        filled = query.copy()
        filled["don_vi"] = str(selection.office.pk)
        filled["nam"] = str(selection.year)
        filled["ky"] = selection.cutoff.slug if selection.cutoff else ""
        filled[MAP] = TODAYS_MAP if selection.view == MapView.TODAY else ""
        super().__init__(filled)
        self.fields["don_vi"].choices = [(str(selection.office.pk), str(selection.office))]
        self.fields["don_vi"].widget.attrs["data-search-url"] = reverse("dashboard:suggest_offices")
        self.fields["nam"].choices = years_on_offer(today, selection.year)
        self.fields["ky"].choices = periods_on_offer(selection.year, today, selection.cutoff) or [("", "–")]
        self.fields["ke_hoach"].choices = [("", "Mọi kế hoạch"), *((plan.pk, str(plan)) for plan in plans)]
        self.fields["linh_vuc"].choices = [("", "Mọi lĩnh vực"), *((area.pk, str(area)) for area in areas)]
        self._forget_what_is_not_understood()

    def _forget_what_is_not_understood(self) -> None:
        """A plan of another year, a field that does not exist: neither filters nor stands in the form."""
        if self.errors:
            for name in list(self.errors):
                self.data.pop(name, None)
            self.full_clean()

    def chosen(self, name: str):
        """What was chosen in one field; the form was cleaned when it was made, and a page asks for every row."""
        return self.cleaned_data.get(name) or None

    @property
    def words(self) -> str:
        """What is being looked at: "Năm 2026 · tính đến Quý III/2026 · mọi kế hoạch · mọi lĩnh vực"."""
        cutoff, plan, area, group = (self.chosen(name) for name in ("ky", *NARROWING))
        said = [f"Năm {self.chosen('nam')}"]
        said += [_until_words(parse_slug(cutoff))] if cutoff else []
        said += [self._words_of("ke_hoach") if plan else "mọi kế hoạch"]
        said += [self._words_of("linh_vuc") if area else "mọi lĩnh vực"]
        said += [f"đánh giá: {VerdictGroup(group).label.lower()}"] if group else []
        return " · ".join(said)

    def _words_of(self, name: str) -> str:
        return shown(self[name], self.chosen(name))

    def holds(self, target: Target) -> bool:
        """Whether a target is of the plan and the field that are looked at."""
        plan, area = self.chosen("ke_hoach"), self.chosen("linh_vuc")
        its_area = target.area_id or target.indicator.area_id
        return (not plan or target.plan_id == plan) and (not area or its_area == area)

    def leaves(self, row) -> bool:
        """Whether a dashboard.rows.TargetRow is among what is looked at."""
        group = self.chosen("danh_gia")
        return self.holds(row.target) and (not group or row.attainment.group == group)


def _until_words(cutoff: Period) -> str:
    return "cả năm" if cutoff.kind == PeriodKind.YEAR else f"tính đến {cutoff.label}"


def years_on_offer(today: date, chosen: int) -> list[tuple[int, str]]:
    now = reporting_year(today)
    years = sorted({*range(now - MANY_YEARS, now + 2), chosen}, reverse=True)
    return [(year, str(year)) for year in years]


def targets_shown(office: Agency, year: int):
    """The targets that are judged in a year of issued plans: the office's own, and others' that name the office.

    It is named as judged, as a member of a judged group, as leading or watching.
    """
    theirs = Q(plan__issuer=office) | Q(pk__in=Target.objects.naming(office).values("pk"))
    return Target.objects.filter(theirs, plan__state=Plan.State.ISSUED).of_year(year)
