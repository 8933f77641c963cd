"""The pages of the ways of ending besides a resignation, in the hand and at a desk."""

import datetime as dt
from typing import Any

from lizhi.common import clock
from lizhi.offboarding import actions
from lizhi.offboarding.departures import Declaration
from tests import make, stories
from tests.journeys import test_every_desk as desks
from tests.journeys import test_every_page as pages
from tests.stories import Company


def declare(company: Company, way: str, ground: str, **values: Any) -> Any:
    """张敏 says it on the phone."""
    leaver = company.zhang_min
    said = Declaration(way, ground, words="九月的工资到今天没有发。", **values)
    case = actions.declare_ending(leaver, said, by=leaver.user, channel=make.PHONE, key=make.key())
    company.house.settle()
    return case


def test_a_fault_of_the_company_in_the_hand(company: Company, person: pages.Somebody) -> None:
    phone = pages.known(person, company.zhang_min.user)
    pages.look_at(phone, cause="/apply/cause/", propose="/apply/together/")
    day = clock.today() + dt.timedelta(days=3)
    case = declare(company, "forced", "38-1", day=day, items=("2", "3"))
    own = f"/case/{case.number}/"
    paper = case.papers.get(kind="departure").number
    pages.look_at(phone, forced=own, departure=f"/papers/{paper}/")


def test_a_proposal_in_the_hand_and_at_the_desk(company: Company, person: pages.Somebody) -> None:
    day = clock.today() + dt.timedelta(days=20)
    case = declare(company, "proposal", "36-W", day=day)
    pages.look_at(pages.known(person, company.zhang_min.user), proposed=f"/case/{case.number}/")
    desk = desks.at_a_desk(person, company.li_li)
    own = f"/desk/case/{case.number}/"
    desks.look_at(desk, case_proposed=own, reply=f"{own}reply/")


def test_article_42_in_the_hand_and_at_the_desk(company: Company, person: pages.Somebody) -> None:
    case = stories.begin(company, company.zhang_min)
    phone = pages.known(person, company.zhang_min.user)
    pages.look_at(phone, begun=f"/case/{case.number}/", protected=f"/case/{case.number}/protected/")
    actions.claim_bar(case, words="刚查出来怀孕了。", by=case.leaver, key=make.key())
    pages.look_at(phone, protected_claimed=f"/case/{case.number}/protected/")
    desk = desks.at_a_desk(person, company.li_li)
    own = f"/desk/case/{case.number}/"
    desks.look_at(
        desk,
        case_claimed=own,
        screen=f"{own}screening/",
        serve=f"{own}service/",
        service_proof=f"{own}service-proof/",
    )
