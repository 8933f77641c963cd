"""Whom the owner rules of a definition name: never whoever leaves, but for the own steps."""

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.offboarding import questions
from lizhi.people import rules as people
from lizhi.workflow.owners import OWNERS


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
    last = questions.LAST_RUN.first(case=case.pk, step="acknowledgement")
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


RULES = (
    leaver,
    manager_of_leaver,
    superior_of_manager,
    handover_owner,
    hr_of_branch,
    group_hr,
    finance_of_entity,
)


def register() -> None:
    """Tell the engine these names."""
    OWNERS.update({rule.__name__: rule for rule in RULES})
