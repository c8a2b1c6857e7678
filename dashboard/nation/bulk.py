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
    quoted = [connection.ops.quote_name(name) for name in (model._meta.db_table, *columns)]
    return write(quoted[0], quoted[1:], iter(lines))


def _copy(table: str, columns: list[str], lines: Iterator[str]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        while block := list(islice(lines, LINES_OF_A_BLOCK)):
            copy.write("\n".join(block) + "\n")
            count += len(block)
    return count


def _insert(table: str, columns: list[str], lines: Iterator[str]) -> int:
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    count = 0
    with connection.cursor() as cursor:
        while block := list(islice(lines, LINES_OF_A_BLOCK)):
            rows = ([None if part == NOTHING else part for part in line.split("\t")] for line in block)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            count += len(block)
    return count


@contextmanager
def without_indexes(*models: type[Model]) -> Iterator[None]:
    """Take the tables' indexes and foreign keys away while very many rows are written, and build them again at once.

    One by one PostgreSQL would look up every foreign key of every row, and both would sort every row into every index.
    What is built again is what was there, by the catalogue's own words; PostgreSQL then checks every row. SQLite checks
    its foreign keys when the transaction ends.
    """
    take_away = _take_away if connection.vendor == "postgresql" else _take_indexes
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be changed
        taken = [again for model in models for again in take_away(cursor, model._meta.db_table)]
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL maintenance_work_mem = '{BUILDING_MEMORY}'")
        for again in taken:
            cursor.execute(again)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _take_away(cursor, table: str) -> list[str]:
    """Drop indexes and foreign keys; returns the statements that make them again, indexes first."""
    keys = _rows(
        cursor,
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname",
        table,
    )
    indexes = _rows(
        cursor,
        "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
        " WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
        " ORDER BY relname",
        table,
    )
    for name, _ in keys:
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    made_again = [f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}' for name, definition in keys]
    return [*_dropped(cursor, indexes), *made_again]


def _take_indexes(cursor, table: str) -> list[str]:
    """Drop the indexes that were made by name; those of a unique constraint stay."""
    asked = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL ORDER BY name"
    )
    return _dropped(cursor, _rows(cursor, asked, table))


def _dropped(cursor, indexes: list[tuple[str, str]]) -> list[str]:
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in indexes]


def _rows(cursor, asked: str, table: str) -> list[tuple[str, str]]:
    cursor.execute(asked, [table])
    return cursor.fetchall()
