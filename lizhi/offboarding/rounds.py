"""How far a round of sealing is, and the job that confirms one line of it."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.jobs.models import Outbox
from lizhi.offboarding import actions
from lizhi.offboarding.actions.sealing import stopped_rows
from lizhi.offboarding.models import SealRound, ToSeal
from lizhi.signing.models import Actor, Envelope

State = Literal["waits", "sealed", "failed"]
LINES = ("round__by", "seal__envelope__case", "seal__envelope__paper__file")


@dataclass(frozen=True)
class Line:
    """One agreement of the round, and what has become of it."""

    case: Case
    subject: str
    state: State
    why: str = ""


@dataclass(frozen=True)
class Progress:
    """Every line, and how many there are of each state."""

    lines: list[Line]

    @property
    def sealed(self) -> int:
        """How many have the company's seal."""
        return sum(line.state == "sealed" for line in self.lines)

    @property
    def failed(self) -> list[Line]:
        """Those that somebody has to look at."""
        return [line for line in self.lines if line.state == "failed"]

    @property
    def settled(self) -> int:
        """How many nothing more happens to by itself."""
        return self.sealed + len(self.failed)

    @property
    def is_over(self) -> bool:
        """Nothing moves any more: the page need not ask again."""
        return self.settled == len(self.lines)


def progress(seal_round: SealRound) -> Progress:
    """As it is now, by two questions."""
    lines = list(
        seal_round.lines.select_related(
            "seal__envelope__case__employment__person__user",
            "seal__envelope__case__employment__department",
            "seal__envelope__case__branch",
        )
    )
    stopped = {row.case_id for row in stopped_rows(lines)}
    return Progress([_line(line, stopped) for line in lines])


def _line(line: ToSeal, stopped: set[int | None]) -> Line:
    envelope, state, why = line.seal.envelope, "waits", ""
    if line.seal.state == Actor.State.SIGNED:
        state = "sealed"
    elif line.refused:
        state, why = "failed", line.refused
    elif envelope.state not in Envelope.OPEN:
        state, why = "failed", _("it was put aside or sent anew with another day")
    elif envelope.case_id in stopped:
        state, why = "failed", _("the machine did not get on; it can be tried again")
    return Line(envelope.case, envelope.subject, state, why)  # type: ignore[arg-type]


def confirm(row: Outbox) -> None:
    """One line of a round; run twice, it changes nothing."""
    line = ToSeal.objects.select_related(*LINES).get(pk=row.payload["line"])
    actions.confirm_line(line)
