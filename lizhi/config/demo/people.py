"""Whom the story is about: somebody of the example group whose manager and HR are others."""

from lizhi.accounts.models import User
from lizhi.people import rules as people
from lizhi.people.models import Employment


def leaver_and_receiver() -> tuple[Employment, User]:
    """An employee with a manager of his own, out of probation, and a colleague who stays."""
    rows = Employment.objects.active().filter(probation_end=None).exclude(reports_to=None)
    related = rows.select_related(
        "person__user",
        "branch",
        "entity",
        "department__head__person__user",
        "reports_to__person__user",
    )
    for employment in related.order_by("number")[:200]:
        receiver = _colleague(employment)
        officers = {people.hr_of(employment.branch), people.finance_of(employment.entity)}
        manager = people.manager_of(employment)
        plain = not people.roles_of(employment.user).held and not people.manages(employment.user)
        if receiver and plain and manager not in officers and receiver != manager:
            return employment, receiver
    raise LookupError("The example group has nobody for this story.")


def _colleague(employment: Employment) -> User | None:
    near = Employment.objects.active().filter(department=employment.department_id)
    beside = near.exclude(pk=employment.pk).filter(reports_to=employment.reports_to)
    row = beside.select_related("person__user").first()
    return row.user if row else None
