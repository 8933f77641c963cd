"""The pages of city figures: what is missing, somebody adds one, somebody else confirms it."""

import csv
import datetime as dt
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.settlement import actions
from lizhi.settlement.actions import figures
from lizhi.settlement.cities import books, coverage, coverage_csv, using
from lizhi.settlement.facts import facts_for_paper
from lizhi.settlement.law import catalogue, parameters
from lizhi.settlement.models import CityFigure, FigureDeed
from tests import make
from tests.settlement import found, world
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db
TABLE, FILE = reverse("settlement:figures"), reverse("settlement:figures_file")
ADD = reverse("settlement:add_figure") + "?city=深圳&name=averages.month"
TYPED = {
    "value": "１３，０００元",
    "year": "2025",
    "document": "深统〔2026〕9号",
    "title": "2025年深圳市职工平均工资公报",
    "link": "https://tjj.sz.gov.cn/2026/9",
    "published": "2026-05-20",
    "source": "official",
}


@pytest.fixture
def gu_xiaoyun(case: Case) -> User:
    return found.second_in_finance()


@pytest.fixture
def desk(case: Case, chen_jie: User) -> Browser:
    """Chen Jie's browser."""
    return world.client_of(chen_jie)


def text(response: Any) -> str:
    return str(response.content.decode())


def city(user: User, name: str = "深圳") -> coverage.City:
    return next(one for one in coverage.table(user, clock.today()) if one.place.city == name)


def row(user: User, name: str, place: str = "深圳") -> coverage.Row:
    return next(one for one in city(user, place).rows if one.wanted.name == name)


def test_the_table_says_what_is_missing_which_year_and_where_to_look(desk: Browser) -> None:
    page = text(desk.get(TABLE))

    assert "职工月平均工资，2025 年" in page
    assert "去当地统计局或者人社局公布的上年度职工月平均工资里找" in page
    assert "深圳的数字" in page
    assert page.index("最低工资") < page.index("全部城市")


@pytest.mark.parametrize("name", ["深圳", "广州", "杭州", "成都", "苏州"])
def test_a_city_of_which_we_know_nothing_lists_all_that_is_needed(
    case: Case, chen_jie: User, name: str
) -> None:
    make.employee("周航", "13800000311", work_city=name)

    known = city(chen_jie, name)

    needed = [one for one in known.rows if one.wanted.needed]
    assert {"averages.month", "wages.minimum"} <= {one.wanted.name for one in needed}
    assert known.missing >= 2
    assert all(one.wanted.look and one.wanted.title for one in known.rows)


def test_somebody_fills_one_in_and_a_second_person_confirms_it(
    desk: Browser, chen_jie: User, gu_xiaoyun: User
) -> None:
    assert desk.post(ADD, TYPED).status_code == 302
    (figure,) = CityFigure.objects.all()
    assert "等另一个人核对" in text(desk.get(TABLE))

    page = reverse("settlement:figure", args=[figure.pk])
    own = text(desk.get(page))
    assert "这个数是您填的，要换一个人核对：顾晓芸可以。" in own
    assert 'value="confirm"' not in own
    other = world.client_of(gu_xiaoyun)
    assert "13,000 元/月" in text(other.get(page))
    assert "https://tjj.sz.gov.cn/2026/9" in text(other.get(page))
    assert other.post(page, {"then": "confirm"}).status_code == 302

    assert row(chen_jie, "averages.month").state == "official"
    assert row(chen_jie, "averages.month").words == "官方原文"
    assert "陈洁、顾晓芸" in text(desk.get(TABLE))


def test_the_second_person_reads_what_stood_before_and_by_how_much_it_differs(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    found.confirmed(chen_jie, gu_xiaoyun, since=dt.date(2024, 1, 1), value="12500")
    figure = found.entered(chen_jie, value="13000")

    page = text(world.client_of(gu_xiaoyun).get(reverse("settlement:figure", args=[figure.pk])))

    assert "12,500 元/月" in page
    assert "+4.0%" in page


def test_beside_what_came_with_the_program_it_says_so(case: Case) -> None:
    make.employee("周航", "13800000311", work_city="上海")
    administrator = found.administrator()
    figure = found.entered(administrator, city="上海", value="12600")

    page = text(world.client_of(administrator).get(f"{TABLE}{figure.pk}/"))

    assert "12,577 元/月" in page
    assert "随程序附带" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"value": "一万三"}, "这里填数，比如 3000.00"),
        ({"value": "-13000"}, "这里不能小于 0。"),
        ({"value": ""}, "这里填数，比如 3000.00"),
        ({"value": "1e400"}, "这里最多填 "),
        ({"year": "去年"}, "这里填年份"),
        ({"year": "1980"}, "1990"),
        ({"year": "2026"}, "2026 年还没过完"),
        ({"published": "2026-02-29"}, "这里填日期"),
        ({"published": "2027-01-01"}, "不能在今天以后"),
        ({"link": "http://tjj.sz.gov.cn"}, "https://"),
        ({"link": ""}, "只能按二手填"),
        ({"title": ""}, "文件叫什么？"),
        ({"value": "156000"}, "像是一整年的数"),
    ],
)
def test_what_was_typed_stays_and_the_field_says_what_is_wrong(
    desk: Browser, typed: dict[str, str], words: str
) -> None:
    page = desk.post(ADD, {**TYPED, **typed})

    assert page.status_code == 422
    assert words in text(page)
    assert 'value="深统〔2026〕9号"' in text(page)
    assert not CityFigure.objects.exists()


def test_said_twice_an_unusual_figure_is_taken(desk: Browser) -> None:
    assert "这样对吗？" in text(desk.post(ADD, {**TYPED, "value": "70000"}))

    assert desk.post(ADD, {**TYPED, "value": "70000", "sure": "on"}).status_code == 302


def test_the_same_figure_again_keeps_the_page_and_names_who_was_first(
    desk: Browser, gu_xiaoyun: User
) -> None:
    found.entered(gu_xiaoyun)

    page = desk.post(ADD, {**TYPED, "value": "13100"})

    assert page.status_code == 409
    assert "顾晓芸填了另一个数" in text(page)
    assert 'value="13100"' in text(page)


def test_it_is_not_declined_without_a_reason(chen_jie: User, gu_xiaoyun: User) -> None:
    figure = found.entered(chen_jie)
    other = world.client_of(gu_xiaoyun)

    assert other.post(f"{TABLE}{figure.pk}/", {"then": "decline"}).status_code == 422
    assert other.post(f"{TABLE}{figure.pk}/", {"then": "elsewhere"}).status_code == 422
    answer = other.post(f"{TABLE}{figure.pk}/", {"then": "decline", "reason": "公报里不是"})

    assert answer.status_code == 302
    assert "公报里不是" in text(other.get(f"{TABLE}{figure.pk}/"))


def test_a_withdrawn_figure_shows_its_whole_story(chen_jie: User, gu_xiaoyun: User) -> None:
    figure = found.confirmed(chen_jie, gu_xiaoyun)
    browser = world.client_of(chen_jie)

    assert "撤下" in text(browser.get(f"{TABLE}{figure.pk}/"))
    browser.post(f"{TABLE}{figure.pk}/", {"then": "withdraw", "reason": "口径不对"})

    page = text(browser.get(f"{TABLE}{figure.pk}/"))
    assert "陈洁 填的" in page
    assert "顾晓芸 核对的" in page
    assert "陈洁 撤下的" in page
    assert row(chen_jie, "averages.month").state == "missing"


def test_figures_of_a_city_in_which_nobody_of_ones_companies_works_are_not_there(
    chen_jie: User, gu_xiaoyun: User
) -> None:
    figure = found.entered(chen_jie)
    there = make.branch("成都分公司", "示例制造（成都）有限公司")
    type(there).objects.filter(pk=there.pk).update(city="成都")
    type(there.entity).objects.filter(pk=there.entity_id).update(city="成都")
    stranger = make.employee("何静", "13800000309", at=there, work_city="成都").user
    make.grant(stranger, "finance", at=there)
    browser = world.client_of(stranger)

    assert browser.get(f"{TABLE}{figure.pk}/").status_code == 404
    assert "深圳" not in text(browser.get(TABLE))


def test_second_hand_and_old_figures_say_so(case: Case) -> None:
    make.employee("周航", "13800000311", work_city="上海")
    make.employee("吴昊", "13800000312", work_city="北京")
    administrator = found.administrator()

    assert row(administrator, "averages.month", "上海").words == "二手，结算单会注明"
    with clock.at(clock.now() + dt.timedelta(days=950)):
        assert row(administrator, "wages.minimum", "北京").state == "old"
        assert "个月没核了" in row(administrator, "wages.minimum", "北京").words


def test_the_worst_city_comes_first_and_what_is_missing_comes_first_in_it(case: Case) -> None:
    make.employee("周航", "13800000311", work_city="北京")
    cities = coverage.table(found.administrator(), clock.today())

    assert [one.missing for one in cities] == sorted((one.missing for one in cities), reverse=True)
    states = [coverage.ORDER.index(one.state) for one in cities[0].rows]
    assert states == sorted(states)


def test_the_table_is_taken_away_as_a_file_and_that_is_noted(
    desk: Browser, chen_jie: User, gu_xiaoyun: User
) -> None:
    found.confirmed(chen_jie, gu_xiaoyun, document="=HYPERLINK()")

    answer = desk.post(FILE)

    lines = list(csv.reader(text(answer).lstrip(coverage_csv.BOM).splitlines()))
    assert lines[0] == list(coverage_csv.HEADER)
    (average,) = [line for line in lines if line[3] == "averages.month"]
    assert average[8] == "'=HYPERLINK()"
    assert average[11] == "陈洁、顾晓芸"
    assert FigureDeed.objects.get(deed="exported").by == chen_jie
    assert desk.get(FILE).status_code == 405


def test_money_needs_a_fresh_code(case: Case, chen_jie: User) -> None:
    browser = world.client_of(chen_jie, strength="")

    assert browser.get(TABLE).status_code != 200


@pytest.mark.parametrize("role", ["hr", "group_hr"])
def test_others_are_told_who_keeps_the_figures(case: Case, role: str) -> None:
    user = make.employee("李丽", "13800000310").user
    make.grant(user, role)

    assert world.client_of(user).get(TABLE).status_code == 403


def test_finance_finds_the_page_in_the_menu(desk: Browser) -> None:
    assert f'href="{TABLE}"' in text(desk.get(TABLE))


def with_a_loss(case: Case, by: User) -> None:
    """Something broke; how much may be taken off hangs on the minimum wage of Shenzhen."""
    actions.add_line(
        case,
        kind="loss",
        title="摔坏的显示器",
        amount=Decimal(500),
        reason="定损单",
        by=by,
        at=clock.now(),
        key=world.key(),
    )


def test_a_line_without_its_figure_waits_and_leads_to_where_it_is_filled_in(
    case: Case, desk: Browser, chen_jie: User
) -> None:
    with_a_loss(case, chen_jie)

    page = text(desk.get(world.desk(case)))

    assert "缺深圳 2026 年月最低工资标准，去当地人社局公布的最低工资标准里找" in page
    assert "补深圳的数字" in page
    link = page.partition("?name=wages.minimum")[2].partition('"')[0]
    form = desk.get(f"{reverse('settlement:add_figure')}?name=wages.minimum{unescape(link)}")
    assert "深圳：月最低工资标准" in text(form)


def test_the_table_counts_the_settlements_that_wait_for_a_figure(
    case: Case, chen_jie: User
) -> None:
    with_a_loss(case, chen_jie)

    assert row(chen_jie, "wages.minimum").words == "1 件在等"
    assert city(chen_jie).cases == 1


def test_whoever_confirms_sees_which_open_settlement_changes_and_by_how_much(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    with_a_loss(case, chen_jie)
    figure = found.entered(
        chen_jie, found.MINIMUM, dt.date(2026, 1, 1), value="2520", title="最低工资标准"
    )

    (effect,) = using.open_using(figure)
    page = text(world.client_of(gu_xiaoyun).get(f"{TABLE}{figure.pk}/"))

    assert (effect.case, effect.net) == (case, Decimal(-500))
    assert effect.lines == ("摔坏的显示器",)
    assert "张敏" in page
    assert "摔坏的显示器" in page


def test_a_figure_that_no_settlement_asks_for_changes_none(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    with_a_loss(case, chen_jie)

    assert using.open_using(found.confirmed(chen_jie, gu_xiaoyun, "averages.year")) == []


def test_a_second_hand_figure_is_said_on_the_desk_on_the_paper_and_to_the_employee(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    found.confirmed(
        *(chen_jie, gu_xiaoyun, found.MINIMUM, dt.date(2026, 1, 1)),
        value="2520",
        source="secondary",
        title="最低工资，电话答复",
        document="",
        link="",
    )
    with parameters.using(books.book_of(case)):
        with_a_loss(case, chen_jie)
        desk = text(world.client_of(chen_jie).get(world.desk(case)))
        version = world.sent(case, chen_jie)
    phone = text(world.client_of(case.leaver).get(world.mine(case)))
    doubts = [
        step.get("doubt", "")
        for line in facts_for_paper(case)["deductions"]
        for step in line["steps"]
    ]

    said = "月最低工资标准 2520（最低工资，电话答复）"
    assert "暂用数：月最低工资标准 2520" in desk
    assert said in doubts
    assert said in phone
    assert version.missing == 0


def test_a_share_is_written_in_per_cent_and_a_choice_is_chosen(
    case: Case, chen_jie: User, gu_xiaoyun: User
) -> None:
    browser = world.client_of(chen_jie)
    said = {key: value for key, value in TYPED.items() if key != "year"}
    for name, value in (
        ("contributions.housing_fund_employee", "7%"),
        ("contributions.cutoff_day", "15"),
        ("contributions.housing_fund_unit", "1"),
    ):
        address = f"{reverse('settlement:add_figure')}?city=深圳&name={name}"
        answer = browser.post(address, {**said, "value": value, "since": "2025-07-01"})
        assert answer.status_code == 302
    for figure in CityFigure.objects.all():
        figures.confirm(figure, by=gu_xiaoyun, at=clock.now())

    assert row(chen_jie, "contributions.housing_fund_employee").value == "7%"
    assert row(chen_jie, "contributions.cutoff_day").value == "15 日"
    assert row(chen_jie, "contributions.housing_fund_unit").value == "到元"


def test_where_the_nation_has_a_rate_it_holds_until_the_city_has_its_own(
    case: Case, chen_jie: User
) -> None:
    pension = row(chen_jie, "contributions.pension_employee")

    assert (pension.value, pension.state, pension.words) == ("8%", "nation", "按全国的")


def test_limits_that_change_in_july_are_old_from_then_on(case: Case, chen_jie: User) -> None:
    make.employee("周航", "13800000311", work_city="上海")

    assert row(chen_jie, "contributions.floor", "上海").state == "secondary"
    with clock.at(clock.now() + dt.timedelta(days=700)):
        assert row(chen_jie, "contributions.floor", "上海").state in {"missing", "old"}


def test_every_figure_of_the_catalogue_stands_in_the_files() -> None:
    told = set(parameters.entries_of(catalogue.TOLD))

    assert told <= {one.name for one in catalogue.wanted()}
