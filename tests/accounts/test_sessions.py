"""Sessions are kept and ended as Django's own store does it."""

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.models import Session

from lizhi.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def _begun() -> SessionStore:
    store = SessionStore()
    store["phone"] = "13800002046"
    store.save()
    return store


def test_what_is_kept_comes_back_and_nobody_reads_it_in_the_database() -> None:
    key = _begun().session_key
    again = SessionStore(key)
    assert again["phone"] == "13800002046"
    again["phone"] = "13900002046"
    again.save()
    assert SessionStore(key)["phone"] == "13900002046"
    assert "2046" not in Session.objects.get().session_data


def test_a_session_that_was_ended_meanwhile_does_not_come_back() -> None:
    store = _begun()
    SessionStore(store.session_key).delete()
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


def test_a_key_belongs_to_one_session() -> None:
    store = _begun()
    assert store.exists(store.session_key or "")
    with pytest.raises(CreateError):
        SessionStore(store.session_key).save(must_create=True)


def test_a_new_key_takes_everything_along_and_ends_the_old_one() -> None:
    store = _begun()
    old = store.session_key
    store.cycle_key()
    assert store.session_key != old
    assert [row.session_key for row in Session.objects.all()] == [store.session_key]
    assert SessionStore(store.session_key)["phone"] == "13800002046"
