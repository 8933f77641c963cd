"""Whom the story is about: somebody of the example group far from the head office."""

from lizhi.accounts.models import User
from lizhi.people import example
from lizhi.people.models import Employment


def leaver_and_receiver() -> tuple[Employment, User]:
    """The engineer of the example, and a colleague who stays."""
    related = Employment.objects.select_related(
        *("person__user", "branch", "entity", "department__head__person__user"),
        "reports_to__person__user",
    )
    leaver = related.get(number=example.LEAVER)
    near = Employment.objects.active().filter(department=leaver.department_id)
    beside = near.exclude(pk=leaver.pk).filter(reports_to=leaver.reports_to)
    colleague = beside.select_related("person__user").order_by("number")[0]
    return leaver, colleague.user
