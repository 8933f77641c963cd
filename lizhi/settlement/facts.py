"""What the paper is told about a settlement."""

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents.papers.listed_facts import LineFacts, NoteFacts, SettlementFacts, StepFacts
from lizhi.settlement import computing, rules
from lizhi.settlement.law.explained import FigureJson, StepJson
from lizhi.settlement.law.words import in_full
from lizhi.settlement.lines import ASKED
from lizhi.settlement.models import Line, Settlement
from lizhi.settlement.sheet import CALCULATED

TAIL = 4
MARK = 16
READ = {"official": "官方原文", "secondary": "二手材料"}


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
        "dues": [line_facts(line) for line in lines if line.side == Line.Side.DUE],
        "deductions": [line_facts(line) for line in lines if line.side == Line.Side.DEDUCTION],
    }
    if settlement.insurance_until:
        facts["insurance_until"] = f"{settlement.insurance_until:%Y-%m}"
    if case.way != Case.Way.DEATH:
        facts["signer"] = employment.name
    if apart := [line_facts(line) for line in lines if line.side == Line.Side.APART]:
        facts["apart"] = apart
    if notes := _notes(settlement):
        facts["notes"] = notes
    if settlement.engine:
        facts["engine"], facts["figures_mark"] = (
            settlement.engine,
            settlement.parameters_hash[:MARK],
        )
    if settlement.fund_until:
        facts["fund_until"] = f"{settlement.fund_until:%Y-%m}"
    return facts


def _notes(settlement: Settlement) -> list[NoteFacts]:
    """What was near the result, from what the version keeps."""
    remarks = computing.again(settlement).remarks
    return [{"title": one.title, "text": one.text} for one in remarks if one.kind == "soon"]


def line_facts(line: Line) -> LineFacts:
    """One line with its steps, as the annex prints it."""
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
        "article": _sources(step),
        "reason": step["reason"],
        "doubt": "，".join(
            f"{figure['title']} {figure['value']}（{figure['document']}）"
            for figure in step.get("figures", [])
            if figure["status"] == "secondary"
        ),
    }


def _sources(step: StepJson) -> str:
    """The article, and of every figure in it where it stands, how it was read and when."""
    found = [_source(one) for one in step.get("figures", [])]
    return "；".join([in_full(step["article"]), *found])


def _source(figure: FigureJson) -> str:
    read = READ.get(figure["status"], figure["status"])
    name = f"{figure['title']}{_value(figure)}"
    return f"{name}：{figure['document']}，{read}，{figure['checked_on']} 核对"


def _value(figure: FigureJson) -> str:
    """A scale is too long to be printed here; its document has it."""
    return "" if ";" in figure["value"] else f" {figure['value']}"
