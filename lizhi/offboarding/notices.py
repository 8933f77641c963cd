"""Who hears of what. Events that `notice_texts` does not list are told to nobody."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
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
from lizhi.common.prepared import Prepared, given
from lizhi.handover.models import Item
from lizhi.jobs.models import Outbox
from lizhi.notifications import actions as notifications
from lizhi.offboarding import owners, questions, step_names, way_texts, ways
from lizhi.offboarding.models import Duty
from lizhi.offboarding.notice_texts import NOTICES, Notice
from lizhi.people.rules import NobodyNamed
from lizhi.workflow import actions as workflow
from lizhi.workflow import links
from lizhi.workflow import questions as workflow_questions
from lizhi.workflow.models import Task

ITEMS = Prepared(lambda: Item.objects.filter(case=given("case")).select_related("receiver"))


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
    if not ways.is_own(event.case):
        own = way_texts.of(event.case.way, event.kind, event.step)
        if own is not None:
            return own
    if (event.kind, event.step) in NOTICES:
        return NOTICES[event.kind, event.step]
    if event.kind == "step_opened" and not event.facts.get("to"):
        return ()
    return NOTICES.get((event.kind, ""), ())


def _handlers(event: Event) -> list[User]:
    tasks = questions.OPEN_TASKS.all(case=event.case_id, step=event.step)
    return [task.assignee for task in tasks if task.assignee_id != event.case.leaver.pk]


def _named(event: Event) -> list[User]:
    """Those of them whom the event names: the others were not pressed, or have it already."""
    return [user for user in _handlers(event) if user.pk in event.facts.get("to", [])]


def _told(event: Event) -> list[User]:
    """Somebody above, while it is still open; it is not theirs to do."""
    return _above(event) if event.actor_id is None else []


def _told_by_hand(event: Event) -> list[User]:
    """The same, where HR or finance wanted it: they may not open the case, so they get no link."""
    return _above(event) if event.actor_id is not None else []


def _told_another_time(event: Event) -> list[User]:
    """Who has a step whose time has moved: earlier, or after another one was written to them."""
    old, due = event.facts.get("old"), event.facts.get("due")
    if old is None or due is None or old == due:
        return []
    earlier = dt.datetime.fromisoformat(due) < dt.datetime.fromisoformat(old)
    return _handlers(event) if earlier or ("step_opened", event.step) in NOTICES else []


def _copied(event: Event) -> list[User]:
    """Whoever was given a copy: there is no step of theirs."""
    return list(User.objects.filter(pk__in=event.facts.get("to", [])).order_by("pk"))


def _above(event: Event) -> list[User]:
    still = questions.OPEN_TASKS.all(case=event.case_id, step=event.step)
    named = User.objects.filter(pk__in=event.facts.get("to", []) if still else [])
    return list(named.exclude(pk=event.case.leaver.pk).order_by("pk"))


def _others(event: Event) -> list[User]:
    """HR and everybody who has a step in hand, but not whoever did it or leaves."""
    tasks = workflow_questions.WAITING.all(case=event.case_id)
    found = {task.assignee_id: task.assignee for task in tasks}
    officer = owners.hr_of_branch(event.case)
    found.setdefault(officer.pk, officer)
    besides = {event.actor_id, event.case.leaver.pk}
    return [user for key, user in found.items() if key not in besides]


def _if_any(rule: Callable[[Case], User], case: Case) -> list[User]:
    try:
        return [rule(case)]
    except NobodyNamed:
        return []


def _part(event: Event) -> list[User]:
    """Whoever has or had anything to do with it: HR, the manager, all who had a step or a thing."""
    case = event.case
    had = User.objects.filter(tasks__case=case).distinct().order_by("pk")
    officers = [*_if_any(owners.hr_of_branch, case), *_if_any(owners.manager_of_leaver, case)]
    found = {user.pk: user for user in (*officers, *had, *_receivers(event))}
    besides = {event.actor_id, case.leaver.pk}
    return [user for key, user in found.items() if key not in besides]


def _doer(event: Event) -> list[User]:
    """The leaver who did it in person."""
    leaver = event.case.leaver
    return [leaver] if event.actor_id == leaver.pk else []


def _leaver_of_others(event: Event) -> list[User]:
    """The leaver, unless it was the leaver who did it."""
    leaver = event.case.leaver
    return [] if event.actor_id == leaver.pk else [leaver]


def _receivers(event: Event) -> list[User]:
    items = ITEMS.all(case=event.case_id)
    return list({item.receiver_id: item.receiver for item in items}.values())


def _other_side(event: Event) -> list[User]:
    by_company = event.facts.get("side") == "company"
    return [event.case.leaver if by_company else owners.hr_of_branch(event.case)]


def _talker(event: Event) -> list[User]:
    """Whom the leaver has chosen to talk to."""
    named = User.objects.filter(pk__in=event.facts.get("to", []))
    return list(named.exclude(pk=event.case.leaver.pk))


READERS: dict[str, Callable[[Event], Iterable[User]]] = {
    "leaver": lambda event: [event.case.leaver],
    "doer": _doer,
    "leaver_of_others": _leaver_of_others,
    "handlers": _handlers,
    "told_another_time": _told_another_time,
    "named": _named,
    "told": _told,
    "copied": _copied,
    "told_by_hand": _told_by_hand,
    "others": _others,
    "part": _part,
    "receivers": _receivers,
    "manager": lambda event: [owners.manager_of_leaver(event.case)],
    "group_hr": lambda event: [owners.group_hr(event.case)],
    "hr": lambda event: [owners.hr_of_branch(event.case)],
    "finance": lambda event: [owners.finance_of_entity(event.case)],
    "other_side": _other_side,
    "talker": _talker,
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
        for user in _readers(notice, event):
            template = f"{event.kind}.{event.step or 'any'}.{notice.to}"
            words = _text(event, notice, user, tasks)
            yield Text(_key(event, notice, user), user, template, words)


def _readers(notice: Notice, event: Event) -> list[User]:
    """Nobody, where nobody holds the role: the others must hear of it all the same."""
    try:
        found = list(READERS[notice.to](event))
    except NobodyNamed:
        return []
    away = set() if ways.reaches_leaver(event.case) else {event.case.leaver.pk}
    return [user for user in found if user.pk not in away]


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
        "why": event.facts.get("why", ""),
        "day": _day(event),
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
    return settings.ORIGIN + reverse(notice.page, args=[case.number])


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


def _key(event: Event, notice: Notice, user: User) -> str:
    """Under which a text is sent once: of its event, or of its day."""
    if notice.daily:
        day = clock.local(event.happened_at).date()
        return f"case:{event.case_id}:{event.kind}:{notice.to}:{user.pk}:{day:%Y%m%d}"
    return f"event:{event.pk}:{notice.to}:{user.pk}"
