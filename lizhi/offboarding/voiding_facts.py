"""What the paper is told by which an agreement is void; the wording is the template's."""

from typing import cast

from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents.papers.voiding_facts import VoidingFacts
from lizhi.offboarding import company_papers, paper_facts
from lizhi.offboarding import voiding as voidings
from lizhi.signing.models import Envelope


def voiding(case: Case) -> VoidingFacts:
    """Which agreement, why, what holds instead, and that the resignation stands."""
    known = voidings.out(case)
    old = Envelope.objects.select_related("paper__file").get(pk=known["envelope"])
    if old.paper.issued_at is None:
        raise Refused(f"{old.biz_no} was never signed by both")
    what = voidings.after(case, today=clock.today())
    days = {"ended_before": what.ended_before, "paid_before": what.paid_before}
    facts = {
        **company_papers.company(case),
        "voided_number": old.paper.number,
        "voided_on": clock.local(old.paper.issued_at).date().isoformat(),
        "voided_digest": old.paper.file.digest,
        "then": known["then"],
        "letter_number": paper_facts.number(case, "letter"),
        "arrived_at": case.arrived_at.isoformat(),
        "ends_on": what.ends_on.isoformat(),
        "is_expiry": what.ends_on == case.employment.term_end,
        "good_until": known["until"],
        **{name: day.isoformat() for name, day in days.items() if day},
    }
    proposed = Event.objects.get(pk=known["event"])
    proposed.case = case
    if words := chain.read(proposed):
        facts["reason"] = words
    return cast(VoidingFacts, facts)
