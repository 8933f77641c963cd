"""What people do beside the steps: stay after all, another last day, a pause, an absence."""

import uuid
from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.simulation import persons
from lizhi.flows.simulation.scenario import Deed
from lizhi.offboarding import actions, substituting

WORDS = "试跑"


class Known(NamedTuple):
    """How it is done by a real action, what it needs to know, and what it is called."""

    do: Callable[[Case, Deed], None]
    needs: tuple[str, ...]
    words: StrOrPromise


def check(deed: Deed, case: Case) -> None:
    """Everybody whom it names is somebody."""
    for words in filter(None, (deed.who, deed.instead)):
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


KNOWN: dict[str, Known] = {
    "ask_to_stay": Known(_ask_to_stay, (), _("The employee would like to stay")),
    "answer_stay": Known(_answer_stay, (), _("HR answers the wish to stay")),
    "propose_day": Known(_propose_day, ("day",), _("Another last day is proposed")),
    "agree_day": Known(_agree_day, ("day",), _("The other side agrees to that day")),
    "pause": Known(_pause, ("until",), _("The process is paused")),
    "go_on": Known(_go_on, (), _("The pause ends")),
    "be_away": Known(_be_away, ("who", "instead", "until"), _("Somebody is away")),
    "object": Known(_object, (), _("The employee objects")),
    "call_off": Known(_call_off, (), _("The company calls it off")),
}
