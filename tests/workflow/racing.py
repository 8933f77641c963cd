"""Several processes do the same at the same moment, on the database of the environment.

Run as a program it prints, for every race, how it ended in each of its rounds.
"""

import datetime as dt
import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db import connection, transaction

from lizhi.cases.actions import event_recorded
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.flows.migrating.making import migrate
from lizhi.flows.migrating.planning import Choices
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.people.models import Employment
from lizhi.workflow import actions, definitions
from lizhi.workflow.models import Run, Task, Version
from tests.workflow import invariants, make
from tests.workflow.make import hours, parallel, task
from tests.workflow.many import many

ROUNDS = many("rounds", 6)
Act = Callable[[], Any]
PROCESS = multiprocessing.get_context("fork")


def leave_step(row: Outbox) -> None:
    """An automatic step that notes how often it was in effect."""
    run = Run.objects.select_related("case").get(pk=row.payload["run"])
    with transaction.atomic():
        case = actions.lock(run.case)
        if actions.once(f"outbox:{row.pk}", case=case, kind="auto", by=None, at=clock.now()):
            case.data = {**case.data, "effects": case.data.get("effects", 0) + 1}
            case.save(update_fields=["data"])
            actions.close_run(run, outcome="done", by=None, at=clock.now())


def race(*acts: Act) -> list[str]:
    """What became of each: `ok`, or the code of the refusal."""
    connection.close()
    gate, answers = PROCESS.Barrier(len(acts)), PROCESS.Queue()

    def run(act: Act) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            act()
            answers.put("ok")
        except Refused as refusal:
            answers.put(refusal.code)
        except Exception as error:  # noqa: BLE001  whatever it is, the test must see it
            answers.put(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    processes = [PROCESS.Process(target=run, args=(act,)) for act in acts]
    for process in processes:
        process.start()
    found = sorted(answers.get(timeout=60) for _ in processes)
    for process in processes:
        process.join()
    return found


def answer(mine: Task, key: str) -> Act:
    """This form of this person arrives."""

    @transaction.atomic
    def act() -> None:
        case = actions.lock(Case.objects.get(pk=mine.case_id))
        if actions.once(key, case=case, kind="answer", by=mine.assignee, at=clock.now()):
            fresh = Task.objects.get(pk=mine.pk)
            data = {f"by_{mine.pk}": True}
            actions.complete(fresh, outcome="done", by=mine.assignee, at=clock.now(), data=data)

    return act


def stop(case: Case) -> Act:
    """The company agrees to a withdrawal."""
    return lambda: actions.stop(
        Case.objects.get(pk=case.pk), outcome="withdrawn", by=None, at=clock.now()
    )


def tasks(case: Case) -> list[Task]:
    """What is open."""
    return list(Task.objects.open().filter(case=case).select_related("assignee").order_by("pk"))


def same_notice_four_times(n: int) -> list[str]:
    """A double tap, and two more: one resignation, four answers."""
    employment = make.employment("zhang")

    @transaction.atomic
    def submit() -> None:
        Employment.objects.select_for_update().get(pk=employment.pk)
        if not actions.done(f"notice {n}", kind="submit"):
            case = make.case(employment=employment)
            actions.once(f"notice {n}", case=case, kind="submit", by=None, at=clock.now())
            version = definitions.active("quick")
            assert version is not None
            actions.start(case, version, by=None, at=clock.now())

    return [*race(*[submit] * 4), f"{Case.objects.filter(employment=employment).count()} case"]


def four_people_resign(n: int) -> list[str]:
    """Numbers do not collide."""
    employments = [make.employment(name) for name in make.NAMES]
    acts = [lambda one=one: make.case(employment=one) for one in employments]
    cases = Case.objects.filter(employment__in=employments)
    found = race(*acts)
    cases.update(status="closed")
    return [*found, f"{cases.values('number').distinct().count()} numbers"]


def same_form_five_times(n: int) -> list[str]:
    """One effect, five friendly answers."""
    case = make.started(task("a"), task("b"))
    found = race(*[answer(tasks(case)[0], f"form {n}")] * 5)
    return [*found, *sorted(make.standing(case))]


def two_people_decide(n: int) -> list[str]:
    """Where any may answer, exactly one does."""
    case = make.started(task("a", "both"), task("b"))
    return race(*[answer(one, f"two {n} {one.pk}") for one in tasks(case)])


def three_branches_end(n: int) -> list[str]:
    """What follows opens once, and nobody's answers are lost."""
    branches = parallel("p", [task("a")], [task("b", "li")], [task("c", "chen")])
    case = make.started(branches, task("d"))
    mine = tasks(case)
    found = race(*[answer(one, f"three {n} {one.pk}") for one in mine])
    case.refresh_from_db()
    kept = sum(f"by_{one.pk}" in case.data for one in mine)
    return [*found, *sorted(make.standing(case)), f"{kept} kept"]


def one_answers_while_it_is_stopped(n: int) -> list[str]:
    """Either order is good; the case has ended once."""
    case = make.started(task("a"), task("b"))
    race(answer(tasks(case)[0], f"stop {n}"), stop(case))
    return [*sorted(make.standing(case)), str(case.events.filter(kind="case_ended").count())]


def a_signature_against_a_withdrawal(n: int) -> list[str]:
    """Behind the signature nothing is withdrawn: one of the two counts, whoever comes first."""
    version = definitions.active("signed")
    assert version is not None
    case = make.case(employment=make.employment("zhang"))
    actions.start(case, version, by=None, at=clock.now())
    found = race(answer(tasks(case)[0], f"sign {n}"), stop(case))
    case.refresh_from_db()
    ended = case.outcome == "withdrawn"
    signed = case.runs.filter(step="a", state="done").exists()
    return [str(found.count("ok")), "effect" if ended != signed else "both or none"]


def change(case: Case, version: Version) -> Act:
    """HR changes the case to this version."""

    @transaction.atomic
    def act() -> None:
        fresh = actions.lock(Case.objects.get(pk=case.pk))
        key = f"change:{version.pk}:{case.pk}"
        actions.once(key, case=fresh, kind="migrate", by=None, at=clock.now())
        migrate(fresh, version, Choices(), by=None, at=clock.now())

    return act


def _stands(case: Case, version: Version) -> str:
    (run,) = Run.objects.open().filter(case=case)
    return f"{run.step} {'new' if run.version_id == version.pk else 'old'}"


def _one_of(ended: str, *orders: str) -> list[str]:
    return ["one order"] if ended in orders else [ended]


def one_answers_while_the_process_changes(n: int) -> list[str]:
    """Either order: the case has gone on, by the new version."""
    case = make.started(task("a"), task("b"))
    version = make.publish(task("a"), task("x"), task("b"))
    found = race(answer(tasks(case)[0], f"change {n}"), change(case, version))
    return _one_of(" ".join([*found, _stands(case, version)]), "ok ok b new", "ok ok x new")


def one_answers_while_the_own_step_goes(n: int) -> list[str]:
    """Answered first, it changes; else it stays with its version and goes on by that."""
    case = make.started(task("a"), task("b"))
    version = make.publish(task("b"))
    found = race(answer(tasks(case)[0], f"gone {n}"), change(case, version))
    ended = " ".join([*found, _stands(case, version)])
    return _one_of(ended, "ok ok b new", "cannot_migrate ok b old")


def three_clocks_strike(n: int) -> list[str]:
    """Time acts once, however many workers look at it; at night a reminder waits for the day."""
    case = make.started(task("a", remind=[{"after": hours(0)}]))
    tomorrow = clock.now() + dt.timedelta(days=1)
    race(*[lambda: actions.let_time_act(tomorrow)] * 3)
    return [str(case.events.filter(kind="handler_pressed").count())]


def three_workers_work(n: int) -> list[str]:
    """Each row is taken by one, and has one effect."""
    case = make.started(*({"id": f"m{k}", "kind": "auto"} for k in range(3)), task("z"))
    race(*[lambda: doing.run_outbox(clock.now())] * 3)
    while doing.run_outbox(clock.now()):
        pass  # what a step has queued meanwhile is for the next turn
    case.refresh_from_db()
    return [str(case.data["effects"]), *sorted(make.standing(case))]


RACES = (
    same_notice_four_times,
    four_people_resign,
    same_form_five_times,
    two_people_decide,
    three_branches_end,
    one_answers_while_it_is_stopped,
    a_signature_against_a_withdrawal,
    one_answers_while_the_process_changes,
    one_answers_while_the_own_step_goes,
    three_clocks_strike,
    three_workers_work,
)


def main() -> None:
    """Every race several times."""
    event_recorded.receivers = []
    settings.OUTBOX_HANDLERS = {"workflow.step": f"{__name__}.leave_step"}
    make.register_owners()
    make.publish(task("a"), key="quick")
    signed = {"key": "signed", "name": "signed", "steps": [task("a"), task("b")]}
    until = {**signed, "withdraw": {"until": "a"}}
    definitions.publish("signed", "signed", until, by=None, at=clock.now())
    for name in make.NAMES:
        make.user(name)
    ends: dict[str, Counter[str]] = {}
    for run in RACES:
        ends[run.__name__] = Counter()
        for n in range(ROUNDS):
            ends[run.__name__][" ".join(run(n))] += 1
            Case.objects.filter(status="running").update(status="closed", outcome="over")
            Run.objects.open().update(state="cancelled")
    sys.stdout.write(json.dumps({"ends": ends, "broken": invariants.chains()}))


if __name__ == "__main__":
    main()
