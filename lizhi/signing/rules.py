"""Who may sign, decline or seal, and when."""

import datetime as dt
import unicodedata
from collections.abc import Container

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import rules as cases
from lizhi.cases.models import Case
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people import rules as people
from lizhi.people.models import LegalEntity, Person
from lizhi.signing.models import Actor, Envelope
from lizhi.signing.providers import BUILTIN, is_outside

PERSON = Prepared(lambda: Person.objects.filter(user=given("user")).only("name"))
MIDDLE_DOTS = dict.fromkeys(map(ord, "•・‧∙⋅．."), "·")


def visible_to(user: User) -> QuerySet[Envelope]:
    """The envelopes in which this person signs, and those of papers that the person may read."""
    readable = Q(paper__in=cases.papers_visible_to(user))
    return Envelope.objects.filter(
        readable | Q(pk__in=Actor.objects.filter(user=user).values("envelope"))
    )


def may_have_report(envelope: Envelope, user: User) -> bool:
    """Whoever signs in it, and HR of the branch; nobody else hears how somebody was known."""
    if Actor.objects.filter(envelope=envelope, user=user).exists():
        return True
    return people.roles_of(user).is_hr_of(envelope.case.branch_id)


def check_can_have_report(envelope: Envelope, user: User) -> None:
    """How somebody signed is for that person and HR of the branch."""
    if not may_have_report(envelope, user):
        raise NotPermitted(_("Only whoever signs and HR of the branch get this report."))


def roster_name(user: User) -> str:
    """The name that the roster knows this person by; it goes into the certificate."""
    person = PERSON.first(user=user.pk)
    return person.name if person else user.name


def same_name(typed: str, name: str) -> bool:
    """Whether somebody has typed this name, whatever spaces, widths or dots the keyboard gave."""
    return _plain(typed) == _plain(name)


def holds_name(text: str, name: str) -> bool:
    """Whether this name stands in a text that may say more, as the subject of a certificate."""
    return _plain(name) in _plain(text)


def check_typed(typed: str, name: str) -> None:
    """A typed signature is the name of the roster, nothing else."""
    if not same_name(typed, name):
        raise Refused(_("It is not the name on the roster. Please look again."))


def check_can_sign(actor: Actor, user: User, at: dt.datetime) -> None:
    """Only the signer, in turn, once, while the paper is out."""
    check_own(actor, user)
    check_can_go_out(actor, at)


def check_can_go_out(actor: Actor, at: dt.datetime) -> None:
    """Whoever may sign may go on to the service, where the signing is."""
    check_open(actor.envelope, at)
    if actor.state in {Actor.State.GIVEN, Actor.State.SIGNED}:
        raise AlreadyDone(_("You have signed this already."))
    if actor.state != Actor.State.ASKED:
        raise Refused(_("It is not your turn yet; you will get a message."))


def check_can_switch(envelope: Envelope, to: str, *, known: Container[str]) -> None:
    """Another service, while it is out, and before a signature stands in the paper here."""
    if envelope.state not in Envelope.OPEN:
        raise AlreadyDone(_ended_as(envelope.state, envelope))
    if to == envelope.provider or to not in known:
        raise Refused(_("Please choose another service than the present one."))
    if envelope.is_optional or any(map(_stands, envelope.actors.all())):
        raise Refused(_("A signature stands in this paper already; it can be completed only here."))


def _stands(actor: Actor) -> bool:
    """In the file, or on the paper that lies with HR."""
    return bool(actor.evidence.get("made") or actor.evidence.get("on_paper"))


def check_is_witness(actor: Actor, user: User) -> None:
    """HR of this branch, or of the group; nobody is the witness of the own signature."""
    may = people.roles_of(user).is_hr_of(actor.envelope.case.branch_id)
    if not may or actor.user_id == user.pk:
        raise NotPermitted(_("Only HR of this branch can be the witness."))


def check_can_witness(actor: Actor, user: User, at: dt.datetime) -> None:
    """A witness for whoever's turn it is, while the paper is out."""
    check_is_witness(actor, user)
    check_open(actor.envelope, at)
    if actor.state in {Actor.State.GIVEN, Actor.State.SIGNED}:
        raise AlreadyDone(_("This person has signed already."))
    if actor.state != Actor.State.ASKED:
        raise Refused(_("It is not this person's turn yet."))


def check_is_here(envelope: Envelope) -> None:
    """It is signed in the house; what goes to a service outside is signed there only."""
    if is_outside(envelope.provider):
        raise Refused(_("This paper is signed at another service; its page leads you there."))


def check_can_decline(actor: Actor, user: User, at: dt.datetime) -> None:
    """Whoever may sign may also say no; a signature that was given stands."""
    check_can_sign(actor, user, at)


def check_can_want_again(actor: Actor, user: User, at: dt.datetime) -> None:
    """The signer, once the time is over, once; a proposal that has lapsed is a new one's business.

    Whether HR sends it again is for HR to say: this asks.
    """
    check_own(actor, user)
    envelope = actor.envelope
    if envelope.wanted_at:
        raise AlreadyDone(_("You have asked for it again already."))
    if envelope.is_optional:
        raise Refused(_("This paper holds without your name; nothing need be signed any more."))
    if envelope.voids_id:
        raise Refused(_("The time is over, and the paper before holds as it did. Please ask HR."))
    over = envelope.state == Envelope.State.EXPIRED
    if not over and not (envelope.state in Envelope.OPEN and at >= envelope.expires_at):
        raise Refused(_("This has not run out; there is nothing to ask for."))
    if actor.state not in {Actor.State.WAITING, Actor.State.ASKED}:
        raise AlreadyDone(_("You have signed this already."))
    if envelope.case.is_offer or envelope.case.status != Case.Status.RUNNING:
        raise Refused(_("It is over; nothing need be signed any more."))
    newer = Envelope.objects.filter(case=envelope.case, purpose=envelope.purpose)
    if newer.filter(pk__gt=envelope.pk).exists():
        raise AlreadyDone(_("A newer one has been sent to you."))


def check_can_seal(actor: Actor, entity: LegalEntity) -> None:
    """The seal of this very company, in turn, once, while the paper is out."""
    if actor.kind != Actor.Kind.ORG or actor.entity_id != entity.pk:
        raise NotPermitted(_("This seal is not asked for on this paper."))
    check_out(actor.envelope)
    if actor.state in {Actor.State.GIVEN, Actor.State.SIGNED}:
        raise AlreadyDone(_("The seal stands on this paper already."))
    if actor.state != Actor.State.ASKED:
        raise Refused(_("Others have to sign before the company's seal."))


def check_open(envelope: Envelope, at: dt.datetime) -> None:
    """The paper is out for signature and its time is not over."""
    check_out(envelope)
    if at >= envelope.expires_at:
        raise Refused(_ended_as(Envelope.State.EXPIRED, envelope))


def check_out(envelope: Envelope) -> None:
    """The paper is out for signature."""
    if envelope.state == Envelope.State.DRAFT:
        raise Refused(_("The paper is being made ready. Please try again in a few seconds."))
    if envelope.state not in Envelope.OPEN:
        raise AlreadyDone(_ended_as(envelope.state, envelope))


def services_of(case: Case) -> dict[int, str]:
    """The papers of this case that a service outside has brought back signed, and its name."""
    signed = (Envelope.State.COMPLETED, Envelope.State.VOIDED)
    ended = Envelope.objects.filter(case=case, state__in=signed)
    return dict(ended.exclude(provider=BUILTIN).values_list("paper", "provider"))


def check_own(actor: Actor, user: User) -> None:
    """It is this person who is asked, and nobody can sign in his place."""
    if actor.user_id != user.pk:
        raise NotPermitted(_("Only the person who is asked can sign this."))


def _ended_as(state: str, envelope: Envelope) -> str:
    if state == Envelope.State.EXPIRED and envelope.case.is_offer:
        return _("The time to sign this is over. The proposal is off, and your contract goes on.")
    if state == Envelope.State.EXPIRED and envelope.voids_id:
        return _("The time to sign this is over. The paper before holds as it did.")
    if state == Envelope.State.EXPIRED and envelope.is_optional:
        return _("The time to sign this is over. The paper holds without your name.")
    return {
        Envelope.State.COMPLETED: _("Everybody has signed this already."),
        Envelope.State.VOIDED: _("Everybody has signed this, and later that it is void."),
        Envelope.State.DECLINED: _("This was declined; nothing more can be signed in it."),
        Envelope.State.REVOKED: _("This paper was called back; nothing need be signed."),
        Envelope.State.EXPIRED: _(
            "The time to sign this is over. Your leaving goes on without it; HR can send it again."
        ),
    }.get(Envelope.State(state), _("This paper cannot be signed any more."))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).translate(MIDDLE_DOTS).casefold()
