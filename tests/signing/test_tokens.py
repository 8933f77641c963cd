"""A seal's key on a token: one of our own everywhere, SoftHSM where it is installed."""

import logging
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from pytest_django import Settings

from lizhi.signing import holders
from lizhi.signing.holders import tokens
from lizhi.signing.providers.failing import ServiceNotSetUp
from tests.documents import signed
from tests.signing import test_licensed
from tests.signing.test_licensed import authority, checked, sealed
from tests.simulators.licensed import Authority, Public
from tests.simulators.token import SoftwareToken

__all__ = ["authority"]
pytestmark = pytest.mark.django_db
PIN = "271828"
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so")
SOFTHSM = next((one for one in MODULES if Path(one).exists()), "")
needs_softhsm = pytest.mark.skipif(
    not (SOFTHSM and shutil.which("softhsm2-util")), reason="SoftHSM 2 is not installed here"
)


def test_a_token_of_our_own_seals_by_the_same_slot(
    authority: Authority, settings: Settings
) -> None:
    settings.KEY_HOLDERS = {"ours": "tests.simulators.token.SoftwareToken"}
    settings.SEAL_KEYS = ["ours/seal-1"]
    SoftwareToken.authority, SoftwareToken.signed = authority, []
    verdict = checked(sealed().pdf)
    assert verdict.valid, verdict.problems
    assert [one.assurance for one in verdict.signers] == ["L1", "L2"]
    assert SoftwareToken.signed == [
        "SHA256withRSA" if authority.kind == "rsa" else "SHA256withECDSA"
    ]


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh token; its library reads where it is once in a process."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    command = f"softhsm2-util --init-token --free --label lizhi --pin {PIN} --so-pin 314159"
    subprocess.run(command.split(), check=True, capture_output=True)  # noqa: S603
    yield "lizhi"
    del os.environ["SOFTHSM2_CONF"]


@pytest.fixture
def token(authority: Authority, softhsm: str, settings: Settings, tmp_path: Path) -> Authority:
    """The company's key is made on the token, and certified; what is above comes from a file."""
    settings.PKCS11_MODULE, settings.PKCS11_TOKEN, settings.PKCS11_PIN = SOFTHSM, softhsm, PIN
    settings.PKCS11_CERTIFICATES = str(tmp_path / "above.pem")
    (tmp_path / "above.pem").write_bytes(authority.issuing.certificate.public_bytes(Encoding.PEM))
    settings.SEAL_KEYS = [f"pkcs11/{authority.kind}"]
    _make_key(authority)
    return authority


def _make_key(authority: Authority) -> None:
    import pkcs11
    from pkcs11.util.ec import encode_named_curve_parameters

    lib = pkcs11.lib(SOFTHSM)
    with lib.get_token(token_label="lizhi").open(rw=True, user_pin=PIN) as session:
        for old in session.get_objects({pkcs11.Attribute.LABEL: authority.kind}):
            old.destroy()
        if authority.kind == "rsa":
            public, _ = session.generate_keypair(
                pkcs11.KeyType.RSA, 3072, store=True, label=authority.kind
            )
        else:
            given = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            curve = session.create_domain_parameters(pkcs11.KeyType.EC, given, local=True)
            public, _ = curve.generate_keypair(store=True, label=authority.kind)
        certificate = authority.certificate_for(_public(public), signed.company().name)
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.LABEL: authority.kind,
                pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                pkcs11.Attribute.VALUE: certificate.public_bytes(Encoding.DER),
                pkcs11.Attribute.TOKEN: True,
            }
        )


def _public(key: Any) -> Public:
    from asn1crypto.keys import PublicKeyInfo, RSAPublicKey
    from pkcs11 import KeyType
    from pkcs11.util.ec import encode_ec_public_key
    from pkcs11.util.rsa import encode_rsa_public_key

    if key.key_type == KeyType.RSA:
        told = PublicKeyInfo.wrap(RSAPublicKey.load(encode_rsa_public_key(key)), "rsa").dump()
    else:
        told = encode_ec_public_key(key)
    return load_der_public_key(told)  # type: ignore[return-value]


@needs_softhsm
def test_a_seal_by_softhsm_is_found_good(token: Authority) -> None:
    verdict = checked(sealed().pdf)
    assert verdict.valid, verdict.problems
    assert [one.assurance for one in verdict.signers] == ["L1", "L2"]


@needs_softhsm
@test_licensed.only_p256
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PKCS11_PIN", "000000"),
        ("PKCS11_PIN", ""),
        ("PKCS11_TOKEN", "another"),
        ("PKCS11_MODULE", "/nowhere/token.so"),
        ("PKCS11_CERTIFICATES", "/nowhere/above.pem"),
        ("SEAL_KEYS", ["pkcs11/another"]),
    ],
)
def test_what_is_wrong_with_a_token_is_said_and_the_pin_is_not(
    token: Authority,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    name: str,
    value: Any,
) -> None:
    setattr(settings, name, value)
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ServiceNotSetUp) as refusal:
        sealed()
    assert refusal.value.lacks
    told = f"{refusal.value} {refusal.value.lacks} {caplog.text}"
    assert PIN not in told
    assert "000000" not in told


@needs_softhsm
@test_licensed.only_p256
def test_a_label_without_a_key_signs_nothing(token: Authority) -> None:
    with pytest.raises(ServiceNotSetUp):
        tokens.TokenHolder().sign("another", b"attributes", "SHA256withECDSA")
    with pytest.raises(ServiceNotSetUp):
        tokens.TokenHolder().sign("p256", b"attributes", "SHA256withRSA")


def test_without_the_extra_it_says_what_to_install(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pkcs11", None)
    settings.SEAL_KEYS = ["pkcs11/seal-1"]
    assert isinstance(holders.place_of(signed.company()), holders.Place)
    with pytest.raises(ServiceNotSetUp) as refusal:
        tokens.TokenHolder().certificates("seal-1")
    assert "lizhi[pkcs11]" in refusal.value.lacks
