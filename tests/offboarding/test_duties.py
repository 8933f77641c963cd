"""What the law asks of the company by a day: shown to both, done by name, raised when late."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases import access, chain
from lizhi.cases.models import Case
from lizhi.common import calendar, clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, clocks, daily, duties, waiting
from lizhi.offboarding.actions.last_day import set_contract_end
from lizhi.offboarding.models import Duty
from lizhi.settlement.law import clocks as law
from lizhi.settlement.law.parameters import NoFigure
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.django_db
END = dt.date(2026, 7, 1)


@pytest.fixture
def case(company: Company) -> Case:
    """张敏 resigned on the first of June; her contract ends on the first of July."""
    return make.case(company.zhang_min)


def on(day: dt.date, hour: int = 10) -> Any:
    return clock.at(dt.datetime.combine(day, dt.time(hour), clock.SHANGHAI).astimezone(dt.UTC))


def shown(case: Case, reader: User, day: dt.date) -> dict[str, clocks.Clock]:
    found = clocks.statutory(case, access.of(case, reader), reader, today=day)
    return {one.name: one for one in found}


def say_done(case: Case, kind: str, by: User, day: dt.date, proof: str = "回执 001") -> None:
    actions.say_done(case, kind, on=day, proof=proof, by=by, key=make.key())


def test_all_six_stand_in_order_of_date_with_their_articles(case: Case, company: Company) -> None:
    found = shown(case, company.li_li.user, END - dt.timedelta(days=20))
    assert [(one.name, str(one.due), one.small) for one in found.values()] == [
        ("通知期 30 天", "2026-07-01", "劳动合同法 37 条"),
        ("离职证明", "2026-07-01", "劳动合同法 50 条"),
        ("工资一次付清", "2026-07-01", "工资支付暂行规定 9 条"),
        ("失业人员名单", "2026-07-08", "失业保险条例 16 条"),
        ("社保和档案转移", "2026-07-16", "劳动合同法 50 条"),
        ("公积金转移或封存", "2026-07-31", "住房公积金管理条例 15 条"),
        ("合同文本保存", "2028-07-01", "劳动合同法 50 条"),
    ]


@pytest.mark.parametrize(
    ("end", "kind", "due", "article"),
    [
        (dt.date(2026, 10, 1), "certificate", dt.date(2026, 10, 1), "劳动合同法第五十条"),
        (dt.date(2026, 10, 1), "wages", dt.date(2026, 10, 1), "工资支付暂行规定第九条"),
        (dt.date(2026, 9, 24), "unemployment_list", dt.date(2026, 10, 1), "失业保险条例第十六条"),
        (dt.date(2026, 9, 18), "transfer", dt.date(2026, 10, 3), "劳动合同法第五十条"),
        (dt.date(2026, 9, 5), "housing_fund", dt.date(2026, 10, 5), "住房公积金管理条例第十五条"),
        (dt.date(2026, 2, 17), "contract_texts_years", dt.date(2028, 2, 17), "劳动合同法第五十条"),
    ],
)
def test_a_legal_day_in_a_holiday_stays_where_it_is(
    case: Case, end: dt.date, kind: Any, due: dt.date, article: str
) -> None:
    case.contract_end = end
    found = duties.of_law(case, kind)
    assert (found.day, found.article, found.provisional) == (due, article, False)


def test_only_wages_of_a_province_that_counts_in_working_days_wait_for_its_holidays(
    case: Case,
) -> None:
    case.employment.work_city = "苏州"
    case.contract_end = dt.date(2026, 9, 30)  # two working days: the eighth and the ninth
    found = duties.of_law(case, "wages")
    assert (found.day, found.provisional) == (dt.date(2026, 10, 9), False)
    assert "江苏省工资支付条例" in found.article
    case.contract_end = dt.date(2026, 12, 31)  # 2027 is not announced
    assert duties.of_law(case, "wages") == duties.Due(
        dt.date(2027, 1, 4), found.article, provisional=True
    )


def test_where_the_new_text_was_not_read_the_old_day_reminds_and_says_so(
    case: Case, company: Company
) -> None:
    case.contract_end = dt.date(2026, 9, 30)
    with pytest.raises(NoFigure):  # no sum and no paper is made with it
        law.due("housing_fund", contract_end=case.contract_end, city="", after_work_days=_never)
    found = duties.of_law(case, "housing_fund")
    assert found == duties.Due(dt.date(2026, 10, 30), "住房公积金管理条例第十五条", True)
    Duty.objects.filter(case=case, kind="housing_fund").update(
        due=found.day, article=found.article, provisional=found.provisional
    )
    duty = Duty.objects.get(case=case, kind="housing_fund")
    clock = clocks.duty_clock(duty, today=dt.date(2026, 11, 2))
    assert (clock.state, clock.left) == ("late", "晚了 3 天")
    assert clock.small == "按旧的住房公积金管理条例 15 条，新规定请核对"


def _never(_start: dt.date, _number: int) -> dt.date:
    raise AssertionError("it counts no working days")


def test_a_duty_of_which_no_text_was_ever_read_has_no_day(case: Case) -> None:
    case.contract_end = dt.date(2001, 1, 1)
    assert duties.of_law(case, "housing_fund") == duties.Due(None, "", provisional=False)


def test_another_last_day_moves_them_in_one_event(case: Case, company: Company) -> None:
    earlier = END - dt.timedelta(days=10)
    set_contract_end(case, earlier, by=company.li_li.user, at=clock.now())
    rows = {one.kind: one.due for one in Duty.objects.filter(case=case)}
    assert rows["certificate"] == rows["wages"] == earlier
    assert rows["transfer"] == dt.date(2026, 7, 6)
    event = case.events.get(kind="duties_moved")
    assert event.facts["moved"]["transfer"] == ["2026-07-16", "2026-07-06"]
    page = make.signed_in(Client(), company.li_li.user).get(f"/desk/case/{case.number}/")
    assert "社保和档案转移 7月16日 → 7月6日" in page.content.decode()


def test_what_is_done_does_not_move_any_more(case: Case, company: Company) -> None:
    say_done(case, "wages", company.chen_jie.user, clock.today())
    set_contract_end(case, END - dt.timedelta(days=10), by=company.li_li.user, at=clock.now())
    assert Duty.objects.get(case=case, kind="wages").due == END


def test_amber_two_days_before_red_after_and_the_name_of_who_did_it(
    case: Case, company: Company
) -> None:
    reader, due = company.li_li.user, dt.date(2026, 7, 16)
    states = {
        days: (one.state, one.left)
        for days in (-3, -2, 0, 1, 5)
        for one in [shown(case, reader, due + dt.timedelta(days=days))["社保和档案转移"]]
    }
    assert states == {
        -3: ("now", ""),
        -2: ("soon", "剩 2 天"),
        0: ("soon", "今天"),
        1: ("late", "晚了 1 天"),
        5: ("late", "晚了 5 天"),
    }
    with on(due + dt.timedelta(days=5)):
        say_done(case, "transfer", reader, due + dt.timedelta(days=4))
    done = shown(case, reader, due + dt.timedelta(days=6))["社保和档案转移"]
    assert (done.state, done.said) == ("done", "7月20日 已办，李丽")


def test_hr_says_that_it_is_done_with_a_day_and_a_number_that_all_sides_read(
    case: Case, company: Company, client: Client
) -> None:
    desk = make.signed_in(client, company.li_li.user)
    address = f"/desk/case/{case.number}/duties/transfer/"
    assert "社保和档案转移" in desk.get(address).content.decode()
    with on(dt.date(2026, 7, 10)):
        make.signed_in(client, company.li_li.user)
        wrong = desk.post(address, {"key": "k", "on": "2026-07-11", "proof": ""})
        assert wrong.status_code == 422
        page = wrong.content.decode()
        assert "这一天还没到" in page
        assert "请写回执号" in page
        assert 'value="2026-07-11"' in page
        early = desk.post(address, {"key": "k", "on": "2026-05-31", "proof": "x"})
        assert "这一天在离职通知之前" in early.content.decode()
        answer = desk.post(address, {"key": "k", "on": "2026-07-09", "proof": "苏社 0709-12"})
        assert answer.status_code == 302
        again = desk.post(address, {"key": "k", "on": "2026-07-09", "proof": "苏社 0709-12"})
        assert again.status_code == 302  # the same press
        other = desk.post(address, {"key": "k2", "on": "2026-07-09", "proof": "另一个"})
        assert other.status_code == 409
    event = case.events.get(kind="duty_done")
    assert event.facts == {"duty": "transfer", "day": "2026-07-09"}
    assert chain.read(event) == "苏社 0709-12"
    duty = Duty.objects.get(case=case, kind="transfer")
    assert (duty.done_by, duty.proof) == (company.li_li.user, "苏社 0709-12")


def test_nobody_but_hr_and_finance_says_so(case: Case, company: Company) -> None:
    for user in (case.leaver, company.wang_lei.user, company.he_jing.user):
        with pytest.raises(NotPermitted):
            say_done(case, "transfer", user, clock.today())
    with pytest.raises(Refused, match="系统自己会办"):
        say_done(case, "certificate", company.li_li.user, clock.today())
    say_done(case, "wages", company.chen_jie.user, clock.today())
    with pytest.raises(AlreadyDone):
        say_done(case, "wages", company.li_li.user, clock.today())


def test_hr_who_leaves_does_not_say_it_of_the_own_case(company: Company) -> None:
    own = make.case(company.li_li)
    with pytest.raises(NotPermitted):
        say_done(own, "transfer", company.li_li.user, clock.today())


def test_the_certificate_is_done_by_its_own_step(case: Case, company: Company) -> None:
    make.work()
    with on(END, 1):
        make.work()
    duty = Duty.objects.get(case=case, kind="certificate")
    assert (duty.done_on, duty.done_by) == (END, None)
    assert duty.proof == case.papers.valid().get(kind="certificate").number
    assert shown(case, company.li_li.user, END)["离职证明"].said == "已开"


def kinds(case: Case, prefix: str) -> list[str]:
    found = case.events.filter(kind__startswith=prefix).order_by("seq")
    return list(found.values_list("kind", flat=True))


def texts(words: str, to: User) -> list[str]:
    return [
        one.text for one in Message.objects.all() if words in one.text and one.address == to.phone
    ]


def test_a_late_duty_is_raised_to_hr_then_to_the_head_of_hr_once_each(
    case: Case, company: Company
) -> None:
    head = User.objects.get(name="赵宁")
    for kind in ("wages", "unemployment_list", "housing_fund"):
        say_done(case, kind, company.li_li.user, clock.today())
    Duty.objects.filter(case=case, kind="certificate").update(done_on=END)
    due = dt.date(2026, 7, 16)
    with on(due, 3):
        assert daily.raise_duties(clock.now()) == 0
    for hour in (3, 4):  # twice, as a job may run
        with on(due + dt.timedelta(days=1), hour):
            assert daily.raise_duties(clock.now()) == (1 if hour == 3 else 0)
    assert kinds(case, "duty_") == ["duty_done"] * 3 + ["duty_late"]
    with on(due + dt.timedelta(days=1), 9):
        make.work()
        assert len(texts("法定事项过了日子：社保和档案转移", company.li_li.user)) == 1
        assert len(texts("已催 HR。您不用做什么", case.leaver)) == 1
        assert not texts("请您过问", head)
    for after in (2, 3, 9):
        with on(due + dt.timedelta(days=after), 3):
            daily.raise_duties(clock.now())
        with on(due + dt.timedelta(days=after), 9):
            make.work()
    assert kinds(case, "duty_")[-2:] == ["duty_late", "duty_raised"]
    assert len(texts("请您过问", head)) == 1
    assert len(texts("已报给 HR 负责人", case.leaver)) == 1
    assert len(texts("法定事项过了日子", company.li_li.user)) == 1


def test_what_was_raised_by_night_is_told_in_the_morning(case: Case, company: Company) -> None:
    make.work()
    with on(dt.date(2026, 7, 17), 3):
        daily.raise_duties(clock.now())
        make.work()
        assert not texts("法定事项过了日子", company.li_li.user)
    with on(dt.date(2026, 7, 17), 8):
        assert calendar.quiet(clock.now()) == clock.now()
        make.work()
        assert texts("法定事项过了日子", company.li_li.user)


def test_whoever_stays_is_owed_nothing(case: Case, company: Company) -> None:
    Case.objects.filter(pk=case.pk).update(status=Case.Status.WITHDRAWN)
    case.refresh_from_db()
    with on(dt.date(2026, 9, 1), 3):
        assert daily.raise_duties(clock.now()) == 0
    assert list(shown(case, company.li_li.user, END)) == ["通知期 30 天"]
    with pytest.raises(Refused, match="人留下了"):
        say_done(case, "transfer", company.li_li.user, clock.today())


def test_what_is_near_or_late_waits_for_hr_and_wages_for_finance(
    case: Case, company: Company
) -> None:
    make.work()
    with on(END):
        mine = [one.what for one in waiting.things(company.li_li.user)]
        money = [one.what for one in waiting.things(company.chen_jie.user)]
        assert "工资一次付清，法定事项" in mine
        assert "工资一次付清，法定事项" in money
        assert not [one for one in mine if "社保" in one]
    with on(dt.date(2026, 7, 17)):
        first = waiting.things(company.li_li.user)[0]
        assert first.what.endswith("法定的日子已过")
        assert waiting.count(company.li_li.user) == len(waiting.things(company.li_li.user))
        assert not [one for one in waiting.things(company.chen_jie.user) if "社保" in one.what]
        assert not [one for one in waiting.things(case.leaver) if "法定" in one.what]
        say_done(case, "transfer", company.li_li.user, clock.today())
        assert not [one for one in waiting.things(company.li_li.user) if "社保" in one.what]


def test_the_board_counts_what_is_past_its_day(case: Case, company: Company) -> None:
    with on(dt.date(2026, 7, 17)):
        desk = make.signed_in(Client(), company.li_li.user)
        answer = desk.get("/desk/")
        assert answer.context["late_by_law"] == 4  # the machine has not issued the certificate
        assert "4 件法定事项过了日子，先办这些" in answer.content.decode()


def test_whoever_leaves_reads_them_in_plain_words(case: Case, company: Company) -> None:
    phone = make.signed_in(Client(), case.leaver)
    assert f"/case/{case.number}/duties/" in phone.get(f"/case/{case.number}/").content.decode()
    page = phone.get(f"/case/{case.number}/duties/").content.decode()
    for words in ("社保和档案转移", "7月16日", "劳动合同法 50 条", "公积金转移或封存"):
        assert words in page
    other = make.signed_in(Client(), company.he_jing.user)
    assert other.get(f"/case/{case.number}/duties/").status_code == 404


def test_whoever_leaves_reads_how_many_are_late_and_which_beside_the_papers(
    case: Case, company: Company
) -> None:
    say_done(case, "transfer", company.li_li.user, clock.today())
    with on(dt.date(2026, 9, 10)):
        phone = make.signed_in(Client(), case.leaver)
        page = phone.get(f"/case/{case.number}/duties/").content.decode()
        papers = phone.get(f"/case/{case.number}/papers/").content.decode()
        assert "有 4 件晚了，已催 HR" in page
        late = [one for one in shown(case, case.leaver, clock.today()).values() if one.left]
        assert len(late) == 4
        for one in late:
            assert f"{one.name}：应在" in papers, one.name
        assert "社保和档案转移：应在" not in papers
        for kind in ("wages", "unemployment_list", "housing_fund"):
            say_done(case, kind, company.li_li.user, clock.today())
        assert "有 1 件晚了" in phone.get(f"/case/{case.number}/duties/").content.decode()


def test_whoever_is_owed_nothing_late_reads_of_none(case: Case) -> None:
    phone = make.signed_in(Client(), case.leaver)
    assert "已经晚了" not in phone.get(f"/case/{case.number}/papers/").content.decode()


def test_a_case_of_before_gets_its_duties_once(case: Case) -> None:
    Duty.objects.all().delete()
    daily.raise_duties(MONDAY)
    daily.raise_duties(MONDAY)
    assert Duty.objects.filter(case=case).count() == len(duties.KINDS)


def test_the_page_of_the_case_offers_what_hr_may_say(company: Company) -> None:
    case = desks.at_confirmation(company)
    page = make.signed_in(Client(), company.li_li.user).get(f"/desk/case/{case.number}/")
    assert f"/desk/case/{case.number}/duties/transfer/" in page.content.decode()
    boss = make.signed_in(Client(), company.wang_lei.user).get(f"/desk/case/{case.number}/")
    assert "/duties/" not in boss.content.decode()


def test_zhejiang_gives_wages_five_days_and_no_holiday_adds_to_them(case: Case) -> None:
    case.employment.work_city = "杭州"
    case.contract_end = dt.date(2026, 9, 29)
    found = duties.of_law(case, "wages")
    assert (found.day, found.provisional) == (dt.date(2026, 10, 4), False)
    assert found.article == "浙江省企业工资支付管理办法第十九条"


def test_a_place_of_work_put_right_moves_what_is_owed_in_the_next_night(
    case: Case, company: Company
) -> None:
    say_done(case, "transfer", company.li_li.user, clock.today())
    case.employment.work_city = "杭州"
    case.employment.save(update_fields=["work_city"])
    Duty.objects.filter(case=case, kind__in=("housing_fund", "transfer")).update(due=None)
    for _ in range(2):
        daily.raise_duties(clock.now())
    event = case.events.get(kind="duties_moved")
    assert event.facts == {
        "moved": {"wages": ["2026-07-01", "2026-07-06"], "housing_fund": [None, "2026-07-31"]},
        "why": "law",
    }
    assert Duty.objects.get(case=case, kind="transfer").due is None  # it was done


def test_what_fails_by_night_keeps_no_other_case_from_its_turn() -> None:
    met: list[int] = []

    def act(key: int) -> bool:
        met.append(key)
        return bool(1 // (key - 2))

    with pytest.raises(ZeroDivisionError):
        daily._each([1, 2, 3], act)  # noqa: SLF001
    assert met == [1, 2, 3]
