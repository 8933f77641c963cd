"""Article 42 after the start: until the end somebody may come under it, and then nothing ends.

What was answered at the start holds for that day. So it is asked once more on the day of service,
the person may say at any time that a case holds, and while HR has not answered that, nothing ends:
a silence of the company takes nobody's protection away (劳动合同法 42, 45).
"""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding import over, protection, questions, rules, ways

KEY = "bar_claimed_at"
"""In the case's data: since when HR owes an answer. Which case it is stands sealed in the event."""
ASKED = "bars_asked_again"
"""In the case's data: HR has been reminded before the end."""
NEAR_THE_END = dt.timedelta(days=5)
FRESH = dt.timedelta(days=7)
CLAIMED = "bar_claimed"
KEPT_ON, RENEWED = "kept_on", "renewed"
"""Outcomes: a case of article 42 holds, or may hold; the term was renewed in the meantime.

The first says nothing about health: managers read it."""


def is_asked(case: Case) -> bool:
    """Of this ground article 42 or 45 speaks, and the case runs."""
    if ways.is_own(case) or case.status != Case.Status.RUNNING:
        return False
    return protection.asked_for(ways.ground_of(case))


def claimed(case: Case) -> bool:
    """The person has said that a case holds, and HR has not answered."""
    return KEY in case.data


def said(case: Case) -> str:
    """What the person has said about it, while HR owes the answer."""
    event = questions.EVENT_OF_KIND.first(case=case.pk, kind=CLAIMED) if claimed(case) else None
    if event is None:
        return ""
    event.case = case
    return chain.read(event) or ""


def check_asked(case: Case) -> None:
    """There is something that article 42 could bar."""
    rules.check_running(case)
    if not is_asked(case):
        raise Refused(_("Article 42 does not speak of this ground; you may object instead."))


def check_can_claim(case: Case, user: User, *, today: dt.date) -> None:
    """The person, while the contract runs, once until HR has answered."""
    if user != case.leaver:
        raise NotPermitted(_("Only the person whom it is about can say so."))
    check_asked(case)
    if ways.is_certain(case) and (case.contract_end < today or over.has_ended(case)):
        raise Refused(_("The contract has ended; what is wrong with it is put right otherwise."))
    if claimed(case):
        raise AlreadyDone(_("HR knows already, and owes you the answer."))


def check_can_take_back(case: Case, user: User) -> None:
    """The person, while HR has not answered."""
    if user != case.leaver:
        raise NotPermitted(_("Only the person whom it is about can say so."))
    rules.check_running(case)
    if not claimed(case):
        raise AlreadyDone(_("There is nothing here that waits for HR."))


def check_can_screen(case: Case, user: User) -> None:
    """HR of the branch, as long as the case runs."""
    rules.check_is_hr(case, user)
    check_asked(case)


def check_answers(answers: Mapping[str, str]) -> None:
    """Each of the six is answered; a yes is an answer too."""
    for problem in problems(answers).values():
        raise Refused(problem)


def problems(answers: Mapping[str, str]) -> dict[str, str]:
    """What is not answered, by the code of the bar."""
    return {
        bar.code: _("Please answer this: what is not answered is not no.")
        for bar in protection.BARS
        if answers.get(bar.code) not in {protection.YES, protection.NO}
    }


def holds(answers: Mapping[str, str]) -> bool:
    """At least one of them does."""
    return protection.YES in answers.values()


def check_not_claimed(case: Case) -> None:
    """Nobody serves a notice, or agrees on another day of it, over an open question."""
    if claimed(case):
        raise Refused(
            _(
                "The employee says that a case of article 42 (劳动合同法 42 条) holds. "
                "Please answer that first."
            )
        )


def is_to_ask_again(case: Case, *, now: dt.datetime) -> bool:
    """The end is near and certain, and what HR has answered is a week old or more."""
    if not is_asked(case) or not ways.is_certain(case) or ASKED in case.data:
        return False
    last = questions.EVENT_OF_KIND.first(case=case.pk, kind="bars_answered")
    return last is None or last.happened_at <= now - FRESH


def why_it_goes_on(case: Case) -> str:
    """On the day of the end: the outcome with which it stops instead, or nothing."""
    if not ways.is_certain(case):
        return "not_agreed" if ways.is_together(case) else "not_served"
    if is_asked(case) and claimed(case):
        return KEPT_ON
    moved = case.ground == "44-1" and case.employment.term_end != case.contract_end
    return RENEWED if moved else ""
