"""What the ground of the ending makes due beside wages: compensation, and pay instead of notice.

A sum that cannot be worked out stands without an amount and says what is missing: a settlement may
go out with it, and never says that nothing is due.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import cast

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import averages as local_averages
from lizhi.settlement.law import compensation as law
from lizhi.settlement.law import grounds, place
from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.law.grounds import Ground, Renewal
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.words import plain, yuan
from lizhi.settlement.lines import averages, drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.models import Line

RESIGNING = "37"
COMPENSATION, PAY_INSTEAD = "compensation", "notice_pay"
TITLES = {COMPENSATION: "经济补偿", PAY_INSTEAD: "代通知金（一个月工资）"}
ARTICLE = "《劳动合同法》第四十六条、第四十七条"
NOTICE_ARTICLE = "《劳动合同法》第四十条、《劳动合同法实施条例》第二十条"


def draw(given: Inputs) -> list[Drawn]:
    """The lines that this ground asks for; none where nothing is due by it."""
    row = grounds.ground(given.ground)
    drawn = []
    if _is_due(given):
        drawn.append(_compensation(given))
    if row.pay_instead and given.instead_of_notice:
        drawn.append(_pay_instead(given))
    return drawn


def remark(given: Inputs) -> list[Remark]:
    """The ground and what it means, on top of every settlement that is not of a resignation."""
    row = grounds.ground(given.ground)
    if row.code == RESIGNING or _is_due(given):
        return []  # its line says it already
    return [Remark("", f"{row.title}，不付经济补偿", _why(row), _article(row), "info-circle")]


def _compensation(given: Inputs) -> Drawn:
    title = TITLES[COMPENSATION]
    if given.compensation is not None:
        how, due = given.compensation_how, Line.Side.DUE
        return drafting.stated(due, COMPENSATION, title, given.compensation, how, ARTICLE, how)
    average = averages.due(given)
    if average is None:
        what, text = "缺近 12 个月的应发月均工资", averages.what_is_missing(given)
        return _missing(given, title, what, text)
    try:
        local = place.average_for_cap(
            given.city, given.contract_end.year - 1, seat=given.seat, seat_agreed=given.seat_agreed
        )
    except NoFigure as refusal:
        return _uncapped(given, title, average, refusal)
    return _known(given, title, average, local)


def _known(
    given: Inputs, title: str, average: Explained[Decimal], local: Explained[LocalAverage]
) -> Drawn:
    minimum = _minimum(given)
    served = _served(given, average, local.value, minimum.value if minimum else None)
    base = law.reckon(served)
    renewal = cast(Renewal, given.renewal)
    due = law.compensation(given.ground, base.value, renewal=renewal)
    capped = "，封顶" if base.value.capped else "，按最低工资" if base.value.floored else "，不封顶"
    note = f"{plain(base.value.months)} 个月{capped}"
    found = (average, local, *((minimum,) if minimum else ()), base, due)
    return drafting.due(COMPENSATION, title, *_once(found), amount=due.value.amount, note=note)


def _uncapped(given: Inputs, title: str, average: Explained[Decimal], refusal: NoFigure) -> Drawn:
    """N and the average can be read all the same, and what a day would change at the most."""
    top = local_averages.by_month(average.value)  # three times one's own average caps nobody
    base = law.reckon(_served(given, average, top, None))
    near = tuple(
        replace(note, text=f"{note.text}封顶要用的数还没有，这是最多的数。")
        for note in base.notes
        if note.key == "n_boundary"
    )
    other = tuple(note for note in base.notes if note.key == "early_service")
    months = Explained(base.value.months, base.steps[:1], (*near, *other))
    what = f"缺{refusal.place} {refusal.as_of.year} 年{refusal.title}"
    text = (
        f"用来判断月均 {yuan(average.value)} 是否高过 3 倍，"
        f"算下来最多是 {yuan(law.amount_of(base.value))}。"
        f"去{refusal.look}找，填出处和日期，另一人核对以后就能算。"
    )
    return _missing(given, title, what, text, average, months, refusal=refusal)


def _missing(
    given: Inputs,
    title: str,
    what: str,
    text: str,
    *known: Explained[object],
    refusal: NoFigure | None = None,
) -> Drawn:
    row = grounds.ground(given.ground)
    side, article = Line.Side.DUE, f"《劳动合同法》{row.due_by}、第四十七条"
    if row.due_by.startswith("实施条例"):
        article = f"《劳动合同法》第四十七条，{row.due_by}"
    return drafting.missing(
        *(side, COMPENSATION, title),
        what=what,
        text=text,
        article=article,
        known=known,
        refusal=refusal,
    )


def _served(
    given: Inputs, average: Explained[Decimal], local: LocalAverage, minimum: MinimumWage | None
) -> law.Service:
    return law.Service(
        hired_on=given.hired_on,
        last_day=given.contract_end,
        average=average.value,
        local=local,
        minimum=minimum,
        carried_months=given.carried_months,
        carried_paid=given.carried_paid,
    )


def _minimum(given: Inputs) -> Explained[MinimumWage] | None:
    try:
        return place.minimum_wage(
            given.city, given.contract_end, seat=given.seat, seat_agreed=given.seat_agreed
        )
    except NoFigure:
        return None


def _once(results: Iterable[Explained[object]]) -> list[Explained[object]]:
    """Each note once: the same figure in doubt is told by every rule that uses it."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for result in results:
        notes = [note for note in result.notes if (note.key, note.text) not in seen]
        seen |= {(note.key, note.text) for note in notes}
        notes = [note for note in notes if note.key != "secondary_figure"]  # the figures say it
        kept.append(replace(result, notes=tuple(notes)))
    return kept


def _pay_instead(given: Inputs) -> Drawn:
    title = TITLES[PAY_INSTEAD]
    if given.last_month_wage is None:
        month = (given.contract_end.month - 2) % 12 + 1
        text = f"按解除前一个月的工资算，不按 12 个月平均。请按工资表填 {month} 月的应发工资。"
        what = "缺上一个月的工资"
        side = Line.Side.DUE
        return drafting.missing(
            side, PAY_INSTEAD, title, what=what, text=text, article=NOTICE_ARTICLE
        )
    pay = law.notice_pay(
        given.ground, last_month_wage=given.last_month_wage, as_of=given.contract_end
    )
    return drafting.due(PAY_INSTEAD, title, pay, amount=pay.value, note="按上一个月的工资")


def _why(row: Ground) -> str:
    if row.renewal_decides:
        return "公司按原条件或者更好的条件提出续订，本人不续。请核对留下的书面材料。"
    return f"依据：{row.due_by}。"


def _is_due(given: Inputs) -> bool:
    renewal = cast(Renewal, given.renewal)
    return grounds.compensation_due(given.ground, renewal=renewal).value


def _article(row: Ground) -> str:
    law_name = "" if row.article.startswith("实施条例") else "《劳动合同法》"
    return f"{law_name}{row.article}"
