"""Send a version to the employee."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.common.refusals import Refused
from lizhi.settlement import kinds, rules, seconds
from lizhi.settlement.asked import note
from lizhi.settlement.models import Line, Settlement
from lizhi.settlement.signals import settlement_sent
from lizhi.workflow import actions as workflow

State = Settlement.State


@transaction.atomic
def send(settlement: Settlement, *, by: User, at: dt.datetime, key: str = "") -> Settlement:
    """The employee gets this version; an older one is replaced, its answers with it.

    Lines without an amount may go out: they are shown as asked for and count for nothing. What the
    employee has said stays said where the line has not changed.
    """
    case = workflow.lock(settlement.case)
    versions = rules.VERSIONS.all(case=case.pk)
    settlement = next(one for one in versions if one.pk == settlement.pk)
    settlement.case = case
    if key and not workflow.once(
        f"settlement:{case.pk}:{key}", case=case, kind="send_settlement", by=by, at=at
    ):
        return settlement
    check_can_send(settlement, by)
    go_out(settlement, versions, by=by, at=at)
    return settlement


def check_can_send(settlement: Settlement, user: User) -> None:
    """A draft that is not above the limit of the company; above it a second person sends it."""
    rules.check_is_draft(settlement, user)
    lines = rules.LINES.all(settlement=settlement.pk)
    if seconds.are_needed(settlement.case, lines):
        raise Refused(
            _("Above %(limit)s yuan a second person looks first. Please hand it over.")
            % {"limit": f"{seconds.limit_of(settlement.case):,.2f}"}
        )


def go_out(
    settlement: Settlement, versions: list[Settlement], *, by: User, at: dt.datetime
) -> None:
    """The rest of sending, once nothing stands against it."""
    case = settlement.case
    alive = (one for one in versions if one.state != State.REPLACED)
    older = [one for one in alive if one.pk != settlement.pk]
    for version in older:
        version.state = State.REPLACED
        rows.update(version, "state")
    settlement.state, settlement.sent_at, settlement.sent_by = State.SENT, at, by
    rows.update(settlement, "state", "sent_at", "sent_by")
    if older:
        _keep_answers(settlement, older[0])
        note(settlement)
    entry = cases.Entry(
        kinds.SETTLEMENT_SENT,
        step=rules.STEP,
        by=by,
        facts={"version": settlement.number, "missing": settlement.missing},
    )
    cases.record_all(case, [entry], at=at)
    settlement_sent.send(Settlement, settlement=settlement)


def _keep_answers(new: Settlement, old: Settlement) -> None:
    """Nobody is asked twice about a line that is the same as before; a question stays asked."""
    before = {(line.key, line.title, line.amount): line for line in old.lines.all()}
    same = []
    for line in new.lines.all():
        if known := before.get((line.key, line.title, line.amount)):
            line.answer, line.reply, line.replied_at = known.answer, known.reply, known.replied_at
            same.append(line)
    Line.objects.bulk_update(same, ["answer", "reply", "replied_at"])
