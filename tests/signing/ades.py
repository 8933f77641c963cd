"""PyHanko's own long-term algorithm (AdES-LTA, EN 319 102-1), as strict as it can be asked for.

Every certificate must be covered by a revocation list; nothing is fetched.
"""

import asyncio
import datetime as dt
import io
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from asn1crypto import crl, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import ades
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer


def results(
    pdf: bytes, root: bytes, at: dt.datetime, lists: Iterable[bytes] = ()
) -> Iterator[tuple[str, str]]:
    """What is said of each signature at a moment; `lists` are those that can be had by then."""
    timing = ValidationTimingInfo(
        validation_time=at, best_signature_time=at, point_in_time_validation=True
    )
    for signature in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures:
        work = ades.ades_lta_validation(signature, _spec(root, lists), timing_info=timing)
        yield _told(work)


def simulated(
    pdf: bytes, root: bytes, at: dt.datetime, kept_since: dt.datetime
) -> Iterator[tuple[str, str]]:
    """The same, if the chain of stamps is kept up from then on."""
    for signature in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures:
        work = ades.simulate_future_ades_lta_validation(
            signature, _spec(root), future_validation_time=at, current_reference_time=kept_since
        )
        yield _told(work)


def _told(work: Any) -> tuple[str, str]:
    logging.disable(logging.CRITICAL)
    try:
        result = asyncio.run(work)
    finally:
        logging.disable(logging.NOTSET)
    return result.ades_subindic.status.name, result.ades_subindic.name


def _spec(root: bytes, lists: Iterable[bytes] = ()) -> PdfSignatureValidationSpec:
    anchor = x509.Certificate.load(pem.unarmor(root)[2])
    rule = RevocationCheckingRule.CRL_REQUIRED
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[anchor]),
        revinfo_policy=CertRevTrustPolicy(
            RevocationCheckingPolicy(ee_certificate_rule=rule, intermediate_ca_cert_rule=rule)
        ),
    )
    known = [CRLContainer(crl.CertificateList.load(one)) for one in lists]
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
            local_knowledge=LocalKnowledge(known_crls=known),
        )
    )


@contextmanager
def mended(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """PyHanko 0.38 overlooks that an authority below the root signs its own list.

    Looking for the list about a signer it cuts the way to the root off at the signer's issuer, and
    then searches what is left for whoever issued that issuer: nobody is left. Thus no list is ever
    found in the past, and the answer is REVOCATION_OUT_OF_BOUNDS_NO_POE for every certificate
    that an authority below the root has issued, however fresh and well stamped the list is.
    """
    original = ValidationPath.truncate_to_issuer_and_append

    def found(self: Any, certificate: x509.Certificate) -> Any:
        try:
            return original(self, certificate)
        except LookupError:
            anchor = self.trust_anchor
            if getattr(anchor.authority, "certificate", None) != certificate:
                raise
            return ValidationPath(anchor, interm=[], leaf=None)

    with monkeypatch.context() as patch:
        patch.setattr(ValidationPath, "truncate_to_issuer_and_append", found)
        yield
