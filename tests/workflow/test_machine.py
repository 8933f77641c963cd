"""Real actions on a real database, in any order, against the independent model."""

import copy
import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.offboarding import steering
from lizhi.workflow import actions, definitions
from lizhi.workflow.models import Action, Run, Task, Timer
from lizhi.workflow.tree import walk
from tests.conftest import MONDAY
from tests.workflow import invariants, make
from tests.workflow.drawing import processes
from tests.workflow.many import many
from tests.workflow.tree_model import Model, Panel

NINE = dt.time(9, tzinfo=clock.SHANGHAI)
PEOPLE = {"wang": 1, "both": 2, "three": 3}


def leave_step(row: Outbox) -> None:
    """What a room does for an automatic step."""
    run = Run.objects.select_related("case").get(pk=row.payload["run"])
    with transaction.atomic():
        case = actions.lock(run.case)
        if actions.once(f"outbox:{row.pk}", case=case, kind="auto", by=None, at=clock.now()):
            actions.close_run(run, outcome="done", by=None, at=clock.now())


class Flow(RuleBasedStateMachine):
    """One case of a drawn process, and everything that people, time and mishap can do to it."""

    @initialize(steps=processes(), a=st.integers(0, 2))
    def begin(self, steps: list[dict[str, Any]], a: int) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = MONDAY
        self.data = {"a": a}
        self.stopped = False
        self.answered: list[tuple[Task, str, str]] = []
        body = {"key": "drawn", "name": "drawn", "steps": steps}
        with clock.at(self.now):
            version = definitions.publish("drawn", "drawn", body, by=None, at=self.now)
            self.case = make.case(wished_day=dt.date(2026, 5, 1))
            actions.once("start", case=self.case, kind="start", by=None, at=self.now)
            actions.start(self.case, version, by=None, at=self.now)
        self.ways_back = {step["id"]: step.get("on", {}).get("send_back") for step in walk(steps)}
        self.kind = {step["id"]: step["kind"] for step in walk(steps)}
        self.steps = {step["id"]: step for step in walk(steps)}
        self.panels: dict[int, Panel] = {}
        self.before: tuple[Task, Model, dict[int, Panel]] | None = None
        """The last answer, and how it stood before it, until something else moves."""
        self.model = Model(steps, self.data, self.passes)

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def passes(self, step: dict[str, Any]) -> bool:
        if step["kind"] == "wait":
            day = getattr(self.case, step["until"])
            return dt.datetime.combine(day, NINE) <= self.now
        return bool(step["kind"] == "notify")

    def tasks(self) -> list[Task]:
        rows = Task.objects.open().filter(case=self.case).order_by("pk")
        return list(rows.select_related("run", "assignee", "case"))

    def panel(self, run: Run) -> Panel:
        step = self.steps[run.step]
        return self.panels.setdefault(run.pk, Panel(step, PEOPLE[step["owner"]]))

    @transaction.atomic
    def answer(self, task: Task, outcome: str, key: str) -> bool:
        case = actions.lock(task.case)
        if not actions.once(key, case=case, kind="answer", by=task.assignee, at=self.now):
            return False
        data = dict(self.data) if task.run.step == "n0" else None
        actions.complete(task, outcome=outcome, by=task.assignee, at=self.now, data=data)
        return True

    @precondition(lambda self: self.tasks())
    @rule(pick=st.data(), back=st.booleans())
    def somebody_answers(self, pick: Any, back: bool) -> None:
        task = pick.draw(st.sampled_from(self.tasks()))
        target = self.ways_back[task.run.step] if back else None
        outcome, key = ("send_back" if back else "done"), f"key{self.case.rev}"
        assert self.answer(task, outcome, key)
        self.answered.append((task, outcome, key))
        kept = {id(self): self}
        self.before = task, copy.deepcopy(self.model, kept), copy.deepcopy(self.panels)
        good = self.panel(task.run).answer(against=back and target is not None)
        if good is not None:
            self.model.leave(task.run.step, None if good else target)

    @precondition(lambda self: self.answered)
    @rule(pick=st.data())
    def the_same_form_arrives_again(self, pick: Any) -> None:
        task, outcome, key = pick.draw(st.sampled_from(self.answered))
        assert not self.answer(task, outcome, key)

    @precondition(lambda self: self.answered)
    @rule(pick=st.data())
    def a_stale_page_is_sent(self, pick: Any) -> None:
        task, outcome, key = pick.draw(st.sampled_from(self.answered))
        with pytest.raises(AlreadyDone), transaction.atomic():
            self.answer(task, outcome, f"{key} again")

    @precondition(lambda self: self.answered)
    @rule(pick=st.data())
    def a_key_is_used_for_something_else(self, pick: Any) -> None:
        _, _, key = pick.draw(st.sampled_from(self.answered))
        with pytest.raises(Refused), transaction.atomic():
            actions.once(key, case=self.case, kind="other", by=None, at=self.now)

    @precondition(lambda self: self.tasks())
    @rule(pick=st.data())
    def a_stranger_tries(self, pick: Any) -> None:
        task = pick.draw(st.sampled_from(self.tasks()))
        with pytest.raises(NotPermitted), transaction.atomic():
            actions.complete(task, outcome="done", by=make.user("mallory"), at=self.now)

    @precondition(lambda self: self.tasks())
    @rule(pick=st.data())
    def a_task_is_handed_on(self, pick: Any) -> None:
        task, chen = pick.draw(st.sampled_from(self.tasks())), make.user("chen")
        parts = task.run.tasks.exclude(state="cancelled")
        if self.steps[task.run.step].get("mode", "any") != "any" and parts.filter(assignee=chen):
            with pytest.raises(Refused), transaction.atomic():
                actions.reassign(task, to=chen, by=None, at=self.now)
        else:
            actions.reassign(task, to=chen, by=None, at=self.now)

    @precondition(lambda self: self.tasks())
    @rule(pick=st.data())
    def somebody_is_pressed(self, pick: Any) -> None:
        run = pick.draw(st.sampled_from(self.tasks())).run
        free = actions.next_press(run)
        asked = {task.assignee_id for task in self.tasks() if task.run_id == run.pk}
        waits = self.case.is_suspended(self.now) or (free is not None and free > self.now)
        if waits or asked == {self.case.leaver.pk}:  # nobody reminds himself
            with pytest.raises(Refused), transaction.atomic():
                actions.press(run, by=self.case.leaver, at=self.now)
        else:
            actions.press(run, by=self.case.leaver, at=self.now)

    @precondition(lambda self: self.before)
    @rule()
    def the_last_answer_is_taken_back(self) -> None:
        assert self.before is not None
        (task, model, panels), self.before = self.before, None
        try:
            with transaction.atomic():
                steering.take_back(task, by=task.assignee, at=self.now)
        except Refused:
            return
        self.model, self.panels = model, panels
        self.answered.pop()

    @precondition(lambda self: self.tasks())
    @rule(pick=st.data())
    def somebody_claims_or_gives_back(self, pick: Any) -> None:
        task = pick.draw(st.sampled_from(self.tasks()))
        one = self.steps[task.run.step].get("mode", "any") == "any"
        rests = task.run.tasks.filter(state="resting").exists()
        act = steering.give_back if rests else steering.claim
        if one and (rests or task.run.tasks.open().count() > 1):
            act(task, by=task.assignee, at=self.now)
            self.before = None
        else:
            with pytest.raises(Refused), transaction.atomic():
                act(task, by=task.assignee, at=self.now)

    @precondition(lambda self: self.tasks())
    @rule(pick=st.data())
    def somebody_does_it_on_behalf(self, pick: Any) -> None:
        task, li = pick.draw(st.sampled_from(self.tasks())), make.user("li")
        if task.run.tasks.exclude(state="cancelled").filter(assignee=li).exists():
            with pytest.raises(Refused), transaction.atomic():
                steering.delegate(task, to=li, by=task.assignee, at=self.now)
        else:
            steering.delegate(task, to=li, by=task.assignee, at=self.now)

    @precondition(lambda self: self.tasks())
    @rule(pick=st.data(), who=st.sampled_from(["zhang", "chen"]))
    def somebody_is_added(self, pick: Any, who: str) -> None:
        run, user = pick.draw(st.sampled_from(self.tasks())).run, make.user(who)
        if run.tasks.exclude(state="cancelled").filter(assignee=user).exists():
            with pytest.raises(Refused), transaction.atomic():
                steering.add_signer(run, to=user, by=self.case.leaver, at=self.now)
        else:
            self.panel(run).asked += 1
            steering.add_signer(run, to=user, by=self.case.leaver, at=self.now)
            self.before = None

    @precondition(lambda self: self.tasks())
    @rule(pick=st.data())
    def somebody_is_removed(self, pick: Any) -> None:
        run = pick.draw(st.sampled_from(self.tasks())).run
        task = pick.draw(st.sampled_from(list(run.tasks.unanswered().order_by("pk"))))
        try:
            with transaction.atomic():
                steering.remove_signer(task, by=self.case.leaver, at=self.now)
        except Refused:
            return
        self.panel(run).asked -= 1
        self.before = None

    @precondition(lambda self: self.case.status == Case.Status.RUNNING)
    @rule(hours=st.integers(1, 100))
    def it_is_suspended_or_goes_on(self, hours: int) -> None:
        self.case.refresh_from_db()
        if self.case.suspended_until:
            steering.resume(self.case, by=make.user("li"), at=self.now)
        else:
            until = self.now + dt.timedelta(hours=hours)
            by = make.user("li")
            steering.suspend(self.case, until=until, by=by, at=self.now, words="在谈")

    @precondition(lambda self: self.model.open())
    @rule(pick=st.data())
    def it_is_led_elsewhere(self, pick: Any) -> None:
        step = pick.draw(st.sampled_from(sorted(self.model.open())))
        if "a" not in self.case.data:
            return  # nobody has filled the first step: what the model goes by is not known yet
        run, before = actions.open_run(self.case, step), self.model.open()
        assert run is not None
        target = pick.draw(st.sampled_from(sorted(self.steps)))
        try:
            with transaction.atomic():
                steering.jump(run, to=target, by=make.user("li"), at=self.now, words="走错了")
        except Refused:
            return
        self.model.leave(step, target)
        waits = {key for key in before if self.kind[key] == "wait"}
        assert waits <= self.model.open()
        self.before = None

    @rule()
    def the_worker_works(self) -> None:
        self.before = None
        pending = Outbox.objects.filter(state="pending", available_at__lte=self.now)
        todo = pending.order_by("available_at", "pk")
        while row := todo.first():
            run = Run.objects.filter(pk=row.payload.get("run")).first()
            with clock.at(self.now):
                assert doing.run_outbox(self.now, most=1) == 1
            if run:
                self.model.leave(run.step)

    @rule(hours=st.integers(1, 80))
    def time_passes(self, hours: int) -> None:
        self.before = None
        self.now += dt.timedelta(hours=hours)
        due = Timer.objects.filter(state="pending", due_at__lte=self.now)
        for timer in due.order_by("due_at", "pk").select_related("run"):
            closes = timer.kind == "wait" or timer.rule.get("action") == "close"
            if closes and timer.run.step in self.model.open():
                self.model.leave(timer.run.step)
        with clock.at(self.now):
            actions.let_time_act(self.now)
            assert actions.let_time_act(self.now) == 0

    @precondition(lambda self: self.case.status == Case.Status.RUNNING)
    @rule(days=st.integers(-3, 40))
    def both_sides_agree_another_last_day(self, days: int) -> None:
        self.before = None
        case = actions.lock(self.case)
        case.contract_end = (self.now + dt.timedelta(days=days)).date()
        case.save(update_fields=["contract_end"])
        if dt.datetime.combine(case.contract_end, NINE) <= self.now:
            waits = Run.objects.open().filter(case=case).order_by("pk")
            for step in [run.step for run in waits if self.kind[run.step] == "wait"]:
                if step in self.model.open():
                    self.model.leave(step)
        actions.date_changed(case, "contract_end", at=self.now)

    @precondition(lambda self: len(self.answered) > 3 and self.case.status == Case.Status.RUNNING)
    @rule()
    def the_company_agrees_to_a_withdrawal(self) -> None:
        self.before = None
        actions.stop(self.case, outcome="withdrawn", by=None, at=self.now)
        self.model.outcome = "withdrawn"

    @invariant()
    def it_stands_where_the_model_stands(self) -> None:
        if not hasattr(self, "model"):
            return
        self.case.refresh_from_db()
        assert make.standing(self.case) == self.model.open()
        assert (self.case.outcome or None) == self.model.outcome
        assert invariants.broken() == []
        assert Action.objects.filter(case=self.case).count() == self.case.rev
        self.lists_are_true()

    def lists_are_true(self) -> None:
        tasks = self.tasks()
        assert (self.case.holder_user in {task.assignee for task in tasks}) == bool(tasks)
        assert bool(self.case.label) == bool(self.model.open())
        dues = [task.due_at for task in tasks if task.due_at]
        assert not tasks or self.case.due_at == min(dues, default=None)


@pytest.mark.torture
@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_happens_the_case_stands_where_the_model_stands(settings: Any) -> None:
    go_on = settings.OUTBOX_HANDLERS["workflow.resume"]
    leave = f"{__name__}.leave_step"
    settings.OUTBOX_HANDLERS = {"workflow.step": leave, "workflow.resume": go_on}
    quick = _settings(max_examples=many("examples", 15), stateful_step_count=20)
    run_state_machine_as_test(Flow, settings=quick)


def _settings(**values: Any) -> settings:
    # A failing example is readable without being made smaller, which takes minutes.
    phases = (Phase.explicit, Phase.generate)
    return settings(
        phases=phases,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        **values,
    )
