"""Time stamps as RFC 3161 wants them, or none."""

import asyncio
import datetime as dt
import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from asn1crypto import cms, core, tsp

from lizhi.common import clock
from lizhi.signing import ca, der, profiles, sealing, stamps, trust

pytestmark = pytest.mark.django_db

DIGEST = hashlib.sha256(b"paper").digest()


def request(algorithm: str = "sha256", digest: bytes = DIGEST, **more: object) -> bytes:
    """What a client sends."""
    imprint = {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": digest}
    return bytes(tsp.TimeStampReq({"version": 1, "message_imprint": imprint, **more}).dump())


class Answer(core.Sequence):
    """RFC 3161, 2.4.2; asn1crypto forgets that a rejection has no token."""

    _fields = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def answer(asked: bytes) -> Answer:
    """What our authority says to it, in its one spelling."""
    given = stamps.authority(clock.now()).answer(asked)
    read: Answer = Answer.load(given, strict=True)
    assert read.dump(force=True) == given
    return read


def info(given: Answer) -> tsp.TSTInfo:
    """The stamp itself."""
    return given["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed


def test_a_stamp_says_what_and_when_and_by_whom() -> None:
    given = answer(request(nonce=42, cert_req=True))
    assert given["status"]["status"].native == "granted"
    stamped = info(given)
    assert stamped["message_imprint"]["hashed_message"].native == DIGEST
    assert stamped["gen_time"].native == clock.now()
    assert stamped["policy"].native == profiles.STAMP_POLICY
    assert stamped["nonce"].native == 42
    assert stamped["accuracy"]["seconds"].native == 1
    signed = given["time_stamp_token"]["content"]
    assert len(signed["certificates"]) == 1
    attributes = {one["type"].native: one for one in signed["signer_infos"][0]["signed_attrs"]}
    named = attributes["signing_certificate_v2"]["values"][0]["certs"][0]["cert_hash"].native
    certificate = signed["certificates"][0].chosen.dump()
    assert named == hashlib.sha256(certificate).digest()


def test_without_a_wish_for_the_certificate_it_stays_away() -> None:
    given = answer(request())
    assert given["time_stamp_token"]["content"]["certificates"].native is None
    assert info(given)["nonce"].native is None


def test_numbers_only_grow() -> None:
    numbers = [info(answer(request()))["serial_number"].native for _ in range(50)]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (lambda: request("sha1", hashlib.sha1(b"", usedforsecurity=False).digest()), "bad_alg"),
        (lambda: request("md5", bytes(16)), "bad_alg"),
        (lambda: request("sha256", bytes(31)), "bad_alg"),
        (lambda: request(req_policy="1.2.3"), "unaccepted_policy"),
        (lambda: b"no request", "bad_data_format"),
        (lambda: b"", "bad_data_format"),
        (lambda: os.urandom(40), "bad_data_format"),
    ],
    ids=["sha1", "md5", "short digest", "policy", "words", "nothing", "noise"],
)
def test_what_is_doubtful_is_refused_with_the_reason(asked: object, why: str) -> None:
    given = answer(asked())  # type: ignore[operator]
    assert given["status"]["status"].native == "rejection"
    assert given["status"]["fail_info"].native == {why}
    assert given["time_stamp_token"].native is None


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512"])
def test_strong_digests_are_taken(algorithm: str) -> None:
    digest = hashlib.new(algorithm, b"paper").digest()
    given = answer(request(algorithm, digest))
    assert info(given)["message_imprint"]["hash_algorithm"]["algorithm"].native == algorithm


def test_an_authority_whose_own_time_is_over_gives_none() -> None:
    issuer = ca.stamp(clock.now())
    later = issuer.certificate.not_valid_after_utc + dt.timedelta(seconds=1)
    with pytest.raises(stamps.StampRefused):
        stamps.Authority(issuer, later).stamp(DIGEST, "sha256")


async def ask(stamper: stamps.InProcess, algorithm: str) -> object:
    """As pyHanko asks."""
    return await stamper.async_timestamp(hashlib.new(algorithm, b"").digest(), algorithm)


def test_pyhanko_gets_its_stamps_here_and_hears_a_refusal() -> None:
    stamper = stamps.InProcess(stamps.authority(clock.now()))
    assert asyncio.run(ask(stamper, "sha256"))
    with pytest.raises(stamps.StampRefused):
        asyncio.run(ask(stamper, "sha1"))


def test_openssl_agrees_about_manifests(tmp_path: Path) -> None:
    signature, stamp = sealing.detached(b"manifest", clock.now())
    files = {"m": b"manifest", "m.p7s": signature, "m.tsr": stamp, "root.pem": trust.root_pem()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    at = str(int(clock.now().timestamp()))
    commands = [
        "openssl cms -verify -inform DER -in m.p7s -content m -binary -CAfile root.pem"
        f" -purpose any -attime {at} -out /dev/null",
        f"openssl ts -verify -in m.tsr -data m -CAfile root.pem -attime {at}",
    ]
    for command in commands:
        run = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)  # noqa: S603
        assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("number", [0, 1, 127, 128, 255, 256, 2**63, 2**64 - 1, 2**159])
def test_integers_and_identifiers_are_written_as_the_library_reads_them(number: int) -> None:
    assert core.Integer.load(der.integer(number), strict=True).native == number
    dotted = f"2.25.{number}.1"
    assert core.ObjectIdentifier.load(der.oid(dotted), strict=True).dotted == dotted
