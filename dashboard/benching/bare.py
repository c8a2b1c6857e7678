"""The same answers as the pages give, by SQL written by hand: what a page's queries are held against.

Each asks for no more than its page shows: who reads, the rules, the sums. "Raw" statements add up what every agency
reported, as it would have to be done without stored totals. Written for both databases alike.
"""

from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from agencies.models import Agency
from dashboard.measuring import Statement, run
from plans.models import Plan
from targets.models import Submission, Target

RULES = """
SELECT t.id, t."order", t.label, p.number, p.summary, issuer.name, area.name, i.code, i.name, i.kind, i.unit,
       i.across_periods, i.across_agencies, i.better, v.*
FROM targets_target t
JOIN plans_plan p ON p.id = t.plan_id
JOIN agencies_agency issuer ON issuer.id = p.issuer_id
JOIN targets_indicator i ON i.id = t.indicator_id
LEFT JOIN plans_area area ON area.id = COALESCE(t.area_id, i.area_id)
JOIN targets_targetversion v ON v.target_id = t.id AND %s BETWEEN v.first_year AND v.last_year
WHERE p.state = 'issued' AND ({whose})
"""
OWN = "p.issuer_id = %s"
NAMING = """p.issuer_id <> %s AND (v.judged_agency_id = %s OR v.lead_agency_id = %s OR v.watching_agency_id = %s
    OR v.judged_group_id IN (SELECT group_id FROM agencies_groupmembership WHERE agency_id = %s))"""
OF_PLAN, OF_TARGET = "p.id = %s", "t.id = %s"
TOTALS = """
SELECT u.indicator_id, u.year, u.body
FROM targets_unittotal u
WHERE u.agency_id = %s AND u.view = 'r' AND u.year IN (%s, %s) AND u.indicator_id IN (
    SELECT t.indicator_id FROM targets_target t JOIN plans_plan p ON p.id = t.plan_id
    JOIN targets_targetversion v ON v.target_id = t.id AND %s BETWEEN v.first_year AND v.last_year
    WHERE p.state = 'issued' AND ({whose}))
"""
MEMBERS = """
SELECT r.version_id, r.is_given, r.holds, COUNT(*), MIN(r.value), MAX(r.value)
FROM targets_unitresult r
JOIN targets_targetversion v ON v.id = r.version_id AND v.scope IN ('each', 'share')
JOIN targets_target t ON t.id = v.target_id
JOIN plans_plan p ON p.id = t.plan_id
WHERE r.year = %s AND r.view = 'r' AND r.month <= %s AND r.until > %s AND p.state = 'issued' AND ({whose})
GROUP BY r.version_id, r.is_given, r.holds
"""
UNITS = """
SELECT a.id, a.name, a.short_name, a.kind, r.version_id, r.is_given, r.value, r.base, r.holds
FROM agencies_agency a
JOIN targets_unitresult r ON r.agency_id = a.id
JOIN targets_targetversion v ON v.id = r.version_id
JOIN targets_target t ON t.id = v.target_id
JOIN plans_plan p ON p.id = t.plan_id
WHERE a.parent_id = %s AND r.year = %s AND r.view = 'r' AND r.month <= %s AND r.until > %s
  AND p.state = 'issued' AND ({whose})
"""
CONTRIBUTIONS = """
SELECT a.id, a.name, a.short_name, u.year, u.body
FROM agencies_agency a
JOIN targets_unittotal u ON u.agency_id = a.id
WHERE u.indicator_id = %s AND u.view = 'r' AND u.year IN (%s, %s) AND a.parent_id = %s
"""
LEAGUE = """
SELECT * FROM (
    SELECT a.id, a.name, a.short_name, a.sort_key, r.value, r.base, r.is_given, r.holds,
           RANK() OVER (ORDER BY CASE WHEN r.value IS NULL THEN 1 ELSE 0 END, r.value DESC) AS place
    FROM targets_unitresult r JOIN agencies_agency a ON a.id = r.agency_id
    WHERE r.version_id = %s AND r.year = %s AND r.view = 'r' AND r.month <= %s AND r.until > %s
) AS ranked
ORDER BY place, sort_key LIMIT 50
"""
STANDINGS = """
SELECT is_given, holds, COUNT(*) FROM targets_unitresult
WHERE version_id = %s AND year = %s AND view = 'r' AND month <= %s AND until > %s
GROUP BY is_given, holds
"""
MILESTONES = """
SELECT m.* FROM targets_milestone m JOIN targets_targetversion v ON v.id = m.version_id
JOIN targets_target t ON t.id = v.target_id JOIN plans_plan p ON p.id = t.plan_id
WHERE p.state = 'issued' AND %s BETWEEN v.first_year AND v.last_year AND ({whose})
"""
BASELINES = MILESTONES.replace("targets_milestone", "targets_baseline")
CLOSINGS = """
SELECT d.office_id, d.period_id, d.data_to, d.due_on, d.closed_at
FROM periods_perioddates d JOIN periods_reportingperiod k ON k.id = d.period_id
WHERE k.year IN (%s, %s)
"""
READER = """
SELECT u.id, u.username, u.full_name, u.is_active, u.is_superuser, m.role, a.id, a.path, a.name
FROM accounts_user u
JOIN agencies_membership m ON m.person_id = u.id
JOIN agencies_agency a ON a.id = m.agency_id
WHERE u.id = %s
"""
SESSION = "SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = %s"
RAW = """
SELECT indicator_id, SUM(part), SUM(whole), SUM(quantity), COUNT(*)
FROM (
    SELECT f.indicator_id, f.agency_id, {part} AS part, {whole} AS whole, {quantity} AS quantity
    FROM targets_figure f
    JOIN periods_reportingperiod k ON k.id = f.period_id
    JOIN agencies_agency a ON a.id = f.agency_id
    WHERE k.year = %s AND k.data_to < %s AND f.approved_at IS NOT NULL AND a.path LIKE %s AND f.indicator_id IN (
        SELECT t.indicator_id FROM targets_target t JOIN plans_plan p ON p.id = t.plan_id
        JOIN targets_targetversion v ON v.target_id = t.id AND %s BETWEEN v.first_year AND v.last_year
        WHERE p.issuer_id = %s AND p.state = 'issued' AND v.scope = 'whole')
    GROUP BY f.indicator_id, f.agency_id, f.typed
) AS of_each
GROUP BY indicator_id
"""
# Year to date of one agency: the longest report that is there, and what comes after it; of a cumulative one the latest.
SO_FAR = """
CASE WHEN f.typed = 'cumulative' THEN COALESCE({year}, {q3}, {half}, {q1})
     ELSE COALESCE({year}, COALESCE({half}, {q1}, 0) + COALESCE({q3}, 0)) END
"""
OF_PERIOD = "MAX(CASE WHEN k.kind = '{kind}' AND k.\"order\" = {number} THEN f.{column} END)"
PERIODS = {"q1": ("quarter", 1), "half": ("half", 1), "q3": ("quarter", 3), "year": ("year", 1)}
EXPORTED = """
SELECT a.code, a.name, parent.name, giver.name, form.code, k.kind, k.year, k."order", i.code, i.name, i.kind, i.unit,
       i.grade_steps, f.typed, f.numerator, f.denominator, f.value, f.sample, f.out_of, f.done, f.done_on,
       f.nothing_occurred, s.state, s.due_on, s.first_submitted_at, r.full_name, f.recorded_at, c.full_name,
       f.approved_at, f.corrected_at, f.note
FROM targets_figure f
JOIN targets_submission s ON s.id = f.submission_id
JOIN targets_reportform form ON form.id = s.form_id
JOIN agencies_agency a ON a.id = f.agency_id
JOIN agencies_agency giver ON giver.id = f.reported_by_id
JOIN targets_indicator i ON i.id = f.indicator_id
JOIN periods_reportingperiod k ON k.id = f.period_id
LEFT JOIN targets_formline l ON l.id = f.line_id
LEFT JOIN accounts_user r ON r.id = f.recorded_by_id
LEFT JOIN accounts_user c ON c.id = f.approved_by_id
LEFT JOIN agencies_placement place ON place.agency_id = f.agency_id
    AND (place.from_day IS NULL OR place.from_day <= s.data_to) AND (place.until IS NULL OR place.until > s.data_to)
LEFT JOIN agencies_agency parent ON parent.id = place.parent_id
WHERE f.submission_id IN ({submissions})
ORDER BY s.data_to DESC, form.code, a.sort_key, l."order", f.id
"""


# --- pages ----------------------------------------------------------------------------------------------------------------


def reader(person: User) -> list[Statement]:
    """Who asks: the session, and the person with the roles."""
    return [(SESSION, ["x" * 32]), (READER, [person.pk])]


def dashboard(office: Agency, year: int, month: int) -> list[Statement]:
    """The rules of an office's own targets and of those set above it, and what their verdicts stand on."""
    own, above = (OWN, [office.pk]), (NAMING, [office.pk] * 5)
    return [*_rules(own, year), *_rules(above, year), *_sums(own, office, year, month), (CLOSINGS, [year, year - 1])]


def by_agency(office: Agency, year: int, month: int) -> list[Statement]:
    """Where every unit directly below stands against each of the office's own targets."""
    own = (OWN, [office.pk])
    return [*_rules(own, year), (UNITS.format(whose=OWN), [office.pk, year, month, month, office.pk])]


def basis(target: Target, year: int, month: int) -> list[Statement]:
    """The rule of one target, its total, and what each unit directly below gives to it."""
    office = target.plan.issuer
    whose = (OF_TARGET, [target.pk])
    units = [target.indicator_id, year, year - 1, office.pk]
    return [
        *_rules(whose, year),
        *_sums(whose, office, year, month),
        (CONTRIBUTIONS, units),
        (CLOSINGS, [year, year - 1]),
    ]


def league(target: Target, year: int, month: int) -> list[Statement]:
    """The first page of the units of one target in order of their values, and how many stand how."""
    version = target.versions.get()
    rules = _rules((OWN, [target.plan.issuer_id]), year)
    return [*rules, *((sql, [version.pk, year, month, month]) for sql in (LEAGUE, STANDINGS))]


def plan(of: Plan, year: int, month: int) -> list[Statement]:
    """The same for the targets of one plan."""
    whose = (OF_PLAN, [of.pk])
    return [*_rules(whose, year), *_sums(whose, of.issuer, year, month), (CLOSINGS, [year, year - 1])]


def _rules(whose: tuple[str, list], year: int) -> list[Statement]:
    condition, keys = whose
    return [(sql.format(whose=condition), [year, *keys]) for sql in (RULES, MILESTONES, BASELINES)]


def _sums(whose: tuple[str, list], office: Agency, year: int, month: int) -> list[Statement]:
    condition, keys = whose
    return [
        (TOTALS.format(whose=condition), [office.pk, year, year - 1, year, *keys]),
        (MEMBERS.format(whose=condition), [year, month, month, *keys]),
    ]


def raw_sums(office: Agency, year: int, until: date) -> list[Statement]:
    """Year to date of the indicators of an office's own whole targets: indicator, numerators, denominators, quantities,
    how many agencies. For indicators that are summed over periods and agencies; `until`: a day after the last report."""
    parts = {"part": "numerator", "whole": "denominator", "quantity": "value"}
    columns = {name: _so_far(column) for name, column in parts.items()}
    return [(RAW.format(**columns), [year, until, f"{office.path}%", year, office.pk])]


def _so_far(column: str) -> str:
    return SO_FAR.format(
        **{name: OF_PERIOD.format(kind=kind, number=number, column=column) for name, (kind, number) in PERIODS.items()}
    )


# --- actions and files --------------------------------------------------------------------------------------------------


def figures_of(reports: QuerySet[Submission]) -> int:
    """Everything that the Excel file says of the figures of these reports; how many there are."""
    keys = list(reports.order_by().values_list("pk", flat=True))
    return run([(EXPORTED.format(submissions=", ".join(map(str, keys))), [])])


def approve(report: Submission) -> None:
    """What confirming a report writes: the report, its figures, and the totals of everybody above its agency."""
    now, by = timezone.now(), report.submitted_by_id
    line = tuple(int(part) for part in report.agency.path.split("/") if part)
    units = ", ".join(["%s"] * len(line))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM targets_submission WHERE id = %s", [report.pk])
        cursor.execute(
            "UPDATE targets_submission SET changed_at = %s, revision = revision + 1 WHERE id = %s", [now, report.pk]
        )
        cursor.execute(
            "UPDATE targets_figure SET approved_at = %s, approved_by_id = %s WHERE submission_id = %s",
            [now, by, report.pk],
        )
        of_line = f"agency_id IN ({units}) AND year = %s AND indicator_id IN (SELECT indicator_id FROM targets_figure WHERE submission_id = %s)"
        cursor.execute(f"SELECT * FROM targets_unittotal WHERE {of_line}", [*line, report.period.year, report.pk])
        cursor.fetchall()
        cursor.execute(
            f"UPDATE targets_unittotal SET revision = revision + 1 WHERE {of_line}",
            [*line, report.period.year, report.pk],
        )
