"""The address from which the request being served came, for the record of actions."""

from contextvars import ContextVar

_address: ContextVar[str | None] = ContextVar("address", default=None)


def current_address() -> str | None:
    """The caller's network address; None outside a request (commands, tests of actions)."""
    return _address.get()


def set_address(address: str | None):
    """Remember the address until `forget_address` is given the token that this returns."""
    return _address.set(address)


def forget_address(token) -> None:
    _address.reset(token)
