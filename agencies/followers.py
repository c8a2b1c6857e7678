"""Who must know at once that the tree, a group or a period changed: lower floors tell, upper floors are named in settings.

`FOLLOWERS` maps an event to dotted names of functions; each is called inside the transaction that changed something,
under the lock which it holds, with the event's own words:

agencies_changed  touched: every agency whose line, home or life may differ now; since: the first such day, None: always
groups_changed    groups: groups whose members changed; members: who came or went, but those of whom agencies_changed
                  has just told; since: the same
periods_changed   office, periods: whose days or closing changed, for the office and all below it
"""

from django.conf import settings
from django.core.checks import Error, register
from django.db import connection, transaction
from django.utils.module_loading import import_string

EVENTS = ("agencies_changed", "groups_changed", "periods_changed")


def tell(event: str, **words) -> None:
    """Call every follower of this event, in the order of the settings."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "Followers are told inside the transaction that changes something."
        )
    for name in settings.FOLLOWERS[event]:
        import_string(name)(**words)


@register
def check_followers(app_configs=None, **options) -> list[Error]:
    """Every event is known and every follower can be called: found at the start, not at the first merger."""
    unknown = sorted(set(settings.FOLLOWERS) ^ set(EVENTS))
    faults = [Error(f"FOLLOWERS: event {name!r} is unknown or missing.", id="agencies.E001") for name in unknown]
    for name in (name for names in settings.FOLLOWERS.values() for name in names):
        if not callable(_found(name)):
            faults.append(Error(f"FOLLOWERS: there is no function {name!r}.", id="agencies.E002"))
    return faults


def _found(name: str):
    try:
        return import_string(name)
    except ImportError:
        return None
