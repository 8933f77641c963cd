"""From the days and the average to base and N in one go, with every boundary that is near."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.compensation.amounts import amount_of
from lizhi.settlement.law.compensation.base import ARTICLE as CAP_ARTICLE
from lizhi.settlement.law.compensation.base import Base, base, cap
from lizhi.settlement.law.compensation.months import ARTICLE, months
from lizhi.settlement.law.explained import Explained, Note
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import NoFigure, figure
from lizhi.settlement.law.periods import ONE_DAY
from lizhi.settlement.law.words import CENT, month_day, plain, yuan


@dataclass(frozen=True)
class Service:
    """One employment that has come to its end, as far as N and the base depend on it."""

    hired_on: dt.date
    last_day: dt.date
    average: Decimal
    """Wages due, twelve months' average, in yuan."""
    local: LocalAverage
    """Of the year before the last day."""
    minimum: MinimumWage | None = None
    carried_months: int = 0
    carried_paid: bool = False


@dataclass(frozen=True)
class _Worth:
    """What a base comes to for whoever asks: compensation, or twice it as damages."""

    name: str
    times: Decimal
    damages: bool

    @classmethod
    def of(cls, service: Service, *, damages: bool) -> "_Worth":
        if not damages:
            return cls("经济补偿", Decimal(1), damages)
        multiple = figure("compensation.damages_multiple", as_of=service.last_day)
        return cls("赔偿金", multiple.value, damages)

    def __call__(self, found: Base) -> Decimal:
        return amount_of(found) * self.times


def reckon(service: Service, *, from_start: bool = False) -> Explained[Base]:
    """N, cap and floor with their steps; the notes tell what one day or one fen would change.

    `from_start`: for damages, which also count the years before the law.
    """
    counted = _months(service, from_start)
    found = _base(service, counted.value)
    worth = _Worth.of(service, damages=from_start)
    near = (*_days(service, found.value, worth), *_cliff(service, found.value, worth))
    return Explained(
        found.value, (*counted.steps, *found.steps), (*counted.notes, *found.notes, *near)
    )


def _months(service: Service, from_start: bool) -> Explained[Decimal]:
    return months(
        service.hired_on,
        service.last_day,
        carried_months=service.carried_months,
        carried_paid=service.carried_paid,
        from_start=from_start,
    )


def _base(service: Service, counted: Decimal) -> Explained[Base]:
    return base(
        average=service.average,
        months=counted,
        local=service.local,
        minimum=service.minimum,
        as_of=service.last_day,
    )


def _days(service: Service, now: Base, worth: _Worth) -> tuple[Note, ...]:
    """The last day one day later or earlier, where that gives another N."""
    notes = []
    for step, word, effect in ((1, "晚", "多"), (-1, "早", "少")):
        other = replace(service, last_day=service.last_day + step * ONE_DAY)
        if other.last_day < service.hired_on:
            continue
        try:
            then = _base(other, _months(other, worth.damages).value).value
        except NoFigure:  # the day before is older than the law
            continue
        if then.months_served == now.months_served:
            continue
        text = _day_text(service, other, now, then, worth)
        title = (
            f"{word}一天，赔偿金更{effect}" if worth.damages else f"{word}一天，{effect}半个月补偿"
        )
        notes.append(Note("n_boundary", title, text, ARTICLE))
    return tuple(notes)


def _day_text(service: Service, other: Service, now: Base, then: Base, worth: _Worth) -> str:
    text = (
        f"解除日若是 {month_day(other.last_day)}，N 由 {plain(now.months_served)} "
        f"变 {plain(then.months_served)}，"
    )
    difference = worth(then) - worth(now)
    if not difference:
        text += f"封顶以后仍是 {plain(now.months)} 个月，金额不变。"
    else:
        more = "多" if difference > 0 else "少"
        text += f"{worth.name}{more} {yuan(abs(difference))}，是 {yuan(worth(then))}。"
    if other.last_day.year != service.last_day.year:
        text += "跨了年，上年度平均工资也换一年，要另算。"
    return text


def _cliff(service: Service, now: Base, worth: _Worth) -> tuple[Note, ...]:
    """One fen above three times, with more than twelve years, costs all the years beyond them."""
    multiple = figure("compensation.cap_multiple", as_of=service.last_day)
    top = cap(service.local, multiple)
    if now.capped and now.months < now.months_served:
        then = replace(service, average=top)
        word = f"月平均工资正好是 {yuan(top)} 就不封顶"
    elif not now.capped and service.average + CENT > top:
        then = replace(service, average=service.average + CENT)
        word = f"月平均工资多一分，是 {yuan(then.average)}，就封顶"
    else:
        return ()
    other = _base(then, now.months_served).value
    difference = worth(now) - worth(other)
    if abs(difference) <= worth(replace(now, amount=CENT)):
        return ()
    more = "少" if difference > 0 else "多"
    text = f"{word}：付 {plain(other.months)} 个月，{worth.name}{more} {yuan(abs(difference))}，"
    text += f"是 {yuan(worth(other))}。请核对平均工资的每一个数。"
    title = f"平均工资差一分，{'赔偿金' if worth.damages else '补偿'}差很多"
    return (Note("cap_cliff", title, text, CAP_ARTICLE),)
