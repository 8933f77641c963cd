"""What people do to a case by hand, one action each, with what has to go before.

They follow one another on the same cases, as `WAY` tells. Whoever acts is read anew each time: a
page begins with a user of whom nothing is known yet.
"""

import datetime as dt
from functools import partial

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.config.bench import steps
from lizhi.config.bench.measuring import Call
from lizhi.config.bench.staff import Company
from lizhi.config.bench.steps import Prepared, key, task
from lizhi.offboarding import actions
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run, Task

READS, REVIEW, CONFIRMS = "acknowledgement", "legal_review", "confirmation"
ANOTHER_DAY = steps.WISHED + dt.timedelta(days=3)
PAUSE = dt.timedelta(days=3)
WORDS = "先等两天，我和她再谈一次。"


def _again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def _boss(company: Company) -> User:
    return _again(company.boss.user)


def _colleague(company: Company) -> User:
    return _again(company.receiver.user)


def _hr(company: Company) -> User:
    return _again(company.hr)


def _of(case: Case, step: str, user: User) -> Task:
    """The part that this person has in a step."""
    tasks = Task.objects.open().at(case, step).filter(assignee=user)
    return tasks.select_related("case", "run", "assignee").get()


def _run(case: Case, step: str) -> Run:
    run = task(case, step).run
    run.case = case
    return run


def comment(company: Company, case: Case) -> Call:
    """HR leaves a word."""
    return partial(actions.comment, case, WORDS, by=_hr(company), key=key())


def press(company: Company, case: Case) -> Call:
    """HR reminds the manager."""
    return partial(actions.press, case, by=_hr(company), said=WORDS)


def hand_on(company: Company, case: Case) -> Call:
    """HR gives the manager's step to a colleague."""
    to = company.receiver.user
    return partial(actions.hand_on, task(case, READS), to=to, by=_hr(company), key=key())


def delegate(company: Company, case: Case) -> Call:
    """The colleague has the manager do it on his behalf."""
    by = _colleague(company)
    mine = _of(case, READS, by)
    return partial(actions.delegate, mine, to=company.boss.user, words=WORDS, by=by, key=key())


def add_signer(company: Company, case: Case) -> Call:
    """HR has somebody else asked as well."""
    run, to = _run(case, READS), company.group_hr
    return partial(actions.add_signer, run, to=to, by=_hr(company), key=key())


def claim(company: Company, case: Case) -> Call:
    """The manager does it alone."""
    by = _boss(company)
    return partial(actions.claim, _of(case, READS, by), by=by, key=key())


def give_back(company: Company, case: Case) -> Call:
    """Both have it again."""
    by = _boss(company)
    return partial(actions.give_back, _of(case, READS, by), by=by, key=key())


def remove_signer(company: Company, case: Case) -> Call:
    """HR lets the other one go."""
    gone = _of(case, READS, company.group_hr)
    return partial(actions.remove_signer, gone, by=_hr(company), key=key())


def give_copy(company: Company, case: Case) -> Call:
    """A colleague may read along."""
    to = company.receiver.user
    return partial(actions.give_copy, case, to=to, words=WORDS, by=_hr(company), key=key())


def read_copy(company: Company, case: Case) -> Call:
    """He has read it."""
    return partial(actions.read_copy, case, by=_colleague(company), key=key())


def suspend(company: Company, case: Case) -> Call:
    """It stands still for three days."""
    until, by = clock.now() + PAUSE, _hr(company)
    return partial(actions.suspend, case, until=until, words=WORDS, by=by, key=key())


def resume(company: Company, case: Case) -> Call:
    """It goes on."""
    return partial(actions.resume, case, by=_hr(company), key=key())


def propose_last_day(company: Company, case: Case) -> Call:
    """She would like to go on another day."""
    by = _again(case.leaver)
    return partial(actions.propose_last_day, case, ANOTHER_DAY, by=by, words=WORDS, key=key())


def take_back_last_day(company: Company, case: Case) -> Call:
    """Rather not."""
    by = _again(case.leaver)
    return partial(actions.take_back_last_day, case, ANOTHER_DAY, by=by, key=key())


def agree_last_day(company: Company, case: Case) -> Call:
    """HR agrees to what she has proposed after all."""
    propose_last_day(company, case)()
    return partial(actions.agree_last_day, case, ANOTHER_DAY, by=_hr(company), key=key())


def ask_to_withdraw(company: Company, case: Case) -> Call:
    """She would like to stay."""
    return partial(actions.ask_to_withdraw, case, by=_again(case.leaver), words=WORDS, key=key())


def take_back_withdrawal(company: Company, case: Case) -> Call:
    """Rather not."""
    return partial(actions.take_back_withdrawal, case, by=_again(case.leaver), key=key())


def refuse_withdrawal(company: Company, case: Case) -> Call:
    """She asks once more, and HR says no."""
    ask_to_withdraw(company, case)()
    return _answer(company, case, agreed=False)


def agree_to_withdrawal(company: Company, case: Case) -> Call:
    """She asks a last time, and HR says yes: the case ends."""
    ask_to_withdraw(company, case)()
    return _answer(company, case, agreed=True)


def _answer(company: Company, case: Case, *, agreed: bool) -> Call:
    by = _hr(company)
    return partial(actions.answer_withdrawal, case, agreed=agreed, by=by, words=WORDS, key=key())


def answer_step(company: Company, case: Case) -> Call:
    """HR has reviewed it: a step that HR has added to the process."""
    mine = task(case, REVIEW)
    by = _again(mine.assignee)
    return partial(actions.answer_step, mine, way="agree", by=by, data={}, words=WORDS, key=key())


def take_back_step(company: Company, case: Case) -> Call:
    """HR takes the review back: two steps behind it are given up."""
    mine = Task.objects.filter(case=case, run__step=REVIEW, state=Task.State.DONE)
    last = mine.select_related("case", "run", "assignee").latest("pk")
    return partial(actions.take_back_step, last, words=WORDS, by=_again(last.assignee), key=key())


def send_back(company: Company, case: Case) -> Call:
    """HR sends it back to the manager."""
    mine = task(case, REVIEW)
    by = _again(mine.assignee)
    return partial(actions.send_back, mine, to=READS, words=WORDS, by=by, key=key())


def jump(company: Company, case: Case) -> Call:
    """The manager reads it once more, and group HR leads the case past review and handover."""
    steps.acknowledge(company, case)()
    run = workflow.open_run(case, REVIEW)
    if run is None:
        raise LookupError(f"{case} does not stand at the review")
    by = _again(company.group_hr)
    return partial(actions.jump, run, to=CONFIRMS, words=WORDS, by=by, key=key())


def be_away(company: Company, case: Case) -> Call:
    """She enters a week of leave; a colleague stands in."""
    user, to = _again(case.leaver), company.receiver.user
    first = clock.today() + dt.timedelta(days=1)
    last = first + dt.timedelta(days=6)
    return partial(actions.be_away, user, to, first, last, by=user, at=clock.now())


def be_back(company: Company, case: Case) -> Call:
    """She is back before her day."""
    absence = case.leaver.absences.select_related("user").get()
    return partial(actions.be_back, absence, by=_again(case.leaver), at=clock.now())


WAY: dict[str, Prepared] = {
    "comment": comment,
    "press": press,
    "hand_on": hand_on,
    "delegate": delegate,
    "add_signer": add_signer,
    "claim": claim,
    "give_back": give_back,
    "remove_signer": remove_signer,
    "give_copy": give_copy,
    "read_copy": read_copy,
    "suspend": suspend,
    "resume": resume,
    "propose_last_day": propose_last_day,
    "take_back_last_day": take_back_last_day,
    "agree_last_day": agree_last_day,
    "ask_to_withdraw": ask_to_withdraw,
    "take_back_withdrawal": take_back_withdrawal,
    "refuse_withdrawal": refuse_withdrawal,
    "acknowledge": steps.acknowledge,
    "answer_step": answer_step,
    "take_back_step": take_back_step,
    "send_back": send_back,
    "jump": jump,
    "be_away": be_away,
    "be_back": be_back,
    "agree_to_withdrawal": agree_to_withdrawal,
}
"""In this order, one after the other: each begins where the one before has left the case."""
