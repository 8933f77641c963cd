"""Leave a step, by a person or by time, and go where the definition leads."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone
from lizhi.workflow import kinds
from lizhi.workflow.engine.move import Move
from lizhi.workflow.models import Run


def leave(
    run: Run,
    *,
    outcome: str,
    by: User | None,
    at: dt.datetime,
    kind: str = kinds.STEP_DONE,
    words: str = "",
    to: str | None = None,
    also: tuple[str, ...] = (),
    facts: dict[str, Any] | None = None,
) -> None:
    """The case, locked, stands here no more: the event is written and what follows opens.

    `to` sends back to that step; `also` names columns of the case to be saved with it.
    """
    if run.state != Run.State.OPEN:
        raise AlreadyDone(_("This step has been dealt with already."))
    move = Move(run.case, run.version, by=by, at=at)
    if to:
        move.note(kinds.STEP_SENT_BACK, run.step, words=words, outcome=outcome, to=to)
    else:
        move.note(kind, run.step, words=words, outcome=outcome, **(facts or {}))
    move.close(run, outcome=outcome)
    move.route(run.step, outcome, to=to)
    move.finish(also=also)
