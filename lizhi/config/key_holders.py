"""Settings of keys that are kept elsewhere: a licensed authority's service, or a token."""

from lizhi.config import environment as env

KEY_HOLDERS = {
    "remote": "lizhi.signing.holders.remote.RemoteHolder",
    "pkcs11": "lizhi.signing.holders.tokens.TokenHolder",
}
"""Who may hold a key. An adapter for another firm's service is one more line here."""
SEAL_KEYS = env.words("LIZHI_SEAL_KEYS")
"""Credit code = holder / key, for each company whose seal a licensed authority has certified.

A company that is not named seals with the installation's own certificate (L1)."""
LICENSED_ROOTS = env.text("LIZHI_LICENSED_ROOTS")
"""A PEM file with the roots of licensed authorities: only what leads to one is called L2."""
REMOTE_HASH_URL = env.origin("LIZHI_REMOTE_HASH_URL", "")
REMOTE_HASH_TOKEN = env.secret("LIZHI_REMOTE_HASH_TOKEN")
REMOTE_HASH_CERTIFICATE = env.text("LIZHI_REMOTE_HASH_CERTIFICATE")
"""A PEM file with the certificate and key by which the service knows this machine, if it asks."""
REMOTE_HASH_TIMEOUT = env.seconds("LIZHI_REMOTE_HASH_TIMEOUT", 15)
PKCS11_MODULE = env.text("LIZHI_PKCS11_MODULE")
"""The token's own library: /usr/lib/…/its-name.so."""
PKCS11_TOKEN = env.text("LIZHI_PKCS11_TOKEN")
"""Label of the token."""
PKCS11_PIN = env.secret("LIZHI_PKCS11_PIN")
PKCS11_CERTIFICATES = env.text("LIZHI_PKCS11_CERTIFICATES")
"""A PEM file with the authorities above the seal, when the token holds its certificate only."""
SM2_KEYS = env.words("LIZHI_SM2_KEYS")
"""Credit code = holder / key: whose issued papers get an SM2 signature beside them in the package.

None: nobody's. Only this software checks such a signature."""
SM2_ROOTS = env.text("LIZHI_SM2_ROOTS")
"""A PEM file with the SM2 roots that certificates of such signatures must lead to."""
WRAP_KEY = env.secret("LIZHI_WRAP_KEY")
"""Wraps the keys of signatures, cases and files; 32 bytes. Empty: the master key does it."""
WRAP_KEY_BEFORE = env.secret("LIZHI_WRAP_KEY_BEFORE")
"""What wrapped them before, or the word `master`, until `lizhi ca rewrap` has nothing left."""
