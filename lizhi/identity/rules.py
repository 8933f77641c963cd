"""When a proof of who somebody is holds."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lizhi.accounts import consents
from lizhi.accounts.models import Consent, User
from lizhi.common.refusals import Refused
from lizhi.identity import faces
from lizhi.identity.binding import Binding
from lizhi.identity.models import FaceAttempt, IdentityProof, Passkey
from lizhi.people.identity import is_card
from lizhi.people.models import Person

FACE_CONSENT = "face_check"
BESIDES = (IdentityProof.Way.CODE, IdentityProof.Way.PASSKEY, IdentityProof.Way.WITNESS)
"""Ways beside which a face counts."""


def passkeys_of(user: User) -> QuerySet[Passkey]:
    """The phones that show who this person is, the oldest first."""
    return Passkey.objects.filter(user=user).order_by("created_at", "pk")


def newest(binding: Binding, way: str, at: dt.datetime) -> IdentityProof | None:
    """The last one of this way that still holds for exactly this."""
    return _alive(binding, at).filter(way=way).first()


def check_good(proof: IdentityProof | None, binding: Binding, at: dt.datetime) -> None:
    """Shown a few minutes ago, by this person, for exactly these papers, and not used yet."""
    if proof is None:
        raise Refused(_("Before you sign, please show that it is you; your name is kept."))
    if proof.binding != binding or proof.bundle != binding.digest:
        raise Refused(_("You have shown who you are for another paper. Once more for this one."))
    if proof.used_at or at >= proof.expires_at:
        raise Refused(_("That was too long ago. Please show once more who you are; all is kept."))


def face_consent(user: User, *about: str, service: str = "") -> Consent | None:
    """That this person agrees to have the face compared for this one paper, in today's words.

    The words name who compares it: another service than then, and it is asked anew. Without a name
    it is the one that is set up; a paper may have had several numbers (`about`).
    """
    text = consents.of_service(FACE_CONSENT, "face", service or faces.name())
    mine = Consent.objects.standing().filter(user=user, kind=FACE_CONSENT, about__in=about)
    return mine.filter(version=text.version, text_hash=text.hash).first()


def beside(binding: Binding, at: dt.datetime) -> IdentityProof | None:
    """The newest proof of another way that still holds for exactly this."""
    return _alive(binding, at).filter(way__in=BESIDES).first()


def _alive(binding: Binding, at: dt.datetime) -> QuerySet[IdentityProof]:
    """What holds for exactly this and was not used, the newest first."""
    mine = IdentityProof.objects.filter(
        user=binding.user, purpose=binding.purpose, bundle=binding.digest
    )
    return mine.filter(used_at=None, expires_at__gt=at).order_by("-created_at", "-pk")


def newest_face(binding: Binding) -> FaceAttempt | None:
    """The last try for exactly this."""
    mine = FaceAttempt.objects.filter(
        user=binding.user, purpose=binding.purpose, bundle=binding.digest
    )
    return mine.order_by("-created_at", "-pk").first()


def card_of(user: User) -> Person:
    """The person with name and number as the roster has them; only with an identity card.

    It is what face services compare with; whoever has another paper goes another way.
    """
    person = Person.objects.filter(user=user).first()
    if person is None or not person.id_number or not is_card(person.id_kind):
        raise Refused(
            _("The roster holds no identity card number of yours. Use the code, or ask HR.")
        )
    return person


def check_can_ask_face(user: User, binding: Binding, about: str, at: dt.datetime) -> None:
    """With the own consent, after another way, and where a service is set up."""
    if not faces.name():
        raise Refused(_("There is no face check here. Please use one of the other ways."))
    if face_consent(user, about) is None:
        raise Refused(_("A face check needs your own consent first. Please read and agree."))
    if beside(binding, at) is None:
        raise Refused(_("A face is never enough alone. Please type the code first."))
    card_of(user)
