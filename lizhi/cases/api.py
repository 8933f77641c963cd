"""Cases, their story and their papers, for programs."""

import datetime as dt
from typing import Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from lizhi.accounts.models import User
from lizhi.cases import access, rules
from lizhi.cases.models import Case, Paper
from lizhi.documents.views.serving import serve

router = Router(tags=["cases"])
MOST = 100
_PDF = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
BYTES = {
    "parameters": [
        {
            "in": "header",
            "name": "Range",
            "required": False,
            "schema": {"type": "string", "examples": ["bytes=0-1023"]},
            "description": "One range; of anything else the whole paper is sent.",
        }
    ],
    "responses": {
        200: {"description": "The whole paper", "content": _PDF},
        206: {"description": "The part that was asked for", "content": _PDF},
        416: {
            "description": "The paper has no such part",
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Error"}},
            },
        },
    },
}
"""What the document says of a paper's bytes."""


class CaseOut(Schema):
    """One ending of one employment. Days are ISO dates, moments ISO 8601 in UTC."""

    number: str
    status: str
    way: str
    """How the employment ends: `resignation`, `mutual`, `notice` …"""
    staff_number: str
    branch: str
    entity: str
    arrived_at: dt.datetime
    notice_end: dt.date
    wished_day: dt.date
    contract_end: dt.date
    last_working_day: dt.date | None
    pay_end: dt.date | None
    access_end: dt.date | None
    step: str
    due_at: dt.datetime | None
    ended_at: dt.datetime | None
    rev: int


class EventOut(Schema):
    """One thing that happened; what people wrote is not in it."""

    seq: int
    kind: str
    step: str
    happened_at: dt.datetime
    facts: dict[str, Any]
    previous: str
    digest: str


class PaperOut(Schema):
    """An issued paper; its bytes are at `…/pdf`."""

    number: str
    kind: str
    state: str
    issued_at: dt.datetime | None
    sha256: str
    size: int
    voided_by: str = ""
    """Number of the paper by which both sides have made it void; its `issued_at` is since when."""


def user_of(request: HttpRequest) -> User:
    """For whom the token acts; the authentication has seen to it that there is somebody."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def _out(case: Case) -> CaseOut:
    return CaseOut(
        number=case.number,
        status=case.status,
        way=case.way,
        staff_number=case.employment.number,
        branch=case.branch.name,
        entity=case.entity.name,
        arrived_at=case.arrived_at,
        notice_end=case.notice_end,
        wished_day=case.wished_day,
        contract_end=case.contract_end,
        last_working_day=case.last_working_day,
        pay_end=case.pay_end,
        access_end=case.access_end,
        step=case.label,
        due_at=case.due_at,
        ended_at=case.ended_at,
        rev=case.rev,
    )


def _case(request: HttpRequest, number: str) -> Case:
    visible = rules.visible_to(user_of(request)).select_related("employment", "branch", "entity")
    return get_object_or_404(visible, number=number)


@router.get("/", response=list[CaseOut], summary="Cases, newest first")
def cases(
    request: HttpRequest,
    status: Case.Status | Literal[""] = "",
    way: Case.Way | Literal[""] = "",
    ground: str = "",
    before: str = "",
    limit: int = 50,
) -> list[CaseOut]:
    """Those that the token's person may open; `before` is the number of the last one seen.

    By `ground`, `39-2`, only HR and finance find any: nobody else is told it.
    """
    user = user_of(request)
    rows = rules.at_desk(user).filter(ground=ground) if ground else rules.visible_to(user)
    rows = rows.select_related("employment", "branch", "entity")
    if status:
        rows = rows.filter(status=status)
    if way:
        rows = rows.filter(way=way)
    if before:
        rows = rows.filter(number__lt=before)
    return [_out(case) for case in rows.order_by("-number")[: min(max(limit, 1), MOST)]]


@router.get("/{number}", response=CaseOut, summary="One case")
def case(request: HttpRequest, number: str) -> CaseOut:
    """404 for somebody else's."""
    return _out(_case(request, number))


@router.get("/{number}/events", response=list[EventOut], summary="Its story")
def events(request: HttpRequest, number: str) -> list[EventOut]:
    """In order; each carries the hash of the one before.

    A program hears what its person reads on the page of the case: what is not for that reader is
    left out, and leaves a gap in `seq`.
    """
    found = _case(request, number)
    reach = access.of(found, user_of(request))
    return [
        EventOut(
            seq=event.seq,
            kind=event.kind,
            step=event.step,
            happened_at=event.happened_at,
            facts=reach.facts_of(event),
            previous=event.previous,
            digest=event.digest,
        )
        for event in found.events.all()
        if reach.may_know(event.kind)
    ]


@router.get("/{number}/papers", response=list[PaperOut], summary="Its papers")
def papers(request: HttpRequest, number: str) -> list[PaperOut]:
    """Those that the token's person may read."""
    readable = rules.papers_visible_to(user_of(request)).filter(case=_case(request, number))
    issued = readable.exclude(state=Paper.State.DRAFT)
    issued = issued.select_related("file", "voided_by").order_by("pk")
    return [
        PaperOut(
            number=paper.number,
            kind=paper.kind,
            state=paper.state,
            issued_at=paper.issued_at,
            sha256=paper.file.digest,
            size=paper.file.size,
            voided_by=paper.voided_by.number if paper.voided_by else "",
        )
        for paper in issued
    ]


@router.get("/papers/{paper}/pdf", summary="The bytes of a paper", openapi_extra=BYTES)
def pdf(request: HttpRequest, paper: str) -> HttpResponseBase:
    """As they were signed; a range is honoured."""
    readable = rules.files_visible_to(user_of(request)).exclude(state=Paper.State.DRAFT)
    found = get_object_or_404(readable.select_related("file"), number=paper)
    return serve(request, found.file)
