"""Which ground gives whom which rights (劳动合同法 36–46, 实施条例 5, 6, 21, 22): the one matrix.

Every row says what follows for the person; nothing about a ground is decided anywhere else.
"""

from dataclasses import dataclass, replace
from typing import Literal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.statutes import ARTICLES

Ends = Literal["both", "worker", "employer", "law"]
Bar = Literal["", "42", "45"]
Renewal = Literal["not_offered", "worse_refused", "same_refused", ""]
"""What became of an offer to renew: none was made, or it was refused, on these terms."""


@dataclass(frozen=True)
class Ground:
    """One row: who ends it, how, and what is due."""

    code: str
    title: str
    ends: Ends
    article: str
    compensation: bool
    due_by: str = ""
    """The article by which compensation is due, or is not."""
    notice_days: int = 0
    pay_instead: bool = False
    """One month's wage may stand in the place of the notice (40)."""
    barred: Bar = ""
    """42: forbidden while one of its cases holds; 45: the term runs on until none does."""
    written: bool = True
    union_first: str = ""
    """By which article the union, or all staff, hears of it before."""
    terminates: bool = False
    """The contract has ended (终止), and was not dissolved (解除)."""
    renewal_decides: bool = False
    """Refusing the same or better terms ends the claim to compensation (46 item 5)."""
    unlawful: str = ""
    """What it costs where the ground does not hold."""

    @property
    def text(self) -> str:
        """The article in the words of the law."""
        known = self.code if self.code in ARTICLES else self.code.partition("-")[0]
        return ARTICLES[known]

    @property
    def money(self) -> str:
        """What it means for the purse, in one sentence."""
        if self.renewal_decides:
            return f"要付经济补偿；按原条件或者更好的条件续订、本人不续的除外（{self.due_by}）"
        extra = "；没有提前三十日的，另付一个月工资（第四十条）" if self.pay_instead else ""
        due = "要付经济补偿" if self.compensation else "不付经济补偿"
        return f"{due}（{self.due_by}）{extra}" if self.due_by else f"{due}{extra}"


UNPROVEN = "证明不了的，要付两倍赔偿金或者恢复工作（第四十八条、第八十七条）"
BREACH = "违反的，要付两倍赔偿金或者恢复工作（第四十八条、第八十七条）"
DISMISSAL = Ground(
    "39", "过失性解除", "employer", "第三十九条", compensation=False,
    due_by="第四十六条没有列入", union_first="第四十三条", unlawful=UNPROVEN,
)  # fmt: skip
NOTICE = Ground(
    "40", "公司提前通知解除", "employer", "第四十条", compensation=True,
    due_by="第四十六条第（三）项", notice_days=30, pay_instead=True, barred="42",
    union_first="第四十三条", unlawful=BREACH,
)  # fmt: skip


def _item(row: Ground, number: str, numeral: str, title: str) -> Ground:
    article = f"{row.article}第（{numeral}）项"
    return replace(row, code=f"{row.code}-{number}", article=article, title=title)


ROWS = (
    Ground("36-E", "协商一致，公司提出", "both", "第三十六条", compensation=True,
           due_by="第四十六条第（二）项"),
    Ground("36-W", "协商一致，员工提出", "both", "第三十六条", compensation=False,
           due_by="第四十六条没有列入"),
    Ground("37", "员工辞职", "worker", "第三十七条", compensation=False,
           due_by="第四十六条没有列入", notice_days=30),
    Ground("38-1", "公司有过错，员工解除", "worker", "第三十八条第一款", compensation=True,
           due_by="第四十六条第（一）项", written=False),
    Ground("38-2", "强迫劳动或者强令冒险，员工立即解除", "worker", "第三十八条第二款",
           compensation=True, due_by="第四十六条第（一）项", written=False),
    DISMISSAL,
    _item(DISMISSAL, "1", "一", "试用期不符合录用条件"),
    _item(DISMISSAL, "2", "二", "严重违反规章制度"),
    _item(DISMISSAL, "3", "三", "严重失职，造成重大损害"),
    _item(DISMISSAL, "4", "四", "兼职影响工作，拒不改正"),
    _item(DISMISSAL, "5", "五", "欺诈、胁迫使合同无效"),
    _item(DISMISSAL, "6", "六", "被追究刑事责任"),
    _item(NOTICE, "1", "一", "医疗期满不能工作"),
    _item(NOTICE, "2", "二", "不能胜任工作"),
    _item(NOTICE, "3", "三", "客观情况发生重大变化"),
    Ground("41", "经济性裁员", "employer", "第四十一条", compensation=True,
           due_by="第四十六条第（四）项", notice_days=30, barred="42",
           union_first="第四十一条", unlawful=BREACH),
    Ground("44-1", "固定期限合同期满", "law", "第四十四条第（一）项", compensation=True,
           due_by="第四十六条第（五）项", barred="45", terminates=True, renewal_decides=True,
           unlawful=BREACH),
    Ground("44-2", "开始享受基本养老保险待遇", "law", "第四十四条第（二）项", compensation=False,
           due_by="第四十六条没有列入", terminates=True, unlawful=BREACH),
    Ground("IR21", "达到法定退休年龄", "law", "实施条例第二十一条", compensation=False,
           due_by="第四十六条没有列入", terminates=True, unlawful=BREACH),
    Ground("44-3", "员工去世、被宣告死亡或者失踪", "law", "第四十四条第（三）项",
           compensation=False, due_by="第四十六条没有列入", written=False, terminates=True),
    Ground("44-4", "公司破产", "law", "第四十四条第（四）项", compensation=True,
           due_by="第四十六条第（六）项", terminates=True),
    Ground("44-5", "公司关闭、撤销或者提前解散", "law", "第四十四条第（五）项", compensation=True,
           due_by="第四十六条第（六）项", terminates=True),
    Ground("IR22", "约定的任务完成", "law", "实施条例第二十二条", compensation=True,
           due_by="实施条例第二十二条", terminates=True),
    Ground("IR5", "一个月内不签书面合同", "employer", "实施条例第五条", compensation=False,
           due_by="实施条例第五条", terminates=True),
    Ground("IR6", "一个月后不签书面合同", "employer", "实施条例第六条", compensation=True,
           due_by="实施条例第六条", terminates=True),
)  # fmt: skip
GROUNDS = {row.code: row for row in ROWS}


def ground(code: str) -> Ground:
    """The row of this code; a KeyError for one that the law does not know."""
    return GROUNDS[code]


def compensation_due(code: str, *, renewal: Renewal = "") -> Explained[bool]:
    """Whether compensation is due by this ground (劳动合同法 46); how much is another question.

    A fixed term that is over: due, unless the same or better terms were offered and refused.
    """
    row = GROUNDS[code]
    due = row.compensation and not (row.renewal_decides and renewal == "same_refused")
    step = Step(
        key="compensation_due",
        title="要不要付经济补偿",
        formula=row.title,
        value="要付" if due else "不付",
        article=f"{row.article}，{row.due_by}",
        inputs={"事由": row.title, "续订": RENEWALS.get(renewal, "")},
        reason=f"{row.title}，{'要付' if due else '不付'}经济补偿。",
    )
    return Explained(due, (step,))


RENEWALS: dict[str, str] = {
    "not_offered": "公司没有提出续订",
    "worse_refused": "公司提出的条件低于原合同，本人不续",
    "same_refused": "公司按原条件或者更好的条件提出续订，本人不续",
}
