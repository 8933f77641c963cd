"""The administrator sees what could not be done, and says what becomes of it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.delays import DELAYS
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.jobs import daily, doing, giving_up, pausing, trying
from lizhi.jobs.models import Outbox, Pause, Worker
from lizhi.notifications import actions as notifications
from lizhi.notifications import providers, waiting
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed
from lizhi.offboarding import words
from lizhi.offboarding.notice_texts import NOTICES
from lizhi.people.models import RoleGrant
from lizhi.workflow import actions as workflow
from tests import make
from tests.conftest import MONDAY
from tests.jobs.conftest import DONE

pytestmark = pytest.mark.django_db
PAGE = "/desk/jobs/"


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def case() -> Case:
    """张敏 has resigned; her manager, HR and finance are there."""
    boss = make.employee("王磊", "13911110001", department="管理部")
    hr = make.employee("李丽", "13911110002", department="人力资源部")
    make.grant(hr.user, RoleGrant.Role.HR)
    money = make.employee("陈洁", "13911110003", department="财务部")
    make.grant(money.user, RoleGrant.Role.FINANCE)
    leaver = make.employee("张敏", "13812342046", reports_to=boss)
    return make.case(leaver)


def failed(case: Case | None, topic: str = "notices.send", **payload: Any) -> Outbox:
    """A row at which the machine has given up."""
    workflow.queue(topic, payload, dedupe=f"{topic}:{len(payload)}", at=MONDAY, case=case)
    row = Outbox.objects.get(dedupe=f"{topic}:{len(payload)}")
    row.state, row.attempts, row.last_error = "failed", 8, "builtins.ConnectionError"
    row.save()
    return row


def step(case: Case, name: str) -> Outbox:
    """The machine has given up at the automatic step at which this case stands."""
    run = case.runs.get(step=name, state="open")
    row = Outbox.objects.get(dedupe=f"run:{run.pk}")
    Outbox.objects.filter(pk=row.pk).update(state="failed", attempts=8, last_error="x.Stale")
    row.refresh_from_db()
    return row


def test_what_failed_stands_first_with_its_case_its_error_and_what_to_do(
    desk: Any, case: Case
) -> None:
    failed(case)
    page = text(desk.get(PAGE))
    assert "1 件没办成，请您看一下" in page
    assert case.number in page
    assert "ConnectionError" in page
    assert "对方没有回应。看看它的设置，再试" in page
    assert "8 次" in page


def test_nobody_is_named_on_the_page(desk: Any, case: Case) -> None:
    make.work()
    failed(case)
    for show in ("look", "waits", "done", "given_up"):
        page = text(desk.get(PAGE, {"show": show}))
        for personal in ("张敏", "王磊", "13812342046", "138****2046"):
            assert personal not in page


def test_a_search_by_the_number_of_a_case_finds_its_rows_only(desk: Any, case: Case) -> None:
    failed(case)
    failed(None, "endings.remind", to=1)
    page = text(desk.get(PAGE, {"case": case.number}))
    assert "有关单子的短信" in page
    assert "合同到期的短信" not in page


def test_the_figures_count_what_waits_what_failed_and_what_was_done(desk: Any, case: Case) -> None:
    make.work()
    failed(case)
    Worker.objects.create(name="abcdef0123", seen_at=clock.now())
    figures = desk.get(PAGE).context["figures"]
    assert (figures.failed, figures.workers, figures.late_timers) == (1, 1, 0)
    assert figures.done == Outbox.objects.filter(state="done").count() > 0
    later = clock.now() + dt.timedelta(hours=25)
    with clock.at(later):
        assert desk.get(PAGE)["Location"].startswith("/sign-in/again/")  # a code of yesterday


def test_a_worker_that_is_silent_is_not_called_alive(desk: Any) -> None:
    Worker.objects.create(name="alive000", seen_at=MONDAY - dt.timedelta(seconds=3))
    Worker.objects.create(name="silent00", seen_at=MONDAY - dt.timedelta(minutes=5))
    shown = desk.get(PAGE).context["workers"]
    assert [(one.name, one.alive) for one in shown] == [("alive000", True), ("silent00", False)]


def test_the_page_does_not_say_that_all_goes_on_while_a_case_stands_still(
    desk: Any, case: Case
) -> None:
    failed(case)
    assert "离职没有因此停下" in text(desk.get(PAGE))
    failed(case, "workflow.step", run=1, other=2)
    page = text(desk.get(PAGE))
    assert "1 件单子停在自动的一步" in page
    assert "离职没有因此停下" not in page


def test_without_a_worker_the_page_says_so(desk: Any) -> None:
    assert "没有工人在" in text(desk.get(PAGE))


def test_the_jobs_of_a_day_show_when_they_were_done(desk: Any) -> None:
    daily.queue_due(MONDAY)
    doing.run_outbox(MONDAY)
    timed = desk.get(PAGE).context["timed"]
    assert {one.row.state for one in timed} == {"done"}


def test_again_tries_it_from_the_beginning(desk: Any, case: Case, failing: list[Exception]) -> None:
    row = failed(case)
    assert desk.post(reverse("jobs:again", args=[row.pk]))["Location"] == PAGE
    doing.run_outbox(clock.now())
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("done", 1)
    assert row.pk in DONE
    with pytest.raises(AlreadyDone):
        trying.again(row, by=User.objects.get(name="罗勇"), at=clock.now())


def test_what_waits_for_its_next_try_is_tried_at_once_and_keeps_its_count(
    desk: Any, case: Case, failing: list[Exception]
) -> None:
    failing.append(ConnectionError())
    workflow.queue("endings.remind", {}, dedupe="k", at=MONDAY)
    doing.run_outbox(MONDAY)
    row = Outbox.objects.get(dedupe="k")
    assert row.available_at > MONDAY
    assert "现在试" in text(desk.get(PAGE))
    desk.post(reverse("jobs:again", args=[row.pk]))
    row.refresh_from_db()
    assert (row.available_at, row.attempts) == (MONDAY, 1)


def test_all_that_has_stopped_is_tried_by_one_button(desk: Any, case: Case) -> None:
    failed(case)
    failed(None, "endings.remind", to=1)
    desk.post(reverse("jobs:all_again"))
    assert not Outbox.objects.filter(state="failed").exists()


def test_whoever_gives_up_writes_why_and_the_case_tells_it(desk: Any, case: Case) -> None:
    row = failed(case)
    address = reverse("jobs:give_up", args=[row.pk])
    assert "短信收不到了" in text(desk.get(address))
    empty = desk.post(address, {"reason": " "})
    assert empty.status_code == 422
    assert "请写原因" in text(empty)
    assert desk.post(address, {"reason": "号码停用了，已经打电话"}).status_code == 302
    event = case.events.get(kind="job_given_up")
    assert event.actor == User.objects.get(name="罗勇")
    assert event.facts == {"topic": "notices.send"}
    assert chain.read(event) == "号码停用了，已经打电话"
    row.refresh_from_db()
    assert (row.state, row.reason) == ("given_up", "")
    again = desk.post(address, {"reason": "又一次"})
    assert again.status_code == 409
    assert case.events.filter(kind="job_given_up").count() == 1
    assert doing.run_outbox(MONDAY + dt.timedelta(days=9), most=0) == 0


def test_a_row_without_a_case_keeps_its_reason_itself(administrator: User) -> None:
    row = failed(None, "daily.job", job="lizhi.jobs.daily.forget_jobs")
    giving_up.give_up(row, by=administrator, reason="盘满了", at=MONDAY)
    row.refresh_from_db()
    assert (row.state, row.reason, row.given_up_by) == ("given_up", "盘满了", administrator)


def test_what_a_worker_does_at_this_moment_is_not_given_up(administrator: User, case: Case) -> None:
    row = failed(case)
    Outbox.objects.filter(pk=row.pk).update(
        state="pending", leased_until=MONDAY + dt.timedelta(seconds=30)
    )
    with pytest.raises(Refused, match="两分钟"):
        giving_up.give_up(row, by=administrator, reason="不要了", at=MONDAY)


def test_a_worker_that_was_only_slow_does_not_undo_what_was_given_up(
    administrator: User, case: Case
) -> None:
    workflow.queue("endings.remind", {}, dedupe="k", at=MONDAY)
    slow = doing._take(MONDAY)  # noqa: SLF001
    assert slow is not None
    while slow.dedupe != "k":
        slow = doing._take(MONDAY)  # noqa: SLF001
        assert slow is not None
    later = MONDAY + dt.timedelta(minutes=5)
    giving_up.give_up(Outbox.objects.get(dedupe="k"), by=administrator, reason="慢", at=later)
    doing._done(slow)  # noqa: SLF001
    assert Outbox.objects.get(dedupe="k").state == "given_up"


def test_the_certificate_cannot_be_given_up(desk: Any, case: Case, administrator: User) -> None:
    make.work()
    ends = dt.datetime.combine(case.contract_end, dt.time(0, 6), clock.SHANGHAI)
    with clock.at(ends.astimezone(dt.UTC)):
        workflow.let_time_act(clock.now())
        row = step(case, "certificate")
        with pytest.raises(Refused, match="劳动合同法 50"):
            giving_up.give_up(row, by=administrator, reason="印不出", at=clock.now())
    page = text(desk.get(reverse("jobs:give_up", args=[row.pk])))
    assert "这一件不能放着不办" in page
    assert "劳动合同法 50" in page
    row.refresh_from_db()
    assert row.state == "failed"


def test_without_the_agreement_the_case_goes_on_and_nobody_is_asked_to_sign(
    case: Case, administrator: User
) -> None:
    make.work()
    task = make.open_task(case, "acknowledgement")
    workflow.complete(task, outcome="acknowledged", by=task.assignee, at=clock.now())
    row = step(case, "send_agreement")
    giving_up.give_up(row, by=administrator, reason="模板坏了", at=clock.now())
    assert "signature" not in make.open_steps(case)
    assert "send_agreement" not in make.open_steps(case)
    before = Message.objects.count()
    make_work_but(row)
    texts = [one.text for one in Message.objects.order_by("pk")[before:]]
    assert not [one for one in texts if "离职协议发给您了" in one]
    handover = case.runs.get(step="handover", state="open")
    workflow.close_run(handover, outcome="finished", by=None, at=clock.now())
    assert "confirmation" in make.open_steps(case)


def make_work_but(row: Outbox) -> None:
    """Everything but this row, which keeps its error."""
    while doing.run_outbox(clock.now()):
        pass
    left = Outbox.objects.exclude(pk=row.pk).exclude(last_error="")
    assert list(left.values_list("topic", "last_error")) == []


def test_every_topic_of_the_house_says_what_follows(settings: Any) -> None:
    assert set(settings.OUTBOX_HANDLERS) <= set(giving_up.FOLLOWS)


def test_only_administrators_look_after_it(case: Case) -> None:
    hr = User.objects.get(name="李丽")
    row = failed(case)
    with pytest.raises(NotPermitted):
        giving_up.give_up(row, by=hr, reason="x", at=MONDAY)
    with pytest.raises(NotPermitted):
        trying.again(row, by=hr, at=MONDAY)
    with pytest.raises(NotPermitted):
        pausing.pause(by=hr, reason="x", at=MONDAY)
    assert make.signed_in(Client(), hr).get(PAGE).status_code == 403


def test_a_pause_shows_what_will_wait_and_holds_it_back(
    desk: Any, case: Case, failing: list[Exception]
) -> None:
    page = text(desk.get(reverse("jobs:pause")))
    waits = Outbox.objects.filter(topic="notices.send", available_at__lte=MONDAY).count()
    assert f"现在就有 {waits} 条" in page
    assert desk.post(reverse("jobs:pause"), {"reason": ""}).status_code == 422
    desk.post(reverse("jobs:pause"), {"reason": "短信网关乱发"})
    assert "短信网关乱发" in text(desk.get(PAGE))
    doing.run_outbox(MONDAY, paused=pausing.is_on())
    left = set(Outbox.objects.filter(state="pending").values_list("topic", flat=True))
    assert left == {"notices.send"}
    desk.post(reverse("jobs:resume"))
    doing.run_outbox(MONDAY, paused=pausing.is_on())
    assert not Outbox.objects.filter(state="pending", available_at__lte=MONDAY).exists()


def test_pausing_twice_is_one_pause(administrator: User) -> None:
    pausing.pause(by=administrator, reason="一", at=MONDAY)
    with pytest.raises(AlreadyDone):
        pausing.pause(by=administrator, reason="二", at=MONDAY)
    pausing.resume(by=administrator, at=MONDAY)
    pausing.resume(by=administrator, at=MONDAY)
    assert Pause.objects.get().ended_at == MONDAY
    pausing.pause(by=administrator, reason="三", at=MONDAY)
    assert pausing.is_on()


def test_during_a_pause_certificates_go_on(
    case: Case, administrator: User, failing: list[Exception]
) -> None:
    doing.run_outbox(MONDAY)
    pausing.pause(by=administrator, reason="网关", at=MONDAY)
    ends = dt.datetime.combine(case.contract_end, dt.time(0, 6), clock.SHANGHAI)
    with clock.at(ends.astimezone(dt.UTC)):
        workflow.let_time_act(clock.now())
        run = case.runs.get(step="certificate", state="open")
        doing.run_outbox(clock.now(), paused=True)
    assert Outbox.objects.get(dedupe=f"run:{run.pk}").state == "done"


@pytest.fixture
def sender_is_down(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """At the edge of the house: a gateway that is away."""
    down = [True]
    real = providers.get

    class Away:
        def send(self, message: Message) -> str:
            if down[0]:
                raise SendFailed("timeout", permanent=False)
            return str(real("box").send(message))

    monkeypatch.setattr(providers, "get", lambda name: Away())
    return down


def a_text(key: str = "phone", **more: Any) -> Message:
    return notifications.prepare(
        key=key,
        channel="sms",
        address="13812342046",
        template="phone.changed",
        text="【荔枝离职】您的手机号换了",
        due_at=MONDAY,
        **more,
    )


def test_a_text_that_fails_is_tried_later_and_later_and_then_somebody_must_look(
    sender_is_down: list[bool],
) -> None:
    message, now = a_text(), MONDAY
    for tried in range(1, 9):
        assert message.due_at is not None
        now = max(now, message.due_at)
        while waiting.deliver_due(now) and not now_tried(message, tried):
            assert message.due_at is not None
            now = message.due_at  # it was night: the morning has it
        gap = None if tried > 7 else DELAYS[tried - 1]
        assert gap is None or message.due_at == now + gap
    assert (message.state, message.error) == ("failed", "timeout")
    assert waiting.deliver_due(now + dt.timedelta(days=9)) == 0


def now_tried(message: Message, times: int) -> bool:
    message.refresh_from_db()
    return message.attempts == times


def test_a_text_that_nobody_could_send_stands_on_the_page_without_its_words(
    sender_is_down: list[bool], desk: Any
) -> None:
    message = a_text()
    waiting.deliver_due(MONDAY)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == ("waiting", 1, "timeout")
    assert message.due_at == MONDAY + dt.timedelta(seconds=10)
    page = text(desk.get(PAGE))
    assert "phone.changed" in page
    assert "13812342046" not in page
    assert "手机号换了" not in page
    sender_is_down[0] = False
    desk.post(reverse("jobs:text_again", args=[message.pk]))
    waiting.deliver_due(MONDAY)
    message.refresh_from_db()
    assert message.state == "sent"
    assert "phone.changed" not in text(desk.get(PAGE))
    assert desk.post(reverse("jobs:text_again", args=[message.pk])).status_code == 409


def test_a_text_can_be_given_up_with_a_reason(sender_is_down: list[bool], desk: Any) -> None:
    message = a_text()
    waiting.deliver_due(MONDAY)
    address = reverse("jobs:give_up_text", args=[message.pk])
    assert desk.post(address, {"reason": ""}).status_code == 422
    desk.post(address, {"reason": "本人已知道"})
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "本人已知道")
    sender_is_down[0] = False
    assert waiting.deliver_due(MONDAY + dt.timedelta(days=1)) == 0
    assert desk.get(address).status_code == 404


def test_during_a_pause_codes_go_out_and_other_texts_wait() -> None:
    code = a_text("code", of_use_until=MONDAY + dt.timedelta(minutes=10))
    other = a_text("other")
    assert waiting.deliver_due(MONDAY, only_in_a_hurry=True) == 1
    code.refresh_from_db()
    other.refresh_from_db()
    assert (code.state, other.state) == ("sent", "waiting")


def test_the_story_of_a_case_has_words_for_what_was_given_up() -> None:
    assert words.of("job_given_up") == "系统的一步不办了，原因在这里"
    assert ("job_given_up", "") not in NOTICES


class Broken:
    """A sender with a fault of its own."""

    def send(self, message: Message) -> str:
        raise KeyError(message.address)


def test_a_sender_with_a_fault_of_its_own_is_tried_later_and_seen_without_an_address(
    monkeypatch: pytest.MonkeyPatch, desk: Any, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(providers, "get", lambda name: Broken())
    message, other = a_text(), a_text("other")
    assert waiting.deliver_due(MONDAY) == 2  # the first one keeps the second from nothing
    for one in (message, other):
        one.refresh_from_db()
        assert (one.state, one.error) == ("waiting", "builtins.KeyError")
        assert one.due_at == MONDAY + dt.timedelta(seconds=10)
    assert "13812342046" not in caplog.text
    assert "phone.changed" in text(desk.get(PAGE))


def test_a_text_over_which_worker_after_worker_dies_is_given_up(db: None) -> None:
    message = a_text()
    Message.objects.filter(pk=message.pk).update(attempts=8)
    waiting.deliver_due(MONDAY)
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "worker lost")
