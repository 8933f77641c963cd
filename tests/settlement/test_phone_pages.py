"""The employee's phone: every line with its reason, one press to accept, one way to ask."""

from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.templatetags.ui import unbroken
from lizhi.people.models import Employment
from lizhi.settlement import actions
from lizhi.settlement.models import Settlement
from tests import make
from tests.settlement import world
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(zhang_min: Employment) -> Browser:
    """Zhang Min's phone."""
    return world.client_of(zhang_min.user)


@pytest.fixture
def settlement(case: Case, chen_jie: User) -> Settlement:
    """It was sent."""
    return world.sent(case, chen_jie)


def text(response: Any) -> str:
    return str(response.content.decode())


def question(case: Case, line: str = "unused_leave") -> str:
    return reverse("settlement:question", args=[case.number, line])


def asked(**typed: str) -> dict[str, str]:
    known = {"key": world.key(), "version": "1", "wrong": "days", "others": "accept"}
    return {**known, **typed}


def test_before_it_is_sent_the_page_says_so(case: Case, phone: Browser) -> None:
    page = phone.get(world.mine(case))

    assert page.status_code == 200
    assert "结算单还没出来" in text(page)


def test_every_line_says_how_why_and_by_which_article(
    case: Case, phone: Browser, settlement: Settlement
) -> None:
    page = text(phone.get(world.mine(case)))

    for words in (
        "到您手上一共",
        "9,051.50",
        "11月27日</time> 一次发到您的工资卡，尾号 6021。",
        unbroken("做到 27 日，20 个工作日"),
        "8,700 ÷ 21.75 × 200% × 3 天 = 2,400.00",
        "没休的年假按三倍算，其中一倍已随工资发过，所以这里补两倍。",
        "您一年 10 天。到 11月27日过了 331 天，折算 9 天，休了 6 天，剩 3 天。",
        "《企业职工带薪年休假实施办法》第十至十二条",
        "社保，个人部分",
        "−913.50",
        "离职是您自己提出的，法律没有规定这一项。",
        "有疑问也先按现在的数发，查清再补给您，离职证明照开。",
        "都对，没问题",
        "27 日照常付款，不点也会付",
    ):
        assert words in page
    assert "6214001000006021" not in page


def test_one_press_accepts_everything_and_a_second_changes_nothing(
    case: Case, phone: Browser, settlement: Settlement
) -> None:
    form = {"key": world.key(), "version": "1"}

    for _press in range(2):
        assert phone.post(world.mine(case), form).status_code == 302

    page = text(phone.get(world.mine(case)))
    assert "您答复过了，没有别的事了。" in page
    assert "都对，没问题" not in page
    assert case.events.filter(kind="settlement_answered").count() == 1
    again = phone.post(world.mine(case), {"key": world.key(), "version": "1"})
    assert again.status_code == 409
    assert "您已经答复过了" in text(again)


def test_a_stale_page_does_not_accept_the_new_version(
    case: Case, phone: Browser, settlement: Settlement, chen_jie: User
) -> None:
    world.sent(case, chen_jie, tax=1, tax_how="改过")

    page = phone.post(world.mine(case), {"key": world.key(), "version": "1"})

    assert page.status_code == 409
    assert "您的结算单有新的一版" in text(page)
    assert not Settlement.objects.filter(case=case, state="answered").exists()


def test_lines_without_a_figure_are_shown_as_asked_for(
    case: Case, phone: Browser, chen_jie: User
) -> None:
    world.sent(case, chen_jie, tax=None, tax_how="", average=None)

    page = text(phone.get(world.mine(case)))

    assert "已算出的，差 2 行" in page
    assert "缺个人所得税" in page
    assert "没有数的不猜，也不计入合计" in page
    assert "名册给的平均数是" not in page


def test_which_line_is_asked_first(case: Case, phone: Browser, settlement: Settlement) -> None:
    address = reverse("settlement:which", args=[case.number])

    assert "哪一行不对" in text(phone.get(address))
    assert phone.get(address, {"go": "1", "line": "wages"}).url == question(case, "wages")
    assert "请点一下不对的那一行。" in text(phone.get(address, {"go": "1"}))
    assert phone.get(address, {"go": "1", "line": "../.."}).status_code == 200


def test_asking_about_a_line_accepts_the_others_only_as_the_button_says(
    case: Case, phone: Browser, settlement: Settlement
) -> None:
    page = text(phone.get(question(case)))
    for words in (
        "没休的年假，哪里不对",
        "现在是 3 天，2,400.00 元。",
        "天数不对",
        "工资基数不对",
        "看不懂，想听人讲讲",
        "您觉得应该是几天",
        "陈洁 24 小时内回您。27 日先按 9,051.50 元发，查清了再补。",
        "发给陈洁",
        "其他几行算您认可",
        "其他几行也先不认可",
    ):
        assert words in page

    form = asked(expected="5", words="9 月那 2 天是调休，不是年假。", others="open")
    for _press in range(2):
        assert phone.post(question(case), form).status_code == 302

    lines = dict(settlement.lines.values_list("key", "answer"))
    assert (lines["unused_leave"], lines["wages"]) == ("disputed", "open")
    page = text(phone.get(world.mine(case)))
    assert "您问了 1 行，陈洁 24 小时内回您。" in page
    assert "天数不对，应该是 5 天，9 月那 2 天是调休，不是年假。" in page


@pytest.mark.parametrize(
    "typed", [{"wrong": ""}, {"wrong": "month"}, {"expected": "五天"}, {"words": "长" * 301}]
)
def test_a_question_with_a_mistake_keeps_what_was_typed(
    case: Case, phone: Browser, settlement: Settlement, typed: dict[str, str]
) -> None:
    form = {**asked(words="我记得还有 2 天"), **typed}

    page = phone.post(question(case), form)

    assert page.status_code == 422
    assert form["words"] in text(page)
    assert "处要改" in text(page)
    assert not case.events.filter(kind="line_disputed").exists()


def test_what_can_be_wrong_depends_on_the_line(
    case: Case, phone: Browser, settlement: Settlement
) -> None:
    insurance = text(phone.get(question(case, "insurance")))

    assert "月份不对" in insurance
    assert "天数不对" not in insurance
    assert "您觉得应该是多少元" in insurance


def test_the_reply_of_finance_is_read_with_the_line(
    case: Case, phone: Browser, settlement: Settlement, chen_jie: User, monday: Any
) -> None:
    phone.post(question(case), asked(words="少 2 天"))
    line = settlement.lines.get(key="unused_leave")
    actions.answer_dispute(line, reply="kept", words="按假期系统是 6 天。", by=chen_jie, at=monday)

    page = text(phone.get(world.mine(case)))

    assert "按假期系统是 6 天。" in page
    assert "这一行我有疑问" in page


def test_a_colleagues_settlement_does_not_exist(case: Case, settlement: Settlement) -> None:
    boss = make.employee("王磊", "13800000304").user
    browser = world.client_of(boss)

    for address in (world.mine(case), question(case)):
        assert browser.get(address).status_code == 404
        assert browser.post(address, asked()).status_code == 404


def test_money_asks_for_a_fresh_code(case: Case, zhang_min: Employment) -> None:
    by_link = world.client_of(zhang_min.user, strength="link")

    assert "sign-in/again" in by_link.get(world.mine(case)).url


@pytest.mark.parametrize("version", ["", "9", "-1", "eins", "１", "9" * 30])
def test_a_strange_version_is_no_server_error(
    case: Case, phone: Browser, settlement: Settlement, version: str
) -> None:
    page = phone.post(world.mine(case), {"key": world.key(), "version": version})

    assert page.status_code in {302, 404}


def test_an_unknown_line_does_not_exist(case: Case, phone: Browser, settlement: Settlement) -> None:
    assert phone.get(question(case, "bonus")).status_code == 404
