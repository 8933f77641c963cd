"""A process is played through: the page computes and shows, nothing of it is kept."""

import json
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common.refusals import Refused
from lizhi.flows import gantt, simulation, supposing
from lizhi.flows.forms.playing import PlayForm
from lizhi.flows.processes import Process
from lizhi.flows.simulation import Result, reading
from lizhi.flows.simulation.playable import why_not
from lizhi.flows.views import frame
from lizhi.flows.views.access import to_read

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def play(request: UserRequest, key: str) -> HttpResponse:
    """Suppose something, and see what would happen; the scenario can be taken along as JSON."""
    process = to_read(request, key)
    if request.method != "POST":
        return _page(request, process, PlayForm(process, request.user))
    form = PlayForm(process, request.user, request.POST)
    if not form.is_valid():
        return _page(request, process, form, status=UNPROCESSABLE)
    if request.POST.get("then") == "keep":
        return _file(process, form)
    if problems := why_not(process.body):
        for problem in problems:
            form.add_error(None, problem)
        return _page(request, process, form, status=UNPROCESSABLE)
    try:
        result = simulation.play(process.body, form.scenario, number=process.number)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, process, form, status=UNPROCESSABLE)
    return _page(request, process, form, result=result)


def _page(
    request: UserRequest,
    process: Process,
    form: PlayForm,
    *,
    result: Result | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    branch = process.branch.pk if process.branch else None
    values: dict[str, Any] = {
        "form": form,
        "people": supposing.people(request.user, branch),
        "result": result,
    }
    if result:
        values["chart"] = gantt.draw(result)
        values["troubles"] = "、".join(trouble.words for trouble in form.troubles)
        values["main"] = [one for one in result.happenings if one.heard]
    return frame.page(request, "flows/play.html", process, "play", values, status=status)


def _file(process: Process, form: PlayForm) -> HttpResponse:
    text = json.dumps(reading.written(form.scenario), ensure_ascii=False, indent=2)
    answer = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{process.key}-scenario.json"'
    return answer
