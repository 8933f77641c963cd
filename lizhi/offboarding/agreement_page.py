"""What HR reads about the separation agreement, and what can be done about it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock, wording
from lizhi.common.permits import permit
from lizhi.offboarding import (
    agreements,
    four_dates,
    questions,
    renewal,
    rules,
    signing_here,
    voiding,
)
from lizhi.signing import kinds, originals
from lizhi.signing.models import Envelope, OnPaper
from lizhi.signing.providers.titles import title_of


@dataclass(frozen=True)
class Standing:
    """How it stands with the agreement, in a headline and a line."""

    title: str
    text: str
    day: dt.date
    """The last day that one sent now would name."""
    words: str = ""
    """What the employee said when declining."""
    may_give_time: bool = False
    may_send: bool = False
    witness: str = ""
    """The number of what waits for the employee's name: HR may be there as the witness."""
    on_paper: str = ""
    """The number of what is signed by hand, or may be: its page says how far it is."""
    service: str = ""
    """The service outside that has it, where HR may let it be signed here instead."""
    may_void: bool = False
    """Both have signed it, and HR may propose that it be void."""
    voiding: bool = False
    """A paper by which it would be void is on its way."""
    seals: bool = False
    """The company's seal would follow the employee's name by itself."""


def of(case: Case, reader: User, *, today: dt.date) -> Standing:
    """For this reader, who is of HR."""
    envelope = agreements.of(case)
    title, text = _said(case, envelope)
    return Standing(
        title=title,
        text=text,
        day=four_dates.settled_day(case, today=today) or case.wished_day,
        words=_reason(case, envelope),
        witness=_witness(case, envelope, reader),
        may_give_time=permit(rules.check_can_give_time, case, reader).allowed,
        may_send=permit(rules.check_can_send_again, case, reader, today=today).allowed,
        on_paper=_on_paper(case, envelope, reader),
        service=_service(case, envelope, reader),
        may_void=permit(voiding.check_can_propose, case, reader, now=clock.now()).allowed,
        voiding=bool(voiding.out(case)),
        seals=agreements.seal_is_due(case),
    )


def _said(case: Case, envelope: Envelope | None) -> tuple[str, str]:
    name = case.employment.name
    values = {"name": name}
    if envelope is None:
        return _("The agreement has not gone out yet"), _(
            "It goes out by itself once the manager has answered."
        )
    if envelope.state not in Envelope.OPEN and renewal.is_out(case):
        return _("A new agreement is being made ready"), _(
            "%(name)s gets it in a moment and hears of it by text message."
        ) % values
    return _STATES.get(envelope.state, _with_employee)(case, envelope)


def _with_employee(case: Case, envelope: Envelope) -> tuple[str, str]:
    values = {"name": case.employment.name, "until": wording.moment(envelope.expires_at)}
    if not agreements.waits_for_employee(envelope):
        return _("%(name)s has signed") % values, _("It waits for the company's seal.")
    return _("It is with %(name)s") % values, _("There is time to sign until %(until)s.") % values


def _completed(case: Case, envelope: Envelope) -> tuple[str, str]:
    return _("Both sides have signed"), _("Another last day, agreed by both, sends a new one.")


def _voided(case: Case, envelope: Envelope) -> tuple[str, str]:
    if renewal.follows(case):
        return _("It is void, and a new one has to follow"), _(
            "Both have signed so. Agree another day if it is wrong, or send the new one below."
        )
    return _("It is void: both have signed that"), _(
        "The resignation stands. What the law says holds; a new one can still be sent."
    )


def _declined(case: Case, envelope: Envelope) -> tuple[str, str]:
    return _("%(name)s did not sign") % {"name": case.employment.name}, _(
        "The leaving goes on without it. If you have talked about it, you can send it again."
    )


def _expired(case: Case, envelope: Envelope) -> tuple[str, str]:
    if envelope.wanted_at:
        values = {"name": case.employment.name, "when": wording.moment(envelope.wanted_at)}
        return _("%(name)s would like to sign after all") % values, _(
            "Asked %(when)s, after the time was over. Send a new one below."
        ) % values
    return _("The time to sign is over"), _(
        "The leaving goes on without it. If it is wanted after all, you can send it again."
    )


def _revoked(case: Case, envelope: Envelope) -> tuple[str, str]:
    return _("It was called back unsigned"), _(
        "The leaving goes on without it. If it is wanted after all, you can send it again."
    )


_STATES: dict[str, Callable[[Case, Envelope], tuple[str, str]]] = {
    Envelope.State.COMPLETED: _completed,
    Envelope.State.VOIDED: _voided,
    Envelope.State.DECLINED: _declined,
    Envelope.State.EXPIRED: _expired,
    Envelope.State.REVOKED: _revoked,
}


def _reason(case: Case, envelope: Envelope | None) -> str:
    if envelope is None or envelope.state != Envelope.State.DECLINED:
        return ""
    declined = case.events.filter(kind=kinds.SIGNATURE_DECLINED).order_by("-seq").first()
    if declined is None:
        return ""
    declined.case = case
    return chain.read(declined) or ""


def _service(case: Case, envelope: Envelope | None, reader: User) -> str:
    if envelope is None or not permit(signing_here.check_can_sign_here, case, reader).allowed:
        return ""
    return title_of(envelope.provider)


def _witness(case: Case, envelope: Envelope | None, reader: User) -> str:
    if envelope is None or reader == case.leaver or envelope.state != Envelope.State.SIGNING:
        return ""
    return envelope.biz_no if agreements.waits_for_employee(envelope) else ""


def _on_paper(case: Case, envelope: Envelope | None, reader: User) -> str:
    """Signed by hand or taken in already, or still to be chosen for somebody without a phone."""
    if envelope is None or reader == case.leaver:
        return ""
    signer = questions.SIGNER.first(envelope=envelope.pk)
    if signer is None:
        return ""
    signer.envelope = envelope
    may = permit(originals.check_can_choose, signer, reader, clock.now()).allowed
    found = originals.of(signer)
    kept = found is not None and found.state != OnPaper.State.LEFT
    return envelope.biz_no if may or kept else ""
