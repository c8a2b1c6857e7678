"""The pages that are measured, each with who opens it, the same answer by hand-written SQL, and what it must reach."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agencies.models import Agency
from dashboard.benching import bare
from dashboard.benching.comparing import require_same_sums
from dashboard.benching.forgetting import forget
from dashboard.benching.lines import NOTHING_ASKED, Limit, Line
from dashboard.benching.memory import begin_anew, peak_mb
from dashboard.measuring import Statement, cost_of, milliseconds, run
from dashboard.nation import codes, landmarks
from periods.period import Period, PeriodKind
from plans.models import Plan

CUTOFF = Period(PeriodKind.QUARTER, codes.LAST_YEAR, 3)  # the last report of the nation that is there
YEAR, MONTH, UNTIL = CUTOFF.year, CUTOFF.span.end, CUTOFF.days().due_on
LOOKED_AT = f"?nam={YEAR}&ky={CUTOFF.slug}"
DASHBOARD = Limit(queries=12, ms=80, ratio=1.5)
HEAT, LEAGUE, PLAN = Limit(queries=8, ms=150), Limit(ms=100), Limit(queries=15, ms=150)


@dataclass(frozen=True)
class Page:
    """bare: statements with the same answer, from the stored totals; raw: from the raw figures, for comparison. check:
    refuses a page that does not say what the SQL finds."""

    label: str
    person: User
    path: str
    bare: Sequence[Statement]
    raw: Sequence[Statement] = ()
    limit: Limit = NOTHING_ASKED
    check: Callable[[bytes], None] = lambda content: None


def pages() -> list[Page]:
    """All of them; `landmarks` says what stands where."""
    nation, province, commune = landmarks.nation(), landmarks.province(), landmarks.commune()
    return [
        _dashboard("cả nước", nation, DASHBOARD),
        _dashboard("một tỉnh", landmarks.ordinary_province(), DASHBOARD),
        _dashboard("một tỉnh có kế hoạch dài", province, NOTHING_ASKED),
        _dashboard("một xã", commune, NOTHING_ASKED, has_own_plan=False),
        _heat("các tỉnh", nation),
        _heat("các xã, sở của một tỉnh", province),
        _league("các xã của một tỉnh", province, landmarks.province_plan()),
        _league("mọi xã của cả nước", nation, landmarks.national_plan()),
        _plan(),
        _basis("cả nước", nation, landmarks.national_plan()),
        _basis("một tỉnh", province, landmarks.province_plan()),
    ]


def _dashboard(words: str, office: Agency, limit: Limit, *, has_own_plan: bool = True) -> Page:
    leader = landmarks.leader(office)

    def check(content: bytes) -> None:
        if has_own_plan:
            require_same_sums(office, YEAR, UNTIL, content)

    return Page(
        label=f"Tổng quan, {words}",
        person=leader,
        path=reverse("dashboard:home") + LOOKED_AT,
        bare=[*bare.reader(leader), *bare.dashboard(office, YEAR, MONTH)],
        raw=bare.raw_sums(office, YEAR, UNTIL),
        limit=limit,
        check=check,
    )


def _heat(words: str, office: Agency) -> Page:
    leader = landmarks.leader(office)
    return Page(
        label=f"Kết quả theo đơn vị, {words}",
        person=leader,
        path=reverse("dashboard:by_agency") + LOOKED_AT,
        bare=[*bare.reader(leader), *bare.by_agency(office, YEAR, MONTH)],
        limit=HEAT,
    )


def _league(words: str, office: Agency, plan: Plan) -> Page:
    leader, target = landmarks.leader(office), landmarks.share_target(plan)
    return Page(
        label=f"Xếp hạng, {words}",
        person=leader,
        path=f"{reverse('dashboard:ranking')}{LOOKED_AT}&chi_tieu={target.pk}",
        bare=[*bare.reader(leader), *bare.league(target, YEAR, MONTH)],
        limit=LEAGUE,
    )


def _plan() -> Page:
    plan = landmarks.long_plan()
    leader = landmarks.leader(landmarks.province())
    return Page(
        label=f"Kế hoạch {plan.targets.count()} chỉ tiêu",
        person=leader,
        path=reverse("dashboard:plan", args=[plan.pk]) + LOOKED_AT,
        bare=[*bare.reader(leader), *bare.plan(plan, YEAR, MONTH)],
        limit=PLAN,
    )


def _basis(words: str, office: Agency, plan: Plan) -> Page:
    leader, target = landmarks.leader(office), landmarks.whole_target(plan)
    return Page(
        label=f"Căn cứ và cách tính, {words}",
        person=leader,
        path=reverse("dashboard:basis", args=[target.pk]) + LOOKED_AT,
        bare=[*bare.reader(leader), *bare.basis(target, YEAR, MONTH)],
    )


def measured(page: Page, repeat: int) -> Line:
    begin_anew()
    with _reading(page.person) as client:
        cost = cost_of(client, page.path, repeat=repeat, forget=forget, beside=page.bare)
    mb = peak_mb()
    page.check(cost.content)
    return Line(
        label=page.label,
        queries=cost.queries,
        rows=cost.first_rows,
        kb=len(cost.content) / 1024,
        ms=cost.times.median,
        high=cost.times.high,
        first_queries=cost.first_queries,
        first=cost.first_ms,
        first_sql=cost.first_sql_ms,
        sql=cost.sql_ms,
        bare=cost.beside_ms,
        raw=milliseconds(lambda: run(page.raw)) if page.raw else None,
        mb=mb,
        limit=page.limit,
    )


@contextmanager
def _reading(person: User) -> Iterator[Client]:
    """A browser with an open session of this person, who neither logs in nor leaves anything behind."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    try:
        yield client
    finally:
        session.delete()
