"""When a proof of who somebody is holds."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import Refused
from lizhi.identity.binding import Binding
from lizhi.identity.models import IdentityProof, Passkey


def passkeys_of(user: User) -> QuerySet[Passkey]:
    """The phones that show who this person is, the oldest first."""
    return Passkey.objects.filter(user=user).order_by("created_at", "pk")


def newest(binding: Binding, way: str, at: dt.datetime) -> IdentityProof | None:
    """The last one of this way that still holds for exactly this."""
    alive = IdentityProof.objects.filter(
        user=binding.user, way=way, purpose=binding.purpose, bundle=binding.digest
    )
    return alive.filter(used_at=None, expires_at__gt=at).order_by("-created_at", "-pk").first()


def check_good(proof: IdentityProof | None, binding: Binding, at: dt.datetime) -> None:
    """Shown a few minutes ago, by this person, for exactly these papers, and not used yet."""
    if proof is None:
        raise Refused(_("Before you sign, please show that it is you; your name is kept."))
    if proof.binding != binding or proof.bundle != binding.digest:
        raise Refused(_("You have shown who you are for another paper. Once more for this one."))
    if proof.used_at or at >= proof.expires_at:
        raise Refused(_("That was too long ago. Please show once more who you are; all is kept."))
