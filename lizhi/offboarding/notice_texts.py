"""What is written to people. Data, not code: 您, short, who and when, never blame.

Keys: (event kind, step) or (event kind, ""). `{name}` the leaver, `{by}` whoever did it, `{who}`
the handler, `{step}` the step's name, `{due}` until when, `{hurry}` that it is time, `{day}` a
date, `{link}` opens the very thing that is to be done.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """One text to one kind of reader; `task` sends a link that opens one card only."""

    to: str
    text: str
    task: bool = False
    daily: bool = False
    """At most one text a day to one reader, however often it happens."""
    said: bool = False
    """What whoever did it wrote goes along."""
    page: str = "offboarding:case"
    """Where any other link leads; every one of these pages is for a case."""


NOTICES: dict[tuple[str, str], tuple[Notice, ...]] = {
    ("notice_arrived", ""): (
        Notice(
            "doer",
            "您的离职通知已送达，回执在这里：{link} 先照顾好家里，每一步我们会发短信。",
            page="offboarding:receipt",
        ),
        Notice(
            "leaver_of_others",
            "{by}（HR）替您登记了离职通知，从公司收到那天算起。请看回执：{link} "
            "不是您的意思，请马上告诉 HR。",
            page="offboarding:receipt",
        ),
    ),
    ("step_opened", "acknowledgement"): (
        Notice(
            "handlers",
            "{name}要离职，通知已送达并生效。请在{due}前看一下，定好工作交给谁：{link}",
            task=True,
        ),
    ),
    ("step_opened", "signature"): (
        Notice(
            "leaver",
            "离职协议发给您了，看完再签，{due}前都可以：{link}",
            page="offboarding:sign",
        ),
    ),
    ("step_opened", "handover"): (
        Notice("leaver", "交接清单开好了，在手机上点一点就行：{link}", page="handover:list"),
        Notice("receivers", "{name}有工作要交给您，请看一下清单：{link}", page="handover:receive"),
        Notice("handlers", "{name}的工作交接开始了，您可以看进展、补清单：{link}", task=True),
    ),
    ("step_opened", "confirmation"): (
        Notice("handlers", "{name}的离职等您确认四个日期，{due}前：{link}", task=True),
    ),
    ("step_opened", "settlement"): (
        Notice("handlers", "{name}的离职等您结算，{due}前：{link}", task=True),
    ),
    ("step_opened", "application"): (),
    ("step_opened", ""): (
        Notice("handlers", "{name}的离职有一步等您：{step}。{hurry}：{link}", task=True),
    ),
    ("step_opened", "answer"): (
        Notice(
            "leaver",
            "您的结算单出来了，每一行都写明怎么算的，请看一下：{link}",
            page="settlement:mine",
        ),
    ),
    ("handler_pressed", ""): (
        Notice("named", "{name}的离职在等您：{step}。{hurry}：{link}", task=True, said=True),
        Notice(
            "leaver_of_others",
            "{step}还没办好，已催促{who}。您不用再打电话，最晚的日子不变：{link}",
        ),
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
    ("talk_asked", ""): (
        Notice("talker", "{name}想在走之前和您聊一聊，请定个时间：{link}", page="talks:talk"),
    ),
    ("talk_written", ""): (
        Notice("talker", "{name}走之前给您写了几句，只有您看得到：{link}", page="talks:talk"),
    ),
    ("talk_offered", ""): (
        Notice("leaver", "{by}想换个时间和您聊，看看行不行：{link}", page="talks:mine"),
    ),
    ("talk_fixed", ""): (
        Notice("talker", "和{name}聊的时间定了，点开看：{link}", page="talks:talk"),
        Notice(
            "leaver_of_others",
            "和{by}聊的时间定了，不想聊了随时可以取消：{link}",
            page="talks:mine",
        ),
    ),
    ("talk_called_off", ""): (
        Notice("talker", "{name}不聊了，不用准备了：{link}", page="talks:talk"),
    ),
    ("commented", ""): (
        Notice("leaver_of_others", "您的离职单上有新留言，点开就能看：{link}", daily=True),
        Notice("others", "{name}的离职单上有新留言，请看一下：{link}", daily=True),
    ),
    ("handler_added", ""): (
        Notice("named", "{name}的离职在等{step}，也请您看一下：{link}", task=True),
    ),
    ("turn_came", ""): (Notice("named", "{name}的离职轮到您：{step}，{due}前：{link}", task=True),),
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
    ("step_closed_by_time", "acknowledgement"): (
        Notice("leaver", "主管一直没有回复，不用等了，已经接着办下一步：{link}"),
        Notice("hr", "{name}的主管 72 小时没有回复，系统已往下办，交接请您来安排：{link}"),
    ),
    ("step_closed_by_time", "confirmation"): (
        Notice(
            "leaver",
            "HR 到时间没有确认，不用等了。最后一天按{day}，离职证明这天开，后面照常办：{link}",
        ),
        Notice(
            "hr",
            "{name}的离职到时间没有确认，系统已往下办，最后一天按{day}。要提前，请和本人另约一天：{link}",
        ),
    ),
    ("step_closed_by_time", "settlement"): (
        Notice(
            "leaver",
            "财务到现在还没结算，离职单先归档，材料都给您留好。该付的一分不少："
            "可以打 12333，或带上这些材料申请劳动仲裁：{link}",
        ),
        Notice("finance", "{name}的离职结算一直没发出，离职单已归档。该付的工资请尽快付清：{link}"),
        Notice("hr", "{name}的离职结算一直没发出，离职单已归档。该付的工资请催财务付清：{link}"),
    ),
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
        Notice("other_side", "{name}的离职有人提出另一个最后一天：{day}，同意才算数：{link}"),
    ),
    ("last_day_taken_back", ""): (
        Notice("other_side", "{name}的离职，最后一天改为{day}的提议撤回了，不用答复：{link}"),
    ),
    ("last_day_agreed", ""): (
        Notice("leaver", "最后一天定在{day}，离职证明这天开：{link}"),
        Notice("hr", "{name}的最后一天定在{day}：{link}"),
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
    ("package_sealed", ""): (
        Notice(
            "leaver",
            "都办好了，全部材料已封存，随时回来下载。办得顺不顺，点一下告诉我们：{link}",
            page="offboarding:rate",
        ),
    ),
    ("deadline_moved", ""): (
        Notice(
            "told_another_time",
            "{name}的离职，{step}的时限从{old}改到{new}（{why}）：{link}",
            task=True,
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
