"""Writing very many rows: by COPY on PostgreSQL, in batches on SQLite. A row is its columns with a tab between them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import connection
from django.db.models import Model

LINES_OF_A_BLOCK = 2000
NOTHING = "\\N"
BUILDING_MEMORY = "512MB"


def write_lines(model: type[Model], columns: tuple[str, ...], lines: Iterable[str]) -> int:
    """Write rows in the text format of COPY; says how many. Memory holds one block at a time."""
    write = _copy if connection.vendor == "postgresql" else _insert
    return write(connection.ops.quote_name(model._meta.db_table), columns, lines)


def _copy(table: str, columns: tuple[str, ...], lines: Iterable[str]) -> int:
    count, lines = 0, iter(lines)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        while block := list(islice(lines, LINES_OF_A_BLOCK)):
            copy.write("\n".join(block) + "\n")
            count += len(block)
    return count


def _insert(table: str, columns: tuple[str, ...], lines: Iterable[str]) -> int:
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
    count, lines = 0, iter(lines)
    with connection.cursor() as cursor:
        while block := list(islice(lines, LINES_OF_A_BLOCK)):
            rows = ([None if part == NOTHING else part for part in line.split("\t")] for line in block)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            count += len(block)
    return count


@contextmanager
def without_indexes(*models: type[Model]) -> Iterator[None]:
    """Take the tables' indexes and foreign keys away while very many rows are written, and build them again at once.

    PostgreSQL would otherwise look up every row of every foreign key by itself. What is built again is what was there,
    by the catalogue's own words, and checks every row. SQLite keeps them: there it would not be quicker.
    """
    if connection.vendor != "postgresql":
        yield
        return
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be changed
        taken = [again for table in tables for again in _take_away(cursor, table)]
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{BUILDING_MEMORY}'")
        for again in taken:
            cursor.execute(again)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _take_away(cursor, table: str) -> list[str]:
    """Drop them; returns the statements that make them again, indexes before the foreign keys."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname",
        [table],
    )
    keys = cursor.fetchall()
    cursor.execute(
        "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
        " WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
        " ORDER BY relname",
        [table],
    )
    indexes = cursor.fetchall()
    for name, _ in keys:
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    made_again = [f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}' for name, definition in keys]
    return [*(definition for _, definition in indexes), *made_again]
