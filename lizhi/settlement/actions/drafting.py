"""Compute a version. Every change of an input makes a new one; equal inputs change nothing."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.refusals import Refused
from lizhi.settlement import computing, gathering, kinds, meanwhile, on_file, rerunning, rules
from lizhi.settlement.inputs import HandKind, HandLine, Inputs, stored
from lizhi.settlement.law.parameters import Book
from lizhi.settlement.lines import asked_days, bars
from lizhi.settlement.models import Line, Settlement
from lizhi.workflow import actions as workflow

State = Settlement.State
ENGINE = "2026.12"
"""Changes when the same inputs and figures would give other amounts."""


@transaction.atomic
def draft(
    case: Case,
    *,
    inputs: Mapping[str, Any],
    by: User,
    at: dt.datetime,
    key: str = "",
    seen: int | None = None,
) -> Settlement:
    """Finance has said or changed something: the lines are computed anew, a version is kept.

    `inputs` holds what finance enters (see `inputs.ENTERED`); what the roster and the case say is
    gathered afresh, what was entered before stays. The employee sees nothing until it is sent.
    The same `key` again answers with the version that it has made: a message that the network
    repeats must not bring figures back that somebody has changed since.
    `seen` is the version that was looked at: what a colleague has changed since is not overwritten.
    """
    case = workflow.lock(case)
    name = f"settlement:{case.pk}:{key}"
    if key and not _first(name, case, by, at, inputs):
        return _made_under(name, case)
    made = _draft(case, inputs, by, at, seen)
    if key:
        workflow.note(name, version=made.number)
    return made


def _draft(
    case: Case, inputs: Mapping[str, Any], by: User, at: dt.datetime, seen: int | None
) -> Settlement:
    rules.check_can_settle(case, by)
    before = rules.latest(case)
    if before:
        before.case = case
    entered = before.inputs.get("entered", {}) if before else {}
    here = on_file.read(case)
    wanted = _with_days(stored(gathering.gather(case, here), inputs, entered))
    given = Inputs.of(wanted)
    rules.check_reasons(given)
    rules.check_can_be_true(given)
    if before and before.inputs == wanted and not computing.changed_figures(before, here.book):
        return before
    if before and seen is not None:
        meanwhile.check(case, seen, wanted)
    number = before.number + 1 if before else 1
    version = _keep(case, wanted, number=number, by=by, book=here.book)
    if before and before.state in {State.DRAFT, State.WAITING}:
        _replace(before, by, at)
    _tell(version, by, at)
    _ask_hr_to_look(version, before, by, at)
    return version


def _with_days(wanted: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """With what the calendar says now of the days that rare lines ask about, to compute it again.

    Before anything is known to be true: days that cannot be are refused afterwards.
    """
    given = Inputs.of(wanted)
    asked = asked_days(given) if given.hired_on <= given.contract_end else {}
    kept = {name: value for name, value in wanted["entered"].items() if name != "breach_days"}
    return {**wanted, "entered": {**kept, "breach_days": asked} if asked else kept}


def _replace(before: Settlement, by: User, at: dt.datetime) -> None:
    """Whoever was to look at it as the second person hears that there is no need any more."""
    waited, second = before.state == State.WAITING, before.second_id
    before.state = State.REPLACED
    rows.update(before, "state")
    if waited:
        entry = cases.Entry(
            kinds.SETTLEMENT_TAKEN_BACK,
            step=rules.STEP,
            by=by,
            facts={"version": before.number, "to": [second]},
        )
        cases.record_all(before.case, [entry], at=at)


@transaction.atomic
def add_line(
    case: Case,
    *,
    kind: HandKind,
    title: str,
    amount: Decimal,
    reason: str,
    by: User,
    at: dt.datetime,
    key: str,
    proven: bool = True,
) -> Settlement:
    """Finance adds something by hand, and says why; the employee reads both, and who it was.

    `key` is that of the form: pressed twice, there is one line; taken off again, it stays off.
    """
    if amount <= 0:
        raise Refused(_("Please fill in an amount above zero; what it is for says the kind."))
    name = f"hand-{key[:12]}"
    known = _by_hand(workflow.lock(case))
    if any(line.key == name for line in known):
        return rules.latest(case) or draft(case, inputs={}, by=by, at=at)
    line = HandLine(name, kind, title, amount, reason, by.name, proven)
    return draft(case, inputs={"by_hand": (*known, line)}, by=by, at=at, key=f"line:{key}")


@transaction.atomic
def remove_line(case: Case, *, line: str, by: User, at: dt.datetime) -> Settlement:
    """A line that was added by hand goes again; removing it twice changes nothing."""
    left = tuple(one for one in _by_hand(workflow.lock(case)) if one.key != line)
    return draft(case, inputs={"by_hand": left}, by=by, at=at)


def _tell(version: Settlement, by: User, at: dt.datetime) -> None:
    cases.record(
        version.case,
        kinds.SETTLEMENT_DRAFTED,
        by=by,
        at=at,
        step=rules.STEP,
        version=version.number,
        missing=version.missing,
    )


def _ask_hr_to_look(
    version: Settlement, before: Settlement | None, by: User, at: dt.datetime
) -> None:
    """Once, when it first turns up: HR hears that article 42 may stand in the way. Pay goes on."""
    if not _is_barred(version) or (before and _is_barred(before)):
        return
    step, number = rules.STEP, version.number
    cases.record(version.case, kinds.SETTLEMENT_BARRED, by=by, at=at, step=step, version=number)


def _is_barred(version: Settlement) -> bool:
    given = Inputs.of(version.inputs)
    return given.sick_at_end and bars(given, rules.LINES.all(settlement=version.pk))


def _by_hand(case: Case) -> tuple[HandLine, ...]:
    newest = rules.latest(case)
    return Inputs.of(newest.inputs).by_hand if newest else ()


def _first(name: str, case: Case, by: User, at: dt.datetime, inputs: Mapping[str, Any]) -> bool:
    """What was typed is compared, not what it comes to: the roster may have changed in between."""
    request = json.dumps(inputs, sort_keys=True, default=str)
    return workflow.once(name, case=case, kind="draft_settlement", by=by, at=at, request=request)


def _made_under(name: str, case: Case) -> Settlement:
    number = workflow.noted(name)["version"]
    found = next(one for one in rules.VERSIONS.all(case=case.pk) if one.number == number)
    found.case = case
    return found


def _keep(
    case: Case, wanted: dict[str, dict[str, Any]], *, number: int, by: User, book: Book
) -> Settlement:
    given = Inputs.of(wanted)
    computed = computing.compute(case, given, book)
    lines = computed.made.lines
    version = Settlement(
        case=case,
        number=number,
        inputs=wanted,
        parameters_hash=computed.fingerprint,
        figures=computed.figures,
        lines_digest=rerunning.digest(rerunning.canonical(lines)),
        engine=ENGINE,
        insurance_until=given.insurance_until,
        fund_until=given.fund_until,
        drafted_by=by,
        missing=sum(line.amount is None for line in lines),
    )
    rows.insert([version])
    for line in lines:
        line.settlement = version
    rows.insert(lines)
    return version


def recompute(settlement: Settlement) -> list[Line]:
    """The lines again from what was stored, to compare: an audit needs nothing else."""
    return computing.again(settlement).lines
