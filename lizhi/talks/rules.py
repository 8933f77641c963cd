"""Who talks to whom, and who reads what of it."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people import rules as people
from lizhi.talks.models import Cause, Talk, TalkNote

State = Talk.State
OPEN = frozenset({State.ASKED, State.OFFERED, State.FIXED})


def partners(case: Case) -> list[User]:
    """HR first, then the manager and whoever stands above: the leaver chooses."""
    found: list[User] = []
    leaver = case.leaver
    asked: tuple[Callable[[], User], ...] = (
        lambda: people.hr_of(case.branch, besides=leaver),
        lambda: people.manager_of(case.employment),
        lambda: people.superior_of(case.employment),
    )
    for rule in asked:
        try:
            user = rule()
        except people.NobodyNamed:
            continue
        if user != leaver and user not in found:
            found.append(user)
    return found


def check_can_ask(case: Case, user: User) -> None:
    """Only whoever leaves, while the case runs; it is never asked for."""
    if case.leaver != user:
        raise NotPermitted(_("Only the employee can ask for a talk."))
    if case.status != Case.Status.RUNNING:
        raise Refused(_("This case has ended; a talk cannot be arranged here any more."))


def check_wish(case: Case, partner: User, causes: Iterable[str]) -> None:
    """To one of those who may be asked; causes are codes, for words are for the partner alone."""
    if partner not in partners(case):
        raise Refused(_("Please choose one of the people named there."))
    if not set(causes) <= set(Cause.values):
        raise Refused(_("Please tick only what stands there; the rest goes into your own words."))


def ahead(partner: User) -> QuerySet[Talk]:
    """The talks of this person that are still to be."""
    return Talk.objects.filter(partner=partner, state__in=OPEN)


def check_is_leaver(talk: Talk, user: User) -> None:
    """The other side of the table."""
    if talk.case.leaver != user:
        raise NotPermitted(_("Only the employee can answer this."))


def may_open(talk: Talk, user: User) -> bool:
    """Whoever was chosen, and HR of the branch, so that nobody who is away leaves it unanswered."""
    if user == talk.case.leaver:
        return False
    hr = people.roles_of(user).is_hr_of(talk.case.branch_id)
    return hr or (user == talk.partner and people.works_here(user))


def check_can_open(talk: Talk, user: User) -> None:
    """See `may_open`."""
    if not may_open(talk, user):
        raise NotPermitted(_("Only whoever was asked for this talk can open it."))


def check_can_arrange(talk: Talk, user: User) -> None:
    """While an hour is on the table."""
    check_can_open(talk, user)
    if talk.state not in OPEN:
        raise AlreadyDone(_("There is nothing to arrange any more."))


def check_can_fix(talk: Talk, user: User) -> None:
    """The hour that the leaver picked, or agreed to: nobody is fixed to another."""
    check_can_arrange(talk, user)
    if talk.state == State.OFFERED:
        raise Refused(_("The employee has not agreed to this hour yet."))


def may_read_words(talk: Talk, user: User) -> bool:
    """What the leaver wrote is for whom it was written to."""
    return user in {talk.partner, talk.case.leaver}


def notes_for(talk: Talk, user: User) -> list[TalkNote]:
    """One's own; HR of the branch also those that were left for HR."""
    hr = people.roles_of(user).is_hr_of(talk.case.branch_id) and user != talk.case.leaver
    every = talk.notes.select_related("author").order_by("created_at", "pk")
    return [note for note in every if note.author == user or (hr and note.for_hr)]
