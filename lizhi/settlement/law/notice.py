"""When a worker's notice ends the contract (劳动合同法 37)."""

import datetime as dt

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import figure
from lizhi.settlement.law.words import day, month_day, plain

ARTICLE = "《劳动合同法》第三十七条"


def earliest_end(arrived: dt.date, in_probation: bool) -> Explained[dt.date]:
    """Thirty calendar days after arrival, three in probation; the day of arrival is not counted.

    `arrived` is the day in China on which the notice entered the designated system (民法典 137).
    Nobody's consent is needed for this day; an earlier one needs the company's.
    """
    days = figure("notice.probation_days" if in_probation else "notice.days", as_of=arrived)
    end = arrived + dt.timedelta(days=int(days.value))
    first = arrived + dt.timedelta(days=1)
    step = Step(
        key="notice_end",
        title="通知期满",
        formula=f"{day(arrived)} + {plain(days.value)} 天",
        value=day(end),
        article=ARTICLE,
        inputs={"送达": day(arrived), "试用期内": "是" if in_probation else "不是"},
        reason=f"{month_day(arrived)} 送达，{month_day(first)} 是第 1 天。"
        f"算日历天，周末也算，{month_day(end)} 满 {plain(days.value)} 天。公司批不批都不影响。",
        figures=(days,),
    )
    return Explained(end, (step,))
