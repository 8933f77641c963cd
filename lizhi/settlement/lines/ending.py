"""What the ground of the ending makes due beside wages: compensation, and pay instead of notice.

How much is worked out elsewhere. Until then the line stands without an amount, said to be still
open: a settlement may go out with it, and never says that nothing is due.
"""

from typing import cast

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import grounds
from lizhi.settlement.law.grounds import Ground, Renewal
from lizhi.settlement.lines import drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.models import Line

RESIGNING = "37"
COMPENSATION, PAY_INSTEAD = "compensation", "notice_pay"
OPEN = "待算"


def draw(given: Inputs) -> list[Drawn]:
    """The lines that this ground asks for; none where nothing is due by it."""
    row = grounds.ground(given.ground)
    drawn = []
    if _is_due(given):
        text = f"{row.title}，要付经济补偿（{row.due_by}）。金额还没算出来，算出来以前不能写成 0。"
        drawn.append(_open(COMPENSATION, "经济补偿", row.due_by, text))
    if row.pay_instead and given.instead_of_notice:
        text = "没有提前三十日通知，另付一个月工资，按上一个月的工资算。金额还没算出来。"
        article = "第四十条、实施条例第二十条"
        drawn.append(_open(PAY_INSTEAD, "代通知金（一个月工资）", article, text))
    return drawn


def remark(given: Inputs) -> list[Remark]:
    """The ground and what it means, on top of every settlement that is not of a resignation."""
    row = grounds.ground(given.ground)
    if row.code == RESIGNING or _is_due(given):
        return []  # the open line says it already
    return [Remark("", f"{row.title}，不付经济补偿", _why(row), _article(row), "info-circle")]


def _why(row: Ground) -> str:
    if row.renewal_decides:
        return "公司按原条件或者更好的条件提出续订，本人不续。请核对留下的书面材料。"
    return f"依据：{row.due_by}。"


def _is_due(given: Inputs) -> bool:
    renewal = cast(Renewal, given.renewal)
    return grounds.compensation_due(given.ground, renewal=renewal).value


def _article(row: Ground) -> str:
    law = "" if row.article.startswith("实施条例") else "《劳动合同法》"
    return f"{law}{row.article}"


def _open(key: str, title: str, article: str, text: str) -> Drawn:
    return drafting.missing(
        Line.Side.DUE, key, title, what=f"{title}{OPEN}", text=text, article=article
    )
