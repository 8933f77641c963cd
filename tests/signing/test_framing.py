"""A portal of the company may show the pages of a signature in a frame, and no other page."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from lizhi.common import clock
from lizhi.config import environment, framing
from lizhi.signing import actions
from lizhi.signing.models import Envelope
from tests import make
from tests.signing import world
from tests.signing.world import at

pytestmark = pytest.mark.django_db
PORTAL, INTRANET = "https://portal.example.cn", "https://intranet.example.cn:8443"
IN_A_FRAME = {"sec-fetch-dest": "iframe"}


@pytest.fixture
def envelope() -> Envelope:
    """Zhang Min's agreement is out."""
    make.grant(make.employee("李丽", "13800000010").user, "hr")
    return world.sent()


@pytest.fixture
def portals() -> Iterator[None]:
    """Two pages of the company may frame."""
    with override_settings(EMBED_ORIGINS=[PORTAL, INTRANET]):
        yield


def test_without_the_setting_no_page_is_framed(envelope: Envelope) -> None:
    page = world.browser(envelope.case.leaver).get(at("read", envelope))
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert b"embed" not in page.content


@pytest.mark.usefixtures("portals")
@pytest.mark.parametrize("name", ["read", "original", "decline", "identity"])
def test_only_the_portals_of_the_setting_frame_a_page_of_signing(
    envelope: Envelope, name: str
) -> None:
    page = world.browser(envelope.case.leaver).get(at(name, envelope))
    assert page.status_code == 200
    assert "X-Frame-Options" not in page.headers
    policy = page.headers["Content-Security-Policy"]
    assert f"frame-ancestors {PORTAL} {INTRANET};" in policy
    assert "script-src 'self';" in policy
    assert b"dist/embed" in page.content


@pytest.mark.usefixtures("portals")
def test_every_other_page_stays_in_no_frame(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    witness = reverse("signing:with_witness", args=[envelope.biz_no])
    for address in ("/", "/sign-in/", f"/case/{envelope.case.number}/", witness, "/help/"):
        page = phone.get(address, follow=True)
        assert page.headers["X-Frame-Options"] == "DENY", address
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("portals")
def test_who_is_not_signed_in_gets_a_button_and_no_field_for_a_code(envelope: Envelope) -> None:
    page = Client().get(at("read", envelope), headers=IN_A_FRAME)
    assert page.status_code == 200
    words = page.content.decode()
    assert 'target="_blank"' in words
    assert at("read", envelope) in words
    assert "<input" not in words
    assert Client().get(at("read", envelope)).status_code == 302


@pytest.mark.usefixtures("portals")
def test_the_portal_is_told_what_became_of_it(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    assert b"data-said" not in phone.get(at("read", envelope)).content
    world.to_the_name(phone, envelope)
    page = phone.post(at("hand", envelope), {"strokes": world.strokes()}, follow=True)
    assert f'data-said="signed" data-papers="{envelope.biz_no}"' in page.content.decode()


@pytest.mark.usefixtures("portals")
def test_a_no_and_a_paper_that_was_called_back_are_told_too(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    page = phone.post(at("decline", envelope), {"reason": "other", "words": "再想想"}, follow=True)
    assert 'data-said="declined"' in page.content.decode()

    later = world.envelope(envelope.case, world.another_agreement(envelope.case))
    world.work()
    actions.revoke(later, at=clock.now())
    assert 'data-said="failed"' in phone.get(at("read", later)).content.decode()


def test_each_page_that_may_be_framed_is_there() -> None:
    known = {f"signing:{name}" for name in get_resolver().namespace_dict["signing"][1].reverse_dict}
    assert known >= framing.PAGES


def test_the_cookie_goes_along_with_nobody_elses_page() -> None:
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


@pytest.mark.parametrize(
    "wrong",
    ["http://portal.example.cn", "https://*.example.cn", "*", "https://a.cn/x", "https://a.cn; x"],
)
def test_anything_but_an_https_origin_keeps_the_product_from_starting(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("LIZHI_EMBED_ORIGINS", wrong)
    with pytest.raises(ImproperlyConfigured, match="LIZHI_EMBED_ORIGINS"):
        environment.origins("LIZHI_EMBED_ORIGINS")


def test_a_slash_at_the_end_and_capitals_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIZHI_EMBED_ORIGINS", "https://Portal.example.cn/, https://b.cn:8443")
    assert environment.origins("LIZHI_EMBED_ORIGINS") == [PORTAL, "https://b.cn:8443"]
