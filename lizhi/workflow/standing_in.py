"""Whoever is away has no step waiting for him: a substitute does it, or who stands above him."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people import absences
from lizhi.people import rules as people

IN_PLACE_OF = "_in_place_of"


def in_place_of(user: User) -> User | None:
    """For whom this person, as `instead` has found him, does it; None: in his own right."""
    found: User | None = user.__dict__.get(IN_PLACE_OF)
    return found


def put(doer: User, absent: User) -> User:
    """This person does it in that one's place."""
    doer.__dict__[IN_PLACE_OF] = absent
    return doer


def told(users: Iterable[User]) -> dict[str, dict[str, int]]:
    """For an event: who does it in whose place, by their keys; nothing where nobody is away."""
    found = {str(one.pk): absent.pk for one in users if (absent := in_place_of(one))}
    return {"in_place_of": found} if found else {}


def instead(
    users: Iterable[User],
    case: Case,
    *,
    at: dt.datetime,
    each: bool = False,
    besides: Iterable[int] = (),
) -> list[User]:
    """These people, each once; in place of those who are away today whoever does it meanwhile.

    Whoever leaves is asked in any case: nobody else signs or answers for him. `each`: everybody has
    an own part, and nobody does that of another besides, nor does anybody of `besides` (keys).
    """
    day, asked = clock.local(at).date(), list(users)
    own = {user.pk for user in asked if each}
    found: dict[int, User] = {}
    for one in asked:
        taken = {*besides, *own, *(found if each else ())} - {one.pk}
        user = _present(one, case, day, taken)
        known = found.get(user.pk)
        if known is None or in_place_of(known):
            found[user.pk] = user
    return list(found.values())


def _present(user: User, case: Case, day: dt.date, taken: set[int]) -> User:
    """Where nobody fits at all it stays with whoever is away: better late than lost."""
    if user == case.leaver or absences.of(user, day) is None:
        return user
    fits = partial(_fits, case, taken)
    doer = absences.substitute(user, day, fits=fits) or _above(user, day, fits)
    if doer is None:
        return user
    return put(doer, user)


def above(user: User, case: Case, *, at: dt.datetime, besides: Iterable[int] = ()) -> User | None:
    """Whoever does it in place of somebody who is gone, where the rules name nobody else."""
    return _above(user, clock.local(at).date(), partial(_fits, case, set(besides)))


def _fits(case: Case, taken: set[int], user: User) -> bool:
    return user != case.leaver and user.pk not in taken and absences.may_do(user)


def _above(user: User, day: dt.date, fits: Callable[[User], bool]) -> User | None:
    """Up the line to the first who is there, or whose substitute is."""
    met = {user.pk}
    while True:
        try:
            user = people.superior_of(user)
        except people.NobodyNamed:
            return None
        if user.pk in met:
            return None
        met.add(user.pk)
        if found := absences.substitute(user, day, fits=fits):
            return found
