"""What somebody may do beyond being an employee or a manager, and how far it reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel
from lizhi.common.prepared import Prepared, given
from lizhi.people.models.company import Branch, LegalEntity


def still_here(path: str) -> models.Q:
    """For a filter: the user at `path` has not left; an outside administrator counts."""
    working = User.objects.filter(
        pk=models.OuterRef(path),
        person__employments__isnull=False,
        person__employments__left_on=None,
    )
    return models.Q(**{f"{path}__person": None}) | models.Q(models.Exists(working))


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Questions about who answers for what."""

    def in_force(self) -> Self:
        """Held by somebody who can sign in and has not left; an outside administrator counts."""
        return self.filter(still_here("user"), user__is_active=True).order_by("pk")

    def reaching(self, **place: int | given) -> Self:
        """For this branch or legal entity by name first, then whoever holds the role everywhere."""
        ((field, pk),) = place.items()
        everywhere = models.Q(branch=None, entity=None)
        named = models.F(field).asc(nulls_last=True)
        return self.filter(models.Q(**{field: pk}) | everywhere).order_by(named, "pk")


class RoleGrant(TimestampedModel):
    """Somebody's role beyond being an employee or a manager, and how far it reaches.

    Without branch and entity it reaches everywhere. Finance is granted by entity, HR, keeper and
    legal counsel by branch: whoever counsels opens no case but those that a step has brought.
    """

    class Role(models.TextChoices):
        HR = "hr", _("HR")
        FINANCE = "finance", _("Finance")
        KEEPER = "keeper", _("Keeper of assets and accounts")
        LEGAL = "legal", _("Legal counsel")
        GROUP_HR = "group_hr", _("Group HR")
        ADMINISTRATOR = "administrator", _("Administrator")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, blank=True)
    entity = models.ForeignKey(LegalEntity, on_delete=models.CASCADE, null=True, blank=True)

    objects = models.Manager.from_queryset(RoleGrantQuerySet)()

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


NOWHERE = 0


@dataclass(frozen=True)
class Roles:
    """All that one login may do by grant. A scope of None means everywhere."""

    held: frozenset[str] = frozenset()
    hr_branches: frozenset[int] | None = frozenset()
    finance_entities: frozenset[int] | None = frozenset()

    @property
    def is_administrator(self) -> bool:
        """Looks after companies, seals, connections and accounts."""
        return self.has(RoleGrant.Role.ADMINISTRATOR)

    @property
    def group_hr(self) -> bool:
        """Answers for HR in the whole group."""
        return self.has(RoleGrant.Role.GROUP_HR)

    @property
    def looks_after_staff(self) -> bool:
        """Opens the list of staff and brings rosters in."""
        return self.hr_branches is None or bool(self.hr_branches) or self.is_administrator

    def has(self, role: str) -> bool:
        """Whether the role is held at all, however far it reaches."""
        return role in self.held

    def is_hr_of(self, branch_id: int) -> bool:
        """Whether this branch's people are in these hands."""
        return self.hr_branches is None or branch_id in self.hr_branches

    def is_finance_of(self, entity_id: int) -> bool:
        """Whether this legal entity's money is in these hands."""
        return self.finance_entities is None or entity_id in self.finance_entities


def _reach(scopes: Iterable[int | None]) -> frozenset[int] | None:
    found = set(scopes)
    return None if None in found else frozenset(pk for pk in found if pk is not None)


GRANTS = Prepared(lambda: RoleGrant.objects.in_force().filter(user=given("user")))


def roles_of(user: User) -> Roles:
    """One query, kept on the user object: once a request. Whoever cannot sign in has none."""
    known: Roles | None = user.__dict__.get("_roles")
    if known is None:
        known = user.__dict__["_roles"] = _read(user)
    return known


def _read(user: User) -> Roles:
    if not user.is_authenticated or not user.is_active:
        return Roles()
    reach: dict[str, list[int | None]] = {role: [] for role in RoleGrant.Role.values}
    for grant in GRANTS.all(user=user.pk):
        by_entity = grant.role == RoleGrant.Role.FINANCE
        mine, other = grant.branch_id, grant.entity_id
        if by_entity:
            mine, other = other, mine
        reach[grant.role].append(NOWHERE if mine is None and other is not None else mine)
    hr = reach["hr"] + [None for _scope in reach["group_hr"]]
    return Roles(
        held=frozenset(role for role, scopes in reach.items() if scopes),
        hr_branches=_reach(hr),
        finance_entities=_reach(reach["finance"]),
    )
