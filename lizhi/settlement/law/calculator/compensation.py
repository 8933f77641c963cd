"""Compensation, damages and pay instead of notice: three questions about one ending."""

from dataclasses import dataclass, replace
from decimal import Decimal

from lizhi.settlement.law import compensation, grounds
from lizhi.settlement.law.calculator import averages, places
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import Employed, Given, employed
from lizhi.settlement.law.calculator.refusing import RefusedInput
from lizhi.settlement.law.compensation import Base, Service
from lizhi.settlement.law.grounds import Renewal
from lizhi.settlement.law.words import cents, yuan

RENEWALS: dict[str, Renewal] = {
    "none": "not_offered",
    "worse": "worse_refused",
    "same_or_better_refused": "same_refused",
    "": "",
}
NOTHING = cents(Decimal(0))
NEAR = {"n_boundary", "cap_cliff"}
NOT_BY_COMPANY = {"36-E", "36-W", "37", "38-1", "44-3"}
"""Both agreed, the worker left, or died: nothing that the company could have done unlawfully."""
DAMAGES_ARTICLE = "《劳动合同法》第四十八条、第八十七条"


def compensation_of(given: Given, days: Days) -> Answer:
    """Whether it is due, N, base, amount, and what of it has not been paid."""
    found = Answer(given.topic)
    case = _case(given, found)
    base = _base(case, found) if case.due else _base_if_known(case, found)
    if base is None:
        _months_alone(case, found)
    _compensation(case, base, found)
    _warn(case, found)
    return found


def damages_of(given: Given, days: Days) -> Answer:
    """Twice the capped compensation, the ending taken as unlawful."""
    found = Answer(given.topic)
    case = _case(given, found)
    base = _base(case, found, from_start=True)
    as_of = case.employed.last_day
    found.money("damages", found.told(compensation.damages(base, as_of=as_of)))
    if case.code in NOT_BY_COMPANY:
        text = f"{case.row.title}，一般谈不上违法解除；这里按违法解除算。请核对依据。"
        found.warn("ground", given.title("ground"), text, DAMAGES_ARTICLE)
    _warn(case, found)
    return found


def notice_pay_of(given: Given, days: Days) -> Answer:
    """Pay instead of notice beside compensation, or damages in the place of both."""
    found = Answer(given.topic)
    case = _case(given, found)
    unlawful = given.flag("dismissal_unlawful")
    if unlawful and case.code in NOT_BY_COMPANY:
        text = f"{case.row.title}不是公司单方解除，不会是违法解除，请核对。"
        raise given.refused("dismissal_unlawful", text)
    notice = compensation.notice_pay(
        case.code,
        last_month_wage=given.number("last_month_wage"),
        as_of=case.employed.last_day,
        days_given=given.whole("notice_days_given") or 0,
        unlawful=unlawful,
    )
    if case.row.pay_instead and not unlawful:
        given.assume("notice_days_given", "没有写，按没有提前通知算。")
    due, damages = NOTHING, NOTHING
    if unlawful:
        base = _base(case, found, from_start=True)
        damages = found.told(compensation.damages(base, as_of=case.employed.last_day))
    elif case.due:
        due = _compensation(case, _base(case, found), found)
    else:
        found.told(grounds.compensation_due(case.code, renewal=case.renewal))
    found.outputs.clear()
    for key, amount in (("compensation", due), ("damages", damages)):
        found.money(key, amount)
    found.money("notice_pay", found.told(notice))
    found.money("total", due + damages + notice.value)
    _warn(case, found)
    return found


@dataclass(frozen=True)
class _Case:
    """What all three questions read."""

    given: Given
    employed: Employed
    code: str
    renewal: Renewal
    average: Decimal

    @property
    def row(self) -> grounds.Ground:
        return grounds.ground(self.code)

    @property
    def due(self) -> bool:
        return grounds.compensation_due(self.code, renewal=self.renewal).value


def _case(given: Given, found: Answer) -> _Case:
    both = employed(given)
    average = averages.mean(given, "average_wage_12m", "wages_due_by_month", found)
    _check_months(given, both)
    places.check(given, both.last_day)
    code = given.text("ground").replace(" ", "")
    return _Case(given, both, code, RENEWALS[given.text("renewal")], average or Decimal(0))


def _check_months(given: Given, both: Employed) -> None:
    """Nobody has more months of wages than months in which they were employed."""
    told = len(given.numbers("wages_due_by_month"))
    first, last = both
    most = (last.year - first.year) * 12 + last.month - first.month + 1
    if told > most and not given.whole("carried_service_months"):
        text = f"写了 {told} 个月的工资，{first} 入职到 {last} 只有 {most} 个月，请核对。"
        raise given.refused("wages_due_by_month", text)


def _service(case: _Case, found: Answer) -> Service:
    given, (first, last) = case.given, case.employed
    return Service(
        hired_on=first,
        last_day=last,
        average=case.average,
        local=places.average_for_cap(given, last, found),
        minimum=places.minimum_wage(given, last, found),
        carried_months=given.whole("carried_service_months") or 0,
        carried_paid=given.flag("carried_service_compensation_paid"),
    )


def _base(case: _Case, found: Answer, *, from_start: bool = False) -> Base:
    result = compensation.reckon(_service(case, found), from_start=from_start)
    if not from_start and not case.due:  # no day and no fen changes what is not paid
        notes = (note for note in result.notes if note.key not in NEAR)
        result = replace(result, notes=tuple(notes))
    base = found.told(result)
    found.number("compensation_months", base.months)
    found.money("compensation_base", base.amount)
    found.outputs["capped"] = base.capped
    return base


def _base_if_known(case: _Case, found: Answer) -> Base | None:
    """Nothing is due: a local figure that nobody knows refuses nothing."""
    try:
        return _base(case, found)
    except RefusedInput as refusal:
        if refusal.key != places.MONTHLY:
            raise
        return None


def _months_alone(case: _Case, found: Answer) -> None:
    """Nothing is due, so no local figure is needed: N is told all the same."""
    first, last = case.employed
    months = compensation.months(
        first,
        last,
        carried_months=case.given.whole("carried_service_months") or 0,
        carried_paid=case.given.flag("carried_service_compensation_paid"),
    )
    found.number("compensation_months", found.told(months))


def _compensation(case: _Case, base: Base | None, found: Answer) -> Decimal:
    paid = case.given.number("compensation_already_paid")
    nothing = Base(case.average, Decimal(0), False, False, Decimal(0))
    result = compensation.compensation(
        case.code, base or nothing, renewal=case.renewal, already_paid=paid
    )
    value = found.told(result)
    found.outputs["compensation_due"] = value.due
    found.money("compensation", value.amount)
    if value.shortfall is not None:
        found.money("shortfall", value.shortfall)
    return value.amount


def _warn(case: _Case, found: Answer) -> None:
    """A bar, or a union that was not told: the sums stay, and what threatens is said with them.

    Whether the ending is unlawful is decided by people: it may be repaired, and the worker may ask
    to go on working instead of for damages.
    """
    given = case.given
    if "ground" not in given:
        return
    result = compensation.exposed(
        case.code,
        protections=given.texts("protections"),
        union_told=given.flag("union_informed", default=True),
    )
    if not result.value:
        return
    found.told(result)
    if "damages" in found.outputs and found.outputs["damages"] != "0.00":
        return
    text = (
        f"算成违法解除的，赔偿金是{_threatens(case)}，"
        "不再付经济补偿和代通知金；员工也可以要求继续履行合同。"
    )
    found.warn("damages_threaten", "可能是违法解除", text, DAMAGES_ARTICLE)


def _threatens(case: _Case) -> str:
    try:
        service = _service(case, Answer(case.given.topic))
    except RefusedInput:  # no local figure, and none was needed so far
        return "经济补偿的两倍"
    base = compensation.reckon(service, from_start=True).value
    damages = compensation.damages(base, as_of=case.employed.last_day).value
    return f" {yuan(damages)}"
