"""The separation agreement: sent, signed by the employee, sealed by the company, or put aside."""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.offboarding import questions
from lizhi.signing import actions as signing
from lizhi.signing.models import Envelope

PURPOSE = "separation_agreement"
GOOD_FOR = dt.timedelta(days=7)
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
        expires_at=at + GOOD_FOR,
        at=at,
        subject=_("Separation agreement"),
    )


def of(case: Case) -> Envelope | None:
    """The newest envelope of this case's agreement."""
    envelope = questions.ENVELOPE.first(case=case.pk, purpose=PURPOSE)
    if envelope:
        envelope.case = case
    return envelope


def may_be_sealed(case: Case, envelope: Envelope) -> bool:
    """The employee has signed and a person of HR has confirmed; time alone never consents."""
    return (
        envelope.state in SIGNED_BY_EMPLOYEE
        and bool(case.data.get("agreement_signed"))
        and confirmed_by(case) is not None
    )


def confirmed_by(case: Case) -> User | None:
    """Whoever confirmed for HR; nobody when the step was closed by time."""
    last = questions.LAST_RUN.first(case=case.pk, step="confirmation")
    return last.closed_by if last and last.outcome == "confirmed" else None


def put_aside(case: Case, envelope: Envelope | None, *, at: dt.datetime) -> None:
    """Unsigned with its reason; the resignation itself goes on as the law says."""
    reason = "not_confirmed"
    if envelope is None:
        reason = "not_sent"
    elif envelope.state in {Envelope.State.DECLINED, Envelope.State.EXPIRED}:
        reason = envelope.state
    else:
        signing.revoke(envelope, at=at)
    for paper in case.papers.filter(kind=Paper.Kind.AGREEMENT, state=Paper.State.DRAFT):
        cases.revoke(paper, at)
    cases.record(case, "agreement_unsigned", by=None, at=at, step="seal_agreement", reason=reason)
