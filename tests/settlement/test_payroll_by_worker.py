"""A large file of payroll: kept at once, read and written by the worker, whatever happens to it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.people import kept, progress
from lizhi.people.models import Employment, RoleGrant
from lizhi.people.roster.gate import Unreadable
from lizhi.settlement.actions import payroll
from lizhi.settlement.models import PayBatch, PayRecord
from lizhi.settlement.payroll import keeping, working, writing
from tests import make
from tests.settlement import world
from tests.settlement.sheets import NOW, book, table, tried, wage, year_of
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db
PAGE = reverse("settlement:payroll")
State = PayBatch.State


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """It is the month in which Zhang Min leaves."""
    with clock.at(NOW):
        yield


@pytest.fixture(autouse=True)
def three_rows_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that twelve rows go to the worker."""
    monkeypatch.setattr(working, "AT_ONCE", 3)


@pytest.fixture
def desk(case: Case, chen_jie: User) -> Browser:
    """Chen Jie's browser."""
    return world.client_of(chen_jie)


def text(response: Any) -> str:
    return str(response.content.decode())


def send(desk: Browser, data: bytes, **more: str) -> Any:
    return desk.post(PAGE, {"file": SimpleUploadedFile("工资.xlsx", data), **more})


def year(zhang_min: Employment, due: Any = 8700) -> bytes:
    return book(table("pay", *year_of(zhang_min.number, due, overtime_pay=0)))


def newest() -> PayBatch:
    return PayBatch.objects.latest("pk")


def written(batch: PayBatch) -> PayBatch:
    payroll.commit(batch, at=clock.now())
    make.work()
    return newest()


def fails(*_arguments: object, **_options: object) -> None:
    raise OSError("no room left on the disk")


def test_the_page_says_how_far_it_is_and_leads_on_by_itself(
    desk: Browser, zhang_min: Employment
) -> None:
    page = send(desk, year(zhang_min)).url
    progress.note(newest(), 5)
    shown = text(desk.get(page))
    assert "正在读这份文件" in shown
    assert "5 / 12 行" in shown
    assert f'href="{page}"' in shown
    part = desk.get(page, headers={"hx-request": "true"})
    assert text(part).lstrip().startswith('<div id="progress"')

    make.work()
    assert desk.get(page, headers={"hx-request": "true"}).headers["HX-Refresh"] == "true"
    assert "导入 12 行" in text(desk.get(page))
    assert not PayRecord.objects.exists()
    assert progress.seen(newest()) == 0

    desk.post(page, {"then": "commit"})
    desk.post(page, {"then": "commit"})
    assert "正在导入" in text(desk.get(page))
    assert Outbox.objects.filter(topic=payroll.WRITE).count() == 1
    make.work()
    assert "要重算的结算" in text(desk.get(page))
    assert PayRecord.objects.filter(is_current=True).count() == 12

    desk.post(page, {"then": "undo", "reason": "导错了"})
    assert not PayRecord.objects.filter(is_current=True).exists()


def test_a_small_and_a_large_file_are_read_alike(
    case: Case, chen_jie: User, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [*year_of(zhang_min.number), wage(zhang_min.number, due="八千"), wage("E000")]
    large = tried(chen_jie, table("pay", *rows))
    make.work()
    monkeypatch.setattr(working, "AT_ONCE", 100)
    small = tried(chen_jie, table("pay", *rows))

    assert (large.state, small.state) == (State.WAITING, State.TRIED)
    assert PayBatch.objects.get(pk=large.pk).report == small.report
    assert small.report["figures"]["bad_rows"] == 2


def test_the_line_was_cut_and_the_same_file_comes_again(
    desk: Browser, zhang_min: Employment
) -> None:
    data = year(zhang_min)
    first = send(desk, data, key="k1").url
    assert send(desk, data, key="k1").url == first
    make.work()
    assert send(desk, data, key="k1").url == first
    assert send(desk, year(zhang_min, 9000), key="k1").url != first
    assert send(desk, data, key="k2").url != first
    assert send(desk, data).url != first
    assert Outbox.objects.filter(topic=payroll.READ).count() == PayBatch.objects.count() == 4


def test_a_small_file_sent_twice_is_one_batch(desk: Browser, zhang_min: Employment) -> None:
    data = book(table("pay", wage(zhang_min.number)))
    assert send(desk, data, key="k1").url == send(desk, data, key="k1").url
    assert newest().state == State.TRIED


def test_two_send_one_file_at_once_and_the_second_changes_nothing(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    one, other = (
        payroll.upload(year(zhang_min), filename="工资.xlsx", by=chen_jie, at=NOW)
        for _number in range(2)
    )
    make.work()
    for batch in (one, other):
        payroll.commit(batch, at=NOW)
    make.work()

    figures = [PayBatch.objects.get(pk=each.pk).report["figures"] for each in (one, other)]
    assert [(told["new"], told["same"]) for told in figures] == [(12, 0), (0, 12)]
    assert PayRecord.objects.count() == 12


def test_whoever_comes_second_by_a_hair_is_compared_with_what_the_first_has_written(
    case: Case, chen_jie: User, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = tried(chen_jie, table("pay", *year_of(zhang_min.number)))
    make.work()
    real, tries = writing.write, iter((True, False))

    def beaten(*given: Any) -> Any:
        made = real(*given)
        if next(tries):
            raise IntegrityError("one_current_pay_record")
        return made

    monkeypatch.setattr(writing, "write", beaten)
    assert written(batch).state == State.DONE
    assert PayRecord.objects.count() == 12


def test_a_fault_is_tried_again_and_the_page_says_so(
    desk: Browser, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = send(desk, year(zhang_min)).url
    make.work()
    desk.post(page, {"then": "commit"})
    with monkeypatch.context() as broken:
        broken.setattr(writing, "write", fails)
        doing.run_outbox(clock.now())
    assert "过一会儿会自动接着来" in text(desk.get(page))
    assert not PayRecord.objects.exists()

    doing.run_outbox(clock.now() + dt.timedelta(minutes=1))
    assert newest().state == State.DONE
    assert PayRecord.objects.count() == 12


@pytest.mark.parametrize("state", ["failed", "given_up"])
def test_what_the_machine_has_left_is_said_and_can_be_asked_for_again(
    desk: Browser, zhang_min: Employment, state: str
) -> None:
    page = send(desk, year(zhang_min)).url
    Outbox.objects.filter(topic=payroll.READ).update(state=state)
    assert "试了几次都没做完" in text(desk.get(page))
    assert desk.get(page, headers={"hx-request": "true"}).headers["HX-Refresh"] == "true"
    desk.post(page, {"then": "again"})
    make.work()
    desk.post(page, {"then": "commit"})
    Outbox.objects.filter(topic=payroll.WRITE).update(state=state)
    assert "再试一次" in text(desk.get(page))
    desk.post(page, {"then": "commit"})
    make.work()
    assert newest().state == State.DONE
    assert PayRecord.objects.count() == 12


def test_what_is_being_brought_in_can_be_stopped_and_not_undone(
    desk: Browser, chen_jie: User, zhang_min: Employment
) -> None:
    page = send(desk, year(zhang_min)).url
    make.work()
    desk.post(page, {"then": "commit"})

    undone = desk.post(page, {"then": "undo", "reason": "导错了"})
    assert undone.status_code == 409
    assert "请先停下" in text(undone)
    assert desk.post(page, {"then": "undo"}).status_code == 409
    assert desk.post(page, {"then": "columns"}).status_code == 409
    desk.post(page, {"then": "stop"})
    desk.post(page, {"then": "stop"})
    make.work()
    assert newest().state == State.TRIED
    assert not PayRecord.objects.exists()

    assert written(newest()).state == State.DONE
    assert payroll.stop(newest()).state == State.DONE


def test_stopped_in_the_very_middle_nothing_is_written(
    case: Case, chen_jie: User, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = tried(chen_jie, table("pay", *year_of(zhang_min.number)))
    make.work()
    real = working.opened

    def stopped_meanwhile(*given: Any) -> Any:
        payroll.stop(batch)
        return real(*given)

    monkeypatch.setattr(working, "opened", stopped_meanwhile)
    assert written(batch).state == State.TRIED
    assert not PayRecord.objects.exists()


def test_columns_that_are_changed_while_it_is_read_count(
    case: Case, chen_jie: User, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = ["工号", "月份", "钱", "加班费"]
    rows = [[zhang_min.number, one["month"], 8700, 0] for one in year_of(zhang_min.number)]
    batch = tried(chen_jie, ("五月", [header, *rows]))
    real, calls = working.opened, iter((True, False))

    def changed_meanwhile(*given: Any) -> Any:
        if next(calls):
            payroll.map_columns(batch, {"五月|钱": "wage_due"}, at=NOW)
        return real(*given)

    monkeypatch.setattr(working, "opened", changed_meanwhile)
    make.work()

    assert newest().report["figures"]["good_rows"] == 12


def test_the_file_is_gone_before_it_was_read(desk: Browser, zhang_min: Employment) -> None:
    page = send(desk, year(zhang_min)).url
    kept.drop(keeping.FOLDER, newest().digest)
    make.work()

    shown = text(desk.get(page))
    assert "没读出来" in shown
    assert "已经不保存了" in shown
    assert desk.post(page, {"then": "commit"}).status_code == 409
    assert desk.post(page, {"then": "undo", "reason": "x"}).status_code == 409


def test_the_file_is_gone_before_it_was_written(desk: Browser, zhang_min: Employment) -> None:
    page = send(desk, year(zhang_min)).url
    make.work()
    kept.drop(keeping.FOLDER, newest().digest)
    desk.post(page, {"then": "commit"})
    make.work()

    assert newest().state == State.TRIED
    assert "已经不保存了" in text(desk.get(page))
    assert not PayRecord.objects.exists()


def test_what_only_the_worker_sees_is_said_on_the_page(
    desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "OPENED_AT_ONCE", 10)
    page = send(desk, book(("通讯录", [["姓名", "电话"], ["张敏", "1"]]))).url
    assert "正在打开文件" in text(desk.get(page))
    make.work()
    assert "没找到表" in text(desk.get(page))


@pytest.mark.parametrize(
    "data",
    [
        b"a,b",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    ],
)
def test_what_its_outside_shows_is_refused_at_once(
    case: Case, chen_jie: User, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "OPENED_AT_ONCE", 0)
    with pytest.raises(Unreadable):
        payroll.upload(data, filename="x.xlsx", by=chen_jie, at=NOW)
    assert not PayBatch.objects.exists()


def test_too_many_rows_are_refused_before_they_are_read(
    case: Case, chen_jie: User, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "MOST_ROWS", 5)
    with pytest.raises(Unreadable, match="5"):
        tried(chen_jie, table("pay", *year_of(zhang_min.number)))


def test_whoever_is_no_longer_in_finance_brings_nothing_in(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    batch = tried(chen_jie, table("pay", *year_of(zhang_min.number)))
    make.work()
    payroll.commit(batch, at=NOW)
    RoleGrant.objects.filter(user=chen_jie).delete()
    make.work()

    assert newest().state == State.TRIED
    assert "财务" in newest().report["refused"]
    assert not PayRecord.objects.exists()


def test_a_batch_that_is_not_read_yet_cannot_be_brought_in(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    batch = tried(chen_jie, table("pay", *year_of(zhang_min.number)))
    with pytest.raises(Refused, match="还没读完"):
        payroll.commit(batch, at=NOW)


def test_of_two_programs_at_once_the_second_is_told_to_come_again(
    case: Case, chen_jie: User, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beaten(*_given: Any) -> Any:
        raise IntegrityError("one_current_pay_record")

    rows = [wage(zhang_min.number, due="8700.00")]
    monkeypatch.setattr(writing, "write", beaten)
    with pytest.raises(Refused, match="再试"):
        payroll.send("pay", [{**rows[0], "wage_due": 8700}], key="k", by=chen_jie, at=NOW)
    assert not PayBatch.objects.exists()
