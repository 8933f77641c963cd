"""How a paper of the company reaches somebody, and what its day decides."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding import beyond_term, openings, protection, rules, screening, ways
from lizhi.settlement.law import parameters
from lizhi.settlement.law.parameters import Figure
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run, Task

NOTICE = dt.timedelta(days=30)
HOW = {
    "hand": gettext_lazy("Handed over and signed for"),
    "post": gettext_lazy("By post to the agreed address"),
    "mail": gettext_lazy("By e-mail to the agreed address"),
    "chat": gettext_lazy("By message, read there"),
    "announced": gettext_lazy("By public announcement"),
    "own": gettext_lazy("Confirmed by the person here"),
}
"""As people read it; the last is nothing that HR can choose."""
BY_HR = tuple(HOW)[:-1]
TO_ANSWER = dt.timedelta(days=3)
"""At least so long after it has come a call to come back leaves to answer it."""


@dataclass(frozen=True)
class Service:
    """When it reached the person, how, and what proves that."""

    day: dt.date
    how: str
    waybill: str = ""
    """Number of the post, or where the message stands."""
    words: str = ""
    """What proves it, sealed."""
    proofs: tuple[str, ...] = ()
    """Keys of uploads of whoever says so: the slip, the picture, the page."""
    bars: Mapping[str, str] = field(default_factory=dict)
    """Of a notice under 40 or 41: what HR answers about article 42 on this day."""

    @property
    def facts(self) -> dict[str, Any]:
        """What the event keeps in the open."""
        return {"how": self.how, "waybill": self.waybill}


def end(case: Case, day: dt.date) -> dt.date:
    """When the contract ends, served on this day, which is not counted itself (民法典 201)."""
    if ways.of(case).day_is_given:
        return max(case.contract_end, day)
    notice = ways.ground_of(case).pay_instead and _instead(case) == openings.NOTICE
    return day + NOTICE if notice else day


def _instead(case: Case) -> str:
    return str(case.data.get("opening", {}).get("instead", ""))


def open_run(case: Case) -> Run | None:
    """The step that waits for a service."""
    found = (workflow.open_run(case, step) for step in ways.SERVICES)
    return next((run for run in found if run), None)


def check_can_serve(case: Case, user: User) -> Run:
    """HR of the branch, while a paper is on its way to the person."""
    rules.check_is_hr(case, user)
    rules.check_running(case)
    return _waiting(case)


def check_can_confirm_receipt(case: Case, user: User) -> Run:
    """The person whom it is for."""
    if user != case.leaver:
        raise NotPermitted(_("Only the person whom it is for can confirm that it has come."))
    rules.check_running(case)
    return _waiting(case)


def _waiting(case: Case) -> Run:
    run = open_run(case)
    if run is None:
        raise AlreadyDone(_("Nothing is on its way that could be served."))
    kind = Paper.Kind.RECALL if run.step == "recall_service" else Paper.Kind.NOTICE
    if not case.papers.valid().filter(kind=kind).exists():
        raise Refused(_("The paper is being printed; in a moment it can be served."))
    return run


def check(case: Case, service: Service, *, now: dt.datetime) -> None:
    """The day can be true, and something proves it."""
    for problem in problems(case, service, now=now).values():
        raise Refused(problem)
    if asks_bars(case):
        screening.check_not_claimed(case)
        protection.check(ways.ground_of(case), service.bars, begun=True)


def asks_bars(case: Case) -> bool:
    """The notice itself is on its way, and article 42 could bar it."""
    return screening.is_asked(case) and workflow.open_run(case, "service") is not None


def problems(case: Case, service: Service, *, now: dt.datetime) -> dict[str, str]:
    """What cannot be, by field."""
    today, made = clock.local(now).date(), clock.local(case.arrived_at).date()
    if service.how not in BY_HR:
        return {"how": _("Please say how it reached the person.")}
    if service.day > today:
        return {"day": _("This day lies in the future.")}
    if service.day < made:
        return {"day": _("This is before the paper was made.")}
    if late := beyond_term.why_not(case.employment, end(case, service.day)):
        return {"day": late}
    if service.how == "announced":
        return _of_announcement(case, service, made)
    if not service.words.strip() and not service.waybill.strip():
        return {"words": _("Please write what proves it: who signed, or the number of the post.")}
    return _of_probation(case, service.day)


def announced(day: dt.date) -> Figure:
    """After how many days an announcement counts as served: a figure with its source and doubt."""
    return parameters.figure("notice.announced_days", as_of=day)


def _of_announcement(case: Case, service: Service, made: dt.date) -> dict[str, str]:
    """The last resort: what was tried before is written down, and the days are over."""
    days = announced(service.day)
    if service.day < made + dt.timedelta(days=int(days.value)):
        text = _("An announcement counts as served %(days)s days after it was published (%(by)s).")
        return {"day": text % {"days": days.value, "by": days.document}}
    if not service.words.strip():
        words = _("Please write how it was tried to reach the person before, and where it stood.")
        return {"words": words}
    return _of_probation(case, service.day)


def check_day(case: Case, day: dt.date) -> None:
    """The notice has to come while its ground still holds."""
    for problem in _of_probation(case, day).values():
        raise Refused(problem)


def _of_probation(case: Case, day: dt.date) -> dict[str, str]:
    if case.way != Case.Way.PROBATION or case.employment.in_probation(day):
        return {}
    return {
        "day": _(
            "The probation was over by then: this ground does not hold any more (39 item 1). "
            "Please call it off; the contract goes on."
        )
    }


def check_can_decide(case: Case, user: User) -> Task:
    """HR, once the time to come back is over."""
    return _check_has(case, user, "decision")


def check_can_reply(case: Case, user: User) -> Task:
    """HR, while a proposal of the employee waits for the company."""
    return _check_has(case, user, "reply")


def _check_has(case: Case, user: User, step: str) -> Task:
    rules.check_is_hr(case, user)
    rules.check_running(case)
    task = Task.objects.open().at(case, step).filter(assignee=user).first()
    if task is None:
        raise AlreadyDone(_("There is nothing to decide here now, or somebody else has it."))
    return task
