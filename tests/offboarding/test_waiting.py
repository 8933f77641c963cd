"""Whoever has something to do hears of it where they sign in; nobody else is told that it waits."""

import datetime as dt
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.cases.rules import at_desk
from lizhi.common import clock
from lizhi.handover import actions as handover
from lizhi.offboarding import actions, daily, waiting
from lizhi.offboarding.board import Query, every, numbers, page
from lizhi.people.models import Employment
from lizhi.settlement import actions as settlement
from lizhi.settlement.models import Line, Settlement
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company
from tests.settlement import world

BEFORE_ALL = "2000-01-01T00:00:00+00:00~0"
NOTHING = "都处理完了"
QUERIES_OF_THE_BOARD = 12


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    """Averages are kept for ten minutes in a process; tests are faster than that."""
    caches["local"].clear()
    yield
    caches["local"].clear()


def _page(client: Client, user: User, address: str) -> str:
    answer = make.signed_in(client, user).get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def _given(company: Company) -> Case:
    case = desks.acknowledged(company)
    handover.give_all(case, by=case.leaver, at=clock.now())
    return case


def _asks_to_stay(leaver: Employment) -> Case:
    case = make.case(leaver)
    make.work()
    actions.ask_to_withdraw(case, by=leaver.user, words="母亲好转了", key=make.key())
    return case


def _disputed(company: Company, *lines: str) -> tuple[Case, Settlement]:
    case = desks.at_confirmation(company)
    sent = world.sent(case, company.chen_jie.user)
    asked = dict.fromkeys(lines or ("wages",), "少一天")
    settlement.answer(sent, disputed=asked, by=case.leaver, at=clock.now())
    return case, sent


class TestThingsToReceive:
    def test_whoever_receives_is_led_to_them(self, client: Client, company: Company) -> None:
        he_jing = company.he_jing.user
        case = desks.acknowledged(company)
        assert "开始填离职申请" in _page(client, he_jing, "/")

        handover.give_all(case, by=case.leaver, at=clock.now())

        for address in ("/", "/todo/"):
            page = _page(client, he_jing, address)
            assert f'href="/handover/{case.number}/"' in page
            assert "张敏" in page
            assert "2 样东西要收" in page
            assert "剩 2 天" in page
            assert NOTHING not in page
        assert f'href="/handover/{case.number}/"' in _page(
            client, he_jing, f"/desk/case/{case.number}/"
        )

    def test_once_received_nothing_waits(self, client: Client, company: Company) -> None:
        case = _given(company)
        handover.receive_all(case, by=company.he_jing.user, at=clock.now())

        assert NOTHING in _page(client, company.he_jing.user, "/todo/")

    def test_what_is_over_waits_for_nobody(self, client: Client, company: Company) -> None:
        case = _given(company)
        actions.ask_to_withdraw(case, by=case.leaver, key=make.key())
        actions.answer_withdrawal(case, agreed=True, by=company.li_li.user, key=make.key())

        assert NOTHING in _page(client, company.he_jing.user, "/todo/")

    def test_whoever_leaves_too_still_finds_the_own_case(
        self, client: Client, company: Company
    ) -> None:
        _given(company)
        own = make.case(company.he_jing)

        page = _page(client, company.he_jing.user, "/")

        assert "样东西要收" in page
        assert f'href="/case/{own.number}/"' in page


class TestAWishToStay:
    def test_hr_of_the_branch_has_it_in_every_list(self, client: Client, company: Company) -> None:
        case = _asks_to_stay(company.zhang_min)
        answer = f'href="/desk/case/{case.number}/withdrawal/"'

        board = _page(client, company.li_li.user, "/desk/?show=me")
        assert "等我 <i>1</i>" in board
        assert board.count(answer) == len(["the row", "today"])
        assert "去答复" in board
        assert "张敏: 想留下来，等您答复" in board
        assert answer in _page(client, company.li_li.user, "/todo/")

        actions.answer_withdrawal(case, agreed=False, by=company.li_li.user, key=make.key())
        board = _page(client, company.li_li.user, "/desk/?show=me")
        assert "等我 <i>0</i>" in board
        assert answer not in board

    def test_nobody_else_has_it(self, client: Client, company: Company) -> None:
        _asks_to_stay(company.zhang_min)
        far = make.branch("苏州工厂", "示例制造（苏州）有限公司")
        other = make.employee("周红", "13800000111", at=far).user
        make.grant(other, "hr", at=far)

        for user in (other, company.chen_jie.user, company.wang_lei.user):
            assert all("想留下来" not in one.what for one in waiting.things(user))
        assert waiting.count(other) == 0

    def test_hr_who_leaves_does_not_answer_the_own_one(
        self, client: Client, company: Company
    ) -> None:
        colleague = make.employee("孙红", "13800000112", department="人力资源部").user
        make.grant(colleague, "hr")
        case = _asks_to_stay(company.li_li)

        assert "去答复" in _page(client, colleague, "/desk/")
        board = _page(client, company.li_li.user, "/desk/")
        assert "去答复" not in board
        assert f"/desk/case/{case.number}/withdrawal/" not in board
        assert (
            waiting.count(company.li_li.user)
            == numbers(company.li_li.user, branch=None, now=clock.now()).me
        )


class TestAQuestionAboutMoney:
    def test_finance_has_it_in_every_list(self, client: Client, company: Company) -> None:
        case, _sent = _disputed(company)
        answer = f'href="/desk/case/{case.number}/settlement/"'
        chen_jie = company.chen_jie.user

        board = _page(client, chen_jie, "/desk/?show=me")
        assert "等我 <i>1</i>" in board
        assert board.count(answer) == len(["the row", "today"])
        assert "去答复" in board
        todo = _page(client, chen_jie, "/todo/")
        assert answer in todo
        assert "剩 1 天" in todo
        assert answer in _page(client, chen_jie, f"/desk/case/{case.number}/")

    def test_it_is_over_with_the_last_answer(self, client: Client, company: Company) -> None:
        _case, sent = _disputed(company, "wages", "tax")
        chen_jie = company.chen_jie.user

        for left, key in ((1, "wages"), (0, "tax")):
            line = Line.objects.select_related("settlement__case").get(settlement=sent, key=key)
            settlement.answer_dispute(
                line, reply="kept", words="按考勤算的", by=chen_jie, at=clock.now()
            )
            assert waiting.count(chen_jie) == left
        assert "等我 <i>0</i>" in _page(client, chen_jie, "/desk/")

    def test_a_new_figure_is_an_answer_and_what_is_unchanged_stays_asked(
        self, company: Company
    ) -> None:
        case, _sent = _disputed(company, "insurance", "tax")
        with clock.at(MONDAY + dt.timedelta(hours=2)):
            world.sent(case, company.chen_jie.user, insurance="900.00", insurance_how="补差")
            (thing,) = waiting.things(company.chen_jie.user)
        assert thing.due_at == MONDAY + dt.timedelta(hours=24)

        with clock.at(MONDAY + dt.timedelta(hours=3)):
            world.sent(case, company.chen_jie.user, tax="1.00", tax_how="补一元")
        assert waiting.count(company.chen_jie.user) == 0

    def test_asked_again_the_day_begins_anew(self, company: Company) -> None:
        case, sent = _disputed(company)
        line = Line.objects.select_related("settlement__case").get(settlement=sent, key="wages")
        settlement.answer_dispute(
            line, reply="kept", words="按考勤算的", by=company.chen_jie.user, at=clock.now()
        )
        with clock.at(MONDAY + dt.timedelta(days=2)):
            settlement.answer(sent, disputed={"wages": "还是不对"}, by=case.leaver, at=clock.now())
            (thing,) = waiting.things(company.chen_jie.user)
        assert thing.due_at == MONDAY + dt.timedelta(days=3)


def test_the_board_asks_no_more_where_things_of_every_kind_wait(
    client: Client, company: Company, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """She is HR and finance, and her list is short: what has no time follows what has one."""
    li_li = company.li_li.user
    make.grant(li_li, "finance")
    desks.at_confirmation(company)
    _asks_to_stay(company.he_jing)
    _page(client, li_li, "/desk/")
    with django_assert_max_num_queries(QUERIES_OF_THE_BOARD):
        board = client.get("/desk/")
    told = [f"{one.name}: {one.what}" for one in board.context["mine"]]
    assert told == ["何静: 想留下来，等您答复", "张敏: HR 确认"]


def test_questions_from_before_the_case_could_say_so_are_found(company: Company) -> None:
    case, _sent = _disputed(company)
    Case.objects.update(disputed_at=None)
    migration = import_module("lizhi.settlement.migrations.0002_cases_say_what_is_asked")

    migration.tell_the_cases(apps, None)

    case.refresh_from_db()
    assert case.disputed_at == MONDAY


def test_pages_of_what_waits_for_me_follow_each_other_and_so_does_the_file(
    company: Company,
) -> None:
    """Those that are in somebody's hands, and those that ask: one list, without double."""
    li_li, now = company.li_li.user, clock.now()
    both = desks.at_confirmation(company)
    actions.ask_to_withdraw(both, by=both.leaver, key=make.key())
    asks = _asks_to_stay(make.employee("陈平", "13800000101", reports_to=company.wang_lei))
    make.case(make.employee("吴平", "13800000102", reports_to=company.wang_lei))

    scope, query = at_desk(li_li), Query("me")
    first = page(scope, query, li_li, now=now)
    after = page(scope, Query("me", after=BEFORE_ALL), li_li, now=now)
    rows = every(scope, query, li_li, now=now, most=10)

    assert first == after
    assert {row.number for row in first.rows} == {both.number, asks.number}
    assert [row.number for row in first.rows] == [row["number"] for row in rows]
    assert numbers(li_li, branch=None, now=now).me == len(first.rows)


def test_whoever_has_a_desk_stays_at_it(client: Client, company: Company) -> None:
    for user in (company.li_li.user, company.chen_jie.user):
        page = _page(client, user, "/todo/")
        assert "dist/desk.css" in page
        assert 'href="/desk/"' in page
        assert 'aria-current="page"' in page
        assert 'action="/sign-out/"' in page
    assert "dist/phone.css" in _page(client, company.wang_lei.user, "/todo/")


def test_hr_hears_of_another_last_day_that_somebody_proposes_until_it_is_answered(
    client: Client, company: Company
) -> None:
    case, hr = make.case(company.zhang_min), company.li_li.user
    make.work()
    day = dt.date(2026, 6, 26)
    actions.propose_last_day(case, day, by=company.zhang_min.user, key=make.key())
    for address in ("/todo/", "/desk/?show=me"):
        assert f"/desk/case/{case.number}/last-day/" in _page(client, hr, address)
    assert "想改最后一天，请答复" in _page(client, hr, "/todo/")
    assert NOTHING in _page(client, company.sun_yue.user, "/todo/")

    actions.agree_last_day(case, day, by=hr, key=make.key())
    assert waiting.count(hr) == 0


def test_a_proposed_day_that_has_passed_waits_for_nobody(company: Company) -> None:
    case, hr = make.case(company.zhang_min), company.li_li.user
    day = dt.date(2026, 6, 2)
    actions.propose_last_day(case, day, by=company.zhang_min.user, key=make.key())
    assert (daily.forget_proposals(MONDAY), waiting.count(hr)) == (0, 1)
    assert daily.forget_proposals(MONDAY + dt.timedelta(days=3)) == 1
    assert waiting.count(hr) == 0


class TestALongList:
    """Twenty at once: a phone on a weak network need not load what is not urgent."""

    @pytest.fixture
    def notices(self, company: Company) -> list[str]:
        """Twenty-three of Wang Lei's people have given notice."""
        names = [f"孙{number:02}" for number in range(waiting.AT_ONCE + 3)]
        for number, name in enumerate(names):
            phone, branch = f"1386655{number:04}", company.zhang_min.branch
            make.case(make.employee(name, phone, at=branch, reports_to=company.wang_lei))
        make.work()
        return names

    def test_the_most_urgent_come_first_and_every_one_is_reached(
        self, client: Client, company: Company, notices: list[str]
    ) -> None:
        first = _page(client, company.wang_lei.user, "/todo/")
        second = _page(client, company.wang_lei.user, "/todo/?page=2")
        assert [name in first for name in notices] == [True] * 20 + [False] * 3
        assert [name in second for name in notices] == [False] * 20 + [True] * 3
        assert all("有 23 件事等您" in one for one in (first, second))
        assert ('href="?page=2"' in first, 'href="?page=1"' in first) == (True, False)
        assert ('href="?page=3"' in second, 'href="?page=1"' in second) == (False, True)

    def test_a_page_that_is_none_is_one_that_is(
        self, client: Client, company: Company, notices: list[str]
    ) -> None:
        for asked in ("9", "999", "0", "-1", "zwei", "١", "", "1" * 50):
            seen = _page(client, company.wang_lei.user, f"/todo/?page={asked}")
            assert notices[-1 if asked.startswith("9") else 0] in seen
