"""The separation agreement: sent, signed by the employee, sealed by the company, or put aside."""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.offboarding import company_papers, four_dates, questions, ways
from lizhi.signing import actions as signing
from lizhi.signing.models import Actor, Envelope, OnPaper
from lizhi.workflow import definitions as workflow
from lizhi.workflow.engine import moments
from lizhi.workflow.models import Run

PURPOSE = "separation_agreement"
VOIDING = "voiding"
"""Of the paper by which both sides make one void: see `voiding`."""
GOOD_FOR = {"n": 7, "unit": "calendar_days"}
"""Where the definition of the case says nothing about it."""
LAPSES = dt.time(23, 49)
"""A proposal lapses ten minutes before its step ends: a name that is given is on it by then."""
ABOUT_AN_END = (Paper.Kind.AGREEMENT, Paper.Kind.NOTICE, Paper.Kind.RECALL)
SIGNED_BY_EMPLOYEE = {Envelope.State.SIGNING, Envelope.State.ALL_SIGNED}


def send(case: Case, paper: Paper, *, at: dt.datetime) -> Envelope:
    """Ask the employee first, the company after HR has confirmed."""
    return signing.send(
        case=case,
        paper=paper,
        purpose=PURPOSE,
        actors=[
            signing.NewActor(role="employee", user=case.leaver, order=1),
            signing.NewActor(role="company", entity=case.entity, order=2),
        ],
        expires_at=_good_until(case, at),
        at=at,
        subject=_("Separation agreement"),
    )


def _good_until(case: Case, at: dt.datetime) -> dt.datetime:
    """As long as its step is open, by the definition that the case runs on."""
    run = questions.LAST_RUN.first(case=case.pk, step="send_agreement")
    span = workflow.ends_by_time(run.version, "signature") if run else None
    if not ways.is_certain(case):
        return dt.datetime.combine(company_papers.good_until(case), LAPSES, clock.SHANGHAI)
    return moments.after(span or GOOD_FOR, at, case).at


def of(case: Case) -> Envelope | None:
    """The newest envelope of this case's agreement."""
    envelope = questions.ENVELOPE.first(case=case.pk, purpose=PURPOSE)
    if envelope:
        envelope.case = case
    return envelope


def waits_for_employee(envelope: Envelope) -> bool:
    """It is out, and the employee has neither signed nor declined it."""
    waiting = (Actor.State.WAITING, Actor.State.ASKED)
    mine = envelope.actors.filter(role="employee", state__in=waiting)
    return envelope.state in Envelope.OPEN and mine.exists()


def is_by_hand(case: Case) -> bool:
    """The employee prints it and signs on paper; HR has not taken it in yet."""
    mine = OnPaper.objects.alive().filter(actor__envelope__case=case)
    return mine.filter(
        actor__envelope__purpose=PURPOSE, actor__envelope__state__in=Envelope.OPEN
    ).exists()


def is_open(case: Case) -> bool:
    """One is out for signature."""
    return case.envelopes.filter(purpose=PURPOSE, state__in=Envelope.OPEN).exists()


def day_of(paper: Paper) -> dt.date | None:
    """The last day by this agreement; None once its facts cannot be read any more."""
    facts = cases.paper_facts(paper)
    written = facts.get("agreed_day") or facts.get("wished_day")
    return dt.date.fromisoformat(written) if written else None


def fits(case: Case, paper: Paper, *, today: dt.date) -> bool:
    """It names the days that both sides mean now, and the last one can still be kept."""
    day, agreed = day_of(paper), four_dates.agreed_pay_end(case)
    if day is None or day != four_dates.meant_end(case):
        return False
    if cases.paper_facts(paper).get("paid_until") != (agreed.isoformat() if agreed else None):
        return False
    return day == case.contract_end or day >= today


def is_signed(case: Case, envelope: Envelope | None) -> bool:
    """The employee has signed and a person of HR has consented; time alone never consents."""
    return (
        envelope is not None
        and envelope.state in SIGNED_BY_EMPLOYEE
        and four_dates.agreed_by_employee(case)
        and consented_by(case) is not None
    )


def consented_by(case: Case) -> User | None:
    """Whoever spoke for HR last: agreed to another day, sent it anew, or confirmed the dates.

    Nobody when the confirmation was closed by time.
    """
    if speaker := case.data.get("agreement_by"):
        return questions.USER.first(pk=speaker)
    last = questions.LAST_RUN.first(case=case.pk, step="confirmation")
    return last.closed_by if last and last.outcome == "confirmed" else None


def is_being_sealed(case: Case) -> bool:
    """The company has asked for its seal: that is its word, however long the machine takes."""
    return case.envelopes.filter(
        purpose=PURPOSE,
        state__in=SIGNED_BY_EMPLOYEE,
        actors__role="company",
        actors__state__in=(Actor.State.GIVEN, Actor.State.SIGNED),
    ).exists()


def is_agreed(case: Case) -> bool:
    """The contract ends on its day by the word of both sides, and not by what the law counts."""
    said = questions.EVENT_OF_KIND.first(case=case.pk, kind="last_day_agreed")
    if said and said.facts["day"] == case.contract_end.isoformat():
        return True
    envelope = of(case)
    is_sealed = envelope is not None and envelope.state == Envelope.State.COMPLETED
    return is_sealed and day_of(envelope.paper) == case.contract_end if envelope else False


def seal_is_due(case: Case) -> bool:
    """The flow has passed the place where it seals: what is signed now is sealed at once."""
    last = questions.LAST_RUN.first(case=case.pk, step="seal_agreement")
    return last is not None and last.state == Run.State.DONE


def close(case: Case, *, at: dt.datetime) -> None:
    """The case is over: one that never came to two signatures is put aside with its reason."""
    drafts = case.papers.filter(kind=Paper.Kind.AGREEMENT, state=Paper.State.DRAFT)
    if drafts.exists():
        put_aside(case, of(case), at=at)


def take_back(case: Case, *, at: dt.datetime) -> None:
    """The employee stays: no agreement about an end holds any more, and no notice of one."""
    alive = (Paper.State.DRAFT, Paper.State.VALID)
    for paper in case.papers.filter(kind__in=ABOUT_AN_END, state__in=alive):
        cases.revoke(paper, at)


def put_aside(case: Case, envelope: Envelope | None, *, at: dt.datetime) -> None:
    """Unsigned with its reason; the resignation itself goes on as the law says."""
    reason = "not_confirmed" if four_dates.agreed_by_employee(case) else "not_signed"
    if envelope is None:
        reason = "not_sent"
    elif envelope.state in {Envelope.State.DECLINED, Envelope.State.EXPIRED}:
        reason = envelope.state
    elif envelope.state in Envelope.OPEN:
        signing.revoke(envelope, at=at)
    for paper in case.papers.filter(kind=Paper.Kind.AGREEMENT, state=Paper.State.DRAFT):
        cases.revoke(paper, at)
    cases.record(case, "agreement_unsigned", by=None, at=at, step="seal_agreement", reason=reason)
