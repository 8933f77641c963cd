"""A company of four people and processes of a few steps: no more than the engine needs."""

import datetime as dt
from itertools import count
from typing import Any

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import Branch, Department, Employment, Group, LegalEntity, Person
from lizhi.workflow import actions, definitions
from lizhi.workflow.models import Run, Task, Timer, Version
from lizhi.workflow.owners import OWNERS

NAMES = ("zhang", "wang", "li", "chen")
Step = dict[str, Any]
_numbers = count(1)


def user(name: str) -> User:
    """The login of this person, made at the first mention."""
    known = User.objects.filter(name=name).first()
    return known or User.objects.with_phone(f"139{next(_numbers):08d}", name=name)


def register_owners() -> None:
    """The rule `wang` names Wang; `both` names Wang and Li, `three` Chen as well."""
    for name in NAMES:
        OWNERS[name] = lambda case, name=name: user(name)  # type: ignore[misc]
    OWNERS["both"] = lambda case: [user("wang"), user("li")]
    OWNERS["three"] = lambda case: [user("wang"), user("li"), user("chen")]
    OWNERS["nobody"] = lambda case: []
    OWNERS["broken"] = lambda case: [user(NAMES[case.rev // 0])]


def employment(name: str = "zhang", branch: str = "Shenzhen") -> Employment:
    """A contract of this person."""
    group, _ = Group.objects.get_or_create(name="Demo")
    entity, _ = LegalEntity.objects.get_or_create(name="Demo Ltd", defaults={"group": group})
    place, _ = Branch.objects.get_or_create(entity=entity, name=branch)
    department, _ = Department.objects.get_or_create(branch=place, name="Sales")
    login = user(name)
    person, _ = Person.objects.get_or_create(user=login, defaults={"name": name})
    return Employment.objects.create(
        person=person,
        entity=entity,
        branch=place,
        department=department,
        number=f"E{next(_numbers)}",
        post="Clerk",
        hired_on=dt.date(2020, 1, 1),
    )


def case(name: str = "zhang", **values: Any) -> Case:
    """Zhang's notice has arrived."""
    now = clock.now()
    today = clock.local(now).date()
    defaults: dict[str, Any] = {
        "notice_end": today + dt.timedelta(days=30),
        "wished_day": today + dt.timedelta(days=30),
        "contract_end": today + dt.timedelta(days=30),
    }
    return cases.open_case(
        employment=values.pop("employment", None) or employment(name),
        arrived_at=now,
        **{**defaults, **values},
    )


def task(key: str, owner: str = "wang", **more: Any) -> Step:
    """A step for one person."""
    return {"id": key, "kind": "task", "owner": owner, **more}


def parallel(key: str, *branches: list[Step]) -> Step:
    """All branches at once."""
    return {"id": key, "kind": "parallel", "branches": [{"steps": steps} for steps in branches]}


def hours(n: int) -> Step:
    """So many hours."""
    return {"n": n, "unit": "hours"}


def later(n: float) -> dt.datetime:
    """So many hours from now."""
    return clock.now() + dt.timedelta(hours=n)


def publish(*steps: Step, key: str = "test") -> Version:
    """A process of these steps."""
    name = f"Process {next(_numbers)}"
    body = {"key": key, "name": name, "steps": list(steps)}
    return definitions.publish(key, name, body, by=None, at=clock.now())


def started(*steps: Step, **values: Any) -> Case:
    """A case at the first of these steps."""
    version = publish(*steps)
    with transaction.atomic():
        opened = case(**values)
        actions.once(f"start:{opened.pk}", case=opened, kind="start", by=None, at=clock.now())
        actions.start(opened, version, by=None, at=clock.now())
    return opened


def standing(opened: Case) -> set[str]:
    """The steps that the case stands at."""
    return set(Run.objects.open().filter(case=opened).values_list("step", flat=True))


def open_task(opened: Case, step: str) -> Task:
    """The first open task of this step."""
    found = Task.objects.open().at(opened, step).select_related("assignee", "case").first()
    assert found is not None, standing(opened)
    return found


@transaction.atomic
def do(opened: Case, step: str, outcome: str = "done", **more: Any) -> None:
    """Whoever has this step does it."""
    mine = open_task(opened, step)
    locked = actions.lock(mine.case)
    now = clock.now()
    key = f"do:{mine.pk}:{mine.rev}"
    assert actions.once(key, case=locked, kind="do", by=mine.assignee, at=now)
    actions.complete(mine, outcome=outcome, by=mine.assignee, at=now, **more)


def kinds(opened: Case) -> list[str]:
    """The story so far: kind and step of each event."""
    rows = opened.events.order_by("seq").values_list("kind", "step")
    return [f"{kind} {step}".strip() for kind, step in rows]


def pending(opened: Case) -> list[Timer]:
    """What time will do."""
    timers = Timer.objects.filter(case=opened, state=Timer.State.PENDING)
    return list(timers.order_by("due_at", "pk"))
