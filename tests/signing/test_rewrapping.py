"""Another key of the installation wraps all keys; nothing is lost, wherever it is stopped."""

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import CommandError, call_command
from pytest_django import Settings

from lizhi.accounts.checks import secrets_are_own
from lizhi.cases import actions as cases
from lizhi.cases import chain
from lizhi.common import clock, encryption
from lizhi.config.doctor import examine
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile
from lizhi.signing import ca, ledger, rewrapping
from lizhi.signing.models import Certificate
from tests.signing import world

pytestmark = pytest.mark.django_db(transaction=True)
NEW, NEWEST = "11" * 32, "22" * 32


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Each test is a process of its own: none has opened a key before."""
    ledger.opened.cache_clear()
    yield
    ledger.opened.cache_clear()


def old_house() -> tuple[Any, StoredFile]:
    """A root, an authority, a case with a key, a file in the store: all under the master's."""
    ca.issuing(clock.now())
    case = world.case()
    file = documents.keep(
        b"paper", name="a.pdf", media_type="application/pdf", retention=StoredFile.Retention.PAPER
    )
    ledger.opened.cache_clear()
    return case, file


def count() -> int:
    return sum(number for _table, number in rewrapping.left())


def all_opens(case: Any, file: StoredFile) -> bool:
    ledger.opened.cache_clear()
    case.refresh_from_db()
    file = StoredFile.objects.select_related("key").get(pk=file.pk)
    assert documents.read(file) == b"paper"
    assert chain.data_key(case)
    ca.issuing(clock.now())
    return True


def change(settings: Settings, now: str, before: str) -> None:
    settings.WRAP_KEY, settings.WRAP_KEY_BEFORE = now, before


def test_while_it_goes_on_both_keys_open_and_the_new_one_wraps(settings: Settings) -> None:
    case, file = old_house()
    before = count()
    assert before == 0
    change(settings, NEW, "master")
    assert count() >= 4
    assert all_opens(case, file)
    wrapped = encryption.wrap(b"k" * 32, bound_to="here")
    assert encryption.is_wrapped_anew(wrapped, bound_to="here")


def test_afterwards_the_old_key_is_not_needed_and_opens_nothing(settings: Settings) -> None:
    case, file = old_house()
    keys = {row.pk: ledger.opened(row.serial).key for row in Certificate.objects.all()}
    change(settings, NEW, "master")
    done = rewrapping.run()
    assert (done.wrapped >= 4, done.lost, count()) == (True, 0, 0)
    change(settings, NEW, "")
    assert all_opens(case, file)
    for row in Certificate.objects.all():
        assert ledger.opened(row.serial).key.private_numbers() == keys[row.pk].private_numbers()
    change(settings, "", "")
    with pytest.raises(InvalidTag):
        chain.data_key(case)


def test_it_can_be_done_once_more(settings: Settings) -> None:
    case, file = old_house()
    for now, before in ((NEW, "master"), (NEWEST, NEW)):
        change(settings, now, before)
        assert count()
        rewrapping.run()
    change(settings, NEWEST, "")
    assert count() == 0
    assert all_opens(case, file)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_stopped_anywhere_it_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    case, file = old_house()
    change(settings, NEW, "master")
    made: list[int] = []
    whole, original = count(), encryption.wrap

    def killed(*args: Any, **kwargs: Any) -> bytes:
        if len(made) == steps:
            raise KeyboardInterrupt
        made.append(1)
        return original(*args, **kwargs)

    monkeypatch.setattr(encryption, "wrap", killed)
    with pytest.raises(KeyboardInterrupt):
        rewrapping.run(batch=1)
    monkeypatch.undo()
    change(settings, NEW, "master")
    assert count() == whole - steps
    assert all_opens(case, file)
    assert rewrapping.run(batch=1).wrapped == whole - steps
    change(settings, NEW, "")
    assert all_opens(case, file)


def test_a_key_that_is_dropped_meanwhile_stays_dropped(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, _file = old_house()
    change(settings, NEW, "master")
    original = encryption.unwrap

    def meanwhile(wrapped: bytes, *, bound_to: str) -> bytes:
        key = original(wrapped, bound_to=bound_to)
        if bound_to == case.number:
            case.refresh_from_db()
            cases.forget_words(case, at=clock.now())
        return key

    monkeypatch.setattr(encryption, "unwrap", meanwhile)
    rewrapping.run()
    case.refresh_from_db()
    assert case.data_key is None


def test_without_the_right_old_key_nothing_is_touched_and_it_is_said(settings: Settings) -> None:
    case, file = old_house()
    change(settings, NEW, NEWEST)
    with pytest.raises(CommandError):
        call_command("ca", "rewrap")
    change(settings, "", "")
    assert count() == 0
    assert all_opens(case, file)


def test_the_doctor_counts_and_the_command_finishes(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    old_house()
    assert list(examine(clock.now(), "wrapped_before")) == []
    change(settings, NEW, "master")
    found = list(examine(clock.now(), "wrapped_before"))
    assert sum(int(one.row) for one in found) == count() > 0
    call_command("ca", "rewrap")
    assert "left: 0" in capsys.readouterr().out
    assert list(examine(clock.now(), "wrapped_before")) == []


@pytest.mark.parametrize(("now", "before"), [("11", ""), (NEW, "11"), ("master", "")])
def test_what_is_no_key_is_named_at_the_start(settings: Settings, now: str, before: str) -> None:
    change(settings, now, before)
    assert "lizhi.E032" in {one.id for one in secrets_are_own(None)}
