"""Above the limit of the company a second person looks: approves, and so sends, or gives back."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import calendar, clock, rows
from lizhi.common.refusals import Refused
from lizhi.jobs.models import Outbox
from lizhi.settlement import kinds, rules, seconds
from lizhi.settlement.actions.sending import go_out
from lizhi.settlement.models import Settlement
from lizhi.workflow import actions as workflow

State = Settlement.State
TOPIC = "settlement.chase"
AGAIN = dt.timedelta(hours=24)
ABOVE_FROM = 2
"""From the second time on HR hears of it too: wages are due whether somebody looks or not."""


@transaction.atomic
def hand_over(settlement: Settlement, *, by: User, at: dt.datetime, key: str = "") -> Settlement:
    """Finance has checked it; it waits for a second person, who is told at once.

    The employee gets nothing yet. The day of payment does not move: whoever is late is pressed.
    """
    case, settlement, _versions = _locked(settlement)
    if not _first(settlement, key, "hand_over_settlement", by, at):
        return settlement
    seconds.check_can_hand_over(settlement, by)
    settlement.state, settlement.checked_by, settlement.checked_at = State.WAITING, by, at
    settlement.second = seconds.chosen(case, by, settlement.drafted_by)
    settlement.returned_at = None
    rows.update(settlement, "state", "checked_by", "checked_at", "second", "returned_at")
    _record(settlement, kinds.SETTLEMENT_HANDED_OVER, by, at, to=[settlement.second.pk])
    _chase_at(settlement, seconds.due_of(settlement), times=1)
    return settlement


@transaction.atomic
def approve(settlement: Settlement, *, by: User, at: dt.datetime, key: str = "") -> Settlement:
    """The second person agrees: the employee has it at the same moment."""
    _case, settlement, versions = _locked(settlement)
    if not _first(settlement, key, "approve_settlement", by, at):
        return settlement
    seconds.check_can_approve(settlement, by)
    settlement.approved_by, settlement.approved_at = by, at
    rows.update(settlement, "approved_by", "approved_at")
    maker = settlement.checked_by
    _record(settlement, kinds.SETTLEMENT_APPROVED, by, at, to=[maker.pk] if maker else [])
    go_out(settlement, versions, by=by, at=at)
    return settlement


@transaction.atomic
def return_to_maker(
    settlement: Settlement, *, words: str, by: User, at: dt.datetime, line: str = "", key: str = ""
) -> Settlement:
    """The second person says what is wrong, and with which line: it is a draft again."""
    _case, settlement, _versions = _locked(settlement)
    if not _first(settlement, key, "return_settlement", by, at):
        return settlement
    seconds.check_can_decide(settlement, by)
    if not words.strip():
        raise Refused(_("Please say what is to be changed; whoever made it reads it."))
    if line and line not in {one.key for one in rules.LINES.all(settlement=settlement.pk)}:
        raise Refused(_("This line is not in the settlement any more. Please look at it again."))
    settlement.state, settlement.returned_at = State.DRAFT, at
    rows.update(settlement, "state", "returned_at")
    maker = settlement.checked_by
    to = [maker.pk] if maker else []
    _record(settlement, kinds.SETTLEMENT_RETURNED, by, at, words=words, line=line, to=to)
    return settlement


@transaction.atomic
def chase(key: int, *, times: int, at: dt.datetime) -> None:
    """Nobody has looked in time: the second person hears again, later HR too; once a day on.

    A worker that dies before it has said so does it again, and nobody hears of it twice.
    """
    found = Settlement.objects.select_related("case").get(pk=key)
    case, settlement, _versions = _locked(found)
    if settlement.state != State.WAITING or case.status != Case.Status.RUNNING:
        return
    if not workflow.once(
        f"{_chase(settlement, times)}:done", case=case, kind="chase_settlement", by=None, at=at
    ):
        return
    every = [settlement.second, settlement.checked_by]
    if times >= ABOVE_FROM:
        every += seconds.could_be(case, *seconds.makers_of(settlement))
    to = list(dict.fromkeys(user.pk for user in every if user))
    _record(settlement, kinds.SETTLEMENT_OVERDUE, None, at, times=times, to=to)
    _chase_at(settlement, at + AGAIN, times=times + 1)


def chase_row(row: Outbox) -> None:
    """What the job worker calls at the time that `hand_over` has named."""
    chase(row.payload["settlement"], times=row.payload["times"], at=clock.now())


def _chase_at(settlement: Settlement, at: dt.datetime, *, times: int) -> None:
    payload = {"settlement": settlement.pk, "times": times}
    moment, name = calendar.quiet(at), _chase(settlement, times)
    workflow.queue(TOPIC, payload, dedupe=name, at=moment, case=settlement.case)


def _chase(settlement: Settlement, times: int) -> str:
    """Handed over again, it is chased from the start again."""
    return f"settlement:{settlement.pk}:{settlement.checked_at:%Y%m%d%H%M%S}:chase:{times}"


def _locked(settlement: Settlement) -> tuple[Case, Settlement, list[Settlement]]:
    case = workflow.lock(settlement.case)
    versions = rules.VERSIONS.all(case=case.pk)
    fresh = next(one for one in versions if one.pk == settlement.pk)
    for one in versions:
        one.case = case
    return case, fresh, versions


def _first(settlement: Settlement, key: str, kind: str, by: User, at: dt.datetime) -> bool:
    name = f"settlement:{settlement.case_id}:{key}"
    return not key or workflow.once(name, case=settlement.case, kind=kind, by=by, at=at)


def _record(
    settlement: Settlement, kind: str, by: User | None, at: dt.datetime, **facts: Any
) -> None:
    told = {"version": settlement.number, **facts}
    cases.record(settlement.case, kind, by=by, at=at, step=rules.STEP, **told)
