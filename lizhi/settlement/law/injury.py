"""Lump sums at the end for a work injury of grade 5 to 10 (工伤保险条例 36, 37)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law import doubt
from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, figure, province_of
from lizhi.settlement.law.words import cents, plain, yuan

GRADES = range(5, 11)
MIDDLE = range(5, 7)
Which = Literal["medical", "employment"]
TITLES: dict[Which, str] = {
    "medical": "一次性工伤医疗补助金，工伤保险基金付",
    "employment": "一次性伤残就业补助金，公司付",
}
ARTICLES = {True: "《工伤保险条例》第三十六条", False: "《工伤保险条例》第三十七条"}


@dataclass(frozen=True)
class LumpSums:
    """Yuan; the fund pays the one, the employer the other."""

    medical: Decimal
    employment: Decimal


def lump_sums(*, grade: int, base: Decimal, place: str, as_of: dt.date) -> Explained[LumpSums]:
    """Both sums: so many months of the base as the province says for the grade.

    Due for grade 5 and 6 on the worker's wish, for 7 to 10 when the contract ends or the worker
    resigns: a resignation takes nothing away. No province is verified: `NoFigure` says which table
    is needed. `Contradiction` for a grade without such sums (1 to 4 keep their employment).
    """
    medical, employment = (
        lump_sum(which, grade=grade, base=base, place=place, as_of=as_of) for which in TITLES
    )
    sums = LumpSums(medical.value, employment.value)
    used = (*medical.figures, *employment.figures)
    note = employment.notes[0]
    steps = (*medical.steps, *employment.steps)
    return Explained(sums, steps, (note, *doubt.notes(used)))


def lump_sum(
    which: Which, *, grade: int, base: Decimal, place: str, as_of: dt.date
) -> Explained[Decimal]:
    """One of them, in yuan, by its own table: a province may have told the one and not the other.

    `NoFigure` and `Contradiction` as for both.
    """
    if grade not in GRADES:
        raise Contradiction("grade", "这两笔补助金只有五级到十级有，请核对伤残等级")
    article = ARTICLES[grade in MIDDLE]
    table = figure(f"injury.{which}_lump", as_of=as_of, place=province_of(place))
    amount = _of(table, grade, base)
    step = _step(f"injury_{which}", TITLES[which], table, grade, base, amount, article)
    text = "五级、六级要本人提出才解除；七级到十级，合同期满或者本人辞职都要付。"
    note = Note("injury_due", "辞职也要付", text, article)
    return Explained(amount, (step,), (note, *doubt.notes((table,))))


def _of(table: Figure, grade: int, base: Decimal) -> Decimal:
    return cents(table.at(Decimal(grade)) * base)


def _step(
    key: str, title: str, table: Figure, grade: int, base: Decimal, amount: Decimal, article: str
) -> Step:
    return Step(
        key=key,
        title=title,
        formula=f"{yuan(base)} × {plain(table.at(Decimal(grade)))} 个月",
        value=yuan(amount),
        article=f"{article}，{table.document}",
        inputs={"伤残等级": f"{grade} 级", "基数": yuan(base)},
        figures=(table,),
    )
