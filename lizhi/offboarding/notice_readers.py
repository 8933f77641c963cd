"""Which people a notice means by `leaver`, `handlers`, `hr` and the like, for one event."""

import datetime as dt
from collections.abc import Callable, Iterable

from lizhi.accounts.models import User
from lizhi.cases import rules as cases
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.common.prepared import Prepared, given
from lizhi.handover.models import Item
from lizhi.offboarding import overtaking, owners, questions, ways
from lizhi.offboarding.notice_texts import NOTICES, Notice
from lizhi.people import rules as people
from lizhi.people.rules import NobodyNamed
from lizhi.workflow import questions as workflow_questions
from lizhi.workflow import standing_in

ITEMS = Prepared(lambda: Item.objects.filter(case=given("case")).select_related("receiver"))


def _handlers(event: Event) -> list[User]:
    tasks = questions.OPEN_TASKS.all(case=event.case_id, step=event.step)
    return [task.assignee for task in tasks if task.assignee_id != event.case.leaver.pk]


def _named(event: Event) -> list[User]:
    """Those of them whom the event names: the others were not pressed, or have it already."""
    return [user for user in _handlers(event) if user.pk in event.facts.get("to", [])]


def _reminded_beside(event: Event) -> list[User]:
    """Whom the process reminds as well, and who has no part in the step: no link, as below."""
    handlers = {user.pk for user in _handlers(event)}
    return [user for user in _above(event) if user.pk not in handlers]


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


def _other_signers(event: Event) -> list[User]:
    """Whoever else is asked for the name in this paper."""
    asked = User.objects.filter(signings__envelope__biz_no=event.facts["envelope"])
    return list(asked.exclude(pk=event.case.leaver.pk).distinct().order_by("pk"))


def _talker(event: Event) -> list[User]:
    """Whom the leaver has chosen to talk to."""
    named = User.objects.filter(pk__in=event.facts.get("to", []))
    return list(named.exclude(pk=event.case.leaver.pk))


def _hr_of_others(event: Event) -> list[User]:
    """HR of the branch, unless it was HR who did it."""
    officer = owners.hr_of_branch(event.case)
    return [] if event.actor_id == officer.pk else [officer]


def _hr_when_again(event: Event) -> list[User]:
    """HR of the branch, from the second time on."""
    return [owners.hr_of_branch(event.case)] if event.facts.get("times", 0) > 1 else []


def _chased(event: Event, who: str) -> bool:
    return bool(event.facts.get("to") == who)


READERS: dict[str, Callable[[Event], Iterable[User]]] = {
    "leaver": lambda event: [event.case.leaver],
    "doer": _doer,
    "leaver_of_others": _leaver_of_others,
    "handlers": _handlers,
    "told_another_time": _told_another_time,
    "named": _named,
    "reminded_beside": _reminded_beside,
    "told": _told,
    "copied": _copied,
    "told_by_hand": _told_by_hand,
    "others": _others,
    "part": _part,
    "receivers": _receivers,
    "other_signers": _other_signers,
    "manager": lambda event: [owners.manager_of_leaver(event.case)],
    "group_hr": lambda event: [owners.group_hr(event.case)],
    "hr": lambda event: [owners.hr_of_branch(event.case)],
    "finance": lambda event: [owners.finance_of_entity(event.case)],
    "other_side": _other_side,
    "talker": _talker,
    "hr_of_others": _hr_of_others,
    "hr_when_again": _hr_when_again,
    "chased_leaver": lambda event: [event.case.leaver] if _chased(event, "leaver") else [],
    "chased_hr": lambda event: [owners.hr_of_branch(event.case)] if _chased(event, "hr") else [],
}
BY_ROLE = frozenset(
    (
        *("manager", "hr", "hr_of_others", "hr_when_again", "chased_hr", "group_hr"),
        *("finance", "other_side"),
    )
)
"""Readers who are asked for their role, not because a step is theirs."""


def of(notice: Notice, event: Event) -> list[User]:
    """Whom this notice goes to; nobody, where nobody holds the role."""
    try:
        found = list(READERS[notice.to](event))
    except NobodyNamed:
        return []
    if notice.to in BY_ROLE:
        found = [one for user in found for one in _and_substitute(event, user)]
    reached = ways.reaches_leaver(event.case) and not overtaking.by_death(event.case)
    away = set() if reached else {event.case.leaver.pk}
    return list({user.pk: user for user in found if user.pk not in away}.values())


def _and_substitute(event: Event, user: User) -> list[User]:
    """For one who is away whoever stands in hears it; if he cannot open the case, group HR."""
    case = event.case
    (doer,) = standing_in.instead([user], case, at=clock.now())
    if doer != user and cases.visible_case(doer, case.number) is None:
        try:
            doer = people.group_hr(besides=(case.leaver, user))
        except NobodyNamed:
            return [user]
    return [user, doer]
