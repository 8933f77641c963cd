"""A signed agreement is to be void: asked for, proposed, taken back, refused; and what follows."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock, rows
from lizhi.common.refusals import Refused
from lizhi.offboarding import agreements, over, questions, renewal, voiding
from lizhi.offboarding.actions import last_day
from lizhi.signing import actions as signing
from lizhi.signing.models import Envelope
from lizhi.workflow import actions as workflow

PRINT = "voiding.print"


@transaction.atomic
def ask_to_void(case: Case, *, words: str, by: User, key: str) -> None:
    """The leaver asks HR for a paper by which the agreement is void; nothing changes by asking."""
    case, now = workflow.lock(case), clock.now()
    if not workflow.once(key, case=case, kind="ask_to_void", by=by, at=now):
        return
    voiding.check_can_ask(case, by, now=now)
    case.voiding_asked_at = now
    rows.update(case, "voiding_asked_at")
    cases.record(case, "voiding_asked", by=by, at=now, words=words)


@transaction.atomic
def refuse_voiding(case: Case, *, words: str = "", by: User, key: str) -> None:
    """HR does not want it void: the agreement holds as it did, and the leaver hears so."""
    case, now = workflow.lock(case), clock.now()
    if not workflow.once(key, case=case, kind="refuse_voiding", by=by, at=now):
        return
    voiding.check_can_refuse(case, by)
    case.voiding_asked_at = None
    rows.update(case, "voiding_asked_at")
    cases.record(case, "voiding_refused", by=by, at=now, words=words)


@transaction.atomic
def propose_voiding(case: Case, *, then: str, words: str, by: User, key: str) -> None:
    """HR proposes that the agreement be void, for this reason; the worker prints and sends it.

    `then` says what holds afterwards: `law`, or `new` for an agreement that follows. Sending it is
    the company's consent: its seal follows the employee's name by itself.
    """
    case, now = workflow.lock(case), clock.now()
    if not workflow.once(key, case=case, kind="propose_voiding", by=by, at=now):
        return
    voiding.check_can_propose(case, by, now=now)
    envelope = agreements.of(case)
    if envelope is None or then not in {voiding.LAW, voiding.NEW}:
        raise Refused(f"then: {then}")
    today = clock.local(now).date()
    what = voiding.after(case, today=today)
    ends = voiding.until(what, at=now, over=over.is_over(case, today))
    paper = envelope.paper.number
    said = cases.record(
        case, "voiding_proposed", by=by, at=now, words=words, then=then, paper=paper
    )
    known = {"envelope": envelope.pk, "then": then, "by": by.pk, "until": ends.isoformat()}
    case.data = {**case.data, voiding.OUT: {**known, "event": said.pk}}
    case.voiding_asked_at = None
    rows.update(case, "data", "voiding_asked_at")
    payload = {"case": case.pk, "event": said.pk}
    workflow.queue(PRINT, payload, dedupe=f"event:{said.pk}:print", at=now, case=case)


@transaction.atomic
def take_back_voiding(case: Case, *, by: User, key: str) -> None:
    """HR wants it no more, before the employee has signed: the agreement holds as it did."""
    case, now = workflow.lock(case), clock.now()
    if not workflow.once(key, case=case, kind="take_back_voiding", by=by, at=now):
        return
    voiding.check_can_take_back(case, by)
    cases.record(case, "voiding_taken_back", by=by, at=now)
    envelope = voiding.of(case)
    if envelope and envelope.state in Envelope.OPEN:
        signing.revoke(envelope, at=now, by=by, reason="taken_back")
    else:
        forget(case)


def forget(case: Case) -> None:
    """None is on its way any more; call with the case locked."""
    case.data = {name: value for name, value in case.data.items() if name != voiding.OUT}
    rows.update(case, "data")


def void_ended(envelope: Envelope, *, at: dt.datetime) -> None:
    """Declined, out of time or called back: the agreement holds, and nobody has lost anything."""
    case = workflow.lock(envelope.case)
    forget(case)
    if envelope.paper.state == Paper.State.DRAFT:
        envelope.paper.case = case
        cases.revoke(envelope.paper, at)
    why = envelope.reason if envelope.state == Envelope.State.REVOKED else envelope.state
    cases.record(case, "agreement_stays", by=None, at=at, why=why, paper=envelope.paper.number)


def void_completed(envelope: Envelope, *, at: dt.datetime) -> None:
    """Both have signed: what only the agreement had brought is gone, and what the law says holds.

    Where the contract has ended meanwhile (the machine stood still) its days stay as they were.
    """
    case, facts = workflow.lock(envelope.case), cases.paper_facts(envelope.paper)
    known = voiding.out(case)
    gone = {voiding.OUT, *renewal.SIGNED}
    case.data = {name: value for name, value in case.data.items() if name not in gone}
    case.data[voiding.VOIDED] = True
    if facts["then"] == voiding.NEW:
        case.data[renewal.FOLLOWS] = True
    rows.update(case, "data")
    cases.record(
        case,
        "agreement_voided",
        by=None,
        at=at,
        then=facts["then"],
        day=facts["ends_on"],
        paper=envelope.paper.number,
        voided=facts["voided_number"],
    )
    if not over.has_ended(case):
        _back_to_the_law(case, facts, by=known.get("by"), at=at)


def _back_to_the_law(case: Case, facts: dict[str, str], *, by: int | None, at: dt.datetime) -> None:
    """Both have signed these days, so they move as another last day does that both agree."""
    day = dt.date.fromisoformat(facts["ends_on"])
    pay_end = day if facts.get("paid_before") else None
    speaker = questions.USER.first(pk=by) if by else None
    if day != case.contract_end:
        case.data = {**case.data, "consented_end": day.isoformat(), "agreement_by": by}
        rows.update(case, "data")
        last_day.set_contract_end(case, day, by=speaker, at=at, pay_end=pay_end)
    elif pay_end:
        last_day.set_pay_end(case, pay_end, by=speaker, at=at)
