"""The data files as plain dictionaries; numbers with a fraction are Decimal, days are dates."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


@cache
def read(name: str) -> dict:
    """The content of data/<name>.toml."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal)
