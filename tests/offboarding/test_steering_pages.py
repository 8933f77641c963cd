"""The last button of a case's page: pause, lead elsewhere, ask others, give to read."""

import datetime as dt
import re

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Copy
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company

HX = {"HX-Request": "true"}


def begun(company: Company) -> Case:
    """张敏 has resigned; 王磊 has to read it."""
    case = make.case(company.zhang_min)
    make.work()
    return case


def choices(client: Client, case: Case) -> list[str]:
    """What the window offers."""
    page = client.get(f"/desk/case/{case.number}/more/", headers=HX).content.decode()
    return re.findall(r">([^<>]+)</a><small>", page)


def post(client: Client, case: Case, path: str, **form: str) -> object:
    """Press a button of a window."""
    answer = client.post(f"/desk/case/{case.number}/{path}", {"key": make.key(), **form})
    make.work()
    return answer.status_code


def texts(user: User) -> str:
    """Everything that this person has been sent."""
    return "\n".join(one.text for one in Message.objects.all() if one.address == user.phone)


def group_hr() -> User:
    """赵宁 answers for HR in the whole group."""
    user = make.employee("赵宁", "13800000311").user
    make.grant(user, "group_hr")
    return user


def test_the_last_button_offers_what_the_reader_may_do_and_nothing_else(
    client: Client, company: Company
) -> None:
    case = begun(company)
    desks.desk_of(client, company)
    assert "更多</a>" in client.get(f"/desk/case/{case.number}/").content.decode()
    assert choices(client, case) == ["转交", "请人代办", "加人、减人", "抄送", "暂停"]
    make.signed_in(client, company.wang_lei.user)
    assert choices(client, case) == ["转交", "请人代办", "加人、减人", "抄送"]
    make.signed_in(client, group_hr())
    assert choices(client, case)[-2:] == ["暂停", "跳到某步"]


def test_whoever_has_a_step_is_spoken_to_once_and_leaves_the_window_by_its_own_word(
    client: Client, company: Company
) -> None:
    case = begun(company)
    make.signed_in(client, company.wang_lei.user)
    page = client.get(f"/desk/case/{case.number}/").content.decode()
    assert "您，就是您" not in page
    assert "<small>您" in page
    window = client.get(f"/desk/case/{case.number}/more/", headers=HX).content.decode()
    assert "关上</a>" in window
    assert "不撤了" not in window


@pytest.mark.parametrize("path", ["more/", "on-behalf/", "signers/", "copies/", "pause/", "jump/"])
def test_each_is_a_window_and_a_page_for_whoever_has_no_script(
    client: Client, company: Company, path: str
) -> None:
    case = begun(company)
    make.signed_in(client, group_hr())
    address = f"/desk/case/{case.number}/{path}"
    page = client.get(address).content.decode()
    window = client.get(address, headers=HX).content.decode()
    assert "<html" in page
    assert "hx-post" not in page
    assert "<html" not in window
    assert 'id="window-h"' in window
    assert "data-close" in window


def test_a_colleague_does_it_on_behalf_and_both_names_stand_in_the_story(
    client: Client, company: Company
) -> None:
    case = begun(company)
    make.signed_in(client, company.wang_lei.user)
    page = client.get(f"/desk/case/{case.number}/on-behalf/").content.decode()
    assert "请何静代办" in page
    assert "记“某某代王磊”" in page
    assert "时限不重新算" in page
    to = str(company.he_jing.user.pk)
    assert post(client, case, "on-behalf/", to=to, words="下午开会") == 302
    assert "王磊请您代办张敏离职的一步：主管知悉" in texts(company.he_jing.user)
    task = make.open_task(case, "acknowledgement")
    actions.acknowledge(
        task,
        by=company.he_jing.user,
        handover_to=company.he_jing.user,
        agrees_early=None,
        key=make.key(),
    )
    make.work()
    desks.desk_of(client, company)
    page = client.get(f"/desk/case/{case.number}/").content.decode()
    assert "何静代王磊</b>" in page
    assert "下午开会" in page


def test_somebody_is_added_by_name_and_removed_by_name(client: Client, company: Company) -> None:
    case = begun(company)
    desks.desk_of(client, company)
    assert "加上何静" in client.get(f"/desk/case/{case.number}/signers/").content.decode()
    step = {"step": "acknowledgement"}
    assert post(client, case, "signers/", to=str(company.he_jing.user.pk), **step) == 302
    page = client.get(f"/desk/case/{case.number}/signers/?step=acknowledgement").content.decode()
    assert "减去何静" in page
    gone = Task.objects.open().get(assignee=company.wang_lei.user)
    assert post(client, case, "signers/", remove=str(gone.pk), **step) == 302
    assert [task.assignee for task in Task.objects.open()] == [company.he_jing.user]
    left = str(Task.objects.open().get().pk)
    assert post(client, case, "signers/", remove=left, **step) == 409


def test_one_of_two_takes_it_on_and_gives_it_back(client: Client, company: Company) -> None:
    case = begun(company)
    run = make.open_task(case, "acknowledgement").run
    actions.add_signer(run, to=company.he_jing.user, by=company.wang_lei.user, key=make.key())
    make.signed_in(client, company.he_jing.user)
    assert "认领" in choices(client, case)
    task = str(Task.objects.open().get(assignee=company.he_jing.user).pk)
    assert post(client, case, "claim/", task=task) == 302
    assert Task.objects.open().count() == 1
    assert "退还认领" in choices(client, case)
    assert post(client, case, "claim/", task=task, do="back") == 302
    assert Task.objects.open().count() == 2


def test_a_copy_opens_the_page_shows_no_money_and_is_marked_as_read_by_a_button(
    client: Client, company: Company
) -> None:
    case = begun(company)
    stranger = make.employee("孙悦", "13800000312").user
    desks.desk_of(client, company)
    make.signed_in(client, stranger)
    assert client.get(f"/desk/case/{case.number}/").status_code == 404
    actions.give_copy(case, to=stranger, words="请了解", by=company.li_li.user, key=make.key())
    make.work()
    assert "不用您办" in texts(stranger)
    page = client.get(f"/desk/case/{case.number}/").content.decode()
    assert "李丽把这件离职抄送给您" in page
    assert "工资一次付清" not in page
    assert "更多</a>" not in page
    assert Copy.objects.get().read_at is None
    assert post(client, case, "copies/read/") == 302
    assert Copy.objects.get(reader=stranger).read_at == MONDAY
    assert "您已于" in client.get(f"/desk/case/{case.number}/").content.decode()
    desks.desk_of(client, company)
    assert "已阅" in client.get(f"/desk/case/{case.number}/copies/").content.decode()
    assert client.get(f"/case/{case.number}/papers/").status_code == 404


def test_a_pause_is_told_to_everybody_and_what_the_law_asks_for_is_named(
    client: Client, company: Company
) -> None:
    case = begun(company)
    desks.desk_of(client, company)
    page = client.get(f"/desk/case/{case.number}/pause/").content.decode()
    assert "停不了的 3 件" in page
    assert "劳动合同法 37、50 条" in page
    form = {"words": "双方在谈是否留下", "until": "2026-06-04"}
    assert post(client, case, "pause/", **form) == 302
    assert "张敏的离职，停到 6月4日" in client.get(f"/desk/case/{case.number}/").content.decode()
    assert "停到 6月4日" in client.get("/desk/").content.decode()
    assert "李丽把您的离职办理暂停到6月4日" in texts(case.leaver)
    assert "双方在谈是否留下" in texts(case.leaver)
    make.signed_in(client, case.leaver)
    page = client.get(f"/case/{case.number}/").content.decode()
    assert "李丽把办理暂停到" in page
    assert "双方在谈是否留下" in page
    desks.desk_of(client, company)
    assert "继续办理" in choices(client, case)
    assert post(client, case, "going-on/") == 302
    case.refresh_from_db()
    assert case.suspended_until is None
    assert make.open_task(case, "acknowledgement").due_at == MONDAY + dt.timedelta(hours=24)


@pytest.mark.parametrize(
    ("words", "until"), [("", "2026-06-04"), ("在谈", "2026-06-30"), ("x", "")]
)
def test_a_pause_that_cannot_be_keeps_what_was_typed(
    client: Client, company: Company, words: str, until: str
) -> None:
    case = begun(company)
    desks.desk_of(client, company)
    answer = client.post(
        f"/desk/case/{case.number}/pause/", {"key": make.key(), "words": words, "until": until}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert until in answer.content.decode()


def test_group_hr_leads_a_case_elsewhere_with_a_reason_that_the_leaver_reads(
    client: Client, company: Company
) -> None:
    case = begun(company)
    make.signed_in(client, group_hr())
    page = client.get(f"/desk/case/{case.number}/jump/").content.decode()
    assert "从“主管知悉”到“HR 确认”" in page
    assert "离职证明”" not in page
    run = workflow.open_run(case, "acknowledgement")
    assert run
    place = {"place": f"{run.pk}:confirmation"}
    assert post(client, case, "jump/", words="", **place) == 422
    assert post(client, case, "jump/", words="主管失联", **place) == 302
    assert make.open_steps(case) == {"confirmation", "contract_end"}
    assert "主管失联" in client.get(f"/desk/case/{case.number}/").content.decode()


def test_nobody_is_led_past_the_wages_and_hr_of_a_branch_leads_nobody(company: Company) -> None:
    case = begun(company)
    run = workflow.open_run(case, "acknowledgement")
    assert run
    with pytest.raises(Refused, match="工资"):
        actions.jump(run, to="answer", words="快点", by=group_hr(), key=make.key())
    with pytest.raises(NotPermitted):
        actions.jump(run, to="confirmation", words="快点", by=company.li_li.user, key=make.key())


def test_what_papers_have_come_of_is_not_taken_back(company: Company) -> None:
    case = desks.acknowledged(company)
    task = Task.objects.get(run__step="acknowledgement", state="done")
    with pytest.raises(Refused, match="拿不回"):
        actions.take_back_step(task, by=company.wang_lei.user, key=make.key())
    assert clock.now() == MONDAY
    assert case.status == Case.Status.RUNNING


def test_the_same_button_twice_is_one_effect(company: Company) -> None:
    case, key = begun(company), make.key()
    until = clock.now() + dt.timedelta(days=2)
    for _ in range(2):
        actions.suspend(case, until=until, words="在谈", by=company.li_li.user, key=key)
    assert case.events.filter(kind="case_suspended").count() == 1
