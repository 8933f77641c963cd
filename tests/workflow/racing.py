"""Several processes do the same at the same moment, on the database of the environment.

Run as a program it prints, for every race, how it ended in each of its rounds. With the word
`unlocked` nobody waits for anybody: the row of the case is neither locked nor written early, SQLite
lets everybody begin, and all have read before the first writes. Then the races must go wrong, or
they would show nothing.
"""

import datetime as dt
import json
import sys
from collections import Counter

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db import transaction

from lizhi.cases.actions import event_recorded
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.migrating.making import migrate
from lizhi.flows.migrating.planning import Choices
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.people.models import Employment
from lizhi.workflow import actions, definitions
from lizhi.workflow.models import Run, Version
from tests.workflow import invariants, make, racing_drafts, racing_people
from tests.workflow.make import hours, parallel, task
from tests.workflow.many import many
from tests.workflow.racing_acts import Act, answer, one_of, race, stop, tasks, unlock

ROUNDS = many("rounds", 6)


def leave_step(row: Outbox) -> None:
    """An automatic step that notes how often it was in effect."""
    run = Run.objects.select_related("case").get(pk=row.payload["run"])
    with transaction.atomic():
        case = actions.lock(run.case)
        if actions.once(f"outbox:{row.pk}", case=case, kind="auto", by=None, at=clock.now()):
            case.data = {**case.data, "effects": case.data.get("effects", 0) + 1}
            case.save(update_fields=["data"])
            actions.close_run(run, outcome="done", by=None, at=clock.now())


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
    cases.update(status="closed", ended_at=clock.now())
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


def one_answers_while_the_process_changes(n: int) -> list[str]:
    """Either order: the case has gone on, by the new version."""
    case = make.started(task("a"), task("b"))
    version = make.publish(task("a"), task("x"), task("b"))
    found = race(answer(tasks(case)[0], f"change {n}"), change(case, version))
    return one_of(" ".join([*found, _stands(case, version)]), "ok ok b new", "ok ok x new")


def one_answers_while_the_own_step_goes(n: int) -> list[str]:
    """Answered first, it changes; else it stays with its version and goes on by that."""
    case = make.started(task("a"), task("b"))
    version = make.publish(task("b"))
    found = race(answer(tasks(case)[0], f"gone {n}"), change(case, version))
    ended = " ".join([*found, _stands(case, version)])
    return one_of(ended, "ok ok b new", "cannot_migrate ok b old")


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
    racing_people.two_people_claim,
    racing_people.one_claims_while_another_answers,
    racing_people.the_next_answers_while_it_is_taken_back,
    racing_people.the_last_part_is_done_while_another_is_taken_back,
    racing_people.one_answers_while_it_is_suspended,
    racing_people.one_answers_while_hr_delegates_it,
    racing_people.the_last_two_are_removed,
    racing_people.three_people_vote,
    racing_people.one_answers_while_it_is_led_elsewhere,
    racing_drafts.two_people_publish_one_draft,
    racing_drafts.two_bodies_are_published_under_one_name,
    racing_drafts.two_bodies_mean_something_else_by_one_name,
    racing_drafts.one_publishes_what_another_edits,
    racing_drafts.one_publishes_while_another_begins,
    racing_drafts.a_change_of_version_against_a_newer_one,
    racing_drafts.two_people_publish_one_draft_for_a_case,
    racing_drafts.one_answers_while_it_is_published_for_his_case,
    racing_drafts.a_case_begins_while_it_is_published,
    three_clocks_strike,
    three_workers_work,
)


def clear_away() -> None:
    """What the next round must not meet."""
    for case in Case.objects.filter(status="running"):
        actions.stop(case, outcome="over", by=None, at=clock.now())


AGAINST_ONE_ANOTHER = (
    two_people_decide,
    racing_people.two_people_claim,
    racing_people.the_next_answers_while_it_is_taken_back,
    racing_people.the_last_two_are_removed,
)
"""Each of these has one that must be refused: what without a lock is done twice, or lost."""


def main(*words: str) -> None:
    """Every race several times."""
    unlocked = "unlocked" in words
    races, rounds = (AGAINST_ONE_ANOTHER, 1) if unlocked else (RACES, ROUNDS)
    if unlocked:
        unlock()
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
    for run in races:
        ends[run.__name__] = Counter()
        for n in range(rounds):
            ends[run.__name__][" ".join(run(n))] += 1
            clear_away()
    broken = [*invariants.chains(), *invariants.broken()]
    sys.stdout.write(json.dumps({"ends": ends, "broken": broken}))


if __name__ == "__main__":
    main(*sys.argv[1:])
