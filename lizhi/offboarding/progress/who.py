"""Whom each step waits for, where the flow alone does not say it."""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.handover import rules as handover
from lizhi.offboarding import renewal
from lizhi.offboarding.progress.node import OPEN, Node

OF_HR = frozenset({"confirmation", "recall_service", "service", "decision", "reply"})


def still_to_sign(
    case: Case, nodes: list[Node], reader: User, *, until: dt.datetime | None, now: dt.datetime
) -> None:
    """An agreement waits for the employee, though its step is late or over in the flow.

    It was sent anew, or HR has given more time than the step has: then that time is shown.
    """
    signature = next((node for node in nodes if node.step == "signature"), None)
    if signature is None:
        return
    if renewal.is_out(case) and signature.state == "done" and case.status == Case.Status.RUNNING:
        signature.state, signature.outcome, signature.at, signature.due_at = "now", "", None, None
        signature.who = _called(case.leaver, reader)
        signature.mine = reader == case.leaver
    if signature.state in OPEN and until is not None and until > now:
        signature.state, signature.due_at = "now", until


def still_to_give(case: Case, nodes: list[Node]) -> None:
    """Once all is handed over the leaver waits for whoever receives it.

    When it is late, whoever arranges it is reminded, and the node keeps that name.
    """
    node = next((node for node in nodes if node.step == "handover"), None)
    if node is None:
        return
    items = handover.OF_CASE.all(case=case.pk) if node.state in OPEN else []
    node.given = bool(items) and not any(item.state in handover.WAITING for item in items)
    receivers = [item.receiver.name for item in items if item.state == handover.State.GIVEN]
    if node.given and receivers and node.state == "now":
        node.who = "、".join(dict.fromkeys(receivers))


def expect(
    case: Case, nodes: list[Node], reader: User, hr: User | None, finance: User | None
) -> None:
    """Name who will have to act, so that nobody wonders whom it waits for."""
    for node in nodes:
        if node.who:
            continue
        if node.step in {"signature", "application"}:
            node.who = _called(case.leaver, reader)
        elif node.step in OF_HR:
            node.who = hr.name if hr else "HR"
        elif node.step == "settlement":
            node.who = finance.name if finance else _("Finance")


def _called(user: User, reader: User) -> str:
    return _("you") if user == reader else user.name
