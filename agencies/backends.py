"""Who is logged in, read together with what they may do."""

from django.contrib.auth.backends import ModelBackend

from accounts.models import User
from agencies.scope import with_memberships


class WithMemberships(ModelBackend):
    """Django's backend; a request's person comes with their memberships in one query."""

    def get_user(self, user_id) -> User | None:
        person = with_memberships(user_id)
        if person is None:
            return super().get_user(user_id)
        return person if self.user_can_authenticate(person) else None
