"""What the look of the last night has found, in the words of whoever looks after the machine."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.jobs.models import Look

WORDS: Mapping[str, StrOrPromise] = {
    "ended_but_open": _("A step is open in a case that has ended"),
    "closed_but_asked": _("Somebody is asked for a step that is over"),
    "closed_but_timed": _("Time waits for a step that is over"),
    "stands_nowhere": _("A case runs and stands nowhere"),
    "two_versions": _("A case stands in two versions of its process"),
    "rev": _("A case has another number of moves than of actions"),
    "waits_for_nobody": _("A step waits for nobody"),
    "done_for_nothing": _("The machine is to do a step that was given up"),
    "out_of_turn": _("Somebody is asked before it is the turn"),
    "answered_twice": _("A step was answered more than once"),
    "left_lying": _("Something has not been done for a day"),
    "missed": _("A time has passed and nothing has happened"),
    "duty_missing": _("A duty of the law has no row"),
    "duty_untold": _("A duty of the law is late, and nobody has heard of it"),
    "duty_by_nobody": _("A duty of the law is done, and nobody says by whom"),
    "paid_too_short": _("Wages end before the contract, and nobody has agreed to it"),
    "ended_and_stays": _("A certificate is valid, and the employment goes on"),
    "certificate_unsaid": _("A certificate is issued, and its duty is still open"),
    "wages_unasked": _("A case is closed, and finance was never asked for the last wages"),
    "never_printed": _("A case ended unserved, and no notice was ever printed"),
    "wrong_holder": _("A list shows a case at the wrong person"),
    "wrong_end": _("Status and end of a case do not agree"),
    "paper_lost": _("A valid paper has no file"),
    "proof_lost": _("A proof or a file of a step was deleted before its day"),
    "file_astray": _("A file lies in another case than its step"),
    "text_left": _("A text was due and has not gone out"),
    "points_nowhere": _("A row points at one that is not there"),
    "unknown_word": _("A row holds a word that nobody knows"),
    "root_list_ends": _("The list of the root that is off line ends soon"),
    "stamp_key_late": _("The key for time stamps is older than its year"),
    "wrapped_before": _("Keys still lie under the installation's key before"),
    "wrong_calls": _("Somebody called in the name of a signing service"),
    "doubted": _("What a signing service says does not hold"),
    "face_silent": _("The face service was not to be had for anybody"),
    "faces_to_file": _("Soon so many faces were compared that the company has to file it"),
    "story": _("The story of a case has a gap or was changed"),
    "heads": _("The stamped head of a day does not agree with what happened"),
    "unstamped": _("The stories of a day have no time stamp two days later"),
}


@dataclass(frozen=True)
class Fault:
    """One kind of broken row: how many, and the cases of the first of them."""

    words: StrOrPromise
    count: int
    cases: list[str]


def last() -> Look | None:
    """The newest one; None: there has been no night yet."""
    return Look.objects.order_by("-created_at", "-pk").first()


def faults(look: Look) -> list[Fault]:
    """In the order in which they were looked for."""
    return [
        Fault(WORDS.get(name, name), count, _cases(look, name))
        for name, count in look.counts.items()
    ]


def _cases(look: Look, name: str) -> list[str]:
    found = [case for check, _table, _row, case in look.rows if check == name and case]
    return list(dict.fromkeys(found))[:3]
