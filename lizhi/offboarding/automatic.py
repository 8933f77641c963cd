"""What follows once a paper of an automatic step is there, and the steps that print none.

No printing and no signing here: who only plays a process through comes by here too.
"""

import datetime as dt
from collections.abc import Container

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.jobs.models import Outbox
from lizhi.offboarding import agreements, four_dates, leaving, questions, renewal, screening, ways
from lizhi.offboarding.actions import falling_back
from lizhi.signing import actions as signing
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run


class UnknownStep(Refused):
    """No program does this: trying again would not help."""

    code = "unknown_step"


def check_is_known(step: str, known: Container[str]) -> None:
    """Whether the machine has anything to do at this step."""
    if step not in known:
        raise UnknownStep(_("The machine does not know what to do here."))


def agreement_is_there(case: Case, run: Run, paper: Paper, *, at: dt.datetime) -> None:
    """It goes out to the employee, and the flow goes on."""
    agreements.send(case, paper, at=at)
    workflow.close_run(run, outcome="sent", by=None, at=at)


def goes_on_instead(case: Case, key: str, *, at: dt.datetime) -> bool:
    """The day has come, and nothing has ended: no service, an open question, a renewed term."""
    with transaction.atomic():
        case = workflow.lock(case)
        outcome = screening.why_it_goes_on(case)
        if not outcome or not workflow.once(key, case=case, kind="goes_on", by=None, at=at):
            return False
        cases.record(case, "end_did_not_come", by=None, at=at, why=outcome)
        workflow.stop(case, outcome=outcome, by=None, at=at)
        return True


def certificate_is_there(case: Case, run: Run, paper: Paper, *, at: dt.datetime) -> None:
    """The employment is over with it (劳动合同法 50); no agreement moves its days any more."""
    if falling_back.hold_statutory_days(case, at=at) and (envelope := agreements.of(case)):
        signing.revoke(envelope, at=at, reason="other_day")
    falling_back.fix_by_law(case, at=at)
    leaving.end_employment(case, at=at)
    cases.record(case, "certificate_issued", by=None, at=at, step=run.step, paper=paper.number)
    workflow.close_run(run, outcome="issued", by=None, at=at)


def wants_new_agreement(case: Case) -> bool:
    """None is out, and the case still runs."""
    return case.status == Case.Status.RUNNING and not agreements.is_open(case)


def new_agreement_is_there(case: Case, paper: Paper, *, by: int | None, at: dt.datetime) -> None:
    """It goes out in the place of earlier ones; `by` is whoever wanted it."""
    speaker = questions.USER.first(pk=by) if by else None
    renewal.send(case, paper, by=speaker, at=at)


def seal_agreement(case: Case, run: Run, key: str) -> None:
    """The company's consent becomes its seal; an unsigned agreement is put aside.

    One that names another day than HR has confirmed is not sealed but sent anew, and the flow goes
    on: it is sealed when the employee has signed it.
    """
    now = clock.now()
    with transaction.atomic():
        case = workflow.lock(case)
        if not workflow.once(key, case=case, kind="seal_agreement", by=None, at=now):
            return
        if _seal(case, at=now):
            return  # the step is left when the seal stands: see receivers
        if not ways.is_certain(case):  # nobody has agreed to anything
            workflow.stop(case, outcome="not_agreed", by=None, at=now)
            return
        outcome = "sent_again"
        if not renewal.is_out(case) or agreements.consented_by(case) is None:
            renewal.over(case)
            agreements.put_aside(case, agreements.of(case), at=now)
            falling_back.hold_statutory_days(case, at=now)
            outcome = "unsigned"
        workflow.close_run(run, outcome=outcome, by=None, at=now)


def _seal(case: Case, *, at: dt.datetime) -> bool:
    """The seal is on its way; what is signed but names another day is sent anew instead."""
    envelope = agreements.of(case)
    if envelope is None or not agreements.is_signed(case, envelope):
        return False
    speaker = agreements.consented_by(case)
    if agreements.fits(case, envelope.paper, today=clock.local(at).date()):
        company = envelope.actors.get(role="company")
        signing.seal_for(case.entity, company, by=speaker, at=at)
        return True
    signing.revoke(envelope, at=at, by=speaker, reason="other_day")
    if four_dates.meant_end(case) < clock.local(at).date():
        falling_back.hold_statutory_days(case, at=at)
    renewal.ask(case, by=speaker, at=at)
    return False


def closing(case: Case, run: Run, key: str) -> None:
    """Both branches have ended: nothing is left to do but to seal the file."""
    now = clock.now()
    with transaction.atomic():
        case = workflow.lock(case)
        if workflow.once(key, case=case, kind="closing", by=None, at=now):
            workflow.close_run(run, outcome="closed", by=None, at=now)


def seal_late(row: Outbox) -> None:
    """One that was sent anew has been signed after the flow had passed its seal."""
    now = clock.now()
    with transaction.atomic():
        case = workflow.lock(Case.objects.get(pk=row.payload["case"]))
        if workflow.once(f"outbox:{row.pk}", case=case, kind="seal_late", by=None, at=now):
            _seal(case, at=now)
