"""Keys and certificates are looked after: rotated, taken back, the root kept off line."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from django.core.management import CommandError, call_command
from django.test import Client

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.config.doctor import examine
from lizhi.documents.validation import check_pdf
from lizhi.signing import ca, exchange, keeping, lasting, ledger, sealing, trust
from lizhi.signing.lists import Lists
from lizhi.signing.models import Certificate, KeptByLaw, KeyEvent
from tests import make
from tests.conftest import MONDAY
from tests.documents import signed

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "荔枝熟了再摘也不迟，钥匙放两处"
YEAR = dt.timedelta(days=365)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Each test is a process of its own: none has opened a key before."""
    ledger.opened.cache_clear()
    yield
    ledger.opened.cache_clear()


def out() -> bytes:
    ca.root(clock.now())
    return keeping.take_root_out(WORDS, by="ops", at=clock.now())


@pytest.mark.parametrize("slot", ["issuing", "stamp", "installation"])
def test_another_key_takes_over_and_what_the_old_one_has_signed_stays_good(slot: str) -> None:
    paper = signed.paper()
    sealing.detached(b"manifest", clock.now())
    old = Certificate.objects.get(slot=slot)
    fresh = keeping.rotate(slot, by="ops", at=clock.now())
    old.refresh_from_db()
    assert old.slot is None
    assert Certificate.objects.get(slot=slot).serial == f"{fresh.certificate.serial_number:x}"
    assert check_pdf(paper.pdf, root=paper.root).valid
    event = KeyEvent.objects.get()
    assert (event.certificate, event.what, event.by) == (old, "rotated", "ops")


def test_a_seal_is_rotated_by_its_number_and_unknown_places_are_refused() -> None:
    entity = make.branch().entity
    before = ca.seal(entity, clock.now()).certificate
    fresh = keeping.rotate(f"seal:{entity.pk}", by="ops", at=clock.now())
    assert fresh.certificate != before
    for slot in ("root", "seal:99", "nothing"):
        with pytest.raises(Refused):
            keeping.rotate(slot, by="ops", at=clock.now())


def test_after_a_rotation_a_paper_gets_the_lists_of_both_authorities() -> None:
    paper = signed.paper()
    keeping.rotate("issuing", by="ops", at=clock.now())
    keeping.rotate(f"seal:{signed.company().pk}", by="ops", at=clock.now())
    again = signed.paper()
    for one in (paper, again):
        last = lasting.finish(one.pdf, Lists(clock.now())).pdf
        verdict = check_pdf(last, root=one.root)
        assert verdict.valid, verdict.problems
        assert {signer.level for signer in verdict.signers} == {"B-LTA"}


def test_what_is_taken_back_stands_in_the_list_with_its_reason() -> None:
    seal = ca.seal(make.branch().entity, clock.now()).certificate
    serial = f"{seal.serial_number:x}"
    keeping.revoke(serial, because="keyCompromise", by="ops", at=clock.now())
    issuing = ca.issuing(clock.now()).certificate
    page = Client().get(f"/trust/{issuing.serial_number:x}.crl")
    (entry,) = x509.load_der_x509_crl(page.content)
    assert entry.serial_number == seal.serial_number
    reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    assert reason == x509.ReasonFlags.key_compromise
    assert ca.seal(make.branch().entity, clock.now()).certificate != seal
    event = KeyEvent.objects.get()
    assert (event.what, event.reason) == ("revoked", "keyCompromise")
    for number in (serial, "abc", Certificate.objects.get(slot="root").serial):
        with pytest.raises(Refused):
            keeping.revoke(number, because="unspecified", by="ops", at=clock.now())


def test_the_root_goes_off_line_and_the_house_signs_on() -> None:
    file = out()
    row = Certificate.objects.get(slot="root")
    assert row.wrapped_key is None
    ledger.opened.cache_clear()
    paper = signed.paper()
    last = lasting.finish(paper.pdf, Lists(clock.now())).pdf
    verdict = check_pdf(last, root=trust.root_pem())
    assert verdict.valid, verdict.problems
    with pytest.raises(ledger.KeyElsewhere):
        ca.root(clock.now())
    assert b"ENCRYPTED" in file
    assert keeping.open_root(file, WORDS).certificate == ledger.certificate_of(row)
    with pytest.raises(Refused):
        keeping.open_root(file, WORDS + "?")
    for passphrase in ("short", WORDS):
        with pytest.raises(Refused):
            keeping.take_root_out(passphrase, by="ops", at=clock.now())


def test_its_stored_list_is_given_out_and_the_doctor_warns_before_it_ends() -> None:
    out()
    ledger.opened.cache_clear()
    serial = Certificate.objects.get(slot="root").serial
    first = Client().get(f"/trust/{serial}.crl").content
    with clock.at(MONDAY + dt.timedelta(days=200)):
        assert Client().get(f"/trust/{serial}.crl").content == first
        assert list(examine(clock.now(), "root_list_ends")) == []
    with clock.at(MONDAY + dt.timedelta(days=340)):
        assert len(list(examine(clock.now(), "root_list_ends"))) == 1


def test_without_the_root_the_stamp_goes_on_and_the_doctor_says_so() -> None:
    out()
    ledger.opened.cache_clear()
    with clock.at(MONDAY + YEAR + dt.timedelta(days=40)):
        assert ca.stamp(clock.now())
        assert len(list(examine(clock.now(), "stamp_key_late"))) == 1


@pytest.mark.parametrize("what", ["issuing", "stamp"])
def test_the_root_off_line_signs_by_files(what: str) -> None:
    file = out()
    ledger.opened.cache_clear()
    request = exchange.ask(what, clock.now())
    assert b"PRIVATE" not in request
    root = keeping.open_root(file, WORDS)
    answered = exchange.answer(request, root, clock.now())
    before = Certificate.objects.get(slot=what)
    assert exchange.bring(request, answered, by="ops", at=clock.now()) == what
    after = Certificate.objects.get(slot=what)
    assert after != before
    paper = signed.paper()
    last = lasting.finish(paper.pdf, Lists(clock.now())).pdf
    assert check_pdf(last, root=trust.root_pem()).valid


def test_a_new_list_comes_by_files_and_must_name_all_that_was_taken_back() -> None:
    file = out()
    ledger.opened.cache_clear()
    root = keeping.open_root(file, WORDS)
    early = exchange.ask("list", clock.now())
    keeping.revoke(
        Certificate.objects.get(slot="stamp").serial,
        because="superseded",
        by="ops",
        at=clock.now(),
    )
    with pytest.raises(Refused):
        exchange.bring(early, exchange.answer(early, root, clock.now()), by="ops", at=clock.now())
    later = clock.now() + dt.timedelta(days=1)
    with clock.at(later):
        request = exchange.ask("list", later)
        exchange.bring(request, exchange.answer(request, root, later), by="ops", at=later)
        serial = Certificate.objects.get(slot="root").serial
        listed = x509.load_der_x509_crl(Client().get(f"/trust/{serial}.crl").content)
    assert len(list(listed)) == 1


def test_an_answer_of_another_root_or_to_another_request_is_refused() -> None:
    file = out()
    ledger.opened.cache_clear()
    root = keeping.open_root(file, WORDS)
    request, other = (exchange.ask("stamp", clock.now()) for _ in range(2))
    answered = exchange.answer(request, root, clock.now())
    for asked, given in ((other, answered), (request, b"nothing"), (b"{}", answered)):
        with pytest.raises(Refused):
            exchange.bring(asked, given, by="ops", at=clock.now())
    told = json.loads(request)
    with pytest.raises(Refused):
        exchange.answer(json.dumps({**told, "what": "seal"}).encode(), root, clock.now())


def test_no_row_of_the_ledger_goes_before_the_term_of_the_law() -> None:
    now = clock.now()
    _, row = ca.event("张敏", person="P", evidence=bytes(32), issuer=ca.issuing(now), at=now)
    row.save()
    with pytest.raises(KeptByLaw):
        row.delete()
    with pytest.raises(KeptByLaw):
        Certificate.objects.all().delete()
    with clock.at(row.not_after + 4 * YEAR), pytest.raises(KeptByLaw):
        row.delete()
    with clock.at(row.not_after + 6 * YEAR):
        row.delete()


def test_the_command_does_all_that_with_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ca.stamp(clock.now())
    words = tmp_path / "words"
    words.write_text(WORDS)
    root, request, answer = (tmp_path / name for name in ("root.pem", "request", "answer"))
    lock = f"--passphrase-file={words}"
    call_command("ca", "take-root-out", str(root), lock)
    assert root.stat().st_mode & 0o777 == 0o600
    ledger.opened.cache_clear()
    with pytest.raises(CommandError):
        call_command("ca", "take-root-out", str(tmp_path / "again"), lock)
    assert not (tmp_path / "again").exists()
    call_command("ca", "ask", "stamp", str(request))
    call_command("ca", "answer", str(request), f"--root={root}", f"--out={answer}", lock)
    call_command("ca", "bring", str(request), str(answer))
    capsys.readouterr()
    call_command("ca", "show")
    told = capsys.readouterr().out
    assert "key elsewhere" in told
    assert "taken_out" in told
    assert WORDS not in told
    serial = Certificate.objects.get(slot="stamp").serial
    call_command("ca", "revoke", serial, "--because=keyCompromise")
    with pytest.raises(CommandError):
        call_command("ca", "revoke", serial)
