"""Things on their way from hand to hand, and questions about the settlement."""

from lizhi.offboarding.notice_texts.notice import Notice, Texts

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
    ("line_disputed", ""): (
        Notice("finance", "{name}对结算单有疑问，请答复：{link}", page="settlement:desk"),
    ),
}
