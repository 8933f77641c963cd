"""Everything that waits for somebody's name, with the gist of each; each is read in place."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases import actions as cases
from lizhi.common import clock
from lizhi.documents import reading
from lizhi.people import rules as people
from lizhi.signing import actions, gist
from lizhi.signing.gist import AgreementGist
from lizhi.signing.models import Actor
from lizhi.signing.views import own


@dataclass(frozen=True)
class Line:
    """One paper of the list."""

    actor: Actor
    gist: AgreementGist | None


@login_required
@require_safe
def waiting(request: UserRequest) -> HttpResponse:
    """One paper opens itself; of several, this is the list."""
    asked = own.asked(request, clock.now())
    if len(asked) == 1:
        return redirect("signing:read", asked[0].envelope.biz_no)
    if not asked and (found := own.on_paper(request)):
        return redirect("signing:paper", found.envelope.biz_no)
    helper = people.contact_of(request.user, asked[0].envelope.case.branch) if asked else None
    page = {"lines": [_line(actor) for actor in asked], "helper": helper, "home": own.home()}
    return render(request, "signing/waiting.html", page)


def _line(actor: Actor) -> Line:
    paper = actor.envelope.paper
    paper.case = actor.envelope.case
    return Line(actor, gist.of(paper.kind, cases.paper_facts(paper)))


@login_required
@require_POST
def seen(request: UserRequest, biz_no: str) -> HttpResponse:
    """It is opened: the text comes into its place in the list, or on a page of its own."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    actions.note_seen(actor, by=request.user, at=now)
    if request.headers.get("HX-Request") != "true":
        return redirect("signing:read", biz_no)
    paper = actor.envelope.paper
    paper.case = actor.envelope.case
    facts = cases.paper_facts(paper)
    page = {
        "actor": actor,
        "envelope": actor.envelope,
        "text": reading.to_html(paper.template, facts) if facts else "",
    }
    return render(request, "signing/_opened.html", page)
