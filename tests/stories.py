"""A small company for a story, on a day of its own; and the story up to where a journey begins."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any, Protocol

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.handover import actions as handover
from lizhi.offboarding import actions, protection
from lizhi.offboarding.arrival import Application
from lizhi.offboarding.four_dates import FourDates
from lizhi.offboarding.openings import Opening
from lizhi.people.models import Employment
from lizhi.settlement import actions as settlement
from tests import make
from tests.signing import world as signing

WORDS = "母亲住院，要在郑州陪护一段时间。"
NOTE = "先安心照顾阿姨，客户我来接"
LAST_DAY = dt.date(2026, 11, 27)
FIGURES: dict[str, Any] = {
    "roster_average_serves": True,
    "insurance": Decimal("913.50"),
    "insurance_how": "按 11 月个人应缴",
    "fund": Decimal(435),
    "fund_how": "按 11 月个人应缴",
    "tax": Decimal(0),
    "tax_how": "今年累计还没到要交的数",
}
CITIES = (
    "深圳",
    "广州",
    "苏州",
    "成都",
    "武汉",
    "厦门",
    "佛山",
    "东莞",
    "宁波",
    "无锡",
    "长沙",
    "合肥",
)
_numbers = count()


class Place(Protocol):
    """Where a story plays: it has a clock, and a worker."""

    def set(self, text: str) -> None:
        """It is now this moment in China: 2026-11-23 20:14."""

    def at(self, text: str) -> None:
        """Move time, and let everything happen that it brings."""

    def settle(self) -> None:
        """Let the worker do all that can be done now."""


@dataclass(frozen=True)
class Company:
    """张敏 reports to 王磊; 李丽 is HR, 陈洁 finance, 周航 keeper, 何静 a colleague."""

    house: Place
    zhang_min: Employment
    wang_lei: User
    li_li: User
    chen_jie: User
    zhou_hang: User
    he_jing: User


def found(house: Place) -> Company:
    """A new company of the same people, with numbers of their own."""
    number = next(_numbers)
    turn, city = divmod(number, len(CITIES))
    name = f"示例制造（{CITIES[city]}）{f'第{turn}' if turn else ''}有限公司"
    place = make.branch(f"{CITIES[city]}总部", name)

    def hired(name: str, digit: int, department: str, **values: Any) -> Employment:
        phone = f"13846{number:03}{digit}90"  # six digits of it are the staff number
        return make.employee(name, phone, at=place, department=department, **values)

    sun_yue = hired("孙悦", 3, "销售部", post="销售总监")
    wang_lei = hired("王磊", 4, "销售一部", post="销售部经理", reports_to=sun_yue)
    officers = {
        name: hired(name, digit, department).user
        for name, digit, department in (
            ("李丽", 5, "人力资源部"),
            ("陈洁", 6, "财务部"),
            ("周航", 7, "行政部"),
        )
    }
    for name, role in (("李丽", "hr"), ("陈洁", "finance"), ("周航", "keeper")):
        make.grant(officers[name], role, at=place)
    leave = {"leave_days": Decimal(10), "leave_taken": Decimal(6)}
    card = {"bank_account": "6214001000006021"}
    return Company(
        house=house,
        zhang_min=hired("张敏", 2, "销售一部", reports_to=wang_lei, **leave, **card),
        wang_lei=wang_lei.user,
        li_li=officers["李丽"],
        chen_jie=officers["陈洁"],
        zhou_hang=officers["周航"],
        he_jing=hired("何静", 8, "销售一部", reports_to=wang_lei).user,
    )


def hire(company: Company, name: str, number: int, **values: Any) -> Employment:
    """Somebody more in the same department."""
    boss = company.zhang_min
    known = {"department": boss.department.name, "reports_to": boss.reports_to}
    phone = f"136{boss.pk:05}{number:03}"
    return make.employee(name, phone, at=boss.branch, **{**known, **values})


def begin(company: Company, leaver: Employment) -> Case:
    """HR begins to end an employment with notice; the notice is printed."""
    free = {bar.code: protection.NO for bar in protection.BARS}
    said = Opening(
        way="notice",
        ground="40-3",
        words="门店关闭，三次没有谈成。",
        union="no_union",
        instead="notice",
        bars=free,
    )
    case = actions.begin_ending(leaver, said, by=company.li_li, key=make.key())
    company.house.settle()
    return case


def resigned(company: Company) -> Case:
    """Monday evening at a bedside."""
    company.house.set("2026-11-23 20:14")
    case = resign(company, company.zhang_min)
    company.house.settle()
    return case


def resign(company: Company, leaver: Employment, **answers: Any) -> Case:
    """The notice arrives now."""
    known = {
        "wished_day": LAST_DAY,
        "reason": "family",
        "words": WORDS,
        "place": "郑州",
        "contact_times": ("noon", "evening"),
        "handover_titles": ("客户资料", "合同文件", "电脑", "账号"),
        "handover_to": company.he_jing,
    }
    application = Application(**{**known, **answers})
    key = f"apply:{make.key()}"
    return actions.submit(leaver, application, by=leaver.user, channel=make.PHONE, key=key)


def acknowledged(company: Company) -> Case:
    """Tuesday morning the manager has answered."""
    case = resigned(company)
    company.house.at("2026-11-24 09:30")
    acknowledge(company, case)
    return case


def acknowledge(company: Company, case: Case) -> None:
    """The manager has read it, and the worker sends the agreement at once."""
    acknowledge_now(company, case)
    company.house.settle()


def acknowledge_now(company: Company, case: Case) -> None:
    """The manager has read it, agrees to the earlier day, and says something kind."""
    actions.acknowledge(
        make.open_task(case, "acknowledgement"),
        by=company.wang_lei,
        handover_to=company.he_jing,
        agrees_early=True,
        note=NOTE,
        key=make.key(),
    )


def signed(company: Company) -> Case:
    """Wednesday morning she has signed."""
    case = acknowledged(company)
    company.house.at("2026-11-25 09:05")
    sign(company, case)
    return case


def sign(company: Company, case: Case) -> None:
    """The employee's name stands under the agreement."""
    signing.sign(
        signing.employee(case.envelopes.get(purpose="separation_agreement")), key=make.key()
    )
    company.house.settle()


def handed_over(company: Company) -> Case:
    """Everything was given and received."""
    case = signed(company)
    hand_over(company, case)
    return case


def hand_over(company: Company, case: Case) -> None:
    """Everything is given, and received."""
    give_all(case)
    receive(company, case)


def receive(company: Company, case: Case) -> None:
    """Whoever takes something over has it."""
    for user in {item.receiver for item in case.handover_items.select_related("receiver")}:
        handover.receive_all(case, by=user, at=clock.now())
    company.house.settle()


def confirmed(company: Company) -> Case:
    """HR has fixed the four dates and sealed the agreement."""
    case = handed_over(company)
    company.house.at("2026-11-25 14:02")
    confirm(company, case)
    return case


def confirm(company: Company, case: Case) -> None:
    """Everything ends on the day that both wanted."""
    day = case.wished_day
    actions.confirm(
        make.open_task(case, "confirmation"),
        by=company.li_li,
        dates=FourDates(day, day, day, day),
        key=make.key(),
    )
    company.house.settle()


def settled(company: Company) -> Case:
    """Finance has sent the settlement; the answer is the employee's."""
    case = confirmed(company)
    company.house.at("2026-11-25 16:00")
    settle(company, case)
    return case


def settle(company: Company, case: Case) -> None:
    """Every figure is there."""
    version = settlement.draft(case, inputs=FIGURES, by=company.chen_jie, at=clock.now())
    settlement.send(version, by=company.chen_jie, at=clock.now())
    company.house.settle()


def ended(company: Company) -> Case:
    """The contract has ended, the certificate stands, the file is sealed."""
    case = settled(company)
    company.house.at("2026-11-25 17:30")
    version = case.settlements.order_by("-number")[0]
    settlement.answer(version, disputed={}, by=case.leaver, at=clock.now())
    company.house.settle()
    company.house.at("2026-11-27 00:06")
    company.house.at("2026-11-27 09:30")
    case.refresh_from_db()
    return case


def give_all(case: Case) -> None:
    """The leaver has handed everything over."""
    handover.give_all(case, by=case.leaver, at=clock.now())
