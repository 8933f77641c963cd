"""A file that came back from a service outside: this very paper, signed by these, and whole.

Only the job worker comes here. The service's own word counts for nothing in it.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence

from lizhi.documents import actions as documents
from lizhi.documents import pagetexts
from lizhi.documents.validation import Verdict, services
from lizhi.documents.validation.outside import check_outside
from lizhi.documents.validation.verdict import Signer
from lizhi.signing import rules
from lizhi.signing.actions.returning import Returned, Signature
from lizhi.signing.models import Actor, Envelope


class NotThisPaper(Exception):
    """Nothing that anybody may call signed; `code` of `doubts`, and what validation has found."""

    def __init__(self, code: str, **findings: object) -> None:
        super().__init__(code)
        self.code = code
        self.findings = findings


def look(envelope: Envelope, files: Sequence[bytes], *, at: dt.datetime) -> Returned:
    """The file with a signature for each who was asked, or `NotThisPaper`."""
    if len(files) != 1:
        raise NotThisPaper("several_papers", files=len(files))
    pdf, sent = files[0], documents.read(envelope.paper.file)
    verdict = check_outside(pdf, roots=services.trusted(), moment=at)
    codes = [problem.code for problem in verdict.problems]
    if "unsigned" in codes:
        raise NotThisPaper("unsigned", sha256=verdict.sha256)
    if not verdict.valid:
        told = [str(problem) for problem in verdict.problems]
        raise NotThisPaper("not_valid", sha256=verdict.sha256, problems=told)
    continued = _continued(pdf, sent, envelope.outside.sent)
    return Returned(pdf, continued, _signatures(envelope, verdict))


def _continued(pdf: bytes, sent: bytes, digest: str) -> str:
    """Our very bytes stand at its beginning; or it was drawn anew and says the same."""
    if hashlib.sha256(sent).hexdigest() != digest:
        raise NotThisPaper("moved_on")
    if pdf.startswith(sent):
        return "bytes"
    ours, theirs = pagetexts.of(sent), pagetexts.of(pdf)
    if len(ours) != len(theirs) or not all(map(_says, theirs, ours)):
        raise NotThisPaper("other_text")
    return "redrawn"


def _says(theirs: str, ours: str) -> bool:
    """Every letter of ours in its order; a service may add a number or a line of its own."""
    letters = iter(theirs)
    return len(theirs) - len(ours) <= ADDED and all(letter in letters for letter in ours)


ADDED = 120
"""Letters that a service may add to a page: its number of the file, a line about itself."""


def _signatures(envelope: Envelope, verdict: Verdict) -> dict[str, Signature]:
    """One for each who was asked, by the name in the certificate; none of somebody else."""
    left = list(verdict.signers)
    found: dict[str, Signature] = {}
    for actor in envelope.actors.select_related("user", "entity").order_by("order", "pk"):
        mine = next((one for one in left if _is_of(one, actor)), None)
        if mine is None:
            raise NotThisPaper("other_signers", missing=actor.role)
        left.remove(mine)
        stamped = mine.at.isoformat() if mine.at else ""
        found[actor.role] = Signature(mine.name, mine.serial, stamped)
    if left:
        raise NotThisPaper("other_signers", more=len(left))
    return found


def _is_of(signer: Signer, actor: Actor) -> bool:
    """I: a service writes the name of the roster into the certificate, alone or among others."""
    if actor.entity is not None:
        return _named(actor.entity.name, signer.organisation, signer.name)
    return actor.user is not None and _named(rules.roster_name(actor.user), signer.name)


def _named(name: str, *written: str) -> bool:
    return any(rules.holds_name(one, name) for one in written)
