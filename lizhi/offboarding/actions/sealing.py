"""HR confirms many agreements in one go; each is confirmed in a transaction of its own."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.jobs import doing, kinds
from lizhi.jobs.models import Outbox
from lizhi.offboarding import questions, to_seal
from lizhi.offboarding.actions.confirming import confirm
from lizhi.offboarding.four_dates import FourDates
from lizhi.offboarding.models import SealRound, ToSeal
from lizhi.offboarding.to_seal import Waiting
from lizhi.workflow import actions as workflow

TOPIC = "agreements.confirm"


@transaction.atomic
def seal_all(waiting: Iterable[Waiting], *, by: User, key: str) -> SealRound:
    """The company's word for each of these papers stands; the jobs confirm and seal them.

    What may not be sealed in one go is refused before anything is written. The same `key` again
    is the same round.
    """
    lines = list(waiting)
    if any(line.task.assignee_id != by.pk for line in lines):
        raise NotPermitted(_("Only the handler of this step can do this."))
    if any(line.why_not for line in lines) or not 0 < len(lines) <= to_seal.AT_ONCE:
        raise Refused(_("These cannot be sealed in one go. Please look at the list again."))
    made, is_new = SealRound.objects.get_or_create(key=key, defaults={"by": by})
    if made.by_id != by.pk:
        raise NotPermitted(_("Somebody else has sent this form."))
    if is_new:
        for line in lines:
            days = {name: day.isoformat() for name, day in asdict(line.dates).items()}
            row = ToSeal.objects.create(round=made, seal=line.seal, digest=line.digest, dates=days)
            _queue(row, line.case.pk, at=clock.now())
    return made


def _queue(line: ToSeal, case_id: int, *, at: dt.datetime) -> None:
    Outbox.objects.create(
        dedupe=f"to-seal:{line.pk}:{line.tries}",
        case_id=case_id,
        topic=TOPIC,
        payload={"line": line.pk},
        available_at=at,
    )


def confirm_line(line: ToSeal) -> None:
    """One of a round: the dates are fixed as they stood on the page, and the seal follows."""
    key = f"to-seal:{line.pk}"
    if workflow.done(key, kind="confirm"):
        return
    try:
        _confirm(line, key)
    except Refused as no:
        line.refused = str(no.reason)[:300]
        line.save(update_fields=["refused"])


@transaction.atomic
def _confirm(line: ToSeal, key: str) -> None:
    envelope, by = line.seal.envelope, line.round.by
    case = workflow.lock(envelope.case)
    if envelope.paper.file.digest != line.digest:
        raise Refused(_("The paper is another one by now. Please look at it again."))
    task = questions.CONFIRMING.first(case=case.pk, user=by.pk)
    if task is None:
        raise NotPermitted(_("Only the handler of this step can do this."))
    task.case = case
    days = {name: dt.date.fromisoformat(day) for name, day in line.dates.items()}
    confirm(task, by=by, dates=FourDates(**days), key=key)


@transaction.atomic
def try_round_again(seal_round: SealRound, *, by: User) -> int:
    """What was refused, and what the machine could not do, is tried once more; how many.

    What has been sealed stays as it is.
    """
    if seal_round.by_id != by.pk:
        raise NotPermitted(_("Only whoever confirmed these can have them tried again."))
    lines = seal_round.lines.select_related("seal__envelope__case")
    tried = sum(_try(line, by) for line in lines)
    if not tried:
        raise AlreadyDone(_("There is nothing that has to be tried again."))
    return tried


def _try(line: ToSeal, by: User) -> bool:
    now = clock.now()
    if line.refused:
        line.refused, line.tries = "", line.tries + 1
        line.save(update_fields=["refused", "tries"])
        _queue(line, line.seal.envelope.case_id, at=now)
        return True
    stopped = list(stopped_rows([line]))
    case = workflow.lock(line.seal.envelope.case) if stopped else None
    begun = [row.topic for row in stopped if doing.try_again(row, at=now)]
    if case and begun:
        cases.record(case, kinds.JOB_TRIED_AGAIN, by=by, at=now, topics=begun)
    return bool(begun)


def stopped_rows(lines: Iterable[ToSeal]) -> Iterable[Outbox]:
    """The machine's part of these that has stopped, in whichever of its three steps."""
    lines = list(lines)
    failed = Outbox.objects.filter(
        state=Outbox.State.FAILED, case__in=[line.seal.envelope.case_id for line in lines]
    )
    ours = {(TOPIC, "line", line.pk) for line in lines}
    ours |= {("signing.sign", "actor", line.seal_id) for line in lines}
    return [
        row
        for row in failed.filter(topic__in=(TOPIC, "signing.sign", "workflow.step"))
        if row.topic == "workflow.step"
        or any((row.topic, name, value) in ours for name, value in row.payload.items())
    ]
