"""A process as a picture for experts: the file, and what it shows of one case."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.flows import bpmn, processes
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
