"""Who ever stood below or above whom, and whose work went on where: over all days, in one recursive query."""

from collections.abc import Iterable

from django.db import connection

from targets.many import ids_parameter, ids_sql

LINKS = """
    SELECT parent_id AS upper_id, agency_id AS lower_id FROM agencies_placement WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT successor_id, predecessor_id FROM agencies_succession
    WHERE kind IN ('merge', 'dissolve') AND successor_id IS NOT NULL
"""
BY_LINKS = """
    WITH RECURSIVE links AS ({links}), found(id) AS (
        {ids}
        UNION
        SELECT links.{end} FROM links JOIN found ON links.{start} = found.id
    )
    SELECT id FROM found
"""
# Few stand above an agency. PostgreSQL would read all links for each step up; so it is told to look each up by its index.
STEP_BY_STEP = """
    WITH RECURSIVE found(id) AS (
        {ids}
        UNION
        SELECT step.id FROM found CROSS JOIN LATERAL (
            SELECT parent_id AS id FROM agencies_placement WHERE agency_id = found.id AND parent_id IS NOT NULL
            UNION ALL
            SELECT successor_id FROM agencies_succession
            WHERE predecessor_id = found.id AND kind IN ('merge', 'dissolve') AND successor_id IS NOT NULL
        ) step
    )
    SELECT id FROM found
"""


def related(agencies: Iterable[int], *, down: bool) -> set[int]:
    """The agencies and, near and far, everything that ever stood below them or was merged into them; with `down` false
    everything that ever stood above them or goes on with their work."""
    asked = set(agencies)
    if not asked:
        return asked
    if connection.vendor == "postgresql" and not down:
        sql = STEP_BY_STEP.format(ids=ids_sql())
    else:
        start, end = ("upper_id", "lower_id") if down else ("lower_id", "upper_id")
        sql = BY_LINKS.format(links=LINKS, ids=ids_sql(), start=start, end=end)
    with connection.cursor() as cursor:
        cursor.execute(sql, [ids_parameter(asked)])
        return {pk for (pk,) in cursor.fetchall()}
