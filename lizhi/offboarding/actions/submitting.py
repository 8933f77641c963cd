"""A resignation arrives: from this second the statutory days run, whoever likes it or not."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import questions
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import definitions, letters, overtaking, proofs, rules
from lizhi.offboarding.arrival import Application, Channel, content, content_hash, request_of
from lizhi.offboarding.questions import OPEN_TASKS
from lizhi.people.models import Employment
from lizhi.settlement.law import notice
from lizhi.workflow import actions as workflow

KIND = "submit"


@transaction.atomic
def submit(
    employment: Employment, application: Application, *, by: User, channel: Channel, key: str
) -> Case:
    """The employee's notice has entered the designated system and takes effect (劳动合同法 37).

    The same `key` again answers with the case that it has opened: a double tap is one resignation.
    """
    _one_at_a_time(employment)
    once = _Once(key, request_of(employment, application, channel))
    if known := once.known():
        return known
    now = clock.now()
    rules.check_can_submit(employment, by, today=clock.local(now).date())
    rules.check_wished_day(application.wished_day, today=clock.local(now).date())
    return _arrive(employment, application, by=by, channel=channel, at=now, now=now, once=once)


@transaction.atomic
def register(
    employment: Employment,
    application: Application,
    *,
    by: User,
    channel: Channel,
    arrived_at: dt.datetime,
    key: str,
) -> Case:
    """HR enters a notice that reached the company another way; the employee is told at once.

    The days count from `arrived_at`, when the letter came, not from when HR found the time.
    """
    _one_at_a_time(employment)
    once = _Once(key, request_of(employment, application, channel, arrived_at))
    if known := once.known():
        return known
    now = clock.now()
    rules.check_can_register(employment, by)
    letters.check_days(
        employment, arrived_at=arrived_at, wished_day=application.wished_day, now=now
    )
    rules.check_can_start(employment, today=clock.local(arrived_at).date())
    return _arrive(
        employment, application, by=by, channel=channel, at=arrived_at, now=now, once=once
    )


def _one_at_a_time(employment: Employment) -> None:
    """Two taps at once wait for one another here, so that the second finds the first one's case."""
    questions.LOCKED_EMPLOYMENT.get(pk=employment.pk)


@dataclass(frozen=True)
class _Once:
    """The key of a page or a program, and what was asked under it.

    The key alone proves nothing: it may have served for another person, or for a comment.
    """

    key: str
    request: str

    def known(self) -> Case | None:
        done = workflow.done(self.key, kind=KIND, request=self.request)
        return done.case if done else None

    def note(self, case: Case, *, by: User, at: dt.datetime) -> None:
        workflow.once(self.key, case=case, kind=KIND, by=by, at=at, request=self.request)


def _arrive(
    employment: Employment,
    application: Application,
    *,
    by: User,
    channel: Channel,
    at: dt.datetime,
    now: dt.datetime,
    once: _Once,
) -> Case:
    """The law counts from `at`, when it arrived; people's times to act from `now`."""
    day = clock.local(at).date()
    in_probation = employment.in_probation(day)
    notice_end = notice.earliest_end(arrived=day, in_probation=in_probation).value
    overtaking.make_way(employment, way=Case.Way.RESIGNATION, by=by, at=now)
    case = cases.open_case(
        employment=employment,
        arrived_at=at,
        notice_end=notice_end,
        wished_day=application.wished_day,
        contract_end=notice.contract_end(
            day, in_probation, application.wished_day, employment.term_end
        ).value,
        in_probation=in_probation,
        reason=application.reason,
        place=application.place,
        contact_times=list(application.contact_times),
        data=_data(application),
        started_by=by,
    )
    once.note(case, by=by, at=now)
    _record_arrival(case, application, by=by, channel=channel, at=at, now=now)
    proofs.attach(case, application.uploads, by=by, at=now)
    _set_going(case, by=by, now=now)
    return case


def _set_going(case: Case, *, by: User, now: dt.datetime) -> None:
    """The steps begin with the application done; its two papers are asked for."""
    workflow.start(case, definitions.for_new_case(case.branch, way=case.way, at=now), by=by, at=now)
    workflow.complete(
        OPEN_TASKS.all(case=case.pk, step="application")[0],
        outcome="submitted",
        by=case.leaver,
        at=now,
    )
    for kind in ("receipt", "letter"):
        workflow.queue(
            "papers.issue",
            {"case": case.pk, "kind": kind},
            dedupe=f"case:{case.pk}:{kind}",
            at=now,
            case=case,
        )


def _data(application: Application) -> dict[str, object]:
    receiver = application.handover_to
    return {
        "handover_suggested": receiver.pk if receiver else None,
        "handover_titles": list(application.handover_titles),
    }


def _record_arrival(
    case: Case,
    application: Application,
    *,
    by: User,
    channel: Channel,
    at: dt.datetime,
    now: dt.datetime,
) -> None:
    registered = {} if at == now else {"registered_at": now.isoformat()}
    handed, receiver = proofs.handed(application.uploads, by=by), application.handover_to
    name = case.employment.name
    whole = content(case.number, name, application, at, proofs=handed, facts=channel.facts)
    cases.record(
        case,
        "notice_arrived",
        by=by,
        at=at,
        step="application",
        words=application.words,
        channel=channel.name,
        device=channel.device[:200],
        strength=channel.strength,
        reason=application.reason,
        wished_day=application.wished_day.isoformat(),
        notice_end=case.notice_end.isoformat(),
        content_hash=content_hash(whole),
        handover_to=receiver.pk if receiver else None,
        proofs=list(handed.sha256),
        proofs_on_the_way=handed.on_the_way,
        **registered,
        **channel.facts,
    )
