"""What nobody has tried with a ledger yet, each thing alone and with what rests on it.

Marks as in our notes: U unknown, I inferred, S read in others' programs, D written down by others
from the vendor's pages. The notes travel with every file: try one voucher in a test book first, and
mend it here; nothing else should need it.
"""

from decimal import Decimal
from typing import Any

KINGDEE = (
    "D：凭证字、币别、汇率类型的编码（PRE001、HLTX01_SYS）是系统自带的，每个账套可能改过",
    "U：核算维度的字段名按账套不同；这里只有 FFLEX5（部门）见过，人员和成本中心的两个要对照账套改",
    "U：我们的凭证号写在哪个字段没有见过，没有放进 Model：重发以前先在账套里查有没有这张",
    "U：金额写成两位小数的文本；只保存，不提交也不审核",
    "U：红字凭证按负数金额保存，账套要允许",
)
KINGDEE_DIMS = {
    "department": "FDETAILID__FFLEX5",
    "employee": "FDETAILID__FFLEX7",
    "cost_centre": "FDETAILID__FFLEX12",
}
"""D for the department; U for the two others: sites number their dimensions themselves."""
U8 = (
    "D：接口 voucher_ex/add 保留分录次序；biz_id 一样的不会重复生成",
    "S：分录里的金额、辅助核算字段名（natural_debit_currency、dept_id、personnel_id）来自别家的程序",
    "U：制单人 enter 要是 U8 里有的操作员姓名，这里留空，导入前填",
    "U：成本中心放在自定义项 self_define1，要对照账套改",
    "U：红字凭证按负数金额写，账套要允许",
)
U8_ENTERED_BY = ""
"""U: must be the name of an operator of that ledger; ours are no operators there."""
U8_DIMS = {
    "department": "dept_id",
    "employee": "personnel_id",
    "cost_centre": "self_define1",
}
U8_TEXT = (
    "D：每行一条分录，制单日期、凭证类别字、业务号、附单据数、摘要、科目编码、借方、贷方，然后部门、人员",
    "U：文件开头要不要一行说明、用什么编码，各版本不同；这里没有开头行，编码 GB18030",
    "U：部门、人员之后的列没有见过，成本中心不在里面",
)
U8_TEXT_ENCODING = "gb18030"
U8_TEXT_FIRST_LINE = ""


def kingdee_dims(dims: dict[str, str]) -> dict[str, Any]:
    """`FDetailID` of an entry."""
    return {KINGDEE_DIMS[name]: {"FNumber": code} for name, code in dims.items()}


def u8_amounts(debit: str, credit: str) -> dict[str, str]:
    """S: either of the two, in yuan."""
    if Decimal(debit):
        return {"natural_debit_currency": debit}
    return {"natural_credit_currency": credit}
