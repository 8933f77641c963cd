"""People who are there to resign while it is measured, and who deal with it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lizhi.accounts.models import User
from lizhi.offboarding.benchmarks import Filled
from lizhi.people.models import Branch, Department, Employment, Person, RoleGrant

FIRST_PHONE = 18_000_000_000
FINE_ID = "11010519491231002X"
"""The example of the standard itself (GB 11643)."""


@dataclass(frozen=True)
class Company:
    """One branch, and who answers for it."""

    group_hr: User
    hr: User
    finance: User
    branch: Branch
    boss: Employment
    receiver: Employment
    """A colleague who takes the work over."""


def company(filled: Filled) -> Company:
    """The first branch of those that were filled, with a manager and a colleague of our own."""
    grant = RoleGrant.objects.select_related("branch__entity").get(user=filled.hr, role="hr")
    if grant.branch is None:
        raise LookupError("the HR of a filled branch has no branch")
    boss = _employ("王主管", grant.branch)
    receiver = _employ("何静", grant.branch, boss)
    return Company(filled.group_hr, filled.hr, filled.finance, grant.branch, boss, receiver)


def leavers(company: Company, count: int) -> Iterator[Employment]:
    """People with everything that a resignation asks of the roster."""
    for _number in range(count):
        yield _employ("张敏", company.branch, company.boss)


def _employ(name: str, branch: Branch, boss: Employment | None = None) -> Employment:
    phone = str(FIRST_PHONE + Employment.objects.count())
    user = User.objects.with_phone(phone, name=name)
    person = Person.objects.create(user=user, name=name, id_number=FINE_ID)
    room = Department.objects.filter(branch=branch).order_by("pk")[0]
    return Employment.objects.create(
        person=person,
        entity=branch.entity,
        branch=branch,
        department=room,
        number=f"B{phone[-6:]}",
        post="销售员",
        reports_to=boss,
        hired_on=dt.date(2021, 3, 1),
        contract_start=dt.date(2024, 3, 1),
        contract_end=dt.date(2027, 2, 28),
        career_start=dt.date(2018, 7, 1),
        monthly_wage=Decimal(8700),
        average_wage=Decimal(8700),
        leave_days=Decimal(10),
        leave_taken=Decimal(6),
        work_city=branch.city,
        bank_account="6214001000006021",
    )
