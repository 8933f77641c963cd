"""Settlements for programs: the same actions as the pages call."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal
from zlib import crc32

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from lizhi.accounts.models import User
from lizhi.cases.api import user_of
from lizhi.cases.models import Case
from lizhi.cases.sent import Key, Text, Words, key_of
from lizhi.common import clock
from lizhi.settlement import actions, rules, seconds
from lizhi.settlement.cities.api import router as figures
from lizhi.settlement.figures_in import FiguresIn
from lizhi.settlement.lines import add_up
from lizhi.settlement.models import Line, Settlement
from lizhi.settlement.payroll.api import router as payroll
from lizhi.settlement.whatif.api import router as what_if

router = Router(tags=["settlement"])
router.add_router("/figures", figures)
router.add_router("/payroll", payroll)
router.add_router("/what-if", what_if)
WITH = ("employment__person__user", "employment__department", "entity", "branch")
Question = Annotated[Words, Field(max_length=300)]
"""About a line: what the employee asks, as long as on the page."""


class LineOut(Schema):
    """One sum, in yuan; without an amount, `missing` says what is asked for."""

    key: str
    title: str
    note: str
    side: str
    amount: Decimal | None
    missing: str
    by_hand: bool
    answer: str
    reply: str
    steps: list[dict[str, Any]]


class SettlementOut(Schema):
    """One version. Lines without an amount count for nothing in the sums."""

    case: str
    version: int
    state: str
    due: Decimal
    deductions: Decimal
    net: Decimal
    missing: int
    needs_second: bool = Field(
        description="Above the company's limit: a second person approves it, and so sends it."
    )
    waits_for: str | None = Field(description="Name of the second person it waits for.")
    pay_on: dt.date
    sent_at: dt.datetime | None
    answered_at: dt.datetime | None
    lines: list[LineOut]


class SendIn(Schema):
    """Send this version to the employee."""

    key: Key
    version: int


class ReturnIn(SendIn):
    """The second person gives it back: what is to be changed, and with which line."""

    line: str = Field("", max_length=40)
    words: Words = Field(max_length=300)


class AnswerIn(Schema):
    """The employee's answer: words by line; the others are accepted, or stay open."""

    key: Key
    version: int
    disputed: dict[str, Question] = {}
    accept_others: bool = True
    proofs: dict[str, list[Key]] = Field(
        {}, description="By line: keys of own uploads of purpose `line`, five at most."
    )


class ReplyIn(Schema):
    """Finance's answer to a question about a line."""

    key: Key
    reply: Literal["kept", "changed", "hr", "add"] = Field(
        description="`hr`: HR is asked to look something up; the answer is still owed. `add`: a new"
        " version with `more` of `way` is made and sent, or waits for a second person."
    )
    words: Words = Field(max_length=300)
    way: Text = Field(
        "", max_length=40, description="For `add`: the input of the line, `leave_carried` say."
    )
    more: Decimal = Field(
        Decimal(0),
        ge=0,
        max_digits=10,
        decimal_places=2,
        description="For `add`: days, hours or yuan more for the employee.",
    )


@router.get("/{number}", response=SettlementOut, summary="The settlement of a case")
def settlement(request: HttpRequest, number: str) -> SettlementOut:
    """The employee gets what was sent, finance the newest version; 404 for anybody else."""
    case = _visible(request, number)
    own = case.leaver == user_of(request)
    found = rules.shown(case) if own else rules.latest(case)
    if found is None:
        raise Http404
    return _out(found, case)


@router.post("/{number}/draft", response=SettlementOut, summary="Compute a version")
def draft(request: HttpRequest, number: str, content: FiguresIn) -> SettlementOut:
    """Only what was sent is entered; nothing is shown to the employee yet."""
    case = _settled(request, number)
    entered = content.entered()
    by, seen = user_of(request), content.version
    key = key_of("draft", case.pk, by, content.key)
    made = actions.draft(case, inputs=entered, by=by, at=clock.now(), key=key, seen=seen)
    return _out(made, case)


@router.post("/{number}/send", response=SettlementOut, summary="Send a version")
def send(request: HttpRequest, number: str, content: SendIn) -> SettlementOut:
    """Lines without an amount may go out; they are marked."""
    case, version, user = _of(request, number, content)
    key = key_of("send", case.pk, user, content.key)
    sent = actions.send(version, by=user, at=clock.now(), key=key)
    return _out(sent, case)


@router.post("/{number}/hand-over", response=SettlementOut, summary="Ask a second person")
def hand_over(request: HttpRequest, number: str, content: SendIn) -> SettlementOut:
    """Above the limit of the company; the day of payment does not move."""
    case, version, user = _of(request, number, content)
    key = key_of("hand_over", case.pk, user, content.key)
    return _out(actions.hand_over(version, by=user, at=clock.now(), key=key), case)


@router.post("/{number}/approve", response=SettlementOut, summary="Approve and send")
def approve(request: HttpRequest, number: str, content: SendIn) -> SettlementOut:
    """By the second person, never by whoever made it; the employee has it at once."""
    case, version, user = _of(request, number, content)
    key = key_of("approve", case.pk, user, content.key)
    return _out(actions.approve(version, by=user, at=clock.now(), key=key), case)


@router.post("/{number}/return", response=SettlementOut, summary="Give it back")
def send_back(request: HttpRequest, number: str, content: ReturnIn) -> SettlementOut:
    """By the second person; it is a draft again, and whoever made it reads the words."""
    case, version, user = _of(request, number, content)
    key = key_of("return", case.pk, user, content.key)
    said = {"words": content.words, "line": content.line}
    return _out(actions.return_to_maker(version, **said, by=user, at=clock.now(), key=key), case)


@router.post("/{number}/answer", response=SettlementOut, summary="Accept or ask")
def answer(request: HttpRequest, number: str, content: AnswerIn) -> SettlementOut:
    """Of the token's own person; nothing waits for it."""
    user = user_of(request)
    mine = Case.objects.of(user).select_related(*WITH)
    case = get_object_or_404(mine, number=number)
    version = get_object_or_404(Settlement.objects.of(case), number=content.version)
    answered = actions.answer(
        version,
        disputed=content.disputed,
        by=user,
        at=clock.now(),
        key=key_of("answer", case.pk, user, content.key),
        accept_others=content.accept_others,
        proofs=content.proofs,
    )
    return _out(answered, case)


@router.post("/{number}/lines/{line}/reply", response=LineOut, summary="Answer a question")
def reply(request: HttpRequest, number: str, line: str, content: ReplyIn) -> Line:
    """Keeping a line needs words, too."""
    case = _settled(request, number)
    current = get_object_or_404(Settlement.objects.of(case).shown())
    found = get_object_or_404(current.lines, key=line)
    user, now = user_of(request), clock.now()
    about = crc32(line.encode())  # the same line in whichever version; a key has room for no more
    key = key_of(f"reply_{about:x}", case.pk, user, content.key)
    if content.reply == "hr":
        return actions.ask_hr(found, words=content.words, by=user, at=now, key=key)
    if content.reply == "add":
        way, more, words = content.way, content.more, content.words
        actions.change_and_answer(found, way=way, more=more, words=words, by=user, at=now, key=key)
        found.refresh_from_db()
        return found
    said = {"reply": content.reply, "words": content.words}
    return actions.answer_dispute(found, **said, by=user, at=now, key=key)


def _of(request: HttpRequest, number: str, content: SendIn) -> tuple[Case, Settlement, User]:
    case = _settled(request, number)
    version = get_object_or_404(Settlement.objects.of(case), number=content.version)
    version.case = case
    return case, version, user_of(request)


def _settled(request: HttpRequest, number: str) -> Case:
    cases = rules.settled_by(user_of(request)).select_related(*WITH)
    return get_object_or_404(cases, number=number)


def _visible(request: HttpRequest, number: str) -> Case:
    own = Case.objects.of(user_of(request)).select_related(*WITH).filter(number=number).first()
    return own or _settled(request, number)


def _out(found: Settlement, case: Case) -> SettlementOut:
    lines = list(found.lines.all())
    sums = add_up(lines)
    return SettlementOut(
        case=case.number,
        version=found.number,
        state=found.state,
        due=sums.due,
        deductions=sums.off,
        net=sums.net,
        missing=sums.missing,
        needs_second=seconds.are_needed(case, lines),
        waits_for=_waits_for(found),
        pay_on=rules.pay_day(case),
        sent_at=found.sent_at,
        answered_at=found.answered_at,
        lines=[LineOut.from_orm(line) for line in lines],
    )


def _waits_for(found: Settlement) -> str | None:
    waits = found.state == Settlement.State.WAITING and found.second is not None
    return found.second.name if waits and found.second else None
