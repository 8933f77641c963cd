"""Insurance and housing fund of one month."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from lizhi.settlement.law import contributions as law
from lizhi.settlement.law import parameters
from lizhi.settlement.law.calculator.answers import Answer, money
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import Given
from lizhi.settlement.law.contributions import Contributions, MonthRule, Rates, Scheme, Share, Unit
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.words import yuan

INSURANCE_ARTICLE = "《社会保险法》第六十条"
YEAR_BEGINS = 7
"""In July, for contributions."""
OF_EMPLOYER = ("injury_employer", "housing_fund_employee", "housing_fund_employer")
OF_PLACE = ("base_floor", "base_ceiling", "rates")


def answer(given: Given, days: Days) -> Answer:
    """The base, whether the month is due, both shares of each scheme, and their sums."""
    found = Answer(given.topic)
    for key in OF_PLACE:
        if key not in given and "insured_place" not in given:
            raise given.refused(key, "没有写，也没有写参保地，不知道按哪里的。")
    wage, declared = given.number("contribution_wage"), given.number("declared_base")
    result = _asked(given, wage if declared is None else None, declared)
    if wage is not None and declared is not None:
        _check_declared(given, wage, result)
    _check_own_rates(given)
    value = found.told(result)
    found.money("contribution_base", value.base)
    found.outputs["contribution_due"] = value.due
    for scheme, shares in value.shares.items():
        found.outputs[scheme] = {share: money(amount) for share, amount in shares.items()}
    found.money("employee_total", value.total("employee"))
    found.money("employer_total", value.total("employer"))
    found.steps += [_total_step(share, value) for share in law.SHARES if _told(share, value)]
    given.assume("rounding", "没有写，每一份都算到分；有的地方公积金取整到元。")
    return found


def of_the_year(missing: NoFigure) -> NoFigure:
    """In June one looks for the notice of last July, not for that of this calendar year."""
    began = missing.as_of.month >= YEAR_BEGINS
    year = missing.as_of.year if began else missing.as_of.year - 1
    ends = f"（{YEAR_BEGINS} 月到次年 {YEAR_BEGINS - 1} 月的缴费年度）"
    return NoFigure(
        name=missing.name,
        title=missing.title if began else missing.title + ends,
        place=missing.place,
        as_of=dt.date(year, YEAR_BEGINS, 1),
        look=missing.look,
    )


def _check_own_rates(given: Given) -> None:
    """Injury goes by trade and the fund by employer: a place has one only where its people say so.

    What is shipped of them was read in somebody's example: good to look at, no rate of this one.
    """
    _folder, where = parameters.place_of(given.text("insured_place"))
    added = parameters.in_use().added
    names = [f"contributions.{name}" for name in OF_EMPLOYER]
    if "rates" in given or all((where, name) in added for name in names):
        return
    text = "没有写。工伤按行业、公积金按单位核定，不能按地方猜，请写本单位的比例。"
    raise given.refused("rates", text)


def _asked(
    given: Given, wage: Decimal | None, declared: Decimal | None
) -> Explained[Contributions]:
    rule = given.text("contribution_month_rule")
    return law.contributions(
        month=given.month("contribution_month") or dt.date.min,
        wage=wage,
        declared=declared,
        place=given.text("insured_place"),
        floor=given.number("base_floor"),
        ceiling=given.number("base_ceiling"),
        rates=_rates(given) if "rates" in given else None,
        rounding=_rounding(given),
        last_day=given.day("last_day"),
        rule=cast(MonthRule, rule) if rule else None,
        cutoff_day=given.whole("contribution_cutoff_day"),
        first_account=given.flag("first_account"),
    )


def _told(share: Share, value: Contributions) -> list[Decimal]:
    return [shares[share] for shares in value.shares.values() if share in shares]


def _total_step(share: Share, value: Contributions) -> Step:
    amounts = _told(share, value)
    fund = share in value.shares.get("housing_fund", {})
    insurance = [INSURANCE_ARTICLE] if len(amounts) > fund else []
    return Step(
        key=f"{share}_total",
        title=f"{law.SHARES[share]}缴费合计",
        formula=" + ".join(yuan(amount) for amount in amounts),
        value=yuan(value.total(share)),
        article="、".join([*insurance, *([law.ARTICLES["housing_fund"]] if fund else [])]),
    )


def _check_declared(given: Given, wage: Decimal, result: Explained[Contributions]) -> None:
    """Both may be told where they come to the same base between floor and ceiling."""
    by_wage = _asked(given, wage, None).value.base
    if by_wage != result.value.base:
        text = f"申报的基数算出来是 {result.value.base}，按缴费工资是 {by_wage}，只留对的一个。"
        raise given.refused("declared_base", text)


def _rates(given: Given) -> Rates:
    told = given.one("rates")
    found: dict[Scheme, Mapping[Share, Decimal]] = {}
    for scheme in told.keys():  # noqa: SIM118  in the order of the schema
        shares = told.one(scheme)
        for share in shares.keys():  # noqa: SIM118
            if (shares.number(share) or 0) > 1:
                raise shares.refused(share, '写成小数，例如 8% 写 "0.08"。')
        both = {cast(Share, share): shares.number_or_0(share) for share in shares.keys()}  # noqa: SIM118
        found[cast(Scheme, scheme)] = both
    return found


def _rounding(given: Given) -> Mapping[Scheme, Unit]:
    told = given.one("rounding")
    return {cast(Scheme, one): cast(Unit, told.text(one)) for one in told.keys()}  # noqa: SIM118
