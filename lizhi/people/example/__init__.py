"""The example group that `lizhi run` and `lizhi demo` start with: 1,200 invented people."""

import datetime as dt
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.people import rules
from lizhi.people.models import Employment, RoleGrant
from lizhi.people.roster import grants, importing

__all__ = ["DAY", "LEAVER", "demo_people", "load_example"]
FOLDER = Path(__file__).parent
ROSTER = FOLDER / "roster-1200.xlsx"
ROLES = FOLDER / "roles.csv"
DAY = dt.date(2026, 11, 24)
"""When the roster was written. Before that day some of its people would not have been hired."""
LEAVER = "L000032"
"""An engineer of the sales department in Chengdu, far from the head office in Shenzhen."""


@transaction.atomic
def load_example(at: dt.datetime) -> None:
    """Bring in the roster, then its roles. Doing it again changes nothing."""
    data = ROSTER.read_bytes()
    today = max(DAY, clock.local(at).date())
    found = importing.read(data, None, at=at, today=today)
    importing.bring_in(data, found, filename=ROSTER.name, at=at, strict=True)
    report = grants.grant_roles(ROLES.read_bytes(), sheet=ROLES.name, at=at)
    if report.errors:
        raise ValueError(f"{ROLES.name} does not fit {ROSTER.name}: {report.errors[0]}")


def demo_people() -> list[tuple[str, User]]:
    """What somebody does, and who: one of each, all meeting in the case of one employee."""
    leaver = (
        Employment.objects.filter(number=LEAVER)
        .select_related("person__user", "branch", "entity", "department")
        .first()
    )
    if leaver is None:
        return []
    grants_ = RoleGrant.objects.in_force().select_related("user")
    administrator = grants_.filter(role=RoleGrant.Role.ADMINISTRATOR).first()
    people = [
        (_("Employee in %(city)s") % {"city": leaver.work_city}, leaver.user),
        (_("The manager"), rules.manager_of(leaver)),
        (_("HR of %(branch)s") % {"branch": leaver.branch.name}, rules.hr_of(leaver.branch)),
        (_("Finance"), rules.finance_of(leaver.entity)),
        (_("Keeper of assets and accounts"), rules.keepers_of(leaver.branch)[0]),
        (_("Group HR"), rules.group_hr()),
    ]
    if administrator:
        people.append((_("Administrator"), administrator.user))
    return people
