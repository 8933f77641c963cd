"""Who hears of what. Events that `notice_texts` does not list are told to nobody."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.actions import event_recorded
from lizhi.cases.models import Case, Event
from lizhi.common import calendar, clock, wording
from lizhi.handover.models import Item
from lizhi.notifications import actions as notifications
from lizhi.offboarding import owners, questions, step_names
from lizhi.offboarding.notice_texts import NOTICES, Notice
from lizhi.workflow import actions as workflow
from lizhi.workflow import links
from lizhi.workflow.models import Outbox, Task


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
    return NOTICES.get((event.kind, event.step)) or NOTICES.get((event.kind, ""), ())


def _handlers(event: Event) -> list[User]:
    tasks = questions.OPEN_TASKS.all(case=event.case_id, step=event.step)
    return [task.assignee for task in tasks if task.assignee_id != event.case.leaver.pk]


def _receivers(event: Event) -> list[User]:
    items = Item.objects.filter(case=event.case).select_related("receiver")
    return list({item.receiver_id: item.receiver for item in items}.values())


def _other_side(event: Event) -> list[User]:
    by_company = event.facts.get("side") == "company"
    return [event.case.leaver if by_company else owners.hr_of_branch(event.case)]


READERS: dict[str, Callable[[Event], Iterable[User]]] = {
    "leaver": lambda event: [event.case.leaver],
    "handlers": _handlers,
    "receivers": _receivers,
    "manager": lambda event: [owners.manager_of_leaver(event.case)],
    "hr": lambda event: [owners.hr_of_branch(event.case)],
    "finance": lambda event: [owners.finance_of_entity(event.case)],
    "other_side": _other_side,
}


def deliver(row: Outbox) -> None:
    """Bring the notices of one event to their readers, each once; never by night.

    A worker that stood still, or tries again, may come here late: then the morning has it.
    """
    now = clock.now()
    if (morning := calendar.quiet(now)) > now:
        again = f"{row.dedupe.partition('@')[0]}@{morning:%Y%m%d}"
        workflow.queue(row.topic, row.payload, dedupe=again, at=morning, case=row.case)
        return
    event = questions.TOLD.get(pk=row.payload["event"])
    tasks = questions.OPEN_TASKS.all(case=event.case_id, step=event.step)
    for notice in _notices(event):
        for user in READERS[notice.to](event):
            notifications.send(
                key=_key(event, notice, user),
                channel="sms",
                address=user.phone,
                template=f"{event.kind}.{event.step or 'any'}.{notice.to}",
                text=_text(event, notice, user, tasks),
            )


def _text(event: Event, notice: Notice, user: User, tasks: list[Task]) -> str:
    case = event.case
    mine = (task for task in tasks if task.assignee_id == user.pk)
    task = next(mine, None) or next(iter(tasks), None)
    values = {
        "name": case.employment.name,
        "who": case.holder or "处理人",
        "step": step_names.of(event.step),
        "due": wording.moment(task.due_at) if task and task.due_at else "到期",
        "day": _day(event),
        "link": _link(case, notice, user, task),
    }
    return f"【{settings.PRODUCT_NAME}】{notice.text.format(**values)}"


def _link(case: Case, notice: Notice, user: User, task: Task | None) -> str:
    if notice.task and task is not None and task.assignee_id == user.pk:
        token = links.make(task, user, clock.now())
        return settings.ORIGIN + reverse("offboarding:card", args=[token])
    return settings.ORIGIN + reverse(notice.page, args=[case.number])


def _day(event: Event) -> str:
    written = event.facts.get("day")
    return wording.day(dt.date.fromisoformat(written) if written else event.case.contract_end)


def _key(event: Event, notice: Notice, user: User) -> str:
    """Under which a text is sent once: of its event, or of its day."""
    if notice.daily:
        day = clock.local(event.happened_at).date()
        return f"case:{event.case_id}:{event.kind}:{notice.to}:{user.pk}:{day:%Y%m%d}"
    return f"event:{event.pk}:{notice.to}:{user.pk}"
