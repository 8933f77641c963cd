"""A token in software: it implements the port of holders, and nothing else of a token."""

from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from tests.simulators.licensed import Authority


class SoftwareToken:
    """Keys and certificates of a simulated authority, without any line between."""

    authority: ClassVar[Authority]
    signed: ClassVar[list[str]] = []

    def certificates(self, key: str) -> list[bytes]:
        """The key's own, and the one above."""
        return [self.authority.seals[key].der, self.authority.issuing.der]

    def sign(self, key: str, signed: bytes, algorithm: str) -> bytes:
        """As CMS has it."""
        self.signed.append(algorithm)
        own = self.authority.seals[key].key
        if isinstance(own, rsa.RSAPrivateKey):
            return own.sign(signed, padding.PKCS1v15(), SHA256())
        return own.sign(signed, ec.ECDSA(SHA256()))
