"""What was found, in the words of ETSI TS 119 102-1 that other validators use, and plainly.

Knows nothing of signatures: pages translate with it what the job worker has found.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

_ = gettext_lazy

PASSED, FAILED, UNCLEAR = "TOTAL_PASSED", "TOTAL_FAILED", "INDETERMINATE"
HEADLINES: Mapping[str, StrOrPromise] = {
    PASSED: _("Signed, whole and unchanged"),
    FAILED: _("It does not hold: do not rely on it"),
    UNCLEAR: _("It cannot be said for sure"),
}
HASH, CRYPTO, FORMAT = "HASH_FAILURE", "SIG_CRYPTO_FAILURE", "FORMAT_FAILURE"
REVOKED = "REVOKED"
NO_CHAIN, NO_POE = "NO_CERTIFICATE_CHAIN_FOUND", "NO_POE"
NO_SIGNATURE, CONSTRAINTS = "NO_SIGNING_CERTIFICATE_FOUND", "SIG_CONSTRAINTS_FAILURE"
NOT_FOUND, LATER = "SIGNED_DATA_NOT_FOUND", "TRY_LATER"
WORDS: Mapping[str, StrOrPromise] = {
    HASH: _("What is in the file is not what was signed: something was changed afterwards."),
    CRYPTO: _("The signature itself is not genuine."),
    FORMAT: _("The file is not made as a signed file is: something was added, or it is damaged."),
    REVOKED: _("The certificate had been taken back before it was used."),
    NO_CHAIN: _("We do not know who issued the certificate of whoever signed."),
    NO_POE: _("Nothing proves when it was signed: the time stamp is missing or does not hold."),
    NO_SIGNATURE: _("Nobody has signed this file."),
    CONSTRAINTS: _("A signature that belongs to it is missing, or it is not the newest revision."),
    NOT_FOUND: _("There is nothing that could be checked."),
    LATER: _("It could not be checked to its end just now."),
}
OF: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("altered", "file_changed", "file_missing", "paper_missing"), (FAILED, HASH)),
    **dict.fromkeys(("event_changed", "head_differs", "seal_bad", "sm2_bad"), (FAILED, HASH)),
    "addition_bad": (FAILED, HASH),
    "forged": (FAILED, CRYPTO),
    "revoked": (FAILED, REVOKED),
    **dict.fromkeys(("late_change", "new_field", "appended", "padding"), (FAILED, FORMAT)),
    **dict.fromkeys(("uncovered", "odd_range", "damaged", "file_added"), (FAILED, FORMAT)),
    **dict.fromkeys(("manifest_bad", "log_bad", "ledger_bad", "lists_bad"), (FAILED, FORMAT)),
    "head_bad": (FAILED, FORMAT),
    **dict.fromkeys(("unsafe_name", "zip_odd", "unreadable", "encrypted"), (FAILED, FORMAT)),
    **dict.fromkeys(("untrusted", "no_root", "root_differs"), (UNCLEAR, NO_CHAIN)),
    **dict.fromkeys(("no_stamp", "stamp_bad", "stamp_ended"), (UNCLEAR, NO_POE)),
    **dict.fromkeys(("no_seal_stamp", "seal_stamp_bad", "head_stamp_bad"), (UNCLEAR, NO_POE)),
    "renewal_bad": (UNCLEAR, NO_POE),
    **dict.fromkeys(("unsigned", "no_seal"), (UNCLEAR, NO_SIGNATURE)),
    **dict.fromkeys(("older_revision", "not_in_ledger"), (UNCLEAR, CONSTRAINTS)),
    "missing": (UNCLEAR, NOT_FOUND),
    "too_much": (UNCLEAR, LATER),
}
"""By the code of a fault. What is not listed here leaves it open."""
ORDER = (
    *(HASH, CRYPTO, REVOKED, FORMAT, NO_SIGNATURE),
    *(NO_CHAIN, CONSTRAINTS, NO_POE, NOT_FOUND, LATER),
)


def of(codes: Iterable[str]) -> tuple[str, str]:
    """Indication and sub-indication of these faults together: the worst one's. None: it passed."""
    found = {OF.get(code, (UNCLEAR, CONSTRAINTS)) for code in codes}
    if not found:
        return PASSED, ""
    return min(found, key=lambda one: (one[0] != FAILED, ORDER.index(one[1])))


def as_json(codes: Iterable[str]) -> dict[str, Any]:
    """For programs."""
    indication, sub = of(codes)
    return {"indication": indication, "sub_indication": sub}
