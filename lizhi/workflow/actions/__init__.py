"""Everything that moves a case. Call inside the transaction of an action, the case locked first."""

from lizhi.jobs.outbox import queue
from lizhi.workflow.actions.ending import check_can_withdraw, stop
from lizhi.workflow.actions.moving import (
    SENT_BACK,
    close_run,
    complete,
    open_run,
    send_back,
    start,
    targets,
)
from lizhi.workflow.actions.people import (
    add_task,
    check_can_press,
    check_has_no_part,
    next_press,
    press,
    reassign,
    tell,
)
from lizhi.workflow.dates import date_changed
from lizhi.workflow.keys import USED, done, lock, note, noted, once
from lizhi.workflow.timing import let_time_act

__all__ = [
    "SENT_BACK",
    "USED",
    "add_task",
    "check_can_press",
    "check_can_withdraw",
    "check_has_no_part",
    "close_run",
    "complete",
    "date_changed",
    "done",
    "let_time_act",
    "lock",
    "next_press",
    "note",
    "noted",
    "once",
    "open_run",
    "press",
    "queue",
    "reassign",
    "send_back",
    "start",
    "stop",
    "targets",
    "tell",
]
