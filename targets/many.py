"""Queries about many ids at once, one parameter however many there are."""

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import BigIntegerField, QuerySet
from django.db.models.expressions import RawSQL

FEW = 500


def ids_sql() -> str:
    """The rows of a list of ids given as one parameter; see `ids_parameter`."""
    if connection.vendor == "postgresql":
        return "SELECT unnest(%s::bigint[])"
    return "SELECT value FROM json_each(%s)"


def ids_parameter(ids: Iterable[int]) -> object:
    wanted = sorted(ids)
    return wanted if connection.vendor == "postgresql" else json.dumps(wanted)


def among(rows: QuerySet, field: str, ids: Iterable[int]) -> QuerySet:
    """The rows whose `field` is one of the ids, also where these are tens of thousands."""
    wanted = list(ids)
    if len(wanted) <= FEW:
        return rows.filter(**{f"{field}__in": wanted})
    return rows.filter(**{f"{field}__in": RawSQL(ids_sql(), (ids_parameter(wanted),), BigIntegerField())})
