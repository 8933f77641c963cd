"""A name at the service of another firm: there and back on a phone, with its calls and without."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.plugin import DjangoDbBlocker

from lizhi.archive.models import Package
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.config.demo.stage import free_port
from lizhi.documents import actions as documents
from lizhi.documents import packages
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.people.models import RoleGrant
from lizhi.settlement import actions as settlement
from lizhi.signing import trust
from lizhi.signing.models import Actor, Envelope, Inbox
from lizhi.signing.providers.fadada import client as fadada_client
from lizhi.signing.providers.titles import title_of
from lizhi.workflow import actions as workflow
from tests import make, stories
from tests.journeys import hands
from tests.journeys.browser import ROOT
from tests.journeys.conftest import DESK
from tests.journeys.house import House
from tests.journeys.person import Person
from tests.signing import world as signing
from tests.simulators.esign import Esign
from tests.simulators.fadada import Fadada
from tests.stories import Company

Somebody = Callable[..., Person]
NAMES = ("fadada", "esign")
OTP = "123456"
AGREEMENT = "separation_agreement"


@dataclass
class Service:
    """The simulator of a service, served by a process of its own."""

    name: str
    mute: Path
    """While this file exists it calls nobody."""

    @property
    def title(self) -> str:
        """As people call it."""
        return title_of(self.name)


PORTS = {name: free_port() for name in NAMES}


def keys(folder: Path) -> dict[str, Any]:
    """Settings of both services, by the keys that the simulators know from the start."""
    fadada, esign = Fadada(), Esign()
    return {
        "FADADA_URL": f"http://127.0.0.1:{PORTS['fadada']}/api/v5",
        "FADADA_APP_ID": fadada.gate.app_id,
        "FADADA_APP_SECRET": fadada.secret,
        "FADADA_COMPANIES": ["corp-1/seal-1"],
        "FADADA_BUSINESS_ID": "scene-1",
        "ESIGN_URL": f"http://127.0.0.1:{PORTS['esign']}",
        "ESIGN_APP_ID": esign.app_id,
        "ESIGN_APP_SECRET": esign.secret,
        "ESIGN_COMPANIES": ["own/seal-1"],
        "SIGNING_ROOTS": folder,
    }


class Connected(House):
    """A house whose worker may have to ask a service again: that is no failure."""

    def _work(self) -> None:
        with self.connected():
            while doing.run_outbox(clock.now()) or workflow.let_time_act(clock.now()):
                pass


@pytest.fixture(scope="module")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An installation that is connected to both services."""
    folder = tmp_path_factory.mktemp("outside")
    roots = folder / "roots"
    roots.mkdir()
    told = {
        f"LIZHI_{name}": ",".join(value) if isinstance(value, list) else str(value)
        for name, value in keys(roots).items()
    }
    house = Connected(folder, **told)
    try:
        house.open()
        yield house
    finally:
        house.close()


@pytest.fixture
def house(open_house: House, django_db_blocker: DjangoDbBlocker, settings: Any) -> Iterator[House]:
    """The same settings in the process of the test, which is the worker's."""
    for name, value in keys(Path(open_house.environment["LIZHI_SIGNING_ROOTS"])).items():
        setattr(settings, name, value)
    with django_db_blocker.unblock(), open_house.entered():
        yield open_house


@pytest.fixture(params=NAMES)
def service(
    request: pytest.FixtureRequest, house: House, company: Company, settings: Any, tmp_path: Path
) -> Iterator[Service]:
    """Papers go to this one from now on; its clock is that of the house, and it calls there."""
    name = request.param
    settings.SIGNING_PROVIDER = name
    fadada_client.forget_tokens()
    made = Service(name, tmp_path / "mute")
    command = [sys.executable, "-m", "tests.simulators", name, "--port", str(PORTS[name])]
    command += ["--callback", f"{house.url}/hooks/signing/{name}", "--mute", str(made.mute)]
    command += ["--root", str(Path(settings.SIGNING_ROOTS) / f"{name}.pem")]
    command += ["--company", company.zhang_min.entity.name]
    env = os.environ | {"LIZHI_CLOCK_FILE": str(house.clock_file)}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603  our own
        try:
            assert running.stdout
            assert running.stdout.readline().strip().endswith(str(PORTS[name]))
            yield made
        finally:
            running.terminate()


@pytest.fixture
def case(service: Service, company: Company) -> Case:
    """The agreement lies on her phone since this morning, and at the service."""
    made = stories.acknowledged(company)
    company.house.at("2026-11-25 09:05")
    return made


def agreement(case: Case) -> Envelope:
    """The newest one, as it stands."""
    return case.envelopes.filter(purpose=AGREEMENT).order_by("-pk")[0]


def goes_there(phone: Person, service: Service) -> None:
    """From the message to the page of the service."""
    phone.is_known()
    phone.open_message("离职协议发给您了")
    phone.sees("先看一遍，再签字")
    phone.tap("看完了，去签字")
    phone.house.settle()
    phone.sees(f"到{service.title}签署")
    phone.look(f"outside-{service.name}")
    phone.narrow(320, 390)
    phone.tap(f"去{service.title}签署")
    phone.sees("离职协议")


def signs_there(phone: Person, service: Service) -> None:
    """Number and code; the service leads back."""
    assert phone.user
    if service.name == "fadada":
        phone.type("手机号", phone.user.phone)
    phone.type("验证码", OTP)
    phone.tap("签署")
    phone.page.wait_for_url("**/outside/**")


def test_there_and_back_and_signed_only_once_the_file_is_here(
    case: Case, company: Company, service: Service, person: Somebody, house: House, tmp_path: Path
) -> None:
    phone = person(case.leaver, role=f"signs at {service.name}")
    goes_there(phone, service)
    service.mute.touch()
    signs_there(phone, service)
    expect(phone.page.get_by_role("button", name="我已经签了")).to_be_visible()
    assert signing.employee(agreement(case)).state == Actor.State.ASKED
    service.mute.unlink()
    called(phone.house, "actor.signed", case)
    phone.sees(f"您已在{service.title}签好")
    phone.look(f"outside-{service.name}-signed")
    assert agreement(case).paper.state == Paper.State.DRAFT

    ends(company, house, case)
    phone.open(f"/sign/{agreement(case).biz_no}/done/")
    phone.sees("签好了，协议生效")
    phone.look(f"outside-{service.name}-done")
    desk = person(company.li_li, DESK)
    desk.is_known()
    desk.open(f"/desk/case/{case.number}/")
    expect(desk.page.get_by_text("离职协议").first).to_be_visible()
    an_administrator_looks(house, case, service, person)
    the_package_holds(company, house, case, tmp_path)


def until(house: House, so: Callable[[], bool]) -> None:
    """Calls and answers come when they come; the worker does what they bring."""
    for _time in range(PATIENCE):
        house.settle()
        if so():
            return
        time.sleep(0.25)
    raise AssertionError(so)


PATIENCE = 120


def has_signed(case: Case) -> bool:
    """As far as we know."""
    return signing.employee(agreement(case)).state == Actor.State.SIGNED


def called(house: House, kind: str, case: Case) -> None:
    """The call has come, and the worker has acted on it."""
    mine = Inbox.objects.filter(envelope__case=case, kind=kind, state=Inbox.State.APPLIED)
    until(house, mine.exists)


def nothing_is_left(case: Case) -> None:
    """No job of this case has failed, and none waits for its next try."""
    left = Outbox.objects.filter(case=case).exclude(last_error="")
    assert list(left.values_list("topic", "last_error")) == []


def ends(company: Company, house: House, case: Case) -> None:
    """Handover, the company's word, its seal at the service; then the file comes here."""
    stories.hand_over(company, case)
    company.house.at("2026-11-25 14:02")
    stories.confirm(company, case)
    called(house, "envelope.completed", case)
    company.house.at("2026-11-25 14:40")
    envelope = agreement(case)
    assert envelope.state == Envelope.State.COMPLETED
    assert envelope.paper.state == Paper.State.VALID


def test_a_service_that_never_calls_is_asked_and_the_page_says_so_then(
    case: Case, company: Company, service: Service, person: Somebody
) -> None:
    service.mute.touch()
    phone = person(case.leaver)
    goes_there(phone, service)
    signs_there(phone, service)
    expect(phone.page.get_by_role("button", name="我已经签了")).to_be_visible()
    phone.tap("我已经签了")
    until(phone.house, lambda: has_signed(case))
    phone.sees(f"您已在{service.title}签好")
    stories.hand_over(company, case)
    company.house.at("2026-11-25 14:02")
    stories.confirm(company, case)
    assert agreement(case).paper.state == Paper.State.DRAFT
    for later in ("14:20", "14:40", "15:20", "16:40"):
        company.house.at(f"2026-11-25 {later}")
    assert agreement(case).state == Envelope.State.COMPLETED
    heard = Inbox.objects.filter(envelope=agreement(case))
    assert not heard.filter(kind__in=("actor.signed", "envelope.completed")).exists()


def test_hr_has_it_signed_in_the_house_while_the_page_of_the_service_is_open(
    case: Case, company: Company, service: Service, person: Somebody
) -> None:
    phone = person(case.leaver)
    goes_there(phone, service)
    old = agreement(case)
    desk = person(company.li_li, DESK)
    desk.is_known()
    desk.open(f"/desk/case/{case.number}/agreement/")
    desk.look(f"desk-sign-here-{service.name}", big=False)
    desk.tap("改在这里签")
    company.house.settle()

    assert phone.user
    if service.name == "fadada":
        phone.type("手机号", phone.user.phone)
    phone.type("验证码", OTP)
    phone.tap("签署")
    expect(phone.page.get_by_text("现在不能签")).to_be_visible()
    new = agreement(case)
    assert (new.provider, new.paper_id) == ("builtin", old.paper_id)
    phone.open(f"/sign/{old.biz_no}/outside/")
    phone.sees(f"不用在{service.title}签了")
    phone.look(f"outside-{service.name}-taken-back")
    phone.narrow(320, 390)
    phone.tap("去签新发的这份")
    phone.sees("先看一遍，再签字")
    phone.tap("看完了，去签字")
    phone.sees("签字前，再认一次")
    phone.house.settle()
    phone.page.locator("input[name=code]").fill(signing.texted(phone.user))
    phone.tap("同意用电子签名")
    hands.write_name(phone.page)
    phone.tap("签好了，提交")
    until(phone.house, lambda: has_signed(case))
    nothing_is_left(case)
    assert old.actors.get(role="employee").state != Actor.State.SIGNED


def the_package_holds(company: Company, house: House, case: Case, folder: Path) -> None:
    """To the end: the package verifies, the paper of the service at its level."""
    company.house.at("2026-11-25 16:00")
    stories.settle(company, case)
    company.house.at("2026-11-25 17:30")
    version = case.settlements.order_by("-number")[0]
    settlement.answer(version, disputed={}, by=case.leaver, at=clock.now())
    company.house.settle()
    company.house.at("2026-11-27 00:06")
    company.house.at("2026-11-27 09:30")
    file = folder / "package.zip"
    file.write_bytes(documents.read(Package.objects.get(case=case).file))
    root = trust.root_pem()
    verdict = house.worker.submit(packages.check, file, root).result()
    assert verdict.valid, verdict.problems
    nothing_is_left(case)
    worth = {one.assurance for one in verdict.papers["data/documents/离职协议.pdf"].signers}
    assert worth == {"L3"}


def an_administrator_looks(house: House, case: Case, service: Service, person: Somebody) -> None:
    """The page of the calls, in all its widths; a stranger has called, too."""
    admin = make.employee("罗勇", f"139{case.pk:08}").user
    make.grant(admin, RoleGrant.Role.ADMINISTRATOR)
    desk = person(admin, {**DESK, "viewport": {"width": 1366, "height": 900}})
    desk.page.request.post(f"{house.url}/hooks/signing/{service.name}", data="x")
    desk.is_known()
    desk.open("/desk/calls/?show=all")
    expect(desk.page.get_by_text(agreement(case).biz_no).first).to_be_visible()
    desk.look(f"calls-{service.name}")
    desk.narrow(320, 390, 720, 1024, 1366, 1920)
    desk.open("/desk/calls/?show=refused")
    desk.look(f"calls-{service.name}-refused")
    desk.narrow(320, 390)
