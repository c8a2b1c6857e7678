"""The tree lock, first of all locks (DESIGN §5): approvals and corrections share it, reorganisations take it alone."""

from django.db import connection, transaction

TREE = 7_301  # any number, as long as nothing else in this database takes an advisory lock of the same number


def tree_lock(*, shared: bool = False) -> None:
    """Hold the tree still until the end of this transaction; with `shared`, together with others who only read it.

    SQLite needs nothing: its transactions are IMMEDIATE, so that one writer at a time is inside.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("tree_lock needs a transaction.")
    if connection.vendor == "postgresql":
        take = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {take}(%s)", [TREE])
