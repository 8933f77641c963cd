"""What people do to a step and beside it, against one another."""

import datetime as dt

from lizhi.workflow.models import Run
from tests.workflow import make
from tests.workflow.make import hours, task
from tests.workflow.racing_acts import (
    answer,
    claim,
    delegate,
    jump,
    one_of,
    race,
    remove,
    suspend,
    take_back,
    tasks,
)


def two_people_claim(n: int) -> list[str]:
    """One of them has it, the other hears so."""
    case = make.started(task("a", "both"), task("b"))
    found = race(*[claim(one, f"claim {n} {one.pk}") for one in tasks(case)])
    return [*found, str(len(tasks(case)))]


def one_claims_while_another_answers(n: int) -> list[str]:
    """Claimed first, the other has nothing to answer; answered first, nothing is left to claim."""
    case = make.started(task("a", "both"), task("b"))
    wang, li = tasks(case)
    found = race(claim(wang, f"c {n}"), answer(li, f"a {n}"))
    ended = " ".join([*found, *sorted(make.standing(case)), str(len(tasks(case)))])
    return one_of(ended, "already_done ok b 1", "ok refused a 1")


def the_next_answers_while_it_is_taken_back(n: int) -> list[str]:
    """Either it is back, or it has gone on; never both."""
    case = make.started(task("a"), task("b", "li"), task("c"))
    (mine,) = tasks(case)
    answer(mine, f"first {n}")()
    (following,) = tasks(case)
    found = race(take_back(mine, f"back {n}"), answer(following, f"next {n}"))
    ended = " ".join([*found, *sorted(make.standing(case))])
    return one_of(ended, "already_done ok a", "ok refused c")


def the_last_part_is_done_while_another_is_taken_back(n: int) -> list[str]:
    """The step waits for whoever has taken his back, or is left with both."""
    case = make.started(task("a", "both", mode="all"), task("b"))
    wang, li = tasks(case)
    answer(wang, f"first {n}")()
    found = race(take_back(wang, f"back {n}"), answer(li, f"last {n}"))
    ended = " ".join([*found, *sorted(make.standing(case))])
    return one_of(ended, "ok ok a", "ok refused b")


def one_answers_while_it_is_suspended(n: int) -> list[str]:
    """What opens is due two days later, whichever came first."""
    case = make.started(task("a"), task("b", due=hours(24)))
    found = race(answer(tasks(case)[0], f"answer {n}"), suspend(case, f"suspend {n}"))
    case.refresh_from_db()
    (run,) = Run.objects.open().filter(case=case)
    begins = max(run.opened_at, case.suspended_at or run.opened_at)
    due = run.opened_at + dt.timedelta(hours=24)
    stood = (case.suspended_until or begins) - begins
    right = run.due_at == due + stood and tasks(case)[0].due_at == run.due_at
    return [*found, run.step, "due" if right else f"{run.due_at} {due} {stood}"]


def one_answers_while_hr_delegates_it(n: int) -> list[str]:
    """His answer counts, or it waits for the other."""
    case = make.started(task("a"), task("b"))
    (mine,) = tasks(case)
    found = race(answer(mine, f"answer {n}"), delegate(mine, "li", f"delegate {n}"))
    ended = " ".join([*found, *sorted(make.standing(case))])
    return one_of(ended, "already_done ok b", "not_permitted ok a")


def the_last_two_are_removed(n: int) -> list[str]:
    """One of them stays: no step is without anybody."""
    case = make.started(task("a", "both", mode="all"), task("b"))
    found = race(*[remove(one, f"remove {n} {one.pk}") for one in tasks(case)])
    return [*found, str(len(tasks(case)))]


def three_people_vote(n: int) -> list[str]:
    """Two decide; the third hears that it is decided."""
    against = {"no": "end:no"}
    case = make.started(task("a", "three", mode="vote", on=against), task("b"))
    found = race(*[answer(one, f"vote {n} {one.pk}") for one in tasks(case)])
    return [*found, *sorted(make.standing(case))]


def one_answers_while_it_is_led_elsewhere(n: int) -> list[str]:
    """It goes where whoever came first wanted it."""
    case = make.started(task("a"), task("b"), task("c"))
    (mine,) = tasks(case)
    found = race(answer(mine, f"answer {n}"), jump(mine, "c", f"jump {n}"))
    ended = " ".join([*found, *sorted(make.standing(case))])
    return one_of(ended, "already_done ok b", "already_done ok c")
