"""When a paper may be signed by hand, and what can be wrong with one that comes back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.identity.models import IdentityProof
from lizhi.people import rules as people
from lizhi.signing import kinds, ladder, rules
from lizhi.signing.models import Actor, Envelope, OnPaper, Scan
from lizhi.signing.providers import is_outside

WAY = IdentityProof.Way.ON_PAPER
PURPOSE = "signed"
"""Of uploads."""
WRONG: Mapping[str, StrOrPromise] = {
    "one_copy": gettext_lazy("One of the two copies is missing"),
    "not_signed": gettext_lazy("The name is missing, or cannot be read"),
    "pages": gettext_lazy("Pages are missing"),
    "other_text": gettext_lazy("It is another text than the one that was sent"),
    "not_come": gettext_lazy("Nothing has come, or it came damaged"),
}
"""What HR may find, by its code."""
CHECKED: Mapping[str, StrOrPromise] = {
    "copies": gettext_lazy("Both copies are here"),
    "name": gettext_lazy("The name is written by hand, and can be read"),
    "pages": gettext_lazy("All pages are here, nothing is crossed out or added"),
    "text": gettext_lazy("The text is that of this number and fingerprint, page by page"),
}
"""What HR says that it has looked at: all of it, or it is not taken in."""
OF_ACTOR = Prepared(lambda: OnPaper.objects.of(given("actor")))


def of(actor: Actor) -> OnPaper | None:
    """How it stands with the signature by hand, if it was ever chosen."""
    found = OF_ACTOR.first(actor=actor.pk)
    if found:
        found.actor = actor
    return found


def alive(actor: Actor) -> OnPaper | None:
    """It is being signed by hand, and has not been taken in."""
    found = of(actor)
    return found if found and found.state in OnPaper.ALIVE else None


def is_hr_of(actor: Actor, user: User) -> bool:
    """HR of this branch, or of the group; never for the own signature."""
    mine = actor.user_id == user.pk
    return not mine and people.roles_of(user).is_hr_of(actor.envelope.case.branch_id)


def ways(actor: Actor) -> tuple[str, ...]:
    """Those of the ladder that are open to this signer: by hand signs whoever leaves."""
    every = ladder.ways(actor.envelope.purpose)
    leaves = actor.user_id == actor.envelope.case.leaver.pk
    return every if leaves else tuple(way for way in every if way != WAY)


def check_is_hr(actor: Actor, user: User) -> None:
    """Whoever takes a paper in is somebody else than who has signed it."""
    if not is_hr_of(actor, user):
        raise NotPermitted(_("Only HR of this branch takes in what was signed by hand."))


def check_concerned(actor: Actor, user: User) -> None:
    """The signer, or HR for a signer who has no phone."""
    if actor.user_id != user.pk and not is_hr_of(actor, user):
        raise NotPermitted(_("Only the person who is asked can sign this."))


def check_can_choose(actor: Actor, user: User, at: dt.datetime) -> None:
    """The signer, or HR for a signer who has no phone; while it can be signed at all."""
    check_concerned(actor, user)
    rules.check_can_go_out(actor, at)
    if WAY not in ways(actor):
        raise Refused(_("This paper is signed in another way. The page shows which there are."))
    if is_outside(actor.envelope.provider):
        raise Refused(
            _("A signing service has this paper. HR can let it be signed here, then on paper too.")
        )


def check_alive(found: OnPaper | None, at: dt.datetime) -> OnPaper:
    """It is being signed by hand; raises with what became of it."""
    if found is None or found.state == OnPaper.State.LEFT:
        if found is not None:
            rules.check_can_go_out(found.actor, at)
        raise Refused(_("This is not signed on paper. The page of the paper shows how it is."))
    if found.state == OnPaper.State.RECEIVED:
        raise AlreadyDone(_("The original is here already; nothing more need be sent."))
    rules.check_can_go_out(found.actor, at)
    return found


def check_can_send(found: OnPaper | None, actor: Actor, user: User, at: dt.datetime) -> OnPaper:
    """The signer says that it is on its way, or HR for somebody who has no phone."""
    check_concerned(actor, user)
    return check_alive(found, at)


def check_can_receive(found: OnPaper | None, actor: Actor, user: User, at: dt.datetime) -> OnPaper:
    """HR, while the paper is out and was not signed in another way meanwhile."""
    check_is_hr(actor, user)
    if actor.state in {Actor.State.GIVEN, Actor.State.SIGNED} and not _is_received(found):
        raise AlreadyDone(
            _("It was signed on the phone meanwhile, and that counts. Send the paper back, please.")
        )
    envelope = actor.envelope
    out = envelope.state in Envelope.OPEN
    if envelope.state == Envelope.State.EXPIRED or (out and at >= envelope.expires_at):
        raise Refused(
            _("The time for this paper is over. Send it again on its page, and keep what has come.")
        )
    return check_alive(found, at)


def check_can_take_in(found: OnPaper | None, actor: Actor, user: User, at: dt.datetime) -> None:
    """The same, for a page."""
    check_can_receive(found, actor, user, at)


def check_can_return(found: OnPaper | None, actor: Actor, user: User) -> OnPaper:
    """HR, once the original is here."""
    check_is_hr(actor, user)
    if found is None or found.state != OnPaper.State.RECEIVED:
        raise Refused(_("The original is not here yet; there is nothing to send back."))
    return found


def check_day(found: OnPaper, day: dt.date, *, today: dt.date, first: dt.date) -> None:
    """Between the day on which it was chosen and today."""
    if day > today:
        raise Refused(_("This day is still to come. When did the originals arrive?"))
    if day < first:
        raise Refused(_("On that day nobody had chosen to sign on paper yet. Please check it."))


def _is_received(found: OnPaper | None) -> bool:
    return found is not None and found.state == OnPaper.State.RECEIVED


def scan_of(actor: Actor, scan_id: int) -> Scan | None:
    """One picture of this signer's paper, if it is one."""
    mine = Scan.objects.filter(on_paper__actor=actor, pk=scan_id)
    return mine.select_related("file__view").first()


@dataclass(frozen=True)
class Said:
    """What HR has found wrong, and wrote to the person."""

    why: StrOrPromise
    words: str
    at: dt.datetime


def last_wrong(actor: Actor) -> Said | None:
    """The newest, while nothing has been sent since; nobody has to guess what to do."""
    found = of(actor)
    if found is None or found.state != OnPaper.State.WRONG:
        return None
    case = actor.envelope.case
    told = case.events.filter(kind=kinds.ORIGINAL_WRONG).order_by("-seq")
    mine = (event for event in told if event.facts.get("envelope") == actor.envelope.biz_no)
    event = next((event for event in mine if event.facts.get("role") == actor.role), None)
    if event is None:
        return None
    event.case = case
    return Said(WRONG.get(event.facts["why"], ""), chain.read(event) or "", event.happened_at)
