"""The employee signs the agreement, or does not: at its step, or beside it when it comes anew."""

import uuid

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.simulation import when
from lizhi.flows.simulation.scenario import Behaviour
from lizhi.flows.simulation.when import Move
from lizhi.offboarding import agreements, renewal
from lizhi.signing import actions as signing
from lizhi.signing import evidence, rules
from lizhi.signing.actions import codes
from lizhi.signing.models import Envelope
from lizhi.workflow import actions as workflow

DEVICE = signing.Device(agent="试跑")
STEP = "signature"


def sign_it(envelope: Envelope, behaviour: Behaviour) -> None:
    """By the code that was sent and the typed name, as on a phone; or not at all."""
    actors = envelope.actors.select_related("envelope__case", "envelope__paper__file", "user")
    actor, now = actors.get(role="employee"), clock.now()
    by = evidence.signer_of(actor)
    if behaviour.outcome == "declined":
        signing.decline(actor, reason="other", words="试跑", by=by, at=now)
        return
    code = signing.request_code(actor, by=by, at=now)
    signing.sign(
        actor,
        proof=codes.digits_of(code) or "",
        typed=rules.roster_name(by),
        consent=True,
        device=DEVICE,
        by=by,
        at=now,
        key=f"simulation:{uuid.uuid4().hex}",
    )


def beside(case: Case, behaviour: Behaviour) -> Move | None:
    """An agreement that came anew waits for the employee, though its step is over."""
    if not renewal.is_out(case) or workflow.open_run(case, STEP):
        return None
    envelope = agreements.of(case)
    if envelope is None or not agreements.waits_for_employee(envelope):
        return None
    opened, until = envelope.created_at, envelope.expires_at
    at = when.of(behaviour, opened=opened, due=None, works=False)
    return Move(at, lambda: sign_it(envelope, behaviour)) if at and at < until else None
