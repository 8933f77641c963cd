"""Lump sums for a work injury of grade 5 to 10: the employer's is due, the fund's is shown."""

from decimal import Decimal

from lizhi.settlement.inputs import NOTHING, Inputs
from lizhi.settlement.law import grounds, injury
from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.law.injury import Which
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.lines import drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.models import Line

KEY, FUND = "injury", "injury-fund"
TITLE, FUND_TITLE = "一次性伤残就业补助金", "一次性工伤医疗补助金"
ARTICLE = "《工伤保险条例》第三十六、三十七条"
WISHED = frozenset({"37", "38-1", "38-2", "36-W"})
"""Grounds by which the worker himself ends it."""
OVER = frozenset({"44-1", "IR22"})
DUE, APART = Line.Side.DUE, Line.Side.APART


def draw(given: Inputs) -> list[Drawn]:
    """Both sums, each as far as a figure exists; nothing where no injury was told of."""
    if given.injury_grade is None:
        return []
    drawn = [_ours(given, given.injury_grade), _fund(given, given.injury_grade)]
    drawn[0].remarks += _whether(given, given.injury_grade)
    return drawn


_Missing = tuple[str, str, NoFigure | None]
"""What is missing, what to do, and which figure it is."""


def _found(given: Inputs, which: Which, grade: int) -> Explained[Decimal] | _Missing:
    try:
        found = injury.lump_sum(
            which,
            grade=grade,
            base=given.injury_base or NOTHING,
            place=given.injury_province or given.city,
            as_of=given.contract_end,
        )
    except NoFigure as refusal:
        what = f"缺{refusal.place} {refusal.as_of.year} 年{refusal.title}"
        text = f"各省的月数和基数不一样。去{refusal.look}找，填出处和日期，另一人核对以后就能算"
        also = "；也可以按本省的规定算好，填金额和怎么算的。" if which == "employment" else "。"
        return what, text + also, refusal
    except Contradiction as refusal:
        return "伤残等级对不上", f"{refusal}。", None
    if given.injury_base is None:
        return "缺计发基数", "按本省的规定，填每月的计发基数是多少元。", None
    return found


def _ours(given: Inputs, grade: int) -> Drawn:
    if given.injury_pay is not None:
        how = given.injury_pay_how
        return drafting.stated(DUE, KEY, TITLE, given.injury_pay, how, ARTICLE, how)
    found = _found(given, "employment", grade)
    if not isinstance(found, Explained):
        return _missing(DUE, KEY, TITLE, found)
    return drafting.due(KEY, TITLE, found, amount=found.value, note=f"{grade} 级，公司付")


def _fund(given: Inputs, grade: int) -> Drawn:
    found = _found(given, "medical", grade)
    if not isinstance(found, Explained):
        return _missing(APART, FUND, FUND_TITLE, found)
    shown = Explained(found.value, found.steps)  # the other line says what is to be known
    note = "工伤保险基金付，公司帮着申请，不在这张单里"
    return drafting.apart(FUND, FUND_TITLE, shown, amount=found.value, note=note)


def _missing(
    side: Line.Side, key: str, title: str, found: tuple[str, str, NoFigure | None]
) -> Drawn:
    what, text, refusal = found
    return drafting.missing(
        side, key, title, what=what, text=text, article=ARTICLE, refusal=refusal
    )


def _whether(given: Inputs, grade: int) -> list[Remark]:
    """By which grounds the article makes them due; what it does not name, a person decides."""
    row = grounds.ground(given.ground)
    if row.code in WISHED or (row.code in OVER and grade not in injury.MIDDLE):
        return []
    if grade in injury.MIDDLE:
        title = "五级、六级工伤，要本人提出才结束"
        text = f"这次是“{row.title}”。条例写的是本人提出；公司提出或者期满的，请先问法务。"
    else:
        title = "工伤补助金该不该付，请核对"
        text = f"条例写的是期满或者本人提出，这次是“{row.title}”。先列着，请法务看过再发。"
    return [Remark("soon", title, text, ARTICLE, "gavel")]


def is_income(given: Inputs) -> bool:
    """Whether somebody has said that it is taxed as wages."""
    return given.injury_taxed_as == "wages"


def asks_tax(given: Inputs, amount: Decimal | None) -> bool:
    """Whether nobody has said yet how it is taxed."""
    return amount != NOTHING and not given.injury_taxed_as
