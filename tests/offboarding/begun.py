"""Builders for the other ways of ending: HR begins them as on the page, people answer."""

import datetime as dt
from typing import Any

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions, protection, serving
from lizhi.offboarding.openings import Opening
from lizhi.offboarding.serving import Service
from lizhi.people.models import Employment
from tests import make
from tests.offboarding.conftest import Company
from tests.signing import world

FREE = {bar.code: protection.NO for bar in protection.BARS}
"""Nothing of article 42 holds, and each of it has been answered."""
DAYS = {"mutual": 20, "layoff": 20, "retirement": 20, "death": -2, "closure": 20}
ANSWERS: dict[str, dict[str, Any]] = {
    "mutual": {"words": "业务调整，岗位不再设置，提议协商解除。"},
    "term_end": {"bars": FREE, "renewal": "not_offered"},
    "probation": {"words": "三次考核没有达到录用条件。", "union": "no_union"},
    "dismissal": {"words": "11 月连续旷工五天。", "union": "no_union"},
    "notice": {"words": "门店关闭，没有谈成。", "union": "no_union", "instead": "notice"},
    "layoff": {"words": "生产线关闭。", "affected": 24, "employed": 300},
    "retirement": {"source": "身份证和养老保险窗口的核定表"},
    "death": {"heirs": "张建国（父亲），13800000000"},
    "closure": {"source": "股东会 2026 年 6 月 1 日关于提前解散的决议"},
    "unreachable": {"words": "11 月 16 日起没有到岗，没有回音。", "union": "no_union"},
}
GROUNDS = {
    "mutual": "36-E",
    "term_end": "44-1",
    "probation": "39-1",
    "dismissal": "39-2",
    "notice": "40-3",
    "layoff": "41",
    "retirement": "IR21",
    "death": "44-3",
    "unreachable": "39-2",
    "closure": "44-5",
}


def opening(employment: Employment, way: str, **changes: Any) -> Opening:
    """What HR says in an ordinary case of this way."""
    today = clock.today()
    values: dict[str, Any] = {"ground": GROUNDS[way], **ANSWERS[way]}
    if way in {"notice", "layoff"}:
        values["bars"] = FREE
    if way in DAYS:
        values["day"] = today + dt.timedelta(days=DAYS[way])
    if way == "term_end":
        values["day"] = employment.contract_end
    if way == "layoff":
        values |= {"explained_on": today - dt.timedelta(days=20), "reported_on": today}
    if way == "unreachable":
        values["return_by"] = today + dt.timedelta(days=7)
    return Opening(way=way, **{**values, **changes})


def begin(company: Company, way: str, **changes: Any) -> Case:
    """HR of the branch has begun; the worker has printed what there is to print."""
    leaver = company.zhang_min
    if way == "term_end" and "day" not in changes:
        leaver.contract_end = clock.today() + dt.timedelta(days=20)
        leaver.save()
    if way == "probation":
        leaver.probation_end = clock.today() + dt.timedelta(days=30)
        leaver.save()
    said = opening(leaver, way, **changes)
    case = actions.begin_ending(leaver, said, by=company.li_li.user, key=make.key())
    make.work()
    case.refresh_from_db()
    return case


def serve(company: Company, case: Case, **changes: Any) -> Case:
    """HR says that it was handed over today."""
    bars = FREE if serving.asks_bars(case) else {}
    values: dict[str, Any] = {
        "day": clock.today(),
        "how": "hand",
        "words": "本人签收",
        "bars": bars,
    }
    values |= changes
    actions.serve(case, Service(**values), by=company.li_li.user, key=make.key())
    make.work()
    case.refresh_from_db()
    return case


def certain(company: Company, way: str, **changes: Any) -> Case:
    """Begun and certain, by whatever makes it so in this way; nothing was done beside that."""
    case = begin(company, way, **changes)
    if way == "mutual":
        sign(case)
    if way == "unreachable":
        serve(company, case)
        return _not_back(company, case)
    if make.open_steps(case) == {"service"}:
        serve(company, case)
    case.refresh_from_db()
    return case


def sign(case: Case) -> None:
    """The employee's name, under the newest agreement; the company's seal follows."""
    envelope = case.envelopes.filter(purpose="separation_agreement").order_by("-pk")[0]
    world.sign(envelope.actors.get(role="employee"))
    make.work()
    case.refresh_from_db()


def _not_back(company: Company, case: Case) -> Case:
    """The call stays without an answer, HR decides, and the notice is served as well."""
    after = dt.datetime.combine(case.return_by or clock.today(), dt.time(19), clock.SHANGHAI)
    with clock.at(after):
        make.work()
        actions.decide_on_return(
            case, goes_on=True, words="没有回音", by=company.li_li.user, key=make.key()
        )
        make.work()
        return serve(company, case)
