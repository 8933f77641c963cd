"""What is taken off for insurance and fund: from figures where the place has them, else asked."""

import datetime as dt
from decimal import Decimal

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import contributions
from lizhi.settlement.law.asking import NotGiven
from lizhi.settlement.law.contributions import Scheme, Share
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.lines import drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.models import Line

INSURANCE = "《社会保险法》第六十条"
FUND = "《住房公积金管理条例》第十六条"
OWN: tuple[tuple[Scheme, Share], ...] = (
    ("pension", "employee"),
    ("medical", "employee"),
    ("unemployment", "employee"),
)
TAKEN = Line.Side.DEDUCTION


def draw(given: Inputs) -> list[Drawn]:
    """The two lines, each with what finance has given, computed, or asking for it."""
    return [_insurance(given), _fund(given)]


def _insurance(given: Inputs) -> Drawn:
    title, note = "社保，个人部分", _until(given.insurance_until)
    if given.insurance is not None:
        how = given.insurance_how
        return drafting.stated(TAKEN, "insurance", title, given.insurance, how, INSURANCE, note)
    try:
        found = _computed(given, given.insurance_base, given.insurance_until, OWN)
    except (NoFigure, NotGiven) as refusal:
        city = given.city or "参保地"
        text = f"离职当月缴不缴、按什么基数缴，按{city}的规则。算好后填金额和怎么算的。"
        return _asked(
            "insurance", title, "缺社保个人部分", text + _why(refusal), INSURANCE, refusal
        )
    return drafting.deduction("insurance", title, found, amount=found.value, note=note)


def _fund(given: Inputs) -> Drawn:
    title, note = "公积金，个人部分", _until(given.fund_until)
    if given.fund is not None:
        return drafting.stated(TAKEN, "fund", title, given.fund, given.fund_how, FUND, note)
    try:
        found = _computed(given, given.fund_base, given.fund_until, (("housing_fund", "employee"),))
    except (NoFigure, NotGiven) as refusal:
        text = f"按{given.city or '缴存地'}的规则和本人的缴存比例，算好后填金额和怎么算的。"
        return _asked("fund", title, "缺公积金个人部分", text + _why(refusal), FUND, refusal)
    return drafting.deduction("fund", title, found, amount=found.value, note=note)


def _computed(
    given: Inputs,
    base: Decimal | None,
    month: dt.date | None,
    wanted: tuple[tuple[Scheme, Share], ...],
) -> Explained[Decimal]:
    """Own shares of the month of the ending, by the base that is declared for this person."""
    if month is None:
        raise NotGiven("month", "还没有说交到几月")
    found = contributions.contributions(
        month=month,
        declared=base,
        place=given.insurance_city or given.city,
        last_day=max(given.last_day, given.contract_end),
        wanted=wanted,
    )
    return Explained(found.value.total("employee"), found.steps, found.notes)


def _why(refusal: NoFigure | NotGiven) -> str:
    """Which figure would let the machine do it; nobody wants to hear that a base was not given."""
    return f"（{refusal}，有了就能自动算）" if isinstance(refusal, NoFigure) else ""


def _asked(
    key: str, title: str, what: str, text: str, article: str, refusal: Exception | None = None
) -> Drawn:
    """`refusal`: which figure of a place would let the machine do it."""
    known = refusal if isinstance(refusal, NoFigure) else None
    return drafting.missing(TAKEN, key, title, what=what, text=text, article=article, refusal=known)


def _until(month: dt.date | None) -> str:
    return f"交到 {month.month} 月" if month else ""
