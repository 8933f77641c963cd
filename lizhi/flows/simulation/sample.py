"""A company of eight for whoever has none yet, or means nobody in particular."""

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.people.models import (
    Branch,
    Department,
    Employment,
    Group,
    LegalEntity,
    Person,
    RoleGrant,
)

ENTITY = "示例制造（试跑）有限公司"
NOBODYS = 10000000000
"""Phone numbers from here on belong to nobody: no mobile number begins so."""
ID_NUMBER = "11010519491231002X"
STILL_IN_PROBATION = dt.timedelta(days=60)
Role, Way, Contract = RoleGrant.Role, Case.Way, Employment.Contract


def leaver(way: str = Way.RESIGNATION, ground: str = "", *, day: dt.date) -> Employment:
    """张敏, a saleswoman of five years; 王磊 leads her, 李丽 is HR, 陈洁 finance, 周航 keeper.

    Her contract is one that can end in this way on this day.
    """
    company = _Company()
    above = company.hire("孙悦", "销售部", post="销售总监")
    manager = company.hire("王磊", "销售一部", post="销售部经理", reports_to=above)
    company.grant(company.hire("李丽", "人力资源部").user, Role.HR, branch=company.branch)
    company.grant(company.hire("陈洁", "财务部").user, Role.FINANCE, entity=company.entity)
    company.grant(company.hire("周航", "行政部").user, Role.KEEPER, branch=company.branch)
    company.grant(company.hire("赵宁", "人力资源部").user, Role.GROUP_HR)
    company.hire("何静", "销售一部", reports_to=manager)
    return company.hire("张敏", "销售一部", reports_to=manager, **_contract(way, ground, day))


def _contract(way: str, ground: str, day: dt.date) -> dict[str, Any]:
    if way == Way.TERM_END:
        kind = Contract.TASK if ground == "IR22" else Contract.FIXED
        return {"contract_kind": kind, "contract_end": day}
    if way == Way.PROBATION:
        return {"probation_end": day + STILL_IN_PROBATION}
    return {}


class _Company:
    def __init__(self) -> None:
        group = Group.objects.order_by("pk").first() or Group.objects.create(name="示例制造集团")
        self.entity = LegalEntity.objects.create(
            group=group, name=ENTITY, city="深圳", credit_code="91440300MA5EXAMPX1"
        )
        self.branch = Branch.objects.create(entity=self.entity, name="深圳总部", city="深圳")
        self._numbers = count(NOBODYS)

    def hire(
        self, name: str, department: str, *, reports_to: Employment | None = None, **values: Any
    ) -> Employment:
        number = next(self._numbers)
        room, _ = Department.objects.get_or_create(branch=self.branch, name=department)
        user = User.objects.with_phone(str(number), name=name)
        person = Person.objects.create(user=user, name=name, id_number=ID_NUMBER)
        return Employment.objects.create(
            person=person,
            entity=self.entity,
            branch=self.branch,
            department=room,
            number=f"simulation-{number}",
            reports_to=reports_to,
            **{**TERMS, **values},
        )

    def grant(self, user: User, role: str, **place: Any) -> None:
        RoleGrant.objects.create(user=user, role=role, **place)


TERMS: dict[str, Any] = {
    "post": "销售员",
    "hired_on": dt.date(2021, 3, 1),
    "contract_kind": Contract.OPEN,
    "contract_start": dt.date(2024, 3, 1),
    "career_start": dt.date(2018, 7, 1),
    "monthly_wage": Decimal(8700),
    "average_wage": Decimal(8700),
    "leave_days": Decimal(10),
    "leave_taken": Decimal(6),
    "work_city": "深圳",
}
