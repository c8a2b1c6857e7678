"""Writing many rows at once: COPY on PostgreSQL, batches elsewhere."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection, models

BATCH = 2000


def write_rows(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[tuple]) -> None:
    """Insert rows of a model by its columns' names; constraints are checked as ever, ids are given by the database."""
    table, names = connection.ops.quote_name(model._meta.db_table), ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        left = iter(rows)
        while batch := list(islice(left, BATCH)):
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)
