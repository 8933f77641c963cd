"""Papers that stand by themselves, and to which people are asked to put their names all the same.

The handover list holds by the system's seal and by what both sides have confirmed thing by thing;
the settlement by the company's. A name on them is better evidence, and nothing waits for it: not
the end, not the pay, not the certificate (劳动合同法 50). Under the settlement it says that it has
come and is known, no more. Whoever does not sign, or says why not, loses nothing by that.
"""

import datetime as dt
from collections.abc import Sequence

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.handover import facts as handover
from lizhi.signing import actions as signing
from lizhi.signing.models import Envelope
from lizhi.signing.providers import BUILTIN

HANDOVER = "handover_list"
SETTLEMENT = "settlement_known"
PURPOSES = {Paper.Kind.HANDOVER: HANDOVER, Paper.Kind.SETTLEMENT: SETTLEMENT}
"""Of envelopes, by the kind of the paper in them."""
ROLES = ("receiver", "receiver_2", "receiver_3")
GOOD_FOR = dt.timedelta(days=180)
"""Longer than a case: what is still unsigned when the file is sealed is called back then."""


def ask(case: Case, paper: Paper, *, at: dt.datetime) -> None:
    """Whoever has a place for the name in this paper is asked for it, all at the same time.

    Here, also where a service signs other papers: a seal of this house stands in it already.
    """
    actors = _actors(case, paper)
    if not actors:
        return
    signing.send(
        case=case,
        paper=paper,
        purpose=PURPOSES[Paper.Kind(paper.kind)],
        actors=actors,
        expires_at=at + GOOD_FOR,
        at=at,
        subject=str(Paper.Kind(paper.kind).label),
        provider=BUILTIN,
    )


def let_go(papers: Sequence[Paper], *, at: dt.datetime) -> None:
    """Another paper takes the place of these: nobody need sign them any more."""
    mine = Envelope.objects.open().filter(paper__in=papers, purpose__in=PURPOSES.values())
    for envelope in mine.select_related("case"):
        signing.revoke(envelope, at=at, reason="other_paper")


def _actors(case: Case, paper: Paper) -> list[signing.NewActor]:
    if paper.kind not in PURPOSES:
        return []
    facts = cases.paper_facts(paper)
    if paper.kind == Paper.Kind.SETTLEMENT:
        return [signing.NewActor(role="employee", user=case.leaver)] if facts.get("signer") else []
    if facts.get("outcome", "nothing") == "nothing":
        return []
    people = [("employee", case.leaver), *_receivers(case, facts)]
    return [signing.NewActor(role=role, user=user) for role, user in people]


def _receivers(case: Case, facts: dict[str, object]) -> list[tuple[str, User]]:
    """Only whoever the printed paper has a place for, by its own words."""
    places = zip(ROLES, handover.PLACES, handover.receivers_who_sign(case), strict=False)
    return [(role, user) for role, place, user in places if facts.get(place) == user.name]
