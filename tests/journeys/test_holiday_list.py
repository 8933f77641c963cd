"""A holiday list arrives: a time that was guessed moves, and whoever it touches reads why."""

import datetime as dt
import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from lizhi.accounts.models import User
from lizhi.calendars.models import HolidayList
from lizhi.common import calendar_days, clock
from lizhi.common.models import CalendarDay
from lizhi.jobs.models import Outbox
from lizhi.offboarding.definitions import FLOWS
from lizhi.workflow import definitions
from tests import make, stories
from tests.calendars.conftest import NEW_YEAR
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

DOCUMENT = "国办发明电〔2026〕9号"
WIDTHS = (320, 390, 720, 1280, 1440)
Somebody = Callable[..., Person]


@pytest.fixture
def in_working_days(company: Company) -> Iterator[None]:
    """This branch asks its managers to answer within one working day; 2027 is not announced."""
    body = json.loads((FLOWS / "remote_resignation.json").read_text(encoding="utf-8"))
    manager = body["steps"][1]["branches"][0]["steps"][0]
    assert manager["id"] == "acknowledgement"
    manager["due"] = {"n": 1, "unit": "work_days", "calendar": "branch"}
    branch = company.zhang_min.branch
    body["key"] = key = f"own_{branch.pk}"
    definitions.publish(key, "本分支的离职", body, None, clock.now(), branch=branch)
    yield
    CalendarDay.objects.filter(calendar="cn", day__year=2027).delete()
    HolidayList.objects.all().delete()
    calendar_days.forget()


def administrator(company: Company) -> User:
    user = stories.hire(company, "罗勇", 41, department="信息部").user
    make.grant(user, "administrator")
    return user


def test_a_holiday_list_arrives(company: Company, person: Somebody, in_working_days: None) -> None:
    company.house.set("2026-12-31 15:00")
    case = stories.resign(company, company.zhang_min, wished_day=dt.date(2027, 1, 30))
    company.house.settle()

    desk = person(administrator(company), DESK, role="administrator")
    desk.is_known()
    desk.open("/desk/calendars/")
    desk.sees("2027 年还没公布")
    desk.look("calendars", big=False)
    desk.narrow(*WIDTHS)
    desk.tap("导入放假安排")
    desk.type("文号", DOCUMENT)
    desk.type("日子", NEW_YEAR.replace("statutory,元旦", "party,元旦"))
    desk.tap("看有什么变化")
    expect(desk.page.locator("#main")).to_contain_text("“party”不是法定、休息、上班中的一种")
    desk.look("calendar-refused", big=False)
    desk.type("日子", NEW_YEAR)
    desk.tap("看有什么变化")
    desk.sees("2027 年：5 天有变，1 个时限会动")
    expect(desk.page.locator("#main")).to_contain_text(case.number)
    desk.look("calendar-trial", big=False)
    desk.narrow(*WIDTHS)
    desk.tap("导入 2027 年")
    desk.sees("这里的年份都公布了")
    company.house.settle()

    hr = person(company.li_li, DESK, role="HR")
    hr.is_known()
    hr.open(f"/desk/case/{case.number}/")
    story = hr.page.locator("#main")
    expect(story).to_contain_text("主管知悉改到 周二 18:00 前，原来是 明天 18:00")
    expect(story).to_contain_text(DOCUMENT)
    hr.look("case-moved", big=False)

    manager = person(company.wang_lei)
    manager.open_message("的时限从")
    expect(manager.page.locator("main")).to_contain_text("周二 18:00")
    manager.look("card-moved")


def test_the_machine_is_looked_after(company: Company, person: Somebody) -> None:
    case = stories.resigned(company)
    Outbox.objects.create(
        dedupe=f"journey:{case.pk}",
        topic="notices.send",
        case=case,
        state="failed",
        attempts=8,
        last_error="lizhi.notifications.providers.SendFailed",
        available_at=clock.now(),
    )
    desk = person(administrator(company), DESK, role="administrator")
    desk.is_known()
    desk.open("/desk/jobs/")
    desk.sees("件没办成，请您看一下")
    desk.look("jobs", big=False)
    desk.narrow(*WIDTHS)
    desk.tap("先都别发")
    desk.sees("先都别发？")
    desk.look("jobs-pause", big=False)
    desk.type("原因", "短信网关乱发")
    desk.tap("先都别发")
    expect(desk.page.locator("#main")).to_contain_text("短信网关乱发")
    desk.tap("接着发")
    row = desk.page.locator("tr", has_text=case.number)
    desk.tap(row.get_by_role("link", name="不办了"))
    desk.look("jobs-give-up", big=False)
    desk.narrow(*WIDTHS)
    desk.type("原因", "号码停用了，已经打电话")
    desk.tap("不办了")
    expect(desk.page.locator("tr", has_text=case.number)).to_have_count(0)
    Outbox.objects.filter(case=case, state="given_up").update(last_error="")


def test_the_days_of_the_law_on_both_sides(company: Company, person: Somebody) -> None:
    case = stories.confirmed(company)
    company.house.at("2026-12-14 10:00")
    hr = person(company.li_li, DESK, role="HR")
    hr.is_known()
    hr.open(f"/desk/case/{case.number}/")
    hr.look("case-duties", big=False)
    hr.narrow(*WIDTHS)
    hr.open(f"/desk/case/{case.number}/duties/transfer/")
    hr.look("duty", big=False)
    hr.narrow(*WIDTHS)
    hr.type("回执号，或一句说明", "社保 1214-3")
    hr.tap("登记已办")
    expect(hr.page.locator("#main")).to_contain_text("已办，李丽")
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/duties/")
    phone.look("duties")
    phone.narrow(320, 390)
