"""Several processes at one gate, what each of them does there, and a house without its lock."""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from threading import BrokenBarrierError
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import Refused
from lizhi.offboarding import steering
from lizhi.workflow import actions, questions
from lizhi.workflow.models import Task
from tests.workflow import make

Act = Callable[[], Any]
PROCESS = multiprocessing.get_context("fork")


def race(*acts: Act) -> list[str]:
    """What became of each: `ok`, or the code of the refusal."""
    connection.close()
    gate, answers = PROCESS.Barrier(len(acts)), PROCESS.Queue()
    Meeting.all_have_read = PROCESS.Barrier(len(acts))

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


class Meeting:
    """Reads a task, and waits until all others have read theirs: nobody writes before."""

    all_have_read: Any = None

    def __init__(self, question: Prepared[Task]) -> None:
        self.question = question

    def get(self, **values: Any) -> Task:
        """The row as it was for all of them."""
        row = self.question.get(**values)
        with suppress(BrokenBarrierError):  # somebody has had to wait all the same, or has failed
            self.all_have_read.wait(timeout=5)
        return row


def unlock() -> None:
    """Break what makes one wait: the lock, the key, and that SQLite has one writer."""
    related = "employment__person__user"
    questions.CASE = Prepared(lambda: Case.objects.filter(pk=given("pk")))
    questions.CASE_AND_LEAVER = Prepared(
        lambda: Case.objects.select_related(related).filter(pk=given("pk"))
    )
    questions.TASK = Meeting(questions.TASK)  # type: ignore[assignment]
    actions.once = lambda *_what, **_more: True  # it would write the row of the case, and wait
    settings.DATABASES["default"].get("OPTIONS", {}).pop("transaction_mode", None)
    connection.close()
    connection.settings_dict.get("OPTIONS", {}).pop("transaction_mode", None)


def on_task(mine: Task, key: str, change: Callable[[Task], Any], by: User | None = None) -> Act:
    """A room changes something about this task: transaction, lock, key."""

    @transaction.atomic
    def act() -> None:
        case = actions.lock(Case.objects.get(pk=mine.case_id))
        who = by or mine.assignee
        if actions.once(f"{key} {mine.pk}", case=case, kind="race", by=who, at=clock.now()):
            change(Task.objects.get(pk=mine.pk))

    return act


def answer(mine: Task, key: str) -> Act:
    """This form of this person arrives."""
    by, data = mine.assignee, {f"by_{mine.pk}": True}

    def complete(fresh: Task) -> None:
        actions.complete(fresh, outcome="done", by=by, at=clock.now(), data=data)

    return on_task(mine, key, complete)


def take_back(mine: Task, key: str) -> Act:
    """Whoever has done it wants it back."""
    by = mine.assignee
    return on_task(mine, key, lambda fresh: steering.take_back(fresh, by=by, at=clock.now()))


def claim(mine: Task, key: str) -> Act:
    """One of several wants it alone."""
    by = mine.assignee
    return on_task(mine, key, lambda fresh: steering.claim(fresh, by=by, at=clock.now()))


def delegate(mine: Task, to: str, key: str) -> Act:
    """HR asks somebody to do it on behalf."""
    hr, other = make.user("chen"), make.user(to)
    return on_task(
        mine, key, lambda fresh: steering.delegate(fresh, to=other, by=hr, at=clock.now()), hr
    )


def remove(mine: Task, key: str) -> Act:
    """HR lets somebody out of a step."""
    hr = make.user("chen")
    return on_task(
        mine, key, lambda fresh: steering.remove_signer(fresh, by=hr, at=clock.now()), hr
    )


def suspend(case: Case, key: str) -> Act:
    """HR lets it stand still for two days."""
    hr, until = make.user("chen"), make.later(48)
    (one, *_) = tasks(case)
    return on_task(
        one,
        key,
        lambda fresh: steering.suspend(
            fresh.case, until=until, by=hr, at=clock.now(), words="在谈"
        ),
        hr,
    )


def jump(mine: Task, to: str, key: str) -> Act:
    """Group HR leads it elsewhere."""
    hr = make.user("chen")
    return on_task(
        mine,
        key,
        lambda fresh: steering.jump(fresh.run, to=to, by=hr, at=clock.now(), words="走错了"),
        hr,
    )


def stop(case: Case) -> Act:
    """The company agrees to a withdrawal."""
    return lambda: actions.stop(
        Case.objects.get(pk=case.pk), outcome="withdrawn", by=None, at=clock.now()
    )


def tasks(case: Case) -> list[Task]:
    """What is open."""
    return list(Task.objects.open().filter(case=case).select_related("assignee").order_by("pk"))


def one_of(ended: str, *orders: str) -> list[str]:
    """What may end in several ways, one of which has come first."""
    return ["one order"] if ended in orders else [ended]
