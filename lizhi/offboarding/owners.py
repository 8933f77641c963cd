"""Whom the owner rules of a definition name: never whoever leaves, but for the own steps."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.handover import rules as handover
from lizhi.offboarding import owner_arguments, questions
from lizhi.people import rules as people
from lizhi.workflow.owners import ARGUED, LABELS, OWNERS, Label


def leaver(case: Case) -> User:
    """The person who leaves."""
    return case.leaver


def manager_of_leaver(case: Case) -> User:
    """Own reporting line, else head of department, else HR of the branch."""
    return people.manager_of(case.employment)


def superior_of_manager(case: Case) -> User:
    """The manager's own manager, else group HR: whoever comes in when the manager is silent."""
    return people.superior_of(case.employment)


def handover_owner(case: Case) -> User:
    """The manager, or HR when the notice was acknowledged by time alone."""
    last = questions.LAST_OUTCOME.first(case=case.pk, step="acknowledgement")
    silent = last is not None and last.outcome == "acknowledged_by_time"
    return hr_of_branch(case) if silent else manager_of_leaver(case)


def hr_of_branch(case: Case) -> User:
    """HR of the branch where the leaver works."""
    return people.hr_of(case.branch, besides=case.leaver)


def group_hr(case: Case) -> User:
    """Whoever answers for HR in the whole group."""
    return people.group_hr(besides=case.leaver)


def finance_of_entity(case: Case) -> User:
    """Finance of the employer in law."""
    return people.finance_of(case.entity, besides=case.leaver)


def keeper_of_branch(case: Case) -> list[User]:
    """Whoever takes back things and closes accounts where the leaver works."""
    return people.keepers_of(case.branch, besides=case.leaver)


def receivers(case: Case) -> list[User]:
    """Everybody to whom something is passed on, who is still here."""
    found = {item.receiver_id: item.receiver for item in handover.OF_CASE.all(case=case.pk)}
    found.pop(case.leaver.pk, None)
    return [user for user in found.values() if user.is_active and people.works_here(user)]


RULES: tuple[tuple[Callable[[Case], User | list[User]], StrOrPromise], ...] = (
    (leaver, _("Whoever leaves")),
    (manager_of_leaver, _("Manager of whoever leaves")),
    (superior_of_manager, _("The manager's manager")),
    (hr_of_branch, _("HR of where the leaver works")),
    (group_hr, _("Group HR")),
    (finance_of_entity, _("Finance of the company")),
    (keeper_of_branch, _("Keeper of the branch")),
    (handover_owner, _("Whoever arranges the handover")),
    (receivers, _("Whoever takes the work over")),
)
WITH_ARGUMENT = {
    "superior": Label(_("So many levels above whoever leaves"), "number"),
    "role": Label(_("Everybody with a role"), "role"),
    "person": Label(_("Somebody by name"), "person"),
}


def register() -> None:
    """Tell the engine these names, and pages what they are called."""
    OWNERS.update({rule.__name__: rule for rule, _label in RULES})
    LABELS.update({rule.__name__: Label(label, "none") for rule, label in RULES})
    ARGUED.update(owner_arguments.ARGUED)
    LABELS.update(WITH_ARGUMENT)
