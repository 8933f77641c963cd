"""A step begins, comes to somebody, gets another time, or goes on without an answer."""

from lizhi.offboarding.notice_texts.notice import Notice, Texts

TEXTS: Texts = {
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
    ("turn_came", ""): (Notice("named", "{name}的离职轮到您：{step}，{due}前：{link}", task=True),),
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
    ("deadline_moved", ""): (
        Notice(
            "told_another_time",
            "{name}的离职，{step}的时限从{old}改到{new}（{why}）：{link}",
            task=True,
        ),
    ),
}
