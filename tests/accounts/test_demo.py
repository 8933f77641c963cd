"""One click in the demo; nothing of it anywhere else."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from lizhi.accounts import demo, rules
from lizhi.accounts.models import User
from tests.accounts.phones import is_signed_in, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang_lei(settings: Settings) -> Iterator[User]:
    """Whom the demo offers."""
    settings.DEMO = True
    user = person("13800001001", "王磊")

    def offer() -> list[tuple[str, User]]:
        return [("销售部经理", user)]

    demo.DEMO_PEOPLE.append(offer)
    yield user
    demo.DEMO_PEOPLE.remove(offer)


def test_one_press_is_wang_lei(wang_lei: User) -> None:
    browser = Client()
    page = browser.get("/demo/").content.decode()
    assert "王磊" in page
    assert "销售部经理" in page
    browser.post(f"/demo/sign-in/{wang_lei.pk}/")
    assert browser.session["_auth_user_id"] == str(wang_lei.pk)
    assert browser.session[rules.STRENGTH] == "code"


def test_a_look_signs_nobody_in_and_others_are_not_on_offer(wang_lei: User) -> None:
    other = person()
    browser = Client()
    assert browser.get(f"/demo/sign-in/{wang_lei.pk}/").status_code == 405
    assert browser.post(f"/demo/sign-in/{other.pk}/").status_code == 404
    assert not is_signed_in(browser)


def test_outside_the_demo_there_is_no_such_page(wang_lei: User, settings: Settings) -> None:
    settings.DEMO = False
    assert Client().get("/demo/").status_code == 404
    assert Client().post(f"/demo/sign-in/{wang_lei.pk}/").status_code == 404
    assert Client().get("/demo/messages/").status_code == 404
