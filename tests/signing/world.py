"""A resignation whose agreement is out for signature, built by the real path from printing on."""

import datetime as dt
import json
import math
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import BACKEND
from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import printing
from lizhi.documents.models import StoredFile
from lizhi.documents.papers import templates
from lizhi.jobs import doing
from lizhi.notifications.models import Message
from lizhi.signing import actions, pdf, terms
from lizhi.signing.models import Actor, Envelope
from lizhi.signing.providers import get_provider
from tests import make

PURPOSE = "separation_agreement"
PHONE = "13800002046"
DEVICE = actions.Device(agent="Mozilla/5.0 (Linux; Android 14)", address="192.0.2.1")


def case(name: str = "张敏", phone: str = PHONE) -> Case:
    """Somebody has resigned; nothing but the file of the case is needed here."""
    today = clock.today()
    return cases.open_case(
        employment=make.employee(name, phone),
        arrived_at=clock.now(),
        notice_end=today + dt.timedelta(days=30),
        wished_day=today + dt.timedelta(days=4),
        contract_end=today + dt.timedelta(days=30),
    )


def agreement(case: Case, mark: str = "") -> Paper:
    """Printed, with both fields in place."""
    facts: dict[str, Any] = {
        **templates.example("agreement"),
        "number": f"XY-{case.number.removeprefix('LZ-')}{mark}",
        "employee": case.employment.name,
        "company": case.entity.name,
        "wished_day": case.wished_day.isoformat(),
        "notice_end": case.notice_end.isoformat(),
    }
    printed = printing.render("agreement", facts, at=clock.now())
    file = documents.keep(
        pdf.prepare(printed.pdf, printed.slots),
        name="离职协议-张敏.pdf",
        media_type="application/pdf",
        retention=StoredFile.Retention.PAPER,
    )
    return cases.add_paper(
        case,
        "agreement",
        file=file,
        template="agreement",
        template_hash=printed.template_hash,
        facts=facts,
        at=clock.now(),
        state=Paper.State.DRAFT,
        number=facts["number"],
    )


def envelope(case: Case, paper: Paper | None = None) -> Envelope:
    """Sent to the employee first, to the company then; the worker has not run yet."""
    return actions.send(
        case=case,
        paper=paper or agreement(case),
        purpose=PURPOSE,
        actors=[
            actions.NewActor(role="employee", user=case.leaver, order=1),
            actions.NewActor(role="company", entity=case.entity, order=2),
        ],
        expires_at=clock.now() + dt.timedelta(days=7),
        at=clock.now(),
        subject="离职协议",
    )


def sent(case: Case | None = None) -> Envelope:
    """Out: the employee may sign now."""
    made = envelope(case or globals()["case"]())
    work()
    made.refresh_from_db()
    return made


def work() -> int:
    """Let the job worker do what can be done now."""
    return doing.run_outbox(clock.now())


def employee(envelope: Envelope) -> Actor:
    """The person who is asked."""
    return envelope.actors.select_related("envelope__case", "envelope__paper", "user").get(
        role="employee"
    )


def company(envelope: Envelope) -> Actor:
    """The seal that is asked for."""
    return envelope.actors.select_related("envelope__case", "envelope__paper", "entity").get(
        role="company"
    )


def texted(user: User) -> str:
    """The digits in the newest message to this person's phone."""
    messages = Message.objects.filter(template="signing.code").order_by("-pk")
    message = next(found for found in messages if found.address == user.phone)
    found = re.search(r"验证码 (\d{6})", message.text)
    assert found
    return found.group(1)


def code(actor: Actor) -> str:
    """Ask for a code, let it be sent, read the phone."""
    assert actor.user
    actions.request_code(actor, by=actor.user, at=clock.now())
    work()
    return texted(actor.user)


def strokes(size: float = 1.0) -> str:
    """Three waves, as the pad sends them; `size` makes them larger or smaller."""
    drawn = [[_point(line, step, size) for step in range(60)] for line in range(3)]
    return json.dumps({"w": 358, "h": 240, "strokes": drawn})


def _point(line: int, step: int, size: float) -> list[float]:
    x, y = 2 * step, 30 * line + 12 * math.sin(step / 3)
    return [round(60 + size * x, 1), round(80 + size * y, 1), line * 1000 + step * 12]


def sign(actor: Actor, **values: Any) -> None:
    """The person signs with a fresh code and a drawn name."""
    assert actor.user
    given: dict[str, Any] = {
        "proof": values.pop("proof", None) or code(actor),
        "strokes": strokes(),
        "consent": True,
        "device": DEVICE,
        "by": actor.user,
        "at": clock.now(),
        "key": f"test:{actor.pk}",
    }
    actions.sign(actor, **{**given, **values})


def signed() -> Envelope:
    """The employee's signature stands."""
    made = sent()
    sign(employee(made))
    work()
    made.refresh_from_db()
    return made


def browser(user: User) -> Client:
    """This person's phone, signed in by a code a moment ago."""
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14)")
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[accounts.STRENGTH] = "code"
    session[accounts.CODE_AT] = clock.now().isoformat()
    session.save()
    return client


def at(name: str, envelope: Envelope, *more: object) -> str:
    """The address of one of the pages."""
    return reverse(f"signing:{name}", args=[envelope.biz_no, *more])


def to_the_name(phone: Client, envelope: Envelope) -> None:
    """Read, ask for the code, type it: the pad is open."""
    user = employee(envelope).user
    assert user
    answer = phone.post(at("code", envelope))
    assert answer.status_code == 302
    work()
    answer = phone.post(
        at("identity", envelope), {"code": texted(user), "terms": terms.text().hash}
    )
    assert answer.headers["Location"] == at("hand", envelope)


def another_agreement(case: Case) -> Paper:
    """A second paper of the same kind."""
    return agreement(case, "-2")


def another_case(case: Case) -> Case:
    """The same person leaves once more, long after."""
    case.status = Case.Status.CLOSED
    case.save(update_fields=["status"])
    return cases.open_case(
        employment=case.employment,
        arrived_at=clock.now(),
        notice_end=case.notice_end,
        wished_day=case.wished_day,
        contract_end=case.contract_end,
    )


def sent_to_both_at_once() -> Envelope:
    """Employee and company may sign in any order."""
    made = envelope(case())
    made.actors.update(order=1)
    work()
    made.refresh_from_db()
    return made


def evidence(envelope: Envelope) -> dict[str, Any]:
    """The provider's report on how it was signed."""
    report: dict[str, Any] = json.loads(get_provider("builtin").evidence(envelope.biz_no))
    return report
