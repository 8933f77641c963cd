"""A signed agreement is to be void, is void, or stays."""

from lizhi.offboarding import agreements
from lizhi.offboarding.notice_texts.notice import Notice, Texts

HR, LEAVER = "offboarding:void", "offboarding:my_voiding"
OF_PURPOSE: Texts = {
    ("paper_sealed", agreements.VOIDING): (),
    ("signature_declined", agreements.VOIDING): (
        Notice("hr", "{name}没有签作废协议，原来的离职协议照旧有效。看原因：{link}", page=HR),
    ),
    ("signature_expired", agreements.VOIDING): (
        Notice(
            "hr",
            "{name}到时间没签作废协议，原来的离职协议照旧有效。还要作废，请再发一次：{link}",
            page=HR,
        ),
        Notice(
            "leaver",
            "作废协议的签字时间过了，原来的离职协议照旧有效，您没有失去什么：{link}",
            page=LEAVER,
        ),
    ),
}
TEXTS: Texts = {
    ("voiding_asked", ""): (
        Notice("hr", "{name}想把签好的离职协议作废，请您答复。协议眼下照旧有效：{link}", page=HR),
    ),
    ("voiding_refused", ""): (
        Notice("leaver", "公司没有同意作废，离职协议照旧有效，离职照常办：{link}", page=LEAVER),
    ),
    ("voiding_sent", ""): (
        Notice(
            "leaver",
            "公司提议把签好的离职协议作废，请看完再定。不签，原来的协议照旧有效：{link}",
            page=LEAVER,
        ),
    ),
    ("voiding_taken_back", ""): (
        Notice(
            "leaver",
            "公司撤回了作废的提议，您不用签了，原来的离职协议照旧有效：{link}",
            page=LEAVER,
        ),
    ),
    ("agreement_voided", ""): (
        Notice(
            "leaver",
            "双方都签了，原来的离职协议作废。您的离职照常，最后一天{day}：{link}",
            page=LEAVER,
        ),
        Notice("hr", "{name}签了，离职协议作废。离职照常，最后一天{day}：{link}", page=HR),
    ),
}
