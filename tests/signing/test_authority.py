"""The installation's own certificates: made once, for everybody, good for what they say."""

import datetime as dt
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.conf import settings
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from lizhi.common import clock
from lizhi.signing import ca, ledger, profiles, rootfile, trust
from lizhi.signing.models import Certificate
from tests import make

pytestmark = pytest.mark.django_db


def uses(certificate: x509.Certificate) -> tuple[bool, set[x509.ObjectIdentifier]]:
    """Whether the extended uses are critical, and which they are."""
    extension = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    return extension.critical, set(extension.value)


def test_a_root_signs_an_authority_that_signs_people_and_seals() -> None:
    now = clock.now()
    root, issuing = ca.root(now), ca.issuing(now)
    signer, row = ca.event("张敏", person="P1", evidence=bytes(32), issuer=ca.issuing(now), at=now)
    root.certificate.verify_directly_issued_by(root.certificate)
    issuing.certificate.verify_directly_issued_by(root.certificate)
    signer.certificate.verify_directly_issued_by(issuing.certificate)
    assert root.key.curve.name == "secp384r1"
    assert signer.key.curve.name == "secp256r1"
    assert not Certificate.objects.filter(kind="event").exists()
    assert row.wrapped_key is None


def test_each_is_good_for_what_it_says_and_nothing_else() -> None:
    now = clock.now()
    entity = make.branch().entity
    assert uses(ca.stamp(now).certificate) == (True, {ExtendedKeyUsageOID.TIME_STAMPING})
    signing = {ExtendedKeyUsageOID.EMAIL_PROTECTION, profiles.DOCUMENT_SIGNING}
    person = ca.event("张敏", person="P1", evidence=bytes(32), issuer=ca.issuing(now), at=now)[0]
    for issuer in (ca.seal(entity, now), ca.installation(now), person):
        assert uses(issuer.certificate) == (False, signing)
        basic = issuer.certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        assert not basic.value.ca


def test_they_follow_the_clock_of_the_house_and_begin_a_bit_before() -> None:
    now = clock.now()
    for issuer in (ca.root(now), ca.stamp(now), ca.seal(make.branch().entity, now)):
        assert (
            issuer.certificate.not_valid_before_utc < now < issuer.certificate.not_valid_after_utc
        )
    years = (ca.seal(make.branch().entity, now).certificate.not_valid_after_utc - now).days / 365
    assert round(years) == 3


def test_what_is_there_is_used_again() -> None:
    now = clock.now()
    first = ca.installation(now)
    ledger.opened.cache_clear()
    again = ca.installation(now + dt.timedelta(days=90))
    assert again.certificate == first.certificate
    assert again.key.private_numbers() == first.key.private_numbers()
    kinds = Certificate.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["installation", "issuing", "root"]


def test_whoever_comes_second_takes_what_the_first_has_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = clock.now()
    seen: list[x509.Certificate] = []
    original = profiles.build

    def overtaken(*args: object, **kwargs: object) -> x509.Certificate:
        made = original(*args, **kwargs)  # type: ignore[arg-type]
        if not seen:
            seen.append(made)
            seen.append(ca.root(now).certificate)
        return made

    monkeypatch.setattr(profiles, "build", overtaken)
    assert ca.root(now).certificate == seen[1]
    assert Certificate.objects.count() == 1


def test_one_place_has_one_holder() -> None:
    ca.root(clock.now())
    row = Certificate.objects.get()
    with pytest.raises(IntegrityError):
        Certificate.objects.create(
            serial="1", kind="root", slot="root", subject="x", pem="", not_after=row.not_after
        )


def test_before_a_seal_ends_a_new_one_takes_its_place() -> None:
    entity = make.branch().entity
    old = ca.seal(entity, clock.now()).certificate
    with clock.at(old.not_valid_after_utc - dt.timedelta(days=20)):
        new = ca.seal(entity, clock.now()).certificate
    assert new != old
    rows = Certificate.objects.filter(kind="seal").order_by("pk")
    assert [row.slot for row in rows] == [None, f"seal:{entity.pk}"]


def test_a_company_that_is_renamed_gets_a_seal_with_its_name() -> None:
    entity = make.branch().entity
    ca.seal(entity, clock.now())
    entity.name = "示例智造（深圳）有限公司"
    entity.save()
    names = ca.seal(entity, clock.now()).certificate.subject.rfc4514_string()
    assert "示例智造（深圳）有限公司" in names


def test_a_seal_that_was_taken_back_or_has_not_begun_is_followed_by_another() -> None:
    entity, now = make.branch().entity, clock.now()
    first = ca.seal(entity, now).certificate
    Certificate.objects.filter(kind="seal").update(revoked_at=now)
    second = ca.seal(entity, now).certificate
    earlier = now - dt.timedelta(hours=1)
    third = ca.seal(entity, earlier).certificate
    assert len({first, second, third}) == 3
    assert third.not_valid_before_utc < earlier
    assert ca.root(earlier).certificate == ca.root(now).certificate


def test_keys_lie_wrapped_and_open_only_in_their_own_row() -> None:
    now = clock.now()
    ca.root(now)
    ca.issuing(now)
    root, issuing = (Certificate.objects.get(slot=slot) for slot in ("root", "issuing"))
    assert b"PRIVATE" not in bytes(root.wrapped_key or b"")
    Certificate.objects.filter(pk=issuing.pk).update(wrapped_key=root.wrapped_key)
    ledger.opened.cache_clear()
    with pytest.raises(InvalidTag):
        ca.issuing(now)


def test_the_key_of_a_person_cannot_be_opened_again() -> None:
    _, row = ca.event(
        "张敏", person="P1", evidence=bytes(32), issuer=ca.issuing(clock.now()), at=clock.now()
    )
    row.save()
    with pytest.raises(LookupError):
        ledger.opened(row.serial)


@pytest.mark.django_db(transaction=True)
def test_the_root_lies_where_it_is_looked_for_and_stands_on_a_page() -> None:
    pem = trust.root_pem()
    assert Path(settings.DATA_DIR, "trust", "root.pem").read_bytes() == pem
    assert rootfile.place().stat().st_mode & 0o777 == 0o644
    rootfile.place().unlink()
    assert rootfile.write(pem).read_bytes() == pem

    page = Client().get(reverse("signing:root"))
    assert page.content == pem
    assert x509.load_pem_x509_certificate(page.content).subject


def test_before_anything_is_signed_there_is_no_root_to_show() -> None:
    assert Client().get(reverse("signing:root")).status_code == 404
    assert Certificate.objects.count() == 0


def test_the_lists_of_what_was_taken_back_are_where_certificates_say() -> None:
    now = clock.now()
    seal = ca.seal(make.branch().entity, now).certificate
    points = seal.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    names = points[0].full_name or []
    address = names[0].value.removeprefix(settings.ORIGIN)
    Certificate.objects.filter(kind="seal").update(revoked_at=now)

    page = Client().get(address)
    listed = x509.load_der_x509_crl(page.content)
    issuer = ca.issuing(now).certificate
    assert listed.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    assert [entry.serial_number for entry in listed] == [seal.serial_number]
    other = ca.root(now).certificate.serial_number
    assert list(x509.load_der_x509_crl(Client().get(f"/trust/{other:x}.crl").content)) == []
    for unknown in ("abc", f"{seal.serial_number:x}"):
        assert Client().get(f"/trust/{unknown}.crl").status_code == 404


def test_long_and_rare_names_fit() -> None:
    name = "阿卜杜热西提·" * 12
    signer, row = ca.event(
        name, person="P1", evidence=bytes(32), issuer=ca.issuing(clock.now()), at=clock.now()
    )
    assert row.subject == name[:22]
    assert len(row.subject.encode()) <= 64
    again = x509.load_der_x509_certificate(signer.certificate.public_bytes(Encoding.DER))
    assert again.subject == signer.certificate.subject
    assert again.subject.get_attributes_for_oid(profiles.FULL_NAME)[0].value == name[:64]
