"""Taxes, net and cost of a supposed ending: of one person by the rules, of many the same fen."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people.models import Employment, MonthlyWage
from lizhi.settlement import actions
from lizhi.settlement.models import PayRecord
from lizhi.settlement.whatif import cells, paid, scope
from lizhi.settlement.whatif.one import Scenario
from lizhi.settlement.whatif.terms import NOTHING_TOLD, WAYS, Terms
from tests import make
from tests.settlement.told import Payroll, tax_year

pytestmark = pytest.mark.django_db
DAY, LATER = dt.date(2026, 6, 18), dt.date(2026, 7, 31)
MONTHS = [dt.date(2025 + number // 12, number % 12 + 1, 1) for number in range(17)]
"""From January 2025 to May 2026."""


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    """It is the second of June 2026."""
    with clock.at(dt.datetime(2026, 6, 2, 1, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def li_li(db: None) -> User:
    """HR of the branch."""
    user = make.employee("李丽", "13800000201", department="人力资源部").user
    make.grant(user, "hr")
    return user


def in_shanghai(name: str, phone: str, **values: Any) -> Employment:
    """Somebody whose every local figure is known, second hand."""
    told: dict[str, Any] = {
        "work_city": "上海",
        "insurance_city": "上海",
        "average_wage": Decimal(20000),
        "monthly_wage": Decimal(21000),
        "insurance_base": Decimal(20000),
        "fund_base": Decimal(20000),
    }
    return make.employee(name, phone, **{**told, **values})


def alone(
    who: Employment,
    by: User,
    day: dt.date = DAY,
    terms: Terms = NOTHING_TOLD,
) -> Scenario:
    """One person on one day."""
    (found,) = actions.suppose_one(who, days=[day], by=by, at=clock.now(), terms=terms)
    return found


def test_every_row_of_one_person_is_worked_out_where_every_figure_is_there(li_li: User) -> None:
    wang = in_shanghai("王磊", "13900000001")
    payroll = Payroll(li_li)
    tax_year(payroll, wang)
    payroll.comes_in()

    found = alone(wang, li_li)

    assert found.lacking == ()
    row = found.ways["capped"]["n"]
    assert row.once == Decimal("110000.00")  # 20,000 x 5.5
    assert row.once_tax == 0  # below three times the yearly average
    assert row.wage == Decimal("13517.24")  # 21,000 / 21.75 x 14
    assert (row.insurance, row.fund) == (Decimal("2100.00"), Decimal("1400.00"))
    assert row.wage_tax is not None
    assert row.net == Decimal("110000.00") + Decimal("13517.24") - 3500 - row.wage_tax
    assert row.employer == Decimal("5140.00") + 1400
    assert row.cost == Decimal("110000.00") + Decimal("13517.24") + 6540


def test_damages_above_the_limit_are_taxed_alone_or_as_wages_and_both_are_said(
    li_li: User,
) -> None:
    wang = in_shanghai(
        "王磊", "13900000001", hired_on=dt.date(2012, 3, 1), average_wage=Decimal(30000)
    )
    payroll = Payroll(li_li)
    tax_year(payroll, wang)
    payroll.comes_in()

    as_compensation = alone(wang, li_li)
    as_wages = alone(wang, li_li, terms=Terms(taxed_as="wages"))

    one, other = (each.ways["capped"]["twice"] for each in (as_compensation, as_wages))
    assert one.once == other.once == Decimal("870000.00")
    assert one.once_tax is not None
    assert one.once_tax > 0
    assert other.once_tax == 0
    assert (other.wage_tax or 0) > (one.wage_tax or 0)
    assert any(note.key == "tax_class_damages" for note in as_compensation.notes)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"monthly_wage": None}, "名册里没有月工资"),
        ({"insurance_base": None}, "没有社保缴费基数"),
        ({"fund_base": None}, "没有公积金缴存基数"),
        ({"insurance_city": "成都"}, "缺成都"),
    ],
)
def test_what_is_missing_is_said_and_neither_net_nor_tax_is_guessed(
    li_li: User, change: dict[str, Any], words: str
) -> None:
    wang = in_shanghai("王磊", "13900000001", **change)
    payroll = Payroll(li_li)
    tax_year(payroll, wang)
    payroll.tells(wang, "pay", "2026-05", wage_due="21000.00")
    payroll.comes_in()

    found = alone(wang, li_li)

    assert any(words in why for why in found.lacking)
    assert found.ways["capped"]["n"].net is None
    assert found.ways["capped"]["n"].once == Decimal("110000.00")


def test_a_tax_year_that_ends_too_soon_is_no_answer(li_li: User) -> None:
    wang = in_shanghai("王磊", "13900000001")
    payroll = Payroll(li_li)
    tax_year(payroll, wang)
    payroll.comes_in()

    found = alone(wang, li_li, LATER)

    assert "没有累计到 2026-06 的个税数" in "".join(found.lacking)
    assert found.ways["capped"]["n"].wage_tax is None


def test_a_bonus_bears_the_lower_tax_and_waits_for_whether_the_way_was_used(li_li: User) -> None:
    wang, sun = in_shanghai("王磊", "13900000001"), in_shanghai("孙丽", "13900000002")
    payroll = Payroll(li_li)
    tax_year(payroll, wang)
    tax_year(payroll, sun, used=None)
    payroll.comes_in()
    terms = Terms(bonus=Decimal(36000))

    known, unknown = alone(wang, li_li, terms=terms), alone(sun, li_li, terms=terms)

    assert known.ways["capped"]["n"].bonus_tax == Decimal("1080.00")
    assert unknown.ways["capped"]["n"].bonus_tax is None
    assert "没有说今年有没有单独计过年终奖" in unknown.lacking


def test_additional_deductions_are_those_of_the_month_before_or_as_typed(li_li: User) -> None:
    wang = in_shanghai("王磊", "13900000001")
    payroll = Payroll(li_li)
    tax_year(payroll, wang)
    payroll.comes_in()
    PayRecord.objects.filter(item="2026-04").delete()

    assert "没有当月的专项附加扣除" in alone(wang, li_li).lacking
    assert alone(wang, li_li, terms=Terms(additional=Decimal(2000))).lacking == ()


class Chance:
    """People as they come: with and without months, payroll, bases and figures."""

    def __init__(self, by: User, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.payroll = Payroll(by)
        self.months: list[MonthlyWage] = []

    def people(self, number: int) -> list[Employment]:
        """So many, each of them another."""
        found = [self._somebody(one) for one in range(number)]
        MonthlyWage.objects.bulk_create(self.months)
        self.payroll.comes_in()
        return found

    def _somebody(self, number: int) -> Employment:
        chance = self.chance
        who = in_shanghai(
            f"同事{number}",
            f"139000{number:05}",
            at=make.branch(f"分公司{number % 3}"),
            hired_on=dt.date(2007, 1, 1) + dt.timedelta(days=chance.randrange(7_000)),
            average_wage=chance.choice([None, self._money(60_000), self._money(60_000)]),
            monthly_wage=chance.choice([None, *[self._money(60_000)] * 5]),
            work_city=chance.choice(["上海", "上海", "上海", "成都"]),
            insurance_city=chance.choice(["上海", "上海", "上海", "成都", ""]),
            insurance_base=chance.choice([None, *[self._money(45_000)] * 5]),
            fund_base=chance.choice([None, *[self._money(45_000)] * 5]),
        )
        if chance.random() < 0.3:
            recent = dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(530))
            Employment.objects.filter(pk=who.pk).update(hired_on=recent)
            who.refresh_from_db()
        for month in MONTHS[chance.choice([0, 0, 5, 10]) : chance.choice([17, 17, 15, 12])]:
            self._month(who, month)
        self._payroll(who)
        return who

    def _month(self, who: Employment, month: dt.date) -> None:
        way = self.chance.random()
        if way < 0.5:
            self.months.append(MonthlyWage(employment=who, month=month, amount=self._money(50_000)))
        if way > 0.02 and who.pk % 2:
            told = str(self._money(50_000))
            self.payroll.tells(who, "pay", f"{month:%Y-%m}", wage_due=told)

    def _payroll(self, who: Employment) -> None:
        chance = self.chance
        if chance.random() < 0.8:
            tax_year(self.payroll, who, used=chance.choice([True, False, False, None]))
        if chance.random() < 0.3:
            base = str(self._money(40_000))
            for month in ("2026-02", "2026-05", "2026-09"):
                key = chance.choice(["declared_base", "fund_base"])
                self.payroll.tells(who, "contributions", month, **{key: base})

    def _money(self, most: int) -> Decimal:
        return Decimal(self.chance.randrange(100_00, most * 100)).scaleb(-2)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "terms",
    [
        Terms(),
        Terms(bonus=Decimal("52000.50"), additional=Decimal(1500), taxed_as="wages"),
        Terms(bonus=Decimal(36000), additional=Decimal(0)),
    ],
)
def test_sums_of_many_are_those_of_each_of_them_to_the_fen(
    li_li: User, seed: int, terms: Terms
) -> None:
    make.grant(li_li, "group_hr")
    people = Chance(li_li, seed).people(60)
    told: dict[str, Any] = {"days": [DAY, LATER], "by": li_li, "at": clock.now(), "terms": terms}

    together = actions.suppose_many(scope.EVERYBODY, **told)

    every = [_each(who, told) for who in people]
    for number, found in enumerate(together):
        known = [one[number] for one in every if one]
        mine = [one for one in known if "plus_one" in one.ways.get("capped", {})]
        assert found.exposure is not None
        assert found.exposure.people == len(mine) > 5
        for cap, way, item in itertools.product(("capped", "uncapped"), WAYS, paid.ITEMS):
            amounts = [getattr(one.ways[cap][way], item) for one in mine]
            amounts = [amount for amount in amounts if amount is not None]
            total = found.ways[cap][way][item]
            assert (cap, way, item, total.people) == (cap, way, item, len(amounts))
            expected = sum(amounts) if len(amounts) >= cells.LEAST else None
            assert (cap, way, item, total.amount) == (cap, way, item, expected)
        assert {one.why for one in found.lacking} == {why for one in mine for why in one.lacking}


def _each(who: Employment, told: dict[str, Any]) -> list[Scenario]:
    """One after the other; nothing of whom the page would refuse."""
    try:
        return actions.suppose_one(who, **told)
    except Refused:
        return []
