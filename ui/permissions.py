"""The answer of a can_… function: yes, or no with the reason; and what a view does with it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Permission:
    """Truthy when granted; otherwise `reason` is the Vietnamese sentence that the page shows."""

    granted: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.granted


GRANTED = Permission(True)


def refused(reason: str) -> Permission:
    return Permission(False, reason)


def granted_if(condition: bool, otherwise: str) -> Permission:
    """Granted when the condition holds; else refused with the reason."""
    return GRANTED if condition else refused(otherwise)


def require(permission: Permission) -> None:
    """Answer 403 with the reason unless granted."""
    if not permission:
        raise PermissionDenied(permission.reason)
