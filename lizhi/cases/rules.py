"""Who may see which case, and how much of it."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Paper
from lizhi.common.refusals import NotPermitted
from lizhi.people.models import Employment, RoleGrant

Role = RoleGrant.Role
NOBODY = Q(pk=None)
EVERYTHING = ~NOBODY
FOR_FINANCE = (Paper.Kind.SETTLEMENT,)
FOR_MANAGERS = (Paper.Kind.RECEIPT, Paper.Kind.LETTER, Paper.Kind.HANDOVER)
FOR_RECEIVERS = (Paper.Kind.HANDOVER,)


def visible_to(user: User) -> QuerySet[Case]:
    """The cases that this person may open: own, of own reports, by task, by role and its reach.

    Administrators look after the machine and see no case by that. Whoever left sees the own ones.
    """
    reach = {Role.HR, Role.GROUP_HR, Role.FINANCE}
    personal = _own(user) | _of_reports(user) | _by_part(user)
    return Case.objects.filter(_granted(user, reach) | personal)


def papers_visible_to(user: User) -> QuerySet[Paper]:
    """The papers that this person may read: a manager sees no pay, finance sees nothing but pay."""
    everything = _through_case(_own(user) | _granted(user, {Role.HR, Role.GROUP_HR}))
    finance = _through_case(_granted(user, {Role.FINANCE})) & Q(kind__in=FOR_FINANCE)
    manager = _through_case(_of_reports(user)) & Q(kind__in=FOR_MANAGERS)
    receiver = _through_case(_by_part(user)) & Q(kind__in=FOR_RECEIVERS)
    return Paper.objects.filter(everything | finance | manager | receiver)


def check_can_see_proofs(case: Case, user: User) -> None:
    """Pictures from a hospital are for the leaver and for HR of the branch; for nobody above."""
    if user == case.leaver:
        return
    here = Q(branch=case.branch_id) | Q(branch=None, entity=case.entity_id)
    everywhere = Q(branch=None, entity=None)
    if not RoleGrant.objects.filter(here | everywhere, user=user, role=Role.HR).exists():
        raise NotPermitted(_("Only HR of this branch and the person who leaves see these proofs."))


def _own(user: User) -> Q:
    return Q(employment__in=Employment.objects.filter(person__user=user))


def _of_reports(user: User) -> Q:
    line = Q(reports_to__person__user=user)
    head = Q(reports_to=None, department__head__person__user=user)
    return Q(employment__in=Employment.objects.filter(line | head))


def _by_part(user: User) -> Q:
    """By a task or a thing to receive: this is how a superior, a colleague or a keeper comes in."""
    tasks = Case.objects.filter(tasks__assignee=user, tasks__state__in=("open", "done"))
    items = Case.objects.filter(handover_items__receiver=user)
    return Q(pk__in=tasks.values("pk")) | Q(pk__in=items.values("pk"))


def _granted(user: User, roles: set[RoleGrant.Role]) -> Q:
    found = NOBODY
    for grant in RoleGrant.objects.filter(user=user, role__in=roles):
        if grant.branch_id is None and grant.entity_id is None:
            return EVERYTHING
        found |= Q(branch=grant.branch_id) if grant.branch_id else Q(entity=grant.entity_id)
    return found


def _through_case(condition: Q) -> Q:
    return Q(case__in=Case.objects.filter(condition).values("pk"))
