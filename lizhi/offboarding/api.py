"""Resignations for programs: the same actions as the pages call."""

import datetime as dt
from typing import Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from lizhi.accounts.models import User
from lizhi.cases import rules as case_rules
from lizhi.cases.api import user_of
from lizhi.cases.models import Case
from lizhi.cases.sent import Key, Text, Words, key_of
from lizhi.offboarding import actions, requests, step_names
from lizhi.offboarding.arrival import Application, by_hr
from lizhi.offboarding.scheme_api import router as schemes
from lizhi.people import rules as people
from lizhi.people.models import Employment
from lizhi.workflow.models import Task

router = Router(tags=["offboarding"])
router.add_router("/schemes", schemes)


class ApplicationIn(Schema):
    """A resignation of the token's own person. `key` makes a second try the same one."""

    key: Key
    wished_day: dt.date
    reason: Case.Reason = Case.Reason.UNSAID
    words: Text = Field("", max_length=500)
    place: Text = Field("", max_length=40)


class LetterIn(ApplicationIn):
    """A letter that reached the company another way, registered by HR."""

    staff_number: str
    arrived_at: AwareDatetime
    """With its offset: the day in China counts, and nobody should have to guess it."""
    way: Literal["letter", "mail", "chat", "other"] = "letter"
    waybill: Text = Field("", max_length=60)
    """Of the courier, or where it came from."""


class AcknowledgementIn(Schema):
    """The manager has read it. `handover_to` is a staff number."""

    key: Key
    handover_to: str
    agrees_early: bool | None = None
    note: Text = Field("", max_length=60)


class WithdrawalIn(Schema):
    """The employee would like to stay."""

    key: Key
    words: Text = Field("", max_length=500)


class CommentIn(Schema):
    """A word to everybody who is part of the case."""

    key: Key
    words: Words = Field(max_length=300)


class PressIn(Schema):
    """Which step; empty: the most urgent one that the token's person may press."""

    step: str = Field("", max_length=60)
    words: Text = Field("", max_length=60)
    """Go out with the reminder, to whoever is reminded; nobody else but HR reads them."""


class Arrived(Schema):
    """The case that was opened."""

    number: str
    arrived_at: dt.datetime
    notice_end: dt.date
    contract_end: dt.date


class TaskOut(Schema):
    """Something that waits for the token's person."""

    id: int
    case: str
    step: str
    name: str
    """As the process of the case calls the step."""
    opened_at: dt.datetime
    due_at: dt.datetime | None


def _application(content: ApplicationIn) -> Application:
    return Application(
        wished_day=content.wished_day,
        reason=content.reason.value,
        words=content.words,
        place=content.place,
    )


def _arrived(case: Case) -> Arrived:
    return Arrived(
        number=case.number,
        arrived_at=case.arrived_at.astimezone(dt.UTC),  # a second try reads what the first one did
        notice_end=case.notice_end,
        contract_end=case.contract_end,
    )


@router.post("/resignations", response={201: Arrived}, summary="Resign")
def resign(request: HttpRequest, content: ApplicationIn) -> Status[Arrived]:
    """The notice of the token's own person arrives and takes effect."""
    user = user_of(request)
    employment = people.employment_of(user)  # of two the newest, as on the page
    if employment is None:
        raise Http404
    channel = requests.channel(request, "api")
    key = key_of("resign", employment.pk, user, content.key)
    case = actions.submit(employment, _application(content), by=user, channel=channel, key=key)
    return Status(201, _arrived(case))


@router.post("/letters", response={201: Arrived}, summary="Register a letter")
def register(request: HttpRequest, content: LetterIn) -> Status[Arrived]:
    """HR enters a notice that came another way; the days count from its arrival."""
    user = user_of(request)
    visible = Employment.objects.visible_to(user).active()
    employment = get_object_or_404(visible, number=content.staff_number)
    case = actions.register(
        employment,
        _application(content),
        by=user,
        channel=by_hr(way=content.way, waybill=content.waybill, device=requests.device(request)),
        arrived_at=content.arrived_at,
        key=key_of("register", employment.pk, user, content.key),
    )
    return Status(201, _arrived(case))


@router.get("/tasks", response=list[TaskOut], summary="What waits for me")
def tasks(request: HttpRequest) -> list[TaskOut]:
    """Open tasks of the token's person, the most urgent first.

    Only the steps that have an address here are answered here. A step that HR has added is answered
    by its person on its page, `/tasks/{id}/`, files too.
    """
    mine = Task.objects.open().assigned_to(user_of(request))
    mine = mine.select_related("run__version", "case").defer("run__version__body")
    return [
        TaskOut(
            id=task.pk,
            case=task.case.number,
            step=task.run.step,
            name=step_names.of_run(task.run),
            opened_at=task.opened_at,
            due_at=task.due_at,
        )
        for task in mine.order_by("due_at", "pk")[:100]
    ]


@router.put("/tasks/{task_id}/acknowledgement", response={204: None}, summary="Acknowledge")
def acknowledge(request: HttpRequest, task_id: int, content: AcknowledgementIn) -> Status[None]:
    """The manager has read the notice: agreement and handover begin."""
    user = user_of(request)
    mine = Task.objects.assigned_to(user).filter(run__step="acknowledgement")
    task = get_object_or_404(mine.select_related("run", "case"), pk=task_id)
    actions.acknowledge(
        task,
        by=user,
        handover_to=_colleague(task, content.handover_to),
        agrees_early=content.agrees_early,
        note=content.note,
        key=key_of("acknowledge", task.pk, user, content.key),
    )
    return Status(204, None)


def _colleague(task: Task, number: str) -> User:
    here = Employment.objects.active().filter(entity=task.case.entity_id)
    return get_object_or_404(here.select_related("person__user"), number=number).user


@router.post("/cases/{number}/withdrawal-request", response={204: None}, summary="Ask to stay")
def ask_to_withdraw(request: HttpRequest, number: str, content: WithdrawalIn) -> Status[None]:
    """A request to the company; nothing stops by it."""
    user = user_of(request)
    case = get_object_or_404(Case.objects.of(user), number=number)
    key = key_of("withdraw", case.pk, user, content.key)
    actions.ask_to_withdraw(case, by=user, words=content.words, key=key)
    return Status(204, None)


@router.post("/cases/{number}/comments", response={204: None}, summary="Leave a word")
def comment(request: HttpRequest, number: str, content: CommentIn) -> Status[None]:
    """The leaver and everybody who deals with the case read it; it cannot be changed."""
    user = user_of(request)
    case = _visible(user, number)
    key = key_of("comment", case.pk, user, content.key)
    actions.comment(case, content.words, by=user, key=key)
    return Status(204, None)


@router.post("/cases/{number}/press", response={204: None}, summary="Remind whoever is late")
def press(request: HttpRequest, number: str, content: PressIn) -> Status[None]:
    """At most once in four hours a step; the leaver sees it at once."""
    user = user_of(request)
    actions.press(_visible(user, number), content.step, by=user, said=content.words)
    return Status(204, None)


def _visible(user: User, number: str) -> Case:
    case = case_rules.visible_case(user, number)
    if case is None:
        raise Http404
    return case
