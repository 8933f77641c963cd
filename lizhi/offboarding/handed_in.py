"""The notice as it was handed in, put together again for the sealed file."""

import datetime as dt
from typing import Any

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.offboarding import company_papers, openings, questions, ways
from lizhi.offboarding.arrival import Application, Handed, content, content_hash
from lizhi.offboarding.departures import Declaration
from lizhi.offboarding.openings import Opening

OF_CHANNEL = ("way", "waybill")
PLACE = "metadata/notice.json"
DAYS = ("union_on", "explained_on", "reported_on")
SAID = ("union", "instead", "renewal", "worked_on", "source", *openings.ASKED_LATER)


def file_of(case: Case) -> dict[str, bytes]:
    """The text whose SHA-256 stands on the receipt, by its place in the package.

    Nothing when it cannot be had any more to the letter: words were forgotten, a name corrected.
    """
    if case.way in ways.DECLARED:
        return _declared(case)
    if not ways.is_own(case):
        return _begun(case)
    arrival = questions.EVENT_OF_KIND.get(case=case.pk, kind="notice_arrived")
    arrival.case = case
    handed_in = _content(case, arrival)
    if content_hash(handed_in) != arrival.facts["content_hash"]:
        return {}
    return {PLACE: handed_in}


def _begun(case: Case) -> dict[str, bytes]:
    """Of the other ways: what HR said at the start, without the answers about article 42."""
    event = company_papers.begun(case)
    facts = event.facts
    days: dict[str, Any] = {name: _day(facts.get(name)) for name in ("return_by", *DAYS)}
    opening = Opening(
        way=case.way,
        ground=case.ground,
        day=_day(facts["asked_day"]),
        words=chain.read(event) or "",
        answer_words=_words(case, "other_side_said"),
        heirs=_words(case, "heirs_named"),
        **days,
        **{name: facts[name] for name in SAID if name in facts},
    )
    if (
        openings.content_hash(case.number, vars(opening), event.happened_at)
        != facts["content_hash"]
    ):
        return {}
    return {PLACE: openings.content(case.number, vars(opening), event.happened_at)}


def _declared(case: Case) -> dict[str, bytes]:
    """What the employee has said on the phone: a fault of the company, or a proposal."""
    event = company_papers.begun(case)
    said = Declaration(
        way=event.facts["way"],
        ground=event.facts["ground"],
        day=dt.date.fromisoformat(event.facts["day"]),
        items=tuple(event.facts["items"]),
        words=chain.read(event) or "",
    )
    if (
        openings.content_hash(case.number, vars(said), event.happened_at)
        != (event.facts["content_hash"])
    ):
        return {}
    return {PLACE: openings.content(case.number, vars(said), event.happened_at)}


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _words(case: Case, kind: str) -> str:
    event = questions.EVENT_OF_KIND.first(case=case.pk, kind=kind)
    if event is None:
        return ""
    event.case = case
    return chain.read(event) or ""


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
