"""A web worker is killed before every statement of a request; the phone sends the same again.

Run as a program it plays on the database of the environment and prints what came of it.
"""

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpResponseBase
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions, definitions
from lizhi.people.models import Employment
from tests import make
from tests.conftest import MONDAY
from tests.settlement import world as money
from tests.signing import world
from tests.workflow.many import one_in

Act = Callable[[], HttpResponseBase]
STRIDE = one_in(2)


def killed_everywhere(act: Act, look: Callable[[], None] = lambda: None) -> int:
    """One child after another does it, each dies some statements later; how many have died.

    After each death somebody may look at what was left.
    """
    for number in itertools.count(step=STRIDE):
        connections.close_all()
        pid = os.fork()
        if not pid:
            _live_so_long(act, number)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            if os.WEXITSTATUS(status):
                raise RuntimeError("the request failed")
            return number // STRIDE
        look()
    return 0


def _live_so_long(act: Act, statements: int) -> None:
    left = itertools.count(statements, -1)

    def wrapper(execute: Callable[..., Any], *call: Any) -> Any:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*call)

    status = 1
    try:
        with connection.execute_wrapper(wrapper):
            status = 0 if act().status_code == 302 else 1
    finally:
        os._exit(status)


def company() -> tuple[Employment, User, User]:
    """Somebody who leaves, her manager, and a colleague; HR and finance are there."""
    manager = make.employee("王磊", "13900000002")
    colleague = make.employee("何静", "13900000008", reports_to=manager)
    for phone, name, role in (("13900000004", "李丽", "hr"), ("13900000005", "陈洁", "finance")):
        make.grant(User.objects.with_phone(phone, name=name), role)
    leaver = make.employee("张敏", world.PHONE, reports_to=manager)
    return leaver, manager.user, colleague.user


def apply(leaver: Employment) -> dict[str, Any]:
    """The notice is handed in."""
    phone = make.signed_in(Client(), leaver.user)
    form = {
        "key": make.key(),
        "reason": "family",
        "words": "要陪护一段时间。",
        "wished": "other",
        "other_day": "2026-07-01",
        "place": "here",
        "sure": "yes",
    }

    def act() -> HttpResponseBase:
        return phone.post("/apply/", form)

    kills = killed_everywhere(act)
    again = act()
    made = Case.objects.get()
    return {
        "kills": kills,
        "again": again.headers["Location"] == f"/case/{made.number}/receipt/",
        "arrived": made.events.filter(kind="notice_arrived").count(),
        "broken": chain.first_broken(made),
    }


def sign(case: Case, manager: User, colleague: User) -> dict[str, Any]:
    """The name is written under the agreement."""
    make.work()
    task = make.open_task(case, "acknowledgement")
    actions.acknowledge(task, by=manager, handover_to=colleague, agrees_early=None, key=make.key())
    make.work()
    envelope = case.envelopes.get(purpose="separation_agreement")
    phone = world.browser(case.leaver)
    world.to_the_name(phone, envelope)
    form = {"strokes": world.strokes(), "key": make.key()}

    def act() -> HttpResponseBase:
        return phone.post(world.at("hand", envelope), form)

    kills = killed_everywhere(act)
    again = act()
    make.work()
    return {
        "kills": kills,
        "again": again.status_code,
        "given": case.events.filter(kind="signature_given").count(),
        "made": case.events.filter(kind="signature_made").count(),
        "broken": chain.first_broken(case),
    }


def settle(case: Case) -> dict[str, Any]:
    """Finance sends what was worked out."""
    finance = User.objects.get(name="陈洁")
    desk: Client = money.client_of(finance)
    desk.post(money.desk(case), {**money.TYPED, "then": "keep", "key": make.key()})
    form = {**money.TYPED, **money.seen(case), "then": "send", "key": make.key()}

    def act() -> HttpResponseBase:
        sent: HttpResponseBase = desk.post(money.desk(case), form)
        return sent

    kills = killed_everywhere(act)
    again = act()
    versions = case.settlements.order_by("number")
    return {
        "kills": kills,
        "again": again.headers["Location"] == money.desk(case),
        "versions": list(versions.values_list("number", "state")),
        "sent": case.events.filter(kind="settlement_sent").count(),
        "broken": chain.first_broken(case),
    }


def main() -> None:
    """All three, one after the other."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    with clock.at(MONDAY):
        call_command("createcachetable", verbosity=0)
        definitions.publish_shipped(at=clock.now())
        leaver, manager, colleague = company()
        told = {"apply": apply(leaver)}
        told["sign"] = sign(Case.objects.get(), manager, colleague)
        told["settle"] = settle(Case.objects.get())
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
