"""What holds for every service and average, and what is asked for instead of being guessed."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lizhi.settlement.law import (
    averages,
    bonus,
    compensation,
    injury,
    medical_period,
    minimum,
    non_compete,
    periods,
    place,
    retirement,
    training_bond,
    unwritten,
)
from lizhi.settlement.law.asking import Contradiction, NotGiven
from lizhi.settlement.law.compensation import Service
from lizhi.settlement.law.parameters import Book, NoFigure, using
from tests.law.year_2026 import kind_of

HERE = Path(__file__).parent
OWN = ("经济补偿.yaml", "赔偿与代通知金.yaml", "竞业与培训.yaml", "合同与退休.yaml")
CASES = [case for name in OWN for case in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))]
DAYS = st.dates(min_value=dt.date(2008, 1, 1), max_value=dt.date(2035, 12, 31))
WAGES = st.decimals(min_value=0, max_value=200_000, places=2)
AVERAGES = st.decimals(min_value=3_000, max_value=20_000, places=2)
SERVED = st.integers(min_value=0, max_value=12_000)
CENT = Decimal("0.01")


@st.composite
def services(draw: st.DrawFn) -> Service:
    """Somebody who has worked here and leaves, in a place with its figures."""
    hired_on = draw(DAYS)
    return Service(
        hired_on,
        hired_on + dt.timedelta(days=draw(SERVED)),
        draw(WAGES),
        averages.by_month(draw(AVERAGES)),
        draw(
            st.none() | st.decimals(min_value=1_500, max_value=3_000, places=0).map(minimum.brought)
        ),
        draw(st.integers(min_value=0, max_value=240)),
    )


def n_of(service: Service) -> Decimal:
    """Months before any limit."""
    return compensation.reckon(service).value.months_served


@pytest.mark.parametrize("case", CASES, ids=[case["名称"] for case in CASES])
def test_a_case_names_its_article_and_where_it_comes_from(case: dict[str, str]) -> None:
    assert "条" in case["条文"] or case["规则"] in {"奖金", "提成", "病假工资"}
    assert case["出处"]


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 80
    assert len({case["名称"] for case in CASES}) == len(CASES)


@given(services(), st.integers(min_value=0, max_value=400))
def test_whoever_stays_longer_never_has_a_smaller_n(service: Service, more: int) -> None:
    later = compensation.months(
        service.hired_on,
        service.last_day + dt.timedelta(days=more),
        carried_months=service.carried_months,
    )

    assert n_of(service) <= later.value


@given(services())
def test_n_is_in_halves_and_within_a_year_of_the_years_served(service: Service) -> None:
    counted = n_of(service)
    months = periods.span(service.hired_on, service.last_day).all_months + service.carried_months

    assert counted * 2 == int(counted * 2)
    assert months // 12 <= counted <= months // 12 + 1
    assert counted > 0


@given(services())
def test_a_day_that_changes_n_is_told_and_no_other(service: Service) -> None:
    notes = [n for n in compensation.reckon(service).notes if n.key == "n_boundary"]
    neighbours = [service.last_day + step * periods.ONE_DAY for step in (1, -1)]
    differing = [
        day
        for day in neighbours
        if day >= service.hired_on
        and compensation.months(service.hired_on, day, carried_months=service.carried_months).value
        != n_of(service)
    ]

    assert len(notes) == len(differing)


@given(services())
def test_the_cap_binds_above_three_times_and_never_at_it(service: Service) -> None:
    base = compensation.reckon(service).value
    top = service.local.month * 3

    assert base.capped is (service.average > top)
    assert base.amount <= max(top, service.minimum.month if service.minimum else top)
    assert base.months == (min(base.months_served, 12) if base.capped else base.months_served)


@given(services())
def test_a_fen_above_three_times_is_worth_no_more_than_three_times(service: Service) -> None:
    top = service.local.month * 3
    at_it, above = (
        compensation.amount_of(compensation.reckon(_with(service, average)).value)
        for average in (top, top + CENT)
    )

    assert above <= at_it
    assert above == at_it or n_of(service) > 12


@given(services(), WAGES)
def test_more_wage_on_the_same_side_of_the_cap_is_never_less_money(
    service: Service, other: Decimal
) -> None:
    low, high = sorted((service.average, other))
    poor, rich = (compensation.reckon(_with(service, average)).value for average in (low, high))

    if poor.capped is rich.capped:
        assert compensation.amount_of(poor) <= compensation.amount_of(rich)


@given(services())
def test_damages_are_twice_what_compensation_would_be(service: Service) -> None:
    base = compensation.reckon(service, from_start=True).value

    damages = compensation.damages(base, as_of=service.last_day).value

    assert damages == 2 * compensation.amount_of(base)
    assert base == compensation.reckon(service).value


@given(st.lists(WAGES, min_size=1, max_size=12), st.randoms())
def test_the_order_in_which_months_are_told_changes_nothing(
    wages: list[Decimal], chance: st.DataObject
) -> None:
    months = [(dt.date(2026, number + 1, 1), wage) for number, wage in enumerate(wages)]
    shuffled = list(months)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    average = compensation.average_due(dict(months), as_of=dt.date(2026, 12, 31))

    assert average == compensation.average_due(dict(shuffled), as_of=dt.date(2026, 12, 31))
    assert min(wages) <= average.value <= max(wages)


@given(WAGES, st.integers(1, 120), st.integers(0, 130))
def test_a_bond_is_never_above_the_cost_and_shrinks_with_service(
    cost: Decimal, period: int, served: int
) -> None:
    def owed(served: int) -> Decimal:
        return training_bond.recoverable(
            cost=cost, service_months=period, served_months=served
        ).value

    assert 0 <= owed(served + 1) <= owed(served) <= cost


@given(DAYS.filter(lambda day: day.year > 2008), st.integers(0, 900), WAGES)
def test_the_second_wage_grows_with_the_days_and_ends_after_eleven_months(
    hired_on: dt.date, days: int, wage: Decimal
) -> None:
    def due(days: int) -> Decimal:
        until = hired_on + dt.timedelta(days=days)
        return unwritten.second_wage(
            hired_on=hired_on, until=until, monthly_wage=wage, kind_of=kind_of
        ).value.due

    assert 0 <= due(days) <= due(days + 1) <= 11 * wage


@given(
    st.dates(min_value=dt.date(1960, 1, 1), max_value=dt.date(2005, 12, 1)),
    st.sampled_from([50, 55, 60]),
)
def test_nobody_younger_retires_earlier_and_nobody_is_put_off_beyond_the_end(
    born: dt.date, age: retirement.OriginalAge
) -> None:
    def retired(born: dt.date) -> retirement.Retirement:
        return retirement.statutory_day(born=born, sex="female", original_age=age).value

    assert retired(born).day <= retired(born + periods.ONE_DAY).day
    assert 0 <= retired(born).delay_months <= (60 if age == 50 else 36)


def test_the_step_of_a_missing_minimum_wage_never_blocks_the_sum() -> None:
    service = Service(
        dt.date(2024, 1, 1), dt.date(2026, 5, 15), Decimal(9000), averages.by_month(Decimal(12000))
    )

    assert [note.key for note in compensation.reckon(service).notes] == ["minimum_untested"]


def test_the_boundary_note_says_the_day_and_the_money() -> None:
    service = Service(
        dt.date(2023, 6, 1),
        dt.date(2026, 5, 31),
        Decimal(15000),
        averages.by_month(Decimal(12000)),
        minimum.brought(Decimal(2540)),
    )

    (note,) = compensation.reckon(service).notes

    assert note.text == "解除日若是 6月1日，N 由 3 变 3.5，经济补偿多 7,500.00，是 52,500.00。"


def test_the_seat_counts_only_where_it_is_higher_and_agreed() -> None:
    value = {"value": 15000, "document": "苏州市统计局", "status": "official"}
    with using(Book(added={("苏州", "averages.month"): {dt.date(2025, 1, 1): value}})):
        agreed = place.average_for_cap("上海", 2025, seat="苏州", seat_agreed=True)
        lower = place.average_for_cap("苏州", 2025, seat="上海", seat_agreed=True)
        not_agreed = place.average_for_cap("上海", 2025, seat="苏州")

    assert agreed.value.month == lower.value.month == Decimal(15000)
    assert not_agreed.value.month == Decimal(12577)


def test_a_local_minimum_wage_is_chosen_in_the_same_way() -> None:
    found = place.minimum_wage("北京", dt.date(2026, 6, 1), seat="上海", seat_agreed=True)

    assert found.value.month == Decimal(2740)
    assert [note.key for note in found.notes] == ["secondary_figure"]


@pytest.mark.parametrize("grade", [4, 11])
def test_a_grade_without_lump_sums_is_refused(grade: int) -> None:
    with pytest.raises(Contradiction, match="五级到十级"):
        injury.lump_sums(grade=grade, base=Decimal(9000), place="苏州", as_of=dt.date(2026, 6, 1))


def test_a_province_that_a_company_has_looked_up_pays_both_sums() -> None:
    table = {"brackets": {5: 20, 6: 18, 7: 13, 8: 10, 9: 8, 10: 5}, "document": "省里的办法"}
    table["status"] = "official"
    since = dt.date(2020, 1, 1)
    names = ("injury.medical_lump", "injury.employment_lump")
    with using(Book(added={("江苏", name): {since: table} for name in names})):
        sums = injury.lump_sums(
            grade=7, base=Decimal(9000), place="苏州", as_of=dt.date(2026, 6, 1)
        )

    assert (sums.value.medical, sums.value.employment) == (Decimal(117_000), Decimal(117_000))
    assert "第三十七条" in sums.steps[0].article


def test_a_city_follows_its_own_table_once_somebody_has_looked_it_up() -> None:
    table = {"brackets": {0: 3, 2: 4}, "document": "本市的规定", "status": "official"}
    with using(Book(added={("上海", "medical.own_table"): {dt.date(2015, 5, 1): table}})):
        period = medical_period.medical_period(
            all_months=200, here_months=30, as_of=dt.date(2026, 6, 1), place="上海"
        )

    assert (period.value.months, period.value.within_months) == (Decimal(4), None)
    assert period.steps[0].article == "本市的规定"


def test_before_2021_the_third_of_a_wage_is_known_from_second_hand_and_said_so() -> None:
    found = non_compete.monthly(
        agreed=None,
        average=Decimal(20000),
        minimum=minimum.brought(Decimal(2120)),
        as_of=dt.date(2019, 5, 31),
    )

    assert found.value == Decimal(6000)
    assert [note.key for note in found.notes] == ["secondary_figure"]


def test_what_was_not_told_is_asked_for_by_its_name() -> None:
    as_of = dt.date(2026, 6, 1)
    with pytest.raises(NotGiven) as month:
        compensation.notice_pay("40-1", last_month_wage=None, as_of=as_of)
    with pytest.raises(NotGiven) as average:
        non_compete.monthly(agreed=None, average=None, minimum=None, as_of=as_of)
    with pytest.raises(NotGiven) as floor:
        non_compete.monthly(agreed=None, average=Decimal(9000), minimum=None, as_of=as_of)
    with pytest.raises(NotGiven) as age:
        retirement.statutory_day(born=dt.date(1975, 1, 1), sex="female")
    with pytest.raises(NotGiven) as wages:
        compensation.average_due({}, as_of=as_of)

    asked = [error.value.key for error in (month, average, floor, age, wages)]
    assert asked == [
        "last_month_wage",
        "average_wage_12m",
        "minimum_wage_monthly",
        "original_retirement_age",
        "wages_due_by_month",
    ]


def test_what_cannot_be_true_is_refused_with_a_sentence() -> None:
    with pytest.raises(Contradiction, match="早于入职"):
        compensation.months(dt.date(2026, 6, 2), dt.date(2026, 6, 1))
    with pytest.raises(Contradiction, match="服务期至少一个月"):
        training_bond.recoverable(cost=Decimal(1), service_months=0, served_months=0)
    with pytest.raises(Contradiction, match="工资比培训费用还多"):
        training_bond.recoverable(
            cost=Decimal(1), wages_in_cost=Decimal(2), service_months=12, served_months=0
        )
    with pytest.raises(Contradiction, match="考核期"):
        bonus.bonus_share(
            full=Decimal(1),
            period=(dt.date(2026, 2, 1), dt.date(2026, 1, 1)),
            hired_on=dt.date(2026, 1, 1),
            last_day=dt.date(2026, 1, 1),
        )


def test_a_year_without_a_figure_is_refused_even_where_the_cap_would_not_bind() -> None:
    with pytest.raises(NoFigure, match="缺苏州 2025 年职工月平均工资"):
        place.average_for_cap("苏州", 2025)


def _with(service: Service, average: Decimal) -> Service:
    return Service(
        service.hired_on,
        service.last_day,
        average,
        service.local,
        None,
        service.carried_months,
    )
