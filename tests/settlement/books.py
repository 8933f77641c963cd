"""Those who leave in November, and the account table by which finance books them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import LegalEntity
from lizhi.settlement import actions
from lizhi.settlement.models import AccountTable, Settlement
from lizhi.settlement.vouchers.accounts import Place, Row, Table
from tests import make
from tests.settlement import world

NOVEMBER = dt.date(2026, 11, 1)
PAY, LEAVE = "2211.01", "应付职工薪酬-工资"
ROWS = (
    Row(
        "wages",
        "6601.01",
        "销售费用-工资",
        cost_kind="sales",
        through=PAY,
        through_name=LEAVE,
        dims=("department", "cost_centre"),
    ),
    Row("wages", "6602.01", "管理费用-工资", through=PAY, through_name=LEAVE, dims=("department",)),
    Row("unused_leave", "6601.02", "销售费用-年假", dims=("department",)),
    Row("hand_due", "6602.09", "管理费用-其他"),
    Row("hand_loan", "1221.01", "其他应收款-员工借款", dims=("employee",)),
    Row("insurance", "2241.01", "其他应付款-社保个人部分"),
    Row("fund", "2241.02", "其他应付款-公积金个人部分"),
    Row("tax", "2221.12", "应交税费-应交个人所得税"),
    Row("net", "2241.09", "其他应付款-离职结算", dims=("employee",)),
    Row("owed", "1221.03", "其他应收款-离职员工", dims=("employee",)),
    Row("bank", "1002.01", "银行存款"),
)
PLACES = (
    Place("销售一部", "D01", "sales", "C110"),
    Place("财务部", "D09", "management", "C900"),
)
TABLE = Table(ROWS, PLACES, org="SZ01", book="001", voucher_type="记")
PEOPLE = (("张敏", "13800002046"), ("李雷", "13800002047"), ("韩梅", "13800002048"))


def entity() -> LegalEntity:
    """The company of Shenzhen."""
    return make.branch().entity


def second() -> User:
    """A colleague of Chen Jie in finance, who confirms."""
    user = make.employee("何静", "13800000302", department="财务部").user
    make.grant(user, "finance")
    return user


def confirmed(by: User, other: User, table: Table = TABLE) -> AccountTable:
    """Proposed by the one, confirmed by the other."""
    made = actions.propose_accounts(entity(), table, by=by, at=clock.now())
    return actions.decide_accounts(made, agree=True, by=other, at=clock.now())


def leaves(number: int, by: User, **inputs: Any) -> Settlement:
    """One of the three, settled and sent."""
    name, phone = PEOPLE[number]
    employment = make.employee(
        name,
        phone,
        leave_days=Decimal(10),
        leave_taken=Decimal(6),
        bank_account=f"62140010000060{number:02d}",
        bank_name="示例银行深圳分行",
    )
    return world.sent(world.case_of(employment), by, **inputs)


def again(case: Case, by: User, **inputs: Any) -> Settlement:
    """A newer version of the same person."""
    version = actions.draft(case, inputs=inputs, by=by, at=clock.now())
    return actions.send(version, by=by, at=clock.now())
