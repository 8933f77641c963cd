"""Builders. They take the real path, so that no test plays in an impossible world."""

import datetime as dt
import re
import uuid
from decimal import Decimal

from django.conf import settings
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows import actions as flows
from lizhi.flows import processes
from lizhi.flows.models import Draft
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, arrival
from lizhi.offboarding.arrival import Application, Channel
from lizhi.people.models import (
    Branch,
    Department,
    Employment,
    Group,
    LegalEntity,
    Person,
    RoleGrant,
)
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run, Task

PHONE = Channel(name="phone", device="Android 手机，Chrome 浏览器", address="192.0.2.1")
BY_HR = arrival.by_hr(way="letter")
FINE_ID = "11010519491231002X"


def key() -> str:
    """A fresh form key."""
    return uuid.uuid4().hex


def branch(name: str = "深圳总部", entity: str = "示例制造（深圳）有限公司") -> Branch:
    """A branch of the example group."""
    group, _ = Group.objects.get_or_create(name="示例制造集团")
    employer, _ = LegalEntity.objects.get_or_create(
        name=entity, defaults={"group": group, "city": "深圳", "credit_code": "91440300MA5EXAMPX1"}
    )
    made, _ = Branch.objects.get_or_create(entity=employer, name=name, defaults={"city": "深圳"})
    return made


def employee(
    name: str,
    phone: str,
    *,
    at: Branch | None = None,
    department: str = "销售一部",
    reports_to: Employment | None = None,
    **values: object,
) -> Employment:
    """Somebody with a contract, a wage and nine days of leave left to take."""
    place = at or branch()
    room, _ = Department.objects.get_or_create(branch=place, name=department)
    user = User.objects.with_phone(phone, name=name)
    person = Person.objects.create(user=user, name=name, id_number=FINE_ID)
    defaults: dict[str, object] = {
        "hired_on": dt.date(2021, 3, 1),
        "contract_start": dt.date(2024, 3, 1),
        "contract_end": dt.date(2027, 2, 28),
        "career_start": dt.date(2018, 7, 1),
        "monthly_wage": Decimal(8700),
        "average_wage": Decimal(8700),
        "leave_days": Decimal(5),
        "leave_taken": Decimal(1),
        "work_city": "深圳",
        "post": "销售员",
    }
    return Employment.objects.create(
        person=person,
        entity=place.entity,
        branch=place,
        department=room,
        number=f"E{phone[-6:]}",
        reports_to=reports_to,
        **{**defaults, **values},
    )


def grant(user: User, role: str, *, at: Branch | None = None) -> None:
    """A role for one branch, or for finance its legal entity."""
    place = at or branch()
    if role == RoleGrant.Role.FINANCE:
        RoleGrant.objects.create(user=user, role=role, entity=place.entity)
    elif role in {RoleGrant.Role.HR, RoleGrant.Role.KEEPER, RoleGrant.Role.LEGAL}:
        RoleGrant.objects.create(user=user, role=role, branch=place)
    else:
        RoleGrant.objects.create(user=user, role=role)


def case(leaver: Employment, *, days: int = 30, **answers: object) -> Case:
    """This person has resigned, wishing to go in so many days."""
    wished = clock.today() + dt.timedelta(days=days)
    application = Application(wished_day=wished, **answers)  # type: ignore[arg-type]
    return actions.submit(leaver, application, by=leaver.user, channel=PHONE, key=key())


def draft(
    by: User, at: Branch | None = None, *, way: str = "resignation", published: bool = False
) -> Draft:
    """A process on the desk: of the branch, or of the group; `published` once before."""
    body, version = processes.source(way, at)
    values = {"way": way, "branch": at, "by": by, "at": clock.now()}
    begun = flows.begin(body=body, based_on=version, **values)  # type: ignore[arg-type]
    if not published:
        return begun
    first = flows.publish(begun, rev=begun.rev, by=by, at=clock.now())
    return flows.begin(body=first.body, based_on=first, **values)  # type: ignore[arg-type]


def open_task(case: Case, step: str) -> Task:
    """The first open task of this step."""
    return Task.objects.open().at(case, step).order_by("pk")[0]


def open_steps(case: Case) -> set[str]:
    """Where the case stands."""
    return set(Run.objects.open().filter(case=case).values_list("step", flat=True))


def work() -> None:
    """Let the worker do everything that can be done now; a job that failed fails the test."""
    while doing.run_outbox(clock.now()) or workflow.let_time_act(clock.now()):
        pass
    failed = Outbox.objects.exclude(last_error="").values_list("topic", "last_error")
    assert list(failed) == []


def signed_in(client: Client, user: User) -> Client:
    """This person has just signed in by a code to the phone."""
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session.update({"strength": "code", "code_at": clock.now().isoformat()})
    session.save()
    return client


def link_to(user: User) -> str:
    """The path of the newest link that this person was sent."""
    texts = [
        message.text for message in Message.objects.order_by("-pk") if message.address == user.phone
    ]
    found = (re.search(r"/t/[^\s]+/", text) for text in texts)
    return next(link[0] for link in found if link)
