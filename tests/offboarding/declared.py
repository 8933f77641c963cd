"""Builders for what somebody says on the phone besides a resignation."""

import datetime as dt
from typing import Any

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions
from lizhi.offboarding.departures import Declaration
from tests import make
from tests.offboarding import begun
from tests.offboarding.conftest import Company


def declare(company: Company, way: str, ground: str = "", **changes: Any) -> Case:
    """张敏 has said it; the worker has printed what there is to print."""
    leaver = company.zhang_min
    values: dict[str, Any] = {"day": clock.today(), "ground": ground or "38-1"}
    if way == "proposal":
        values = {"day": clock.today() + dt.timedelta(days=20), "ground": ground or "36-W"}
    elif values["ground"] == "38-1":
        values["items"] = ("2", "3")
    said = Declaration(way, **{**values, "words": "九月的工资没有发", **changes})
    case = actions.declare_ending(leaver, said, by=leaver.user, channel=make.PHONE, key=make.key())
    make.work()
    case.refresh_from_db()
    return case


def reply(company: Company, case: Case, *, agreed: bool = True) -> Case:
    """HR answers the proposal."""
    task = make.open_task(case, "reply")
    by = company.li_li.user
    actions.reply_to_proposal(task, agreed=agreed, words="好", by=by, key=make.key())
    make.work()
    case.refresh_from_db()
    return case


def agreed(company: Company) -> Case:
    """The proposal, agreed to and signed by both."""
    case = reply(company, declare(company, "proposal"))
    begun.sign(case)
    return case
