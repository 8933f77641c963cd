"""What the paper is told about a handover."""

from collections.abc import Sequence
from typing import Any, Literal, cast

from django.db.models import Count, Q

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents.papers.listed_facts import HandoverFacts, ItemFacts
from lizhi.handover import rules
from lizhi.handover.models import Item

Outcome = Literal["finished", "disputed", "nothing"]


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
        "items": [_item(item) for item in items],
        "outcome": _outcome(items),
    }


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
