"""The board of HR and finance."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import openpyxl
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lizhi.accounts import rules as accounts
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions, benchmarks
from lizhi.offboarding.board import SHOWN, Query, numbers, page
from lizhi.offboarding.views.desk import tables
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import begun, desks
from tests.offboarding.conftest import Company

BUDGET = 60_000
FEWEST_ROWS = 10
MOST_QUERIES_OF_A_FILE = 6
BEFORE_ALL = "2000-01-01T00:00:00+00:00~0"


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    """Averages are kept for ten minutes in a process; tests are faster than that."""
    caches["local"].clear()
    yield
    caches["local"].clear()


def _page(client: Client, address: str = "/desk/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_late_stands_first_and_was_pressed(client: Client, company: Company) -> None:
    late = make.case(company.zhang_min)
    with clock.at(MONDAY + dt.timedelta(hours=20)):
        make.case(make.employee("陈平", "13800000101", reports_to=company.wang_lei))
    with clock.at(MONDAY + dt.timedelta(hours=26)):
        make.work()
        page = _page(desks.desk_of(client, company))

    assert page.index("张敏") < page.index("陈平")
    assert "超时 2 小时" in page
    assert "已催 1 次" in page
    assert f"/desk/case/{late.number}/" in page


def test_a_chip_shows_only_its_own(client: Client, company: Company) -> None:
    make.case(company.zhang_min)
    desks.desk_of(client, company)

    assert "没有这样的离职单" in _page(client, "/desk/?show=late")
    assert "张敏" in _page(client, "/desk/?show=all")


@pytest.mark.parametrize("words", ["张敏", "销售", "王磊", "E002046", "%E5%BC%A0"])
def test_a_search_finds_by_name_department_and_handler(
    client: Client, company: Company, words: str
) -> None:
    case = make.case(company.zhang_min)
    desks.desk_of(client, company)

    found = words != "E002046"
    assert ("张敏" in _page(client, f"/desk/?words={words}")) is found
    assert "张敏" in _page(client, f"/desk/?words={case.number.lower()}")


def test_a_search_swaps_the_list_alone(client: Client, company: Company) -> None:
    make.case(company.zhang_min)
    answer = desks.desk_of(client, company).get("/desk/?words=张", headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert "张敏" in text
    assert "<html" not in text


@pytest.mark.parametrize(
    "query",
    ["?after=x", "?after=2026-01-01~1", "?after=~99999999999999999999", "?branch=x", "?branch=999"],
)
def test_an_address_that_somebody_made_up_is_no_fault(
    client: Client, company: Company, query: str
) -> None:
    make.case(company.zhang_min)
    desks.desk_of(client, company)
    assert client.get(f"/desk/{query}").status_code == 200


def test_one_sees_ones_own_branches_only(client: Client, company: Company) -> None:
    far = make.branch("苏州工厂", "示例制造（苏州）有限公司")
    make.case(make.employee("吴平", "13800000102", at=far))
    make.case(company.zhang_min)

    assert "吴平" not in _page(desks.desk_of(client, company))
    colleague = make.signed_in(client, company.he_jing.user)
    assert colleague.get("/desk/").headers["Location"] == "/"


def test_finance_sees_its_company_and_group_hr_all(client: Client, company: Company) -> None:
    make.case(company.zhang_min)

    page = _page(make.signed_in(client, company.chen_jie.user))
    assert page.count("结算看板") >= 3  # title, headline, menu
    assert "离职看板" not in page
    assert "张敏" in _page(client)


def test_an_administrator_has_an_empty_board_that_says_why(
    client: Client, company: Company
) -> None:
    make.case(company.zhang_min)
    boss = make.employee("管理", "13800000104").user
    make.grant(boss, "administrator")

    page = _page(make.signed_in(client, boss))
    assert "张敏" not in page
    assert "离职单由 HR 和财务办" in page


def test_hr_reminds_once_in_four_hours(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    desks.desk_of(client, company)
    address = f"/desk/case/{case.number}/press/"

    answer = client.post(address, headers={"HX-Request": "true"})
    again = client.post(address, headers={"HX-Request": "true"})

    assert "已催 1 次" in answer.content.decode()
    assert again.status_code == 409
    assert case.events.filter(kind="handler_pressed").count() == 1


def test_whoever_is_nobody_here_cannot_press(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.signed_in(client, company.he_jing.user)

    assert client.post(f"/desk/case/{case.number}/press/").status_code == 404


def test_officers_are_those_with_power_over_others(company: Company) -> None:
    assert accounts.is_officer(company.li_li.user)
    assert not accounts.is_officer(company.wang_lei.user)


def test_it_says_how_it_went_lately_from_five_answers_on(client: Client, company: Company) -> None:
    for n in range(5):
        case = make.case(make.employee(f"前{n}", f"1380000020{n}"))
        arrived = MONDAY - dt.timedelta(days=4)
        Case.objects.filter(pk=case.pk).update(
            status="closed", arrived_at=arrived, ended_at=MONDAY - dt.timedelta(days=1)
        )
        actions.rate(case, 5, by=case.leaver, hardest="handover" if n < 2 else "nothing")
    page = _page(desks.desk_of(client, company))

    assert "3.0<small>天</small>" in page
    assert "100<small>%</small>" in page
    assert "最费劲的是交接" in page


def test_the_first_page_is_what_follows_on_the_beginning(db: None) -> None:
    """It is asked by prepared questions; what follows is put together anew."""
    filled = benchmarks.fill(400)
    now = clock.now()
    for user in (filled.group_hr, filled.hr, filled.finance):
        scope = case_rules.at_desk(user)
        for show, branch in product(SHOWN, (None, scope.running()[0].branch_id)):
            first = page(scope, Query(show, branch), user, now=now)
            after = page(scope, Query(show, branch, after=BEFORE_ALL), user, now=now)
            assert first == after
            assert first.rows or show != "all"


@pytest.mark.parametrize("size", [10, pytest.param(1_000, marks=pytest.mark.slow)])
def test_it_asks_as_little_of_a_large_group(
    client: Client, db: None, size: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    filled = benchmarks.fill(size)
    for user in (filled.group_hr, filled.hr, filled.finance):
        make.signed_in(client, user)
        _page(client)
        with django_assert_max_num_queries(12):
            page = _page(client)
        assert len(page.encode()) <= BUDGET


@pytest.mark.slow
def test_pages_follow_each_other_without_gap_or_double(client: Client, db: None) -> None:
    filled = benchmarks.fill(1_000)
    make.signed_in(client, filled.group_hr)
    seen: list[str] = []
    address = "/desk/"
    while address:
        page = _page(client, address)
        seen += [part.split("/")[0] for part in page.split('<b><a href="/desk/case/')[1:]]
        more = page.split("?after=")[1:]
        address = f"/desk/?after={more[-1].split(chr(34))[0]}" if "再看 25 件" in page else ""

    running = Case.objects.running().values_list("number", flat=True)
    assert sorted(seen) == sorted(running)
    assert len(seen) == len(set(seen)) > FEWEST_ROWS


def test_the_database_looks_the_first_rows_up_and_sorts_nothing(db: None, company: Company) -> None:
    """Else a page would cost more in a larger group."""
    if connection.vendor != "sqlite":
        pytest.skip("other databases plan by what they have counted")
    for user in (company.li_li.user, company.chen_jie.user):
        rows = case_rules.at_desk(user).on_boards().filter(due_at__isnull=False)
        plan = rows.order_by("due_at", "pk").values("pk")[:26].explain()
        assert "USING INDEX running_of_" in plan
        assert "TEMP B-TREE" not in plan


def _lines(client: Client, query: str = "") -> list[tuple[Any, ...]]:
    answer = client.get(f"/desk/table/{query}")
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.worksheets[0].iter_rows(values_only=True))


def test_the_file_says_what_the_list_says(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min, place="郑州")
    make.work()
    heads, line = _lines(desks.desk_of(client, company))

    assert heads[:3] == ("单号", "员工", "部门")
    said = dict(zip(heads, line, strict=True))
    page = client.get("/desk/").content.decode()
    assert said["单号"] == case.number
    assert said["预计办完"].date() == case.contract_end
    for head in ("员工", "部门", "原因", "分支", "所在地", "走到哪一步", "在谁手上", "时限"):
        assert said[head]
        assert said[head] in page


def test_the_filters_of_the_list_hold_for_the_file(client: Client, company: Company) -> None:
    make.case(company.zhang_min)
    make.case(make.employee("陈平", "13800000101", reports_to=company.wang_lei))
    desks.desk_of(client, company)

    assert [line[1] for line in _lines(client, "?words=陈平")[1:]] == ["陈平"]
    assert _lines(client, "?show=late")[1:] == []
    part = client.get("/desk/?words=陈平", headers={"HX-Request": "true"}).content.decode()
    assert 'href="/desk/table/?show=all&amp;words=%E9%99%88%E5%B9%B3"' in part
    assert 'hx-swap-oob="outerMorph"' in part


def test_the_list_is_narrowed_to_a_way_and_to_its_ground(client: Client, company: Company) -> None:
    chen_ping = make.employee("陈平", "13800000101", reports_to=company.wang_lei)
    make.case(chen_ping)
    for way, name, phone in (("notice", "高远", "13800000102"), ("mutual", "林静", "13800000103")):
        leaver = make.employee(name, phone, reports_to=company.wang_lei)
        begun.begin(replace(company, zhang_min=leaver), way)
    desks.desk_of(client, company)

    for query, names in {
        "": {"陈平", "高远", "林静"},
        "?way=resignation": {"陈平"},
        "?way=notice": {"高远"},
        "?way=notice.40-3": {"高远"},
        "?way=notice.40-1": set(),
        "?way=mutual.36-E": {"林静"},
        "?way=mutual.36-W": set(),
        "?way=mutual.40-3": {"陈平", "高远", "林静"},  # means nothing, as if it were not there
        "?way=notice&show=late": set(),
        "?way=mutual&show=employee": {"林静"},
    }.items():
        page = _page(client, f"/desk/{query}")
        shown = {name for name in ("陈平", "高远", "林静") if f">{name}</a>" in page}
        assert shown == names, query
        assert {line[1] for line in _lines(client, query)[1:]} == names
        assert (f"{len(names)} 件，" in page) is bool(names), query


def test_the_chips_count_what_the_way_leaves(client: Client, company: Company) -> None:
    make.case(make.employee("陈平", "13800000101", reports_to=company.wang_lei))
    begun.begin(company, "notice")
    user, now = company.li_li.user, clock.now()

    counts = {way: numbers(user, branch=None, now=now, way=way) for way in WAYS_SEEN}
    assert {way: one.running for way, one in counts.items()} == WAYS_SEEN
    narrowed = _page(desks.desk_of(client, company), "/desk/?way=notice")
    assert "<span>全部 <i>1</i></span>" in narrowed
    assert "<b>2<small>件</small></b>" in narrowed, "the cards lead to all of them"
    place = company.zhang_min.branch_id
    assert numbers(user, branch=place, now=now, way="notice.40-3").running == 1
    assert numbers(user, branch=place + 999, now=now, way="notice.40-3").running == 0


WAYS_SEEN = {"": 2, "resignation": 1, "notice": 1, "notice.40-3": 1, "notice.40-2": 0, "death": 0}


def test_a_kept_view_remembers_the_way(client: Client, company: Company) -> None:
    begun.begin(company, "notice")
    desks.desk_of(client, company)
    kept = {"name": "第四十条", "way": "notice.40-3", "show": "all"}
    answer = client.post("/desk/views/", kept)
    assert answer.headers["Location"].endswith("?show=all&way=notice.40-3")
    page = _page(client, "/desk/?show=all&way=notice.40-3")
    assert 'aria-current="page">第四十条' in page
    assert 'value="notice.40-3" selected' in page
    heads, line = _lines(client, "?way=notice.40-3")
    assert "第四十条第（三）项" in dict(zip(heads, line, strict=True))["事由"]


def test_a_name_like_a_formula_stays_a_name(client: Client, company: Company) -> None:
    make.case(make.employee("=HYPERLINK(1)", "13800000101", reports_to=company.wang_lei))
    desks.desk_of(client, company)
    content = client.get("/desk/table/").content
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["B2"]

    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert cell.quotePrefix


def test_a_hundred_cases_ask_no_more_than_one_and_a_long_list_ends_in_words(
    client: Client,
    company: Company,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tables, "MOST", 4)
    desks.desk_of(client, company)
    for number in range(6):
        make.case(make.employee(f"员工{number}", f"1380000020{number}"))
    _lines(client)

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_FILE):
        lines = _lines(client)

    assert len(lines) == 1 + 4 + 1
    assert lines[-1][0] == "这里只有最急的 4 件。其余的请按分支筛选后再导出。"
