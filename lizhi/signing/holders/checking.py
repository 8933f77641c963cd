"""Whether seals whose keys are kept elsewhere could be set now: asked without sealing anything."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.people.models import LegalEntity
from lizhi.signing import holders, ledger, licensed
from lizhi.signing.providers.failing import ServiceRefuses, ServiceSilent
from lizhi.signing.providers.neutral import Finding


def findings(at: dt.datetime) -> Iterator[Finding]:
    """A line for each company of the group, in words for an administrator."""
    for entity in LegalEntity.objects.order_by("pk"):
        yield _about(entity, at)


def _about(entity: LegalEntity, at: dt.datetime) -> Finding:
    name = {"company": entity.name}
    try:
        place = holders.place_of(entity)
        if place is None:
            words = _("%(company)s seals with the certificate of this house (L1).")
            return Finding(good=True, words=words % name)
        held = licensed.held(entity, place, at)
    except ServiceSilent as error:
        words = _("The seal of %(company)s cannot be asked for just now (%(why)s).")
        return Finding(good=False, words=words % {**name, "why": error})
    except ServiceRefuses as error:
        words = _("The seal of %(company)s cannot be set. %(lacks)s")
        return Finding(good=False, words=words % {**name, "lacks": error.lacks})
    words = _("%(company)s seals by “%(holder)s”, certificate of %(issuer)s until %(day)s (L2).")
    told = {
        **name,
        "holder": place.name,
        "issuer": ledger.common_name(held.certificate.issuer),
        "day": held.certificate.not_valid_after_utc.date(),
    }
    return Finding(good=True, words=words % told)
