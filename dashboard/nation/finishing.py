"""What follows after rows were written with their numbers given: sequences go on from there, the planner knows the tables."""

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model


def set_sequences(models: list[type[Model]]) -> None:
    """The next row that a person makes gets the number after the last one."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def analyse(models: list[type[Model]]) -> None:
    """Let the database count its rows; outside a transaction PostgreSQL also marks what everybody may see."""
    word = "ANALYZE" if connection.in_atomic_block or connection.vendor == "sqlite" else "VACUUM ANALYZE"
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"{word} {connection.ops.quote_name(model._meta.db_table)}")
