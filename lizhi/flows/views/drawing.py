"""A process as a picture for experts: the file, and what it shows of one case."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases import access
from lizhi.cases import rules as cases
from lizhi.common import clock
from lizhi.common.refusals import NoSuchPage, NotPermitted
from lizhi.flows import bpmn, processes
from lizhi.flows.bpmn import Picture, marking
from lizhi.flows.views.access import to_read


@login_required
@require_safe
def bpmn_file(request: UserRequest, key: str, number: int) -> HttpResponse:
    """One published version as BPMN 2.0."""
    process = to_read(request, key)
    version = processes.version(process.key, number)
    content = bpmn.xml(bpmn.lay_out(version.body))
    answer = HttpResponse(content, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{process.key}-{number}.bpmn"'
    return answer


@login_required
@require_safe
def diagram(request: UserRequest, number: str) -> HttpResponse:
    """The process of one case, with marks where it has been and where it stands: for HR."""
    case = cases.visible_case(request.user, number)
    if case is None:
        raise NoSuchPage(_("There is no such case, or it is not yours to see."))
    if case.leaver == request.user or not access.of(case, request.user).hr:
        raise NotPermitted(_("Only HR of this branch, or of the group, can open this picture."))
    version = marking.version_of(case)
    if version is None:
        raise NoSuchPage(_("This case has not begun."))
    picture = bpmn.lay_out(version.body)
    looks = marking.looks(case, clock.now())
    values = {
        "case": case,
        "version": version,
        "picture": picture,
        "drawn": marking.drawn(picture, looks),
        "flows": [(flow, marking.way(flow)) for flow in picture.flows],
        "steps": _steps(picture, looks),
    }
    return render(request, "flows/diagram.html", values)


def _steps(picture: Picture, looks: dict[str, str]) -> list[tuple[str, str]]:
    """The same as a list: every step of a name, and how far it is."""
    named = [shape for shape in picture.shapes if shape.id == shape.step and shape.name]
    return [(shape.name, marking.words(looks.get(shape.id, ""))) for shape in named]
