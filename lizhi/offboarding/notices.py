"""Who hears of what. Events that `notice_texts` does not list are told to nobody."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.actions import event_recorded
from lizhi.cases.models import Case, Event
from lizhi.common import calendar, clock, wording
from lizhi.jobs.models import Outbox
from lizhi.notifications import actions as notifications
from lizhi.offboarding import (
    agreements,
    notice_readers,
    questions,
    step_names,
    stuck,
    way_texts,
    ways,
)
from lizhi.offboarding.models import Duty
from lizhi.offboarding.notice_texts import BY_HAND, NOTICES, OF_PURPOSE, TO_SIGN, Notice
from lizhi.workflow import actions as workflow
from lizhi.workflow import links
from lizhi.workflow.models import Task


@receiver(event_recorded)
def tell(sender: object, event: Event, **kwargs: Any) -> None:
    """Leave a row in the transaction of the event; by night it waits for the morning."""
    if _notices(event):
        workflow.queue(
            "notices.send",
            {"event": event.pk},
            dedupe=f"event:{event.pk}",
            at=calendar.quiet(clock.now()),
            case=event.case,
        )


def _notices(event: Event) -> tuple[Notice, ...]:
    """Of this step, else of any: but a step that opens and waits for nobody is no news."""
    if event.kind == "job_failed" and event.facts["topic"] not in stuck.HOLDS_UP:
        return ()
    of_paper = (event.kind, event.facts.get("purpose", ""))
    if of_paper in OF_PURPOSE:
        return OF_PURPOSE[of_paper]
    if (event.kind, event.step) in BY_HAND and agreements.is_by_hand(event.case):
        return BY_HAND[event.kind, event.step]
    if not ways.is_own(event.case):
        own = way_texts.of(event.case.way, event.kind, event.step)
        if own is not None:
            return own
    if (event.kind, event.step) in NOTICES:
        return NOTICES[event.kind, event.step]
    if event.kind == "step_opened" and not event.facts.get("to"):
        return ()
    return NOTICES.get((event.kind, ""), ())


def deliver(row: Outbox) -> None:
    """Bring the notices of one event to their readers, each once; never by night.

    A worker that stood still, or tries again, may come here late: then the morning has it.
    """
    now = clock.now()
    if (morning := calendar.quiet(now)) > now:
        again = f"{row.dedupe.partition('@')[0]}@{morning:%Y%m%d}"
        workflow.queue(row.topic, row.payload, dedupe=again, at=morning, case=row.case)
        return
    for text in texts_of(questions.TOLD.get(pk=row.payload["event"])):
        notifications.send(
            key=text.key,
            channel=text.channel,
            address=text.user.phone,
            template=text.template,
            text=text.words,
        )


@dataclass(frozen=True)
class Text:
    """What one reader is to hear of one event, and how."""

    key: str
    """Under which it goes out once."""
    user: User
    template: str
    words: str
    channel: str = "sms"


def texts_of(event: Event) -> Iterator[Text]:
    """Everything that is written to people because of this event, as things stand now."""
    tasks = questions.OPEN_TASKS.all(case=event.case_id, step=event.step)
    for notice in _notices(event):
        for user in notice_readers.of(notice, event):
            template = f"{event.kind}.{event.step or 'any'}.{notice.to}"
            words = _text(event, notice, user, tasks)
            yield Text(_key(event, notice, user), user, template, words)


def _text(event: Event, notice: Notice, user: User, tasks: list[Task]) -> str:
    case = event.case
    mine = (task for task in tasks if task.assignee_id == user.pk)
    task = next(mine, None) or next(iter(tasks), None)
    values = {
        "name": case.employment.name,
        "by": event.actor.name if event.actor else case.entity.name,
        "who": _who(event, tasks) or case.holder or "处理人",
        "step": step_names.of_case(case).get(event.step, event.step),
        "due": wording.moment(task.due_at) if task and task.due_at else "到期",
        "hurry": _hurry(task),
        "old": wording.told(event.facts.get("old")),
        "new": wording.told(event.facts.get("due")),
        "hour": wording.told(event.facts.get("hour")),
        "why": event.facts.get("why") or "系统出错，管理员也看得到",
        "day": _day(event),
        "pay": _pay(event),
        "duty": dict(Duty.Kind.choices).get(event.facts.get("duty", ""), ""),
        "link": _link(case, notice, user, task),
    }
    said = _said(event) if notice.said else ""
    return f"【{settings.PRODUCT_NAME}】{notice.text.format(**values)}{_instead(task, user)}{said}"


def _instead(task: Task | None, user: User) -> str:
    """After the link, with a space, for a substitute."""
    absent = task.on_behalf_of if task and task.assignee_id == user.pk else None
    return f" 您代{absent.name}办。" if absent else ""


def _said(event: Event) -> str:
    """After the link, with a space: a phone would take the words for a part of it."""
    words = chain.read(event)
    return f" {event.actor.name}说：“{words}”" if event.actor and words else ""


def _link(case: Case, notice: Notice, user: User, task: Task | None) -> str:
    if notice.task and task is not None and task.assignee_id == user.pk:
        token = links.make(task, user, clock.now())
        return settings.ORIGIN + reverse("offboarding:card", args=[token])
    about = [] if notice.page == TO_SIGN else [case.number]
    return settings.ORIGIN + reverse(notice.page, args=about)


def _who(event: Event, tasks: list[Task]) -> str:
    """Those whom the event names; the one who has the most urgent step may be somebody else."""
    named = event.facts.get("to")
    keys = named if isinstance(named, list) else []
    return "、".join(task.assignee.name for task in tasks if task.assignee_id in keys)


def _hurry(task: Task | None) -> str:
    """Its time is over, or until when it is."""
    if task is None or task.due_at is None:
        return "请抽空办一下"
    due = wording.moment(task.due_at)
    return f"{due}已到，请抽空办一下" if task.due_at <= clock.now() else f"请在{due}前办一下"


def _day(event: Event) -> str:
    written = event.facts.get("end") or event.facts.get("day")
    return wording.day(dt.date.fromisoformat(written) if written else event.case.contract_end)


def _pay(event: Event) -> str:
    """Where both sides speak of the end of pay as well."""
    written = event.facts.get("agreed_pay_end")
    return f"，工资算到{wording.day(dt.date.fromisoformat(written))}" if written else ""


def _key(event: Event, notice: Notice, user: User) -> str:
    """Under which a text is sent once: of its event, or of its day."""
    if notice.daily:
        day = clock.local(event.happened_at).date()
        return f"case:{event.case_id}:{event.kind}:{notice.to}:{user.pk}:{day:%Y%m%d}"
    return f"event:{event.pk}:{notice.to}:{user.pk}"
