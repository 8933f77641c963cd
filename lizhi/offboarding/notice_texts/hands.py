"""Who has a step in hand: reminded, helped, relieved, or left in peace for a while."""

from lizhi.offboarding.notice_texts.notice import Notice, Texts

BY_HAND: Texts = {
    ("handler_pressed", "signature"): (
        Notice(
            "leaver",
            "您选了打印出来签的离职协议还没收到。寄出了请填单号，也可以回手机上签。"
            "不签也不影响您按期离职：{link}",
            said=True,
            page="offboarding:sign",
        ),
    ),
}
"""Instead of those below, for whoever signs the agreement by hand: nobody is asked on the phone."""

TEXTS: Texts = {
    ("handler_pressed", ""): (
        Notice("named", "{name}的离职在等您：{step}。{hurry}：{link}", task=True, said=True),
        Notice(
            "leaver_of_others",
            "{step}还没办好，已催促{who}。您不用再打电话，最晚的日子不变：{link}",
        ),
        Notice("reminded_beside", "{name}的离职还在等一步：{step}。请您提醒一下，不用您来办。"),
    ),
    ("handler_pressed", "signature"): (
        Notice(
            "leaver",
            "离职协议还等您签。不签也不影响您按期离职：{link}",
            said=True,
            page="offboarding:sign",
        ),
    ),
    ("handler_pressed", "answer"): (
        Notice(
            "leaver",
            "结算单还等您看一下。没看也照常付款，离职证明照开：{link}",
            said=True,
            page="settlement:mine",
        ),
    ),
    ("handler_told", ""): (
        Notice("told", "{name}的离职等了很久：{step}。已催过{who}，也请您过问一下：{link}"),
        Notice(
            "told_by_hand",
            "{name}的离职还在等一步：{step}。已催过经办人，请您也提醒一下，不用您来办。",
        ),
    ),
    ("commented", ""): (
        Notice("leaver_of_others", "您的离职单上有新留言，点开就能看：{link}", daily=True),
        Notice("others", "{name}的离职单上有新留言，请看一下：{link}", daily=True),
    ),
    ("handler_added", ""): (
        Notice("named", "{name}的离职在等{step}，也请您看一下：{link}", task=True),
    ),
    ("task_delegated", ""): (
        Notice("named", "{by}请您代办{name}离职的一步：{step}，时限不变：{link}", task=True),
    ),
    ("copy_given", ""): (
        Notice(
            "copied",
            "{by}把{name}的离职抄送给您，看看就好，不用您办：{link}",
            said=True,
            page="offboarding:desk_case",
        ),
    ),
    ("case_suspended", ""): (
        Notice(
            "leaver",
            "{by}把您的离职办理暂停到{day}。通知期、离职证明和工资照常，有事问{by}：{link}",
            said=True,
        ),
        Notice("others", "{name}的离职办理暂停到{day}，期间不催您：{link}", said=True),
    ),
    ("case_resumed", ""): (
        Notice("leaver", "您的离职接着办了，最后的日子不变：{link}"),
        Notice("others", "{name}的离职接着办了，请看一下时限：{link}"),
    ),
    ("step_given_back", ""): (
        Notice("named", "{name}的离职又可以由您来办：{step}：{link}", task=True),
    ),
    ("task_reassigned", ""): (
        Notice("named", "{name}的离职转到您这里：{step}：{link}", task=True),
    ),
}
