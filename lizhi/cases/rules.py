"""Who may see which case, and how much of it."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, CaseQuerySet, Paper
from lizhi.common.refusals import NotPermitted
from lizhi.people.models import Employment, RoleGrant
from lizhi.people.rules import roles_of

NOTHING = Q(pk=None)
EVERYTHING = ~NOTHING
FOR_FINANCE = (Paper.Kind.SETTLEMENT,)
FOR_MANAGERS = (Paper.Kind.RECEIPT, Paper.Kind.LETTER, Paper.Kind.HANDOVER)
WITH_AN_IDENTITY = (Paper.Kind.LETTER,)
"""What a manager reads on the screen only, where identity numbers are masked."""
FOR_RECEIVERS = (Paper.Kind.HANDOVER,)


def visible_to(user: User) -> QuerySet[Case]:
    """The cases that this person may open: own, of own reports, by task, by role and its reach.

    Administrators look after the machine and see no case by that. Whoever left sees the own ones.
    """
    by_role = _as_hr(user) | _as_finance(user)
    return Case.objects.filter(by_role | _own(user) | _of_reports(user) | _by_part(user))


def at_desk(user: User) -> CaseQuerySet:
    """The cases that this person's role reaches: HR by branch, finance by legal entity.

    A list of thousands asks this and not `visible_to`: one plain condition that an index answers.
    """
    roles = roles_of(user)
    if roles.hr_branches is None or roles.finance_entities is None:
        return Case.objects.all()
    hr, finance = _in("branch", roles.hr_branches), _in("entity", roles.finance_entities)
    return Case.objects.filter(hr | finance if hr and finance else hr or finance or NOTHING)


def papers_visible_to(user: User) -> QuerySet[Paper]:
    """The papers that this person may read: a manager sees no pay, finance sees nothing but pay."""
    everything = _through_case(_own(user) | _as_hr(user))
    finance = _through_case(_as_finance(user)) & Q(kind__in=FOR_FINANCE)
    manager = _through_case(_of_reports(user)) & Q(kind__in=FOR_MANAGERS)
    receiver = _through_case(_by_part(user)) & Q(kind__in=FOR_RECEIVERS)
    return Paper.objects.filter(everything | finance | manager | receiver)


def files_visible_to(user: User) -> QuerySet[Paper]:
    """The papers that this person may have as a file, on which an identity number stands whole."""
    unmasked = Q(kind__in=WITH_AN_IDENTITY)
    return papers_visible_to(user).filter(~unmasked | _through_case(_own(user) | _as_hr(user)))


def check_can_see_proofs(case: Case, user: User) -> None:
    """Pictures from a hospital are for the leaver and for HR of the branch; for nobody above."""
    if user == case.leaver:
        return
    hr = RoleGrant.objects.in_force().filter(user=user, role=RoleGrant.Role.HR)
    if not hr.reaching(branch=case.branch_id).exists():
        raise NotPermitted(_("Only HR of this branch and the person who leaves see these proofs."))


def _in(field: str, keys: frozenset[int]) -> Q:
    """One place by equality, several as a list, none as no condition at all."""
    if len(keys) == 1:
        return Q(**{field: next(iter(keys))})
    return Q(**{f"{field}__in": keys}) if keys else Q()


def _own(user: User) -> Q:
    return Q(employment__in=Employment.objects.filter(person__user=user))


def _of_reports(user: User) -> Q:
    line = Q(reports_to__person__user=user, reports_to__left_on=None)
    head = Q(department__head__person__user=user, department__head__left_on=None)
    return Q(employment__in=Employment.objects.filter(line | head & Q(reports_to=None)))


def _by_part(user: User) -> Q:
    """By a task or a thing to receive: this is how a superior, a colleague or a keeper comes in."""
    tasks = Case.objects.filter(tasks__assignee=user, tasks__state__in=("open", "done"))
    items = Case.objects.filter(handover_items__receiver=user)
    return Q(pk__in=tasks.values("pk")) | Q(pk__in=items.values("pk"))


def _as_hr(user: User) -> Q:
    branches = roles_of(user).hr_branches
    return EVERYTHING if branches is None else Q(branch__in=branches)


def _as_finance(user: User) -> Q:
    entities = roles_of(user).finance_entities
    return EVERYTHING if entities is None else Q(entity__in=entities)


def _through_case(condition: Q) -> Q:
    return Q(case__in=Case.objects.filter(condition).values("pk"))
