"""Somebody agrees to a text, or takes it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts import consents
from lizhi.accounts.models import Consent, User
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused


@transaction.atomic
def record_consent(user: User, kind: str, version: str, text: str, about: str = "") -> Consent:
    """Keep that this person agreed to exactly this text; doing it twice keeps one.

    `text` is what stood on the page. A text of ours that has changed since is refused: nobody
    agrees to words that they have not seen.
    """
    text_hash = consents.text_hash(text)
    if kind in consents.TEXTS and not consents.is_ours(kind, version, text_hash):
        raise Refused(_("This text has changed. Please read it again, then agree."))
    values = {"user": user, "kind": kind, "version": version, "text_hash": text_hash}
    found = Consent.objects.standing().filter(**values, about=about).first()
    return found or Consent.objects.create(**values, about=about, created_at=clock.now())


@transaction.atomic
def revoke(consent: Consent, *, by: User) -> None:
    """From now on it is not agreed to any more; what was done under it stays lawful (PIPL 15)."""
    if consent.user_id != by.pk:
        raise NotPermitted(_("Only the person who agreed can take it back."))
    Consent.objects.standing().filter(pk=consent.pk).update(revoked_at=clock.now())
    consent.refresh_from_db()
