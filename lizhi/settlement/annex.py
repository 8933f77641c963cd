"""The annex of a settlement for a lawyer's reading: every line with its steps and figures.

It names no person: the number of the case stands for whom it is about.
"""

from decimal import Decimal
from typing import Any

from lizhi.settlement.law import totals
from lizhi.settlement.law.explained import FigureJson, StepJson
from lizhi.settlement.law.words import in_full
from lizhi.settlement.models import Line, Settlement

STATUSES = {"official": "原文核对过", "secondary": "二手材料，请核对原文", "missing": "缺"}


def version_of(number: str, version: int | None = None) -> Settlement | None:
    """This version; without one what the employee has before the eyes, else the newest.

    None where there is none.
    """
    versions = Settlement.objects.filter(case__number=number).select_related("case")
    versions = versions.order_by("-number")
    if version is not None:
        return versions.filter(number=version).first()
    return versions.shown().first() or versions.first()


def as_json(settlement: Settlement) -> dict[str, Any]:
    """In plain values."""
    return {
        "case": settlement.case.number,
        "version": settlement.number,
        "state": settlement.state,
        "contract_end": settlement.case.contract_end.isoformat(),
        "engine": settlement.engine,
        "parameters_hash": settlement.parameters_hash,
        "lines": [_line(line) for line in settlement.lines.all()],
        "net": _net(settlement),
    }


def _net(settlement: Settlement) -> StepJson:
    """What is left to pay of the lines that have an amount; what stands apart is not in it."""
    amounts: dict[str, list[Decimal | None]] = {side: [] for side in Line.Side.values}
    for line in settlement.lines.all():
        amounts[line.side].append(line.amount)
    (step,) = totals.net(amounts[Line.Side.DUE], amounts[Line.Side.DEDUCTION]).as_json()
    return step


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "title": line.title,
        "side": line.side,
        "amount": None if line.amount is None else f"{line.amount:.2f}",
        "missing": line.missing,
        "by_hand": line.by_hand,
        "steps": [{**step, "article": in_full(step["article"])} for step in line.steps],
    }


def as_text(settlement: Settlement) -> str:
    """To be read: formula, article, and for each figure where it stands and who has looked."""
    case = settlement.case
    head = [
        f"{case.number}，结算单第 {settlement.number} 版，{settlement.get_state_display()}",
        f"合同结束 {case.contract_end}，引擎 {settlement.engine}",
        f"参数 {settlement.parameters_hash}",
    ]
    lines = settlement.lines.all()
    sides = (Line.Side.DUE, Line.Side.DEDUCTION)
    missing = sum(line.amount is None and line.side in sides for line in lines)
    net = _step_text(_net(settlement)) + (
        f"\n    {missing} 行待算，没有算进去。" if missing else ""
    )
    return "\n\n".join(["\n".join(head), *map(_line_text, lines), f"合计\n{net}"])


def _line_text(line: Line) -> str:
    sign = "−" if line.side == Line.Side.DEDUCTION and line.amount else ""
    amount = f"{sign}{line.amount:,.2f}" if line.amount is not None else f"待算，{line.missing}"
    amount += "（另算，不在合计里）" if line.side == Line.Side.APART else ""
    steps: list[StepJson] = line.steps
    return "\n".join([f"{line.title}：{amount}", *(_step_text(step) for step in steps)])


def _step_text(step: StepJson) -> str:
    value = f" = {step['value']}" if step["value"] else ""
    rows = [f"  {step['title']} = {step['formula']}{value}"]
    rows += [f"    依据 {in_full(step['article'])}"] if step["article"] else []
    rows += [f"    {step['reason']}"] if step["reason"] else []
    rows += [f"    {_figure_text(figure)}" for figure in step.get("figures", ())]
    return "\n".join(rows)


def _figure_text(figure: FigureJson) -> str:
    checked = f"，{figure['checked_on']} 核对" if figure["checked_on"] else ""
    since = f"{figure['since']} 起"
    return (
        f"{figure['title']} {figure['value']}，{since}，{figure['document']}，"
        f"{STATUSES[figure['status']]}{checked}"
    )
