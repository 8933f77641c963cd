"""Whether a certificate is this person's: yes or no, by keyed hashes, and nothing is shown."""

import hmac
import unicodedata

from django.utils.translation import gettext_lazy as _

from lizhi.cases import actions
from lizhi.cases.models import Paper, PaperCheck
from lizhi.common import clock, encryption
from lizhi.common.refusals import Refused

MOST_A_DAY = 20
"""Names that may be tried on one certificate a day, from wherever."""
TAIL = 4


class TooMany(Refused):
    """Somebody guesses."""

    code = "too_many"


def is_of(paper: Paper | None, name: str, tail: str) -> bool:
    """Whether this is the name, and these the last four of the identity number where given.

    The same is worked out for a code that nobody has.
    """
    if paper is not None:
        _count(paper)
    facts = actions.paper_facts(paper) if paper else {}
    number = str(facts.get("id_number") or "")
    wanted = _digest(str(facts.get("employee") or ""), number[-TAIL:] if tail else "")
    given = _digest(name, tail)
    return hmac.compare_digest(wanted, given) and bool(facts.get("employee"))


def _count(paper: Paper) -> None:
    rows = PaperCheck.objects.filter(paper=paper, day=clock.today(), way=PaperCheck.Way.NAME)
    if sum(rows.values_list("times", flat=True)) >= MOST_A_DAY:
        raise TooMany(_("Names were compared with this certificate often today. Try tomorrow."))
    actions.note_check(paper, way=PaperCheck.Way.NAME, day=clock.today())


def _digest(name: str, tail: str) -> bytes:
    plain = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
    text = f"{plain}|{tail.strip().upper()}".encode()
    return hmac.digest(encryption.key_for("name-check"), text, "sha256")
