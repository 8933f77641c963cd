"""The store has lost or damaged everything: whoever asks for a file is told so, nothing fails."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lizhi.accounts import actions as accounts
from lizhi.cases.models import Event
from lizhi.common import clock
from lizhi.people import seals
from tests import inside, make
from tests.access.table import ROWS, addresses
from tests.access.test_pages import address, browser
from tests.bad_input import failures
from tests.inside import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SAID = "这个文件现在读不出来"
SHARED = {"cases:shared", "cases:shared_pdf"}
"""What opens with the link that somebody was given, whoever else they are."""
FILES = {
    "leaver": {
        *SHARED,
        "cases:paper_original",
        "cases:paper_page",
        "cases:paper_pdf",
        "signing:page",
        "signing:download",
        "handover:photo",
        "settlement:proof",
    },
    "HR": {
        *SHARED,
        "cases:paper_original",
        "cases:paper_page",
        "cases:paper_pdf",
        "handover:photo",
        "offboarding:step_file",
    },
    "former employee": {"archive:package", *SHARED},
}
"""What each of them opens; of the envelope's page only the number of pages is known beforehand."""


def lost(old: Path, new: Path) -> None:
    """Nothing is there any more."""


def damaged(old: Path, new: Path) -> None:
    """Everything is there, and nothing is what it was."""
    for path in old.rglob("*.bin"):
        copy = new / path.relative_to(old)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(b"x" + path.read_bytes()[1:])


@pytest.fixture(params=[lost, damaged])
def broken(request: pytest.FixtureRequest, world: World, settings: Settings, tmp_path: Path) -> str:
    """What has happened to the store of this world."""
    happened: Callable[[Path, Path], None] = request.param
    happened(Path(settings.STORE_DIR), tmp_path)
    settings.STORE_DIR = tmp_path
    return happened.__name__


@pytest.mark.parametrize("role", FILES)
def test_every_file_is_refused_kindly_and_every_other_page_opens(
    world: World, broken: str, role: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = browser(world, role)
    refused, failed = set(), []
    for one in addresses():
        if ROWS[one.name].get is None or one.name == "account_logout":
            continue
        with inside.undone(), failures.watched() as seen:
            answer = client.get(address(world, one))
        if answer.status_code >= failures.FAILED:
            failed.append(f"{one.name}: {seen}")
        if not answer.streaming and SAID in answer.content.decode(errors="ignore"):
            assert answer.status_code == HTTPStatus.CONFLICT
            refused.add(one.name)
    assert failed == []
    assert refused == FILES[role]
    told = [record for record in caplog.records if record.name == "lizhi.common.damage"]
    assert len(told) == len(refused)
    assert {record.levelno for record in told} == {logging.ERROR}
    for record in told:
        assert "张" not in record.getMessage()


def test_a_program_gets_the_same_refusal(world: World, broken: str) -> None:
    leaver = world.people["leaver"]
    assert leaver
    paper = world.case.papers.valid().get(kind="settlement")
    token = accounts.make_token(leaver, name="考勤", scopes=["cases:read"], at=clock.now())
    answer = Client().get(
        f"/api/v1/cases/papers/{paper.number}/pdf", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == HTTPStatus.CONFLICT
    assert answer.json()["code"] == "refused"
    assert SAID in answer.json()["reason"]


def test_a_proof_that_cannot_be_shown_was_not_looked_at(world: World, broken: str) -> None:
    [one] = [one for one in addresses() if one.name == "offboarding:proof"]
    before = Event.objects.count()
    why = {"why": "sick_pay", "key": make.key()}
    answer = browser(world, "HR").post(address(world, one), why)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert SAID in answer.content.decode()
    assert Event.objects.count() == before


@pytest.mark.parametrize("left", [None, b"", b"x" * 100])
def test_a_seal_picture_that_is_gone_or_damaged_is_refused_too(
    world: World, settings: Settings, left: bytes | None, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    company = world.case.entity
    company.seal_digest = "ab" * 32
    company.save()
    if left is not None:
        (tmp_path / seals.FOLDER).mkdir()
        (tmp_path / seals.FOLDER / company.seal_digest).write_bytes(left)
    [one] = [one for one in addresses() if one.name == "people:seal_picture"]
    administrator = browser(world, "group HR")
    answer = administrator.get(address(world, one))
    assert (answer.status_code, SAID in answer.content.decode()) == (HTTPStatus.CONFLICT, True)
