"""Somebody agrees to a text, or takes it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts import consents
from lizhi.accounts.models import Consent, TextShown, User
from lizhi.accounts.signals import consent_withdrawn
from lizhi.common import clock, rows
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import NotPermitted, Refused

STANDING = Prepared(
    lambda: Consent.objects.standing().filter(
        user=given("user"),
        kind=given("kind"),
        version=given("version"),
        text_hash=given("text_hash"),
        about=given("about"),
    )
)


@transaction.atomic
def record_consent(user: User, kind: str, version: str, text: str, about: str = "") -> Consent:
    """Keep that this person agreed to exactly this text; doing it twice keeps one.

    `text` is what stood on the page. A text of ours that has changed since is refused: nobody
    agrees to words that they have not seen.
    """
    text_hash = consents.text_hash(text)
    if kind in consents.TEXTS and not consents.is_ours(kind, version, text_hash):
        raise Refused(_("This text has changed. Please read it again, then agree."))
    values = {"kind": kind, "version": version, "text_hash": text_hash, "about": about}
    found = STANDING.first(user=user.pk, **values)
    return found or rows.insert([Consent(user=user, **values)])[0]


@transaction.atomic
def told(user: User, kind: str, *, text_hash: str) -> None:
    """This person has read what is new in this text, as it stood on the page; twice keeps one."""
    text = consents.TEXTS[kind]
    if text_hash != text.hash:
        raise Refused(_("This text has changed once more. Please look again."))
    values = {"kind": kind, "version": text.version, "text_hash": text.hash}
    rows.insert_unless_there([TextShown(user=user, created_at=clock.now(), **values)])


@transaction.atomic
def revoke(consent: Consent, *, by: User) -> None:
    """From now on it is not agreed to any more; what was done under it stays lawful (PIPL 15).

    Rooms that need it hear of it in the same transaction. Twice is once.
    """
    if consent.user_id != by.pk:
        raise NotPermitted(_("Only the person who agreed can take it back."))
    taken = Consent.objects.standing().filter(pk=consent.pk).update(revoked_at=clock.now())
    consent.refresh_from_db()
    if taken:
        consent_withdrawn.send(sender=Consent, consent=consent)
