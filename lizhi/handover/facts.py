"""What the paper is told about a handover."""

from collections.abc import Sequence
from typing import Any, Literal, cast

from django.db.models import Count, Q

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents.papers.listed_facts import HandoverFacts, ItemFacts
from lizhi.handover import rules
from lizhi.handover.models import Item

Outcome = Literal["finished", "disputed", "nothing"]
PLACES = ("first_receiver", "second_receiver", "third_receiver")
"""What the paper calls those who have a place for their name."""


def facts_for_paper(case: Case) -> HandoverFacts:
    """The list as it was closed."""
    shown = Count("photos", filter=~Q(photos__file=None))
    items = list(rules.items_of(case).annotate(shown=shown).order_by("pk"))
    return {
        "number": case.number,
        "company": case.entity.name,
        "employee": case.employment.name,
        "case_number": case.number,
        "made_on": clock.today().isoformat(),
        "department": case.employment.department.name,
        "post": case.employment.post,
        "contract_end": case.contract_end.isoformat(),
        **cast(HandoverFacts, _names(receivers_who_sign(case))),
        "items": [_item(item) for item in items],
        "outcome": _outcome(items),
    }


def receivers_who_sign(case: Case) -> list[User]:
    """Who has a place for the name: up to three, whoever gets most in front.

    What others get they confirm thing by thing; that stands in the list as well.
    """
    found: dict[int, tuple[int, User]] = {}
    for item in rules.OF_CASE.all(case=case.pk):
        count, _user = found.get(item.receiver_id, (0, item.receiver))
        found[item.receiver_id] = (count + 1, item.receiver)
    most = sorted(found.values(), key=lambda one: (-one[0], one[1].pk))
    return [user for _count, user in most if user != case.leaver][: len(PLACES)]


def _names(receivers: Sequence[User]) -> dict[str, str]:
    return {place: user.name for place, user in zip(PLACES, receivers, strict=False)}


def _outcome(items: Sequence[Item]) -> Outcome:
    if not items:
        return "nothing"
    complete = all(item.state == Item.State.RECEIVED for item in items)
    return "finished" if complete else "disputed"


def _item(item: Any) -> ItemFacts:
    facts = {
        "kind": item.kind,
        "title": item.title,
        "note": item.note,
        "receiver": item.receiver.name,
        "waybill": item.waybill,
        "photos": item.shown,
        "state": item.state,
        "given_at": item.given_at.isoformat() if item.given_at else None,
        "received_at": item.received_at.isoformat() if item.received_at else None,
    }
    return cast(ItemFacts, facts)
