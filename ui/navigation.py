"""The main navigation: entries whose pages exist, and which of them a path belongs to."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Entry:
    url: str
    label: str
    is_current: bool


def entries(table, path: str) -> list[Entry]:
    """One entry for each (url name, label, path prefixes) of `table` that resolves; the longest fitting prefix is current.

    Prefixes stand in one text, a space between.
    """
    known = [(url, label, prefixes.split()) for name, label, prefixes in table if (url := _address(name))]
    fitting = [prefix for _, _, prefixes in known for prefix in prefixes if _fits(prefix, path)]
    current = max(fitting, key=len, default=None)
    return [Entry(url, label, current in prefixes) for url, label, prefixes in known]


def _fits(prefix: str, path: str) -> bool:
    return path == prefix or (prefix != "/" and path.startswith(prefix))


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
