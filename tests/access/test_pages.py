"""Each role at each address, for somebody else's case: what is refused leaves no trace."""

from copy import deepcopy
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lizhi.cases import links
from lizhi.identity.rules import passkeys_of
from tests import inside, make
from tests.access.table import AUDIENCES, ROWS, Address, addresses
from tests.access.traces import Writes, counted
from tests.inside import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SIGN_IN = "/sign-in/"
REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
ANSWERS = {
    *(HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY),
    *(HTTPStatus.CONFLICT, HTTPStatus.GONE),
}
"""A page that says what is missing, or why it cannot be done now, has let somebody in."""
SENT = {"version": "1"}
"""What a page for money would send at least."""
FREE = {"signing:revocations"}
OF_THE_FORMER = ("cases:share", "cases:stop_link", "cases:switch_check")
BY_LINK = ("cases:shared", "cases:shared_seen", "cases:shared_pdf")
"""Addresses at which there may be nothing, for anybody."""


def test_every_address_stands_in_the_table() -> None:
    assert {one.name for one in addresses()} == set(ROWS)


@pytest.mark.parametrize("role", inside.ROLES)
def test_whoever_comes_gets_what_the_table_says(world: World, role: str) -> None:
    client = browser(world, role)
    cookies = client.cookies
    wrong = []
    for one in addresses():
        path = address(world, one)
        for method in ("get", "post"):
            audience = getattr(ROWS[one.name], method)
            client.cookies = deepcopy(cookies)  # one of the addresses signs out
            with inside.undone(), Writes() as writes:
                answer = getattr(client, method)(path, SENT)
            fault = verdict(answer, role, audience, one.name)
            if method == "get" or audience is None or role not in audience:
                fault = fault or (f"wrote {writes.tables}" if writes.tables else "")
            if fault:
                wrong.append(f"{method} {path} ({one.name}) gave {answer.status_code}: {fault}")
    assert wrong == []


@pytest.mark.parametrize("role", inside.ROLES)
def test_refusals_leave_every_row_as_it_was(world: World, role: str) -> None:
    client = browser(world, role)
    before = counted()
    for one in addresses():
        audience = ROWS[one.name].post
        if audience is None or role not in audience:
            client.post(address(world, one), SENT)
    assert counted() == before


def browser(world: World, role: str) -> Client:
    """The browser of this role; the holder of a link has opened it."""
    client = Client(raise_request_exception=False)
    user = world.people[role]
    if user is not None:
        return make.signed_in(client, user)
    if role == "link":
        assert client.get(f"/t/{world.token}/").status_code == HTTPStatus.OK
    return client


def verdict(answer: Any, role: str, audience: frozenset[str] | None, name: str) -> str:
    """What is wrong with this answer; nothing when it is as the table says."""
    status, to_sign_in = answer.status_code, leads_to_sign_in(answer)
    unknown = role not in AUDIENCES["people"]
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "failed"
    if audience is None:
        known = status == HTTPStatus.METHOD_NOT_ALLOWED or (unknown and to_sign_in)
        return "" if known else "should not know this method"
    if role in audience:
        let_in = status < HTTPStatus.BAD_REQUEST or status in ANSWERS or name in FREE
        misled = to_sign_in and audience != AUDIENCES["everybody"] and unknown
        return "" if let_in and not misled else "should be let in"
    asked = unknown and (to_sign_in or status == HTTPStatus.UNAUTHORIZED)
    return "" if asked or status in REFUSED else "should be refused"


def leads_to_sign_in(answer: HttpResponse) -> bool:
    """The person is asked who it is."""
    return answer.status_code == HTTPStatus.FOUND and answer["Location"].startswith(SIGN_IN)


def address(world: World, one: Address) -> str:
    """This address, for the case of 张敏 or what belongs to it."""
    case = world.case
    item = case.handover_items.order_by("pk")[0]
    paper = case.papers.valid().get(kind="settlement")
    paper_of_link = world.link.paper
    known: dict[str, Any] = {
        "number": case.number,
        "item_id": item.pk,
        "photo_id": item.photos.get().pk,
        "line": case.settlements.get().lines.order_by("pk")[1].key,
        "biz_no": case.envelopes.get(purpose="separation_agreement").biz_no,
        "proof_id": case.proofs.order_by("pk")[0].pk,
        "task_id": case.tasks.filter(run__step="acknowledgement")[0].pk,
        "page": 1,
        "token": world.token,
        "kind": "privacy",
        "version": "2026-06",
        "old": 1,
        "new": 1,
        "file": 1,
        "code": "7K3M9QX2AAAA",
        "serial": "1",
        "name": "desk",
        "provider": "box",
        "user_id": case.leaver.pk,
        "field": "phone",
        "key": case.employment_id,
    }
    special: dict[str, dict[str, Any]] = {
        "settlement": {
            "key": case.entity_id,
            "table": world.accounts.number,
            "voucher": world.voucher.voucher_id,
            "batch": world.batch_to_pay.number,
            "form": "xlsx",
        },
        "people": {"number": world.batch.number},
        "archive": {"number": world.ended.number},
        "cases": {"number": paper.number},
        **{key: {"number": paper_of_link.number, "link": world.link.pk} for key in OF_THE_FORMER},
        **{key: {"token": links.token_of(world.link.nonce)} for key in BY_LINK},
        "cases:checked": {"key": world.checked.pk},
        "settlement:work_out": {"topic": "notice"},
        "flows": {"key": world.draft.key, "number": 1, "step": "confirmation"},
        "flows:diagram": {"number": case.number},
        "documents": {"key": world.upload.pk},
        "calendars": {"key": case.branch_id, "code": "plant"},
        "calendars:take_back": {"key": world.holidays.pk},
        "jobs": {"key": world.job.pk},
        "jobs:text_again": {"key": world.text.pk},
        "jobs:give_up_text": {"key": world.text.pk},
        "offboarding:step_file": {
            "number": world.filed.run.case.number,
            "file_id": world.filed.pk,
        },
        "offboarding:duty": {"kind": "transfer"},
        "offboarding:duty_undone": {"kind": "transfer"},
        **{
            f"offboarding:{page}": {"scheme": "pension"}
            for page in ("stop_scheme", "scheme_undone", "scheme_receipt")
        },
        "settlement:proof": {"file": world.line_proof.pk},
        "settlement:figure": {"key": world.figure.pk},
        "settlement:pay_batch": {"number": world.pay.number},
        "settlement:pay_marked": {"number": world.pay.number},
        "settlement:pay_cells": {"number": world.pay.number},
        "settlement:pay_file": {"sheet": "pay"},
        "people:entity": {"key": case.entity_id},
        "people:seal_picture": {"key": case.entity_id},
        "signing:page": {"number": 1},
        "signing:inbox_again": {"key": world.call.pk},
        **{f"signing:original_{what}": {"role": "employee"} for what in ("desk", "cover")},
        "signing:original_scan": {"role": "employee", "scan_id": 1},
        "signing:scan": {"scan_id": 1},
        "accounts:withdraw_consent": {"key": case.leaver.consents.get(kind="face_check").pk},
        "identity": {"key": passkeys_of(case.leaver).get().pk},
    }
    room = one.name.partition(":")[0]
    values = {**known, **special.get(room, {}), **special.get(one.name, {})}
    return reverse(one.name, kwargs={part: values[part] for part in one.parts})
