"""Who may have a sealed package, and the words for what was checked in it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.archive.models import Package
from lizhi.cases.models import Case, Paper
from lizhi.people.rules import roles_of

PROPERTIES: dict[str, StrOrPromise] = {
    "authentic": _("Authentic"),
    "whole": _("Whole"),
    "usable": _("Usable"),
    "safe": _("Safe"),
}
CHECKS: dict[str, StrOrPromise] = {
    "signed": _("Signatures and time stamps of the papers hold, nothing was changed since"),
    "chained": _("Events hang together, none was changed, dropped or put in"),
    "papers_there": _("The papers that every case needs are there"),
    "last_revision": _("Each paper is the last revision that the ledger knows"),
    "opens": _("Every paper opens"),
    "archivable": _("Every paper is PDF/A-2a, with its fonts in the file"),
    "decrypted": _("Ciphertext and keys fit together"),
    "proofs_outside": _("Proofs stayed outside, only their fingerprints are in"),
}
KINDS: dict[str, StrOrPromise] = dict(Paper.Kind.choices)
"""Papers that are missing are named as people name them, files by their name."""


@dataclass(frozen=True)
class Line:
    """One check as a page shows it."""

    words: StrOrPromise
    good: int
    of: int
    failed: list[StrOrPromise]
    passed: bool


@dataclass(frozen=True)
class Property:
    """One of the four properties, with its checks."""

    name: StrOrPromise
    passed: bool
    lines: list[Line]


def is_sealed(case: Case) -> bool:
    """There is a package, and its bytes are kept: what is issued now lies beside the bag."""
    return Package.objects.filter(case=case, file__deleted_at=None).exists()


def packages_visible_to(user: User) -> QuerySet[Package]:
    """One's own, and as HR those of one's branches. It holds everything, so nobody else's."""
    own = Q(case__employment__person__user=user)
    branches = roles_of(user).hr_branches
    by_role = Q() if branches is None else own | Q(case__branch__in=branches)
    return Package.objects.filter(by_role)


def found(packages: QuerySet[Package], words: str) -> QuerySet[Package]:
    """Those whose case has this number, or whose leaver this name, or a part of it."""
    words = words.replace("\0", "").strip()
    if not words:
        return packages
    by_number = Q(case__number__icontains=words)
    return packages.filter(by_number | Q(case__employment__person__name__icontains=words))


def report(checks: dict[str, Any]) -> list[Property]:
    """The four properties in their order, as counted when the package was sealed."""
    known = checks.get("properties", {})
    return [
        Property(PROPERTIES[name], known[name]["passed"], _lines(known[name]["checks"]))
        for name in PROPERTIES
        if name in known
    ]


def _lines(checks: list[dict[str, Any]]) -> list[Line]:
    return [
        Line(
            words=CHECKS.get(check["code"], check["code"]),
            good=check["good"],
            of=check["of"],
            failed=[KINDS.get(name, name) for name in check["failed"]],
            passed=check["good"] == check["of"],
        )
        for check in checks
    ]
