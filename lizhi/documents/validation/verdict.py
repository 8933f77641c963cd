"""The answer: valid or not, every fault by name, and who signed what when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext

from lizhi.documents import indications
from lizhi.documents.faults import WORDS
from lizhi.documents.validation.voided import Voided


@dataclass(frozen=True)
class Problem:
    """One fault. `code` is stable and for programs; `about` names the file, field or event."""

    code: str
    about: str = ""
    detail: str = ""
    """For engineers; not translated."""

    def __str__(self) -> str:
        return f"{self.code}: {self.about}" if self.about else self.code

    @property
    def words(self) -> str:
        """The fault as a sentence in the reader's language."""
        sentence = gettext(str(WORDS[self.code]))
        return f"{self.about}: {sentence}" if self.about else sentence


@dataclass(frozen=True)
class Signer:
    """Who signed, when, and how strong the signature is."""

    role: str
    """Name of the signature field; `seal` for a package."""
    name: str
    organisation: str
    at: dt.datetime | None
    """The moment in the time stamp; without a valid stamp there is none."""
    level: str
    """PAdES or CAdES level: B-B, B-T, B-LT, B-LTA."""
    serial: str
    """Of the certificate, hexadecimal."""
    valid: bool
    assurance: str = ""
    """L1: agreed between the parties; L2: a licensed authority's certificate, L3: a signing
    service's. Empty: unknown."""


@dataclass
class Verdict:
    """What was found. It is valid when there are no problems at all."""

    kind: str
    """`pdf`, `package` or `unknown`."""
    sha256: str = ""
    readable: bool = True
    problems: list[Problem] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Worth saying, no fault."""
    beside: list[tuple[str, str, bool]] = field(default_factory=list)
    """SM2 signatures that fit: which file, whose, and whether it leads to a chosen root."""
    papers: dict[str, "Verdict"] = field(default_factory=dict)
    """In a package: what was found in each paper."""
    void: Voided | None = None
    """It is what was signed, and both sides have signed later that it holds no more."""
    _known: set[Problem] = field(default_factory=set, repr=False, compare=False)
    """The problems once more: there may be as many as somebody could add files."""

    @property
    def valid(self) -> bool:
        """Whether every check passed: it is what was signed. Whether it still holds says `void`."""
        return self.readable and not self.problems

    @property
    def indication(self) -> tuple[str, str]:
        """Indication and sub-indication, in the vocabulary of ETSI TS 119 102-1."""
        return indications.of(one.code for one in self.problems)

    def compare_with(self, ledger: Sequence[str] | None) -> None:
        """The last revision must be this file.

        A ledger adds faults and takes none away: whoever changed the paper may have written it.
        """
        if ledger and self.sha256 != ledger[-1]:
            self.add("older_revision" if self.sha256 in ledger else "not_in_ledger")

    def add(self, code: str, about: str = "", detail: str = "") -> None:
        """Note a fault, once."""
        problem = Problem(code, about, detail)
        if problem not in self._known:
            self._known.add(problem)
            self.problems.append(problem)

    def as_json(self) -> dict[str, Any]:
        """For programs; moments as ISO 8601 in UTC."""
        signers = [
            {**asdict(one), "at": one.at.astimezone(dt.UTC).isoformat() if one.at else None}
            for one in self.signers
        ]
        problems = [
            {"code": one.code, "about": one.about, "words": one.words} for one in self.problems
        ]
        answer: dict[str, Any] = {
            "kind": self.kind,
            "valid": self.valid,
            "readable": self.readable,
            **indications.as_json(one.code for one in self.problems),
            "sha256": self.sha256,
            "problems": problems,
            "signers": signers,
            "notes": self.notes,
            "void": self.void.as_json() if self.void else None,
        }
        if self.papers:
            answer["papers"] = {name: one.as_json() for name, one in self.papers.items()}
        return answer


def unreadable(kind: str, code: str = "unreadable", about: str = "") -> Verdict:
    """Nothing could be checked at all."""
    verdict = Verdict(kind, readable=False)
    verdict.add(code, about)
    return verdict
