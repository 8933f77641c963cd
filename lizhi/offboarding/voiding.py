"""What both have signed only both undo: who may ask for it, until when, and what holds then.

Nobody takes a signed agreement back alone, by no deletion and by no click. A new paper says that
it is void, and both sign that one (民法典 136、562). Where one side was cheated or the terms are
grossly unfair and the other will not sign, the arbitration can set it aside (法释〔2020〕26号 35):
that is no affair of this program.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock, wording
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding import agreements, four_dates, over, questions, renewal, rules, ways
from lizhi.signing.models import Envelope

PURPOSE = agreements.VOIDING
OUT = "voiding"
"""In the case's data while one is on its way: the `envelope` that it voids, `then`, `by`, `until`,
and the `event` by which it was proposed."""
VOIDED = "agreement_voided"
"""In the case's data: the last agreement is void, and no new one has gone out."""
LAW, NEW = "law", "new"
GOOD_FOR = dt.timedelta(days=7)
"""As long as an agreement, where no day that it moves comes earlier."""


@dataclass(frozen=True)
class After:
    """What holds once the agreement is void."""

    ends_on: dt.date
    ended_before: dt.date | None
    """The last day by the agreement, where the law has another one."""
    paid_before: dt.date | None
    """Until when wages were to be paid by the agreement, where that is another day."""

    @property
    def moves(self) -> bool:
        """A day moves by it, so it has to be signed before either of them comes."""
        return self.ended_before is not None or self.paid_before is not None


def after(case: Case, *, today: dt.date) -> After:
    """A resignation ends the contract with or without an agreement: on the day of the law."""
    day, paid = case.contract_end, four_dates.agreed_pay_end(case)
    if agreements.is_agreed(case):
        day = four_dates.end_by_law(case, today=today)
    return After(
        ends_on=day,
        ended_before=case.contract_end if day != case.contract_end else None,
        paid_before=paid if paid and paid != day else None,
    )


def until(what: After, *, at: dt.datetime, over: bool) -> dt.datetime:
    """The other side has seven days, but not beyond the evening before a day that would move."""
    plain = at + GOOD_FOR
    if over or not what.moves:
        return plain
    first = min(day for day in (what.ends_on, what.ended_before) if day)
    evening = dt.datetime.combine(first - dt.timedelta(days=1), agreements.LAPSES, clock.SHANGHAI)
    return min(plain, evening)


def of(case: Case) -> Envelope | None:
    """The newest paper by which one was to be void."""
    found = questions.ENVELOPE.first(case=case.pk, purpose=PURPOSE)
    if found:
        found.case = case
    return found


def out(case: Case) -> dict[str, Any]:
    """What is on its way; empty: nothing."""
    found: dict[str, Any] = case.data.get(OUT) or {}
    return found


def check_can_ask(case: Case, user: User, *, now: dt.datetime) -> None:
    """The leaver asks HR for it; HR sends the paper or says no."""
    if user != case.leaver:
        raise NotPermitted(_("Only the employee can ask HR for this."))
    check_can_be_voided(case, now=now)
    if case.voiding_asked_at:
        raise AlreadyDone(_("HR has your request already, and answers."))


def check_can_propose(case: Case, user: User, *, now: dt.datetime) -> None:
    """HR of the branch speaks for the company: sending the paper is its consent."""
    rules.check_is_hr(case, user)
    check_can_be_voided(case, now=now)


def check_can_refuse(case: Case, user: User) -> None:
    """HR of the branch, while the leaver waits for an answer."""
    rules.check_is_hr(case, user)
    rules.check_running(case)
    if not case.voiding_asked_at:
        raise Refused(_("Nobody waits for an answer to this."))


def check_can_take_back(case: Case, user: User) -> None:
    """HR of the branch, until the employee has signed (民法典 476、483)."""
    rules.check_is_hr(case, user)
    rules.check_running(case)
    if not out(case):
        raise AlreadyDone(_("No such paper is out."))
    envelope = of(case)
    if envelope and envelope.state in Envelope.OPEN and not agreements.waits_for_employee(envelope):
        raise AlreadyDone(_("The employee has signed already; the company's seal follows."))


def check_can_be_voided(case: Case, *, now: dt.datetime) -> None:
    """There is one that both have signed, and nothing that has happened rests on it."""
    today = clock.local(now).date()
    if case.status != Case.Status.RUNNING:
        raise Refused(
            _("The file is closed and sealed. What is wrong in it goes to the labour arbitration.")
        )
    _check_way(case, today)
    envelope = agreements.of(case)
    if envelope is not None and envelope.state == Envelope.State.VOIDED:
        raise AlreadyDone(_("The agreement is void already."))
    if out(case):
        raise AlreadyDone(_("A paper by which it would be void is on its way already."))
    if renewal.is_out(case):
        raise Refused(_("A new agreement is on its way; it takes the place of the old one."))
    if envelope is None or envelope.state != Envelope.State.COMPLETED:
        raise Refused(_("Only an agreement that both sides have signed has to be voided."))
    _check_days(after(case, today=today), case, now)


def _check_way(case: Case, today: dt.date) -> None:
    """An end that both have agreed on stands and falls with its agreement (劳动合同法 36)."""
    if not ways.is_together(case):
        return
    if over.is_over(case, today):
        raise Refused(
            _(
                "The contract has ended by this very agreement, and no paper undoes that: whoever "
                "would come again needs a new contract. Was somebody cheated or forced, or is it "
                "grossly unfair? The labour arbitration can set it aside (12333)."
            )
        )
    raise Refused(
        _(
            "The end itself rests on this agreement: if it were void, the employment would go on. "
            "If both want that, HR calls the ending off with the employee's consent; for another "
            "day both agree another last day."
        )
    )


def _check_days(what: After, case: Case, now: dt.datetime) -> None:
    today = clock.local(now).date()
    if not what.moves:
        return
    if over.is_over(case, today):
        raise Refused(
            _(
                "The contract has ended on the day that this agreement names. That cannot be "
                "undone any more; what else is wrong in it both can put right in a new paper."
            )
        )
    if what.ends_on <= today or now >= until(what, at=now, over=False):
        raise Refused(
            _(
                "Without this agreement the contract would have ended by law on %(day)s, and that "
                "is too near or over. Please agree another last day instead: the new agreement "
                "takes the place of this one."
            )
            % {"day": wording.day(what.ends_on)}
        )


def how_it_stands(case: Case, *, confirmed: bool, today: dt.date) -> str:
    """For the leaver's page: `to_sign`, `asked`, `voided`, `may_ask`; empty: nothing to show.

    It asks the database nothing: whether it may be asked for indeed says the page that it leads to.
    """
    if out(case):
        return "to_sign"
    if case.voiding_asked_at:
        return "asked"
    if case.data.get(VOIDED):
        return "voided"
    signed = confirmed and four_dates.agreed_by_employee(case) and not ways.is_together(case)
    return "may_ask" if signed and not over.is_over(case, today) else ""
