"""What is written to people where the company has begun the ending. Data, not code.

As in `notice_texts`; a way that says nothing of its own about an event says what all others say,
and where nobody of them says anything, what a resignation says.
"""

from lizhi.cases.models import Case
from lizhi.offboarding.notice_texts import Notice, Texts

Way = Case.Way
OTHERS: Texts = {
    ("ending_begun", ""): (
        Notice(
            "leaver",
            "公司发出了结束劳动合同的通知。为什么、哪天、您有什么权利，都写在这里，不同意可以说：{link}",
        ),
    ),
    ("step_opened", "service"): (
        Notice(
            "handlers",
            "{name}的通知书印好了，请送达本人，并在{due}前写明怎么送到的：{link}",
            task=True,
        ),
    ),
    ("paper_served", "service"): (
        Notice("leaver", "通知书已记为送达，劳动合同在{day}结束，离职证明这天开：{link}"),
        Notice("manager", "{name}的劳动合同在{day}结束，交接请您安排：{link}"),
    ),
    ("step_closed_by_time", "service"): (
        Notice("leaver", "通知书一直没有送达，这件事不办了，劳动合同照旧：{link}"),
        Notice("hr", "{name}的通知书到时间没有送达，已经停办，劳动合同照旧：{link}"),
    ),
    ("objected", ""): (
        Notice("hr", "{name}对结束劳动合同有异议，请看一下，并尽快联系本人：{link}"),
    ),
    ("ending_called_off", ""): (
        Notice("leaver", "公司收回了结束劳动合同的打算，您的合同照旧：{link}"),
        Notice("part", "{name}的离职不办了，合同照旧，之前请您办的不用办了。"),
    ),
    ("service_proof_lost", ""): (
        Notice("hr", "{name}的送达凭证打不开，没有留下来，请再传一次：{link}"),
    ),
    ("bar_claimed", ""): (
        Notice(
            "hr",
            "{name}说自己属于 42 条的情形，请看一下并答复，答复前什么都不会结束：{link}",
            page="offboarding:screen",
        ),
    ),
    ("bar_taken_back", ""): (
        Notice("hr", "{name}说不属于 42 条的情形了，不用答复，其余照旧：{link}"),
    ),
    ("bar_not_found", ""): (
        Notice(
            "leaver", "HR 又看了一遍 42 条的情形，写明在这里。不同意可以说，也可以打 12333：{link}"
        ),
    ),
    ("bar_found", ""): (
        Notice("leaver", "您受法律保护，公司不能这样结束合同。合同照旧，不用做什么：{link}"),
    ),
    ("bars_to_ask_again", ""): (
        Notice(
            "hr",
            "{name}的劳动合同{day}结束，请再看一遍有没有 42 条的情形，有就不能结束：{link}",
            page="offboarding:screen",
        ),
    ),
    ("end_did_not_come", ""): (
        Notice("leaver", "到了日子，但合同没有结束，照旧履行，不用做什么：{link}"),
        Notice(
            "hr",
            "{name}的劳动合同没有结束：没送达、没签好、42 条没答复或者已续签，请看：{link}",
            page="offboarding:desk_case",
        ),
    ),
    ("signature_expired", ""): (),
    ("package_sealed", ""): (Notice("leaver", "都办好了，全部材料已封存，随时回来下载：{link}"),),
}
"""All ways but the resignation."""
OWN: dict[str, Texts] = {
    Way.MUTUAL: {
        ("ending_begun", ""): (
            Notice(
                "leaver",
                "{by}（HR）发来一份协商解除劳动合同的提议。同不同意由您定，不签合同照旧：{link}",
            ),
        ),
        ("step_opened", "signature"): (
            Notice(
                "leaver",
                "协商解除的协议在这里，看完再定。不同意可以不签，合同照旧：{link}",
                page="offboarding:sign",
            ),
        ),
        ("handler_pressed", "signature"): (
            Notice(
                "leaver",
                "协商解除的协议还在等您的意见。同意就签，不同意不用签，合同照旧：{link}",
                said=True,
                page="offboarding:sign",
            ),
        ),
        ("signature_declined", ""): (
            Notice("hr", "{name}没有同意协商解除，合同照旧。原因在这里：{link}"),
        ),
        ("step_closed_by_time", "signature"): (
            Notice("hr", "{name}到时间没有签协商解除的协议，提议失效，合同照旧：{link}"),
            Notice("leaver", "协商解除的提议到期失效了，您的合同照旧，不用做什么：{link}"),
        ),
    },
    Way.PROPOSAL: {
        ("ending_declared", ""): (
            Notice("leaver", "您协商解除的提议已发给 HR，等公司答复。没签以前合同照旧：{link}"),
            Notice("hr", "{name}提议协商解除，最后一天{day}，请答复；不同意合同照旧：{link}"),
        ),
        ("proposal_answered", ""): (
            Notice("leaver", "您协商解除的提议，公司答复了，请看一下：{link}"),
        ),
        ("proposal_taken_back", ""): (
            Notice("hr", "{name}收回了协商解除的提议，不用答复了，合同照旧。"),
        ),
        ("step_opened", "reply"): (),
        ("step_closed_by_time", "reply"): (
            Notice("leaver", "公司到时间没有答复，您的提议失效了，合同照旧，不用做什么：{link}"),
            Notice("hr", "{name}的提议到时间没有答复，已经失效，合同照旧：{link}"),
        ),
        ("step_opened", "signature"): (
            Notice(
                "leaver",
                "公司同意协商解除，协议在这里，看完再定。不签合同照旧：{link}",
                page="offboarding:sign",
            ),
        ),
        ("signature_declined", ""): (
            Notice("hr", "{name}没有签协商解除的协议，合同照旧。原因在这里：{link}"),
        ),
        ("step_closed_by_time", "signature"): (
            Notice("hr", "{name}到时间没有签协商解除的协议，提议失效，合同照旧：{link}"),
            Notice("leaver", "协商解除的协议到期没签，提议失效了，您的合同照旧：{link}"),
        ),
    },
    Way.FORCED: {
        ("ending_declared", ""): (
            Notice("leaver", "您的解除通知已送达公司，劳动合同在{day}结束，通知书在这里：{link}"),
            Notice(
                "hr", "{name}依照 38 条解除劳动合同，{day}结束。请看理由，结清工资和补偿：{link}"
            ),
            Notice("manager", "{name}的劳动合同在{day}结束，交接请您安排：{link}"),
        ),
    },
    Way.CLOSURE: {
        ("ending_begun", ""): (
            Notice(
                "leaver", "公司要关了，您的劳动合同{day}终止，依法有经济补偿。详情和权利：{link}"
            ),
        ),
    },
    Way.TERM_END: {
        ("ending_begun", ""): (
            Notice(
                "leaver", "您的劳动合同{day}到期，公司按到期终止办理。会发生什么、您的权利：{link}"
            ),
        ),
    },
    Way.RETIREMENT: {
        ("ending_begun", ""): (
            Notice(
                "leaver", "您的退休手续开始办了，劳动合同{day}终止。有什么要办的都在这里：{link}"
            ),
        ),
    },
    Way.UNREACHABLE: {
        ("ending_begun", ""): (
            Notice(
                "leaver",
                "公司联系不上您，很惦记。请回个电话，或者点开这里说一声，合同现在没有变：{link}",
            ),
        ),
        ("step_opened", "recall_service"): (
            Notice(
                "handlers",
                "给{name}的返岗通知书印好了，请寄出，并写明怎么送到的：{link}",
                task=True,
            ),
        ),
        ("step_opened", "decision"): (
            Notice(
                "handlers", "{name}到时间没有回音，请您看看情况再定，{due}前：{link}", task=True
            ),
        ),
    },
    Way.DEATH: {
        ("ending_begun", ""): (),
        ("step_opened", "settlement"): (
            Notice("handlers", "{name}的工资要结清给家人，请您办一下，{due}前：{link}", task=True),
        ),
        ("certificate_issued", ""): (
            Notice("hr", "给{name}家人的离职证明开好了，请转交，也请当面慰问：{link}"),
        ),
    },
}
"""Of one way alone."""


def of(way: str, kind: str, step: str) -> tuple[Notice, ...] | None:
    """Who hears of it and what; None: as in a resignation."""
    for texts in (OWN.get(way, {}), OTHERS):
        for key in ((kind, step), (kind, "")):
            if key in texts:
                return texts[key]
    return None
