"""Who might take the work over: the same department first."""

from django.db.models import Case as When
from django.db.models import IntegerField, Q, QuerySet, Value
from django.db.models import When as Then

from lizhi.accounts.models import User
from lizhi.common.prepared import Prepared, given
from lizhi.people.models import Employment

MOST = 20
NOBODY = 0


def of(employment: Employment, *, search: str = "", suggested: int | None = None) -> list[User]:
    """At most twenty colleagues who stay: who was suggested, then near ones.

    `search` looks by name or number in the whole company instead.
    """
    near = {
        "me": employment.pk,
        "entity": employment.entity_id,
        "department": employment.department_id,
        "boss": employment.reports_to_id or NOBODY,
        "suggested": suggested or NOBODY,
    }
    return [row.user for row in _question(search).all(**near)]


def _question(search: str) -> Prepared[Employment]:
    if not search:
        return NEAR
    found = Q(person__name__icontains=search) | Q(number__iexact=search)
    return Prepared(lambda: _staying().filter(found)[:MOST])


def _staying() -> QuerySet[Employment]:
    """Whoever stays in this company, the nearest first; pages show their names."""
    nearness = When(
        Then(person__user=given("suggested"), then=Value(-1)),
        Then(reports_to=given("boss"), then=Value(0)),
        Then(department=given("department"), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = Employment.objects.active().filter(entity=given("entity"), person__user__is_active=True)
    rows = rows.exclude(pk=given("me")).select_related("person__user")
    return rows.only("person__user__name").order_by(nearness, "number")


def _near() -> QuerySet[Employment]:
    mine = Q(department=given("department")) | Q(pk=given("boss"))
    return _staying().filter(mine | Q(person__user=given("suggested")))[:MOST]


NEAR = Prepared(_near)
