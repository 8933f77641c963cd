"""What a list says of one person."""

from lizhi.common import clock
from lizhi.people import standing
from lizhi.people.models import Employment


def line(one: Employment, how: standing.Standing) -> dict[str, object]:
    """Person, standing, years of service, and who the manager is."""
    until = one.left_on or clock.today()
    return {
        "employment": one,
        "standing": how,
        "seniority": standing.seniority(one.hired_on, until),
        "boss": boss_of(one),
    }


def boss_of(one: Employment) -> str:
    """Own line, else head of department; without a query for each row. Empty: HR."""
    for boss in (one.reports_to, one.department.head):
        if boss and boss.left_on is None and boss.person_id != one.person_id:
            return boss.name
    return ""
