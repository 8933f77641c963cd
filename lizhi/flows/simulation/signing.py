"""The employee signs the agreement, or does not: at its step, or beside it when it comes anew.

And whoever is asked puts the name on the lists that hold without it.
"""

import uuid
from collections.abc import Iterator
from functools import partial

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.simulation import when
from lizhi.flows.simulation.scenario import SOON, Behaviour
from lizhi.flows.simulation.when import Move
from lizhi.offboarding import agreements, names_wanted, renewal
from lizhi.signing import actions as signing
from lizhi.signing import evidence, rules
from lizhi.signing.actions import codes
from lizhi.signing.models import Actor, Envelope
from lizhi.workflow import actions as workflow
from lizhi.workflow.engine import moments

DEVICE = signing.Device(agent="试跑")
STEP = "signature"


def sign_it(envelope: Envelope, behaviour: Behaviour) -> None:
    """By the code that was sent and the typed name, as on a phone; or not at all."""
    actors = envelope.actors.select_related("envelope__case", "envelope__paper__file", "user")
    actor = actors.get(role="employee")
    if behaviour.outcome == "declined":
        by, now = evidence.signer_of(actor), clock.now()
        signing.decline(actor, reason="other", words="试跑", by=by, at=now)
        return
    _put_name(actor)


def _put_name(actor: Actor) -> None:
    by, now = evidence.signer_of(actor), clock.now()
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


def on_lists(case: Case, behaviour: Behaviour) -> Iterator[tuple[str, Move]]:
    """Each does it soon; the leaver who signs no agreement signs no list either."""
    asked = Actor.objects.filter(
        envelope__case=case,
        envelope__state=Envelope.State.SIGNING,
        envelope__purpose__in=names_wanted.PURPOSES.values(),
        state=Actor.State.ASKED,
    ).select_related("envelope__case", "envelope__paper__file", "user")
    signs_nothing = behaviour.silent or behaviour.outcome == "declined"
    for actor in asked.order_by("pk"):
        is_leaver = actor.user_id == case.leaver.pk
        if is_leaver and signs_nothing:
            continue
        wanted = moments.after(SOON, actor.envelope.created_at).at
        at = when.awake(wanted, works=not is_leaver)
        yield f"{actor.envelope.paper.kind}:name:{actor.pk}", Move(at, partial(_put_name, actor))
