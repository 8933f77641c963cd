"""The pages by which HR begins an ending, and what the person sees of it on the phone."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases import access
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, clocks, reductions
from lizhi.people.models import Employment, RoleGrant
from tests import make
from tests.offboarding import begun
from tests.offboarding.begun import FREE
from tests.offboarding.conftest import Company

BEGIN = "/desk/begin/"
BARS = {f"bar_{code}": no for code, no in FREE.items()}


def hr(company: Company) -> Client:
    return make.signed_in(Client(), company.li_li.user)


def phone(company: Company) -> Client:
    return make.signed_in(Client(), company.zhang_min.user)


def texts(user: User) -> str:
    """All that was written to this phone."""
    return "\n".join(one.text for one in Message.objects.all() if one.address == user.phone)


def sent(company: Company, way: str, ground: str, **values: Any) -> Any:
    """HR sends the last page."""
    data = {"who": company.zhang_min.pk, "way": way, "ground": ground, "key": make.key(), **values}
    return hr(company).post(BEGIN, data)


def test_hr_finds_the_person_and_reads_what_each_ground_costs(company: Company) -> None:
    desk = hr(company)
    assert "张敏" in desk.get(BEGIN, {"words": "张敏"}).content.decode()
    page = desk.get(BEGIN, {"who": company.zhang_min.pk}).content.decode()
    assert "协商一致，公司提出" in page
    assert "要付经济补偿（第四十六条第（二）项）" in page
    assert "员工辞职" not in page
    assert not Case.objects.exists()


def test_the_staff_page_leads_there(company: Company) -> None:
    page = hr(company).get(f"/desk/staff/{company.zhang_min.pk}/").content.decode()
    assert f"{BEGIN}?who={company.zhang_min.pk}" in page


@pytest.mark.parametrize("way", sorted(begun.GROUNDS))
def test_each_way_asks_what_its_ground_needs(company: Company, way: str) -> None:
    asked: dict[str, Any] = {"who": company.zhang_min.pk, "way": way, "ground": begun.GROUNDS[way]}
    page = hr(company).get(BEGIN, asked)
    assert page.status_code == 200
    has_bars = "bar_maternity" in page.content.decode()
    assert has_bars is (way in {"notice", "layoff", "term_end"})


def test_a_yes_is_said_with_its_article_and_nothing_typed_is_lost(company: Company) -> None:
    answer = sent(
        company,
        "notice",
        "40-3",
        words="门店关闭",
        union="no_union",
        instead="notice",
        **{**BARS, "bar_maternity": "yes"},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "劳动合同法 42 条（四）" in page
    assert "门店关闭" in page
    assert not Case.objects.exists()


def test_an_unanswered_question_is_asked_again(company: Company) -> None:
    answer = sent(company, "notice", "40-3", words="门店关闭", union="no_union", instead="notice")
    assert answer.status_code == 422
    assert "没答，不等于没有" in answer.content.decode()


@pytest.mark.parametrize(
    ("way", "ground"), [("mutual", "40-3"), ("", "37"), ("sideways", "36-E"), ("mutual", "")]
)
def test_an_address_that_somebody_has_made_up_begins_nothing(
    company: Company, way: str, ground: str
) -> None:
    answer = sent(company, way, ground)
    assert answer.status_code in {200, 409}
    assert not Case.objects.exists()


def test_hr_proposes_and_the_employee_is_told_at_once_what_it_means(company: Company) -> None:
    day = (clock.today() + dt.timedelta(days=20)).isoformat()
    answer = sent(company, "mutual", "36-E", day=day, words="岗位不再设置，提议协商解除。")
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/desk/case/{case.number}/"
    make.work()

    assert "不签合同照旧" in texts(case.leaver)
    assert "离职照常办" not in texts(case.leaver)
    page = phone(company).get(f"/case/{case.number}/").content.decode()
    assert "协商一致，公司提出，第三十六条" in page
    assert "要付您经济补偿" in page
    assert "您不答复，什么都不会结束" in page
    assert "同意才签" in page
    assert "最晚" not in page.partition("<ol>")[0]


@pytest.mark.parametrize("way", sorted(begun.GROUNDS))
def test_every_page_of_every_way_can_be_read(company: Company, way: str) -> None:
    case = begun.begin(company, way)
    desk, own = hr(company), phone(company)
    for path in ("", "standing/", "?events=all"):
        assert desk.get(f"/desk/case/{case.number}/{path}").status_code == 200
    for path in ("", "progress/", "papers/", "objection/", "comments/"):
        assert own.get(f"/case/{case.number}/{path}").status_code == 200
    assert "按期" not in own.get(f"/case/{case.number}/").content.decode()
    if company.zhang_min in Employment.objects.active():
        assert own.get("/apply/").status_code == 200
    manager = make.signed_in(Client(), company.wang_lei.user)
    page = manager.get(f"/desk/case/{case.number}/").content.decode()
    assert "第四十二条" not in page
    if case.status == Case.Status.RUNNING:
        assert case.get_way_display() in desk.get("/desk/").content.decode()


def test_the_employee_objects_and_hr_hears_of_it(company: Company) -> None:
    case = begun.begin(company, "dismissal")
    answer = phone(company).post(
        f"/case/{case.number}/objection/", {"words": "考勤有误", "key": make.key()}
    )
    assert answer.status_code == 302
    make.work()
    event = case.events.get(kind="objected")
    assert event.actor == case.leaver
    assert "异议" in texts(company.li_li.user)


def test_the_employee_confirms_that_the_notice_has_come(company: Company) -> None:
    case = begun.begin(company, "notice")
    answer = phone(company).post(f"/case/{case.number}/received/", {"key": make.key()})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.contract_end == clock.today() + dt.timedelta(days=30)
    assert case.events.get(kind="paper_served").facts["how"] == "own"


def test_hr_says_how_it_was_served(company: Company) -> None:
    case = begun.begin(company, "notice", instead="pay")
    desk = hr(company)
    address = f"/desk/case/{case.number}/service/"
    wrong = {"day": "2026-06-09", "how": "hand", "words": "", "key": make.key()}
    answer = desk.post(address, wrong)
    assert answer.status_code == 422
    right = {"day": "2026-06-01", "how": "post", "waybill": "SF139", "key": make.key()}
    assert desk.post(address, right).status_code == 422  # article 42 is asked for this day as well
    right |= {f"bar_{code}": answer for code, answer in begun.FREE.items()}
    assert desk.post(address, right).status_code == 302
    case.refresh_from_db()
    assert case.contract_end == dt.date(2026, 6, 1)


def test_hr_calls_it_off_and_what_was_served_needs_consent(company: Company) -> None:
    case = begun.serve(company, begun.begin(company, "notice"))
    desk, address = hr(company), f"/desk/case/{case.number}/calling-off/"
    without = desk.post(address, {"words": "搞错了", "key": make.key()})
    assert without.status_code == 422
    assert "搞错了" in without.content.decode()
    desk.post(address, {"words": "搞错了", "agreed": "on", "key": make.key()})
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Case.Status.WITHDRAWN, "called_off")
    assert "合同照旧" in desk.get(f"/desk/case/{case.number}/").content.decode()
    make.work()
    assert "您的合同照旧" in texts(case.leaver)


def test_nobody_writes_to_the_phone_of_somebody_who_has_died(company: Company) -> None:
    case = begun.certain(company, "death")
    for days in range(0, 60, 5):
        with clock.at(clock.now() + dt.timedelta(days=days)):
            make.work()
    assert texts(case.leaver) == ""
    assert "家人" in texts(company.li_li.user)


def test_a_notice_moves_only_when_both_agree(company: Company) -> None:
    case = begun.serve(company, begun.begin(company, "notice"))
    day = dt.date(2026, 6, 20)
    actions.propose_last_day(case, day, by=company.li_li.user, key=make.key())
    case.refresh_from_db()
    assert case.contract_end == dt.date(2026, 7, 1)
    actions.agree_last_day(case, day, by=case.leaver, key=make.key())
    case.refresh_from_db()
    assert (case.contract_end, case.pay_end) == (day, day)


def _reduction(company: Company, **numbers: Any) -> Any:
    today = clock.today()
    days = {
        "day": today + dt.timedelta(days=20),
        "explained_on": today - dt.timedelta(days=20),
        "reported_on": today,
    }
    return sent(company, "layoff", "41", words="生产线关闭", **BARS, **days, **numbers)


@pytest.mark.parametrize("number", ["", "0", "-3", "20.5", "很多", "99999999999999999999"])
def test_how_many_a_reduction_affects_is_asked_until_it_is_a_number(
    company: Company, number: str
) -> None:
    answer = _reduction(company, affected=number, employed="300")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="id_affected_error"' in page
    assert "生产线关闭" in page
    assert not Case.objects.exists()


def test_too_few_for_a_reduction_is_said_with_the_ways_that_are_open(company: Company) -> None:
    answer = _reduction(company, affected="5", employed="300")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "不是第四十一条的裁员" in page
    assert "协商解除（36 条）" in page
    assert "生产线关闭" in page
    assert not Case.objects.exists()


def test_enough_for_a_reduction_begins_and_its_thirty_days_stand_among_the_clocks(
    company: Company,
) -> None:
    assert _reduction(company, affected="30", employed="300").status_code == 302
    case = Case.objects.get()
    make.work()
    assert (case.data["opening"]["affected"], case.data["opening"]["employed"]) == (30, 300)
    told = clocks.statutory(
        case, access.of(case, company.li_li.user), company.li_li.user, today=clock.today()
    )
    assert [(one.name, one.due) for one in told] == [("说明情况后满三十天", dt.date(2026, 6, 11))]
    assert "说明情况后满三十天" in hr(company).get(f"/desk/case/{case.number}/").content.decode()


def test_numbers_and_days_of_a_reduction_are_typed_once_and_its_cases_know_of_each_other(
    company: Company,
) -> None:
    first = begun.begin(company, "layoff", affected=24, employed=300)
    desk = make.signed_in(Client(), company.li_li.user)
    other = make.employee("陈平", "13800000191")
    address = f"/desk/begin/?who={other.pk}&way=layoff&ground=41"
    day = first.data["opening"]["explained_on"]
    page = desk.get(address).content.decode()
    assert f"{day} 说明的：裁 24 人，共 300 人，已办 1 件" in page
    assert 'value="24"' not in page
    chosen = desk.get(f"{address}&reduction={day}").content.decode()
    for value in ("24", "300", day):
        assert f'value="{value}"' in chosen
    assert 'value="24"' not in desk.get(f"{address}&reduction=odd").content.decode()
    said = begun.opening(other, "layoff", affected=24, employed=300)
    second = actions.begin_ending(other, said, by=company.li_li.user, key=make.key())
    case = f"/desk/case/{first.number}/"
    assert "这次裁员的其他人" in desk.get(case).content.decode()
    assert second.number in desk.get(case).content.decode()
    manager = make.signed_in(Client(), company.wang_lei.user)
    assert "这次裁员的其他人" not in manager.get(case).content.decode()


def test_hr_of_another_branch_is_told_nothing_of_a_reduction_here(company: Company) -> None:
    begun.begin(company, "layoff")
    place = make.branch("沈阳分公司")
    stranger = make.employee("许浩", "13800000192", at=place)
    make.grant(stranger.user, RoleGrant.Role.HR, at=place)
    assert reductions.of_company(company.zhang_min.entity, stranger.user) == []
    assert len(reductions.of_company(company.zhang_min.entity, company.li_li.user)) == 1
