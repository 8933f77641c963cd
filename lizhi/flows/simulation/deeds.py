"""What people do beside the steps: stay after all, agree on a day, pause, are away, press."""

import uuid
from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.flows.simulation import persons
from lizhi.flows.simulation.scenario import Deed
from lizhi.offboarding import actions, substituting
from lizhi.offboarding.words import NOBODY_HOLDS
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task

WORDS = "试跑"


class Known(NamedTuple):
    """How it is done by a real action, what it needs to know, and what it is called."""

    do: Callable[[Case, Deed], None]
    needs: tuple[str, ...]
    words: StrOrPromise


def check(deed: Deed, case: Case) -> None:
    """Everybody whom it names is somebody."""
    named = deed.to if deed.do == "hand_on" else ""
    for words in filter(None, (deed.who, deed.instead, named)):
        persons.find(words, case.employment)


def _key() -> str:
    return f"simulation:{uuid.uuid4().hex}"


def _side(case: Case, side: str) -> str:
    return "leaver" if side == "employee" else "hr"


def _ask_to_stay(case: Case, deed: Deed) -> None:
    actions.ask_to_withdraw(case, by=case.leaver, words=WORDS, key=_key())


def _answer_stay(case: Case, deed: Deed) -> None:
    officer = persons.find(deed.who or "hr", case.employment)
    actions.answer_withdrawal(case, agreed=deed.agreed, by=officer, words=WORDS, key=_key())


def _propose_day(case: Case, deed: Deed) -> None:
    assert deed.day  # noqa: S101  it needs one
    by = persons.find(_side(case, deed.side), case.employment)
    actions.propose_last_day(case, deed.day, by=by, words=WORDS, key=_key())


def _agree_day(case: Case, deed: Deed) -> None:
    """The side that has not proposed it."""
    assert deed.day  # noqa: S101  it needs one
    proposed = case.data.get("proposed_day", {}).get("side", "employee")
    other = "hr" if proposed == "employee" else "leaver"
    by = persons.find(other, case.employment)
    actions.agree_last_day(case, deed.day, by=by, key=_key())


def _pause(case: Case, deed: Deed) -> None:
    assert deed.until  # noqa: S101  it needs one
    by = persons.find(deed.who or "hr", case.employment)
    actions.suspend(case, until=deed.until, words=WORDS, by=by, key=_key())


def _go_on(case: Case, deed: Deed) -> None:
    actions.resume(case, by=persons.find(deed.who or "hr", case.employment), key=_key())


def _be_away(case: Case, deed: Deed) -> None:
    """From today on; what waits for him goes to the substitute, as the worker sees to it."""
    assert deed.until  # noqa: S101  it needs one
    who, instead = (persons.find(one, case.employment) for one in (deed.who, deed.instead))
    last = clock.local(deed.until).date()
    actions.be_away(who, instead, clock.today(), last, by=who, at=clock.now())
    substituting.move_in(case, who, clock.now())


def _object(case: Case, deed: Deed) -> None:
    actions.object_to_ending(case, words=WORDS, by=case.leaver, key=_key())


def _call_off(case: Case, deed: Deed) -> None:
    by = persons.find(deed.who or "hr", case.employment)
    actions.call_off(case, words=WORDS, agreed=deed.agreed, by=by, key=_key())


def _press(case: Case, deed: Deed) -> None:
    by = persons.find(deed.who or "hr", case.employment)
    actions.press(case, deed.step, by=by, said=WORDS)


def _hand_on(case: Case, deed: Deed) -> None:
    """The first of those who have it gives it away, or HR does."""
    by, to = (persons.find(one, case.employment) for one in (deed.who or "hr", deed.to))
    task = Task.objects.open().at(case, deed.step).order_by("position").first()
    if task is None:
        raise Refused(NOBODY_HOLDS)
    actions.hand_on(task, to=to, by=by, key=_key(), said=WORDS)


def _jump(case: Case, deed: Deed) -> None:
    by = persons.find(deed.who or "group_hr", case.employment)
    run = workflow.open_run(case, deed.step)
    if run is None:
        raise Refused(NOBODY_HOLDS)
    actions.jump(run, to=deed.to, words=WORDS, by=by, key=_key())


KNOWN: dict[str, Known] = {
    "ask_to_stay": Known(_ask_to_stay, (), _("The employee would like to stay")),
    "answer_stay": Known(_answer_stay, (), _("HR answers the wish to stay")),
    "propose_day": Known(_propose_day, ("day",), _("Another last day is proposed")),
    "agree_day": Known(_agree_day, ("day",), _("The other side agrees to that day")),
    "pause": Known(_pause, ("until",), _("The process is paused")),
    "go_on": Known(_go_on, (), _("The pause ends")),
    "be_away": Known(_be_away, ("who", "instead", "until"), _("Somebody is away")),
    "press": Known(_press, (), _("Somebody presses by hand")),
    "hand_on": Known(_hand_on, ("step", "to"), _("A step is handed on")),
    "jump": Known(_jump, ("step", "to"), _("The case is led to another step")),
    "object": Known(_object, (), _("The employee objects")),
    "call_off": Known(_call_off, (), _("The company calls it off")),
}
