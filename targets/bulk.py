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


def change_rows(model: type[models.Model], columns: tuple[str, ...], rows: list[tuple]) -> None:
    """Set some columns of stored rows, each row given as its key and the values; a caller has locked them."""
    table, quote = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name
    key = quote(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            changes = ", ".join(f"{quote(column)} = %s" for column in columns)
            cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", [(*row[1:], row[0]) for row in rows])
            return
        types = [model._meta.get_field(name).rel_db_type(connection) for name in (model._meta.pk.name, *columns)]
        lists = ", ".join(f"%s::{type_name}[]" for type_name in types)
        changes = ", ".join(f"{quote(column)} = new.{quote(column)}" for column in columns)
        new = ", ".join(["key", *map(quote, columns)])
        cursor.execute(
            f"UPDATE {table} SET {changes} FROM unnest({lists}) AS new({new}) WHERE {table}.{key} = new.key",
            [list(column) for column in zip(*rows, strict=True)],
        )
