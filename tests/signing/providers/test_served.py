"""A simulator is a server as well: whoever builds on the house can play with it."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lizhi.common import clock
from lizhi.documents.validation import services
from lizhi.signing.providers import get_provider
from lizhi.signing.providers.fadada import client as fadada_client
from lizhi.signing.providers.fadada import unverified
from lizhi.signing.providers.failing import ServiceSilent
from tests.simulators.esign import Esign
from tests.simulators.fadada import Fadada
from tests.simulators.fadada.gate import A_SECOND
from tests.workflow.programs import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@contextmanager
def served(
    name: str, folder: Path, *, port: str = "0", callback: str = "", moment: Path | None = None
) -> Iterator[str]:
    """Its address, as long as it runs; its root certificate lies in the folder.

    `moment` is the file that moves its clock.
    """
    command = [sys.executable, "-m", "tests.simulators", name, "--root", str(folder / "root.pem")]
    command += ["--port", port, "--callback", callback]
    env = os.environ | ({"LIZHI_CLOCK_FILE": str(moment)} if moment else {})
    with subprocess.Popen(  # noqa: S603  our own
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=env
    ) as running:
        try:
            assert running.stdout
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


def fadada(settings: Any, host: str) -> None:
    """The keys that it knows from the start."""
    sim = Fadada()
    settings.FADADA_URL = f"{host}/api/v5"
    settings.FADADA_APP_ID, settings.FADADA_APP_SECRET = sim.gate.app_id, sim.secret
    settings.FADADA_COMPANIES = ["corp-1/seal-1"]
    settings.FADADA_BUSINESS_ID = "scene-1"
    fadada_client.forget_tokens()


def esign(settings: Any, host: str) -> None:
    """The same."""
    sim = Esign()
    settings.ESIGN_URL, settings.ESIGN_APP_ID, settings.ESIGN_APP_SECRET = (
        host,
        sim.app_id,
        sim.secret,
    )
    settings.ESIGN_COMPANIES = ["own/seal-1"]


@pytest.mark.parametrize(("name", "connect"), [("fadada", fadada), ("esign", esign)])
def test_what_is_served_answers_whoever_checks_the_connection(
    name: str, connect: Any, settings: Any, tmp_path: Path
) -> None:
    with served(name, tmp_path) as host, clock.system():
        connect(settings, host)
        settings.SIGNING_PROVIDER, settings.SIGNING_ROOTS = name, tmp_path
        found = get_provider(name).check()
        assert found
        assert [one.words for one in found if not one.good] == []
        assert len(services.trusted()) == 1


@pytest.mark.parametrize(("name", "connect"), [("fadada", fadada), ("esign", esign)])
def test_it_refuses_keys_that_are_not_its_own(
    name: str, connect: Any, settings: Any, tmp_path: Path
) -> None:
    with served(name, tmp_path) as host, clock.system():
        connect(settings, host)
        setattr(settings, f"{name.upper()}_APP_SECRET", "another")
        fadada_client.forget_tokens()
        assert not all(one.good for one in get_provider(name).check())


def ask() -> object:
    """A question to 法大大 that changes nothing."""
    return fadada_client.call("/sign-task/owner/get-list", unverified.list_body({}, 1, 1))


def set_clock(file: Path, moment: dt.datetime) -> None:
    """Whole at once: the server reads it at any time."""
    new = file.with_suffix(".new")
    new.write_text(moment.isoformat())
    new.replace(file)


def test_a_served_one_counts_the_calls_of_a_second(
    settings: Any, tmp_path: Path, monday: dt.datetime
) -> None:
    moment = tmp_path / "clock"
    set_clock(moment, monday)
    with served("fadada", tmp_path, moment=moment) as host:
        fadada(settings, host)
        for _time in range(A_SECOND):
            ask()
        with pytest.raises(ServiceSilent, match="100004"):
            ask()
        later = monday + dt.timedelta(seconds=1)
        set_clock(moment, later)
        with clock.at(later):
            ask()


def test_a_served_one_that_was_started_anew_gives_a_new_token(
    settings: Any, tmp_path: Path
) -> None:
    with served("fadada", tmp_path) as host, clock.system():
        fadada(settings, host)
        ask()
        kept = fadada_client.token()
    with served("fadada", tmp_path, port=host.rpartition(":")[2]), clock.system():
        assert fadada_client.token() == kept  # nobody knows yet that it is worth nothing
        ask()
    fadada_client.forget_tokens()
