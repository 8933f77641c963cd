"""The five tables that come in, their columns and what these are called in other programs.

Keys are those of the calculations (`lizhi law`), where one of them reads the figure.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["code", "name", "month", "money", "days", "hours", "whole", "yes", "text", "date"]
Keeper = Literal["finance", "hr"]


@dataclass(frozen=True)
class Column:
    """One column: our key, what is in it, and its names, the one of the template first."""

    key: str
    kind: Kind
    names: tuple[str, ...]
    needed: bool = False
    hint: str = ""
    most: int = 0
    """The highest that makes sense; 0: no bound but that of the kind."""


@dataclass(frozen=True)
class Table:
    """One of the tables; `keeper` says who brings it in, of which people."""

    key: str
    title: str
    keeper: Keeper
    columns: tuple[Column, ...]
    about: str

    def column(self, key: str) -> Column:
        """The column of this key."""
        return next(column for column in self.columns if column.key == key)

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns that say something, beside whom and what it is about."""
        return tuple(one for one in self.columns if one.key not in WHOM)


WHOM = ("number", "name", "month", "paper")
NUMBER = Column("number", "code", ("工号", "员工编号", "员工号", "人员编号", "职工号"), needed=True)
NAME = Column("name", "name", ("姓名", "员工姓名"), hint="可以不填；填了会和花名册对一遍")
MONTH = Column(
    "month", "month", ("月份", "工资月份", "所属月份", "年月", "期间"), needed=True, hint="2026-05"
)

UNPAID = "批准了的，还没付也没补休的"

PAY = Table(
    "pay",
    "工资",
    "finance",
    (
        NUMBER,
        NAME,
        MONTH,
        Column(
            "wage_due", "money", ("应发合计", "应发工资", "应发", "税前工资"), needed=True,
            hint="税前、扣社保公积金以前，含奖金、津贴、加班费、生育津贴",
        ),
        Column("overtime_pay", "money", ("加班费", "加班工资"), hint="包含在应发合计里的"),
        Column("month_bonus", "money", ("奖金", "绩效", "绩效工资", "月度奖金")),
        Column("allowance", "money", ("津贴补贴", "津贴", "补贴", "补助")),
        Column("maternity_pay", "money", ("生育津贴", "产假工资")),
    ),
    "每人每月一行。算十二个月平均工资用：经济补偿用应发合计，年休假工资再减去加班费。",
)  # fmt: skip
TAX = Table(
    "tax",
    "个税累计",
    "finance",
    (
        NUMBER,
        NAME,
        Column("month", "month", ("截至月份", *MONTH.names), needed=True, hint="累计到哪个月"),
        Column("income", "money", ("累计收入", "累计收入额"), needed=True),
        Column("exempt_income", "money", ("累计免税收入", "免税收入")),
        Column("special_deduction", "money", ("累计专项扣除", "专项扣除"), needed=True,
               hint="个人交的社保和公积金"),
        Column("additional_deduction", "money", ("累计专项附加扣除", "专项附加扣除")),
        Column("other_deduction", "money", ("累计其他扣除", "其他扣除")),
        Column("tax_withheld", "money", ("累计已预扣税额", "已预缴税额"), needed=True),
        Column("months", "whole", ("本单位任职月数", "任职月数", "累计月数"), needed=True, most=12),
        Column("separate_method_used_this_year", "yes", ("全年一次性奖金已单独计税",)),
    ),
    "每人一行，累计到离职前最近一个月。",
)  # fmt: skip
ATTENDANCE = Table(
    "attendance",
    "考勤",
    "hr",
    (
        NUMBER,
        NAME,
        MONTH,
        Column("paid_days", "days", ("计薪天数", "应计薪天数", "出勤天数"), most=31),
        Column("unpaid_absence_days", "days", ("无薪缺勤天数", "事假天数", "缺勤天数"), most=31),
        Column("workday_hours", "hours", ("工作日加班小时", "平日加班"), most=744, hint=UNPAID),
        Column("rest_day_hours", "hours", ("休息日加班小时", "周末加班"), most=744, hint=UNPAID),
        Column(
            "statutory_holiday_hours",
            "hours",
            ("法定节假日加班小时", "节假日加班"),
            most=744,
            hint=UNPAID,
        ),
        Column("sick_days", "days", ("病假天数", "病假"), most=31),
        Column("days_taken", "days", ("今年已休年假", "已休年假", "本年已休年假"), most=366),
        Column("days_taken_last_year", "days", ("去年已休年假", "上年已休年假"), most=366),
    ),
    "每人每月一行，不知道的格子空着，不要填 0。",
)
CONTRIBUTIONS = Table(
    "contributions",
    "社保公积金",
    "finance",
    (
        NUMBER,
        NAME,
        MONTH,
        Column("declared_base", "money", ("社保缴费基数", "社保基数", "缴费基数")),
        Column("insurance_employee", "money", ("社保个人", "社保个人合计", "个人社保")),
        Column("insurance_employer", "money", ("社保单位", "社保单位合计", "单位社保")),
        Column("fund_base", "money", ("公积金缴存基数", "公积金基数")),
        Column("fund_employee", "money", ("公积金个人", "个人公积金")),
        Column("fund_employer", "money", ("公积金单位", "单位公积金")),
    ),
    "每人每月一行。离职当月已经算好的，结算直接用。",
)
ADVANCES = Table(
    "advances",
    "借款预支",
    "finance",
    (
        NUMBER,
        NAME,
        Column("paper", "text", ("单据号", "借款单号", "编号"), needed=True),
        Column("title", "text", ("事由", "摘要", "用途"), needed=True),
        Column("amount", "money", ("未还金额", "余额", "金额"), needed=True),
        Column(
            "consent", "yes", ("书面同意从工资扣", "同意扣款", "书面同意"), needed=True,
            hint="是或者否；没有书面同意的不从工资里扣",
        ),
        Column("since", "date", ("借款日期", "日期")),
    ),
    "每笔一行，还清了填 0。",
)  # fmt: skip
TABLES: tuple[Table, ...] = (PAY, TAX, ATTENDANCE, CONTRIBUTIONS, ADVANCES)
BY_KEY = {table.key: table for table in TABLES}
