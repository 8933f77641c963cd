"""What few people have, on a page of its own: the same figures, the same action."""

from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.settlement import actions, drafts, rules
from lizhi.settlement.changed import ChangedMeanwhile
from lizhi.settlement.forms import RareForm
from lizhi.settlement.views.arriving import back_to, case_at_desk, key_of, seen_by

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rare(request: UserRequest, number: str) -> HttpResponse:
    """Sick pay, a work injury, a bonus by plan, the family: kept, then back to the lines."""
    case = case_at_desk(request, number)
    rules.check_running(case)
    draft = drafts.look(case)
    if request.method != "POST":
        return _page(request, case, draft, RareForm.of(draft.given))
    form = RareForm(request.POST, month_additional=draft.given.month_additional)
    if not form.is_valid():
        return _page(request, case, draft, form, status=INVALID)
    now, key, seen = clock.now(), key_of(request), seen_by(request)
    inputs = form.entered()
    try:
        actions.draft(case, inputs=inputs, by=request.user, at=now, key=key, seen=seen)
    except ChangedMeanwhile as refusal:
        form.mark(refusal.changes)
        return _page(request, case, draft, form, status=HTTPStatus.CONFLICT)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, case, draft, form, status=HTTPStatus.CONFLICT)
    return back_to(case, edit=True)


def _page(
    request: UserRequest,
    case: Case,
    draft: drafts.Draft,
    form: RareForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    values = {
        "case": case,
        "name": case.employment.name,
        "form": form,
        "key": uuid4().hex,
        "version": draft.newest.number if draft.newest else 0,
    }
    return render(request, "settlement/rare.html", values, status=status)
