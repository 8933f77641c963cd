"""What the YAML files call the rules about compensation and the contract, and how each is asked."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from lizhi.settlement.law import (
    averages,
    bonus,
    compensation,
    injury,
    medical_period,
    minimum,
    non_compete,
    place,
    probation,
    retirement,
    sick_pay,
    training_bond,
    unwritten,
)
from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.law.grounds import Renewal
from lizhi.settlement.law.minimum import MinimumWage
from tests.law.year_2026 import kind_of

UNDATED = dt.date(2026, 6, 1)
NOTHING = Decimal(0)


def _months(hired_on: dt.date, last_day: dt.date, **more: Any) -> Explained[Decimal]:
    return compensation.months(hired_on, last_day, **_whole(more))


def _average(months: Sequence[Decimal], **more: Any) -> Explained[Decimal]:
    firsts = [dt.date(2025 + number // 12, number % 12 + 1, 1) for number in range(len(months))]
    wages = dict(zip(firsts, months, strict=True))
    return compensation.average_due(wages, as_of=UNDATED, **more)


def service(given: dict[str, Any]) -> compensation.Service:
    """The service of a case, with the figures that it brings along or those of its place."""
    return compensation.Service(
        given["hired_on"],
        given["last_day"],
        given["average"],
        _local(given),
        _minimum(given),
        int(given.get("carried_months", 0)),
        given.get("carried_paid", False),
    )


def _local(given: dict[str, Any]) -> LocalAverage:
    if "local" in given:
        return averages.by_month(given["local"])
    if "local_a_year" in given:
        return averages.by_year(given["local_a_year"])
    return averages.for_cap(given["place"], given["last_day"].year - 1)


def _minimum(given: dict[str, Any]) -> MinimumWage | None:
    return minimum.brought(given["minimum"]) if "minimum" in given else None


def _base(**given: Any) -> Explained[Decimal]:
    found = compensation.reckon(service(given))
    return Explained(found.value.amount, found.steps, found.notes)


def _capped(**given: Any) -> Explained[bool]:
    found = compensation.reckon(service(given))
    return Explained(found.value.capped, found.steps, found.notes)


def _compensation(
    ground: str = "36-E", renewal: Renewal = "", **given: Any
) -> Explained[compensation.Compensation]:
    base = compensation.reckon(service(given))
    found = compensation.compensation(
        ground, base.value, renewal=renewal, already_paid=given.get("already_paid")
    )
    return Explained(found.value, (*base.steps, *found.steps), base.notes)


def _amount(**given: Any) -> Explained[Decimal]:
    found = _compensation(**given)
    return Explained(found.value.amount, found.steps, found.notes)


def _shortfall(**given: Any) -> Explained[Decimal | None]:
    found = _compensation(**given)
    return Explained(found.value.shortfall, found.steps, found.notes)


def _damages(**given: Any) -> Explained[Decimal]:
    base = compensation.reckon(service(given), from_start=True)
    found = compensation.damages(base.value, as_of=given["last_day"])
    return Explained(found.value, (*base.steps, *found.steps), base.notes)


def _notice_pay(
    ground: str, last_month_wage: Decimal, days_given: Decimal = NOTHING, unlawful: bool = False
) -> Explained[Decimal]:
    return compensation.notice_pay(
        ground,
        last_month_wage=last_month_wage,
        as_of=UNDATED,
        days_given=int(days_given),
        unlawful=unlawful,
    )


def _exposed(ground: str, **more: Any) -> Explained[bool]:
    return compensation.exposed(ground, **more)


def _local_average(year: Decimal, **more: Any) -> Explained[Decimal]:
    found = place.average_for_cap(year=int(year), **more)
    return Explained(found.value.month, found.steps, found.notes)


def _monthly(
    agreed: Decimal | None = None,
    average: Decimal | None = None,
    minimum_wage: Decimal | None = None,
) -> Explained[Decimal]:
    floor = None if minimum_wage is None else minimum.brought(minimum_wage)
    return non_compete.monthly(agreed=agreed, average=average, minimum=floor, as_of=UNDATED)


def _schedule(**given: Any) -> Explained[non_compete.NonCompete]:
    return non_compete.schedule(as_of=UNDATED, **_whole(given, but=("month",)))


def _total(**given: Any) -> Explained[Decimal | None]:
    found = _schedule(**given)
    return Explained(found.value.total, found.steps, found.notes)


def _further(**given: Any) -> Explained[Decimal]:
    found = _schedule(**given)
    return Explained(found.value.further, found.steps, found.notes)


def _training(**given: Any) -> Explained[Decimal]:
    return training_bond.recoverable(**_whole(given, but=("cost", "wages_in_cost")))


def _second_wage(**given: Any) -> Explained[Decimal]:
    found = unwritten.second_wage(kind_of=kind_of, **given)
    return Explained(found.value.due, found.steps, found.notes)


def _probation(**given: Any) -> Explained[Decimal]:
    found = probation.overlong(kind_of=kind_of, **_whole(given, but=("wage_after",)))
    return Explained(found.value.due, found.steps, found.notes)


def _retirement(**given: Any) -> Explained[dt.date]:
    found = retirement.statutory_day(**_whole(given))
    return Explained(found.value.day, found.steps, found.notes)


def _too_early(last_day: dt.date, **given: Any) -> Explained[bool]:
    return retirement.ended_too_early(retirement.statutory_day(**_whole(given)), last_day)


def _medical(**given: Any) -> Explained[Decimal]:
    found = medical_period.medical_period(as_of=UNDATED, **_whole(given))
    return Explained(found.value.months, found.steps, found.notes)


def _sick_pay(minimum_wage: Decimal, **given: Any) -> Explained[Decimal]:
    floor = minimum.brought(minimum_wage)
    return medical_period.sick_pay_floor(minimum=floor, as_of=UNDATED, **given)


def _sick_days(minimum_wage: Decimal, place: str, **given: Any) -> Explained[Decimal]:
    floor = _sick_pay(minimum_wage, place=place)
    return sick_pay.sick_pay(floor=floor, as_of=UNDATED, **given)


def _inside(
    sick_months: Decimal, still_ill: bool, terminates: bool, **given: Any
) -> Explained[bool]:
    found = medical_period.medical_period(as_of=UNDATED, **_whole(given))
    return medical_period.still_inside(
        found, sick_months=sick_months, still_ill=still_ill, terminates=terminates
    )


def _injury(grade: Decimal, **given: Any) -> Explained[injury.LumpSums]:
    return injury.lump_sums(grade=int(grade), as_of=UNDATED, **given)


def _bonus(first: dt.date, last: dt.date, **given: Any) -> Explained[Decimal]:
    found = bonus.bonus_share(period=(first, last), **given)
    return Explained(found.value.amount, found.steps, found.notes)


def _commission(**given: Any) -> Explained[Decimal]:
    found = bonus.commission_due(**given)
    return Explained(found.value.amount, found.steps, found.notes)


def _whole(given: dict[str, Any], but: Sequence[str] = ()) -> dict[str, Any]:
    """YAML numbers come as Decimal; months, ages and grades are whole."""
    return {
        name: int(value) if isinstance(value, Decimal) and name not in but else value
        for name, value in given.items()
    }


RULES: dict[str, Callable[..., Explained[Any]]] = {
    "补偿月数": _months,
    "月平均工资": _average,
    "当地平均工资": _local_average,
    "补偿基数": _base,
    "封顶": _capped,
    "经济补偿": _amount,
    "经济补偿差额": _shortfall,
    "赔偿金": _damages,
    "代通知金": _notice_pay,
    "违法解除风险": _exposed,
    "竞业限制每月": _monthly,
    "竞业限制合计": _total,
    "竞业限制另付": _further,
    "培训违约金": _training,
    "二倍工资": _second_wage,
    "超长试用期": _probation,
    "退休日期": _retirement,
    "退休太早": _too_early,
    "医疗期": _medical,
    "病假工资": _sick_pay,
    "病假两天工资": _sick_days,
    "医疗期没满": _inside,
    "工伤补助金": _injury,
    "奖金": _bonus,
    "提成": _commission,
}
