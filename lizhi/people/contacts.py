"""Whom the page of a case names beside its handlers: asked all day, so both in one question."""

from django.db.models import F, Q

from lizhi.accounts.models import User
from lizhi.common.prepared import Prepared, given
from lizhi.people import rules
from lizhi.people.models import Branch, LegalEntity, RoleGrant
from lizhi.people.models.roles import RoleGrantQuerySet

Role = RoleGrant.Role


def _officers() -> RoleGrantQuerySet:
    everywhere = Q(branch=None, entity=None)
    hr = Q(role=Role.HR) & (Q(branch=given("branch")) | everywhere)
    finance = Q(role=Role.FINANCE) & (Q(entity=given("entity")) | everywhere)
    named_first = (F("branch").asc(nulls_last=True), F("entity").asc(nulls_last=True), "pk")
    grants = RoleGrant.objects.in_force().filter(hr | finance).exclude(user=given("besides"))
    return grants.select_related("user").order_by(*named_first)


OFFICERS = Prepared(_officers)


def of(leaver: User, branch: Branch, entity: LegalEntity) -> tuple[User | None, User | None]:
    """HR whom the leaver can ask, and who settles up: as `hr_of` and `finance_of` name them.

    Never the leaver; nobody while nobody holds a role.
    """
    found: dict[str, User] = {}
    for grant in OFFICERS.all(branch=branch.pk, entity=entity.pk, besides=leaver.pk):
        found.setdefault(grant.role, grant.user)
    hr = found.get(Role.HR) or rules.contact_of(leaver, branch)
    return hr, found.get(Role.FINANCE) or _finance(leaver, entity)


def _finance(leaver: User, entity: LegalEntity) -> User | None:
    try:
        return rules.finance_of(entity, besides=leaver)
    except rules.NobodyNamed:
        return None
