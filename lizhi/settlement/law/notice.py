"""When a worker's notice, or the end of its term before that, ends the contract."""

import datetime as dt

from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import figure
from lizhi.settlement.law.words import day, month_day, plain

ARTICLE = "《劳动合同法》第三十七条"
TERM_ARTICLE = "《劳动合同法》第四十四条第（一）项"
RENEWAL = (
    "合同期满终止的，除公司维持或者提高原条件续订、本人不愿续订以外，要付经济补偿（第四十六条第（五）项）；"
    "有第四十二条情形的，合同续延到情形消失（第四十五条）。先核对这两条，再往下办。"
)


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


def contract_end(
    arrived: dt.date, in_probation: bool, wished: dt.date, term_end: dt.date | None = None
) -> Explained[dt.date]:
    """The day on which the contract ends when nobody agrees to another one.

    The end of notice, or the later day that was wished for; a fixed term that is over before that
    ends it on its own last day. `term_end` is that day, None for contracts without one; a term that
    was over when the notice arrived has no say, for the work went on.
    """
    notice_over = earliest_end(arrived, in_probation)
    end = max(notice_over.value, wished)
    if not expires(end, arrived=arrived, term_end=term_end) or term_end is None:
        return Explained(end, notice_over.steps)
    step = Step(
        key="term_end",
        title="合同期满",
        formula=f"{day(end)} 和 {day(term_end)} 中早的一天",
        value=day(term_end),
        article=TERM_ARTICLE,
        inputs={"通知期满或者想定的日子": day(end), "合同期满": day(term_end)},
        reason=f"固定期限的合同 {month_day(term_end)} 期满，早于 {month_day(end)}，合同这天终止，"
        "不用等通知期满。双方另行同意的，按同意的日子。",
    )
    note = Note("renewal", "合同先期满：核对续订和经济补偿", RENEWAL, TERM_ARTICLE)
    return Explained(term_end, (*notice_over.steps, step), (note,))


def expires(end: dt.date, *, arrived: dt.date, term_end: dt.date | None) -> bool:
    """Whether a fixed term is over before the day on which the notice would end the contract."""
    return term_end is not None and arrived <= term_end < end
