"""Additional deductions that a family may declare by the month (国发〔2018〕41号, 〔2023〕13号)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.words import plain, yuan

ARTICLE = "国发〔2018〕41号，国发〔2023〕13号"
NOTHING = Decimal(0)
Rent = Literal["", "large", "middle", "small"]


@dataclass(frozen=True)
class Family:
    """What was declared for the month. Shares of 1 mean that nobody else deducts the same."""

    children_under_3: Decimal = NOTHING
    children_in_education: Decimal = NOTHING
    elderly_only_child: bool = False
    elderly_share: Decimal = NOTHING
    """Yuan of the shared amount; at most 1,500."""
    loan_interest: bool = False
    rent: Rent = ""
    study: bool = False


def additional_deduction(family: Family, *, as_of: dt.date) -> Explained[Decimal]:
    """Yuan of the month. Loan and rent exclude each other; grave illness is for the annual return.

    Declared is declared: the employer withholds by what the worker has filed, and changes nothing.
    """
    if family.loan_interest and family.rent:
        raise Contradiction("rent", "住房贷款利息和住房租金只能选一项扣除")
    if family.elderly_only_child and family.elderly_share:
        raise Contradiction("elderly_share", "独生子女不用分摊赡养老人的扣除")
    parts = [part for part in _parts(family, as_of) if part[1]]
    total = sum((amount for _figure, amount in parts), NOTHING)
    step = Step(
        key="additional_deduction",
        title="每月专项附加扣除",
        formula=" + ".join(plain(amount) for _figure, amount in parts) or "没有申报",
        value=yuan(total),
        article=ARTICLE,
        inputs={found.title: yuan(amount) for found, amount in parts},
        reason="按您向税务局申报的算，公司不改。",
        figures=tuple(found for found, _amount in parts),
    )
    return Explained(total, (step,))


def _parts(family: Family, as_of: dt.date) -> list[tuple[Figure, Decimal]]:
    def times(name: str, number: Decimal) -> list[tuple[Figure, Decimal]]:
        if not number:
            return []
        found = figure(f"tax.{name}", as_of=as_of)
        return [(found, found.value * number)]

    shared = times("elderly_shared", Decimal(bool(family.elderly_share)))
    return [
        *times("child_under_3", family.children_under_3),
        *times("child_education", family.children_in_education),
        *times("elderly", Decimal(family.elderly_only_child)),
        *((found, min(most, family.elderly_share)) for found, most in shared),
        *times("loan_interest", Decimal(family.loan_interest)),
        *times(f"rent_{family.rent}", Decimal(bool(family.rent))),
        *times("study", Decimal(family.study)),
    ]
