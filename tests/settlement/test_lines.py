"""What the lines come out as, and what they say when something is missing."""

import datetime as dt
from decimal import Decimal

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.models import CalendarDay
from lizhi.people.models import Employment, MonthlyWage
from lizhi.settlement import gathering
from lizhi.settlement.inputs import HandLine, Inputs
from lizhi.settlement.lines import Composition, compose
from lizhi.settlement.models import Line
from tests.settlement import world
from tests.settlement.world import EVERYTHING

pytestmark = pytest.mark.django_db


def given(case: Case, **entered: object) -> Inputs:
    known = vars(gathering.gather(case))
    return Inputs(**{**known, **entered})


def line(made: Composition, key: str) -> Line:
    return next(line for line in made.lines if line.key == key)


def titles(made: Composition) -> list[str]:
    return [remark.title for remark in made.remarks]


def test_the_example_of_the_design_comes_out_to_the_fen(case: Case) -> None:
    refund = HandLine("hand-1", "due", "10 月差旅报销", Decimal(620), "3 张发票", "陈洁")

    made = compose(given(case, **EVERYTHING, by_hand=(refund,)))

    assert [(one.title, one.note, one.amount) for one in made.lines] == [
        ("11 月工资", "做到 27 日，20 个工作日", Decimal("8000.00")),
        ("没休的年假，3 天", "日工资 400 元 × 3 天 × 200%", Decimal("2400.00")),
        ("10 月差旅报销", "3 张发票，陈洁手工加的", Decimal(620)),
        ("社保，个人部分", "交到 11 月", Decimal("913.50")),
        ("公积金，个人部分", "交到 11 月", Decimal(435)),
        ("个人所得税", "今年累计还没到要交的数", Decimal(0)),
    ]
    assert made.sums.net == Decimal("9671.50")
    assert made.sums.missing == 0
    assert made.remarks == []


def test_where_pay_goes_on_beyond_the_month_of_the_end_finance_is_asked_about_that_month(
    case: Case,
) -> None:
    later = {"last_day": dt.date(2026, 12, 4), "contract_end": dt.date(2026, 11, 27)}
    assert "11 月的工资发过了吗" in titles(compose(given(case, **{**EVERYTHING, **later})))
    same = {"last_day": dt.date(2026, 11, 30), "contract_end": dt.date(2026, 11, 27)}
    assert "11 月的工资发过了吗" not in titles(compose(given(case, **{**EVERYTHING, **same})))


def test_nothing_is_guessed_where_the_roster_is_silent(chen_jie: User) -> None:
    silent = world.leaver(monthly_wage=None, average_wage=None, leave_days=None, leave_taken=None)

    made = compose(given(world.case_of(silent)))

    assert {one.key: (one.amount, one.missing) for one in made.lines} == {
        "wages": (None, "缺月工资"),
        "unused_leave": (None, "缺全年法定年假天数"),
        "insurance": (None, "缺社保个人部分"),
        "fund": (None, "缺公积金个人部分"),
        "tax": (None, "缺个人所得税"),
    }
    assert made.sums.net == 0
    assert made.sums.missing == 5
    assert titles(made)[0] == "缺月工资，“11 月工资”这行先不算"


def test_an_average_given_as_one_figure_is_asked_about_and_stays_marked(case: Case) -> None:
    asked = compose(given(case))
    taken = compose(given(case, roster_average_serves=True))

    assert line(asked, "unused_leave").missing == "缺不含加班费的月均工资"
    assert "8,700.00，没有逐月明细" in asked.remarks[0].text
    assert line(taken, "unused_leave").amount == Decimal("2400.00")
    reasons = [step["reason"] for step in line(taken, "unused_leave").steps]
    assert "名册给的平均数，没有逐月明细。财务核对过，里面没有加班费。" in reasons


def test_twelve_months_without_overtime_need_no_question(case: Case, zhang_min: Employment) -> None:
    for number in range(12):
        month = dt.date(2025 + (number + 10) // 12, (number + 10) % 12 + 1, 1)
        MonthlyWage.objects.create(
            employment=zhang_min, month=month, amount=Decimal(9000), overtime=Decimal(300)
        )

    leave = line(compose(given(case)), "unused_leave")

    assert leave.amount == Decimal("2400.00")
    assert leave.steps[1]["formula"] == "104,400.00 ÷ 12 个月"


def test_eleven_of_twelve_months_are_not_enough(case: Case, zhang_min: Employment) -> None:
    for month in range(1, 11):
        MonthlyWage.objects.create(
            employment=zhang_min, month=dt.date(2026, month, 1), amount=Decimal(9000)
        )

    assert line(compose(given(case)), "unused_leave").amount is None


def test_leave_taken_in_another_year_than_the_exit_is_asked_for(chen_jie: User) -> None:
    in_january = world.case_of(world.leaver(), last_day=dt.date(2027, 1, 15))

    made = compose(given(in_january, **EVERYTHING))

    assert line(made, "unused_leave").missing == "缺 2027 年已休的年假天数"


def test_no_days_left_need_no_average(chen_jie: User) -> None:
    rested = world.case_of(world.leaver(leave_taken=Decimal(10)))

    leave = line(compose(given(rested)), "unused_leave")

    assert (leave.amount, leave.note) == (Decimal(0), "没有剩下的")


def test_days_carried_over_and_days_of_the_company_are_lines_of_their_own(case: Case) -> None:
    made = compose(
        given(
            case,
            **EVERYTHING,
            leave_carried=Decimal(2),
            company_leave_days=Decimal(1),
            company_leave_rate=Decimal(1),
        )
    )

    assert line(made, "carried_leave").amount == Decimal("1600.00")
    assert line(made, "company_leave").amount == Decimal("400.00")
    assert line(made, "unused_leave").title == "没休的年假，3 天"


def test_a_roster_below_the_law_is_pointed_out(chen_jie: User) -> None:
    long_career = world.leaver(leave_days=Decimal(5), career_start=dt.date(2010, 7, 1))

    made = compose(given(world.case_of(long_career), **EVERYTHING))

    assert "年假天数可能少了" in titles(made)


def test_a_day_that_makes_a_difference_is_pointed_out(chen_jie: User) -> None:
    on_the_edge = world.case_of(world.leaver(), last_day=dt.date(2026, 11, 25))

    assert "早一天，少一天年假" in titles(compose(given(on_the_edge, **EVERYTHING)))


def test_holidays_that_are_not_announced_are_called_a_guess(chen_jie: User) -> None:
    CalendarDay.objects.filter(day__year=2027).delete()
    next_year = world.case_of(world.leaver(), last_day=dt.date(2027, 1, 15))

    assert "2027 年的节假日是推算的" in titles(compose(given(next_year, **EVERYTHING)))


def test_a_statutory_holiday_is_paid_and_called_so(chen_jie: User) -> None:
    in_june = world.case_of(world.leaver(), last_day=dt.date(2026, 6, 22))

    wages = line(compose(given(in_june, **EVERYTHING)), "wages")

    assert (wages.note, wages.amount) == ("做到 22 日，16 个计薪日", Decimal("6400.00"))


def test_a_loss_is_not_taken_off_where_the_minimum_wage_is_not_known(case: Case) -> None:
    laptop = HandLine("hand-1", "loss", "电脑损坏", Decimal(3000), "维修单", "陈洁")

    made = compose(given(case, **EVERYTHING, by_hand=(laptop,)))

    assert line(made, "hand-1").amount is None
    assert titles(made) == [
        "缺深圳 2026 年月最低工资标准，去当地人社局公布的最低工资标准里找，“电脑损坏”这行先不算"
    ]
    assert made.sums.net == Decimal("9051.50")


def test_losses_together_take_a_fifth_of_the_month_at_most(chen_jie: User) -> None:
    in_beijing = world.case_of(world.leaver(work_city="北京"))
    losses = tuple(
        HandLine(f"hand-{number}", "loss", f"损失 {number}", Decimal(1000), "照片", "陈洁")
        for number in (1, 2)
    )

    made = compose(given(in_beijing, **EVERYTHING, by_hand=losses))

    assert line(made, "hand-1").amount == 1000
    assert line(made, "hand-2").amount == 600
    assert "损失 2只能扣一部分" in titles(made)


def test_a_figure_read_second_hand_prints_a_warning(chen_jie: User) -> None:
    in_shanghai = world.case_of(world.leaver(work_city="上海"))
    loss = HandLine("hand-1", "loss", "损失", Decimal(100), "照片", "陈洁")

    made = compose(given(in_shanghai, **EVERYTHING, by_hand=(loss,)))

    assert "暂用数：月最低工资标准 2740" in titles(made)


def test_whoever_would_owe_is_told_so_and_nothing_is_hidden(case: Case) -> None:
    loan = HandLine("hand-1", "loan", "归还借款", Decimal(20000), "借款单", "陈洁")

    made = compose(given(case, **EVERYTHING, by_hand=(loan,)))

    assert made.sums.net == Decimal("-10948.50")
    assert "倒欠 10,948.50 元" in titles(made)
