"""Settings of the signing services: which there are, their keys, whom they may vouch for."""

from lizhi.config import environment as env

SIGNING_PROVIDER = env.text("LIZHI_SIGNING_PROVIDER", "builtin")
SIGNING_PROVIDERS = {
    "builtin": "lizhi.signing.providers.builtin.provider.BuiltinProvider",
    "fadada": "lizhi.signing.providers.fadada.provider.FadadaProvider",
    "esign": "lizhi.signing.providers.esign.provider.EsignProvider",
}
SIGNING_ROOTS = env.text("LIZHI_SIGNING_ROOTS")
"""A folder of PEM files: the authorities that signatures of services outside may lead to.

Empty: `signing-roots` in the data folder."""
FADADA_URL = env.origin("LIZHI_FADADA_URL", "https://api.fadada.com/api/v5")
FADADA_APP_ID = env.text("LIZHI_FADADA_APP_ID")
FADADA_APP_SECRET = env.secret("LIZHI_FADADA_APP_SECRET")
FADADA_COMPANIES = env.words("LIZHI_FADADA_COMPANIES")
"""Credit code = openCorpId / seal, one for each company of the group."""
FADADA_BUSINESS_ID = env.text("LIZHI_FADADA_BUSINESS_ID")
"""The scene in which the company has agreed to seal without a code each time."""
ESIGN_URL = env.origin("LIZHI_ESIGN_URL", "https://openapi.esign.cn")
ESIGN_APP_ID = env.text("LIZHI_ESIGN_APP_ID")
ESIGN_APP_SECRET = env.secret("LIZHI_ESIGN_APP_SECRET")
ESIGN_COMPANIES = env.words("LIZHI_ESIGN_COMPANIES")
"""Credit code = orgId / seal, one for each company of the group; `own/seal` for the app's own."""

OFFLINE_TOKENS = env.flag("LIZHI_OFFLINE_TOKENS")
"""A second square on certificates, by which they are checked without a network.

Off by default: whoever checks so does not see whether the paper was taken back since."""
STAMP_SERVICES = env.words("LIZHI_STAMP_SERVICES")
"""Addresses of RFC 3161 services, asked in this order; none: the installation stamps itself."""
STAMP_ROOTS = env.text("LIZHI_STAMP_ROOTS")
"""A PEM file with the roots that their certificates must lead to."""
STAMP_POLICY = env.text("LIZHI_STAMP_POLICY")
"""The only policy (object identifier) that is accepted; empty: whichever a service has."""
STAMP_OWN_LAST = env.flag("LIZHI_STAMP_OWN_LAST")
"""When none of them answers the installation stamps itself; else it is tried again later."""
STAMP_TIMEOUT = env.seconds("LIZHI_STAMP_TIMEOUT", 10)

SIGNING_WAYS = env.words("LIZHI_SIGNING_WAYS", "code,passkey,witness,on_paper")
"""How somebody may sign, in this order: code, passkey, face, witness; by hand, on_paper."""
SIGNING_WAYS_AT_STAKE = env.words("LIZHI_SIGNING_WAYS_AT_STAKE", "code,passkey,witness,on_paper")
"""The same for papers over which people go to arbitration: the separation agreement."""
SIGNING_WAYS_WITH_SECOND = env.words("LIZHI_SIGNING_WAYS_WITH_SECOND", "face")
"""Ways that are not enough alone; a face never is."""
SIGNING_PAPER_CHASED = env.number("LIZHI_SIGNING_PAPER_CHASED", 3)
"""Days after which somebody is reminded of a paper signed by hand, and again."""

EMBED_ORIGINS = env.origins("LIZHI_EMBED_ORIGINS")
"""Portals of the company that may show the pages of a signature in a frame; none: nobody may."""

SIGNING_HANDLERS = {  # of the outbox
    f"signing.{what}": f"lizhi.signing.outside.{what}"
    for what in (
        *("heard", "look", "fetch", "finish"),
        *("door", "extend", "call_back", "service_report"),
    )
}
