"""What the sheet says that goes with a paper to be signed by hand."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse

from lizhi.signing import evidence, rules
from lizhi.signing.contact import contact_of
from lizhi.signing.models import OnPaper


def facts_of(found: OnPaper, at: dt.datetime) -> dict[str, Any]:
    """No telephone number stands on it: couriers and neighbours read it too."""
    actor, envelope = found.actor, found.actor.envelope
    case, signer = envelope.case, evidence.signer_of(actor)
    helper = contact_of(case, besides=signer)
    facts = {
        "number": envelope.paper.number,
        "company": case.entity.name,
        "employee": rules.roster_name(signer),
        "paper": envelope.subject,
        "pages": str(envelope.pages or 1),
        "address": case.entity.address,
        "recipient": rules.roster_name(helper) if helper else "",
        "until": "" if envelope.is_optional else envelope.expires_at.isoformat(),
        "printed": found.printed,
        "made_at": at.isoformat(),
        "desk": settings.ORIGIN
        + reverse("signing:original_desk", args=[envelope.biz_no, actor.role]),
    }
    return {name: value for name, value in facts.items() if value}
