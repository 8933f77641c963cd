"""Somebody ends the contract for a fault of the company, or proposes to end it together."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import questions
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import definitions, departures, openings, overtaking, ways
from lizhi.offboarding.arrival import Channel
from lizhi.offboarding.departures import Declaration
from lizhi.people.models import Employment
from lizhi.workflow import actions as workflow

KIND = "declare_ending"


@transaction.atomic
def declare_ending(
    employment: Employment, said: Declaration, *, by: User, channel: Channel, key: str
) -> Case:
    """By article 38 the contract ends on that day, whatever the company says; HR hears at once.

    A proposal (36) is only that: HR answers, and nothing ends before both have signed. The same
    `key` again answers with the case that it has opened.
    """
    questions.LOCKED_EMPLOYMENT.get(pk=employment.pk)
    request = f"{employment.pk} {said}"
    if (done := workflow.done(key, kind=KIND, request=request)) and done.case:
        return done.case
    now = clock.now()
    departures.check_can_declare(employment, by, said)
    departures.check(employment, said, today=clock.local(now).date())
    overtaking.make_way(employment, way=said.way, by=by, at=now)
    case = _open(employment, said, by=by, at=now)
    workflow.once(key, case=case, kind=KIND, by=by, at=now, request=request)
    _record(case, said, channel, by=by, at=now)
    version = definitions.for_new_case(case.branch, way=case.way, at=now)
    workflow.start(case, version, by=by, at=now)
    if case.way == Case.Way.FORCED:
        payload, paper = {"case": case.pk, "kind": "departure"}, f"case:{case.pk}:departure"
        workflow.queue("papers.issue", payload, dedupe=paper, at=now, case=case)
    return case


def _open(employment: Employment, said: Declaration, *, by: User, at: dt.datetime) -> Case:
    certain = ways.WAYS[said.way].binds == "arrival"
    names = ("last_working_day", "pay_end", "access_end")
    return cases.open_case(
        employment=employment,
        arrived_at=at,
        way=said.way,
        ground=said.ground,
        notice_end=said.day,
        wished_day=said.day,
        contract_end=said.day,
        in_probation=employment.in_probation(clock.local(at).date()),
        binding_at=at if certain else None,
        started_by=by,
        **(dict.fromkeys(names, said.day) if certain else {}),
    )


def _record(case: Case, said: Declaration, channel: Channel, *, by: User, at: dt.datetime) -> None:
    cases.record(
        case,
        "ending_declared",
        by=by,
        at=at,
        words=said.words,
        way=said.way,
        ground=said.ground,
        day=said.day.isoformat(),
        items=list(said.items),
        channel=channel.name,
        device=channel.device[:200],
        strength=channel.strength,
        content_hash=openings.content_hash(case.number, vars(said), at),
    )
