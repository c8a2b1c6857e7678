"""A page as it is asked for the first time after a change: without anything that the process has kept of earlier answers."""

import sys
from pathlib import Path

from django.conf import settings

from dashboard.kept import empty_shelves


def forget() -> None:
    """Empty the shelves of finished rows and every functools cache of our own; Django's templates and addresses stay."""
    empty_shelves()
    for module in list(sys.modules.values()):
        if _is_ours(module):
            for kept in vars(module).values():
                if callable(clear := getattr(kept, "cache_clear", None)):
                    clear()


def _is_ours(module) -> bool:
    file = getattr(module, "__file__", None)
    return bool(file) and Path(file).is_relative_to(settings.BASE_DIR) and ".venv" not in Path(file).parts
