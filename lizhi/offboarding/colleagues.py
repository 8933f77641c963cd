"""Who might take the work over: the same department first."""

from django.db.models import Case as When
from django.db.models import IntegerField, Q, Value
from django.db.models import When as Then

from lizhi.accounts.models import User
from lizhi.people.models import Employment

MOST = 20


def of(employment: Employment, *, search: str = "", suggested: int | None = None) -> list[User]:
    """At most twenty colleagues who stay: who was suggested, then near ones.

    `search` looks by name or number in the whole company instead.
    """
    rows = Employment.objects.active().filter(
        entity=employment.entity_id, person__user__is_active=True
    )
    rows = rows.exclude(pk=employment.pk)
    if search:
        rows = rows.filter(Q(person__name__icontains=search) | Q(number__iexact=search))
    else:
        near = Q(department=employment.department_id) | Q(pk=employment.reports_to_id)
        rows = rows.filter(near | Q(person__user=suggested))
    nearness = When(
        Then(person__user=suggested, then=Value(-1)),
        Then(reports_to=employment.reports_to_id, then=Value(0)),
        Then(department=employment.department_id, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = rows.annotate(nearness=nearness).order_by("nearness", "number")
    return [row.user for row in found.select_related("person__user")[:MOST]]
