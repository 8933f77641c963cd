"""Every form of the project, filled in with nonsense by somebody who may send it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lizhi.accounts.models import User
from lizhi.config.demo import forms
from tests import inside, make
from tests.access.table import AUDIENCES, ROWS, addresses
from tests.access.test_pages import address
from tests.bad_input import failures
from tests.bad_input.hostile import SHORT, VALUES, mixed
from tests.inside import World
from tests.workflow.many import one_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TOKEN = "csrfmiddlewaretoken"
KNOWN = (
    *("key", "version", "q", "next", "code", "strokes", "typed", "way", "proofs", "photos"),
    *("task", "who", "agree", "step", "then", "mark", "words", "phone", "purpose", "take_back"),
    *("reply", "receiver", "title", "note", "kind", "waybill", "amount", "reason", "opened"),
)
"""What addresses without a page of their own look for."""
MOST_FIELDS = 10
DEAR = {"flows:play": 8, "people:import_columns": 3}
"""Behind these lies most of the time of all: one in so many of their wrong forms is sent."""
PARTS = 12
"""The addresses are tried in so many parts, so that a failure is soon found."""


@dataclass
class Target:
    """An address, who sends, and what the form there would send untouched."""

    path: str
    user: User | None
    untouched: dict[str, Any] = field(default_factory=dict)
    names: list[str] = field(default_factory=lambda: list(KNOWN))
    every: int = 1
    """One in so many of the wrong forms is sent; whole cases are played behind some of them."""


def targets(world: World) -> Iterator[Target]:
    """Every address that takes a post, and those of cases that wait for one."""
    for one in addresses():
        audience = ROWS[one.name].post
        if audience is not None:
            role = "anonymous" if audience == AUDIENCES["everybody"] else sorted(audience)[:1]
            user = world.people[role[0]] if isinstance(role, list) and role else None
            yield Target(address(world, one), user, every=one_in(DEAR.get(one.name, 1)))
    yield from _waiting(world)


def _waiting(world: World) -> Iterator[Target]:
    open_, number = world.under_way, world.under_way.number
    item = open_.handover_items.order_by("pk")[0]
    envelope = open_.envelopes.get(purpose="separation_agreement").biz_no
    leaver, company = open_.leaver, world.company
    for path in ("all/", "add/", f"{item.pk}/", f"{item.pk}/give/", f"{item.pk}/back/"):
        yield Target(f"/case/{number}/handover/{path}", leaver)
    for path in ("code/", "identity/", "hand/", "hand/?way=typed", "decline/"):
        yield Target(f"/sign/{envelope}/{path}", leaver)
    yield Target(f"/handover/{number}/arrange/add/", company.wang_lei)
    yield Target(f"/handover/{number}/arrange/{item.pk}/receiver/", company.wang_lei)
    yield Target(f"/handover/{number}/{item.pk}/missing/", item.receiver)
    task = make.open_task(world.fresh, "acknowledgement")
    yield Target(f"/tasks/{task.pk}/", company.wang_lei)
    case = f"/case/{world.fresh.number}"
    yield from (
        Target(f"{case}{end}", world.fresh.leaver) for end in ("/withdrawal/", "/last-day/")
    )
    for path in ("press/", "comment/", "handing-over/", "last-day/", "withdrawal/"):
        yield Target(f"/desk{case}/{path}", company.li_li)
    yield Target(f"/desk/case/{number}/end-of-handover/", company.li_li)
    yield Target(f"/desk/case/{world.unconfirmed.number}/confirmation/", company.li_li)
    yield Target(f"/desk/register/?who={company.zhang_min.reports_to_id}", company.li_li)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_form_fails(world: World, part: int) -> None:
    failed = []
    for target in list(targets(world))[part::PARTS]:
        client = Client(raise_request_exception=False)
        if target.user:
            make.signed_in(client, target.user)
        read(client, target)
        for body in islice(bodies(target), 0, None, target.every):
            with inside.undone(), failures.watched() as seen:
                status = client.post(target.path, body).status_code
            if status >= failures.FAILED:
                failed.append(f"{target.path} {failures.short(body)}: {seen}")
                break
    assert failed == []


def read(client: Client, target: Target) -> None:
    """Open the page, and learn what its form asks for."""
    answer = client.get(target.path)
    if "html" not in answer.headers.get("Content-Type", "") or answer.status_code != failures.OK:
        return
    for form in forms.read(answer.content.decode()):
        if form.action.partition("?")[0] in {"", target.path.partition("?")[0]}:
            target.untouched = {name: values for name, values in form.values.items() if values}
            target.names = sorted((form.asks | set(KNOWN)) - {TOKEN})
            return


def bodies(target: Target) -> Iterator[dict[str, Any]]:
    """Everything the same, everything mixed, one wrong field in a good form, files for words."""
    yield {}
    for value in VALUES:
        yield dict.fromkeys(target.names, value)
    yield from mixed(target.names, rounds=4)
    yield {name: ["a", "\0", "9" * 30] for name in target.names}
    file = b"\x89PNG\r\n\x1a\n\0" + bytes(300)
    yield {name: SimpleUploadedFile("\u202e照\0片.png", file) for name in target.names}
    asked = [name for name in target.names if name in target.untouched or name not in KNOWN]
    for name in asked[:MOST_FIELDS]:
        yield from ({**target.untouched, name: value} for value in SHORT)
