"""Finance, once it is sent: what the employee says, what a change would do, and the answer."""

from dataclasses import dataclass, field
from decimal import Decimal
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.settlement import actions, rules, seconds, sheet
from lizhi.settlement.disputes import effects, numbers, ways
from lizhi.settlement.disputes.effects import Effect
from lizhi.settlement.forms import ReplyForm
from lizhi.settlement.models import Line, Settlement
from lizhi.settlement.sheet import Row
from lizhi.settlement.views.arriving import back_to, case_at_desk, key_of

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
LEAVE = frozenset({"unused_leave", "carried_leave", "company_leave"})


@dataclass
class Asked:
    """A line that waits for its answer: the form, and what the number in it would do."""

    row: Row
    form: ReplyForm
    effect: Effect | None = None
    change: str = ""
    """Add 2 days."""
    facts: dict[str, Decimal | None] = field(default_factory=dict)
    """What is known of leave."""


@login_required
@require_POST
def reply(request: UserRequest, number: str, line: str) -> HttpResponse:
    """Answer the employee's question about a line, or look first at what a change would do."""
    case = case_at_desk(request, number)
    current = get_object_or_404(Settlement.objects.of(case).shown())
    found = get_object_or_404(current.lines, key=line)
    current.case = case
    offered = ways.ways_of(found, effects.chain_of(case, current).given)
    form = ReplyForm(request.POST, ways=offered)
    if not form.is_valid():
        return page(request, case, current, replies={line: form}, status=INVALID)
    if form.cleaned_data["reply"] == ReplyForm.LOOK:
        return page(request, case, current, replies={line: form})
    try:
        return _answer(request, case, found, form)
    except AlreadyDone as refusal:
        unsent = {"reason": refusal.reason, "words": form.cleaned_data["words"]}
        sentence = _("%(reason)s What you have written was not sent: “%(words)s”")
        raise AlreadyDone(sentence % unsent) from refusal


def _answer(request: UserRequest, case: Case, line: Line, form: ReplyForm) -> HttpResponse:
    said, now, key = form.cleaned_data, clock.now(), key_of(request)
    match said["reply"]:
        case ReplyForm.ADD:
            return _change(request, case, line, form)
        case ReplyForm.HR:
            actions.ask_hr(line, words=said["words"], by=request.user, at=now, key=key)
            return back_to(case)
    words = {"reply": said["reply"], "words": said["words"]}
    actions.answer_dispute(line, **words, by=request.user, at=now, key=key)
    return back_to(case, edit=said["reply"] == Line.Reply.CHANGED)


def _change(request: UserRequest, case: Case, line: Line, form: ReplyForm) -> HttpResponse:
    """What was typed stays where a rule says no, with the sentence in its place."""
    said, way = form.cleaned_data, form.chosen
    try:
        actions.change_and_answer(
            line,
            way=way.key if way else "",
            more=said["more"],
            words=said["words"],
            by=request.user,
            at=clock.now(),
            key=key_of(request),
            mark=said["mark"],
        )
    except AlreadyDone:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        status = HTTPStatus.CONFLICT
        return page(request, case, line.settlement, replies={line.key: form}, status=status)
    return back_to(case)


def page(
    request: UserRequest,
    case: Case,
    current: Settlement,
    *,
    replies: dict[str, ReplyForm] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The version that the employee has. `replies`: forms as they were typed, by line."""
    current.case = case
    every = sheet.of(rules.LINES.all(settlement=current.pk), case)
    running = case.status == Case.Status.RUNNING
    asked = _asked(request, case, current, every, replies or {}) if running else []
    chosen = next((one for one in asked if one.row.line.key in (replies or {})), None)
    values: dict[str, Any] = {
        "case": case,
        "name": case.employment.name,
        "settlement": current,
        "sheet": every,
        "asked": asked,
        "looked_at": chosen or next((one for one in asked if one.effect), None),
        "reply_due": sheet.reply_due(current) if every.asked else None,
        "key": uuid4().hex,
        "pay_day": rules.pay_day(case),
        "running": running,
        "earlier": _earlier(case, current),
        "limit": seconds.limit_of(case),
        "moved": seconds.MOVED,
    }
    return render(request, "settlement/desk_sent.html", values, status=status)


def _earlier(case: Case, current: Settlement) -> int | None:
    """Number of the version before this one, to look at the difference."""
    before = (one.number for one in rules.VERSIONS.all(case=case.pk))
    return next((number for number in before if number < current.number), None)


def _asked(
    request: UserRequest,
    case: Case,
    current: Settlement,
    every: sheet.Sheet,
    replies: dict[str, ReplyForm],
) -> list[Asked]:
    """Gathered once, however many lines wait; nothing is gathered where none does."""
    if not every.asked:
        return []
    chain = effects.chain_of(case, current)
    return [_one(request, row, chain, replies.get(row.line.key)) for row in every.asked]


def _one(request: UserRequest, row: Row, chain: effects.Chain, typed: ReplyForm | None) -> Asked:
    given = chain.given
    offered = ways.ways_of(row.line, given)
    form = typed or _of_address(request, row, offered) or _of_words(row, offered)
    asked = Asked(row, form)
    if row.line.key in LEAVE:
        asked.facts = {
            "full": given.leave_full,
            "taken": given.leave_taken,
            "carried": given.leave_carried,
            "last_year": given.leave_taken_last_year,
        }
    way, more = form.chosen, _number(form)
    if way is not None and more:
        _try(asked, way, more, chain, request.user.name)
    return asked


def _try(asked: Asked, way: ways.Way, more: Decimal, chain: effects.Chain, by: str) -> None:
    """What it would do; where it cannot be done, the sentence stands at the number."""
    line, form = asked.row.line.key, asked.form
    try:
        entered = ways.changed(way, more, line=line, given=chain.given, by=by)
        asked.effect = chain.effect(entered)
    except Refused as refusal:
        if form.is_bound and not form.errors:
            form.add_error("more", str(refusal.reason))
        return
    asked.change = ways.in_words(way, more)


def _number(form: ReplyForm) -> Decimal | None:
    """Only one that can be read; what is wrong with it stands beside it."""
    if not form.is_bound:
        return form.initial.get("more")
    form.is_valid()
    more: Decimal | None = form.cleaned_data.get("more")
    return more


def _of_address(request: UserRequest, row: Row, offered: list[ways.Way]) -> ReplyForm | None:
    """`?line=…&way=…&more=…`: a look that can be sent to a colleague, and writes nothing."""
    if request.GET.get("line") != row.line.key or not offered:
        return None
    asked = {name: request.GET.get(name, "") for name in ("way", "more")}
    return ReplyForm({"reply": ReplyForm.LOOK, **asked}, ways=offered)


def _of_words(row: Row, offered: list[ways.Way]) -> ReplyForm:
    """The number that the employee has written, where there is one and no other."""
    words = next((said.words for said in reversed(row.said) if said.by_leaver), "")
    way = numbers.likeliest(offered, words)
    if way is None:
        return ReplyForm()
    more = numbers.read(words, way.unit)
    return ReplyForm(initial={"way": way.key, "more": more}, ways=offered)
