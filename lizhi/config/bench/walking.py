"""People resign and walk the whole way together; each action is measured on the way."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.config.bench import steps
from lizhi.config.bench.copies import ENDED
from lizhi.config.bench.measuring import WARM_UP, Call, Cost, Row, Watch, measure, row
from lizhi.config.bench.staff import Company, leavers
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.offboarding.steps import run_step
from lizhi.people.models import Employment
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run

CLOSING = "closing"
SHOWN = ("submit", "acknowledge", "sign", "settle", "close")
DONE_AT = {
    "acknowledgement": 0,
    "signature": 1,
    "handover": 2,
    "confirmation": 4,
    "settlement": 5,
    "answer": 7,
}
"""How many actions of the way have been done when a case stands at this step."""
ASIDE = dt.timedelta(days=1)


class Procession:
    """Cases that go step by step together, and what each step has cost."""

    def __init__(self, company: Company, *, warm_up: int = 0) -> None:
        self.company = company
        self.cases: list[Case] = []
        self.costs: dict[str, Cost] = {}
        self.worker = Watch()
        self._warm_up = warm_up

    def submit(self, people: Iterable[Employment]) -> None:
        """They hand in their notices."""
        calls = [self._arriving(leaver) for leaver in people]
        self._take("submit", calls)

    def _arriving(self, leaver: Employment) -> Call:
        call = steps.submit(self.company, leaver)
        return lambda: self.cases.append(call())

    def go_on(self, actions: Iterable[str] = steps.WAY) -> None:
        """One action after the other, the worker after each."""
        for name in actions:
            prepare = steps.WAY[name]
            self._take(name, [prepare(self.company, case) for case in self.cases])

    def by_hand(self, actions: Mapping[str, steps.Prepared]) -> None:
        """One action after the other, and no worker between: what it begins is not taken back."""
        for name, prepare in actions.items():
            calls = [prepare(self.company, case) for case in self.cases]
            self.costs[name] = measure(calls, warm_up=self._warm_up)

    def end(self) -> None:
        """The contracts end, and the cases with them."""
        with clock.at(steps.ENDS):
            self._take("close", [partial(run_step, last) for last in self._closings()])
            Outbox.objects.filter(available_at=steps.ENDS + ASIDE).update(available_at=steps.ENDS)
            self._work()

    def _take(self, name: str, calls: list[Call]) -> None:
        self.costs[name] = measure(calls, warm_up=self._warm_up)
        self._work()

    def _work(self) -> None:
        with self.worker.running():
            work()

    def _closings(self) -> list[Outbox]:
        """Let the worker do all but the last step of each case; the rows that ask for those."""
        workflow.let_time_act(clock.now())
        held: list[Outbox] = []
        while waiting := Outbox.objects.free(clock.now()).first():
            run = Run.objects.filter(pk=waiting.payload.get("run")).first()
            if run and run.step == CLOSING:
                held.append(waiting)
                Outbox.objects.filter(pk=waiting.pk).update(available_at=steps.ENDS + ASIDE)
            else:
                doing.run_outbox(clock.now(), most=1)
        return held


def work() -> None:
    """Let the worker do all that waits; what fails, fails the bench."""
    while doing.run_outbox(clock.now()) or workflow.let_time_act(clock.now()):
        pass
    failed = Outbox.objects.exclude(last_error="").values_list("topic", "last_error")
    if failed.exists():
        raise RuntimeError(f"the worker could not do {list(failed)}")


def models_of(company: Company) -> dict[str, Case]:
    """One real case that has ended, and one at each step. The worker has done its part."""
    whole = Procession(company)
    whole.submit(leavers(company, 1))
    whole.go_on()
    whole.end()
    found = {ENDED: whole.cases[0]}
    for step, done in DONE_AT.items():
        part = Procession(company)
        part.submit(leavers(company, 1))
        part.go_on(list(steps.WAY)[:done])
        found[step] = part.cases[0]
    for case in found.values():
        case.refresh_from_db()
    return found


def rows(company: Company, cases: int, *, times: int) -> list[Row]:
    """What the actions cost with so many cases in the database."""
    people = Procession(company, warm_up=WARM_UP)
    people.submit(leavers(company, times + WARM_UP))
    people.go_on()
    people.end()
    if Case.objects.running().filter(pk__in=[case.pk for case in people.cases]).exists():
        raise RuntimeError("some of the measured cases have not ended")
    each = round(people.worker.ms / len(people.cases), 1)
    return [row(name, cases, people.costs[name], worker_ms_a_case=each) for name in SHOWN]
