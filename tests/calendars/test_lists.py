"""A list of official days is read, tried, loaded once, and moves what hung on a guess."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lizhi.accounts.models import User
from lizhi.calendars import actions, reading, trial
from lizhi.calendars.models import HolidayList
from lizhi.common import calendar, calendar_days, clock
from lizhi.common.clock import SHANGHAI
from lizhi.common.models import Calendar, CalendarDay
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.notifications.models import Message
from lizhi.offboarding import definitions, duties
from lizhi.offboarding.models import Duty
from lizhi.people.models import Branch
from lizhi.workflow import definitions as flow
from lizhi.workflow.models import Run, Timer
from tests import make
from tests.calendars.conftest import NEW_YEAR
from tests.calendars.loaded import DOCUMENT, LAST_DAY, STEP, load, local, work
from tests.workflow import make as flows
from tests.workflow.make import task

pytestmark = pytest.mark.django_db


def test_lines_with_commas_and_json_are_read_alike() -> None:
    lines = reading.read(NEW_YEAR, 2027)
    days = '{"days": [["2027-01-01", "statutory", "元旦"], {"day": "2027-01-09", "kind": "上班"}]}'
    spelled = reading.read(days, 2027)
    assert (len(lines.rows), lines.problems) == (5, [])
    assert [row[:2] for row in spelled.rows] == [
        ("2027-01-01", "statutory"),
        ("2027-01-09", "working"),
    ]
    assert reading.read("日期,种类,名称\n2027/01/01,法定,元旦", 2027).rows == [
        ("2027-01-01", "statutory", "元旦")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-12-31,rest,x\n2027-01-01,statutory,y", "第 1 行：2026-12-31 不在 2027 年里"),
        ("2027-01-01,statutory,y\n2027-01-01,rest,y", "第 2 行：2027-01-01 写了两次"),
        ("2027-02-30,statutory,y", "第 1 行：“2027-02-30”不是"),
        ("2027-01-01,party,y", "第 1 行：“party”不是法定、休息、上班中的一种"),
        ("2027-01-01", "第 1 行：要写日子、种类和名称"),
        ("2027-01-02,rest,x", "里面没有法定节假日"),
        ("{", "这不是 JSON"),
        ('{"days": 3}', "“days”要是一个列表"),
        ("[[1, 2, 3]]", "要写日子、种类和名称"),
        ("[" * 50_000, "这不是 JSON"),
        ("day,kind,name", "里面没有日子"),
        ("\n".join(f"2027-01-01,rest,{n}" for n in range(500)), "写了两次"),
    ],
)
def test_what_cannot_be_meant_is_named_by_its_line(desk: Any, text: str, words: str) -> None:
    answer = desk.post("/desk/calendars/list/", {"year": 2027, "document": DOCUMENT, "text": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert DOCUMENT in page  # what was typed is still there
    assert not HolidayList.objects.exists()


def test_the_trial_shows_what_moves_and_writes_nothing(desk: Any) -> None:
    with clock.at(LAST_DAY):
        case = flows.started(task("a", **STEP))
    before = list(CalendarDay.objects.values_list("pk", flat=True))
    answer = desk.post(
        "/desk/calendars/list/", {"year": 2027, "document": DOCUMENT, "text": NEW_YEAR}
    )
    page = answer.content.decode()
    assert "2027 年：5 天有变，1 个时限会动" in page
    assert case.number in page
    assert list(CalendarDay.objects.values_list("pk", flat=True)) == before
    assert local(Run.objects.get(case=case).due_at) == "01-01 18:00"
    assert 2027 not in calendar_days.years()
    digest = answer.context["found"].digest
    sent = {"year": 2027, "document": DOCUMENT, "text": NEW_YEAR, "digest": digest}
    assert desk.post("/desk/calendars/list/", sent)["Location"] == "/desk/calendars/"
    assert "国办发明电〔2026〕9号，罗勇" in desk.get("/desk/calendars/").content.decode()


def test_another_text_than_was_tried_is_tried_first(desk: Any) -> None:
    digest = reading.read(NEW_YEAR, 2027).digest
    other = NEW_YEAR.replace("2027-01-09", "2027-01-10")
    sent = {"year": 2027, "document": DOCUMENT, "text": other, "digest": digest}
    assert "天有变" in desk.post("/desk/calendars/list/", sent).content.decode()
    assert not HolidayList.objects.exists()


def test_a_file_is_read_as_text_is(desk: Any) -> None:
    good = SimpleUploadedFile("2027.csv", NEW_YEAR.encode("utf-8-sig"))
    sent = {"year": 2027, "document": DOCUMENT, "file": good}
    assert "5 天有变" in desk.post("/desk/calendars/list/", sent).content.decode()
    sent["file"] = SimpleUploadedFile("2027.csv", NEW_YEAR.encode("gb18030"))  # as Excel saves it
    page = desk.post("/desk/calendars/list/", sent).content.decode()
    assert "5 天有变" in page
    assert "元旦" in page
    for content, words in (
        (b"\xff\xfe\x00", "不是 UTF-8"),
        (b"x" * 70_000, "超过 64 KB"),
        (b"PK\x03\x04", "这个工作簿读不了"),
    ):
        sent["file"] = SimpleUploadedFile("2027.csv", content)
        answer = desk.post("/desk/calendars/list/", sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()


SAVED = {
    "an old Mac": NEW_YEAR.replace("\n", "\r").encode(),
    "Windows": NEW_YEAR.replace("\n", "\r\n").encode("utf-8-sig"),
    "Excel in Chinese": NEW_YEAR.replace("\n", "\r\n").encode("gb18030"),
    "Excel as Unicode text": NEW_YEAR.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
    "the other end first": "\ufeff".encode("utf-16-be") + NEW_YEAR.encode("utf-16-be"),
}
"""The same list, as programs save it."""


@pytest.mark.parametrize("program", SAVED)
def test_a_list_is_read_however_a_program_saves_it(desk: Any, program: str) -> None:
    file = SimpleUploadedFile("2027.csv", SAVED[program])
    sent = {"year": 2027, "document": DOCUMENT, "file": file}
    page = desk.post("/desk/calendars/list/", sent).content.decode()
    assert "5 天有变" in page
    assert "元旦" in page


@pytest.mark.parametrize(
    "content",
    [
        NEW_YEAR.encode().replace(b"rest", b"re\0st"),
        NEW_YEAR.encode("utf-16-le"),
        b'"2027-01-01,statutory,' + b"x" * 60_000,
        b"\r\r\r",
        b"\x00\x01\x02\xff",
        b"\xfe\xff\xd8\x00",
    ],
)
def test_bytes_that_are_no_list_are_told_in_a_sentence(desk: Any, content: bytes) -> None:
    file = SimpleUploadedFile("2027.csv", content)
    answer = desk.post("/desk/calendars/list/", {"year": 2027, "document": DOCUMENT, "file": file})
    assert answer.status_code == 422
    assert DOCUMENT in answer.content.decode()


def test_a_guessed_time_moves_once_and_the_case_and_the_handler_hear_of_it(
    administrator: User,
) -> None:
    with clock.at(LAST_DAY):
        case = flows.started(task("a", **STEP))
        work()
        load(administrator)
        assert load(administrator).pk == HolidayList.objects.get().pk  # twice is one effect
        work()
        work()
    run = Run.objects.get(case=case)
    assert local(run.due_at) == "01-05 18:00"
    reminder = Timer.objects.get(run=run)
    assert (local(reminder.due_at), reminder.provisional) == ("01-06 18:00", False)
    case.refresh_from_db()
    assert case.due_at == run.due_at == make.open_task(case, "a").due_at
    event = case.events.get(kind="deadline_moved")
    assert (event.step, event.facts["why"], event.facts["timers"]) == ("a", DOCUMENT, 1)


def test_an_announced_day_that_is_corrected_moves_what_was_certain(administrator: User) -> None:
    with clock.at(dt.datetime(2026, 11, 27, 16, tzinfo=SHANGHAI)):  # a Friday
        case = flows.started(task("a", **STEP))
        other = flows.started(task("b", due={"n": 24, "unit": "hours"}), name="li")
        rows = CalendarDay.objects.filter(calendar="cn", day__year=2026)
        text = "\n".join(f"{one.day},{one.kind},{one.name}" for one in rows)
        load(administrator, f"{text}\n2026-11-30,rest,临时放假", year=2026)
        work()
    assert local(Run.objects.get(case=case).due_at) == "12-01 18:00"
    assert local(Run.objects.get(case=other).due_at) == "11-28 16:00"
    assert not other.events.filter(kind="deadline_moved").exists()


def test_wages_in_working_days_follow_the_list_and_other_days_of_the_law_do_not(
    administrator: User,
) -> None:
    leaver = make.employee("张敏", "13812342046", work_city="苏州")
    hr = make.employee("李丽", "13911110002", department="人力资源部")
    make.grant(hr.user, "hr")
    with clock.at(dt.datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)):
        case = make.case(leaver)  # ends on the last day of the year
        before = dict(Duty.objects.filter(case=case).values_list("kind", "due"))
        assert before["wages"] == dt.date(2027, 1, 4)
        assert Duty.objects.get(case=case, kind="wages").provisional
        load(administrator)
        foreseen = trial.of(reading.read(NEW_YEAR, 2027), 2027)
        assert foreseen.differences == []
        calendar_days.forget()
        for row in Outbox.objects.filter(topic="calendars.recount"):
            doing._do(row)  # noqa: SLF001
    after = dict(Duty.objects.filter(case=case).values_list("kind", "due"))
    assert after == {**before, "wages": dt.date(2027, 1, 6)}
    assert not Duty.objects.get(case=case, kind="wages").provisional
    event = case.events.get(kind="duties_moved")
    assert event.facts == {"moved": {"wages": ["2027-01-04", "2027-01-06"]}, "why": DOCUMENT}


def in_working_days(branch: Branch) -> None:
    """This branch asks its managers to answer within one working day."""
    body = definitions.shipped(definitions.REMOTE_RESIGNATION)
    manager = body["steps"][1]["branches"][0]["steps"][0]
    assert manager["id"] == "acknowledgement"
    manager["due"] = {"n": 1, "unit": "work_days"}
    flow.publish("own", "本分支的离职", body, None, clock.now(), branch=branch)


def told(boss: User) -> list[str]:
    texts = [one.text for one in Message.objects.all() if one.address == boss.phone]
    return [one for one in texts if "的时限从" in one]


def test_the_handler_is_told_the_other_time_by_day_once(administrator: User) -> None:
    boss = make.employee("王磊", "13911110001", department="管理部")
    hr = make.employee("李丽", "13911110002", department="人力资源部")
    make.grant(hr.user, "hr")
    leaver = make.employee("张敏", "13812342046", reports_to=boss)
    with clock.at(LAST_DAY):
        in_working_days(leaver.branch)
        case = make.case(leaver)
        work()
    with clock.at(LAST_DAY.replace(hour=22)):
        load(administrator)
        work()
        assert case.events.filter(kind="deadline_moved").count() == 1
        assert told(boss.user) == []
    with clock.at(dt.datetime(2027, 1, 1, 8, tzinfo=SHANGHAI)):
        work()
        work()
    (text,) = told(boss.user)
    assert "主管知悉" in text
    assert DOCUMENT in text


def test_a_time_in_hours_does_not_hang_on_a_list(administrator: User) -> None:
    boss = make.employee("王磊", "13911110001", department="管理部")
    hr = make.employee("李丽", "13911110002", department="人力资源部")
    make.grant(hr.user, "hr")
    with clock.at(LAST_DAY):
        case = make.case(make.employee("张敏", "13812342046", reports_to=boss))
        load(administrator)
        work()
    assert not case.events.filter(kind="deadline_moved").exists()


def test_a_branch_follows_its_own_calendar_and_what_is_open_moves_with_it(
    desk: Any, administrator: User
) -> None:
    sent = {
        "code": "plant",
        "title": "苏州工厂",
        "weekdays": ["0", "1", "2", "3", "4", "5"],
        "opens": "08:00",
        "closes": "17:00",
        "noon_from": "",
        "noon_to": "",
        "days": "2026-12-01，休息，厂休",
    }
    assert desk.post("/desk/calendars/new/", sent).status_code == 302
    with clock.at(dt.datetime(2026, 11, 27, 16, tzinfo=SHANGHAI)):  # a Friday
        own = {"n": 1, "unit": "work_days", "calendar": "branch"}
        case = flows.started(task("a", due=own))
        assert local(Run.objects.get(case=case).due_at) == "11-30 18:00"
        actions.choose(case.branch, "plant", by=administrator, at=clock.now())
        work()
        run = Run.objects.get(case=case)
        assert local(run.due_at) == "11-28 17:00"
        assert case.events.get(kind="deadline_moved").facts["why"].endswith("的日历")
        actions.choose(case.branch, "cn", by=administrator, at=clock.now())
        work()
    assert local(Run.objects.get(case=case).due_at) == "11-30 18:00"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"opens": "22:00", "closes": "06:00"}, "跨零点的班次没法算"),
        ({"weekdays": []}, "请至少选一天"),
        ({"noon_from": "12:00"}, "午休要在班次里"),
        ({"noon_from": "07:00", "noon_to": "13:00"}, "午休要在班次里"),
        ({"code": "branch"}, "这个短名另有用处"),
        ({"days": "2026-13-01，休息"}, "不是 2027-01-01 这样的日子"),
        ({"title": ""}, "Shenzhen"),
    ],
)
def test_a_calendar_that_cannot_be_counted_is_refused_and_nothing_typed_is_lost(
    desk: Any, changed: dict[str, Any], words: str
) -> None:
    sent = {
        "code": "plant",
        "title": "Shenzhen plant",
        "weekdays": ["0"],
        "opens": "08:00",
        "closes": "17:00",
        "days": "2026-12-25，休息，Shenzhen",
    }
    answer = desk.post("/desk/calendars/new/", {**sent, **changed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Calendar.objects.exists()


def test_only_administrators_and_group_hr_look_after_calendars(db: None) -> None:
    hr = make.employee("李丽", "13911110002")
    make.grant(hr.user, "hr")
    client = make.signed_in(Client(), hr.user)
    assert client.get("/desk/calendars/").status_code == 403
    with pytest.raises(NotPermitted):
        load(hr.user)
    with pytest.raises(NotPermitted):
        actions.choose(hr.branch, "cn", by=hr.user, at=clock.now())


def test_a_calendar_that_is_not_there_is_not_followed(administrator: User) -> None:
    branch = make.branch()
    with pytest.raises(Refused, match="没有这个日历"):
        actions.choose(branch, "gone", by=administrator, at=clock.now())
    assert Branch.objects.get(pk=branch.pk).calendar == "cn"


def test_friday_afternoon_gives_three_answers(db: None) -> None:
    friday = dt.datetime(2026, 11, 27, 16, tzinfo=SHANGHAI)
    answers = [
        local(calendar.add(friday, n, unit).at)
        for n, unit in ((24, "hours"), (1, "work_days"), (24, "work_hours"))
    ]
    assert answers == ["11-28 16:00", "11-30 18:00", "12-02 13:00"]


def test_the_law_counts_by_the_official_days_whatever_a_branch_does(db: None) -> None:
    leaver = make.employee("张敏", "13812342046", work_city="苏州")
    leaver.branch.calendar = "plant"
    leaver.branch.save()
    Calendar.objects.create(code="plant", title="x", week="1111111")
    with clock.at(dt.datetime(2026, 8, 31, 9, tzinfo=SHANGHAI)):
        case = make.case(leaver)
    assert case.contract_end == dt.date(2026, 9, 30)
    assert duties.of_law(case, "wages").day == dt.date(2026, 10, 9)
