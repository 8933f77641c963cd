"""The employee's pages: home, progress, papers, certificate, rating; the same after having left."""

import datetime as dt
import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.cases import access
from lizhi.cases import actions as cases
from lizhi.cases import questions as case_questions
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.permits import Permit, permit
from lizhi.documents import qr
from lizhi.offboarding import (
    actions,
    agreements,
    case_page,
    clocks,
    meanings,
    progress,
    proposals,
    questions,
    rules,
    screening,
    staying,
    timeline,
    voiding,
    waiting,
)
from lizhi.offboarding.forms import RatingForm, WordsForm
from lizhi.people import rules as people
from lizhi.settlement.law import service

AT_A_DESK = frozenset({"hr", "group_hr", "finance", "administrator"})
SIGNS = {
    "certificate": "certificate",
    "agreement": "file-text",
    "voiding": "file-x",
    "settlement": "receipt",
    "handover": "list-check",
    "receipt": "mail-check",
    "letter": "pencil",
    "notice": "file-text",
    "recall": "file-text",
    "departure": "file-text",
    "unemployment": "file-text",
}
SIGN = "offboarding:sign"
NEXT_PAGES = {
    "signature": SIGN,
    "answer": "settlement:mine",
    "handover": "handover:list",
}


def own(request: UserRequest, number: str) -> Case:
    """The reader's own case; 404 for anybody else's."""
    mine = case_questions.OWN.first(user=request.user.pk, number=number)
    if mine is None:
        raise Http404
    return mine


@login_required
@require_safe
def home(request: UserRequest) -> HttpResponse:
    """To where this person has something to do; else what could be done."""
    if people.roles_of(request.user).held & AT_A_DESK:
        return redirect("offboarding:board")
    mine = questions.NEWEST.first(user=request.user.pk)
    things = waiting.things(request.user)
    others = any(mine is None or thing.case != mine.pk for thing in things)
    if mine and not others:
        return redirect("offboarding:case", mine.number)
    if others or people.manages(request.user):
        return redirect("offboarding:todo")
    employment = people.employment_of(request.user)
    officer = people.contact_of(request.user, employment.branch) if employment else None
    return render(request, "offboarding/home.html", {"employment": employment, "hr": officer})


@login_required
@require_safe
def case(request: UserRequest, number: str) -> HttpResponse:
    """The leaver's progress; whoever else may see the case is led to the desk's page of it."""
    mine = case_questions.OWN.first(user=request.user.pk, number=number)
    if mine is None:
        if case_rules.visible_case(request.user, number) is None:
            raise Http404
        return redirect("offboarding:desk_case", number)
    if mine.status != Case.Status.RUNNING:
        return _former(request, mine)
    return render(request, "offboarding/case.html", _progress(request, mine))


@login_required
@require_safe
def refresh(request: UserRequest, number: str) -> HttpResponse:
    """Only what may have changed, for the poll of an open page."""
    mine = own(request, number)
    return render(request, "offboarding/_progress.html", _progress(request, mine))


def _progress(request: UserRequest, mine: Case) -> dict[str, object]:
    now = clock.now()
    seen = progress.of(mine, request.user, now=now)
    page = NEXT_PAGES.get(seen.mine.step) if seen.mine else None
    return {
        "case": mine,
        "progress": seen,
        "now": now,
        "next_page": page,
        "to_sign": _to_sign(seen, request.user) if page != SIGN else 0,
        "own_task": seen.mine.task if seen.mine else None,
        "hr": seen.hr,
        "proposal": proposals.offered(mine, today=clock.today()),
        "may_move_day": permit(rules.check_still_moves, mine, today=clock.today()).allowed,
        "meaning": meanings.of(mine),
        "may_be_protected": screening.is_asked(mine),
        "bar_claimed": screening.claimed(mine),
        "key": uuid.uuid4().hex,
        "voiding": voiding.how_it_stands(
            mine, confirmed=seen.is_confirmed, today=clock.local(now).date()
        ),
        "may_withdraw": permit(rules.check_can_ask_to_withdraw, mine, request.user, clock.today()),
    }


def _to_sign(seen: progress.Progress, user: User) -> int:
    """Papers for the own name beside the steps: none goes out before one of these is over."""
    done = {node.step for node in seen.nodes if node.state == "done"}
    return questions.TO_SIGN_OF.count(user=user.pk) if done & {"handover", "settlement"} else 0


def _former(request: UserRequest, mine: Case) -> HttpResponse:
    seen = progress.of(mine, request.user, now=clock.now())
    page = {
        "case": mine,
        "papers": _papers(request, mine),
        "files": case_page.files(mine, request.user),
        "progress": seen,
        "looked": timeline.looks(mine),
        "late": _late(request, mine),
        "package": questions.PACKAGE.first(case=mine.pk),
        "hr": seen.hr,
    }
    return render(request, "offboarding/former.html", page)


def _late(request: UserRequest, mine: Case) -> list[clocks.Clock]:
    """What the law has asked of the company by a day that has passed."""
    reach = access.of(mine, request.user)
    found = clocks.statutory(mine, reach, request.user, today=clock.today())
    return [one for one in found if one.state == "late"]


def _papers(request: UserRequest, mine: Case) -> list[tuple[Paper, str]]:
    """What has been issued and its sign, what is needed most often first.

    What both sides have made void is kept and shown as such, until a new one has its place.
    """
    visible = case_rules.readable_papers(request.user, mine)
    shown = (Paper.State.VOIDED, Paper.State.VALID)
    found = {paper.kind: paper for state in shown for paper in visible if paper.state == state}
    return [(found[kind], sign) for kind, sign in SIGNS.items() if kind in found]


@login_required
@require_safe
def papers(request: UserRequest, number: str) -> HttpResponse:
    """Every own paper that has been issued, at any time."""
    return _former(request, own(request, number))


@login_required
@require_safe
def sign(request: UserRequest, number: str) -> HttpResponse:
    """To the paper that waits for this person, or to the list; else to the last agreement."""
    mine = own(request, number)
    if questions.TO_SIGN_OF.count(user=request.user.pk) > 1:
        return redirect("signing:waiting")
    asked = questions.TO_SIGN.first(case=mine.pk, user=request.user.pk)
    envelope = asked or agreements.of(mine)
    if envelope is None:
        return redirect("offboarding:case", number)
    return redirect("signing:read", envelope.biz_no)


@login_required
@require_safe
def certificate(request: UserRequest, number: str) -> HttpResponse:
    """The certificate to show, send and download, and who has checked it."""
    mine = own(request, number)
    paper = case_questions.VALID.first(case=mine.pk, kind="certificate")
    if paper is None:
        return redirect("offboarding:case", number)
    paper.case = mine
    facts, code = cases.paper_facts(paper), cases.paper_code(paper)
    page = {
        "case": mine,
        "paper": paper,
        "facts": facts,
        "code": code,
        "qr": qr.svg(code, border=0) if code else "",
        "term_start": _date(facts.get("term_start")),
        "term_end": _date(facts.get("term_end")),
        "worked": service.in_words(
            service.years_of_service(mine.employment.hired_on, mine.contract_end).value
        ),
        "checks": questions.CHECKS.all(paper=paper.pk),
    }
    return render(request, "offboarding/certificate.html", page)


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@login_required
@require_http_methods(["GET", "POST"])
def withdrawal(request: UserRequest, number: str) -> HttpResponse:
    """Ask to stay: a request to the company, which stops nothing."""
    mine = own(request, number)
    form = WordsForm(request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if request.POST.get("take_back"):
            actions.take_back_withdrawal(mine, by=request.user, key=f"stay:{values['key']}")
        else:
            actions.ask_to_withdraw(
                mine, by=request.user, words=values["words"], key=f"stay:{values['key']}"
            )
        return redirect("offboarding:case", number)
    page = {
        "case": mine,
        "form": form,
        "hr": people.contact_of(request.user, mine.branch),
        "manager": people.manager_of(mine.employment),
        "may": _may_withdraw(mine, request.user),
        "stay": staying.of(mine, questions.STAYING.all(case=mine.pk)),
    }
    return render(request, "offboarding/withdrawal.html", page, status=422 if form.errors else 200)


def _may_withdraw(mine: Case, user: User) -> Permit:
    asked = permit(rules.check_can_ask_to_withdraw, mine, user, clock.today())
    return permit(rules.check_can_still_withdraw, mine) if asked.allowed else asked


@login_required
@require_http_methods(["GET", "POST"])
def rate(request: UserRequest, number: str) -> HttpResponse:
    """One tap says how it went."""
    mine = own(request, number)
    form = RatingForm(request.POST or None, initial={"stars": mine.rating, "hardest": mine.hardest})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.rate(mine, by=request.user, **values)
        if request.headers.get("HX-Request"):
            return render(request, "offboarding/_rated.html")
        return redirect("offboarding:papers", number)
    page = {"case": mine, "form": form}
    return render(request, "offboarding/rate.html", page, status=422 if form.errors else 200)
