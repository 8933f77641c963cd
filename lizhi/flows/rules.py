"""Who may shape which process."""

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import NotPermitted
from lizhi.people.models import Branch, roles_of


def may_shape(user: User, branch: Branch | None) -> bool:
    """Group HR every process, HR of a branch the own; what holds for the group is the group's."""
    roles = roles_of(user)
    if branch is None:
        return roles.group_hr
    return roles.is_hr_of(branch.pk)


def check_can_shape(user: User, branch: Branch | None) -> None:
    """A process decides for everybody who leaves by it."""
    if not may_shape(user, branch):
        raise NotPermitted(_("Only HR of this branch, or of the group, can change this process."))


def check_can_read(user: User) -> None:
    """Processes are HR's to read; everybody else sees the steps of the own case."""
    if not may_read(user):
        raise NotPermitted(_("Only HR can open the processes."))


def may_read(user: User) -> bool:
    """HR of any branch, and of the group."""
    branches = roles_of(user).hr_branches
    return branches is None or bool(branches)


def check_can_migrate(user: User, case: Case) -> None:
    """HR of the case's own branch changes it to another version, whosever the process is."""
    if not roles_of(user).is_hr_of(case.branch_id):
        raise NotPermitted(_("Only HR of its branch, or of the group, can change this case."))


def check_not_own(user: User, case: Case) -> None:
    """Whoever leaves does not choose the rules of the own case, with whatever role."""
    if user == case.leaver:
        raise NotPermitted(_("This is your own case; please let somebody else of HR change it."))
