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


def related(agencies: Iterable[int], *, down: bool) -> set[int]:
    """The agencies and, near and far, everything that ever stood below them or was merged into them; with `down` false
    everything that ever stood above them or goes on with their work."""
    asked = set(agencies)
    if not asked:
        return asked
    start, end = ("upper_id", "lower_id") if down else ("lower_id", "upper_id")
    sql = f"""
        WITH RECURSIVE links AS ({LINKS}), found(id) AS (
            {ids_sql()}
            UNION
            SELECT links.{end} FROM links JOIN found ON links.{start} = found.id
        )
        SELECT id FROM found
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [ids_parameter(asked)])
        return {pk for (pk,) in cursor.fetchall()}
