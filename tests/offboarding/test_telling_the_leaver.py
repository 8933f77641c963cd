"""What the leaver's own pages say while others have something to do, and when they have done it."""

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.handover import actions as handover
from lizhi.offboarding import actions
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company
from tests.offboarding.test_budget_queries import QUERIES
from tests.signing import world

WORDS = "岗位已经招到人了，实在对不住。"


def _page(client: Client, case: Case, path: str = "") -> str:
    make.signed_in(client, case.leaver)
    answer = client.get(f"/case/{case.number}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def _asked(company: Company) -> Case:
    case = make.case(company.zhang_min)
    make.work()
    actions.ask_to_withdraw(case, by=case.leaver, words="母亲好转了", key=make.key())
    return case


def _answered(company: Company, *, agreed: bool) -> Case:
    case = _asked(company)
    with clock.at(MONDAY + dt.timedelta(hours=2)):
        actions.answer_withdrawal(
            case, agreed=agreed, by=company.li_li.user, words=WORDS, key=make.key()
        )
    return case


class TestARequestToStay:
    def test_it_is_on_its_way_and_can_be_taken_back(self, client: Client, company: Company) -> None:
        case = _asked(company)

        for path in ("", "progress/"):
            page = _page(client, case, path)
            assert "撤回请求发出了，等李丽答复" in page
            assert f'href="/case/{case.number}/withdrawal/"' in page
        assert "收回这个请求" in _page(client, case, "withdrawal/")

        actions.take_back_withdrawal(case, by=case.leaver, key=make.key())
        assert "撤回请求发出了" not in _page(client, case)

    def test_refused_it_says_so_when_and_in_whose_words(
        self,
        client: Client,
        company: Company,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        case = _answered(company, agreed=False)

        for path in ("", "progress/", "withdrawal/"):
            page = _page(client, case, path)
            assert "公司没同意，离职照常办" in page
            assert re.search(r"今天 11:00\s*(</time>)?\s*李丽答复", page)
            assert WORDS in page
        with django_assert_max_num_queries(QUERIES):
            client.get(f"/case/{case.number}/")
        assert 'name="words"' in _page(client, case, "withdrawal/")

    def test_asked_once_more_the_old_answer_is_gone(self, client: Client, company: Company) -> None:
        case = _answered(company, agreed=False)
        actions.ask_to_withdraw(case, by=case.leaver, key=make.key())

        for path in ("", "withdrawal/"):
            page = _page(client, case, path)
            assert "公司没同意" not in page
            assert WORDS not in page
        assert "撤回请求发出了" in _page(client, case)

    def test_agreed_it_says_so_on_both_pages(self, client: Client, company: Company) -> None:
        case = _answered(company, agreed=True)

        for path in ("", "withdrawal/"):
            page = _page(client, case, path)
            assert "公司同意您留下来" in page
            assert re.search(r"今天 11:00\s*(</time>)?\s*李丽答复", page)
            assert WORDS in page
        assert 'name="words"' not in _page(client, case, "withdrawal/")


def _signed(company: Company) -> Case:
    case = desks.acknowledged(company)
    world.sign(case.envelopes.get(purpose="separation_agreement").actors.get(role="employee"))
    make.work()
    return case


class TestTheHandover:
    def test_while_something_is_to_be_given_it_is_the_leavers(
        self, client: Client, company: Company
    ) -> None:
        case = _signed(company)
        item = case.handover_items.order_by("pk")[0]
        handover.give(item, by=case.leaver, at=clock.now())

        page = _page(client, case)

        assert "交接清单开好了" in page
        assert f'class="btn btn-p btn-xl" href="/case/{case.number}/handover/"' in page

    def test_once_all_is_given_the_leaver_waits_for_the_receiver(
        self,
        client: Client,
        company: Company,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        case = _signed(company)
        handover.give_all(case, by=case.leaver, at=clock.now())

        page = _page(client, case)

        assert "现在不用您做什么，等何静收" in page
        assert "<span>何静</span>" in page
        assert "btn-p btn-xl" not in page
        with django_assert_max_num_queries(QUERIES):
            client.get(f"/case/{case.number}/")

    def test_what_is_missing_is_the_leavers_again(self, client: Client, company: Company) -> None:
        case = _signed(company)
        handover.give_all(case, by=case.leaver, at=clock.now())
        item = case.handover_items.order_by("pk")[0]
        handover.report_missing(item, words="少一页", by=company.he_jing.user, at=clock.now())

        assert "交接清单开好了" in _page(client, case)

    def test_late_it_is_still_the_leavers_while_something_is_to_be_given(
        self, client: Client, company: Company
    ) -> None:
        case = _signed(company)
        with clock.at(MONDAY + dt.timedelta(days=4)):
            page = _page(client, case)
            assert "交接清单开好了" in page
            assert "不用您做什么" not in page
            handover.give_all(case, by=case.leaver, at=clock.now())
            assert "我们在催王磊" in _page(client, case)


class TestAWayBack:
    def test_from_the_papers_to_the_progress_while_it_runs(
        self, client: Client, company: Company
    ) -> None:
        case = make.case(company.zhang_min)
        make.work()
        assert f'<a class="ibtn" href="/case/{case.number}/"' in _page(client, case, "papers/")

    def test_from_the_handover_for_whoever_receives_or_arranges(
        self, client: Client, company: Company
    ) -> None:
        case = desks.acknowledged(company)
        address = f"/handover/{case.number}/"
        make.signed_in(client, company.he_jing.user)

        assert 'href="/todo/"' in client.get(address).content.decode()
        handover.give_all(case, by=case.leaver, at=clock.now())
        assert "看看还有什么等我" not in client.get(address).content.decode()
        client.post(address)
        assert 'href="/todo/"' in client.get(address).content.decode()

        make.signed_in(client, company.wang_lei.user)
        back = f'<a class="ibtn" href="/desk/case/{case.number}/"'
        assert back in client.get(f"{address}arrange/").content.decode()
        assert client.get(f"/desk/case/{case.number}/").status_code == 200

    def test_the_mark_of_the_house_leads_home(self, client: Client, company: Company) -> None:
        home = '<a class="brand" href="/">'
        assert home in client.get("/sign-in/").content.decode()
        case = make.case(company.zhang_min)
        assert home in _page(client, case)
        assert home in desks.desk_of(client, company).get("/desk/").content.decode()

    @pytest.mark.parametrize(
        ("came", "back"),
        [
            ("http://testserver/sign-in/", "/sign-in/"),
            ("http://testserver/apply/?x=1", "/apply/"),
            ("http://testserver/consents/privacy/", "/"),
            ("http://testserver//elsewhere.example/", "/"),
            ("https://elsewhere.example/trap/", "/"),
            ("", "/"),
        ],
    )
    def test_from_a_text_to_where_one_came_from(self, client: Client, came: str, back: str) -> None:
        page = client.get("/consents/privacy/", headers={"Referer": came}).content.decode()
        assert f'<a class="ibtn" href="{back}"' in page


MORE = "可以做什么"


def test_more_about_the_agreement_is_offered_only_while_hr_can_do_more(
    client: Client, company: Company
) -> None:
    desks.desk_of(client, company)
    case = make.case(company.zhang_min, days=11)
    make.work()
    assert MORE not in client.get(f"/desk/case/{case.number}/").content.decode()
    actions.acknowledge(
        make.open_task(case, "acknowledgement"),
        by=company.wang_lei.user,
        handover_to=company.he_jing.user,
        agrees_early=True,
        note="",
        key=make.key(),
    )
    make.work()
    assert MORE in client.get(f"/desk/case/{case.number}/").content.decode()

    world.sign(case.envelopes.get(purpose="separation_agreement").actors.get(role="employee"))
    make.work()
    assert MORE not in client.get(f"/desk/case/{case.number}/").content.decode()
