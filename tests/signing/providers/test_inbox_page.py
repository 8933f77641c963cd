"""The administrator sees what services have called in about, and what became of it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted
from lizhi.jobs import errors
from lizhi.jobs.models import Outbox
from lizhi.people.models import RoleGrant
from lizhi.signing import actions, daily, doubts, inbox_page
from lizhi.signing.actions import inbox
from lizhi.signing.models import Inbox, WrongCalls
from lizhi.signing.providers.esign import calls as esign_calls
from lizhi.signing.providers.fadada import calls as fadada_calls
from lizhi.signing.providers.titles import title_of
from tests import make
from tests.signing import world
from tests.signing.providers import stages
from tests.signing.providers.played import Outside as Service

pytestmark = pytest.mark.django_db
PAGE = "/desk/calls/"


@pytest.fixture
def administrator() -> User:
    user = User.objects.with_phone("19999999999", name="罗勇")
    make.grant(user, RoleGrant.Role.ADMINISTRATOR)
    return user


@pytest.fixture
def desk(administrator: User) -> Client:
    return make.signed_in(Client(), administrator)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def call(number: int, **values: Any) -> Inbox:
    """A call that was kept, with a number of its own."""
    given: dict[str, Any] = {
        "provider": "fadada",
        "key": f"{number:064}",
        "kind": "actor.viewed",
        "ref": f"1700{number}",
        "body": b"sealed",
        "happened_at": clock.now(),
        "received_at": clock.now(),
        "state": Inbox.State.IGNORED,
    }
    return Inbox.objects.create(created_at=clock.now(), **{**given, **values})


def refused(service: Service, times: int) -> None:
    """Somebody calls in the name of this service."""
    for _time in range(times):
        Client().post(f"/hooks/signing/{service.name}", b"x", content_type="text/plain")


@pytest.mark.slow
def test_each_call_stands_there_in_words_with_the_envelope_and_with_nobody_s_name(
    outside: Service, desk: Client
) -> None:
    envelope = stages.signed(outside)
    page = text(desk.get(PAGE))
    assert "签署平台的回调都处理了" in page
    for words in (
        "有人签了",
        "签署人打开了文件",
        title_of(outside.name),
        envelope.biz_no,
        "签名对",
    ):
        assert words in page
    for show in inbox_page.SHOWN:
        page = text(desk.get(PAGE, {"show": show}))
        for personal in ("张敏", world.PHONE, "2046", envelope.case.number, envelope.ref):
            assert personal not in page


@pytest.fixture
def doubtful(outside: Service) -> tuple[Service, Inbox]:
    """A service has called that all is over, and says otherwise whenever it is asked."""
    envelope = stages.sent(outside)
    outside.sim.faults.lies = "completed"
    outside.read(envelope)
    if outside.name == "fadada":
        outside.sim.event("sign-task-finished", outside.sim.tasks[envelope.ref])
    else:
        flow = outside.sim.flows[envelope.ref]
        outside.sim.event("SIGN_FLOW_COMPLETE", flow, signFlowStatus="2")
    outside.settle()
    return outside, Inbox.objects.get(kind="envelope.completed")


@pytest.mark.slow
def test_what_does_not_hold_comes_first_with_the_sentence_why_and_what_to_do(
    doubtful: tuple[Service, Inbox], desk: Client
) -> None:
    _service, row = doubtful
    page = text(desk.get(PAGE))
    assert "1 条回调没办成，请您看一下" in page
    assert row.envelope
    assert row.envelope.outside.review in {"sealed_unasked", "said_but_not_so"}
    assert str(doubts.words(row.envelope.outside.review)) in page
    assert str(errors.ADVICE["Doubtful"]) in page
    assert desk.get(PAGE).context["figures"].doubted == 1
    assert "签署人打开了文件" not in page
    assert "签署人打开了文件" in text(desk.get(PAGE, {"show": "all"}))


@pytest.mark.slow
def test_again_asks_the_service_from_the_beginning_and_twice_is_once(
    doubtful: tuple[Service, Inbox], desk: Client
) -> None:
    service, row = doubtful
    service.sim.faults.lies = ""
    assert row.envelope
    service.sign(row.envelope)  # meanwhile it becomes true
    service.settle()
    company = world.company(row.envelope)
    actions.seal_for(row.envelope.case.entity, company, by=None, at=clock.now())
    service.settle()
    row.refresh_from_db()
    assert row.state == Inbox.State.NEEDS_REVIEW
    again = reverse("signing:inbox_again", args=[row.pk])
    for _time in range(2):
        assert desk.post(again)["Location"] == PAGE
    job = Outbox.objects.get(dedupe=inbox.job_of(row))
    assert (job.state, job.attempts) == (Outbox.State.PENDING, 0)
    service.settle()
    row.refresh_from_db()
    assert row.state == Inbox.State.APPLIED
    job.refresh_from_db()
    assert job.state == Outbox.State.DONE
    desk.post(again)
    job.refresh_from_db()
    assert job.state == Outbox.State.DONE
    assert "1 条回调没办成" not in text(desk.get(PAGE))


@pytest.mark.slow
def test_what_still_does_not_hold_stands_there_again(doubtful: tuple[Service, Inbox]) -> None:
    service, row = doubtful
    admin = User.objects.with_phone("19999999998", name="罗强")
    make.grant(admin, RoleGrant.Role.ADMINISTRATOR)
    inbox.hear_again(row, by=admin, at=clock.now())
    service.settle()
    assert inbox_page.failed_calls() == [row.pk]


def test_nobody_else_may_have_it_tried_again() -> None:
    hr = make.employee("李丽", "13911110002")
    make.grant(hr.user, RoleGrant.Role.GROUP_HR)
    with pytest.raises(NotPermitted):
        inbox.hear_again(call(1), by=hr.user, at=clock.now())


def test_a_page_is_read_only(desk: Client) -> None:
    assert desk.post(PAGE).status_code == 405
    assert desk.get(reverse("signing:inbox_again", args=[call(1).pk])).status_code == 405
    assert desk.post(reverse("signing:inbox_again", args=[99])).status_code == 404


def test_refused_calls_are_counted_by_day_and_say_what_to_look_at(
    outside: Service, desk: Client
) -> None:
    refused(outside, 3)
    page = text(desk.get(PAGE))
    assert "3 条回调签名不对，已拒绝" in page
    assert f"lizhi sign check {outside.name}" in page
    page = text(desk.get(PAGE, {"show": "refused"}))
    assert "3 次" in page
    assert "签名没有或不对" in page
    assert title_of(outside.name) in page
    with clock.at(clock.now() + inbox_page.LATELY + dt.timedelta(days=1)):
        assert inbox_page.services(clock.now())[0].refused == 0


def test_the_address_to_enter_at_the_service_stands_there(outside: Service, desk: Client) -> None:
    page = text(desk.get(PAGE))
    assert f"/hooks/signing/{outside.name}" in page
    assert "90 天里没有回调" in page
    assert "这里没有回调" in page


def test_without_a_service_the_page_says_so(desk: Client) -> None:
    assert "没有接入签署平台" in text(desk.get(PAGE))
    assert "签署平台回调" not in text(desk.get("/desk/jobs/"))


def test_the_menu_leads_there_where_a_service_is_set_up(outside: Service, desk: Client) -> None:
    assert PAGE in text(desk.get("/desk/jobs/"))


def test_many_calls_are_read_page_by_page_with_as_many_questions(desk: Client) -> None:
    counts = []
    for number in range(2 * inbox_page.ON_A_PAGE + 1):
        if number in {1, 2 * inbox_page.ON_A_PAGE}:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                text(desk.get(PAGE))
            counts.append(len(asked))
        call(number, received_at=clock.now() + dt.timedelta(seconds=number))
    assert counts[0] == counts[1]
    last = text(desk.get(PAGE, {"page": 3}))
    assert "第 61 到 61 条，共 61 条" in last
    for nonsense in ("0", "x", "99", "-1"):
        assert text(desk.get(PAGE, {"page": nonsense, "show": "x"}))


def test_every_event_of_a_service_has_words() -> None:
    kinds = {*fadada_calls.KINDS.values(), *esign_calls.KINDS.values()}
    kinds |= {*esign_calls.OF_SIGNER.values(), *esign_calls.OF_FLOW.values()}
    assert kinds | {"actor.failed", "envelope.ended"} == set(inbox_page.WORDS)


def test_what_has_no_words_is_named_as_the_service_names_it(desk: Client) -> None:
    call(1, kind="unknown.something-new")
    page = text(desk.get(PAGE))
    assert "不认识的事件" in page
    assert "something-new" in page


class TestKept:
    """Ninety days: long after a service has stopped calling again."""

    OLD = dt.timedelta(days=91)

    def test_old_calls_and_counts_are_dropped_and_younger_ones_stay(self) -> None:
        old, young = clock.now() - self.OLD, clock.now() - dt.timedelta(days=89)
        call(1, received_at=old)
        kept = call(2, received_at=young)
        for moment in (old, young):
            day = clock.local(moment).date()
            WrongCalls.objects.create(provider="fadada", day=day, times=1, last_at=moment)
        assert daily.forget_calls(clock.now()) == 2
        assert Inbox.objects.get() == kept
        assert WrongCalls.objects.count() == 1

    @pytest.mark.parametrize("state", ["pending", "failed"])
    def test_what_somebody_has_yet_to_look_at_stays(self, state: str) -> None:
        row = call(1, received_at=clock.now() - self.OLD, state=Inbox.State.RECEIVED)
        job = Outbox.objects.create(
            dedupe=inbox.job_of(row),
            topic=inbox.TOPIC,
            payload={"inbox": row.pk},
            available_at=clock.now(),
            state=state,
        )
        assert daily.forget_calls(clock.now()) == 0
        Outbox.objects.filter(pk=job.pk).update(state=Outbox.State.GIVEN_UP)
        assert daily.forget_calls(clock.now()) == 1
