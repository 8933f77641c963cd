"""The time to sign is over: the person sees when it was, and asks HR for it again."""

import pytest

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.signing import actions
from lizhi.signing.models import Envelope
from tests import make
from tests.signing import world
from tests.signing.world import at

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def envelope() -> Envelope:
    """Out, and 李丽 is HR."""
    make.grant(make.employee("李丽", "13800000010").user, "hr")
    return world.sent()


def test_who_is_late_asks_by_one_button_and_it_stands_in_the_case(envelope: Envelope) -> None:
    with clock.at(envelope.expires_at):
        world.work()
        phone = world.browser(envelope.case.leaver)
        page = phone.get(at("read", envelope)).content.decode()
        assert "签字时间过了" in page
        assert "我想签，请重发一份" in page
        assert 'href="tel:13800000010"' in page
        assert phone.post(at("want", envelope))["Location"] == at("read", envelope)
        assert phone.post(at("want", envelope)).status_code == 302
        after = phone.get(at("read", envelope)).content.decode()

    assert "HR 知道您想签了" in after
    assert "我想签，请重发一份" not in after
    assert envelope.case.events.filter(kind="signature_wanted").count() == 1


def test_while_there_is_time_there_is_nothing_to_ask_for(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    assert "我想签" not in phone.get(at("read", envelope)).content.decode()
    assert phone.post(at("want", envelope)).status_code == 409
    assert not envelope.case.events.filter(kind="signature_wanted").exists()


def test_who_has_signed_in_time_asks_for_nothing(envelope: Envelope) -> None:
    world.sign(world.employee(envelope))
    with clock.at(envelope.expires_at), pytest.raises(Refused):
        actions.want_again(world.employee(envelope), by=envelope.case.leaver, at=clock.now())


def test_nobody_asks_in_another_ones_name(envelope: Envelope) -> None:
    with clock.at(envelope.expires_at):
        world.work()
        other = world.browser(make.employee("何静", "13800000008").user)
        assert other.post(at("want", envelope)).status_code == 404
