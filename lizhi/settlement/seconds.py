"""When a settlement wants a second person of finance, who that is, and until when.

No payment waits for it: the day on which wages are paid is the law's, and does not move.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock, wording
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people import absences
from lizhi.people import rules as people
from lizhi.settlement import rules
from lizhi.settlement.lines import Sum, add_up
from lizhi.settlement.models import Line, Settlement

State = Settlement.State
LOOK_TIME = dt.timedelta(hours=24)
"""Within this time the second person looks, and earlier where wages are due earlier."""
OFFICE_ENDS = dt.time(18)
MOVED = Decimal(1000)
"""Yuan by which the net may differ from what a second person has approved."""
NEWER = gettext_lazy("There is a newer version of this settlement. Please look at that one.")


def limit_of(case: Case) -> Decimal:
    """Yuan due above which two persons look; the company sets it on its page."""
    return case.entity.two_persons_above


def are_needed(case: Case, lines: Iterable[Line], approved: Sequence[Sum] | None = None) -> bool:
    """Measured by what is due, so that no deduction makes a large settlement small.

    And where the net has moved far since a second person approved it, up or down: what was
    approved is not what would be paid. `approved`: its lines, where whoever asks has them.
    """
    sums = add_up(lines)
    if sums.due > limit_of(case):
        return True
    looked_at = _approved(case) if approved is None else approved
    return bool(looked_at) and abs(sums.net - add_up(looked_at).net) > MOVED


def _approved(case: Case) -> Sequence[Sum]:
    newest = rules.APPROVED.first(case=case.pk)
    return rules.LINES.all(settlement=newest.pk) if newest else []


def could_be(case: Case, *makers: User | None) -> list[User]:
    """Who may be the second: all of finance of this employer but who leaves and who made it."""
    made = {user.pk for user in makers if user is not None}
    every = people.finances_of(case.entity, besides=case.leaver)
    return [user for user in every if user.pk not in made]


def makers_of(settlement: Settlement) -> tuple[User | None, User | None]:
    """Nobody approves what is of his own hand."""
    return settlement.drafted_by, settlement.checked_by


def chosen(case: Case, *makers: User | None) -> User:
    """The first who is not away; refused, with what to do, where nobody else has the right."""
    found = could_be(case, *makers)
    if not found:
        raise Refused(
            _(
                "Above %(limit)s yuan two persons of finance look, and nobody else has finance of"
                " %(company)s. Please ask the administrator to name a second person, or a higher"
                " limit. Wages are paid on %(day)s all the same."
            )
            % {
                "limit": f"{limit_of(case):,.2f}",
                "company": case.entity.name,
                "day": wording.day(rules.pay_day(case)),
            }
        )
    today = clock.today()
    return next((user for user in found if absences.of(user, today) is None), found[0])


@dataclass(frozen=True)
class Ahead:
    """Who will have to look at a draft, or what to do where there is nobody."""

    name: str = ""
    nobody: str = ""


def ahead(case: Case, lines: Iterable[Line], user: User, approved: Sequence[Sum]) -> Ahead | None:
    """Before it is handed over; None: it is not above the limit, one person sends it."""
    if not are_needed(case, lines, approved):
        return None
    try:
        return Ahead(name=chosen(case, user).name)
    except Refused as refusal:
        return Ahead(nobody=str(refusal.reason))


def due_of(settlement: Settlement) -> dt.datetime:
    """A day after it was handed over, or by the evening on which wages are due if that is sooner.

    Once that evening has passed it is due at once.
    """
    asked = settlement.checked_at or clock.now()
    evening = dt.datetime.combine(
        rules.pay_day(settlement.case), OFFICE_ENDS, tzinfo=clock.SHANGHAI
    )
    return max(min(asked + LOOK_TIME, evening), asked)


def check_can_hand_over(settlement: Settlement, user: User) -> None:
    """A draft that is the newest, above the limit, with somebody who can be the second."""
    rules.check_is_draft(settlement, user)
    if not are_needed(settlement.case, rules.LINES.all(settlement=settlement.pk)):
        raise Refused(
            _("This settlement is not above the limit: one person is enough. Please send it.")
        )
    chosen(settlement.case, user, settlement.drafted_by)


def check_waits(settlement: Settlement, user: User) -> None:
    """It waits for a second person, and this is somebody of finance."""
    rules.check_can_settle(settlement.case, user)
    if settlement.state in {State.SENT, State.ANSWERED}:
        raise AlreadyDone(_("This version has been approved and sent already."))
    if settlement.state == State.DRAFT and settlement.returned_at:
        raise AlreadyDone(_("This version has been given back already."))
    if settlement.state != State.WAITING:
        raise AlreadyDone(NEWER)


def check_can_decide(settlement: Settlement, user: User) -> None:
    """Somebody else than who made it, holding finance of this employer himself."""
    check_waits(settlement, user)
    if user in makers_of(settlement):
        second = settlement.second
        raise NotPermitted(
            _("Nobody approves the own work. It waits for %(name)s.")
            % {"name": second.name if second else "?"}
        )
    if not people.roles_of(user).is_finance_of(settlement.case.entity_id):
        raise NotPermitted(_("Only finance of this company can do this."))


def check_can_approve(settlement: Settlement, user: User) -> None:
    """And what it was computed from still says the same."""
    check_can_decide(settlement, user)
    if rules.is_stale(settlement):
        raise Refused(
            _(
                "The days, the roster or a figure have changed since. Please give it back, so that"
                " it is computed again."
            )
        )
