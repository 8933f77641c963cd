"""The talk before somebody goes."""

from lizhi.offboarding.notice_texts.notice import Notice, Texts

TEXTS: Texts = {
    ("talk_asked", ""): (
        Notice(
            "talker",
            "{name}想在走之前和您聊一聊，选了{hour}，请您定下来：{link}",
            page="talks:talk",
        ),
    ),
    ("talk_written", ""): (
        Notice("talker", "{name}走之前给您写了几句，只有您看得到：{link}", page="talks:talk"),
    ),
    ("talk_offered", ""): (
        Notice("leaver", "{by}想换到{hour}聊，看看行不行：{link}", page="talks:mine"),
    ),
    ("talk_fixed", ""): (
        Notice("talker", "和{name}聊的时间定在{hour}：{link}", page="talks:talk"),
        Notice(
            "leaver_of_others",
            "聊一聊的时间定在{hour}，不想聊了随时可以取消：{link}",
            page="talks:mine",
        ),
    ),
    ("talk_called_off", ""): (Notice("talker", "和{name}聊一聊的事取消了，不用准备。"),),
}
