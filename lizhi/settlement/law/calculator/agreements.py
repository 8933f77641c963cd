"""What was agreed for the time after: non-compete, and training with a service period."""

import datetime as dt
from decimal import Decimal
from typing import cast

from lizhi.settlement.law import minimum, non_compete, place, training_bond
from lizhi.settlement.law.calculator import averages
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import UNDATED, Given
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.non_compete import Decision
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.words import plain

NOTHING = Decimal(0)
PENALTY_ARTICLE = "《劳动合同法》第二十三条"
FURTHER = non_compete.FURTHER_ARTICLE
MINIMUM = "minimum_wage_monthly"


def non_compete_of(given: Given, days: Days) -> Answer:
    """Compensation a month, for the months that are paid, and for a cancellation."""
    found = Answer(given.topic)
    decision = cast(Decision, given.text("decision_at_exit") or "keep")
    released = decision == "release"
    if released and "cancelled_after_months" in given:
        text = "离职时已经决定不履行，不会再有履行以后的解除，请核对。"
        raise given.refused("cancelled_after_months", text)
    given.assume("decision_at_exit", "没有写，按离职时要求履行算。")
    as_of = given.day("last_day") or UNDATED
    average = averages.mean(given, "average_wage_12m", "wages_due_by_month", found)
    result = non_compete.schedule(
        month=NOTHING if released else _monthly(given, average, as_of, found),
        as_of=as_of,
        months=given.whole("months_restricted"),
        decision=decision,
        cancelled_after=given.whole("cancelled_after_months"),
        asks_further=given.flag("worker_asks_three_months"),
    )
    value = found.told(result)
    found.money("monthly_compensation", value.monthly)
    if value.total is not None:
        found.money("compensation_total", value.total)
    found.money("release_compensation", value.further)
    _penalty(given, found)
    _over_already(given, found)
    return found


def _monthly(given: Given, average: Decimal | None, as_of: dt.date, found: Answer) -> Decimal:
    """Yuan a month. Not asked of a clause that is released: no local figure is needed then."""
    agreed = given.number("agreed_monthly_compensation")
    if agreed == 0:
        text = "写的是 0，等于没有约定，按没有约定补偿算。"
        found.warn("non_compete_nothing", given.title("agreed_monthly_compensation"), text)
    minimum_wage = _minimum(given, found)
    return found.told(
        non_compete.monthly(agreed=agreed, average=average, minimum=minimum_wage, as_of=as_of)
    )


def _minimum(given: Given, found: Answer) -> MinimumWage | None:
    """Needed where nothing was agreed: as told, else that of the place on the last day."""
    told, where = given.number(MINIMUM), given.text("place_of_performance")
    agreed = bool(given.number_or_0("agreed_monthly_compensation"))
    last_day = given.day("last_day")
    if told is not None:
        return minimum.brought(told)
    if not agreed and not where:
        raise given.refused(MINIMUM, "没有写，也没有写履行地。去当地人社局公布的最低工资标准里找。")
    if not agreed and last_day is None:
        raise given.refused("last_day", "没有写，不知道按哪一天的最低工资标准。")
    return _of_place(given, where, last_day, found, needed=not agreed)


def _of_place(
    given: Given, where: str, last_day: dt.date | None, found: Answer, *, needed: bool
) -> MinimumWage | None:
    if not where or last_day is None:
        return None
    try:
        return found.told(place.minimum_wage(where, last_day))
    except NoFigure as missing:
        if needed:
            raise given.refused(MINIMUM, f"{missing}，找到以后写在这里。") from missing
        return None


def _penalty(given: Given, found: Answer) -> None:
    penalty = given.number("agreed_penalty")
    if penalty is not None:
        text = f"约定的违约金是 {plain(penalty)} 元，只列出来，不计算。"
        found.warn("agreed_penalty", given.title("agreed_penalty"), text, PENALTY_ARTICLE)


def _over_already(given: Given, found: Answer) -> None:
    """A clause that has run its time needs no cancelling, and nothing further is due for it."""
    months, cancelled = given.whole("months_restricted"), given.whole("cancelled_after_months")
    if months and cancelled and cancelled > months:
        text = (
            f"写的是约定 {months} 个月、满 {cancelled} 个月才解除。期满的不用解除，"
            "也没有另付的月数，请核对这两个数。"
        )
        found.warn("non_compete_over", given.title("cancelled_after_months"), text, FURTHER)


def training_bond_of(given: Given, days: Days) -> Answer:
    """What may be asked back of the cost, by the part of the period that was not served."""
    found = Answer(given.topic)
    service, served = given.whole("service_period_months") or 0, given.whole("served_months") or 0
    given.assume("ground", "没有写，按员工自己辞职算；公司有过错的（38-1）不用付。")
    result = training_bond.recoverable(
        cost=given.the_number("training_cost"),
        service_months=service,
        served_months=served,
        wages_in_cost=given.number_or_0("wages_in_training_cost"),
        code=given.text("ground").replace(" ", "") or "37",
    )
    found.money("recoverable", found.told(result))
    return found
