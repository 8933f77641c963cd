"""Bonus and commission by a plan, and what its clauses leave for a person to decide."""

from decimal import Decimal

from lizhi.settlement.inputs import NOTHING, Inputs
from lizhi.settlement.law import bonus
from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.bonus import InPlan
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.models import Line

BONUS, COMMISSION = "bonus", "bonus-commission"
"""A commission is booked as a bonus, and taxed as wages."""
WAGES = "《关于工资总额组成的规定》"


def draw(given: Inputs) -> list[Drawn]:
    """The bonus that is worked out by a plan, and the commission; nothing where none is told."""
    drawn = []
    if has_bonus(given):
        drawn.append(_bonus(given))
    if given.commission is not None:
        found = bonus.commission_due(
            earned=given.commission,
            paid=given.commission_paid,
            on_pay_day_clause=bool(given.commission_clause),
        )
        clause, plan = given.commission_clause, given.commission_plan
        drawn.append(_line(COMMISSION, "提成", found, clause, plan))
    return drawn


def has_bonus(given: Inputs) -> bool:
    """Whether the bonus is more than a sum that finance has stated."""
    return bool(given.bonus_full is not None or given.bonus_clause or given.bonus_plan)


def _bonus(given: Inputs) -> Drawn:
    title = "年终奖" if given.bonus_kind == "year_end" else "奖金"
    if given.bonus and given.bonus_full is not None:
        text = "奖金填了应付的数，又填了整个考核期的数。请清空其中一样，再算一次。"
        return _missing(title, "奖金填了两遍", text)
    if given.bonus_full is None:
        if not given.bonus:
            text = "填了奖金办法，没有填金额。请填应付多少，或者填考核期的全额和起止日期。"
            return _missing(title, "缺奖金的金额", text)
        found = Explained(InPlan(given.bonus, bool(given.bonus_clause)), (_stated(given, title),))
        found = Explained(found.value, found.steps, _note(given.bonus, given.bonus_clause))
        return _line(BONUS, title, found, given.bonus_clause, given.bonus_plan)
    if given.bonus_from is None or given.bonus_to is None:
        text = "按在职天数算，要知道考核期从哪天到哪天。"
        return _missing(title, "缺考核期", text)
    if not given.bonus_kind:
        text = "请选是年终奖还是当月的奖金：年终奖可以单独计税。"
        return _missing(title, "缺奖金的种类", text)
    try:
        share = bonus.bonus_share(
            full=given.bonus_full,
            period=(given.bonus_from, given.bonus_to),
            hired_on=given.hired_on,
            last_day=given.contract_end,
            on_pay_day_clause=bool(given.bonus_clause),
        )
    except Contradiction as refusal:
        return _missing(title, "考核期对不上", f"{refusal}。")
    return _line(BONUS, title, share, given.bonus_clause, given.bonus_plan)


def _line(key: str, title: str, found: Explained[InPlan], clause: str, plan: str) -> Drawn:
    """Paid, shown apart, or asked for: what a clause in dispute means is decided by a person."""
    whole = (*((_plan(plan),) if plan else ()), found)
    amount = found.value.amount
    if clause == "open":
        text = f"办法写了发放日在职才有。付不付 {yuan(amount)}，请法务看过以后在“少见的情况”里选。"
        return drafting.missing(
            Line.Side.DUE,
            key,
            title,
            what="有争议的约定，还没有人定",
            text=text,
            article=bonus.ARTICLE,
            known=whole,
        )
    if clause == "apart":
        note = "办法写了发放日在职才有，公司这次没付；不同意可以提出来"
        return drafting.apart(key, title, *whole, amount=amount, note=note)
    note = "办法有争议的约定，公司照付" if clause else "按办法"
    return drafting.due(key, title, *whole, amount=amount, note=note)


def _plan(words: str) -> Explained[str]:
    step = Step(
        key="bonus_plan",
        title="奖金办法",
        formula="公司的办法",
        value="见原文",
        article=bonus.ARTICLE,
        reason=f"办法写着：“{words}”",
    )
    return Explained(words, (step,))


def _stated(given: Inputs, title: str) -> Step:
    return Step(
        key=BONUS,
        title=title,
        formula=given.bonus_how,
        value=yuan(given.bonus),
        article=bonus.ARTICLE,
        inputs={"金额": yuan(given.bonus)},
        reason=drafting.STATED,
    )


def _note(amount: Decimal, clause: str) -> tuple[Note, ...]:
    if not clause:
        return ()
    return bonus.commission_due(earned=amount, paid=NOTHING, on_pay_day_clause=True).notes


def _missing(title: str, what: str, text: str) -> Drawn:
    return drafting.missing(
        Line.Side.DUE, BONUS, title, what=what, text=text, article=bonus.ARTICLE
    )
