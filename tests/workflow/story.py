"""One case from beginning to end, every action as a room does it: transaction, lock, key.

Run as a program (`python -m tests.workflow.story plain|killed`) it plays on the database of the
environment and prints what the tables hold. `killed` sends SIGKILL to whoever acts: before
statements, before commits and after them, later each time the same request is repeated. One in
three places is tried, others in each act; `make torture` tries all.
"""

import datetime as dt
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "lizhi.config.settings"
if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db import connection, transaction

from lizhi.cases.actions import event_recorded
from lizhi.cases.models import Case, Copy, Event
from lizhi.common import clock
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.offboarding import steering
from lizhi.workflow import actions, definitions
from lizhi.workflow.models import Action, Run, Task, Timer
from tests.workflow import invariants, make
from tests.workflow.make import hours, parallel, task
from tests.workflow.many import one_in

STRIDE = one_in(3)
MONDAY = dt.datetime(2026, 6, 1, 1, tzinfo=dt.UTC)
STEPS = [
    task("application", "zhang"),
    parallel(
        "main",
        [
            task(
                "knowing",
                "wang",
                remind=[{"after": hours(24)}],
                escalate=[
                    {"after": hours(48), "action": "add", "to": "li"},
                    {"after": hours(72), "action": "close", "outcome": "by_time"},
                ],
            ),
            parallel(
                "work",
                [{"id": "send", "kind": "auto"}, task("signature", "zhang", kind="sign")],
                [task("handover", "both", mode="all")],
            ),
            task("confirmation", "li", on={"send_back": "knowing"}),
        ],
        [
            {"id": "end", "kind": "wait", "until": "contract_end", "at": "00:05"},
            {"id": "certificate", "kind": "auto"},
        ],
    ),
    {"id": "closing", "kind": "auto"},
]
Act = Callable[[], None]


def leave_step(row: Outbox) -> None:
    """An automatic step: one effect, however often it is tried."""
    run = Run.objects.select_related("case").get(pk=row.payload["run"])
    with transaction.atomic():
        case = actions.lock(run.case)
        if actions.once(f"outbox:{row.pk}", case=case, kind="auto", by=None, at=clock.now()):
            actions.close_run(run, outcome="done", by=None, at=clock.now())


@transaction.atomic
def submit() -> None:
    """Zhang's notice arrives."""
    if actions.done("submit", kind="submit"):
        return
    now, zhang = clock.now(), make.user("zhang")
    case = make.case(employment=zhang.person.employments.get())
    actions.once("submit", case=case, kind="submit", by=zhang, at=now)
    version = definitions.active("story")
    assert version is not None
    actions.start(case, version, by=zhang, at=now)
    actions.complete(make.open_task(case, "application"), outcome="done", by=zhang, at=now)


def answer(step: str, who: str, outcome: str = "done", visit: int = 1, again: str = "") -> Act:
    """Somebody answers the own task of a step."""

    @transaction.atomic
    def act() -> None:
        case, by, now = Case.objects.get(), make.user(who), clock.now()
        actions.lock(case)
        key = f"{step}:{who}:{visit}{again}"
        if actions.once(key, case=case, kind="answer", by=by, at=now):
            mine = Task.objects.get(run__step=step, run__visit=visit, assignee=by)
            actions.complete(mine, outcome=outcome, by=by, at=now, words="好", data={step: visit})

    return act


def on_run(key: str, step: str, change: Callable[[Run], Any]) -> Act:
    """Something is done to an open step."""

    @transaction.atomic
    def act() -> None:
        case, now = Case.objects.get(), clock.now()
        actions.lock(case)
        if actions.once(key, case=case, kind=key, by=None, at=now):
            run = actions.open_run(case, step)
            assert run is not None
            change(run)

    return act


@transaction.atomic
def move_last_day() -> None:
    """Both sides agree on another last day."""
    case, now = Case.objects.get(), clock.now()
    actions.lock(case)
    if actions.once("last_day", case=case, kind="last_day", by=None, at=now):
        case.contract_end = dt.date(2026, 6, 20)
        case.save(update_fields=["contract_end"])
        actions.date_changed(case, "contract_end", at=now)


def on_case(key: str, change: Callable[[Case], Any]) -> Act:
    """Something is done to the case beside its steps."""

    @transaction.atomic
    def act() -> None:
        case, now = Case.objects.get(), clock.now()
        actions.lock(case)
        if actions.once(key, case=case, kind=key, by=None, at=now):
            change(case)

    return act


def on_task(key: str, step: str, who: str, change: Callable[[Task], Any]) -> Act:
    """Something is done to somebody's newest part of a step."""

    def of_case(case: Case) -> None:
        tasks = Task.objects.filter(case=case, run__step=step, assignee__name=who)
        newest = tasks.exclude(state=Task.State.CANCELLED).order_by("-pk").first()
        assert newest is not None
        change(newest)

    return on_case(key, of_case)


def suspend(case: Case) -> None:
    """For six hours; it goes on before that."""
    until = clock.now() + dt.timedelta(hours=6)
    steering.suspend(case, until=until, by=make.user("li"), at=clock.now(), words="在谈")


def delegate_to(name: str) -> Callable[[Task], None]:
    """Whoever has it asks this person on behalf."""
    return lambda task: steering.delegate(
        task, to=make.user(name), by=task.assignee, at=clock.now()
    )


def by_himself(does: Callable[..., None]) -> Callable[[Task], None]:
    """Whoever has or had it does this to it."""
    return lambda task: does(task, by=task.assignee, at=clock.now())


def hand_on(run: Run) -> None:
    """Li's task goes to Chen."""
    mine = run.tasks.open().get(assignee__name="li")
    actions.reassign(mine, to=make.user("chen"), by=make.user("li"), at=clock.now())


def work() -> None:
    """The worker empties the outbox. Whoever died has left leases, and has used up a try."""
    pending = Outbox.objects.filter(state=Outbox.State.PENDING)
    pending.update(leased_until=None, attempts=0)
    doing.run_outbox(clock.now())


def let_time_act() -> None:
    """What is due happens."""
    actions.let_time_act(clock.now())


def story() -> Iterator[tuple[float, Act]]:
    """Hours after the beginning, and what happens then."""
    zhang = make.user("zhang")
    yield 0, submit
    yield 1, on_run("press", "knowing", lambda run: actions.press(run, by=zhang, at=clock.now()))
    yield 2, on_case("suspend", suspend)
    yield 3, on_case("resume", lambda case: steering.resume(case, by=zhang, at=clock.now()))
    li, chen = make.user("li"), make.user("chen")
    give: dict[str, Any] = {"to": [chen], "by": li, "words": "请了解"}
    yield 4, on_case("copy", lambda case: steering.give_copy(case, at=clock.now(), **give))
    yield 50, let_time_act
    yield 50.2, on_task("claim", "knowing", "li", by_himself(steering.claim))
    yield 50.4, on_task("give back", "knowing", "li", by_himself(steering.give_back))
    yield 51, answer("knowing", "li")
    yield 52, work
    yield 53, on_run("hand on", "handover", hand_on)
    more: dict[str, Any] = {"to": li, "by": zhang}
    yield (
        53.2,
        on_run("add", "handover", lambda run: steering.add_signer(run, at=clock.now(), **more)),
    )
    yield 53.3, on_task("remove", "handover", "li", by_himself(steering.remove_signer))
    yield 53.4, on_task("on behalf", "handover", "chen", delegate_to("li"))
    yield 53.5, on_task("own again", "handover", "li", delegate_to("chen"))
    yield 54, answer("signature", "zhang")
    yield 54.3, on_task("take back", "signature", "zhang", by_himself(steering.take_back))
    yield 54.6, answer("signature", "zhang", again=" again")
    yield 55, answer("handover", "wang")
    yield 56, answer("handover", "chen")
    yield 57, answer("confirmation", "li", "send_back")
    yield 58, move_last_day
    yield 131, let_time_act
    yield 132, work
    yield 133, answer("signature", "zhang", visit=2)
    yield 134, answer("handover", "wang", visit=2)
    way: dict[str, Any] = {"to": "confirmation", "by": li, "words": "够了"}
    yield (
        135,
        on_run("jump", "handover", lambda run: steering.jump(run, at=clock.now(), **way)),
    )
    yield 136, answer("confirmation", "li", visit=2)
    yield 24 * 20, let_time_act
    yield 24 * 20 + 1, work


def prepare() -> None:
    """The people and the process."""
    event_recorded.receivers = []
    go_on = settings.OUTBOX_HANDLERS["workflow.resume"]
    leave = f"{__name__}.leave_step"
    settings.OUTBOX_HANDLERS = {"workflow.step": leave, "workflow.resume": go_on}
    make.register_owners()
    for name in make.NAMES:
        make.user(name)
    make.employment("zhang")
    make.publish(*STEPS, key="story")


def snapshot() -> dict[str, Any]:
    """What the tables hold, without the numbers that a killed transaction uses up."""
    runs = {run.pk: f"{run.step}/{run.visit}" for run in Run.objects.all()}
    timers = {t.pk: f"{runs[t.run_id]}/{t.kind}/{t.n}" for t in Timer.objects.all()}
    queued = {
        row.pk: f"run:{runs[row.payload['run']]}" if "run" in row.payload else row.topic
        for row in Outbox.objects.all()
    }
    names = {"timer": timers, "outbox": queued}

    def plain(key: str) -> str:
        kind, _, number = key.partition(":")
        return f"{kind}:{names[kind][int(number)]}" if kind in names else key

    case = Case.objects.values(
        *("number", "status", "rev", "outcome", "label", "holder", "steps_done", "pressed"),
        *("data", "contract_end", "due_at", "ended_at", "suspended_until"),
    ).get()
    tasks = Task.objects.values_list(
        *("run", "assignee__name", "state", "outcome", "rev", "due_at", "on_behalf_of__name")
    )
    return {
        "case": case,
        "runs": sorted(
            [
                runs[run.pk],
                run.state,
                run.outcome,
                run.pressed,
                *map(str, (run.closed_at, run.paused)),
            ]
            for run in Run.objects.all()
        ),
        "tasks": sorted([runs[row[0]], *map(str, row[1:])] for row in tasks),
        "timers": sorted([timers[t.pk], t.state, str(t.due_at)] for t in Timer.objects.all()),
        "events": list(Event.objects.values_list("seq", "kind", "step", "actor__name", "facts")),
        "outbox": sorted([queued[row.pk], row.state] for row in Outbox.objects.all()),
        "actions": sorted(plain(key) for key in Action.objects.values_list("key", flat=True)),
        "copies": list(Copy.objects.values_list("reader__name", "read_at")),
        "broken": invariants.broken(),
    }


def kill_at(place: int) -> None:
    """From now on this process dies at the so many-th place where a machine could fail."""
    passed = 0

    def here() -> None:
        nonlocal passed
        passed += 1
        if passed == place:
            os.kill(os.getpid(), signal.SIGKILL)

    def before_statement(execute: Any, *values: Any) -> Any:
        here()
        return execute(*values)

    commit = getattr(connection, "_commit")  # noqa: B009  the only door to a commit

    def around_commit() -> None:
        here()
        commit()
        here()

    connection.execute_wrappers.append(before_statement)
    setattr(connection, "_commit", around_commit)  # noqa: B010


def survives(act: Act, at: dt.datetime, place: int) -> bool:
    """Whether a process that does this lives to the end."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            kill_at(place)
            with clock.at(at):
                act()
        except BaseException as error:  # noqa: BLE001  a child must not go on with our story
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    if status != 0:
        raise SystemExit(f"{act} has failed at place {place}")
    return True


def main(mode: str) -> None:
    """Play, and print what came of it."""
    with clock.at(MONDAY):
        prepare()
    kills, broken = 0, set()
    for number, (hour, act) in enumerate(story()):
        at, place = MONDAY + dt.timedelta(hours=hour), 1 + number % STRIDE
        if mode == "plain":
            with clock.at(at):
                act()
            continue
        while not survives(act, at, place):
            kills, place = kills + 1, place + STRIDE
            broken |= set(invariants.broken())
    result = {**snapshot(), "kills": kills, "broken_on_the_way": sorted(broken)}
    sys.stdout.write(json.dumps(result, default=str, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
