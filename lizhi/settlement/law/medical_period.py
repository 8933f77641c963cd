"""How long an illness protects from dismissal (劳部发〔1994〕479号), and the least sick pay."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law import doubt
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import Figure, figure, in_use, place_of, province_of
from lizhi.settlement.law.words import cents, percent, plain, yuan

ARTICLE = "《企业职工患病或非因工负伤医疗期规定》（劳部发〔1994〕479号）第三、四条"
MONTHS_A_YEAR = 12
OWN = "medical.own_table"
RUNNING = ("medical_check", "还没满")
"""Key and value of the step that says so."""


@dataclass(frozen=True)
class MedicalPeriod:
    """Months of protection, and the months within which sick leave adds up to them."""

    months: Decimal
    within_months: Decimal | None
    """None where a city's own table counts by itself."""


def medical_period(
    *, all_months: int, here_months: int, as_of: dt.date, place: str
) -> Explained[MedicalPeriod]:
    """By all years of work and the years with this employer, in whole months served.

    Exactly on a boundary of years the longer period counts, and a note shows the other reading: to
    end a contract too early costs damages. A city with a table of its own follows that, and is
    refused with `NoFigure` where it has not been verified (Shanghai).
    """
    if in_use().entry(place, OWN).get("values"):
        own = figure(OWN, as_of=as_of, place=place)
        return _by_own_table(own, here_months)
    limit = figure("medical.long_from_years", as_of=as_of)
    kind = "long" if all_months >= limit.value * MONTHS_A_YEAR else "short"
    period = figure(f"medical.period_{kind}", as_of=as_of)
    window = figure(f"medical.window_{kind}", as_of=as_of)
    years = Decimal(here_months // MONTHS_A_YEAR)
    found = MedicalPeriod(period.at(years), window.at(years))
    step = Step(
        key="medical_period",
        title="医疗期",
        formula=f"累计工作 {_years(all_months)}，在本单位 {_years(here_months)}",
        value=f"{plain(found.months)} 个月",
        article=ARTICLE,
        inputs={"累计工作月数": str(all_months), "在本单位月数": str(here_months), "地点": place},
        reason=f"病休在 {plain(window.at(years))} 个月里累计满 {plain(found.months)} 个月，"
        "医疗期才满；没满以前，公司不能用第四十条、第四十一条解除。",
        figures=(limit, period, window),
    )
    notes = (*_boundary(all_months, here_months, found, period, limit), *doubt.notes(step.figures))
    return Explained(found, (step,), notes)


def _by_own_table(own: Figure, here_months: int) -> Explained[MedicalPeriod]:
    """A city's own table, by whole years with this employer."""
    found = MedicalPeriod(own.at(Decimal(here_months // MONTHS_A_YEAR)), None)
    step = Step(
        key="medical_period",
        title="医疗期",
        formula=f"在本单位 {_years(here_months)}",
        value=f"{plain(found.months)} 个月",
        article=own.document,
        inputs={"在本单位月数": str(here_months), "地点": own.place},
        reason=f"{own.place}有自己的医疗期标准，按它算。",
        figures=(own,),
    )
    return Explained(found, (step,), doubt.notes(step.figures))


def sick_pay_floor(*, minimum: MinimumWage, as_of: dt.date, place: str) -> Explained[Decimal]:
    """Yuan a month at least, by the rule of the province, or `NoFigure` where none is verified."""
    share = figure("medical.sick_pay_share", as_of=as_of, place=province_of(place))
    value = cents(minimum.month * share.value)
    step = Step(
        key="sick_pay_floor",
        title="病假工资最低",
        formula=f"{yuan(minimum.month)} × {percent(share.value)}",
        value=yuan(value),
        article=share.document,
        inputs={"最低工资": yuan(minimum.month), "地点": place_of(place)[1]},
        figures=(share, *minimum.figures),
    )
    return Explained(value, (step,), doubt.notes(step.figures))


def _years(months: int) -> str:
    years, rest = divmod(months, MONTHS_A_YEAR)
    said = [f"{number} {unit}" for number, unit in ((years, "年"), (rest, "个月")) if number]
    return " ".join(said) or "0 个月"


def _boundary(
    all_months: int, here_months: int, found: MedicalPeriod, period: Figure, limit: Figure
) -> tuple[Note, ...]:
    if here_months % MONTHS_A_YEAR == 0 and here_months:
        before = period.at(Decimal(here_months // MONTHS_A_YEAR - 1))
        if before != found.months:
            return (_exactly(f"在本单位刚满 {_years(here_months)}", found.months, before),)
    if all_months == limit.value * MONTHS_A_YEAR:
        text = f"累计工作正好 {plain(limit.value)} 年，按长的一档算。请核对工龄证明。"
        return (Note("medical_boundary", "正好在分界上", text, ARTICLE),)
    return ()


def _exactly(what: str, longer: Decimal, shorter: Decimal) -> Note:
    text = f"{what}，有 {plain(shorter)} 个月和 {plain(longer)} 个月两种读法，这里按长的算。"
    return Note("medical_boundary", "正好在分界上", text, ARTICLE)


def still_inside(
    period: Explained[MedicalPeriod], *, sick_months: Decimal, still_ill: bool, terminates: bool
) -> Explained[bool]:
    """Whether the employer must wait: ill on the last day, and the months are not used up.

    `sick_months` of sick leave within the window; `terminates` where a term ends (45) and is not
    dissolved (40, 41). What the worker does by himself, resigning above all, is never held up.
    """
    months = period.value.months
    inside = still_ill and sick_months < months
    said = RUNNING[1] if inside else "满了" if sick_months >= months else "已经不在病休"
    step = Step(
        key=RUNNING[0],
        title="医疗期满了没有",
        formula=f"累计病休 {plain(sick_months)} 个月，医疗期 {plain(months)} 个月",
        value=said,
        article=f"《劳动合同法》第四十二条第（三）项{'、第四十五条' if terminates else ''}",
        inputs={"最后一天还在病休": "是" if still_ill else "不是"},
        reason=_until_then(terminates=terminates) if inside else "医疗期不影响这次结束。",
    )
    return Explained(inside, (*period.steps, step), period.notes)


def _until_then(*, terminates: bool) -> str:
    if terminates:
        return "合同顺延到医疗期满才终止（第四十五条）。本人要走的，不受影响。"
    return "医疗期满以前，公司不能用第四十条、第四十一条解除。本人要走的，不受影响。"
