"""Anybody checks a sum: no account, nothing stored, nothing written down."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.cases import limits
from lizhi.settlement import workdays, worked_out
from lizhi.settlement.forms.calculator import SumForm
from lizhi.settlement.law import calculator
from lizhi.settlement.law.calculator import RefusedInput
from lizhi.settlement.sums import SUMS, Sum

MOST_A_MINUTE = 60


@require_safe
def sums(request: HttpRequest) -> HttpResponse:
    """What can be worked out here."""
    return _quiet(render(request, "settlement/calculator.html", {"sums": SUMS}))


@csrf_exempt  # nobody is signed in, and nothing is done in anybody's name
@require_http_methods(["GET", "HEAD", "POST"])
def work_out(request: HttpRequest, topic: str) -> HttpResponse:
    """The few fields of one sum; posted, the answer above them. No amount stands in an address."""
    one = next((one for one in SUMS if one.slug == topic), None)
    if one is None:
        raise Http404
    if request.method != "POST":
        return _page(request, one, SumForm(of=one))
    limits.slow_down(request, "sum", MOST_A_MINUTE)
    form = SumForm(request.POST, of=one)
    if not form.is_valid():
        return _page(request, one, form, status=422)
    try:
        inputs = form.inputs()
        answer = calculator.answer(one.topic, inputs, days=workdays.Announced())
    except RefusedInput as refusal:
        form.refuse(refusal)
        return _page(request, one, form, status=422)
    return _page(request, one, form, found=worked_out.of(answer, inputs))


def _page(
    request: HttpRequest,
    one: Sum,
    form: SumForm,
    *,
    found: worked_out.WorkedOut | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {"sum": one, "form": form, "found": found}
    return _quiet(render(request, "settlement/work_out.html", page, status=status))


def _quiet(response: HttpResponse) -> HttpResponse:
    """What somebody has typed stays on their phone."""
    response.headers["Cache-Control"] = "no-store"
    return response
