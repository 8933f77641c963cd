"""A phone with passkeys, in Python: it answers as a browser would, and can be told to misbehave."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from lizhi.identity import webauthn

FLAG = AuthenticatorData.FLAG


@dataclass
class Phone:
    """One phone with one key."""

    origin: str = ""
    verifies: bool = True
    """Whether it looks at the finger first."""
    counter: int = 0
    handle: str = ""
    """Whose key it is, as it was told when it was set up."""
    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def credential(self) -> AttestedCredentialData:
        """The public half."""
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        return AttestedCredentialData.create(Aaguid.NONE, self.name, public)

    def make(self, options: dict[str, Any]) -> str:
        """The answer to being set up."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        said = self._client_data(CollectedClientData.TYPE.CREATE, asked["challenge"])
        data = AuthenticatorData.create(
            sha256(asked["rp"]["id"].encode()),
            self._flags | FLAG.AT,
            self.counter,
            self.credential,
        )
        made = AttestationObject.create("none", data, {})
        return self._answer(said, attestationObject=websafe_encode(bytes(made)))

    def sign(self, options: dict[str, Any], *, challenge: str = "") -> str:
        """The answer to being asked who is there."""
        asked = options["publicKey"]
        self.counter += 1
        said = self._client_data(CollectedClientData.TYPE.GET, challenge or asked["challenge"])
        data = AuthenticatorData.create(
            sha256(asked["rpId"].encode()), self._flags, self.counter, b""
        )
        signature = self.key.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        whose = {"userHandle": self.handle} if self.handle else {}
        return self._answer(
            said,
            **whose,
            authenticatorData=websafe_encode(bytes(data)),
            signature=websafe_encode(signature),
        )

    @property
    def _flags(self) -> AuthenticatorData.FLAG:
        return FLAG.UP | FLAG.UV if self.verifies else FLAG.UP

    def _client_data(self, kind: str, challenge: str) -> CollectedClientData:
        origin = self.origin or webauthn.origin()
        return CollectedClientData.create(kind, websafe_decode(challenge), origin)

    def _answer(self, said: CollectedClientData, **parts: str) -> str:
        name = websafe_encode(self.name)
        response = {"clientDataJSON": websafe_encode(bytes(said)), **parts}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
