"""Whoever asked is right: the figure is changed and the question answered, in one."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.settlement import rules, seconds
from lizhi.settlement.actions.answering import answer_dispute
from lizhi.settlement.actions.approving import hand_over
from lizhi.settlement.actions.drafting import draft
from lizhi.settlement.actions.sending import send
from lizhi.settlement.disputes import effects, ways
from lizhi.settlement.models import Line, Settlement
from lizhi.workflow import actions as workflow


class OtherEffect(Refused):
    """What would be kept is not what was looked at."""

    code = "other_effect"


@transaction.atomic
def change_and_answer(
    line: Line,
    *,
    way: str,
    more: Decimal,
    words: str,
    by: User,
    at: dt.datetime,
    key: str = "",
    mark: str | None = None,
) -> Settlement:
    """Finance adds what was missing and says so: the employee has answer and new sum at once.

    `way` is an input of the line (`disputes.ways`), `more` days, hours or yuan for the employee.
    Above the limit, or where the sum has moved far since a second person approved it, the new
    version waits for a second person first; the answer is there all the same, and the day of
    payment does not move. `mark` is that of the effect that was looked at: `OtherEffect` where it
    would come out otherwise by now.
    """
    case = workflow.lock(line.settlement.case)
    line = Line.objects.select_related("settlement").get(pk=line.pk)
    line.settlement.case = case
    name = f"settlement:{case.pk}:{key}"
    request = f"{line.key} {way} {more}"
    if key and not workflow.once(
        name, case=case, kind="change_and_answer", by=by, at=at, request=request
    ):
        return rules.latest(case) or line.settlement
    rules.check_can_reply(line, by)
    _check_newest(case, line.settlement)
    chain = effects.chain_of(case, line.settlement)
    entered = _entered(line, way, more, chain, by)
    if mark is not None and chain.effect(entered).mark != mark:
        raise OtherEffect(
            _("Something else would come out by now. Please look at it, and press once more.")
        )
    answer_dispute(line, reply=Line.Reply.CHANGED, words=words, by=by, at=at)
    version = draft(case, inputs=entered, by=by, at=at, seen=line.settlement.number)
    return _sent(version, case, by, at)


def _check_newest(case: Case, shown: Settlement) -> None:
    newest = rules.latest(case)
    if newest is None or newest.pk != shown.pk:
        raise AlreadyDone(
            _("There is a newer version of this settlement. Please look at that one.")
        )


def _sent(version: Settlement, case: Case, by: User, at: dt.datetime) -> Settlement:
    """To the employee, or first to a second person where the rules want one."""
    version.case = case
    wanted = seconds.are_needed(case, rules.LINES.all(settlement=version.pk))
    return (hand_over if wanted else send)(version, by=by, at=at)


def _entered(
    line: Line, way: str, more: Decimal, chain: effects.Chain, by: User
) -> dict[str, object]:
    given = chain.given
    found = next((one for one in ways.ways_of(line, given) if one.key == way), None)
    if found is None:
        raise Refused(_("This line is changed in the draft. Please make a new version there."))
    return ways.changed(found, more, line=line.key, given=given, by=by.name)
