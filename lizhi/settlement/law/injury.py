"""Lump sums at the end for a work injury of grade 5 to 10 (工伤保险条例 36, 37)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law import doubt
from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, figure, province_of
from lizhi.settlement.law.words import cents, plain, yuan

GRADES = range(5, 11)
MIDDLE = range(5, 7)
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
    if grade not in GRADES:
        raise Contradiction("grade", "这两笔补助金只有五级到十级有，请核对伤残等级")
    province = province_of(place)
    article = ARTICLES[grade in MIDDLE]
    medical = figure("injury.medical_lump", as_of=as_of, place=province)
    employment = figure("injury.employment_lump", as_of=as_of, place=province)
    sums = [_of(table, grade, base) for table in (medical, employment)]
    steps = tuple(
        _step(key, title, table, grade, base, amount, article)
        for key, title, table, amount in (
            ("injury_medical", "一次性工伤医疗补助金，工伤保险基金付", medical, sums[0]),
            ("injury_employment", "一次性伤残就业补助金，公司付", employment, sums[1]),
        )
    )
    text = "五级、六级要本人提出才解除；七级到十级，合同期满或者本人辞职都要付。"
    note = Note("injury_due", "辞职也要付", text, article)
    return Explained(LumpSums(*sums), steps, (note, *doubt.notes((medical, employment))))


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
