"""What may change on the page of a case while somebody has it open."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.cases import access
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import case_page, case_papers, clocks, progress, questions
from lizhi.offboarding.views.desk.scope import case_of

LASTS = 300
"""Seconds after which the hours that are left are written anew, though nothing has happened."""


@login_required
@require_safe
def standing(request: UserRequest, number: str) -> HttpResponse:
    """The clocks, the headline and the papers; 204 when all of it is on the page already.

    The story asks for itself when it hears that something has happened.
    """
    case = case_of(request, number)
    now, mark = clock.now(), request.GET.get("mark", "")
    if mark == _mark(case, now):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    page = {**of(case, request.user, access.of(case, request.user), now=now), "again": True}
    answer = render(request, "offboarding/desk/case/_standing.html", page)
    if mark.partition("-")[0] != _last(case):
        answer.headers["HX-Trigger"] = "moved"
    return answer


def of(case: Case, reader: User, reach: access.Access, *, now: dt.datetime) -> dict[str, Any]:
    """What the page and its poll both show."""
    seen = progress.of(case, reader, now=now)
    nodes = [node for node in seen.nodes if reach.money or node.step != "settlement"]
    return {
        "case": case,
        "access": reach,
        "headline": case_page.headline(case, seen, reader, now=now),
        "agreed": clocks.agreed(case, nodes, reader, now=now),
        "law": clocks.statutory(case, reach, reader, today=clock.today()),
        "papers": case_papers.of(case, reader, reach),
        "mark": _mark(case, now),
    }


def _mark(case: Case, now: dt.datetime) -> str:
    return f"{_last(case)}-{case.rev}-{int(now.timestamp()) // LASTS}"


def _last(case: Case) -> str:
    return str(questions.LAST_EVENT.get(case=case.pk).seq)
