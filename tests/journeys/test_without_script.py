"""An old phone, or one that runs no script: reading and deciding work all the same."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.cases.models import Case
from lizhi.settlement.models import Settlement
from tests import make, stories
from tests.journeys import hands
from tests.journeys.person import Person
from tests.stories import Company

Somebody = Callable[..., Person]
APART = 24


def test_she_applies_on_one_long_page(company: Company, person: Somebody) -> None:
    company.house.set("2026-11-23 20:14")
    phone = person(company.zhang_min.user, java_script_enabled=False)
    page = phone.page
    phone.open("/apply/")
    page.get_by_label("手机号").fill(company.zhang_min.user.phone)
    page.get_by_role("button", name="发验证码").tap()
    page.locator("input[name=code]").fill(phone.code())
    page.get_by_role("button", name="登录").tap()
    page.wait_for_url("**/apply/")
    for answer in ("照护家人", "11月27日", "在外地", "何静"):
        page.get_by_role("radio", name=answer).check()
    page.get_by_label("哪个城市").fill("郑州")
    page.get_by_role("checkbox", name="我要传证明").check()
    page.locator("input[name=proofs]").set_input_files([hands.photo()])
    page.get_by_role("checkbox", name="我是张敏本人").check()
    page.get_by_role("button", name="提交，通知公司").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("公司收到了，从现在起算数")
    case = Case.objects.get(employment=company.zhang_min)
    company.house.settle()
    assert case.place == "郑州"
    assert case.proofs.count() == 1
    page.get_by_role("link", name="看办理进度").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("等王磊")


def test_she_applies_without_a_proof(company: Company, person: Somebody) -> None:
    company.house.set("2026-11-23 20:14")
    phone = person(company.zhang_min.user, java_script_enabled=False)
    phone.is_known()
    phone.open("/apply/")
    page = phone.page
    for answer in ("不想说", "11月27日", "在深圳"):
        page.get_by_role("radio", name=answer).check()
    page.get_by_role("checkbox", name="我是张敏本人").check()
    page.get_by_role("button", name="提交，通知公司").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("公司收到了，从现在起算数")
    case = Case.objects.get(employment=company.zhang_min)
    company.house.settle()
    assert not case.proofs.exists()


def test_the_questions_stand_apart_and_promise_nothing_that_needs_script(
    company: Company, person: Somebody
) -> None:
    company.house.set("2026-11-23 20:14")
    phone = person(company.zhang_min.user, java_script_enabled=False)
    phone.is_known()
    phone.open("/apply/")
    page = phone.page
    expect(page.get_by_text("点一下就到下一题")).to_be_hidden()
    expect(page.get_by_text("点一下就去检查")).to_be_hidden()
    bars = page.locator("[data-step] > .st")
    for number in range(1, bars.count()):
        before = page.locator("[data-step]").nth(number - 1).locator("> :visible").last
        above, bar = before.bounding_box(), bars.nth(number).bounding_box()
        assert above
        assert bar
        assert bar["y"] - (above["y"] + above["height"]) >= APART


def test_what_is_wrong_is_said_and_what_was_right_stays(company: Company, person: Somebody) -> None:
    company.house.set("2026-11-23 20:14")
    phone = person(company.zhang_min.user, java_script_enabled=False)
    phone.is_known()
    phone.open("/apply/")
    page = phone.page
    for answer in ("不想说", "11月27日", "在外地"):
        page.get_by_role("radio", name=answer).check()
    page.locator("input[name=proofs]").set_input_files([hands.photo()])
    page.get_by_role("checkbox", name="我是张敏本人").check()
    page.get_by_role("button", name="提交，通知公司").tap()
    expect(page.get_by_role("alert")).to_contain_text("2 处要改")
    expect(page.get_by_role("alert")).to_contain_text("写个城市名就行")
    expect(page.get_by_role("alert")).to_contain_text("请先同意 HR 看这些证明")
    expect(page.get_by_role("radio", name="11月27日")).to_be_checked()
    assert not Case.objects.filter(employment=company.zhang_min).exists()


def test_the_manager_acknowledges(company: Company, person: Somebody) -> None:
    case = stories.resigned(company)
    manager = person(company.wang_lei, java_script_enabled=False)
    company.house.at("2026-11-24 09:30")
    manager.open_message("要离职")
    page = manager.page
    page.get_by_role("radio", name="同意 11月27日").check()
    page.get_by_role("button", name="知道了").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("已经告诉张敏了")
    company.house.settle()
    assert "handover" in make.open_steps(case)


def test_she_reads_and_accepts_the_settlement(company: Company, person: Somebody) -> None:
    case = stories.settled(company)
    phone = person(case.leaver, java_script_enabled=False)
    phone.is_known()
    phone.open(f"/case/{case.number}/settlement/")
    page = phone.page
    page.get_by_text("没休的年假，3 天").tap()
    expect(page.get_by_text("8,700 ÷ 21.75 × 200% × 3 天")).to_be_visible()
    page.get_by_role("button", name="都对，没问题").tap()
    expect(page.locator(".note")).to_contain_text("没有别的事了")
    assert case.settlements.get().state == Settlement.State.ANSWERED


def test_she_reads_the_agreement_and_signs_with_letters(company: Company, person: Somebody) -> None:
    case = stories.acknowledged(company)
    phone = person(case.leaver, java_script_enabled=False)
    phone.is_known()
    phone.open(f"/case/{case.number}/signature/")
    page = phone.page
    expect(page.get_by_role("article")).to_contain_text("解除的日期")
    page.get_by_role("button", name="看完了，去签字").tap()
    page.locator("input[name=code]").fill(phone.code())
    page.get_by_role("button", name="同意用电子签名").tap()
    name = page.get_by_label("您的姓名")
    expect(name).to_be_visible()
    expect(page.get_by_role("link", name="还是用手写")).to_have_count(0)
    name.fill("张民")
    page.get_by_role("button", name="签好了，提交").tap()
    expect(page.get_by_role("alert").or_(page.locator(".e"))).to_be_visible()
    expect(page.get_by_role("link", name="还是用手写")).to_have_count(0)
    name.fill("张敏")
    page.get_by_role("button", name="签好了，提交").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("签好了")
    company.house.settle()
    assert case.envelopes.get(purpose="separation_agreement").actors.get(role="employee").signed_at
