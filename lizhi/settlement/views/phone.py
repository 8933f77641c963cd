"""The employee: read every line, accept, or ask about one."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.cases import questions
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents.rules import MOST_BYTES
from lizhi.documents.views import serve
from lizhi.people import rules as people
from lizhi.settlement import actions, rules, sheet
from lizhi.settlement.forms import QuestionForm
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.line_proofs import PURPOSE
from lizhi.settlement.models import Line, LineProof, Settlement
from lizhi.settlement.vouchers import questions as books

TAIL = 4


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: UserRequest, number: str) -> HttpResponse:
    """The own settlement; its button accepts everything. Payment waits for no press."""
    case = _case(request, number)
    if request.method == "POST":
        version = _version(request, case)
        actions.answer(version, disputed={}, by=request.user, at=clock.now(), key=_key(request))
        return redirect("settlement:mine", number=case.number)
    settlement = rules.shown(case)
    if settlement is None:
        return render(request, "settlement/waiting.html", {"case": case})
    return render(request, "settlement/mine.html", _page(case, settlement))


@login_required
@require_safe
def which(request: UserRequest, number: str) -> HttpResponse:
    """Which line is it about? The answer is in the address, nothing is written."""
    case = _case(request, number)
    settlement = get_object_or_404(Settlement.objects.of(case).shown())
    line = request.GET.get("line")
    if line and settlement.lines.filter(key=line).exists():
        return redirect("settlement:question", number=case.number, line=line)
    values = {**_page(case, settlement), "unchosen": "line" in request.GET or "go" in request.GET}
    return render(request, "settlement/which.html", values)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: UserRequest, number: str, line: str) -> HttpResponse:
    """Ask about one line; the others count as accepted only when the button says so."""
    case = _case(request, number)
    settlement = get_object_or_404(Settlement.objects.of(case).shown())
    found = get_object_or_404(settlement.lines, key=line)
    form = QuestionForm(_typed(request), line=found)
    if request.method == "POST" and form.is_valid():
        sent = request.POST.getlist("proofs") + _sent_whole(request)
        actions.answer(
            _version(request, case),
            disputed={found.key: form.sentence()},
            by=request.user,
            at=clock.now(),
            key=_key(request),
            accept_others=request.POST.get("others") != "open",
            proofs={found.key: sent} if sent else None,
        )
        return redirect("settlement:mine", number=case.number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    values = {**_page(case, settlement), **_about(found), "form": form}
    values["keep"] = f"line-{case.number}-{found.key}"
    return render(request, "settlement/question.html", values, status=status)


@login_required
@require_safe
def proof(request: UserRequest, number: str, file: int) -> HttpResponseBase:
    """What was sent with a question: for whoever sent it, and for finance that answers."""
    case = questions.OWN.first(user=request.user.pk, number=number)
    case = case or rules.settled_case(request.user, number)
    if case is None:
        raise Http404
    check_fresh_code(request, clock.now())
    kept = get_object_or_404(LineProof.objects.select_related("proof__file__view"), pk=file)
    if kept.case_id != case.pk or kept.proof is None or kept.proof.file.deleted_at:
        raise Http404
    return serve(request, kept.proof.file, inline=True)


def _sent_whole(request: UserRequest) -> list[str]:
    """Files that came with the form itself, as a phone without script sends them."""
    parts = [(one.name or "", one.read(MOST_BYTES + 1)) for one in request.FILES.getlist("proofs")]
    return [
        str(documents.receive(request.user, purpose=PURPOSE, name=name, data=data).pk)
        for name, data in parts
        if data
    ]


def _case(request: UserRequest, number: str) -> Case:
    """One's own case; money needs a fresh code."""
    case = questions.OWN.first(user=request.user.pk, number=number)
    if case is None:
        raise Http404
    check_fresh_code(request, clock.now())
    return case


def _version(request: UserRequest, case: Case) -> Settlement:
    """The version that was on the page; a newer one is for the action to refuse."""
    shown = request.POST.get("version", "")
    for version in rules.VERSIONS.all(case=case.pk):
        if str(version.number) == shown:
            return version
    raise Http404


def _page(case: Case, settlement: Settlement) -> dict[str, Any]:
    settlement.case = case
    finance = (
        settlement.checked_by
        or settlement.sent_by
        or people.finance_of(case.entity, besides=case.leaver)
    )
    page = sheet.of(rules.LINES.all(settlement=settlement.pk), case)
    return {
        "case": case,
        "settlement": settlement,
        "sheet": page,
        "finance": finance.name,
        "pay_day": rules.pay_day(case),
        "paid": books.paid_to(case),
        "bank_tail": case.employment.bank_account[-TAIL:],
        "answered": settlement.state == Settlement.State.ANSWERED,
        "unanswered": any(row.line.answer == Line.Answer.OPEN for row in page.rows),
        "hours": int(rules.REPLY_TIME.total_seconds() // 3600),
        "has_compensation": any(row.line.key == "compensation" for row in page.rows),
        "own_resignation": Inputs.of(settlement.inputs).ground == "37",
        "term_is_over": Inputs.of(settlement.inputs).term_is_over,
        "running": case.status == Case.Status.RUNNING,
        "key": uuid4().hex,
    }


def _about(line: Line) -> dict[str, Any]:
    """What the line is called, and what stands behind its comma."""
    title, _comma, detail = line.title.partition("，")
    return {"line": line, "title": title, "detail": detail}


def _key(request: UserRequest) -> str:
    return request.POST.get("key", "")[:80] or uuid4().hex


def _typed(request: UserRequest) -> QueryDict | None:
    """What was sent, even when all of it is empty."""
    return request.POST if request.method == "POST" else None
