"""The rules of tax, contributions and deductions by the names under which the cases call them."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lizhi.settlement.law import averages, contributions, deductions, tax, totals
from lizhi.settlement.law.explained import Explained

Rule = Callable[..., Explained[Any]]


def _withholding(
    months: list[dict[str, Any]],
    year: Decimal,
    before: dict[str, Any] | None = None,
    employed_from: Decimal | None = None,
    **more: Any,
) -> Explained[tax.Withheld]:
    so_far = dict(before or {})
    return tax.withholding(
        [tax.Month(**month | {"month": int(month["month"])}) for month in months],
        year=int(year),
        before=tax.YearToDate(**so_far | {"months": int(so_far.get("months", 0))}),
        employed_from=None if employed_from is None else int(employed_from),
        **more,
    )


def _compensation(
    average_year: Decimal | None = None,
    place: str = "",
    average_of: Decimal | None = None,
    extras: list[dict[str, Any]] | None = None,
    **more: Any,
) -> Explained[tax.CompensationTax]:
    if average_year is None:
        average = averages.for_tax(place, int(average_of or 0))
    else:
        average = averages.by_year(average_year)
    listed = [tax.Extra(**extra) for extra in extras or []]
    return tax.compensation_tax(average=average, extras=listed, **more)


def _annual(taxable: Decimal) -> Explained[Decimal]:
    return Explained(tax.annual_tax(taxable, as_of=dt.date(2026, 1, 1)).tax, ())


def _family(as_of: dt.date, **declared: Any) -> Explained[Decimal]:
    return tax.additional_deduction(tax.Family(**declared), as_of=as_of)


def _of_year(declared: list[dict[str, Any]], **given: Any) -> Explained[tax.OfYear]:
    whole = {name: int(value) for name, value in given.items()}
    months = ("first", "last")
    whole_items: list[dict[str, Any]] = [
        {key: int(value) if key in months else value for key, value in item.items()}
        for item in declared
    ]
    items = [tax.Declared(**item) for item in whole_items]
    return tax.of_year(items, **whole)


def _contributions(cutoff_day: Decimal | None = None, **more: Any) -> Explained[Any]:
    day = None if cutoff_day is None else int(cutoff_day)
    return contributions.contributions(cutoff_day=day, **more)


def _month_due(cutoff_day: Decimal | None = None, **more: Any) -> Explained[bool]:
    day = None if cutoff_day is None else int(cutoff_day)
    return contributions.month_due(cutoff_day=day, **more)


def _last_month(cutoff_day: Decimal | None = None, **more: Any) -> Explained[dt.date]:
    day = None if cutoff_day is None else int(cutoff_day)
    return contributions.last_month(cutoff_day=day, **more)


def _take_off(items: list[dict[str, Any]], **more: Any) -> Explained[deductions.TakenOff]:
    return deductions.take_off([deductions.Deduction(**item) for item in items], **more)


def _part(rule: Rule, take: Callable[[Any], Any]) -> Rule:
    """The same rule, of whose answer a case asks for one part."""

    def only(**given: Any) -> Explained[Any]:
        whole = rule(**given)
        return Explained(take(whole.value), whole.steps, whole.notes)

    return only


RULES: dict[str, Rule] = {
    "逐月预扣": _part(_withholding, lambda value: list(value.tax)),
    "逐月减除费用": _part(_withholding, lambda value: list(value.basic)),
    "最后一月实发": _part(_withholding, lambda value: value.net),
    "全年税": _annual,
    "专项附加扣除": _family,
    "全年专项附加扣除": _part(_of_year, lambda value: value.total),
    "当月专项附加扣除": _part(_of_year, lambda value: value.month),
    "补偿个税": _part(_compensation, lambda value: value.tax),
    "补偿免税限额": _part(_compensation, lambda value: value.limit),
    "多扣的税要补": _part(_compensation, lambda value: value.shortfall),
    "年终奖个税": _part(tax.bonus_tax, lambda value: value.tax),
    "年终奖计税方式": _part(tax.bonus_tax, lambda value: value.method),
    "缴费基数": _part(_contributions, lambda value: value.base),
    "个人缴费合计": _part(_contributions, lambda value: value.total("employee")),
    "单位缴费合计": _part(_contributions, lambda value: value.total("employer")),
    "公积金个人": _part(_contributions, lambda value: value.shares["housing_fund"]["employee"]),
    "当月缴不缴": _month_due,
    "缴到哪个月": _last_month,
    "从工资里扣": _part(_take_off, lambda value: value.total),
    "没有扣的": _part(_take_off, lambda value: value.left),
    "公司成本": totals.employer_cost,
}
