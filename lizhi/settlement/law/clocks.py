"""What has to be done by when after the last day; no holiday and no open handover moves it."""

import datetime as dt
from collections.abc import Callable
from typing import Literal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import Figure, NoFigure, figure, province_of, replaced
from lizhi.settlement.law.words import day, plain

Duty = Literal[
    "certificate",
    "wages",
    "unemployment_list",
    "transfer",
    "housing_fund",
    "contract_texts_years",
    "claims_years",
]
AfterWorkDays = Callable[[dt.date, int], dt.date]


def due(
    duty: Duty, *, contract_end: dt.date, city: str, after_work_days: AfterWorkDays
) -> Explained[dt.date]:
    """The last day on which this duty can be met, or `NoFigure` where the rule is not verified.

    `after_work_days(start, n)` comes from whoever has a calendar. Wages: at the end itself, unless
    the province allows more days.
    """
    if duty == "wages" and (local := _of_province("wages_work_days", contract_end, city)):
        end = after_work_days(contract_end, int(local.value))
        return _explained(duty, contract_end, end, f"{plain(local.value)} 个工作日", local)
    if duty == "wages" and (local := _of_province("wages_days", contract_end, city)):
        rule = local
    else:
        rule = figure(f"clocks.{duty}", as_of=contract_end)
    if duty.endswith("_years"):
        years = int(rule.value)
        return _explained(
            duty, contract_end, _years_later(contract_end, years), f"{years} 年", rule
        )
    end = contract_end + dt.timedelta(days=int(rule.value))
    return _explained(duty, contract_end, end, f"{plain(rule.value)} 天", rule)


def reminder(duty: Duty, *, contract_end: dt.date) -> Explained[dt.date]:
    """When to look at a duty whose new text has not been read: the last day by the old text.

    Nothing that the law says: a day on which nobody has looked is worse than one too early.
    `NoFigure` where no text was known before.
    """
    rule = replaced(f"clocks.{duty}", as_of=contract_end)
    end = contract_end + dt.timedelta(days=int(rule.value))
    return _explained(duty, contract_end, end, f"{plain(rule.value)} 天", rule)


def _of_province(rule: str, as_of: dt.date, city: str) -> Figure | None:
    try:
        return figure(f"clocks.{rule}", as_of=as_of, place=province_of(city))
    except NoFigure:
        return None


def _explained(
    duty: Duty, contract_end: dt.date, end: dt.date, added: str, rule: Figure
) -> Explained[dt.date]:
    step = Step(
        key=duty,
        title=rule.title,
        formula=f"{day(contract_end)} + {added}",
        value=day(end),
        article=rule.document,
        inputs={"解除日": day(contract_end)},
        reason=rule.note,
        figures=(rule,),
    )
    return Explained(end, (step,))


def _years_later(start: dt.date, years: int) -> dt.date:
    """The same day of a later year; the last of February where there is no 29th."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)
