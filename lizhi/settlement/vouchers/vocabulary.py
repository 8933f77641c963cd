"""What an account table names: the kinds of lines, and the accounts that a voucher needs besides.

Words are Chinese literals: they stand in vouchers and workbooks that a Chinese ledger takes.
"""

from collections.abc import Mapping
from typing import Any

NET, OWED, BANK = "net", "owed", "bank"
"""What is left to pay, what a person owes where that is negative, and what the payment leaves."""
DUES = {
    "wages": "末月工资",
    "unused_leave": "未休年休假工资",
    "carried_leave": "以前年度未休年休假",
    "company_leave": "公司另给的年假",
    "compensation": "经济补偿",
    "notice_pay": "代通知金",
    "damages": "违法解除赔偿金",
    "double_wage": "二倍工资差额",
    "bonus": "年终奖",
    "non_compete": "竞业限制补偿",
    "medical": "医疗补助费",
    "injury": "工伤一次性待遇",
    "hand_due": "手工加的应发",
}
DEDUCTIONS = {
    "insurance": "社保个人部分",
    "fund": "公积金个人部分",
    "tax": "个人所得税",
    "training_bond": "服务期违约金",
    "hand_loan": "扣回借款",
    "hand_court": "法院协助执行",
    "hand_loss": "扣赔偿",
}
OTHERS = {NET: "应付离职结算净额", OWED: "应收回（净额为负）", BANK: "付款（银行存款）"}
KINDS: dict[str, str] = {**DUES, **DEDUCTIONS, **OTHERS}
COST_KINDS = {
    "management": "管理费用",
    "sales": "销售费用",
    "research": "研发费用",
    "production": "生产成本",
    "overhead": "制造费用",
}
DIMENSIONS = {"employee": "人员", "department": "部门", "cost_centre": "成本中心"}
BY_HAND = "hand-"


def kind_of(key: str, by_hand: Mapping[str, str]) -> str:
    """The kind of a line by its key; `by_hand` says of which kind a line of finance is.

    A line that appears several times, one for each year for instance, has the year behind a hyphen.
    """
    if key.startswith(BY_HAND):
        return f"hand_{by_hand.get(key, 'due')}"
    return key.partition("-")[0]


def title_of(kind: str, fallback: str = "") -> str:
    """How the kind is called in a voucher."""
    return KINDS.get(kind) or fallback or kind


def place_of(kind: str) -> tuple[int, str]:
    """Where a kind stands among others; those that nobody has named here come after the dues."""
    order = list(KINDS)
    return (order.index(kind), kind) if kind in KINDS else (len(DUES), kind)


def kinds_by_hand(inputs: Mapping[str, Any]) -> dict[str, str]:
    """Key → kind of the lines that finance has added, from what a settlement has stored."""
    layers = {**inputs.get("gathered", {}), **inputs.get("entered", {})}
    return {line["key"]: line["kind"] for line in layers.get("by_hand") or ()}
