"""Every feature in every state by everybody: how the states come about, and what is tried in them.

What is tried goes through the actions of the room, with their rules, on a process that has all that
matters: people who answer in each of the four ways, a branch that waits for the end of the contract
and gives the certificate, a step to go back to, one behind which nothing is withdrawn.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.migrating.making import migrate
from lizhi.flows.migrating.planning import Choices
from lizhi.jobs import doing
from lizhi.offboarding import actions, rehoming, substituting
from lizhi.people.models import Employment, RoleGrant
from lizhi.workflow import actions as engine
from lizhi.workflow import definitions
from lizhi.workflow.models import Run, Task, Version
from lizhi.workflow.owners import OWNERS
from tests.conftest import MONDAY
from tests.make import key
from tests.workflow import make
from tests.workflow.make import hours, parallel, task

HOLDERS = ("wang", "li", "chen")
"""Who has the step, in this order."""
OTHERS = ("hr", "chief", "dai", "ti", "feng", "zhang")
"""HR, group HR, who does it on behalf, a substitute, a stranger, whoever leaves."""
NEW = "qian"
"""To whom things are given."""
WHY = "有缘由"
MODES = ("any", "all", "sequential", "vote")
JOINS = {"any": "add"}
"""Where everybody answers, time hands over: one person more would be one answer more."""


def found() -> None:
    """Everybody works here; HR and group HR hold their roles."""
    for name in (*HOLDERS, *OTHERS, NEW):
        make.employment(name)
    for name in ("hr", "dai"):
        OWNERS[name] = lambda case, name=name: make.user(name)  # type: ignore[misc]
    branch = Employment.objects.all()[0].branch
    RoleGrant.objects.create(user=make.user("hr"), role="hr", branch=branch)
    RoleGrant.objects.create(user=make.user("chief"), role="group_hr")


def version(mode: str, name: str = "table") -> Version:
    """The process; `name` tells two of the same apart."""
    step = task(
        "a",
        "three",
        mode=mode,
        due=hours(24),
        remind=[{"after": hours(24)}],
        escalate=[
            {"after": hours(48), "action": JOINS.get(mode, "reassign"), "to": "hr"},
            {"after": hours(900), "action": "close", "outcome": "by_time"},
        ],
        on={"send_back": "first"},
    )
    end = {"id": "end", "kind": "wait", "until": "contract_end", "at": "00:05"}
    work = [task("first", "hr"), step, task("b", "li", due=hours(48)), task("c", "dai")]
    block = parallel("main", work, [end, {"id": "certificate", "kind": "auto"}])
    body = {"key": "table", "name": name, "steps": [block, task("last", "hr")]}
    return definitions.publish(
        "table", name, {**body, "withdraw": {"until": "b"}}, by=None, at=clock.now()
    )


def begun(mode: str = "any") -> Case:
    """HR has done the first step; the three have theirs before them."""
    case, now = make.case(employment=Employment.objects.get(person__name="zhang")), clock.now()
    engine.once(f"start:{case.pk}", case=case, kind="start", by=None, at=now)
    engine.start(case, version(mode), by=None, at=now)
    do(case, "hr")
    return case


def do(case: Case, who: str, way: str = "done") -> None:
    """This person answers what is open."""
    by = make.user(who)
    mine = Task.objects.open().filter(case=case, assignee=by).order_by("pk")[0]
    actions.answer_step(mine, way=way, by=by, data={}, key=key())


def of(case: Case, who: str) -> Task:
    """The part of this person: open, else done, else what anybody of the company has open."""
    tasks = Task.objects.filter(case=case).select_related("case", "assignee", "run__version")
    mine = tasks.filter(assignee=make.user(who)).exclude(run__step="first").order_by("-pk")
    for state in ("open", "resting", "done", "cancelled"):
        if mine_there := mine.filter(state=state).first():
            return mine_there
    company = tasks.order_by("-state", "pk")
    return company.filter(state="open").first() or company[0]


def time_passes(case: Case, until: dt.datetime) -> dt.datetime:
    """What is due happens, and the machine does what it owes."""
    with clock.at(until):
        engine.let_time_act(until)
        while doing.run_outbox(until):
            pass
    return until


State = Callable[[], tuple[Case, dt.datetime]]
LATER = MONDAY + dt.timedelta(hours=2)


def _untouched(mode: str) -> State:
    return lambda: (begun(mode), LATER)


def _half(mode: str) -> State:
    def state() -> tuple[Case, dt.datetime]:
        case = begun(mode)
        do(case, "wang")
        return case, LATER

    return state


def paused() -> tuple[Case, dt.datetime]:
    """It stands still for three days."""
    case = begun()
    until = MONDAY + dt.timedelta(days=3)
    actions.suspend(case, until=until, words=WHY, by=make.user("hr"), key=key())
    return case, LATER


def claimed() -> tuple[Case, dt.datetime]:
    """Li has taken it on."""
    case = begun()
    actions.claim(of(case, "li"), by=make.user("li"), key=key())
    return case, LATER


def delegated() -> tuple[Case, dt.datetime]:
    """Dai does it on behalf of Wang."""
    case = begun("all")
    mine = of(case, "wang")
    actions.delegate(mine, to=make.user("dai"), words=WHY, by=mine.assignee, key=key())
    return case, LATER


def stood_in() -> tuple[Case, dt.datetime]:
    """Ti stands in for Wang, who is away."""
    case = begun("all")
    away(make.user("wang"))
    return case, LATER


def away(user: User) -> None:
    """For four days, from today."""
    today = clock.local(clock.now()).date()
    last = today + dt.timedelta(days=4)
    actions.be_away(user, make.user("ti"), today, last, by=user, at=clock.now())
    substituting.move_all(clock.now())


def sent_back() -> tuple[Case, dt.datetime]:
    """The first step is to be done again."""
    case = begun()
    mine = of(case, "wang")
    actions.send_back(mine, to="first", words=WHY, by=mine.assignee, key=key())
    return case, LATER


def gone_on() -> tuple[Case, dt.datetime]:
    """Wang has answered for all three; nobody has looked at what follows."""
    case = begun()
    do(case, "wang")
    return case, LATER


def past_the_last_withdrawal() -> tuple[Case, dt.datetime]:
    """Li has done the step behind which nothing is withdrawn."""
    case, _at = gone_on()
    do(case, "li")
    return case, LATER


def taken_back() -> tuple[Case, dt.datetime]:
    """What Wang has answered is open again."""
    case, _at = gone_on()
    actions.take_back_step(of_step(case, "wang", "a"), by=make.user("wang"), key=key())
    return case, LATER


def of_step(case: Case, who: str, step: str) -> Task:
    """This person's newest part of this step."""
    return Task.objects.at(case, step).filter(assignee=make.user(who)).order_by("-pk")[0]


def led_elsewhere() -> tuple[Case, dt.datetime]:
    """Group HR has led it past two steps."""
    case = begun()
    run = Run.objects.open().get(case=case, step="a")
    actions.jump(run, to="c", words=WHY, by=make.user("chief"), key=key())
    return case, LATER


def withdrawn() -> tuple[Case, dt.datetime]:
    """Both sides have agreed that Zhang stays."""
    case = begun()
    actions.ask_to_withdraw(case, by=case.leaver, key=key())
    actions.answer_withdrawal(case, agreed=True, by=make.user("hr"), key=key())
    return case, LATER


def overdue() -> tuple[Case, dt.datetime]:
    """Three days over its time: pressed by time, and HR was brought in."""
    case = begun()
    return case, time_passes(case, MONDAY + dt.timedelta(hours=96))


def migrated() -> tuple[Case, dt.datetime]:
    """It goes by a newer version."""
    case, _at = gone_on()
    change(case)
    return case, LATER


def change(case: Case) -> None:
    """HR changes it to another version that asks people in the same way."""
    work = Run.objects.filter(case=case)[0].version.body["steps"][0]["branches"][0]["steps"]
    mode = work[1]["mode"]
    locked, now = engine.lock(case), clock.now()
    engine.once(key(), case=locked, kind="migrate", by=None, at=now)
    migrate(locked, version(mode, f"table {key()}"), Choices(), by=make.user("hr"), at=now)


def after_the_certificate() -> tuple[Case, dt.datetime]:
    """The contract has ended; the people are still at work on it."""
    case = begun()
    day = dt.datetime.combine(case.contract_end, dt.time(9), clock.SHANGHAI)
    return case, time_passes(case, day)


def ended() -> tuple[Case, dt.datetime]:
    """All is done."""
    case, at = after_the_certificate()
    with clock.at(at):
        for who in ("wang", "li", "dai", "hr"):
            do(case, who)
    return case, at


STATES: dict[str, State] = {
    **{f"untouched {mode}": _untouched(mode) for mode in MODES},
    **{f"half {mode}": _half(mode) for mode in MODES[1:]},
    **{
        state.__name__: state
        for state in (
            *(paused, claimed, delegated, stood_in, sent_back, gone_on, past_the_last_withdrawal),
            *(
                taken_back,
                led_elsewhere,
                withdrawn,
                overdue,
                migrated,
                after_the_certificate,
                ended,
            ),
        )
    },
}


def _until(days: int) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def _press(case: Case, by: User, mine: Task) -> None:
    actions.press(case, by=by, said=WHY)


def _remove(case: Case, by: User, mine: Task) -> None:
    """HR lets out whoever comes last; the others let themselves out."""
    last = mine.run.tasks.unanswered().order_by("-position", "-pk").first()
    gone = mine if mine.assignee == by or last is None else last
    actions.remove_signer(gone, words=WHY, by=by, key=key())


def _withdraw(case: Case, by: User, mine: Task) -> None:
    actions.ask_to_withdraw(case, by=case.leaver, key=key())
    actions.answer_withdrawal(case, agreed=True, words=WHY, by=by, key=key())


def _away(case: Case, by: User, mine: Task) -> None:
    away(by)


def _leaves(case: Case, by: User, mine: Task) -> None:
    """This person has left, and the night has looked for others."""
    Employment.objects.filter(person__user=by).update(left_on=clock.local(clock.now()).date())
    rehoming.find_owners(clock.now())


def _jump(to: str) -> Callable[[Case, User, Task], None]:
    def act(case: Case, by: User, mine: Task) -> None:
        actions.jump(mine.run, to=to, words=WHY, by=by, key=key())

    return act


FEATURES: dict[str, Callable[[Case, User, Task], Any]] = {
    "answer": lambda case, by, mine: actions.answer_step(
        mine, way="done", by=by, data={}, words=WHY, key=key()
    ),
    "send back": lambda case, by, mine: actions.send_back(
        mine, to="first", words=WHY, by=by, key=key()
    ),
    "take back": lambda case, by, mine: actions.take_back_step(mine, words=WHY, by=by, key=key()),
    "hand on": lambda case, by, mine: actions.hand_on(
        mine, to=make.user(NEW), by=by, key=key(), said=WHY
    ),
    "delegate": lambda case, by, mine: actions.delegate(
        mine, to=make.user(NEW), words=WHY, by=by, key=key()
    ),
    "add": lambda case, by, mine: actions.add_signer(mine.run, to=make.user(NEW), by=by, key=key()),
    "remove": _remove,
    "claim": lambda case, by, mine: actions.claim(mine, by=by, key=key()),
    "give back": lambda case, by, mine: actions.give_back(mine, by=by, key=key()),
    "copy": lambda case, by, mine: actions.give_copy(
        case, to=make.user(NEW), words=WHY, by=by, key=key()
    ),
    "press": _press,
    "withdraw": _withdraw,
    "suspend": lambda case, by, mine: actions.suspend(
        case, until=_until(2), words=WHY, by=by, key=key()
    ),
    "resume": lambda case, by, mine: actions.resume(case, by=by, key=key()),
    "be away": _away,
    "leave": _leaves,
    "change version": lambda case, by, mine: change(case),
    **{f"jump to {to}": _jump(to) for to in ("first", "b", "c", "last", "end", "certificate")},
}
