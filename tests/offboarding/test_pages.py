"""What people see and press."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import Settings

from lizhi.cases.models import Case
from lizhi.common import clock
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company
from tests.signing import world


def _answers(**changed: object) -> dict[str, object]:
    return {
        "key": make.key(),
        "reason": "family",
        "words": "母亲住院",
        "wished": "2026-06-12",
        "place": "away",
        "city": "郑州",
        "contact_times": ["noon", "sms_only"],
        "things": ["客户资料"],
        "sure": "yes",
        **changed,
    }


def test_zhang_min_resigns_on_her_phone_and_sees_the_receipt(
    client: Client, company: Company
) -> None:
    make.signed_in(client, company.zhang_min.user)
    assert client.get("/apply/").status_code == 200

    answer = client.post("/apply/", _answers(handover_to=company.he_jing.user.pk), follow=True)

    case = Case.objects.get()
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == f"/case/{case.number}/receipt/"
    assert case.wished_day == dt.date(2026, 6, 12)
    assert case.place == "郑州"


def test_what_was_typed_stays_when_something_is_wrong(client: Client, company: Company) -> None:
    make.signed_in(client, company.zhang_min.user)

    answer = client.post("/apply/", _answers(wished="other", other_day="2026-05-01", sure=""))

    assert answer.status_code == 422
    assert "母亲住院" in answer.content.decode()
    assert not Case.objects.exists()


def test_somebody_else_can_be_suggested_by_name(client: Client, company: Company) -> None:
    place = company.zhang_min.branch
    su_mei = make.employee("苏梅", "13977010001", at=place, department="客服部").user
    make.employee("马静", "13977020002", at=place, department="客服部")
    make.employee("马静", "13977030003", at=place, department="财务部")
    make.signed_in(client, company.zhang_min.user)

    def suggest(name: str) -> str:
        answers = _answers(handover_to="other", other_name=name)
        return client.post("/apply/", answers, follow=True).content.decode()

    assert "公司里没找到这位同事" in suggest("没有这个人")
    assert "有几位同事叫这个名字，请填工号" in suggest("马静")
    assert 'value="马静"' in suggest("马静")
    assert not Case.objects.exists()

    suggest(" 苏梅 ")

    case = Case.objects.get()
    assert case.data["handover_suggested"] == su_mei.pk
    card = make.open_task(case, "acknowledgement")
    manager = make.signed_in(client, company.wang_lei.user)
    assert "苏梅<small>" in manager.get(f"/tasks/{card.pk}/").content.decode()


def test_a_form_sent_twice_is_one_resignation(client: Client, company: Company) -> None:
    make.signed_in(client, company.zhang_min.user)
    answers = _answers()

    client.post("/apply/", answers)
    again = client.post("/apply/", answers)

    assert again.status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "",
        "progress/",
        "receipt/",
        "papers/",
        "certificate/",
        "withdrawal/",
        "rating/",
        "signature/",
    ],
)
def test_the_leavers_pages_open_and_nobody_elses_do(
    client: Client, company: Company, path: str
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    make.signed_in(client, company.zhang_min.user)
    assert client.get(f"/case/{case.number}/{path}").status_code in {200, 302}

    make.signed_in(client, company.chen_jie.user)
    assert client.get(f"/case/{case.number}/{path}").status_code in {302, 404}


def test_the_manager_answers_from_the_link_in_the_message(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min, days=3)
    make.work()
    link = make.link_to(company.wang_lei.user)

    assert client.get(link).status_code == 200
    wrong = client.post(link, {"key": make.key(), "handover_to": company.he_jing.user.pk})
    assert wrong.status_code == 422
    right = client.post(
        link, {"key": make.key(), "handover_to": company.he_jing.user.pk, "early": "yes"}
    )

    assert right.status_code == 200
    assert "handover" in make.open_steps(case)
    assert client.get(link).status_code == 410


def test_a_link_opens_nothing_else(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    client.get(make.link_to(company.wang_lei.user))

    assert client.get(f"/case/{case.number}/").status_code == 302


def test_anybody_may_check_a_certificate_and_learns_no_name(
    client: Client, company: Company
) -> None:
    make.case(company.zhang_min)
    answer = client.get("/v/7K3M-9QX2-AAAA")

    assert answer.status_code == 200
    assert "张敏" not in answer.content.decode()


def test_a_manager_with_nothing_to_do_sees_whom_he_has_answered(
    client: Client, company: Company
) -> None:
    make.signed_in(client, company.wang_lei.user)
    assert "您回了" not in client.get("/todo/").content.decode()
    case = desks.at_confirmation(company)
    task = case.tasks.get(run__step="acknowledgement")

    page = client.get("/", follow=True).content.decode()

    assert "您回了张敏。" in page
    assert f'href="/tasks/{task.pk}/"' in page
    assert "已经告诉张敏了" in client.get(f"/tasks/{task.pk}/").content.decode()


def test_what_time_has_answered_is_not_called_the_managers(
    client: Client, company: Company
) -> None:
    make.case(company.zhang_min)
    make.work()
    with clock.at(MONDAY + dt.timedelta(hours=73)):
        make.work()
        make.signed_in(client, company.wang_lei.user)
        page = client.get("/todo/").content.decode()
    assert "您回了" not in page
    assert "处理过的" not in page


def test_whoever_has_signed_is_led_on_to_the_handover_and_then_home(
    client: Client, company: Company
) -> None:
    case = desks.acknowledged(company)
    envelope = case.envelopes.get(purpose="separation_agreement")
    world.sign(envelope.actors.get(role="employee"))
    make.work()
    make.signed_in(client, case.leaver)

    page = client.get(f"/sign/{envelope.biz_no}/done/").content.decode()
    assert "还有 1 件事：交接清单差" in page
    assert f'href="/case/{case.number}/handover/"' in page

    desks.finish_handover(case)
    page = client.get(f"/sign/{envelope.biz_no}/done/").content.decode()
    assert "还有 1 件事" not in page
    assert "回到进度" in page


def test_the_manager_reads_once_more_what_he_said(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    task = case.tasks.get(run__step="acknowledgement")
    make.signed_in(client, company.wang_lei.user)
    page = client.get(f"/tasks/{task.pk}/").content.decode()
    assert "您说的话" in page
    assert "先安心照顾阿姨。" in page


def test_everybody_finds_whom_to_ask(client: Client, company: Company, settings: Settings) -> None:
    assert 'href="/help/"' in client.get("/sign-in/").content.decode()
    assert 'href="/sign-in/"' in client.get("/help/").content.decode()
    settings.HELP_LINE = "0755-12345678"
    assert 'href="tel:0755-12345678"' in client.get("/help/").content.decode()
    make.signed_in(client, company.zhang_min.user)
    assert f'href="tel:{company.li_li.user.phone}"' in client.get("/help/").content.decode()
