"""Time stamps of services outside: only a good one is taken, and without one nothing is signed."""

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pytest_django import Settings

from lizhi.common import clock
from lizhi.documents.validation import check_pdf
from lizhi.signing import lasting, profiles, sealing, stamp_services, stamps, trust
from lizhi.signing.lists import Lists
from lizhi.signing.models import Actor
from lizhi.signing.profiles import Issuer, Profile
from tests.documents import signed
from tests.signing import world

pytestmark = pytest.mark.django_db
DIGEST = hashlib.sha256(b"paper").digest()
Answer = Callable[[bytes, stamps.Authority], bytes]


def authority(uses: list[x509.ObjectIdentifier] | None = None, years: int = 10) -> tuple[Any, Any]:
    """Somebody else's root, and their key for stamps."""
    now = clock.now()
    key = ec.generate_private_key(ec.SECP256R1())
    profile = Profile(profiles.name("别家根"), profiles.FOREVER, authority_over=0)
    root = Issuer(profiles.build(profile, key, None, now), key)
    own = ec.generate_private_key(ec.SECP256R1())
    told = Profile(profiles.name("别家时间戳"), years * profiles.YEAR, uses or profiles.STAMPS)
    return root, Issuer(profiles.build(told, own, root, now), own)


def honest(request: bytes, authority: stamps.Authority) -> bytes:
    return authority.answer(request)


@dataclass
class Service:
    """A small service in this process; what it answers can be changed."""

    url: str
    root: bytes
    authority: stamps.Authority
    answer: Answer = honest
    status: int = 200
    asked: int = 0


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.asked += 1
            assert self.headers["Content-Type"] == "application/timestamp-query"
            request = self.rfile.read(int(self.headers["Content-Length"]))
            body = service.answer(request, service.authority)
            self.send_response(service.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Not into the middle of a test's output."""

    return Handler


@pytest.fixture
def service(settings: Settings, tmp_path: Path) -> Iterator[Service]:
    """Set up as the only one, its root chosen."""
    root, signer = authority()
    pem = root.certificate.public_bytes(Encoding.PEM)
    made = Service("", pem, stamps.Authority(signer, clock.now()))
    server = HTTPServer(("127.0.0.1", 0), _handler(made))
    made.url = f"http://127.0.0.1:{server.server_port}/tsa"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    roots = tmp_path / "roots.pem"
    roots.write_bytes(pem)
    settings.STAMP_ROOTS, settings.STAMP_SERVICES = str(roots), [made.url]
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def test_its_stamp_stands_in_paper_and_manifest_and_is_found_good(service: Service) -> None:
    paper = signed.paper()
    assert service.asked == 2
    last = lasting.finish(paper.pdf, Lists(clock.now())).pdf
    assert service.asked == 3
    verdict = check_pdf(last, root=trust.root_pem())
    assert verdict.valid, verdict.problems
    # nobody here knows what that authority has taken back: it is not called more than it is
    assert {one.level for one in verdict.signers} == {"B-T"}
    sealing.detached(b"manifest", clock.now())
    assert service.asked == 5


def test_whoever_has_not_chosen_its_root_does_not_trust_its_stamps(
    service: Service, settings: Settings
) -> None:
    paper = signed.paper()
    settings.STAMP_ROOTS = ""
    found = {one.code for one in check_pdf(paper.pdf, root=trust.root_pem()).problems}
    assert "stamp_bad" in found
    with pytest.raises(stamps.StampRefused):
        stamps.over(DIGEST, clock.now())


def asking(request: bytes, **changed: Any) -> bytes:
    asked = tsp.TimeStampReq.load(request)
    for name, value in changed.items():
        asked[name] = value
    return bytes(asked.dump(force=True))


def other_digest(request: bytes, authority: stamps.Authority) -> bytes:
    imprint = {
        "hash_algorithm": {"algorithm": "sha256"},
        "hashed_message": hashlib.sha256(b"other").digest(),
    }
    return authority.answer(asking(request, message_imprint=imprint))


def forged(request: bytes, authority: stamps.Authority) -> bytes:
    answer = tsp.TimeStampResp.load(authority.answer(request))
    signer = answer["time_stamp_token"]["content"]["signer_infos"][0]
    good = signer["signature"].native
    signer["signature"] = good[:-1] + bytes((good[-1] ^ 1,))
    return bytes(answer.dump(force=True))


def nobody(request: bytes, authority: stamps.Authority) -> bytes:
    return authority.answer(asking(request, cert_req=False))


FAULTS: dict[str, tuple[Answer, str]] = {
    "another number": (
        lambda request, by: by.answer(asking(request, nonce=7)),
        "another number",
    ),
    "no number": (lambda request, by: by.answer(asking(request, nonce=None)), "another number"),
    "another digest": (other_digest, "another digest"),
    "a forged signature": (forged, "forged"),
    "without its certificate": (nobody, "unreadable"),
    "a refusal": (lambda request, by: by.answer(asking(request, req_policy="1.2.3")), "unreadable"),
    "noise": (lambda request, by: b"no stamp", "unreadable"),
    "nothing": (lambda request, by: b"", "unreadable"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_is_wrong_with_a_stamp_it_is_not_taken(service: Service, fault: str) -> None:
    service.answer, why = FAULTS[fault]
    with pytest.raises(stamp_services.Unusable, match=why):
        stamp_services.ask(service.url, DIGEST, clock.now())
    with pytest.raises(stamps.StampRefused):
        stamps.over(DIGEST, clock.now())


def test_a_stamp_over_a_sha1_is_not_taken(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(stamps.TAKEN, "sha1", (20, "1.3.14.3.2.26"))  # as careless ones do
    digest = hashlib.sha1(b"", usedforsecurity=False).digest()
    imprint = {"hash_algorithm": {"algorithm": "sha1"}, "hashed_message": digest}
    service.answer = lambda request, by: by.answer(asking(request, message_imprint=imprint))
    with pytest.raises(stamp_services.Unusable, match="another algorithm"):
        stamp_services.ask(service.url, DIGEST, clock.now())


def test_a_stamp_of_another_hour_is_not_taken(service: Service) -> None:
    signer = service.authority.issuer
    service.authority = stamps.Authority(signer, clock.now() + dt.timedelta(minutes=6))
    with pytest.raises(stamp_services.Unusable, match="another hour"):
        stamp_services.ask(service.url, DIGEST, clock.now())


def test_a_service_whose_certificate_has_ended_is_not_taken(service: Service) -> None:
    ended = service.authority.issuer.certificate.not_valid_after_utc + dt.timedelta(days=1)

    class Careless(stamps.Authority):
        def _refusal(self, digest: bytes, algorithm: str) -> str:
            return ""

    service.authority = Careless(service.authority.issuer, ended)
    with pytest.raises(stamp_services.Unusable, match="untrusted"):
        stamp_services.ask(service.url, DIGEST, ended)


def test_a_certificate_that_is_not_for_stamps_is_not_taken(
    service: Service, settings: Settings, tmp_path: Path
) -> None:
    root, signer = authority(profiles.SIGNS)
    roots = tmp_path / "others.pem"
    roots.write_bytes(root.certificate.public_bytes(Encoding.PEM))
    settings.STAMP_ROOTS = str(roots)
    service.authority = stamps.Authority(signer, clock.now())
    with pytest.raises(stamp_services.Unusable):
        stamp_services.ask(service.url, DIGEST, clock.now())


def test_only_the_policy_that_was_set_is_taken(service: Service, settings: Settings) -> None:
    settings.STAMP_POLICY = profiles.STAMP_POLICY
    assert stamp_services.ask(service.url, DIGEST, clock.now())
    settings.STAMP_POLICY = "1.2.3.4"
    service.answer = lambda request, by: by.answer(asking(request, req_policy=None))
    with pytest.raises(stamp_services.Unusable, match="another policy"):
        stamp_services.ask(service.url, DIGEST, clock.now())


def test_what_nobody_has_signed_is_taken_off_a_stamp(service: Service) -> None:
    """Services send their root along, and others; a validator must not have to trust them."""

    def generous(request: bytes, authority: stamps.Authority) -> bytes:
        answer = tsp.TimeStampResp.load(authority.answer(request))
        data = answer["time_stamp_token"]["content"]
        root = x509.load_pem_x509_certificate(service.root).public_bytes(Encoding.DER)
        given = [one.chosen.dump() for one in data["certificates"]]
        data["certificates"] = [cms.CertificateChoices.load(one) for one in [root, *given]]
        return bytes(answer.dump(force=True))

    service.answer = generous
    token = stamp_services.ask(service.url, DIGEST, clock.now())
    assert len(cms.ContentInfo.load(token)["content"]["certificates"]) == 1


def test_the_next_service_is_asked_when_one_gives_none(
    service: Service, settings: Settings
) -> None:
    settings.STAMP_SERVICES = ["http://127.0.0.1:9/closed", service.url]
    assert stamps.over(DIGEST, clock.now()).token
    service.status = 503
    with pytest.raises(stamps.StampRefused):
        stamps.over(DIGEST, clock.now())


def test_the_house_stamps_itself_only_when_the_setting_says_so(
    service: Service, settings: Settings
) -> None:
    service.status = 500
    with pytest.raises(stamps.StampRefused):
        stamps.over(DIGEST, clock.now())
    settings.STAMP_OWN_LAST = True
    assert stamps.over(DIGEST, clock.now()).token
    assert service.asked == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_without_a_stamp_nothing_is_signed_and_the_machine_tries_again(service: Service) -> None:
    envelope = world.sent()
    world.sign(world.employee(envelope))
    service.status = 503
    world.work()
    envelope.paper.refresh_from_db()
    assert len(envelope.paper.revisions) == 1
    assert world.employee(envelope).state == Actor.State.GIVEN
    service.status = 200
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        service.authority = stamps.Authority(service.authority.issuer, clock.now())
        world.work()
    assert world.employee(envelope).state == Actor.State.SIGNED
