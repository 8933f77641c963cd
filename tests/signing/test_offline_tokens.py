"""Certificates that are checked without a network: one key, made once, followed, taken back."""

import dataclasses
import datetime as dt
import io
from collections.abc import Callable

import pytest
import segno
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import printing, tokens
from lizhi.offboarding import papers as offboarding
from lizhi.signing import rewrapping, token_keys
from lizhi.signing.models import TokenKey
from tests import verapdf
from tests.documents import papers
from tests.offboarding.conftest import Company, company

__all__ = ["company"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAY = dt.date(2026, 11, 27)
FINGERPRINT = "ab" * 32
HINT = "没有网络时扫右边的码"


def made() -> tokens.Token:
    """What the house says of one certificate now."""
    return tokens.read(token_keys.token_for(FINGERPRINT, issued_on=DAY))


def test_one_key_signs_and_lies_wrapped() -> None:
    first, second = made(), made()
    assert first == second
    row = TokenKey.objects.get()
    assert (row.key, row.slot) == (first.key, "token")
    assert token_keys.published() == {row.key: bytes(row.public)}
    assert tokens.check(first, token_keys.published()) == "genuine"
    assert len(bytes(row.wrapped_key or b"")) == 12 + 32 + 16
    kinds = {kind.model for kind in rewrapping.EVERYWHERE}
    assert TokenKey in kinds


def test_what_the_key_before_has_signed_is_still_believed() -> None:
    old = made()
    fresh = token_keys.rotate(by="root", at=clock.now())
    new = made()
    assert (new.key, new.key == old.key) == (fresh, False)
    for token in (old, new):
        assert tokens.check(token, token_keys.published()) == "genuine"
    assert TokenKey.objects.get(key=old.key).wrapped_key is None


def test_what_a_key_that_was_taken_back_has_signed_is_not() -> None:
    old = made()
    assert token_keys.revoke(old.key, by="root", at=clock.now())
    assert not token_keys.revoke(old.key, by="root", at=clock.now())
    assert tokens.check(old, token_keys.published()) == "unknown_key"
    assert made().key != old.key


def test_whoever_runs_the_installation_does_both_by_command() -> None:
    with pytest.raises(Refused):
        token_keys.rotate(by="root", at=clock.now())
    with pytest.raises(CommandError):
        call_command("ca", "rotate", "token")
    old = made().key
    out = io.StringIO()
    call_command("ca", "rotate", "token", stdout=out)
    call_command("ca", "revoke", old, stdout=out)
    call_command("ca", "show", stdout=out)
    told = out.getvalue()
    assert f"token  {made().key}  in use" in told
    assert f"token  {old}  ended" in told
    assert "taken back" in told


def test_keys_stand_at_a_well_known_address(client: Client) -> None:
    assert client.get("/.well-known/lizhi-keys.json").json()["keys"] == []
    token = made()
    answer = client.get("/.well-known/lizhi-keys.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert tokens.check(token, tokens.keys_in(answer.content)) == "genuine"
    assert [one["kid"] for one in answer.json()["keys"]] == [token.key]
    assert "wrapped" not in answer.content.decode()


def test_the_page_brings_the_keys_and_says_what_it_cannot_see(client: Client) -> None:
    token = made()
    name = tokens.written(token.said, token.signature)
    for path in ("/o/", f"/O/{name}", f"/o/{name}"):
        text = client.get(path).content.decode()
        assert token.key in text
        assert "看不出之后是否作废" in text
        assert name not in text
        assert 'href="/v/"' in text
    assert client.post("/o/").status_code == 405
    assert not client.cookies


def test_the_square_is_as_small_as_the_facts_say() -> None:
    with override_settings(ORIGIN="https://" + "lizhi.example.com.cn/".strip("/").rjust(35, "x")):
        address = token_keys.token_for(FINGERPRINT, issued_on=DAY)
    assert len(address) == 192
    square = segno.make(address, error="m", micro=False)
    assert (square.designator, square.symbol_size(border=0)) == ("8-M", (49, 49))


@pytest.fixture
def certificate() -> Callable[..., printing.Printed]:
    """The example certificate, with or without the second square."""

    def draw(**more: Callable[[str], str]) -> printing.Printed:
        facts = papers.facts("certificate")
        return printing.render("certificate", facts, at=papers.AT, code=papers.CODE, **more)

    return draw


def test_the_second_square_stands_beside_the_rest(
    certificate: Callable[..., printing.Printed],
) -> None:
    seen: list[str] = []

    def token(fingerprint: str) -> str:
        seen.append(fingerprint)
        return token_keys.token_for(fingerprint, issued_on=DAY)

    without, beside = certificate(), certificate(token=token)
    assert seen == [beside.fingerprint] == [without.fingerprint]
    assert HINT in papers.text(beside.pdf)
    assert HINT not in papers.text(without.pdf)
    assert [slot.page for slot in beside.slots] == [slot.page for slot in without.slots]
    assert [dataclasses.astuple(slot)[2:] for slot in beside.slots] == [
        dataclasses.astuple(slot)[2:] for slot in without.slots
    ]
    verapdf.assert_conforms(beside.pdf)


def drawn(case: Case) -> str:
    """The words of this person's certificate, as the worker would print it."""
    sheet = offboarding.draw(case, "certificate", at=clock.now())
    return papers.text(sheet.pdf)


def test_a_company_that_does_not_ask_for_it_has_none(company: Company) -> None:
    from tests import make

    case = offboarding.with_everything(make.case(company.zhang_min).pk)
    assert HINT not in drawn(case)
    assert not TokenKey.objects.exists()
    with override_settings(OFFLINE_TOKENS=True):
        assert HINT in drawn(case)
    assert TokenKey.objects.get().slot == "token"
