"""Who a session belongs to: read at every request."""

from allauth.account.auth_backends import AuthenticationBackend

from lizhi.accounts.models import User
from lizhi.common.prepared import Prepared, given

BY_KEY = Prepared(lambda: User.objects.filter(pk=given("pk")))


class PhoneBackend(AuthenticationBackend):
    """allauth's own; only where the person is read anew does it differ."""

    def get_user(self, user_id: int) -> User | None:
        """Somebody who may still sign in."""
        user = BY_KEY.first(pk=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
