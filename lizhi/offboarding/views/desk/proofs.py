"""A proof for whoever may see it: a reason first, then the clean copy, never kept by a browser."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Proof
from lizhi.common import clock
from lizhi.documents.views.serving import serve
from lizhi.offboarding import actions
from lizhi.offboarding.forms import ProofReasonForm
from lizhi.offboarding.views.desk.scope import case_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: UserRequest, number: str, proof_id: int) -> HttpResponseBase:
    """Ask why; what is answered becomes an event that the leaver reads."""
    case = case_of(request, number)
    case_rules.check_can_see_proofs(case, request.user)
    check_fresh_code(request, clock.now())
    kept = case.proofs.filter(file__deleted_at=None).exclude(kind__in=Proof.ELSEWHERE)
    kept = kept.select_related("file__view")
    found = get_object_or_404(kept, pk=proof_id)
    data = request.POST if request.method == "POST" else None
    form = ProofReasonForm(data, initial={"key": uuid.uuid4().hex})
    if request.method != "POST" or not form.is_valid():
        return _ask(request, {"case": case, "proof": found, "form": form})
    values = form.cleaned_data
    key = f"proof:{found.pk}:{values['key']}"
    found.case = case
    shown = serve(request, found.file, inline=True)  # what cannot be shown was not looked at
    actions.view_proof(found, by=request.user, reason=form.reason, key=key)
    return shown


def _ask(request: UserRequest, page: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "offboarding/desk/proof.html", page, status=status)
