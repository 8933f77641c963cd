"""A duty was said to be done by mistake: it is owed again, and both stay in the story."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, daily
from lizhi.offboarding.actions.last_day import set_contract_end
from lizhi.offboarding.models import Duty
from tests import make
from tests.offboarding.conftest import Company
from tests.offboarding.test_duties import END, kinds, on, say_done, shown, texts

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 7, 16)


@pytest.fixture
def case(company: Company) -> Case:
    """张敏 resigned on the first of June; 李丽 has said that her insurance was moved."""
    made = make.case(company.zhang_min)
    say_done(made, "transfer", company.li_li.user, clock.today())
    return made


def undo(case: Case, by: User, kind: str = "transfer", **more: Any) -> None:
    more.setdefault("key", make.key())
    actions.say_undone(case, kind, reason="办的是另一位张敏", by=by, **more)


def test_it_is_owed_again_and_the_story_tells_both(case: Case, company: Company) -> None:
    undo(case, company.li_li.user)
    duty = Duty.objects.get(case=case, kind="transfer")
    assert (duty.done_on, duty.done_by, duty.proof, duty.due) == (None, None, "", DUE)
    assert kinds(case, "duty_") == ["duty_done", "duty_undone"]
    event = case.events.get(kind="duty_undone")
    assert event.facts == {"duty": "transfer", "day": "2026-06-01"}
    assert chain.read(event) == "办的是另一位张敏"
    assert chain.first_broken(case) is None
    assert shown(case, company.li_li.user, DUE)["社保和档案转移"].state == "soon"
    say_done(case, "transfer", company.li_li.user, clock.today())  # and this time it is
    assert kinds(case, "duty_")[-1] == "duty_done"


def test_whoever_leaves_is_told_and_finance_may_say_it_of_wages(
    case: Case, company: Company
) -> None:
    say_done(case, "wages", company.chen_jie.user, clock.today())
    undo(case, company.chen_jie.user, "wages")
    make.work()
    assert len(texts("更正：工资一次付清还没有办好", case.leaver)) == 1
    assert Message.objects.filter(state="failed").count() == 0


def test_after_its_day_it_is_late_at_once_and_raised_from_the_beginning(
    case: Case, company: Company
) -> None:
    Duty.objects.filter(case=case).exclude(kind="transfer").update(done_on=END)
    Duty.objects.filter(case=case, kind="transfer").update(
        raised_at=clock.now(), raised_higher_at=clock.now()
    )
    with on(DUE + dt.timedelta(days=9)):
        undo(case, company.li_li.user)
        assert shown(case, company.li_li.user, clock.today())["社保和档案转移"].left == "晚了 9 天"
    for after in (10, 11):
        with on(DUE + dt.timedelta(days=after), 3):
            assert daily.raise_duties(clock.now()) == 1
    assert kinds(case, "duty_")[-2:] == ["duty_late", "duty_raised"]


def test_a_last_day_that_moved_in_between_counts(case: Case, company: Company) -> None:
    set_contract_end(case, END - dt.timedelta(days=10), by=company.li_li.user, at=clock.now())
    assert Duty.objects.get(case=case, kind="transfer").due == DUE  # it was done
    undo(case, company.li_li.user)
    assert Duty.objects.get(case=case, kind="transfer").due == dt.date(2026, 7, 6)
    event = case.events.filter(kind="duties_moved").order_by("-seq")[0]
    assert event.facts["moved"] == {"transfer": ["2026-07-16", "2026-07-06"]}


def test_the_same_press_twice_is_one(case: Case, company: Company) -> None:
    for _ in range(2):
        undo(case, company.li_li.user, key="k")
    assert kinds(case, "duty_").count("duty_undone") == 1
    with pytest.raises(AlreadyDone):
        undo(case, company.li_li.user)


def test_what_the_machine_did_nobody_takes_back_and_nobody_else_says_so(
    case: Case, company: Company
) -> None:
    Duty.objects.filter(case=case, kind="certificate").update(done_on=END)
    with pytest.raises(Refused, match="系统自己会办"):
        undo(case, company.li_li.user, "certificate")
    for user in (case.leaver, company.wang_lei.user, company.he_jing.user):
        with pytest.raises(NotPermitted):
            undo(case, user)
    Case.objects.filter(pk=case.pk).update(status=Case.Status.WITHDRAWN)
    with pytest.raises(Refused, match="人留下了"):
        undo(case, company.li_li.user)


def test_hr_opens_what_was_said_and_writes_the_reason(
    case: Case, company: Company, client: Client
) -> None:
    desk = make.signed_in(client, company.li_li.user)
    address = f"/desk/case/{case.number}/duties/transfer/not-done/"
    assert address in desk.get(f"/desk/case/{case.number}/").content.decode()
    page = desk.get(address).content.decode()
    assert "回执 001" in page
    assert "6月1日 已办，李丽" in page
    wrong = desk.post(address, {"key": "k", "reason": " "})
    assert wrong.status_code == 422
    assert "请写原因" in wrong.content.decode()
    assert desk.post(address, {"key": "k", "reason": "弄错了人"}).status_code == 302
    assert desk.post(address, {"key": "k", "reason": "弄错了人"}).status_code == 302
    assert desk.get(address).status_code == 409
    assert desk.get(address.replace("transfer", "gold")).status_code == 404
    phone = make.signed_in(Client(), case.leaver)
    timeline = phone.get(f"/case/{case.number}/duties/").content.decode()
    assert "已办" not in timeline
