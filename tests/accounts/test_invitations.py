"""The first administrator comes in by a link that works once."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from lizhi.accounts import rules
from lizhi.accounts.models import Invitation, User
from lizhi.common import clock
from tests.accounts.phones import is_signed_in, person
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db


def link(phone: str = "138 0000 2046") -> str:
    """What `lizhi admin invite` prints, without the host."""
    out = io.StringIO()
    call_command("admin", "invite", phone, stdout=out)
    printed = out.getvalue().strip()
    assert printed.startswith("http://127.0.0.1:8000/invite/")
    return printed.removeprefix("http://127.0.0.1:8000")


def test_the_button_lets_the_administrator_in_and_the_link_is_used_up() -> None:
    path = link()
    browser = Client()
    page = browser.get(path)
    assert "138****2046" in page.content.decode()
    assert not User.objects.exists()

    answer = browser.post(path)

    assert answer.status_code == 302
    assert is_signed_in(browser)
    assert browser.session[rules.STRENGTH] == "invitation"
    assert User.objects.get().phone == "13800002046"
    again = Client().post(path)
    assert again.status_code == 410
    assert "这个邀请用过了，或者过了 24 小时" in again.content.decode()
    assert User.objects.count() == 1


def test_a_look_at_the_link_does_not_use_it_up() -> None:
    path = link()
    assert Client().get(path).status_code == 200
    assert Client().get(path).status_code == 200
    assert Invitation.objects.open().exists()


def test_somebody_we_know_stays_the_same_person() -> None:
    known = person()
    browser = Client()
    browser.post(link())
    assert browser.session["_auth_user_id"] == str(known.pk)
    assert User.objects.get().name == "张敏"


def test_the_link_dies_after_a_day() -> None:
    path = link()
    with clock.at(MONDAY + dt.timedelta(hours=24)):
        assert Client().get(path).status_code == 410
        assert Client().post(path).status_code == 410


def test_only_the_hash_of_the_link_is_kept() -> None:
    token = link().split("/")[2]
    assert len(token) >= 22
    invitation = Invitation.objects.get()
    assert token not in (invitation.token_hash, invitation.phone)


def test_a_number_with_a_mistake_is_told_at_the_command_line() -> None:
    with pytest.raises(CommandError, match="10 位"):
        call_command("admin", "invite", "1380000204")
