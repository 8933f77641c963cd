"""The answer: valid or not, every fault by name, and who signed what when."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext, gettext_lazy

_ = gettext_lazy

WORDS = {
    # the file
    "missing": _("There is nothing at this place."),
    "unreadable": _(
        "No whole PDF or package can be read here: it is none, is too large, or nobody may open it."
    ),
    "damaged": _("The file is damaged inside and cannot be read to its end."),
    # a paper
    "unsigned": _("Nobody has signed this paper."),
    "altered": _("The paper was changed after this signature was made."),
    "forged": _("The signature itself does not hold."),
    "untrusted": _("The signature does not lead to the trust root."),
    "no_root": _("There is no trust root to check against."),
    "no_stamp": _("The signature has no time stamp."),
    "stamp_bad": _("The time stamp does not hold, or does not lead to the trust root."),
    "stamp_ended": _("The certificate of the time stamp has ended; the stamp was not renewed."),
    "late_change": _("Something other than a prepared signature was added after this signature."),
    "new_field": _("A signature stands in a field that was not prepared before the first one."),
    "appended": _("Bytes stand behind the last signature; nobody has signed them."),
    "padding": _("The room behind a signature holds something else than zeros."),
    "uncovered": _("The container of the last signature holds bytes that nobody has signed."),
    "odd_range": _("A signature leaves out other bytes than its own."),
    "older_revision": _("This is an earlier revision: a later signature is missing."),
    "not_in_ledger": _("The ledger does not know this file."),
    # a package
    "no_seal": _("The package has no seal."),
    "seal_bad": _("The seal does not hold for this manifest."),
    "no_seal_stamp": _("The package has no time stamp."),
    "seal_stamp_bad": _("The time stamp does not hold for this manifest and this trust root."),
    "file_changed": _("This file was changed."),
    "file_missing": _("This file is missing."),
    "file_added": _("This file does not belong to the package."),
    "manifest_bad": _("This manifest cannot be read."),
    "event_changed": _("An event of the log was changed, dropped or put in."),
    "log_bad": _("The log of events cannot be read."),
    "head_bad": _("The head of this day, or the proof that leads to it, does not hold."),
    "head_stamp_bad": _("The time stamp over the head of this day does not hold."),
    "head_differs": _("The log of events is not the one that was stamped on this day."),
    "ledger_bad": _("The ledger of papers cannot be read."),
    "paper_missing": _("A paper that the ledger names is not in the package."),
    "root_differs": _("The trust root in the package is not the one that was asked for."),
    "unsafe_name": _("This name leads out of the package or to another file, or is no plain file."),
    "zip_odd": _("The ZIP holds bytes that belong to none of its files."),
}


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
    papers: dict[str, "Verdict"] = field(default_factory=dict)
    """In a package: what was found in each paper."""
    _known: set[Problem] = field(default_factory=set, repr=False, compare=False)
    """The problems once more: there may be as many as somebody could add files."""

    @property
    def valid(self) -> bool:
        """Whether every check passed."""
        return self.readable and not self.problems

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
            "sha256": self.sha256,
            "problems": problems,
            "signers": signers,
            "notes": self.notes,
        }
        if self.papers:
            answer["papers"] = {name: one.as_json() for name, one in self.papers.items()}
        return answer


def unreadable(kind: str, code: str = "unreadable", about: str = "") -> Verdict:
    """Nothing could be checked at all."""
    verdict = Verdict(kind, readable=False)
    verdict.add(code, about)
    return verdict
