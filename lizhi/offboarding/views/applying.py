"""Apply on a phone: five questions in one page, a look over it, and the receipt."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.cases import questions
from lizhi.common import clock
from lizhi.offboarding import actions, colleagues, four_dates, paper_facts, proofs, requests, ways
from lizhi.offboarding import questions as offboarding
from lizhi.offboarding.forms import ApplicationForm
from lizhi.people import rules as people
from lizhi.people.models import Employment
from lizhi.settlement.law import notice

FRIDAY = 4
MOST_EARLY = 2


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: UserRequest) -> HttpResponse:
    """The application; whoever has one on its way is led to it."""
    employment = people.employment_of(request.user)
    if employment is None:
        return redirect("offboarding:home")
    running = questions.RUNNING.first(employment=employment.pk)
    if running and ways.is_own(running) and request.method == "GET":
        return redirect("offboarding:case", running.number)
    accounts.check_fresh_code(request, clock.now())
    nearby = colleagues.of(employment)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ApplicationForm(employment, nearby, *posted)
    if request.method == "POST" and form.is_valid():
        application = form.application()
        if form.cleaned_data["proof_consent"]:
            proofs.consent(request.user)
            whole = proofs.sent_whole(request.user, request.FILES.getlist("proofs"))
            application = replace(application, uploads=(*application.uploads, *whole))
        case = actions.submit(
            employment,
            application,
            by=request.user,
            channel=requests.channel(request),
            key=f"apply:{form.cleaned_data['key']}",
        )
        return redirect("offboarding:receipt", case.number)
    other = running if running and not ways.is_own(running) else None
    page = {**_page(employment, nearby), "form": form, "key": _key(form), "other": other}
    status = 422 if form.is_bound else 200
    return render(request, "offboarding/apply.html", page, status=status)


def _key(form: ApplicationForm) -> str:
    return str(form.data.get("key") or uuid.uuid4().hex)


def _page(employment: Employment, nearby: list[Any]) -> dict[str, Any]:
    today = clock.today()
    in_probation = employment.in_probation(today)
    lawful = notice.earliest_end(today, in_probation).value
    ends = notice.contract_end(today, in_probation, lawful, employment.term_end)
    return {
        "employment": employment,
        "colleagues": nearby[:3],
        "others": nearby[3:],
        "manager": people.manager_of(employment),
        "today": today,
        "first_day": today + dt.timedelta(days=1),
        "earliest": ends.value,
        "expires": ends.value < lawful,
        "why": ends.steps[-1].reason,
        "lawful": lawful,
        "in_probation": in_probation,
        "notice_days": (lawful - today).days,
        "early": _fridays(today, ends.value),
        "city": employment.work_city or employment.branch.city,
    }


def _fridays(today: dt.date, until: dt.date) -> list[tuple[dt.date, str]]:
    """The next ones, each with the name that people have for it on this day."""
    first = today + dt.timedelta(days=(FRIDAY - today.weekday()) % 7 or 7)
    days = [first + dt.timedelta(days=7 * week) for week in range(MOST_EARLY)]
    return [(day, _called(day, today)) for day in days if day < until]


def _called(friday: dt.date, today: dt.date) -> str:
    """By the weeks of the calendar, which begin on Monday: on a Sunday the next one is 下周五."""
    monday = today - dt.timedelta(days=today.weekday())
    names = {0: _("This Friday"), 1: _("Next Friday")}
    return names.get((friday - monday).days // 7, _("Friday"))


@login_required
@require_GET
def pushed(request: UserRequest) -> HttpResponse:
    """Whoever was told to go has other rights; nothing is sent, nobody learns of the visit."""
    employment = people.employment_of(request.user)
    officer = people.contact_of(request.user, employment.branch) if employment else None
    return render(request, "offboarding/pushed.html", {"hr": officer})


@login_required
@require_POST
def proof_consent(request: UserRequest) -> HttpResponse:
    """Agree, apart from everything else, that HR may see the proofs: before any is chosen."""
    proofs.consent(request.user)
    return HttpResponse(status=204)


@login_required
@require_GET
def receipt(request: UserRequest, number: str) -> HttpResponse:
    """Proof that the notice arrived; the same page at any time."""
    case = questions.OWN.first(user=request.user.pk, number=number)
    if case is None or not ways.is_own(case):
        raise Http404
    arrival = questions.ARRIVAL.get(case=case.pk)
    arrival.case = case
    ground = four_dates.ground(case)
    page = {
        "case": case,
        "arrival": arrival,
        "way": paper_facts.way_of(arrival),
        "ground": ground,
        "paper": questions.VALID.first(case=case.pk, kind="receipt"),
        "waits_for": offboarding.OPEN_TASKS.first(case=case.pk, step="acknowledgement"),
        "wish_is_open": ground != "agreed" and case.wished_day < case.contract_end,
    }
    return render(request, "offboarding/receipt.html", page)
