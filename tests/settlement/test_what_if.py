"""HR and finance suppose endings: of one person, of a branch; small groups stay covered."""

import datetime as dt
import os
import subprocess
import sys
from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.people.models import Branch, Employment, EmploymentQuerySet, MonthlyWage, Reveal
from lizhi.settlement import actions, workdays
from lizhi.settlement.law import averages, compensation, fen, minimum
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.whatif import cells, crowd, figures, many, one, scope
from lizhi.settlement.whatif.cells import Cell
from tests import make
from tests.bad_input.hostile import VALUES
from tests.settlement import world
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db
PAGE = "/desk/what-if/"
DAY, LATER = dt.date(2026, 6, 30), dt.date(2026, 9, 1)


@pytest.fixture
def li_li(db: None) -> User:
    """HR of the branch in Shenzhen."""
    user = make.employee("李丽", "13800000201", department="人力资源部").user
    make.grant(user, "hr")
    return user


@pytest.fixture
def desk(li_li: User) -> Browser:
    """Her browser."""
    return world.client_of(li_li)


def staff(number: int, average: Decimal | None = None) -> list[Employment]:
    """So many colleagues in Shanghai, each with another wage unless one is told."""
    return [
        make.employee(
            f"同事{one}",
            f"1390000{one:04}",
            work_city="上海",
            average_wage=average or Decimal(10000 + 100 * one),
            monthly_wage=Decimal(9000 + one),
        )
        for one in range(number)
    ]


def test_one_person_on_two_days_with_the_steps(desk: Browser, zhang_min: Employment) -> None:
    Employment.objects.filter(pk=zhang_min.pk).update(work_city="上海")
    body = {"who": zhang_min.number, "last_day": "2026-06-30", "other_day": "2026-09-01"}

    page = desk.post(PAGE, body).content.decode()

    assert "47,850.00" in page  # 8,700 a month, five years and four months
    assert "52,200.00" in page  # half a month more on the other day
    assert "+4,350.00" in page
    assert "56,550.00" in page  # N+1
    assert "95,700.00" in page  # 2N
    assert "劳动合同法 47 条" in page
    assert "没有核对原文" in page  # the figure of Shanghai is second-hand


def test_whoever_looks_at_what_somebody_earns_is_written_down(
    desk: Browser, li_li: User, zhang_min: Employment
) -> None:
    desk.get(f"{PAGE}?who={zhang_min.number}")
    assert not Reveal.objects.exists()

    desk.post(PAGE, {"who": zhang_min.number, "last_day": "2026-06-30"})

    seen = Reveal.objects.get()
    assert (seen.by, seen.employment, seen.field) == (li_li, zhang_min, "wage")


def test_a_second_press_is_the_same_look_and_one_an_hour_later_is_another(
    desk: Browser, zhang_min: Employment, monday: dt.datetime
) -> None:
    body = {"who": zhang_min.number, "last_day": "2026-06-30"}
    for minutes, looks in ((0, 1), (0, 1), (9, 1), (60, 2)):
        with clock.at(monday + dt.timedelta(minutes=minutes)):
            desk.post(PAGE, body)

        assert Reveal.objects.count() == looks


def test_a_look_that_came_to_nothing_is_no_look(
    zhang_min: Employment, li_li: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_told: object) -> None:
        raise MemoryError

    monkeypatch.setattr(one, "suppose", killed)

    with pytest.raises(MemoryError):
        actions.suppose_one(zhang_min, days=[DAY], by=li_li, at=clock.now())
    assert not Reveal.objects.exists()


def test_a_branch_with_nobody_in_it_says_so(desk: Browser) -> None:
    empty = make.branch("空的分公司")

    answer = desk.post(PAGE, {"place": f"branch:{empty.pk}", "last_day": "2026-06-30"})

    assert answer.status_code in {200, 422}
    assert "<table" not in answer.content.decode()


def test_sums_of_many_write_nothing(desk: Browser) -> None:
    staff(6)

    desk.post(PAGE, {"place": "all", "last_day": "2026-06-30"})

    assert not Reveal.objects.exists()


def test_a_city_without_its_figure_is_said_and_only_the_estimate_is_shown(
    desk: Browser, zhang_min: Employment
) -> None:
    page = desk.post(PAGE, {"who": "张敏", "last_day": "2026-06-30"}).content.decode()

    assert "缺深圳 2025 年职工月平均工资" in page
    assert page.count("not worked out") + page.count("没有算") >= 4
    assert "47,850.00" in page


def test_a_wage_of_twelve_months_comes_before_the_roster(
    zhang_min: Employment, li_li: User
) -> None:
    MonthlyWage.objects.bulk_create(
        MonthlyWage(
            employment=zhang_min,
            month=dt.date(2025 + (month + 5) // 12, (month + 5) % 12 + 1, 1),
            amount=Decimal(9000),
            overtime=Decimal(100),
        )
        for month in range(12)
    )

    (found,) = actions.suppose_one(zhang_min, days=[DAY], by=li_li, at=clock.now())

    assert found.uncapped.base.amount == Decimal(9000)
    assert found.uncapped.plus_one == found.uncapped.n + 9000
    assert any(note.key == "overtime_in_base" for note in found.notes)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"who": "没有这个人", "last_day": "2026-06-30"}, "名下没有"),
        ({"who": "", "last_day": ""}, "请选最后一天"),
        ({"who": "", "last_day": "明天"}, "2026-12-31"),
        ({"who": "", "last_day": "1999-01-01"}, "2008"),
        ({"who": "", "last_day": "9999-01-01"}, "2008"),
        ({"place": "branch:0", "last_day": "2026-06-30"}, "从列表里选"),
        ({"last_day": "2026-06-30", "other_day": "2026-06-30"}, "不同的一天"),
        ({"who": "张敏", "last_day": "2020-01-01"}, "第一个工作日"),
        ({"who": "张敏", "last_day": "2026-06-30", "bonus": "很多"}, "3000.00"),
        ({"who": "张敏", "last_day": "2026-06-30", "bonus": "-5"}, "小于 0"),
        ({"who": "张敏", "last_day": "2026-06-30", "additional": "1.005"}, "2 位"),
        ({"who": "张敏", "last_day": "2026-06-30", "taxed_as": "礼物"}, "从列表里选"),
    ],
)
def test_what_cannot_be_worked_out_says_what_to_do_and_keeps_what_was_typed(
    desk: Browser, zhang_min: Employment, body: dict[str, str], words: str
) -> None:
    answer = desk.post(PAGE, body, headers={"Accept-Language": "zh-hans"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    typed = [body[name] for name in ("who", "bonus", "additional") if body.get(name)]
    assert all(f'value="{one}"' in page for one in typed)


def test_nonsense_of_every_kind_is_answered_with_a_page(desk: Browser) -> None:
    names = ("who", "place", "last_day", "other_day", "bonus", "additional", "taxed_as")

    for value in VALUES:
        for name in names:
            body = {"last_day": "2026-06-30", name: value}
            assert desk.post(PAGE, body).status_code < 500
        assert desk.post(PAGE, dict.fromkeys(names, value)).status_code < 500
        assert desk.get(PAGE, {"who": value}).status_code < 500


def test_months_with_a_gap_are_no_average(zhang_min: Employment, li_li: User) -> None:
    months = [dt.date(2025, month, 1) for month in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12)]
    MonthlyWage.objects.bulk_create(
        MonthlyWage(employment=zhang_min, month=month, amount=Decimal(99999)) for month in months
    )

    (found,) = actions.suppose_one(zhang_min, days=[DAY], by=li_li, at=clock.now())

    assert found.uncapped.base.amount == Decimal(8700)
    assert any(note.key == "roster_average" for note in found.notes)


def test_whoever_came_a_while_ago_has_the_average_of_the_months_since(
    zhang_min: Employment, li_li: User
) -> None:
    Employment.objects.filter(pk=zhang_min.pk).update(hired_on=dt.date(2026, 3, 16))
    zhang_min.refresh_from_db()
    MonthlyWage.objects.bulk_create(
        MonthlyWage(employment=zhang_min, month=dt.date(2026, month, 1), amount=Decimal(7000))
        for month in (4, 5)
    )

    (found,) = actions.suppose_one(zhang_min, days=[DAY], by=li_li, at=clock.now())

    assert found.uncapped.base.amount == Decimal(7000)


def test_nobody_supposes_the_end_of_oneself_or_of_people_of_others(
    desk: Browser, li_li: User
) -> None:
    elsewhere = make.branch("上海分公司", "示例贸易（上海）有限公司")
    other = make.employee("周杰", "13900009999", at=elsewhere)
    own = Employment.objects.get(person__user=li_li)

    for number in (other.number, own.number):
        answer = desk.post(PAGE, {"who": number, "last_day": "2026-06-30"})
        assert answer.status_code == 422


def test_whoever_is_neither_hr_nor_finance_is_refused(zhang_min: Employment) -> None:
    browser = world.client_of(zhang_min.user)

    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE, {"last_day": "2026-06-30"}).status_code == 403


def test_finance_reaches_its_legal_entity_and_hr_its_branches(li_li: User, chen_jie: User) -> None:
    elsewhere = make.branch("上海分公司", "示例贸易（上海）有限公司")
    other = make.employee("周杰", "13900009999", at=elsewhere)

    for user in (li_li, chen_jie):
        assert other not in scope.people_of(user)
        assert scope.places_of(user)[0].key == scope.EVERYBODY
    assert li_li.pk in scope.people_of(chen_jie).values_list("person__user", flat=True)


def test_a_branch_together_is_the_sum_of_its_people(desk: Browser) -> None:
    people = staff(7)
    branch = Branch.objects.get()

    page = desk.post(
        PAGE, {"place": f"branch:{branch.pk}", "last_day": "2026-06-30", "other_day": "2026-09-01"}
    ).content.decode()

    assert f"{total(people, DAY):,.2f}" in page
    assert f"{total(people, LATER):,.2f}" in page
    assert "n = 7" in page


def test_people_without_a_figure_are_counted_by_city_and_reason(desk: Browser) -> None:
    staff(6)
    make.employee("无数", "13911110001")  # Shenzhen has no verified figure
    make.employee("无薪", "13911110002", average_wage=None, work_city="上海")
    make.employee("新人", "13911110003", hired_on=dt.date(2026, 8, 1), work_city="上海")

    page = desk.post(PAGE, {"last_day": "2026-06-30"}).content.decode()

    assert "缺深圳 2025 年职工月平均工资" in page
    assert "名册里缺近十二个月平均工资或者月工资" in page
    assert "最后一天以后才入职" in page


def test_what_is_in_the_sums_and_has_to_be_checked_is_counted_too(desk: Browser) -> None:
    staff(6)
    make.employee("老王", "13911110001", hired_on=dt.date(2005, 3, 1), work_city="上海")

    page = desk.post(PAGE, {"last_day": "2026-06-30"}).content.decode()

    assert "2008 年以前入职" in page
    assert "12577 来自二手材料" in page
    assert "并入的前单位工龄名册里没有" in page


def test_fewer_than_five_people_are_not_shown_as_a_sum(desk: Browser) -> None:
    people = staff(4)

    page = desk.post(PAGE, {"last_day": "2026-06-30"}).content.decode()

    assert f"{total(people, DAY):,.2f}" not in page
    assert "n = " not in page


def total(people: list[Employment], day: dt.date) -> Decimal:
    """By the rules that explain themselves, one by one."""
    return sum((_alone(one, day) for one in people), Decimal(0))


def _alone(one: Employment, day: dt.date) -> Decimal:
    found = compensation.reckon(
        compensation.Service(
            one.hired_on,
            day,
            one.average_wage or Decimal(0),
            averages.for_cap("上海", day.year - 1),
            minimum.of_place("上海", day),
        )
    )
    return compensation.amount_of(found.value)


def test_the_crowd_is_read_as_it_stands_in_the_roster() -> None:
    people = staff(3, Decimal("8700.55"))
    make.employee("无薪", "13911110002", average_wage=None, monthly_wage=None, work_city="")

    read = crowd.read(Employment.objects.all(), DAY, DAY)

    assert len(read) == 4
    assert sorted(read.average.tolist()) == [-1, 870_055, 870_055, 870_055]
    assert sorted(read.last_month.tolist()) == [-1, 900_000, 900_100, 900_200]
    assert set(read.cities) == {"上海", people[0].branch.city}
    assert read.hired.tolist() == [dt.date(2021, 3, 1)] * 4


def suppose(people: EmploymentQuerySet, day: dt.date) -> many.Together:
    """Of these people, as the page does it."""
    found = crowd.read(people, day, day)
    kind_of = workdays.Announced().kind_of
    year = crowd.years(people, found, day)
    return many.suppose(found, year, day, kind_of=kind_of, others="其他")


def test_nobody_at_all_is_no_fault() -> None:
    nobody: EmploymentQuerySet = Employment.objects.none()

    found = suppose(nobody, DAY)

    assert (found.all_people, found.exposure, found.bands) == (0, None, ())


def test_the_chain_of_a_page_is_that_of_the_rules_for_everybody() -> None:
    chance = np.random.default_rng(7)
    size = 400
    none = np.zeros(size, np.int64)
    people = crowd.Crowd(
        keys=np.arange(size),
        hired=np.datetime64("2006-01-01") + chance.integers(0, 7_000, size),
        average=chance.integers(200_000, 9_000_000, size),
        last_month=chance.integers(200_000, 9_000_000, size),
        wage=none,
        insurance_base=none,
        fund_base=none,
        source=none,
        city=chance.integers(0, 2, size),
        insured=none,
        branch=none,
        cities=("上海", "北京"),
        insured_cities=("上海",),
        branches=("总部",),
    )
    local = [figures.of_city(city, dt.date(2026, 5, 31)) for city in people.cities]
    known = people.city == 0

    columns = many.reckon(people, local, dt.date(2026, 5, 31), known=known)

    for number in np.flatnonzero(known):
        service = compensation.Service(
            people.hired[number].item(),
            dt.date(2026, 5, 31),
            fen.yuan(people.average[number]),
            averages.for_cap("上海", 2025),
            minimum.of_place("上海", dt.date(2026, 5, 31)),
        )
        base = compensation.reckon(service).value
        whole = compensation.reckon(service, from_start=True).value
        assert fen.yuan(columns.n[number]) == compensation.amount_of(base)
        assert fen.yuan(columns.twice[number]) == 2 * compensation.amount_of(whole)
    assert not columns.n[~known].any()


def test_a_place_says_which_figure_is_missing_and_where_to_look() -> None:
    assert "缺成都 2025 年" in figures.of_city("成都", DAY).missing
    assert "工作地" in figures.of_city("", DAY).missing
    with pytest.raises(NoFigure):
        averages.for_cap("成都", 2025)


PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(st.lists(st.integers(0, 12), max_size=12))
def test_no_cell_is_small_and_nobody_is_lost_among_large_ones(sizes: list[int]) -> None:
    found = [
        Cell(f"{number}–{number + 1}", size, Decimal(100 * size))
        for number, size in enumerate(sizes)
    ]
    bands, groups = cells.bands(found), cells.groups(found, "其他")
    people = sum(cell.people for cell in found)

    for shown in (bands, groups):
        assert all(cell.people >= cells.LEAST for cell in shown)
        assert sum(cell.people for cell in shown) == (people if people >= cells.LEAST else 0)
        assert all(cell.amount == 100 * cell.people for cell in shown)


def test_a_small_branch_that_would_be_told_by_the_total_stands_with_another() -> None:
    found = [
        Cell("深圳", 20, Decimal(200)),
        Cell("上海", 6, Decimal(60)),
        Cell("厦门", 1, Decimal(9)),
    ]

    shown = cells.groups(found, "其他")

    assert [(cell.name, cell.people) for cell in shown] == [("深圳", 20), ("其他", 7)]


def test_the_page_stands_in_the_menu_of_hr_and_finance_alone(desk: Browser) -> None:
    address = reverse("settlement:what_if")

    assert f'href="{address}"' in desk.get(address).content.decode()


def test_no_page_loads_numpy_before_somebody_asks() -> None:
    program = (
        "import sys, django\n"
        "django.setup()\n"
        "import lizhi.config.urls\n"
        "assert 'lizhi.settlement.views.what_if' in sys.modules\n"
        "assert 'numpy' not in sys.modules\n"
    )
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "lizhi.config.settings"}
    subprocess.run([sys.executable, "-c", program], check=True, env=told)  # noqa: S603
