"""One signing service after the other, with the same verbs: what people do there, what it calls."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client

from lizhi.common import clock
from lizhi.signing import actions
from lizhi.signing.actions import doors
from lizhi.signing.models import Door, Envelope
from lizhi.signing.providers import wire
from lizhi.signing.providers.fadada import client as fadada_client
from tests.signing import world
from tests.simulators.calling import Call, Calls
from tests.simulators.esign import Esign
from tests.simulators.fadada import Fadada
from tests.simulators.fadada.tasks import Task
from tests.simulators.web import Line

OTP = "123456"
REASON = "金额不对"


class Service(Protocol):
    """A signing service as the scenarios see it."""

    name: str

    def sign(self, envelope: Envelope) -> None:
        """The employee signs, whatever that takes with this service."""

    def decline(self, envelope: Envelope) -> None:
        """The employee says no."""

    def settle(self) -> None:
        """Let calls arrive and jobs be done until nothing is left that can be done now."""


class Builtin:
    """The service inside the house."""

    name = "builtin"

    def sign(self, envelope: Envelope) -> None:
        """A code, a drawn name."""
        world.sign(world.employee(envelope))

    def decline(self, envelope: Envelope) -> None:
        """On our own page."""
        actor = world.employee(envelope)
        assert actor.user
        actions.decline(actor, reason="terms", words=REASON, by=actor.user, at=clock.now())

    def settle(self) -> None:
        """Jobs only."""
        world.work()


@dataclass
class Outside:
    """A service outside, played by its simulator in this very process."""

    name: str
    sim: Any

    @property
    def calls(self) -> Calls:
        """What it has called, or is going to."""
        found: Calls = self.sim.calls
        return found

    def address(self, envelope: Envelope) -> str:
        """Where our page leads the employee to."""
        return doors.address_of(Door.objects.get(actor=world.employee(envelope)))

    def visit(self, envelope: Envelope, url: str = "", **form: str) -> httpx.Response:
        """The employee opens the address, or has it open still, and hands the page in."""
        actor = world.employee(envelope)
        assert actor.user
        url = url or self.address(envelope)
        with httpx.Client(transport=Line(self.sim)) as browser:
            browser.get(url)
            return browser.post(url, data={"account": actor.user.phone, "otp": OTP, **form})

    def read(self, envelope: Envelope) -> None:
        """The employee opens the address, and hands nothing in."""
        with httpx.Client(transport=Line(self.sim)) as browser:
            assert browser.get(self.address(envelope)).is_success

    def sign(self, envelope: Envelope, url: str = "") -> None:
        """With the code that this service sends."""
        answer = self.visit(envelope, url, do="sign")
        assert answer.status_code == 302, answer.text
        there = urlsplit(answer.headers["Location"])
        assert there.path == f"/sign/{envelope.biz_no}/outside/"

    def decline(self, envelope: Envelope) -> None:
        """On its page."""
        assert self.visit(envelope, do="decline", reason=REASON).status_code == 302

    def post(self, call: Call) -> bool:
        """As the service does; True when we said what it wants to hear."""
        query = "&".join(f"{name}={value}" for name, value in call.query.items())
        answer = Client().post(
            f"/hooks/signing/{self.name}" + (f"?{query}" if query else ""),
            call.raw,
            content_type=call.headers.get("Content-Type", "application/x-www-form-urlencoded"),
            headers={key: value for key, value in call.headers.items() if key != "Content-Type"},
        )
        return answer.status_code == 200 and self.sim.is_acknowledged(answer.content)

    def settle(self) -> None:
        """Calls and jobs bring one another about."""
        while self.calls.deliver(self.post) + world.work():
            pass


def later(service: Service, **span: int) -> None:
    """Let time pass, and what is due by then be done."""
    with clock.at(clock.now() + dt.timedelta(**span)):
        service.settle()


def fadada(settings: Any, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Outside:
    """Keys are entered, the root is trusted, the line leads into the simulator."""
    sim = Fadada()
    settings.FADADA_URL = "http://fadada.test/api/v5"
    settings.FADADA_APP_ID = sim.gate.app_id
    settings.FADADA_APP_SECRET = sim.secret
    settings.FADADA_COMPANIES = ["corp-1/seal-1"]
    settings.FADADA_BUSINESS_ID = "scene-1"
    fadada_client.forget_tokens()
    _connect("fadada", sim, settings, monkeypatch, folder)
    return Outside("fadada", sim)


def esign(settings: Any, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Outside:
    """Keys are entered, the root is trusted, the line leads into the simulator."""
    sim = Esign()
    settings.ESIGN_URL = sim.host
    settings.ESIGN_APP_ID = sim.app_id
    settings.ESIGN_APP_SECRET = sim.secret
    settings.ESIGN_COMPANIES = ["own/seal-1"]
    _connect("esign", sim, settings, monkeypatch, folder)
    return Outside("esign", sim)


def _connect(
    name: str, sim: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    settings.SIGNING_PROVIDER = name
    settings.SIGNING_ROOTS = folder
    folder.joinpath(f"{name}.pem").write_bytes(sim.vendor.root_pem)
    monkeypatch.setattr(wire, "transport", lambda: Line(sim))


def task_of(service: Outside, envelope: Envelope) -> Task:
    """What the simulator of 法大大 holds of it."""
    found: Task = service.sim.tasks[envelope.ref]
    return found
