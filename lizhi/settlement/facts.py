"""What the paper is told about a settlement."""

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents.papers.listed_facts import LineFacts, SettlementFacts, StepFacts
from lizhi.settlement import rules
from lizhi.settlement.law.explained import StepJson
from lizhi.settlement.lines import ASKED
from lizhi.settlement.models import Line, Settlement
from lizhi.settlement.sheet import CALCULATED

TAIL = 4


def facts_for_paper(case: Case) -> SettlementFacts:
    """Of the version that the employee has; `Settlement.DoesNotExist` while nothing was sent."""
    settlement = rules.shown(case)
    if settlement is None:
        raise Settlement.DoesNotExist(f"nothing sent in {case}")
    settlement.case = case
    return facts_of(settlement)


def facts_of(settlement: Settlement) -> SettlementFacts:
    """Every line with its steps; the template adds them up."""
    case, employment = settlement.case, settlement.case.employment
    lines = list(settlement.lines.all())
    made = settlement.sent_at or settlement.created_at
    facts: SettlementFacts = {
        "number": case.number,
        "company": case.entity.name,
        "employee": employment.name,
        "case_number": case.number,
        "version": settlement.number,
        "made_on": clock.local(made).date().isoformat(),
        "department": employment.department.name,
        "post": employment.post,
        "contract_end": case.contract_end.isoformat(),
        "pay_on": rules.pay_day(case).isoformat(),
        "bank_tail": employment.bank_account[-TAIL:],
        "dues": [_line(line) for line in lines if line.side == Line.Side.DUE],
        "deductions": [_line(line) for line in lines if line.side == Line.Side.DEDUCTION],
    }
    if settlement.insurance_until:
        facts["insurance_until"] = f"{settlement.insurance_until:%Y-%m}"
    if case.way != Case.Way.DEATH:
        facts["signer"] = employment.name
    if settlement.fund_until:
        facts["fund_until"] = f"{settlement.fund_until:%Y-%m}"
    return facts


def _line(line: Line) -> LineFacts:
    return {
        "title": line.title,
        "amount": None if line.amount is None else f"{line.amount:.2f}",
        "missing": line.missing,
        "note": line.steps[0]["formula"] if line.by_hand and line.amount is not None else line.note,
        "by_hand": line.by_hand,
        "steps": [_step(step, line) for step in line.steps],
    }


def _step(step: StepJson, line: Line) -> StepFacts:
    if step["value"] == ASKED:  # its words are for the desk
        return {"title": step["title"], "value": ASKED, "reason": f"{line.missing}。"}
    stated = step["key"] == line.key and not CALCULATED.search(step["formula"])
    return {
        "title": step["title"],
        "formula": step["formula"],
        "value": "" if stated else step["value"],
        "article": step["article"],
        "reason": step["reason"],
        "doubt": "，".join(
            f"{figure['title']} {figure['value']}（{figure['document']}）"
            for figure in step.get("figures", [])
            if figure["status"] == "secondary"
        ),
    }
