"""Days of sick leave in the last month, and whether the medical period lets the employer end it."""

from collections.abc import Iterable
from decimal import Decimal

from lizhi.settlement.inputs import NOTHING, Inputs
from lizhi.settlement.law import grounds, medical_period, periods, place, sick_pay
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.law.medical_period import MedicalPeriod
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.words import plain
from lizhi.settlement.lines import drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.models import Line

KEY = "wages-sick"
"""Booked as wages, and taxed as wages."""
PERIOD = "medical_period"
ARTICLE = "当地的工资支付规定，双方约定或者公司制度"
DUE, APART = Line.Side.DUE, Line.Side.APART


def paid_apart(given: Inputs) -> Decimal:
    """Days that the line of wages leaves out, because a line of their own pays them."""
    return (given.sick_days or NOTHING) if _is_told(given) else NOTHING


def draw(given: Inputs, wage: Decimal | None) -> list[Drawn]:
    """One line where somebody has said how the days are paid. `wage`: of the line of wages."""
    if not _is_told(given):
        return []
    title = "病假工资"
    if not given.sick_days:
        text = "填了病假工资怎么付，没有填这个月病假几天。请补上；没有病假就都清空。"
        return [_missing(DUE, KEY, title, "缺病假天数", text)]
    title = f"{title}，{plain(given.sick_days)} 天"
    if given.sick_pay is not None:
        how = given.sick_pay_how
        return [drafting.stated(DUE, KEY, title, given.sick_pay, how, ARTICLE, how)]
    return [_by_rate(given, title, wage)]


def remarks(given: Inputs) -> list[Remark]:
    """Sick days that nobody has said anything about are in the wage as days worked: said aloud."""
    if not given.sick_days or _is_told(given):
        return []
    text = (
        f"考勤有 {plain(given.sick_days)} 天病假，“工资”这行把它们当上班的日子按全额算了。"
        "合同或者制度另有规定的，请在“少见的情况”里填病假怎么付。"
    )
    return [Remark("soon", "病假按全额工资算了", text, ARTICLE, "calendar-event")]


def _is_told(given: Inputs) -> bool:
    return given.sick_rate is not None or given.sick_pay is not None


def _by_rate(given: Inputs, title: str, wage: Decimal | None) -> Drawn:
    if given.monthly_wage is None or wage is None:
        text = "病假工资按月工资折算，名册里没有月工资。请按劳动合同填上。"
        return _missing(DUE, KEY, title, "缺月工资", text)
    try:
        minimum = _minimum(given)
        floor = medical_period.sick_pay_floor(
            minimum=minimum.value, as_of=given.last_day, place=given.city
        )
    except NoFigure as refusal:
        what = f"缺{refusal.place} {refusal.as_of.year} 年{refusal.title}"
        text = f"病假工资不能低于当地的下限，没有这个数不知道够不够。去{refusal.look}找，"
        text += "填出处和日期，另一人核对以后就能算；也可以算好后填金额和怎么算的。"
        return _missing(DUE, KEY, title, what, text, refusal)
    pay = sick_pay.sick_pay(
        monthly_wage=given.monthly_wage,
        days=given.sick_days or NOTHING,
        rate=(given.sick_rate or NOTHING) / 100,
        floor=floor,
        as_of=given.last_day,
        most=max(given.monthly_wage - wage, NOTHING),
    )
    return drafting.due(KEY, title, pay, amount=pay.value, note="不低于当地的下限")


def _minimum(given: Inputs) -> Explained[MinimumWage]:
    return place.minimum_wage(
        given.city, given.last_day, seat=given.seat, seat_agreed=given.seat_agreed
    )


def period(given: Inputs) -> list[Drawn]:
    """The medical period, where somebody has told of an illness: shown, no part of the net."""
    if not given.sick_at_end and given.sick_period_months is None:
        return []
    title = "医疗期"
    if given.sick_period_months is None:
        text = "最后一天还在病休，要知道医疗期里累计病休了几个月，才知道满没满。"
        return [_missing(APART, PERIOD, title, "缺累计病休的月数", text)]
    if given.career_months is None:
        text = "医疗期看累计工作年限和在本单位的年限。请按工龄证明填累计工作几个月。"
        return [_missing(APART, PERIOD, title, "缺累计工作的月数", text)]
    try:
        return [_checked(given, title, given.sick_period_months, given.career_months)]
    except NoFigure as refusal:
        what = f"缺{refusal.place} {refusal.as_of.year} 年{refusal.title}"
        text = f"当地有自己的医疗期标准，我们没有核对过。去{refusal.look}找。"
        return [_missing(APART, PERIOD, title, what, text, refusal)]


def _checked(given: Inputs, title: str, sick_months: Decimal, career: int) -> Drawn:
    row = grounds.ground(given.ground)
    here = periods.span(given.hired_on, given.contract_end).all_months
    found = medical_period.still_inside(
        _period(given, max(career, here), here),
        sick_months=sick_months,
        still_ill=given.sick_at_end,
        terminates=row.barred == "45",
    )
    check = found.steps[-1]
    drawn = drafting.apart(
        PERIOD, title, found, amount=NOTHING, note=f"{check.formula}，{check.value}"
    )
    if found.value and row.barred:
        drawn.remarks.insert(0, _barred(check.formula, check.article, row.barred))
    return drawn


def _period(given: Inputs, career: int, here: int) -> Explained[MedicalPeriod]:
    return medical_period.medical_period(
        all_months=career, here_months=here, as_of=given.contract_end, place=given.city
    )


def bars(given: Inputs, lines: Iterable[Line]) -> bool:
    """Whether these lines say that the employer must wait: by 40, 41 or the end of a term."""
    if not grounds.ground(given.ground).barred:
        return False
    steps = [step for line in lines if line.key == PERIOD for step in line.steps]
    return any((step["key"], step["value"]) == medical_period.RUNNING for step in steps)


def _barred(formula: str, article: str, bar: str) -> Remark:
    """HR and finance must know before anybody is told that it has ended."""
    title = "医疗期没满，公司现在不能解除"
    way = "等医疗期满，或者换一种双方同意的办法；照现在这样解除，可能要付两倍赔偿金。"
    if bar == "45":
        title = "医疗期没满，合同要顺延，现在不能终止"
        way = "合同顺延到医疗期满；照现在这样终止，可能要付两倍赔偿金。"
    text = f"{formula}。请今天就告诉 HR：{way}本人已经应得的工资照付。"
    return Remark("late", title, text, article, "alert-triangle")


def _missing(
    side: Line.Side, key: str, title: str, what: str, text: str, refusal: NoFigure | None = None
) -> Drawn:
    article = ARTICLE if key == KEY else medical_period.ARTICLE
    return drafting.missing(
        side, key, title, what=what, text=text, article=article, refusal=refusal
    )
