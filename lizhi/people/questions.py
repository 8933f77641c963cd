"""Who holds a role, and who works where: asked at nearly every page, so prepared."""

from django.db.models import Q

from lizhi.common.prepared import Prepared, given
from lizhi.people.models import Employment, RoleGrant
from lizhi.people.models.roles import RoleGrantQuerySet

NOBODY = 0
"""For `besides` and `nor`, when nobody is left out."""


def _holders() -> RoleGrantQuerySet:
    grants = RoleGrant.objects.in_force().filter(role=given("role"))
    others = grants.exclude(user=given("besides")).exclude(user=given("nor"))
    return others.select_related("user")


ANYWHERE = Prepared(lambda: _holders()[:1])
IN_BRANCH = Prepared(lambda: _holders().reaching(branch=given("branch")))
HOLDERS = Prepared(
    lambda: (
        RoleGrant.objects.in_force()
        .filter(role=given("role"))
        .filter(Q(branch=given("branch")) | Q(entity=given("entity")) | Q(branch=None, entity=None))
        .select_related("user")
    )
)
"""Of one role, for this branch, this legal entity or everywhere."""
IN_ENTITY = Prepared(lambda: _holders().reaching(entity=given("entity"))[:1])
ALL_IN_ENTITY = Prepared(lambda: _holders().reaching(entity=given("entity")))

EMPLOYMENT = Prepared(
    lambda: (
        Employment.objects.active()
        .filter(person__user=given("user"))
        .select_related("person__user", "entity", "branch", "department")
        .order_by("-hired_on", "-pk")[:1]
    )
)
WORKS = Prepared(
    lambda: Employment.objects.active().filter(person__user=given("user")).only("pk").order_by()[:1]
)
"""Whether somebody has an employment that runs, for whoever asks no more."""
MANAGES = Prepared(
    lambda: (
        Employment.objects.active()
        .filter(reports_to__person__user=given("user"))
        .only("pk")
        .order_by()[:1]
    )
)
BOSS = Prepared(
    lambda: (
        Employment.objects.filter(pk=given("pk"))
        .select_related("person__user")
        .only("left_on", "person__user")
    )
)
"""Somebody's login, and whether he is still here; his own record stays closed."""
