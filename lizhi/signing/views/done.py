"""Signed: what stands in the paper, and what comes next."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.signing.models import Actor, Envelope
from lizhi.signing.providers import is_outside
from lizhi.signing.signals import Next, next_asked
from lizhi.signing.views import own


@login_required
@require_safe
def done(request: UserRequest, biz_no: str) -> HttpResponse:
    """The page asks again by itself until the machine's signature stands, a few seconds."""
    actor = own.actor_of(request, biz_no, clock.now())
    if not own.has_signed(actor):
        return redirect("signing:read", biz_no)
    envelope = actor.envelope
    if actor.evidence.get("on_paper"):
        return redirect("signing:paper", biz_no)
    if is_outside(envelope.provider) and not actor.evidence.get("made"):
        return redirect("signing:outside", biz_no)
    about = {
        "actor": actor,
        "envelope": envelope,
        "case": envelope.case,
        "paper": envelope.paper,
        "stands": actor.state == Actor.State.SIGNED,
        "sealed": envelope.actors.filter(kind=Actor.Kind.ORG).exists(),
        "completed": envelope.state in {Envelope.State.COMPLETED, Envelope.State.VOIDED},
        "keep": f"envelope-{envelope.pk}",
        "home": own.home(),
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "signing/_done.html", about)
    return render(request, "signing/done.html", {**about, "next": _next(envelope.case)})


def _next(case: Case) -> Next | None:
    """What waits for this person now, if the house knows of anything."""
    answers: Any = next_asked.send(sender=Envelope, case=case)
    found: Next | None = next((answer for _receiver, answer in answers if answer), None)
    return found
