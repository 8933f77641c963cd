"""Things on their way from hand to hand, and questions about the settlement."""

from lizhi.offboarding import names_wanted
from lizhi.offboarding.notice_texts.notice import TO_SIGN, Notice, Texts

OF_PURPOSE: Texts = {
    ("signature_requested", names_wanted.HANDOVER): (
        Notice(
            "leaver",
            "交接清单好了，有空请看一眼、签个名。不签也不影响工资和离职证明：{link}",
            page=TO_SIGN,
        ),
        Notice(
            "other_signers",
            "{name}的交接清单好了，里面有您收下的，请看一眼、签个名：{link}",
            page=TO_SIGN,
        ),
    ),
    ("signature_declined", names_wanted.HANDOVER): (
        Notice(
            "hr",
            "{by}没有在{name}的交接清单上签名，清单照样有效，离职照常办。看原因：{link}",
            page="offboarding:desk_case",
        ),
    ),
    ("signature_expired", names_wanted.HANDOVER): (),
    ("signature_requested", names_wanted.SETTLEMENT): (),
    ("signature_declined", names_wanted.SETTLEMENT): (
        Notice(
            "finance",
            "{name}没有签收结算单，说了原因，钱照常按期付。请看一下是哪一行：{link}",
            page="settlement:desk",
        ),
        Notice(
            "hr",
            "{name}没有签收结算单，钱照常按期付，离职照常办。看原因：{link}",
            page="offboarding:desk_case",
        ),
    ),
    ("signature_expired", names_wanted.SETTLEMENT): (),
}
"""By the kind of the event and what the paper is for, before any step."""

TEXTS: Texts = {
    ("item_given", ""): (
        Notice(
            "receivers",
            "{name}交给您的东西到了，请收一下：{link}",
            daily=True,
            page="handover:receive",
        ),
    ),
    ("item_missing", ""): (
        Notice(
            "leaver",
            "接手的同事说交接还差东西，请看一下：{link}",
            daily=True,
            page="handover:list",
        ),
    ),
    ("handover_disputed", ""): (
        Notice(
            "leaver",
            "交接还有没对上的，先这样收尾，清单上写明了。不影响工资和离职证明：{link}",
        ),
    ),
    ("handover_finished", ""): (Notice("leaver", "交接都收到了，这一步办完了：{link}"),),
    ("dispute_answered", ""): (Notice("leaver", "您问的那一行，财务答复了：{link}"),),
    ("settlement_handed_over", ""): (
        Notice(
            "copied",
            "{by}请您复核{name}的结算单。工资到期照付，不等复核：{link}",
            page="settlement:desk",
        ),
    ),
    ("settlement_returned", ""): (
        Notice(
            "copied",
            "{by}把{name}的结算单退回来了，请看要改哪里：{link}",
            page="settlement:desk",
        ),
    ),
    ("settlement_taken_back", ""): (
        Notice(
            "copied",
            "{name}的结算单又改了，刚才请您复核的那一版不用看了，改好会再请您：{link}",
            page="settlement:desk",
        ),
    ),
    ("settlement_approved", ""): (
        Notice(
            "copied",
            "{by}同意了{name}的结算单，已经发给本人：{link}",
            page="settlement:desk",
        ),
    ),
    ("settlement_overdue", ""): (
        Notice(
            "copied",
            "{name}的结算单还在等复核。工资到期照付，不等复核，请抽空看一下：{link}",
            page="settlement:desk",
        ),
        Notice(
            "hr_when_again",
            "{name}的结算单等复核超过一天了，财务还没看。工资到期照付，麻烦催一下：{link}",
            page="offboarding:desk_case",
        ),
    ),
    ("settlement_barred", ""): (
        Notice(
            "hr",
            "{name}这次结束，请您今天核对第四十二条，先别往下办；应得的工资照付。看结算里写的：{link}",
            page="offboarding:desk_case",
        ),
    ),
    ("dispute_asks_hr", ""): (
        Notice(
            "hr",
            "{by}请您查一下{name}的结算里的一件事，查到请写在进度里。工资照付：{link}",
            page="offboarding:desk_case",
            said=True,
        ),
    ),
    ("line_disputed", ""): (
        Notice("finance", "{name}对结算单有疑问，请答复：{link}", page="settlement:desk"),
    ),
}
