"""A file that a step of HR's own was answered with, for whoever it concerns."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases import rules as case_rules
from lizhi.documents.views import serve
from lizhi.offboarding import step_files


@login_required
@require_safe
def step_file(request: UserRequest, number: str, file_id: int) -> HttpResponseBase:
    """The clean copy: HR of the branch, and whoever has or had the step; nobody else."""
    case = case_rules.visible_case(request.user, number)
    found = step_files.readable(case, request.user) if case else []
    one = next((one for one in found if one.pk == file_id), None)
    if one is None:
        raise Http404
    return serve(request, one.proof.file, inline=True)
