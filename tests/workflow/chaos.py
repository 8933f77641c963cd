"""Four workers play many cases to their ends while one after another of them is killed.

As a program: `python -m tests.workflow.chaos SEED CASES KILLS`, on the database of the environment.
Two days pass in every second, so that reminders, days and leases of the dead come by themselves.
"""

import datetime as dt
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterable

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db import connections, transaction

from lizhi.cases.actions import event_recorded
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.workflow import actions, definitions
from lizhi.workflow.models import Run, Task
from tests.workflow import invariants, make
from tests.workflow.story import STEPS

MONDAY = dt.datetime(2026, 6, 1, 1, tzinfo=dt.UTC)
WORKERS = 4
BEGAN = time.monotonic()
LIFE = (0.03, 0.12)
"""Seconds that a worker has."""


def now() -> dt.datetime:
    """Two days a second, for all processes alike."""
    return MONDAY + dt.timedelta(days=2 * (time.monotonic() - BEGAN))


def leave_step(row: Outbox) -> None:
    """An automatic step that notes that it was in effect."""
    run = Run.objects.select_related("case").get(pk=row.payload["run"])
    with transaction.atomic():
        case = actions.lock(run.case)
        if actions.once(f"outbox:{row.pk}", case=case, kind="auto", by=None, at=clock.now()):
            case.data = {**case.data, f"effect {run.pk}": case.data.get(f"effect {run.pk}", 0) + 1}
            case.save(update_fields=["data"])
            actions.close_run(run, outcome="done", by=None, at=clock.now())


@transaction.atomic
def answer(key: int) -> None:
    """Whoever has this task answers it; some answers are lost, and come again."""
    mine = Task.objects.select_related("case", "assignee", "run").get(pk=key)
    case = actions.lock(mine.case)
    name = f"answer:{mine.pk}:{mine.rev}"
    if actions.once(name, case=case, kind="answer", by=mine.assignee, at=clock.now()):
        data = {f"by {mine.pk}": True}
        actions.complete(mine, outcome="done", by=mine.assignee, at=clock.now(), data=data)


def live(seed: str) -> None:
    """Work until somebody kills it, or nothing is left."""
    chance = random.Random(seed)  # noqa: S311  nothing secret
    while Case.objects.running().exists():
        with clock.at(now()):
            if chance.random() < 0.6 and (open_tasks := list(_some())):
                try:
                    answer(chance.choice(open_tasks))
                except Refused:
                    continue  # somebody else was faster
            else:
                actions.let_time_act(clock.now())
                doing.run_outbox(clock.now(), most=5)
                _somebody_looks()


def _somebody_looks() -> None:
    """Over a row eight workers may have died: then an administrator lets it be tried again."""
    for row in Outbox.objects.filter(state=Outbox.State.FAILED)[:5]:
        doing.try_again(row, at=clock.now())


def _given_up() -> int:
    """Rows that failed though their step is still to be done."""
    rows = Outbox.objects.filter(state=Outbox.State.FAILED)
    runs = [row.payload["run"] for row in rows]
    return Run.objects.open().filter(pk__in=runs).count()


def _some() -> Iterable[int]:
    # People answer late enough that time also has to act.
    late = clock.now() - dt.timedelta(hours=20)
    rows = Task.objects.open().filter(opened_at__lt=late).order_by("opened_at")
    return rows.values_list("pk", flat=True)[:20]


def _fork(seed: str) -> int:
    connections.close_all()
    if pid := os.fork():
        return pid
    try:
        live(seed)
    except BaseException as error:  # noqa: BLE001  the test must see it
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(3)
    os._exit(0)


def _dies(pid: int) -> bool:
    """Whether it was alive until now: one that has ended by itself had nothing more to do."""
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a worker has failed by itself")
    return os.WIFSIGNALED(status)


def play(seed: str, most: int) -> int:
    """Kill one after the other, then let them finish; how many have died."""
    chance, kills, numbers = random.Random(seed), 0, 0  # noqa: S311
    workers: list[int] = []
    while kills < most and Case.objects.running().exists():
        while len(workers) < WORKERS:
            numbers += 1
            workers.append(_fork(f"{seed}/{numbers}"))
        time.sleep(chance.uniform(*LIFE))
        kills += _dies(workers.pop(chance.randrange(WORKERS)))
    for pid in workers:
        os.waitpid(pid, 0)
    return kills


def begin(number: int) -> None:
    """Somebody's notice has arrived."""
    version = definitions.active("chaos")
    assert version is not None
    employment = make.employment("zhang")
    with transaction.atomic():
        case = make.case(employment=employment)
        actions.once(f"start:{number}", case=case, kind="start", by=None, at=clock.now())
        actions.start(case, version, by=None, at=clock.now())


def main(seed: str, cases: str, kills: str) -> None:
    """Play, and print what came of it."""
    event_recorded.receivers = []
    settings.OUTBOX_HANDLERS = {"workflow.step": f"{__name__}.leave_step"}
    make.register_owners()
    for name in make.NAMES:
        make.user(name)
    with clock.at(now()):
        make.publish(*STEPS, key="chaos")
        for number in range(int(cases)):
            begin(number)
    died = play(seed, int(kills))
    effects = [n for case in Case.objects.all() for k, n in case.data.items() if "effect" in k]
    told = {
        "kills": died,
        "closed": Case.objects.filter(status="closed").count(),
        "effects": sorted(set(effects)),
        "broken": invariants.broken(),
        "failed": _given_up(),
        "days": (now() - MONDAY).days,
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
