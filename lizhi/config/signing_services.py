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

SIGNING_HANDLERS = {  # of the outbox
    f"signing.{what}": f"lizhi.signing.outside.{what}"
    for what in ("heard", "look", "fetch", "finish", "door", "extend", "call_back", "service_report")
}
