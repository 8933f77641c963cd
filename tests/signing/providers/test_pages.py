"""The way of a person: read here, sign there, come back here; and nobody else's way."""

import re

import pytest

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.signing import actions
from lizhi.signing.models import Actor, Door
from tests import make
from tests.signing import world
from tests.signing.providers import stages
from tests.signing.providers.played import Outside as Service

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAMES = {"fadada": "法大大", "esign": "e签宝"}


@pytest.fixture(autouse=True)
def somebody_of_hr() -> None:
    """Whom to ask stands on every page."""
    make.grant(make.employee("李丽", "13800000010").user, "hr")


def test_the_page_leads_to_the_service_and_says_when_its_word_has_come(outside: Service) -> None:
    envelope = stages.sent(outside)
    user = world.employee(envelope).user
    assert user
    phone = world.browser(user)
    read = phone.get(world.at("read", envelope)).content.decode()
    assert f"到{NAMES[outside.name]}签署" in read
    here = world.at("outside", envelope)
    assert phone.post(here).headers["Location"] == here
    page = phone.get(here).content.decode()
    there = re.search(r'href="(http://\w+\.test/page/[^"]+)"', page)
    assert there
    assert outside.sim.host in there.group(1)

    outside.calls.lost = {"sign-task-signed", "SIGN_MISSON_COMPLETE"}
    outside.sign(envelope)
    back = phone.get(here + "?signTaskStatus=task_finished&tsignCode=0").content.decode()
    assert "我已经签了" in back
    assert world.employee(envelope).state == Actor.State.ASKED
    phone.post(here, {"back": "1"})
    outside.settle()
    assert world.employee(envelope).state == Actor.State.SIGNED
    done = phone.get(world.at("done", envelope))
    assert done.headers["Location"] == here
    assert "您已在" in phone.get(here).content.decode()


def test_while_the_address_is_not_there_the_page_says_so_and_asks_for_it(outside: Service) -> None:
    envelope = stages.sent(outside)
    Door.objects.all().delete()
    user = world.employee(envelope).user
    assert user
    phone = world.browser(user)
    here = world.at("outside", envelope)
    phone.post(here)
    assert "正在打开" in phone.get(here).content.decode()
    outside.settle()
    assert outside.sim.host in phone.get(here).content.decode()


def test_the_address_lies_here_encrypted_and_is_nobody_else_s(outside: Service) -> None:
    envelope = stages.sent(outside)
    assert outside.sim.host.encode() not in bytes(Door.objects.get().sealed)
    other = User.objects.with_phone("13800002099", name="李四")
    assert world.browser(other).get(world.at("outside", envelope)).status_code == 404


def test_with_the_file_here_the_usual_page_shows_it(outside: Service) -> None:
    envelope = stages.sealed(outside)
    user = world.employee(envelope).user
    assert user
    phone = world.browser(user)
    assert phone.get(world.at("outside", envelope)).headers["Location"] == world.at(
        "done", envelope
    )
    assert phone.get(world.at("done", envelope)).status_code == 200


def test_whoever_comes_back_after_it_was_sent_anew_is_led_to_the_new_one(outside: Service) -> None:
    old = stages.sent(outside)
    user = world.employee(old).user
    assert user
    phone = world.browser(user)
    here = world.at("outside", old)
    key = "switch:builtin"
    new = actions.switch_provider(old, to="builtin", by=None, at=clock.now(), key=key)
    outside.settle()
    page = phone.get(here).content.decode()
    assert f"不用在{NAMES[outside.name]}签了" in page
    assert f'href="{world.at("read", new)}"' in page
    actions.revoke(stages.refreshed(new), at=clock.now())
    page = phone.get(here).content.decode()
    assert "现在没有要签的" in page
    assert new.biz_no not in page
