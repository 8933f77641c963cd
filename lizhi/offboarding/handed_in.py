"""The notice as it was handed in, put together again for the sealed file."""

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.offboarding import questions
from lizhi.offboarding.arrival import Application, Handed, content, content_hash

OF_CHANNEL = ("way", "waybill")


def file_of(case: Case) -> dict[str, bytes]:
    """The text whose SHA-256 stands on the receipt, by its place in the package.

    Nothing when it cannot be had any more to the letter: words were forgotten, a name corrected.
    """
    arrival = questions.EVENT_OF_KIND.get(case=case.pk, kind="notice_arrived")
    arrival.case = case
    handed_in = _content(case, arrival)
    if content_hash(handed_in) != arrival.facts["content_hash"]:
        return {}
    return {"metadata/notice.json": handed_in}


def _content(case: Case, arrival: Event) -> bytes:
    facts = arrival.facts
    receiver = facts.get("handover_to")
    application = Application(
        wished_day=case.wished_day,
        reason=facts["reason"],
        words=chain.read(arrival) or "",
        place=case.place,
        contact_times=tuple(case.contact_times),
        handover_to=User.objects.filter(pk=receiver).first() if receiver else None,
        handover_titles=tuple(case.data.get("handover_titles", [])),
    )
    return content(
        case.number,
        case.employment.name,
        application,
        case.arrived_at,
        proofs=Handed(tuple(facts.get("proofs", [])), facts.get("proofs_on_the_way", 0)),
        facts={name: facts[name] for name in OF_CHANNEL if name in facts},
    )
