"""How often a service may be asked, how long a token lives, whom it does not know."""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lizhi.common import clock
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.signing.models import Envelope
from lizhi.signing.providers import NotReady
from lizhi.signing.providers.esign import client as esign_client
from lizhi.signing.providers.esign import unverified as esign_unverified
from lizhi.signing.providers.fadada import client, unverified
from lizhi.signing.providers.failing import ServiceNotSetUp, ServiceRefuses, ServiceSilent
from tests.signing import world
from tests.signing.providers import played, stages
from tests.signing.providers.played import Outside as Service
from tests.signing.providers.test_faults import after_some_tries
from tests.simulators.fadada.gate import A_SECOND, LIFE, TOKEN_PATH
from tests.simulators.web import Answer

LIST, DETAIL = "/sign-task/owner/get-list", unverified.DETAIL
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def fadada(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Service]:
    """法大大 with nothing on it; what was learned of tokens is forgotten afterwards."""
    yield played.fadada(settings, monkeypatch, tmp_path)
    client.forget_tokens()


@pytest.fixture
def esign(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Service:
    """e签宝 with nothing on it."""
    return played.esign(settings, monkeypatch, tmp_path)


def ask_fadada() -> object:
    """A question that changes nothing."""
    return client.call(LIST, unverified.list_body({}, 1, 1))


def ask_esign() -> object:
    """The same there."""
    return esign_client.post("/v3/sign-flow/sign-flow-list", esign_unverified.list_body(1, 1))


class TestHowOften:
    """法大大: 20 calls a second of one interface (HTTP 403, 100004); e签宝 does not say."""

    def test_the_twenty_first_call_of_one_second_is_asked_again_later(
        self, fadada: Service
    ) -> None:
        for _time in range(A_SECOND):
            ask_fadada()
        with pytest.raises(ServiceSilent, match="100004"):
            ask_fadada()
        with clock.at(clock.now() + SECOND):
            ask_fadada()

    def test_each_interface_is_counted_by_itself(self, fadada: Service) -> None:
        for _time in range(A_SECOND):
            ask_fadada()
        assert client.token()
        with pytest.raises(ServiceRefuses, match="211001"):  # let in, and no such task
            client.call(DETAIL, {"signTaskId": "1"})

    @pytest.mark.django_db
    @pytest.mark.slow
    def test_papers_that_are_sent_all_at_once_all_arrive_and_each_once(
        self, fadada: Service
    ) -> None:
        fadada.sim.gate.most = 1
        envelopes = [
            world.envelope(world.case(name, f"1380000207{number}"))
            for number, name in enumerate(("张敏", "王芳", "赵刚"))
        ]
        fadada.settle()
        out = Envelope.objects.filter(state=Envelope.State.SIGNING)
        assert out.count() < len(envelopes)
        for minutes in (1, 3, 9, 40, 170, 600):
            played.later(fadada, minutes=minutes)
        assert out.count() == fadada.sim.count() == len(envelopes)

    def test_whoever_says_too_many_by_the_number_of_the_web_is_asked_again(
        self, esign: Service
    ) -> None:
        esign.sim.faults.answer = {"/sign-flow-list": Answer(429)}
        with pytest.raises(ServiceSilent, match="429"):
            ask_esign()
        ask_esign()


class TestToken:
    """It lives two hours. Refused, it is renewed once, and what was asked is asked once more."""

    def test_one_that_lives_is_used_again(self, fadada: Service) -> None:
        ask_fadada()
        ask_fadada()
        assert fadada.sim.asked == [TOKEN_PATH, LIST, LIST]

    def test_after_its_two_hours_there_is_a_new_one(self, fadada: Service) -> None:
        ask_fadada()
        first = client.token()
        with clock.at(clock.now() + LIFE):
            ask_fadada()
            assert client.token() != first
        assert fadada.sim.asked == [TOKEN_PATH, LIST, TOKEN_PATH, LIST]

    def test_one_that_is_refused_before_its_time_is_renewed_once(self, fadada: Service) -> None:
        ask_fadada()
        fadada.sim.gate.tokens.clear()
        fadada.sim.asked.clear()
        ask_fadada()
        assert fadada.sim.asked == [LIST, TOKEN_PATH, LIST]

    def test_whoever_refuses_every_token_is_asked_twice_and_no_more(self, fadada: Service) -> None:
        fadada.sim.gate.refusing = 100
        with pytest.raises(ServiceNotSetUp) as error:
            ask_fadada()
        assert error.value.lacks == str(client.KEYS)
        assert fadada.sim.asked == [TOKEN_PATH, LIST, TOKEN_PATH, LIST]
        fadada.sim.gate.refusing = 0
        ask_fadada()

    def test_a_token_for_which_none_is_given_is_not_asked_for_again(self, fadada: Service) -> None:
        refused = Answer.json({"code": "100002", "msg": "no", "success": False}, 401)
        fadada.sim.faults.answer = {TOKEN_PATH: refused}
        with pytest.raises(ServiceNotSetUp):
            ask_fadada()
        assert fadada.sim.asked == [TOKEN_PATH]

    def test_threads_that_need_one_at_once_ask_for_one_together(self, fadada: Service) -> None:
        assert at_once(8) == []
        assert fadada.sim.asked.count(TOKEN_PATH) == 1
        fadada.sim.gate.tokens.clear()
        fadada.sim.asked.clear()
        assert at_once(8) == []
        assert fadada.sim.asked.count(TOKEN_PATH) == 1
        assert fadada.sim.asked.count(LIST) <= 2 * 8


def at_once(count: int) -> list[Exception]:
    """So many threads ask at the same time; what went wrong with any of them."""
    begin, wrong = threading.Barrier(count), []

    def ask() -> None:
        begin.wait()
        try:
            ask_fadada()
        except Exception as error:  # noqa: BLE001  told to the test
            wrong.append(error)

    threads = [threading.Thread(target=ask) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


REFUSED = {
    "another app": ("app_id", "another", esign_client.KEYS),
    "another secret": ("secret", "another", esign_client.KEYS),
    "a clock that is off": ("skew", dt.timedelta(minutes=16), esign_client.CLOCK),
    "a clock that is off the other way": ("skew", -dt.timedelta(minutes=16), esign_client.CLOCK),
    "an address that is not on its list": ("addresses_open", False, esign_client.ADDRESS),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_whom_esign_does_not_let_in_is_told_what_to_mend(esign: Service, what: str) -> None:
    name, value, words = REFUSED[what]
    ask_esign()
    setattr(esign.sim, name, value)
    with pytest.raises(ServiceNotSetUp) as error:
        ask_esign()
    assert error.value.lacks == str(words)


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("code", sorted(esign_client.SET_UP))
def test_what_an_administrator_has_to_mend_is_told_whatever_the_line_says(
    esign: Service, code: int, status: int
) -> None:
    """U: the HTTP status of business errors of e签宝; the number in the answer decides."""
    said = Answer.json({"code": code, "message": "张敏 13800002046", "data": None}, status)
    esign.sim.faults.answer = {"/sign-flow-list": said}
    with pytest.raises(ServiceNotSetUp) as error:
        ask_esign()
    assert error.value.lacks == str(esign_client.SET_UP[code])
    assert "张敏" not in f"{error.value} {error.value.lacks}"


CLOCKS = {"fadada": 5, "esign": 15}


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("name", sorted(CLOCKS))
def test_a_clock_may_be_off_by_as_much_as_the_service_says(
    request: pytest.FixtureRequest, name: str, way: int
) -> None:
    service = request.getfixturevalue(name)
    gate = getattr(service.sim, "gate", service.sim)
    ask = {"fadada": ask_fadada, "esign": ask_esign}[name]
    gate.skew = way * dt.timedelta(minutes=CLOCKS[name])
    ask()
    gate.skew += way * SECOND
    client.forget_tokens()
    with pytest.raises(ServiceNotSetUp) as error:
        ask()
    assert "clock" in error.value.lacks or "时钟" in error.value.lacks
    gate.skew = way * dt.timedelta(minutes=CLOCKS[name])
    ask()


NOT_READY = 1437513
"""Of e签宝: the file is not ready yet (D)."""


@pytest.mark.django_db
@pytest.mark.slow
class TestNotReady:
    """A file that e签宝 is still working on is waited for; nothing is made twice."""

    def test_before_the_flow_is_made(self, esign: Service) -> None:
        busy = Answer.json({"code": NOT_READY, "message": "file is not ready", "data": None})
        esign.sim.faults.answer = {esign.sim.CREATE: busy}
        envelope = stages.sent(esign)
        assert envelope.state == Envelope.State.DRAFT
        after_some_tries(esign)
        assert stages.refreshed(envelope).state == Envelope.State.SIGNING
        assert esign.sim.count() == 1

    def test_after_all_have_signed(self, esign: Service) -> None:
        esign.sim.faults.not_ready = 2
        envelope = stages.sealed(esign)
        assert envelope.state == Envelope.State.ALL_SIGNED
        for minutes in (1, 3, 9):
            played.later(esign, minutes=minutes)
        assert stages.refreshed(envelope).state == Envelope.State.COMPLETED

    def test_one_that_is_never_ready_is_shown_to_somebody_and_not_called_signed(
        self, esign: Service
    ) -> None:
        esign.sim.faults.not_ready = 100
        envelope = stages.sealed(esign)
        for hours in (1, 2, 4, 8, 16, 32, 60):
            played.later(esign, hours=hours)
        row = Outbox.objects.get(topic="signing.fetch")
        assert row.state == Outbox.State.FAILED
        assert row.last_error.endswith(NotReady.__name__)
        assert stages.refreshed(envelope).state == Envelope.State.ALL_SIGNED
        assert envelope.case.events.filter(kind="job_failed").exists()
        esign.sim.faults.not_ready = 0
        with clock.at(clock.now() + dt.timedelta(hours=61)):
            assert doing.try_again(row, at=clock.now())
            esign.settle()
        assert stages.refreshed(envelope).state == Envelope.State.COMPLETED
