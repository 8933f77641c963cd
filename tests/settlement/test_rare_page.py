"""Chen Jie tells what few people have, on a page of its own; nothing typed is lost."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.settlement import actions, gathering, kinds, rerunning, rules
from lizhi.settlement.annex import as_text
from lizhi.settlement.forms import RareForm
from lizhi.settlement.forms.family import PARTS, ROWS
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law.tax import Declared
from tests.bad_input.hostile import VALUES
from tests.settlement import world
from tests.settlement.test_api import Program
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db
CHILD = {"item_1": "child_education", "number_1": "1"}
BONUS = {
    "bonus_full": "36,500",
    "bonus_from": "2026-01-01",
    "bonus_to": "2026-12-31",
    "bonus_kind": "wage",
    "bonus_plan": "发放日在职者享有",
    "bonus_clause": "apart",
}


@pytest.fixture
def desk(chen_jie: User) -> Browser:
    """Chen Jie's browser."""
    return world.client_of(chen_jie)


def address(case: Case) -> str:
    return reverse("settlement:rare", args=[case.number])


def post(desk: Browser, case: Case, **typed: str) -> Any:
    known = {"key": world.key(), "version": world.seen(case)["version"]}
    return desk.post(address(case), {**known, **typed})


def text(response: Any) -> str:
    return str(response.content.decode())


def entered(case: Case) -> Inputs:
    newest = rules.latest(case)
    assert newest
    return Inputs.of(newest.inputs)


def test_the_desk_leads_there_and_looking_writes_nothing(case: Case, desk: Browser) -> None:
    assert address(case) in text(desk.get(world.desk(case)))

    page = desk.get(address(case))

    assert page.status_code == 200
    assert "专项附加扣除，一项一项填" in text(page)
    assert "<details open" not in text(page)
    assert rules.latest(case) is None


def test_what_is_told_stands_in_the_lines(case: Case, desk: Browser) -> None:
    answer = post(desk, case, **CHILD, first_1="3", **BONUS, injury_grade="8")

    assert answer.status_code == 302
    assert entered(case).family == (Declared("child_education", first=3),)
    page = text(desk.get(answer["Location"]))
    assert "一次性伤残就业补助金" in page
    assert "有争议的约定" in page
    assert "<details open" in text(desk.get(address(case)))


def test_it_can_all_be_taken_back(case: Case, desk: Browser) -> None:
    career = {"career_months": str(gathering.gather(case).career_months or "")}
    post(desk, case, **CHILD, **BONUS, **career, injury_grade="8", sick_days="2", sick_rate="60")
    post(desk, case, **career)

    newest = rules.latest(case)
    assert newest
    assert newest.inputs["entered"] == {}


def test_the_page_of_figures_leaves_what_was_told_here(case: Case, desk: Browser) -> None:
    post(desk, case, sick_days="2", sick_rate="60")
    known = {"key": world.key(), "then": "keep", **world.seen(case)}
    desk.post(world.desk(case), {"monthly_wage": "8700", **known})

    assert entered(case).sick_rate == Decimal(60)


WRONG = [
    ({"item_1": "child_education"}, "请填几个孩子"),
    ({"item_1": "elderly", "number_1": "2"}, "这一项的金额是固定的"),
    ({"first_2": "3"}, "请选是哪一项"),
    ({**CHILD, "first_1": "9", "last_1": "3"}, "结束的月份比开始的早"),
    ({**CHILD, "first_1": "0"}, "月份填 1 到 12"),
    ({"item_1": "rent_large", "item_2": "loan_interest"}, "同一个月只能扣一项"),
    ({"item_1": "elderly", "item_2": "elderly_shared", "number_2": "900"}, "不用分摊"),
    ({"sick_pay": "500"}, "怎么算的"),
    ({"sick_rate": "六成"}, "日工资的百分之几付：这里填数，比如 1.5"),
    ({"sick_rate": "-60"}, "这里不能小于 0"),
    ({"sick_days": "40"}, "最后一个月病假，工作日：这里最多填 31。"),
    ({**CHILD, "last_1": "13"}, "到几月：这里最多填 12。"),
    ({"career_months": "十年"}, "这里填整数，比如 12"),
    ({"injury_base": "9000"}, "请选伤残等级"),
    ({"injury_grade": "8", "injury_province": "../cn"}, "请写省的名字"),
    ({"injury_grade": "3"}, "选择一个有效的选项"),
    ({**BONUS, "bonus_kind": ""}, "是年终奖，还是"),
    ({**BONUS, "bonus_to": "2025-12-31"}, "结束比开始早"),
    ({**BONUS, "bonus_from": "2026-02-30"}, "日期请写成"),
    ({"probation_until": "2021-12-31"}, "请填合同期限"),
    ({"commission_paid": "10"}, "请填应得的提成"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_cannot_be_true_is_said_and_nothing_is_lost(
    case: Case, desk: Browser, typed: dict[str, str], said: str
) -> None:
    answer = post(desk, case, **typed, commission_plan="按回款")

    assert answer.status_code == 422
    assert said in text(answer)
    assert "按回款" in text(answer)
    assert rules.latest(case) is None


def test_payrolls_sum_and_the_family_are_not_both_kept(
    case: Case, desk: Browser, chen_jie: User
) -> None:
    month = {"month_additional": Decimal(2000)}
    actions.draft(case, inputs=month, by=chen_jie, at=clock.now())

    answer = post(desk, case, **CHILD)

    assert answer.status_code == 422
    assert "两样只能留一样" in text(answer)


def test_a_colleague_who_was_quicker_is_named(case: Case, desk: Browser, chen_jie: User) -> None:
    stale = world.seen(case)["version"]
    actions.draft(case, inputs={"sick_rate": Decimal(80)}, by=chen_jie, at=clock.now())

    answer = desk.post(address(case), {"key": world.key(), "version": stale, "sick_rate": "60"})

    assert answer.status_code == 409
    assert "陈洁" in text(answer)
    assert 'value="60"' in text(answer)


def test_the_annex_and_the_phone_say_it_in_plain_words(
    case: Case, desk: Browser, chen_jie: User
) -> None:
    post(desk, case, **BONUS, sick_days="1", sick_pay="300", sick_pay_how="按制度")
    version = rules.latest(case)
    assert version
    actions.send(version, by=chen_jie, at=clock.now(), key=world.key())

    leaver = case.leaver
    assert leaver
    phone = text(world.client_of(leaver).get(reverse("settlement:mine", args=[case.number])))
    assert "病假工资" in phone
    assert "发放日在职才有，公司这次没付" in phone
    assert "发放日在职者享有" in as_text(version)


ILL = {"sick_at_end": True, "sick_period_months": Decimal(2), "career_months": 60}


def test_hr_hears_once_that_the_medical_period_runs(case: Case, chen_jie: User) -> None:
    case.ground = "40-1"
    case.save(update_fields=["ground"])

    actions.draft(case, inputs=ILL, by=chen_jie, at=clock.now())
    actions.draft(case, inputs={"sick_rate": Decimal(60)}, by=chen_jie, at=clock.now())

    told = case.events.filter(kind=kinds.SETTLEMENT_BARRED)
    assert [event.facts for event in told] == [{"version": 1}]


def test_nobody_is_asked_to_look_where_somebody_resigns(case: Case, chen_jie: User) -> None:
    actions.draft(case, inputs=ILL, by=chen_jie, at=clock.now())

    assert not case.events.filter(kind=kinds.SETTLEMENT_BARRED).exists()


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_nonsense_in_every_field_is_no_fault(case: Case, desk: Browser, value: str) -> None:
    names = [*RareForm.base_fields, *(f"{part}_{row}" for part in PARTS for row in ROWS)]

    answer = post(desk, case, **dict.fromkeys(names, value))

    assert answer.status_code in {302, 400, 422}


def test_a_program_says_it_in_the_same_words(case: Case, chen_jie: User) -> None:
    told = {
        "family": [{"kind": "child_education", "number": "0.5", "first": 3}],
        "injury_grade": 8,
        "sick_days": "2",
        "sick_rate": "60",
    }
    finance, path = Program(chen_jie), f"{case.number}/draft"
    made = finance.call("POST", path, key=world.key(), **told)

    assert made.status_code == 200, made.content
    assert entered(case).family == (Declared("child_education", Decimal("0.5"), first=3),)
    keys = {line["key"] for line in made.json()["lines"]}
    assert {"injury", "injury-fund", "wages-sick"} <= keys

    wrong = finance.call("POST", path, key=world.key(), family=[{"kind": "yacht"}])
    assert wrong.status_code == 422


def test_the_calendar_of_that_day_is_kept_with_the_version(case: Case, desk: Browser) -> None:
    hired = case.employment.hired_on
    until = (hired + dt.timedelta(days=75)).isoformat()
    assert post(desk, case, unwritten_until=until).status_code == 302

    newest = rules.latest(case)
    assert newest
    assert newest.inputs["entered"]["breach_days"]
    assert rerunning.rerun(newest, engine=actions.ENGINE).same

    assert post(desk, case).status_code == 302
    newest = rules.latest(case)
    assert newest
    assert "breach_days" not in newest.inputs["entered"]
