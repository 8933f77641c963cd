"""Sign at the service of another firm: read here, sign there, come back here.

What the address of the way back says is for the eye only; what has happened the service is asked.
"""

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.people import rules as people
from lizhi.signing import rules
from lizhi.signing.actions import doors as actions
from lizhi.signing.models import Actor, Door
from lizhi.signing.providers import is_outside
from lizhi.signing.providers.titles import title_of
from lizhi.signing.views import own
from lizhi.signing.views.identity import read_seconds

BACK = "back"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: UserRequest, biz_no: str) -> HttpResponse:
    """The way there, once it is known; after coming back, whether the signature has arrived."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if not is_outside(actor.envelope.provider):
        raise Http404
    if request.method == "POST":
        return _posted(request, actor, now)
    if actor.evidence.get("made"):
        return redirect("signing:done", biz_no)
    about = _about(request, actor, now)
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"signing/{'_outside' if part else 'outside'}.html", about)


def _posted(request: UserRequest, actor: Actor, now: dt.datetime) -> HttpResponse:
    if BACK in request.POST:
        actions.came_back(actor, at=now)
    elif actor.state != Actor.State.SIGNED:
        seconds = read_seconds(request.POST.get("opened", ""), now)
        actions.go_out(actor, at=now, seconds=seconds)
    return redirect("signing:outside", actor.envelope.biz_no)


def _about(request: UserRequest, actor: Actor, now: dt.datetime) -> dict[str, object]:
    door = Door.objects.filter(actor=actor).first()
    opens = door is not None and actions.is_open(actor, now)
    may_go = permit(rules.check_can_go_out, actor, now)
    case = actor.envelope.case
    return {
        "actor": actor,
        "envelope": actor.envelope,
        "paper": actor.envelope.paper,
        "case": case,
        "service": title_of(actor.envelope.provider),
        "address": actions.address_of(door) if door and opens and may_go.allowed else "",
        "may_go": may_go,
        "anew": None if may_go.allowed else own.sent_anew(request, actor, now),
        "signed": actor.state == Actor.State.SIGNED,
        "helper": people.hr_of(case.branch, besides=request.user),
        "home": own.home(),
    }
