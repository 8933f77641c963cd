"""Who answers for whom: managers, HR, finance, keepers, and who may open what.

Every rule finds somebody who is still here and can sign in, so that no step of a case is without
an owner; only an installation in which nobody holds any role refuses.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import Invitation, User
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.people import questions
from lizhi.people.models import (
    Branch,
    Employment,
    ImportBatch,
    LegalEntity,
    RoleGrant,
    Roles,
    roles_of,
)

__all__ = [
    "NobodyNamed",
    "Roles",
    "check_can_look_after_company",
    "check_can_look_after_staff",
    "check_can_start",
    "check_can_undo",
    "contact_of",
    "employment_of",
    "finance_of",
    "finances_of",
    "group_hr",
    "hr_of",
    "is_employed",
    "keepers_of",
    "manager_of",
    "manages",
    "roles_of",
    "superior_of",
    "was_invited",
    "works_here",
]
Role = RoleGrant.Role
Besides = User | None | tuple[User | None, User | None]
"""Who cannot be named, because it is about himself."""


class NobodyNamed(Refused):
    """Nobody holds the role that is asked for, nor any that would stand in for it."""

    code = "nobody_named"


def employment_of(user: User) -> Employment | None:
    """The employment that runs, the newest where there are two; None for whoever has left."""
    return questions.EMPLOYMENT.first(user=user.pk)


def is_employed(user: User) -> bool:
    """Whether somebody has an employment that runs."""
    return questions.WORKS.first(user=user.pk) is not None


def manager_of(employment: Employment) -> User:
    """Own reporting line, else the head of the department, else HR of the branch.

    Nobody is his own manager, and whoever has left is passed over.
    """
    for boss in _bosses(employment):
        if _works_here(boss) and boss.person_id != employment.person_id:
            return boss.user
    return hr_of(employment.branch, besides=employment.user)


def _bosses(employment: Employment) -> Iterator[Employment]:
    if employment.reports_to_id:
        yield questions.BOSS.get(pk=employment.reports_to_id)
    if employment.department.head_id:
        yield questions.BOSS.get(pk=employment.department.head_id)


def superior_of(who: User | Employment) -> User:
    """Whoever stands above a manager: of a user his own manager, of an employment its manager's.

    Whoever has no employment of his own, like an outside administrator, has group HR above him.
    Of an employment it is never the person himself, whose own leaving it may be about.
    """
    below = who.user if isinstance(who, Employment) else None
    user = manager_of(who) if isinstance(who, Employment) else who
    employment = employment_of(user)
    above = manager_of(employment) if employment else group_hr(besides=(user, below))
    return group_hr(besides=(user, below)) if above == below else above


def works_here(user: User) -> bool:
    """Whoever has left decides nothing any more; who was never employed, like an outsider, may."""
    if is_employed(user):
        return True
    return user.is_active and not Employment.objects.of_user(user).exists()


def contact_of(user: User, branch: Branch) -> User | None:
    """HR whom this person can ask, never himself; nobody while nobody holds a role."""
    try:
        return hr_of(branch, besides=user)
    except NobodyNamed:
        return None


def manages(user: User) -> bool:
    """Whether anybody who is still here reports to this person."""
    return questions.MANAGES.first(user=user.pk) is not None


def hr_of(branch: Branch, *, besides: Besides = None) -> User:
    """HR of the branch; `besides` leaves somebody out who cannot decide about himself."""
    found = _user(questions.IN_BRANCH.first(role=Role.HR, branch=branch.pk, **_out(besides)))
    return found or group_hr(besides=besides)


def group_hr(*, besides: Besides = None) -> User:
    """Whoever answers for HR in the whole group; without one, the administrator."""
    for role in (Role.GROUP_HR, Role.ADMINISTRATOR, Role.HR):
        if found := _anywhere(role, besides):
            return found
    raise NobodyNamed(
        _("Nobody answers for HR yet. Please ask the administrator to name somebody.")
    )


def finance_of(entity: LegalEntity, *, besides: Besides = None) -> User:
    """Finance of the employer in law; without one, group HR sees to it that there is."""
    found = _user(questions.IN_ENTITY.first(role=Role.FINANCE, entity=entity.pk, **_out(besides)))
    return found or _anywhere(Role.FINANCE, besides) or group_hr(besides=besides)


def finances_of(entity: LegalEntity, *, besides: Besides = None) -> list[User]:
    """Everybody who holds finance for this employer, whoever was named for it first; may be none.

    Group HR stands in for finance where there is none, but never as the second of two persons.
    """
    grants = questions.ALL_IN_ENTITY.all(role=Role.FINANCE, entity=entity.pk, **_out(besides))
    return list(dict.fromkeys(grant.user for grant in grants))


def keepers_of(branch: Branch, *, besides: Besides = None) -> list[User]:
    """Who takes back assets and closes accounts in this branch; without a keeper, its HR."""
    grants = questions.IN_BRANCH.all(role=Role.KEEPER, branch=branch.pk, **_out(besides))
    keepers = list(dict.fromkeys(grant.user for grant in grants))
    if keepers:
        return keepers
    try:
        return [hr_of(branch, besides=besides)]
    except NobodyNamed:
        return []


def _anywhere(role: str, besides: Besides) -> User | None:
    return _user(questions.ANYWHERE.first(role=role, **_out(besides)))


def _user(grant: RoleGrant | None) -> User | None:
    return grant.user if grant else None


def _out(besides: Besides) -> dict[str, int]:
    """Two people at most are left out."""
    people = besides if isinstance(besides, tuple) else (besides, None)
    keys = [user.pk if user else questions.NOBODY for user in people]
    return {"besides": keys[0], "nor": keys[1]}


def _works_here(employment: Employment) -> bool:
    return employment.left_on is None and employment.user.is_active


def was_invited(user: User) -> bool:
    """Whether this person came in by the one-time link for the first administrator."""
    used = Invitation.objects.exclude(used_at=None)
    return any(invitation.phone == user.phone for invitation in used)


def check_can_start(user: User) -> None:
    """Only whoever was invited sets the product up, and administrators see the page again."""
    if not roles_of(user).is_administrator and not was_invited(user):
        raise NotPermitted(_("Only the invited administrator can set the company up."))


def check_can_look_after_staff(user: User) -> None:
    """HR of a branch, group HR and administrators."""
    if not roles_of(user).looks_after_staff:
        raise NotPermitted(_("Only HR can open the list of staff."))


def check_can_look_after_company(user: User) -> None:
    """Names, codes and seals of legal entities are in the hands of administrators and group HR."""
    roles = roles_of(user)
    if not roles.is_administrator and not roles.group_hr:
        raise NotPermitted(_("Only administrators and group HR can change a company."))


def check_can_undo(batch: ImportBatch, user: User) -> None:
    """Whoever brought it in, group HR and administrators, while it stands."""
    if not ImportBatch.objects.visible_to(user).filter(pk=batch.pk).exists():
        raise NotPermitted(_("Only whoever brought this roster in can undo it."))
