"""The root that everything must lead to, and the moments at which certificates must be good.

A signer's certificate must be good at the moment that the time stamp proves (AdES-T); the time
stamp's own certificate must be good now, or at the moment that a later stamp proves.
"""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko_certvalidator import ValidationContext

from lizhi.common import asn1fix, hexfix
from lizhi.documents.validation.strict import Way

asn1fix.install()
hexfix.install()


@dataclass
class Trust:
    """One root, one moment; and by which way the signature in each container led there."""

    root: x509.Certificate
    moment: dt.datetime
    ways: dict[bytes, Way] = field(default_factory=dict)

    def context(self, moment: dt.datetime) -> ValidationContext:
        """What pyHanko asks of a signature."""
        return context_of(self.anchors, moment)

    @property
    def anchors(self) -> list[x509.Certificate]:
        """The root of the house, and those of licensed authorities that were chosen."""
        return [self.root, *licensed_roots()]

    def stamp_context(self, moment: dt.datetime) -> ValidationContext:
        """The same of a stamp: services outside, if there are any, have roots of their own."""
        return context_of([self.root, *stamp_roots()], moment)

    def assurance(self, status: object) -> str:
        """What the way that was just verified is worth: L1, agreed; L2, by a licensed authority.

        Empty when it leads nowhere, and where nothing is known of the roots but that they are
        trusted.
        """
        path = getattr(status, "validation_path", None)
        if path is None or not getattr(status, "trusted", False):
            return ""
        first: x509.Certificate = next(iter(path.iter_certs(include_root=True)))
        return "L1" if first.dump() == self.root.dump() else "L2"

    def remember(self, container: bytes, status: object) -> None:
        """Keep the way that was just verified for this signature, and for no other."""
        self.ways[container] = way_of(status)


def context_of(roots: list[x509.Certificate], moment: dt.datetime) -> ValidationContext:
    """It never fetches anything from anywhere."""
    return ValidationContext(
        trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode="soft-fail"
    )


def stamp_roots() -> list[x509.Certificate]:
    """The roots of the time-stamp services that were chosen; none: only the house stamps."""
    return _read_roots(settings.STAMP_ROOTS) if settings.STAMP_ROOTS else []


def licensed_roots() -> list[x509.Certificate]:
    """The roots of licensed authorities that were chosen: what leads to one is L2."""
    return _read_roots(settings.LICENSED_ROOTS) if settings.LICENSED_ROOTS else []


@lru_cache(maxsize=4)
def _read_roots(place: str) -> list[x509.Certificate]:
    parts = pem.unarmor(Path(place).read_bytes(), multiple=True)
    return [x509.Certificate.load(data) for _, _, data in parts]


def way_of(status: object) -> Way:
    """The certificates on the way that was just verified, and on that of the stamp over it."""
    return Way.of(_path(status), _path(getattr(status, "timestamp_validity", None)))


def _path(status: object) -> Iterator[bytes]:
    path = getattr(status, "validation_path", None)
    return (one.dump() for one in path.iter_certs(include_root=False)) if path else iter(())


def load_root(data: bytes) -> x509.Certificate:
    """A certificate from PEM or DER; ValueError when it is none."""
    try:
        if pem.detect(data):
            _, _, data = pem.unarmor(data)
        certificate = x509.Certificate.load(data, strict=True)
        is_authority = bool(certificate.ca)
    except Exception as error:  # a parser of hostile bytes may raise anything
        raise ValueError("no certificate") from error
    if not is_authority:
        raise ValueError("not an authority")
    return certificate


@contextmanager
def quietly() -> Iterator[None]:
    """Let pyHanko log nothing: it logs every fault it finds, and we name them ourselves."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
