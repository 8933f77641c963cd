"""A contract that was not written in time, and a probation that was too long: what each costs.

Whether it can still be claimed, and how it is taxed, is not known here: it stands apart, and a
remark says so. Nothing of it hides in the net, and nothing of it is given up.
"""

import datetime as dt
from decimal import Decimal

from lizhi.settlement import workdays
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import probation, unwritten
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.unwritten import SecondWage
from lizhi.settlement.law.wages import Calendar, DayKind
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.models import Line

SECOND_WAGE, PROBATION = "double_wage", "overlong_probation"
TITLES = {SECOND_WAGE: "没签书面合同的二倍工资差额", PROBATION: "超长试用期的赔偿"}
ARTICLES = {SECOND_WAGE: unwritten.ARTICLE, PROBATION: probation.ARTICLE}
SATURDAY = 5


def draw(given: Inputs) -> list[Drawn]:
    """Nothing where nobody has told of it."""
    drawn = []
    if given.unwritten_until is not None:
        drawn.append(_second_wage(given))
    if given.probation_until is not None:
        drawn.append(_probation(given))
    return drawn


def asked_days(given: Inputs) -> dict[str, str]:
    """What the calendar says today of every day that these lines ask about: to be kept."""
    announced, asked = workdays.Announced(), dict[str, str]()

    def kind_of(day: dt.date) -> DayKind:
        kind = announced.kind_of(day)
        asked[day.isoformat()] = workdays.LETTERS[kind]
        return kind

    for reckon in (_reckoned_wage, _reckoned_probation):
        try:
            reckon(given, kind_of)
        except NoFigure:
            continue  # its line says so
    return asked


def _kept(given: Inputs) -> Calendar:
    def kind_of(day: dt.date) -> DayKind:
        letter = given.breach_days.get(day.isoformat(), "")
        plain: DayKind = "rest" if day.weekday() >= SATURDAY else "working"
        return workdays.KINDS.get(letter, plain)

    return kind_of


def _reckoned_wage(given: Inputs, kind_of: Calendar) -> Explained[SecondWage] | None:
    if given.unwritten_until is None or given.monthly_wage is None:
        return None
    return unwritten.second_wage(
        hired_on=given.hired_on,
        until=given.unwritten_until,
        monthly_wage=given.monthly_wage,
        kind_of=kind_of,
        avoided_signing=given.unwritten_avoided,
    )


def _reckoned_probation(
    given: Inputs, kind_of: Calendar
) -> Explained[probation.OverlongProbation] | None:
    wage = given.probation_wage if given.probation_wage is not None else given.monthly_wage
    if given.probation_until is None or given.probation_term is None or wage is None:
        return None
    return probation.overlong(
        hired_on=given.hired_on,
        served_until=given.probation_until,
        term_months=given.probation_term or None,
        wage_after=wage,
        kind_of=kind_of,
    )


def _second_wage(given: Inputs) -> Drawn:
    try:
        found = _reckoned_wage(given, _kept(given))
    except NoFigure as refusal:
        return _missing(SECOND_WAGE, str(refusal), "那时的规定我们没有核对过，请法务看。")
    if found is None:
        text = "二倍工资差额按月工资算，名册里没有月工资。请按劳动合同填上。"
        return _missing(SECOND_WAGE, "缺月工资", text)
    return _apart(SECOND_WAGE, found, found.value.due)


def _probation(given: Inputs) -> Drawn:
    try:
        found = _reckoned_probation(given, _kept(given))
    except NoFigure as refusal:
        return _missing(PROBATION, str(refusal), "那时的规定我们没有核对过，请法务看。")
    if found is None:
        text = "要有合同期限几个月（无固定期限填 0）和转正后的月工资，才知道超了多少。"
        return _missing(PROBATION, "缺合同期限或者月工资", text)
    return _apart(PROBATION, found, found.value.due)


def _apart(key: str, found: Explained[object], amount: Decimal) -> Drawn:
    note = "不在实发里，怎么付另定" if amount else "不用付"
    drawn = drafting.apart(key, TITLES[key], found, amount=amount, note=note)
    if amount:
        text = (
            f"算下来 {yuan(amount)}，没有算进实发：仲裁时效过没过、怎么计税，请法务和税务看过。"
            "要一起付的，手工加一行。"
        )
        title = f"{TITLES[key]}单独列着"
        drawn.remarks.append(Remark("soon", title, text, ARTICLES[key], "gavel"))
    return drawn


def _missing(key: str, what: str, text: str) -> Drawn:
    return drafting.missing(
        Line.Side.APART, key, TITLES[key], what=what, text=text, article=ARTICLES[key]
    )
