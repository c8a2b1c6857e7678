"""The main navigation: entries whose pages exist, and which of them a path belongs to."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Entry:
    url: str
    label: str
    is_current: bool


def entries(table, path: str) -> list[Entry]:
    """One entry for each (url name, label, path prefix) of `table` that resolves; the longest fitting prefix is current."""
    known = [(url, label, prefix) for name, label, prefix in table if (url := _address(name))]
    fitting = [prefix for _, _, prefix in known if path == prefix or (prefix != "/" and path.startswith(prefix))]
    current = max(fitting, key=len, default=None)
    return [Entry(url, label, prefix == current) for url, label, prefix in known]


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
