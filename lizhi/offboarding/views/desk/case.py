"""Everything about one case on one page; managers and receivers see a reduced one."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.archive import rules as archive
from lizhi.archive.models import Package
from lizhi.cases import access
from lizhi.cases import questions as case_questions
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.handover import rules as handover
from lizhi.offboarding import (
    case_page,
    holding,
    in_hand,
    menu,
    objections,
    over,
    questions,
    reductions,
    rules,
    screening,
    service_proofs,
    stuck,
    timeline,
    voiding,
    ways,
)
from lizhi.offboarding.steering import rules as steering
from lizhi.offboarding.steering import told
from lizhi.offboarding.views import last_days
from lizhi.offboarding.views.desk import standing
from lizhi.offboarding.views.desk.scope import case_of
from lizhi.people import rules as people
from lizhi.talks import rules as talks
from lizhi.talks.models import Talk
from lizhi.workflow import actions as workflow
from lizhi.workflow import questions as workflow_questions
from lizhi.workflow.models import Run, Task


@login_required
@require_safe
def case(request: UserRequest, number: str) -> HttpResponse:
    """Dates, clocks, what happened, papers, proofs and people."""
    found = case_of(request, number)
    if found.leaver == request.user:
        return redirect("offboarding:case", number)
    reach = access.of(found, request.user)
    show = request.GET.get("events", timeline.MAIN)
    show = show if show in timeline.SHOWN else timeline.MAIN
    story = timeline.of(found, request.user, reach, show=show)
    if request.headers.get("HX-Request"):
        may = found.status == Case.Status.RUNNING
        page = {"story": story, "show": show, "case": found, "may_comment": may}
        return render(request, "offboarding/desk/case/_events.html", page)
    values = {**_page(request, found, reach), "story": story, "show": show}
    return render(request, "offboarding/desk/case.html", values)


def _page(request: UserRequest, case: Case, reach: access.Access) -> dict[str, Any]:
    reader = request.user
    tasks = questions.PARTS.all(case=case.pk)
    items = handover.OF_CASE.all(case=case.pk)
    running = case.status == Case.Status.RUNNING
    return {
        **standing.of(case, reader, reach, now=clock.now()),
        "name": case.employment.name,
        "board_name": menu.name_of_board(people.roles_of(reader)),
        "running_for": case_page.running_for(case),
        "four": case_page.four(case),
        "ground": None if ways.is_own(case) else ways.ground_of(case),
        "parts": case_page.parts(case, tasks, items),
        "reduction": reductions.beside(case, reader) if reach.hr else [],
        "in_hand": in_hand.of(case, items, reader, reach),
        "to_receive": running
        and any(
            item.receiver_id == reader.pk and item.state == handover.State.GIVEN for item in items
        ),
        "may_reply": running and case.disputed_at and reach.finance,
        "mine": case_page.mine(case, tasks, reader),
        **_permits(case, reader),
        **_steering(case, reader, takes_part=reach.hr or _has_part(reader, tasks)),
        **_proofs(case, reader, reach),
        **_machine(case, reach),
        "files": case_page.files(case, reader),
        **last_days.proposal(case),
        "talk": _talk(case, reader),
    }


def _machine(case: Case, reach: access.Access) -> dict[str, Any]:
    """For HR: what the certificate will lack, and what the machine could not do."""
    if not reach.hr or case.status != Case.Status.RUNNING:
        return {}
    return {
        "stuck": stuck.of(case),
        "without_post": not case.employment.post and case.contract_end >= clock.today(),
    }


def _talk(case: Case, reader: User) -> Talk | None:
    """That there is one, for whoever was asked and for HR; its words stand on its own page."""
    found = questions.TALK.first(case=case.pk)
    if found is None:
        return None
    found.case = case
    return found if talks.may_open(found, reader) else None


def _permits(case: Case, reader: Any) -> dict[str, Any]:
    hr = permit(rules.check_is_hr, case, reader).allowed
    running = case.status == Case.Status.RUNNING
    waiting = workflow_questions.WAITING.all(case=case.pk)
    now = clock.now()
    held = holding.among(waiting, reader, now=now) if running else []
    free = any(one.again_at is None for one in held) and rules.may_press_all(case, reader)
    return {
        "may_press": free,
        "may_comment": running,
        "may_end_handover": hr and running and _is_late(workflow.open_run(case, "handover"), now),
        "package": None if running else _package(case, reader),
        "may_hand_on": hr
        and running
        and any(task.assignee_id != case.leaver.pk for task in waiting),
        "may_move_day": permit(rules.check_can_propose_last_day, case, reader).allowed
        and not over.is_over(case, clock.today())
        and reader != case.leaver,
        "may_suspend": not case.suspended_until
        and permit(steering.check_can_suspend, case, reader, today=clock.today()).allowed,
        "may_call_off": _may_call_off(case, reader),
        **_service(case, reader),
        "may_screen": permit(screening.check_can_screen, case, reader).allowed,
        "bar_claimed": screening.claimed(case),
        "voiding_asked": permit(voiding.check_can_refuse, case, reader).allowed,
        "may_answer": permit(rules.check_can_answer_withdrawal, case, reader).allowed,
    }


def _service(case: Case, reader: User) -> dict[str, Any]:
    """For HR, as long as a slip can still be added: whether one is missing."""
    may = permit(service_proofs.check_can_add, case, reader).allowed
    return {
        "may_prove_service": may,
        "unproved": service_proofs.unproved(case) if may else None,
    }


def _steering(case: Case, reader: User, *, takes_part: bool) -> dict[str, Any]:
    """Whether there is more to do, that it stands still, and a copy for whoever only reads."""
    running = case.status == Case.Status.RUNNING
    return {
        "may_more": running and (takes_part or people.roles_of(reader).group_hr),
        "pause": told.pause(case, now=clock.now()),
        "copy": None if takes_part else told.copy(case, reader),
    }


def _has_part(reader: User, tasks: list[Task]) -> bool:
    return any(task.assignee_id == reader.pk for task in tasks)


def _may_call_off(case: Case, reader: User) -> bool:
    today = clock.today()
    return permit(objections.check_can_call_off, case, reader, agreed=True, today=today).allowed


def _is_late(run: Run | None, now: dt.datetime) -> bool:
    """People have their time before HR closes anything for them."""
    return run is not None and run.due_at is not None and run.due_at < now


def _package(case: Case, reader: User) -> Package | None:
    return archive.packages_visible_to(reader).filter(case=case).first()


def _proofs(case: Case, reader: Any, reach: access.Access) -> dict[str, Any]:
    """That there are some is for HR; what they show is for the named roles."""
    if not reach.hr:
        return {"proofs": [], "may_see_proofs": False}
    kept = case_questions.PROOFS.all(case=case.pk)
    allowed = permit(case_rules.check_can_see_proofs, case, reader)
    return {"proofs": kept, "may_see_proofs": allowed.allowed, "why_not": allowed.reason}
