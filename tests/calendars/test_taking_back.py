"""A list is corrected, corrected again, and taken back: every time follows, and is told."""

import datetime as dt
from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.calendars import actions
from lizhi.calendars.models import HolidayList
from lizhi.common import calendar_days, clock
from lizhi.common.clock import SHANGHAI
from lizhi.common.models import CalendarDay
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.offboarding.models import Duty
from lizhi.workflow.models import Run, Timer
from tests import make
from tests.calendars.conftest import NEW_YEAR
from tests.calendars.loaded import DOCUMENT, LAST_DAY, STEP, load, local, work
from tests.workflow import make as flows
from tests.workflow.make import task

pytestmark = pytest.mark.django_db
FIRST = NEW_YEAR.replace("2027-01-04,rest,调休\n", "")
REASON = "导错了，是去年的草稿"


def test_corrected_twice_and_taken_back_every_time_follows_and_says_why(
    administrator: User,
) -> None:
    with clock.at(LAST_DAY):
        case = flows.started(task("a", **STEP))
        found = []
        for text, document in ((FIRST, "一"), (NEW_YEAR, "二"), (FIRST, "三")):
            load(administrator, text, document=document)
            work()
            found.append(local(Run.objects.get(case=case).due_at))
        loaded = HolidayList.objects.get(is_current=True)
        for _ in range(2):  # the same press
            actions.take_back(loaded, reason=REASON, by=administrator, at=clock.now())
            work()
    run = Run.objects.get(case=case)
    assert [*found, local(run.due_at)] == [
        "01-04 18:00",
        "01-05 18:00",
        "01-04 18:00",
        "01-01 18:00",  # the plain week again
    ]
    assert make.open_task(case, "a").due_at == run.due_at
    reminder = Timer.objects.get(run=run)
    assert (local(reminder.due_at), reminder.provisional) == ("01-04 18:00", True)
    told = [one.facts["why"] for one in case.events.filter(kind="deadline_moved").order_by("seq")]
    assert told == ["一", "二", "三", "三，已撤回"]
    assert 2027 not in calendar_days.years()
    assert not CalendarDay.objects.filter(calendar="cn", day__year=2027).exists()


def test_the_same_list_can_be_loaded_again_after_it_was_taken_back(administrator: User) -> None:
    with clock.at(LAST_DAY):
        case = flows.started(task("a", **STEP))
        first = load(administrator)
        work()
        actions.take_back(first, reason=REASON, by=administrator, at=clock.now())
        work()
        second = load(administrator)
        work()
        assert second.pk != first.pk
        actions.take_back(first, reason=REASON, by=administrator, at=clock.now())  # a late press
        work()
    assert local(Run.objects.get(case=case).due_at) == "01-05 18:00"
    assert 2027 in calendar_days.years()


def test_wages_in_working_days_are_a_guess_again(administrator: User) -> None:
    leaver = make.employee("张敏", "13812342046", work_city="苏州")
    hr = make.employee("李丽", "13911110002", department="人力资源部")
    make.grant(hr.user, "hr")
    with clock.at(dt.datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)):
        case = make.case(leaver)
        loaded = load(administrator)
        work()
        duty = Duty.objects.get(case=case, kind="wages")
        assert (duty.due, duty.provisional) == (dt.date(2027, 1, 6), False)
        actions.take_back(loaded, reason=REASON, by=administrator, at=clock.now())
        work()
    duty.refresh_from_db()
    assert (duty.due, duty.provisional) == (dt.date(2027, 1, 4), True)
    assert case.events.filter(kind="duties_moved").count() == 2


def test_days_that_came_with_the_program_count_again(administrator: User) -> None:
    own = {"calendar": "cn", "day__year": 2026}
    before = list(CalendarDay.objects.filter(**own).order_by("day").values_list("day", "kind"))
    text = "\n".join(f"{day},{kind},x" for day, kind in before)
    loaded = load(administrator, f"{text}\n2026-11-30,rest,临时放假", year=2026)
    assert CalendarDay.objects.filter(**own).count() == len(before) + 1
    actions.take_back(loaded, reason=REASON, by=administrator, at=clock.now())
    after = CalendarDay.objects.filter(**own).order_by("day").values_list("day", "kind")
    assert list(after) == before


def test_the_page_shows_what_moves_and_asks_why(desk: Any, administrator: User) -> None:
    with clock.at(LAST_DAY):
        case = flows.started(task("a", **STEP))
        loaded = load(administrator)
        work()
    address = f"/desk/calendars/list/{loaded.pk}/back/"
    assert address in desk.get("/desk/calendars/").content.decode()
    page = desk.get(address).content.decode()
    assert "撤回 2027 年的放假安排：1 个时限会动" in page
    assert case.number in page
    empty = desk.post(address, {"reason": " "})
    assert empty.status_code == 422
    assert "请写一下原因" in empty.content.decode()
    assert HolidayList.objects.get().is_current
    for _ in range(2):
        assert desk.post(address, {"reason": REASON})["Location"] == "/desk/calendars/"
    shown = desk.get("/desk/calendars/").content.decode()
    assert f"{DOCUMENT}，罗勇" in shown
    assert REASON in shown
    assert address not in shown
    assert desk.get(address).status_code == 409


def test_a_list_that_another_has_followed_is_not_taken_back(desk: Any, administrator: User) -> None:
    first = load(administrator)
    load(administrator, FIRST)
    with pytest.raises(Refused, match="另一份"):
        actions.take_back(first, reason=REASON, by=administrator, at=clock.now())
    assert desk.post(f"/desk/calendars/list/{first.pk}/back/", {"reason": "x"}).status_code == 409


def test_only_who_looks_after_calendars_takes_one_back(administrator: User) -> None:
    loaded = load(administrator)
    hr = make.employee("李丽", "13911110002")
    make.grant(hr.user, "hr")
    with pytest.raises(NotPermitted):
        actions.take_back(loaded, reason=REASON, by=hr.user, at=clock.now())
