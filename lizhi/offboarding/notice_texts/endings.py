"""The agreement, the last day, the papers, the wish to stay, and what the law asks at the end."""

from lizhi.offboarding.notice_texts.notice import Notice, Texts

TEXTS: Texts = {
    ("paper_sealed", ""): (
        Notice("leaver", "离职协议公司盖好章了，随时可以下载：{link}", page="offboarding:papers"),
    ),
    ("signature_declined", ""): (
        Notice(
            "hr",
            "{name}没有签离职协议，离职照常办，日子按法定的算。看原因、要再发一次：{link}",
            page="offboarding:agreement",
        ),
    ),
    ("signature_expired", ""): (
        Notice(
            "hr",
            "{name}的离职协议到时间还没签，离职照常办。要再发一次，在这里：{link}",
            page="offboarding:agreement",
        ),
        Notice(
            "leaver",
            "离职协议的签字时间过了，不签也不影响您离职和拿证明。想签，请 HR 再发一次：{link}",
        ),
    ),
    ("signature_wanted", ""): (
        Notice(
            "hr",
            "{name}想签离职协议，原来那份过期了。一键重发一份：{link}",
            page="offboarding:agreement",
        ),
    ),
    ("paper_chosen", ""): (
        Notice(
            "leaver_of_others",
            "HR 替您选了打印出来签，怎么签、寄到哪里都在这里；想改回手机签也可以：{link}",
            page="offboarding:sign",
        ),
        Notice(
            "hr_of_others",
            "{name}选了打印出来签，签好会寄给您，进展在这里：{link}",
            page="offboarding:agreement",
        ),
    ),
    ("original_sent", ""): (
        Notice(
            "hr_of_others",
            "{name}签好的原件寄出了，请先看照片，收到后登记：{link}",
            page="offboarding:agreement",
        ),
    ),
    ("original_chased", ""): (
        Notice(
            "chased_leaver",
            "您选了打印出来签的文件还没收到。寄出了请填单号，也可以回手机上签，不签不影响您离职：{link}",
            page="offboarding:sign",
        ),
        Notice(
            "chased_hr",
            "{name}签好的纸质文件还没登记好，请看一下收到没有、寄回没有：{link}",
            page="offboarding:agreement",
        ),
    ),
    ("original_wrong", ""): (
        Notice(
            "leaver",
            "您寄来的文件还差一点，怎么补在这里，也可以改在手机上签：{link}",
            page="offboarding:sign",
            said=True,
        ),
    ),
    ("original_received", ""): (
        Notice(
            "leaver",
            "您签好的纸质原件收到了，算签好了。公司盖章后寄一份给您：{link}",
            page="offboarding:sign",
        ),
    ),
    ("original_returned", ""): (
        Notice(
            "leaver",
            "盖好章的那份寄给您了，单号在这里：{link}",
            page="offboarding:sign",
        ),
    ),
    ("signature_extended", ""): (
        Notice(
            "leaver",
            "离职协议的签字时间延长了，不急。不签也不影响您离职和拿证明：{link}",
            page="offboarding:sign",
        ),
    ),
    ("agreement_sent_again", ""): (
        Notice(
            "leaver",
            "离职协议重新发给您了，写的最后一天是{day}，请看完再签。不签也不影响您离职：{link}",
            page="offboarding:sign",
        ),
    ),
    ("proofs_lost", ""): (
        Notice(
            "leaver",
            "有一份证明没传完，或者打不开，没有留下来。不影响您离职；还想给的话，请联系 HR：{link}",
            daily=True,
        ),
    ),
    ("last_day_proposed", ""): (
        Notice("other_side", "{name}的离职有人提出另一个最后一天：{day}{pay}，同意才算数：{link}"),
    ),
    ("last_day_taken_back", ""): (
        Notice("other_side", "{name}的离职，最后一天改为{day}的提议撤回了，不用答复：{link}"),
    ),
    ("last_day_agreed", ""): (
        Notice("leaver", "最后一天定在{day}，离职证明这天开{pay}：{link}"),
        Notice("hr", "{name}的最后一天定在{day}{pay}：{link}"),
    ),
    ("last_day_by_law", ""): (
        Notice(
            "leaver",
            "您的合同期限改了，最后一天按法律重新算，现在是{day}，离职证明这天开。"
            "想换一天，和 HR 说好就行：{link}",
        ),
        Notice("hr", "{name}的合同期限改了，最后一天按法律重新算，现在是{day}：{link}"),
    ),
    ("statutory_days_hold", ""): (
        Notice(
            "leaver", "提前走的协议没有盖成章，合同到{day}，工资至少算到这天，证明这天开：{link}"
        ),
        Notice("hr", "{name}的离职协议没有盖成章，合同到{day}，工资至少算到这天：{link}"),
    ),
    ("pay_end_proposed", ""): (
        Notice("other_side", "{name}的离职有人提出工资算到{day}，同意才算数：{link}"),
    ),
    ("pay_end_taken_back", ""): (
        Notice("other_side", "{name}的离职，工资算到{day}的提议撤回了，不用答复：{link}"),
    ),
    ("pay_end_agreed", ""): (
        Notice("leaver", "工资算到{day}，双方说好了，最后一天和离职证明不变：{link}"),
        Notice("hr", "{name}的工资算到{day}，双方说好了：{link}"),
    ),
    ("certificate_issued", ""): (
        Notice(
            "leaver",
            "离职证明开好了，马上能用，以后也随时能回来下载：{link}",
            page="offboarding:certificate",
        ),
    ),
    ("withdrawal_asked", ""): (
        Notice("hr", "{name}想撤回离职，要公司同意，请您答复：{link}"),
        Notice("manager", "{name}想留下来，已请 HR 答复：{link}"),
    ),
    ("withdrawal_agreed", ""): (
        Notice("leaver", "公司同意您撤回，离职取消，合同照旧：{link}"),
        Notice("part", "{name}留下来了，离职取消，之前请您办的不用办了：{link}"),
    ),
    ("withdrawal_refused", ""): (
        Notice("leaver", "公司没有同意撤回，离职照常办，日子不变：{link}"),
        Notice("manager", "{name}想留下来，公司没有同意，离职照常办：{link}"),
    ),
    ("ending_overtaken", ""): (
        Notice("hr", "{name}先前那件离职停办了，文件作废，改按新的一件办，时限从新的算起。"),
        Notice("part", "{name}先前那件离职停办了，之前请您办的不用办了，有新的会另外通知您。"),
    ),
    ("term_arrives", ""): (
        Notice(
            "hr",
            "{name}的合同{day}期满，这件离职还没有定下来。续签、到期终止还是照办，请定一下：{link}",
            page="offboarding:desk_case",
        ),
    ),
    ("package_sealed", ""): (
        Notice(
            "leaver",
            "都办好了，全部材料已封存，随时回来下载。办得顺不顺，点一下告诉我们：{link}",
            page="offboarding:rate",
        ),
    ),
    ("duty_undone", ""): (
        Notice(
            "leaver",
            "更正：{duty}还没有办好，之前写已办是弄错了，公司会接着办。您不用做什么：{link}",
            page="offboarding:duties",
        ),
    ),
    ("duty_late", ""): (
        Notice(
            "hr",
            "{name}的离职有一件法定事项过了日子：{duty}，应在{day}前办。请今天办好，办完点一下：{link}",
            page="offboarding:desk_case",
        ),
        Notice(
            "leaver",
            "{duty}应由公司在{day}前替您办好，还没有办，已催 HR。您不用做什么：{link}",
            page="offboarding:duties",
        ),
    ),
    ("duty_late", "certificate"): (
        Notice(
            "hr",
            "{name}的离职证明应在{day}开，系统没有开出来。请今天打开看缺什么，补上再试一次；"
            "试不成，先给一份盖章的纸质证明：{link}",
            page="offboarding:desk_case",
        ),
        Notice(
            "leaver",
            "{duty}应由公司在{day}前替您办好，还没有办，已催 HR。您不用做什么：{link}",
            page="offboarding:duties",
        ),
    ),
    ("job_failed", ""): (
        Notice(
            "hr",
            "{name}的离职，系统有一步办不下去：{why}。请打开看要补什么，补上再试一次：{link}",
            daily=True,
            page="offboarding:desk_case",
        ),
    ),
    ("duty_raised", ""): (
        Notice(
            "group_hr",
            "{name}的离职有一件法定事项还没办：{duty}，应在{day}前办，已催过 HR，请您过问：{link}",
            page="offboarding:desk_case",
        ),
        Notice(
            "leaver",
            "{duty}还没有办好，已报给 HR 负责人：{link}",
            page="offboarding:duties",
        ),
    ),
}
