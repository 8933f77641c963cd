"""What the papers of an ending that the company has begun are told; the wording is the template's.

Nothing is papered as something else: each is drawn for the ways to which it belongs, or refused.
"""

import datetime as dt
from typing import Literal, cast

from django.utils.translation import gettext as _

from lizhi.cases import chain
from lizhi.cases.models import Case, Event, Paper
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents.papers.facts import (
    CompanyPaperFacts,
    ContractKind,
    EndingFacts,
    MutualFacts,
    RecallFacts,
)
from lizhi.offboarding import duties, four_dates, questions, reduction, ways
from lizhi.people import contacts
from lizhi.settlement.law import grounds

BEGUN, DECLARED = "ending_begun", "ending_declared"
PROPOSED_FOR = dt.timedelta(days=14)
"""So many days after it was made a proposal can be accepted; on the next it has lapsed."""


class Contradiction(Refused):
    """A paper of another ground than that of the case: nobody may be given it."""

    code = "contradiction"


def begun(case: Case) -> Event:
    """How it began."""
    kind = DECLARED if ways.of(case).by_employee else BEGUN
    event = questions.EVENT_OF_KIND.get(case=case.pk, kind=kind)
    event.case = case
    return event


def said(case: Case) -> str:
    """The proposal or the reasons, in the words of the start."""
    return chain.read(begun(case)) or ""


def template_of(case: Case, kind: str) -> str:
    """Which form a paper of this kind takes in this case; refused where it contradicts it."""
    if kind == Paper.Kind.VOIDING and Paper.Kind.AGREEMENT in ways.of(case).papers:
        return kind
    if kind == Paper.Kind.UNEMPLOYMENT and case.way not in duties.NOBODY_UNEMPLOYED:
        return kind
    if kind not in ways.of(case).papers:
        raise Contradiction(
            _("%(way)s: such a paper does not belong to it, and would say something untrue.")
            % {"way": case.get_way_display()}
        )
    own = {"agreement": "mutual", "notice": "ending"}
    return kind if ways.is_own(case) else own.get(kind, kind)


def company(case: Case) -> CompanyPaperFacts:
    """Who they are: the same on each of these papers."""
    employment = case.employment
    return {
        "number": case.number,
        "company": case.entity.name,
        "company_code": case.entity.credit_code,
        "company_address": case.entity.address,
        "employee": employment.name,
        "id_kind": employment.person.id_kind,
        "id_number": employment.person.id_number,
        "case_number": case.number,
        "made_on": clock.today().isoformat(),
        "department": employment.department.name,
        "post": employment.post,
    }


def recall(case: Case) -> RecallFacts:
    """The call to come back, or to say how one is."""
    officer, _finance = contacts.of(case.leaver, case.branch, case.entity)
    assert case.return_by is not None  # noqa: S101  asked for at the start
    return {
        **company(case),  # type: ignore[typeddict-item]  # what the seal is worth is said later
        "words": said(case),
        "return_by": case.return_by.isoformat(),
        "contact": officer.name if officer else "",
    }


def ending(case: Case) -> EndingFacts:
    """The notice: the article in its own words, the reasons, and from when it counts."""
    row, opening = ways.ground_of(case), case.data.get("opening", {})
    due = grounds.compensation_due(row.code, renewal=opening.get("renewal", ""))
    law = "" if row.article.startswith("实施条例") else "《劳动合同法》"
    facts = {
        **company(case),
        "terminates": row.terminates,
        "article": f"{law}{row.article.replace('实施条例', '《劳动合同法实施条例》')}",
        "article_text": row.text,
        "reasons": said(case),
        "counts": _counts(case),
        "compensation": due.value,
        "due_by": row.due_by,
        "barred": bool(row.barred),
    }
    if facts["counts"] == "day":
        facts["ended_on"] = case.contract_end.isoformat()
    optional = ("source", "renewal", "union", "union_on", "explained_on", "reported_on")
    numbers = ("affected", "employed")
    known = {name: opening[name] for name in (*optional, *numbers) if opening.get(name)}
    if all(known.get(name) for name in numbers):  # cases that began before they were asked for
        known["measure"] = reduction.measure(known["affected"])
    return cast(EndingFacts, {**facts, **known})


def _counts(case: Case) -> Literal["notice", "pay", "service", "day"]:
    if ways.of(case).day_is_given:
        return "day"
    instead = case.data.get("opening", {}).get("instead", "")
    return cast(Literal["notice", "pay", "service", "day"], instead or "service")


def mutual(case: Case) -> MutualFacts:
    """Both sides end it; who proposed stands in it, for it decides about compensation."""
    employment, receiver = case.employment, case.data.get("handover_receiver")
    facts = {
        **company(case),
        "phone": employment.user.masked_phone,
        "hired_on": employment.hired_on.isoformat(),
        "contract_kind": cast(ContractKind, employment.contract_kind),
        "proposer": "employer" if case.ground == "36-E" else "worker",
        "agreed_day": four_dates.meant_end(case).isoformat(),
        "words": said(case),
    }
    if employment.contract_start:
        facts["term_start"] = employment.contract_start.isoformat()
    if employment.term_end:
        facts["term_end"] = employment.term_end.isoformat()
    if paid := four_dates.agreed_pay_end(case):
        facts["paid_until"] = paid.isoformat()
    if not ways.is_certain(case):
        facts["good_until"] = good_until(case).isoformat()
    if receiver and (found := questions.USER.first(pk=receiver)):
        facts["handover_to"] = found.name
    return cast(MutualFacts, facts)


def good_until(case: Case) -> dt.date:
    """The last day on which the proposal can be accepted: never after the end that it names.

    One of the employee is signed after HR has agreed to it: the days are counted from there.
    """
    replied = case.data.get("replied_on")
    made = dt.date.fromisoformat(replied) if replied else clock.local(case.arrived_at).date()
    return min(made + PROPOSED_FOR, case.contract_end)
