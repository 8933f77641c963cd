"""Finance at the desk: look, fill in, send, reply; nothing typed is lost, nothing is done twice."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import Employment
from lizhi.settlement import actions, rules
from lizhi.settlement.models import Settlement
from tests import make
from tests.settlement import world
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db

FIGURES = world.TYPED


@pytest.fixture
def desk(chen_jie: User) -> Browser:
    """Chen Jie's browser."""
    return world.client_of(chen_jie)


def post(desk: Browser, case: Case, then: str = "send", **typed: str) -> Any:
    known = {"key": world.key(), "then": then, **world.seen(case)}
    return desk.post(world.desk(case), {**FIGURES, **known, **typed})


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_first_look_names_what_is_missing_and_writes_nothing(case: Case, desk: Browser) -> None:
    page = desk.get(world.desk(case))

    assert page.status_code == 200
    assert '张敏的结算，<em class="late">差 4 行</em>' in text(page)
    assert "缺社保个人部分，“社保，个人部分”这行先不算" in text(page)
    assert "名册给的平均数，没有逐月明细" in text(page)
    assert "发给张敏" in text(page)
    assert not Settlement.objects.exists()


def test_what_was_not_seen_is_computed_first_and_sent_on_the_second_press(
    case: Case, desk: Browser
) -> None:
    first = post(desk, case)
    assert first.url.endswith("?edit=1&again=1")
    assert "数变了，请看一遍再发" in text(desk.get(first.url))

    second = post(desk, case)

    assert second.url == world.desk(case)
    settlement = rules.shown(case)
    assert settlement is not None
    assert settlement.sent_by == User.objects.get(name="陈洁")
    assert {line.key: line.amount for line in settlement.lines.all()} == {
        "wages": Decimal("8000.00"),
        "unused_leave": Decimal("2400.00"),
        "insurance": Decimal("913.50"),
        "fund": Decimal("435.00"),
        "tax": Decimal("0.00"),
    }


def test_pressing_send_twice_sends_once(case: Case, desk: Browser) -> None:
    post(desk, case, then="keep")
    form = {**FIGURES, "key": world.key(), "then": "send", **world.seen(case)}

    for _press in range(2):
        assert desk.post(world.desk(case), form).status_code == 302

    assert case.events.filter(kind="settlement_sent").count() == 1


def test_a_word_in_a_number_field_keeps_everything_that_was_typed(
    case: Case, desk: Browser
) -> None:
    page = post(desk, case, insurance="大概九百", tax_how="", fund_how="八千七乘百分之五")

    assert page.status_code == 422
    assert "有 2 处要改，填的都在" in text(page)
    assert "这里填数，比如 3000.00" in text(page)
    assert "写一句怎么算的，员工看得到。" in text(page)
    assert 'value="大概九百"' in text(page)
    assert 'value="八千七乘百分之五"' in text(page)
    assert not Settlement.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"monthly_wage": "-1"},
        {"monthly_wage": "NaN"},
        {"monthly_wage": "1e400"},
        {"monthly_wage": "99999999999"},
        {"average": "8700.005"},
        {"leave_full": "16"},
        {"leave_taken": "1.25"},
        {"insurance_until": "十一月"},
        {"company_leave_days": "2"},
    ],
)
def test_impossible_figures_are_refused_in_the_form(
    case: Case, desk: Browser, typed: dict[str, str]
) -> None:
    assert post(desk, case, **typed).status_code == 422


def test_lines_missing_may_go_out_marked(case: Case, desk: Browser) -> None:
    gaps = {"tax": "", "tax_how": ""}
    post(desk, case, then="keep", **gaps)

    post(desk, case, **gaps)

    settlement = rules.shown(case)
    assert settlement is not None
    assert settlement.lines.get(key="tax").missing == "缺个人所得税"


def test_a_line_by_hand_is_added_with_its_reason_and_taken_off(case: Case, desk: Browser) -> None:
    address = reverse("settlement:add_line", args=[case.number])
    form = {"kind": "due", "title": "10 月差旅报销", "amount": "620", "key": world.key()}

    refused = desk.post(address, form)
    assert refused.status_code == 422
    assert "请写明理由，员工看得到。" in text(refused)
    assert 'value="10 月差旅报销"' in text(refused)

    desk.post(address, {**form, "reason": "3 张发票"})
    page = text(desk.get(world.desk(case)))
    assert "10 月差旅报销" in page
    newest = rules.latest(case)
    assert newest is not None
    line = newest.lines.get(by_hand=True)
    desk.post(reverse("settlement:remove_line", args=[case.number, line.key]))
    assert "10 月差旅报销" not in text(desk.get(world.desk(case)))


def test_a_changed_amount_shows_by_how_much_it_changed(case: Case, desk: Browser) -> None:
    post(desk, case, then="keep")

    post(desk, case, then="keep", unpaid_days="1")

    page = text(desk.get(world.desk(case)))
    assert "和第 1 版比，实发少 400.00 元" in page
    assert "11 月工资 −400.00。其余各行没变。" in page


def test_a_question_is_shown_with_its_words_and_answered(
    case: Case, desk: Browser, chen_jie: User
) -> None:
    settlement = world.sent(case, chen_jie)
    asked = {"unused_leave": "去年还有 2 天结转到今年，单子上没有。"}
    actions.answer(settlement, disputed=asked, by=case.leaver, at=clock.now())
    page = text(desk.get(world.desk(case)))
    assert "张敏问了 1 行，<em>请您在" in page
    assert asked["unused_leave"] in page

    address = reverse("settlement:reply", args=[case.number, "unused_leave"])
    empty = desk.post(address, {"reply": "kept", "words": "", "key": world.key()})
    assert empty.status_code == 422
    assert "请给员工写一句话。" in text(empty)
    form = {"reply": "changed", "words": "您说得对，已经加一行。", "key": world.key()}
    answered = desk.post(address, form)
    assert answered.url == f"{world.desk(case)}?edit=1"
    assert desk.post(address, form).status_code == 302
    assert "您说得对，已经加一行。" in text(desk.get(world.desk(case)))


def test_whoever_answers_after_a_colleague_reads_that_the_own_words_were_not_sent(
    case: Case, desk: Browser, chen_jie: User
) -> None:
    settlement = world.sent(case, chen_jie)
    actions.answer(settlement, disputed={"wages": "少"}, by=case.leaver, at=clock.now())
    address = reverse("settlement:reply", args=[case.number, "wages"])
    desk.post(address, {"reply": "kept", "words": "查过，没有少。", "key": world.key()})

    late = desk.post(address, {"reply": "kept", "words": "我来答", "key": world.key()})

    assert late.status_code == 409
    assert "这个问题已经答复过了。您写的没有发出去：“我来答”" in text(late)


def test_an_unknown_reply_is_no_server_error(case: Case, desk: Browser, chen_jie: User) -> None:
    settlement = world.sent(case, chen_jie)
    actions.answer(settlement, disputed={"wages": "少"}, by=case.leaver, at=clock.now())
    address = reverse("settlement:reply", args=[case.number, "wages"])

    assert desk.post(address, {"reply": "maybe", "words": "好"}).status_code == 422
    assert desk.post(reverse("settlement:reply", args=[case.number, "none"])).status_code == 404


def test_somebody_elses_money_does_not_exist(case: Case, zhang_min: Employment) -> None:
    other = make.branch("上海分公司", entity="示例制造（上海）有限公司")
    elsewhere = make.employee("周会计", "13800000302", at=other).user
    make.grant(elsewhere, "finance", at=other)
    hr = make.employee("李丽", "13800000303").user
    make.grant(hr, "hr")

    for user in (elsewhere, hr, zhang_min.user):
        browser = world.client_of(User.objects.get(pk=user.pk))
        assert browser.get(world.desk(case)).status_code == 404
        assert browser.post(world.desk(case), FIGURES).status_code == 404


def test_money_asks_for_a_fresh_code(case: Case, chen_jie: User) -> None:
    by_link = world.client_of(chen_jie, strength="link")

    page = by_link.get(world.desk(case))

    assert page.status_code == 302
    assert "sign-in/again" in page.url
    assert by_link.post(world.desk(case), FIGURES).status_code == 403
    assert not Settlement.objects.exists()


def test_a_visitor_is_led_to_sign_in(case: Case, client: Browser) -> None:
    assert client.get(world.desk(case)).status_code == 302


def test_an_ended_case_is_shown_and_not_changed(case: Case, desk: Browser, chen_jie: User) -> None:
    world.sent(case, chen_jie)
    Case.objects.filter(pk=case.pk).update(status=Case.Status.CLOSED)

    page = desk.get(f"{world.desk(case)}?edit=1")

    assert page.status_code == 200
    assert "改一版" not in text(page)
    assert post(desk, case, tax="1").status_code == 409


def test_the_page_of_the_desk_needs_few_queries(
    case: Case, desk: Browser, django_assert_max_num_queries: Any
) -> None:
    desk.get(world.desk(case))

    with django_assert_max_num_queries(18):
        desk.get(world.desk(case))
