"""Zhang Min resigns, Chen Jie settles up: a short process on the real engine, and their phones."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from lizhi.accounts import rules as accounts
from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import Employment
from lizhi.settlement import actions, drafts
from lizhi.settlement.models import Settlement
from lizhi.workflow import actions as workflow
from lizhi.workflow import definitions, forms_registry
from lizhi.workflow.owners import OWNERS
from tests import make

Browser = Any
"""A test client; what it answers is known at run time only."""
LAST_DAY = dt.date(2026, 11, 27)
PROCESS = {
    "key": "short_settlement",
    "name": "结算",
    "steps": [
        {
            "id": "settlement",
            "kind": "task",
            "name": "财务结算",
            "owner": "test_finance",
            "form": "test_settlement",
        },
        {
            "id": "answer",
            "kind": "task",
            "name": "员工核对结算",
            "owner": "test_leaver",
            "form": "test_settlement",
        },
        {
            "id": "contract_end",
            "kind": "wait",
            "name": "合同到期日",
            "until": "contract_end",
            "at": "00:05",
        },
    ],
}
EVERYTHING: dict[str, Any] = {
    "average": Decimal(8700),
    "insurance": Decimal("913.50"),
    "insurance_how": "8,700 × 10.5%",
    "fund": Decimal(435),
    "fund_how": "8,700 × 5%",
    "tax": Decimal(0),
    "tax_how": "今年累计还没到要交的数",
}
"""What finance has to add to what the roster knows."""
TYPED = {
    "monthly_wage": "8,700.00",
    "unpaid_days": "0",
    "average": "8700",
    "leave_full": "10",
    "leave_taken": "6",
    "insurance": "913.50",
    "insurance_how": "8,700 × 10.5%",
    "insurance_until": "2026-11",
    "fund": "４３５元",
    "fund_how": "8,700 × 5%",
    "fund_until": "2026-11",
    "tax": "0",
    "tax_how": "今年累计还没到要交的数",
}
"""All of it, as the page sends it."""


def leaver(**values: Any) -> Employment:
    """Zhang Min: 8,700 a month, ten days of leave a year, six taken."""
    known: dict[str, Any] = {
        "leave_days": Decimal(10),
        "leave_taken": Decimal(6),
        "bank_account": "6214001000006021",
    }
    return make.employee("张敏", "13800002046", **{**known, **values})


def finance() -> User:
    """Chen Jie, for the legal entity of Shenzhen."""
    user = make.employee("陈洁", "13800000301", department="财务部").user
    make.grant(user, "finance")
    return user


def case_of(employment: Employment, last_day: dt.date = LAST_DAY) -> Case:
    """The notice has arrived, and the case stands at the settlement."""
    OWNERS["test_finance"] = lambda case: User.objects.get(name="陈洁")
    OWNERS["test_leaver"] = lambda case: case.leaver
    forms_registry.register("test_settlement")
    now = clock.now()
    case = cases.open_case(
        employment=employment,
        arrived_at=now,
        notice_end=last_day,
        wished_day=last_day,
        contract_end=last_day,
    )
    known = definitions.active("short_settlement")
    version = known or definitions.publish("short_settlement", "结算", PROCESS, None, now)
    workflow.start(case, version, by=employment.user, at=now)
    return case


def sent(case: Case, by: User, **inputs: Any) -> Settlement:
    """Worked out with everything that is missing, and sent."""
    version = actions.draft(case, inputs={**EVERYTHING, **inputs}, by=by, at=clock.now())
    return actions.send(version, by=by, at=clock.now())


def client_of(user: User, *, strength: str = "code") -> Browser:
    """A browser in which this person has just signed in."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[accounts.STRENGTH] = strength
    session[accounts.CODE_AT] = clock.now().isoformat()
    session.save()
    return client


def key() -> str:
    """A fresh form key."""
    return uuid.uuid4().hex


def seen(case: Case) -> dict[str, str]:
    """What the page at the desk carries along unseen: which version it shows, from what."""
    draft = drafts.look(case)
    return {"version": str(draft.newest.number if draft.newest else 0), "mark": draft.mark}


def desk(case: Case) -> str:
    """The address of the draft."""
    return reverse("settlement:desk", args=[case.number])


def mine(case: Case) -> str:
    """The address of the employee's page."""
    return reverse("settlement:mine", args=[case.number])
