"""The employee accepts or disputes line by line; finance replies. Nothing else waits for it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.settlement import kinds, line_proofs, rules
from lizhi.settlement.asked import note
from lizhi.settlement.models import Line, Settlement
from lizhi.settlement.signals import settlement_answered
from lizhi.workflow import actions as workflow

Answer = Line.Answer
State = Settlement.State
STEP = "answer"


@transaction.atomic
def answer(
    settlement: Settlement,
    *,
    disputed: Mapping[str, str],
    by: User,
    at: dt.datetime,
    key: str = "",
    accept_others: bool = True,
    proofs: Mapping[str, Sequence[str]] | None = None,
) -> Settlement:
    """The employee has read it: lines in `disputed` (key: words) are asked about.

    `proofs` are keys of own uploads by line: pictures and PDFs that finance reads with the words.

    All others that are open are accepted, or stay open with `accept_others=False`. Payment day,
    certificate and handover do not move either way. A line may still be disputed later.
    """
    case = workflow.lock(settlement.case)
    versions = rules.VERSIONS.all(case=case.pk)
    settlement = next(one for one in versions if one.pk == settlement.pk)
    settlement.case = case
    if key and not workflow.once(
        f"settlement:{case.pk}:{key}", case=case, kind="answer_settlement", by=by, at=at
    ):
        return settlement
    rules.check_can_answer(settlement, by)
    lines = {line.key: line for line in rules.LINES.all(settlement=settlement.pk)}
    asked = _dispute(lines, disputed)
    accepted = _accept(lines) if accept_others else []
    if not asked and not accepted and settlement.state == State.ANSWERED:
        raise AlreadyDone(_("You have answered this already. You need do nothing more."))
    _write(asked, answer=Answer.DISPUTED, reply=Line.Reply.NONE, replied_at=None)
    _write(accepted, answer=Answer.ACCEPTED)
    sent = {
        line: line_proofs.add(case, line, keys, by=by, at=at)
        for line, keys in (proofs or {}).items()
        if line in disputed
    }
    _tell(settlement, lines, disputed, sent, by=by, at=at)
    _is_answered(settlement, at)
    if disputed:
        note(settlement)
    return settlement


def _is_answered(settlement: Settlement, at: dt.datetime) -> None:
    """For the first time: the step of the case goes on."""
    if settlement.state == State.SENT:
        settlement.state, settlement.answered_at = State.ANSWERED, at
        rows.update(settlement, "state", "answered_at")
        settlement_answered.send(Settlement, settlement=settlement)


def _dispute(lines: Mapping[str, Line], disputed: Mapping[str, str]) -> list[Line]:
    unknown = set(disputed) - set(lines)
    if unknown:
        raise Refused(_("This line is not in the settlement any more. Please look at it again."))
    asked = [lines[key] for key in disputed if _may_be_asked(lines[key])]
    for line in asked:
        line.answer, line.reply, line.replied_at = Answer.DISPUTED, Line.Reply.NONE, None
    return asked


def _may_be_asked(line: Line) -> bool:
    """Not while the same question waits for its reply."""
    if line.answer == Answer.DISPUTED and not line.reply:
        raise AlreadyDone(_("You have asked about this line already; finance is looking at it."))
    return True


def _accept(lines: Mapping[str, Line]) -> list[Line]:
    """Lines that ask for a figure cannot be accepted: there is nothing to accept yet."""
    still_open = [
        line for line in lines.values() if line.answer == Answer.OPEN and line.amount is not None
    ]
    for line in still_open:
        line.answer = Answer.ACCEPTED
    return still_open


def _write(lines: list[Line], **values: Any) -> None:
    for line in lines:
        for name, value in values.items():
            setattr(line, name, value)
        rows.update(line, *values)


def _tell(
    settlement: Settlement,
    lines: Mapping[str, Line],
    disputed: Mapping[str, str],
    sent: Mapping[str, int],
    *,
    by: User,
    at: dt.datetime,
) -> None:
    counts = Counter(line.answer for line in lines.values())
    facts = {
        "version": settlement.number,
        "accepted": counts[Answer.ACCEPTED],
        "disputed": counts[Answer.DISPUTED],
        "open": counts[Answer.OPEN],
    }
    entries = [
        cases.Entry(
            kinds.LINE_DISPUTED,
            step=STEP,
            words=words,
            by=by,
            facts={"version": settlement.number, "line": line}
            | ({"files": sent[line]} if sent.get(line) else {}),
        )
        for line, words in disputed.items()
    ]
    entries.append(cases.Entry(kinds.SETTLEMENT_ANSWERED, step=STEP, by=by, facts=facts))
    cases.record_all(settlement.case, entries, at=at)


@transaction.atomic
def answer_dispute(
    line: Line, *, reply: str, words: str, by: User, at: dt.datetime, key: str = ""
) -> Line:
    """Finance replies: `kept` with the reason, or `changed`, the new figure following at once.

    The employee reads the words with the line. Keeping a line needs a reason; whoever is not
    satisfied may dispute it again, or go to arbitration, and every page says so.
    """
    case = workflow.lock(line.settlement.case)
    line = Line.objects.select_related("settlement").get(pk=line.pk)
    line.settlement.case = case
    if key and not workflow.once(
        f"settlement:{case.pk}:{key}", case=case, kind="answer_dispute", by=by, at=at
    ):
        return line
    rules.check_can_reply(line, by)
    if not words.strip():
        raise Refused(_("Please write a sentence for the employee."))
    line.reply, line.replied_at = Line.Reply(reply), at
    rows.update(line, "reply", "replied_at")
    facts = {"version": line.settlement.number, "line": line.key, "reply": line.reply}
    cases.record(case, kinds.DISPUTE_ANSWERED, by=by, at=at, step=STEP, words=words, **facts)
    note(line.settlement)
    return line


@transaction.atomic
def ask_hr(line: Line, *, words: str, by: User, at: dt.datetime, key: str = "") -> Line:
    """Finance asks HR to look something up before it answers; HR hears of it, the time runs on."""
    case = workflow.lock(line.settlement.case)
    line = Line.objects.select_related("settlement").get(pk=line.pk)
    line.settlement.case = case
    if key and not workflow.once(
        f"settlement:{case.pk}:{key}", case=case, kind="ask_hr", by=by, at=at
    ):
        return line
    rules.check_can_reply(line, by)
    if not words.strip():
        raise Refused(_("Please write what HR should look up."))
    facts = {"version": line.settlement.number, "line": line.key}
    cases.record(case, kinds.DISPUTE_ASKS_HR, by=by, at=at, step=STEP, words=words, **facts)
    return line
