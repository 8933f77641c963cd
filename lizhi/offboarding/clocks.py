"""Two kinds of clocks beside each other: what the company has agreed, and what the law fixes."""

import datetime as dt
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.access import Access
from lizhi.cases.access import of as access_of
from lizhi.cases.models import Case
from lizhi.common import articles, wording
from lizhi.common.permits import permit
from lizhi.offboarding import (
    duties,
    duty_rules,
    four_dates,
    progress,
    questions,
    rules,
    way_clocks,
    ways,
)
from lizhi.offboarding.models import Duty
from lizhi.offboarding.progress import Node
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run

ORDER = {"late": 0, "soon": 1, "now": 2, "done": 3, "wait": 4}
SIGNS = {"late": "hourglass", "soon": "clock", "now": "clock", "done": "circle-check"}
NEAR = 2
"""Days before a statutory day on which it turns amber."""
PAGE = "offboarding:duty"
UNDONE = "offboarding:duty_undone"
FAR = 99
"""Nobody counts more days than these."""


@dataclass(frozen=True)
class Clock:
    """One line of either list."""

    name: str
    small: str
    state: str
    """`late`, `soon`, `now`, `done` or `wait`."""
    due: dt.datetime | dt.date | None = None
    text: str = ""
    """In place of `due` where there is no day."""
    left: str = ""
    said: str = ""
    press: str = ""
    """The step that may be pressed now."""
    act: str = ""
    """Where the reader says that it is done."""
    undo: str = ""
    """Where the reader says that it is not done after all."""
    kept: bool = False
    """Nothing to do: only kept until that day."""

    @property
    def sign(self) -> str:
        """The drawing before it."""
        return SIGNS.get(self.state, "circle-dashed")

    @property
    def is_moment(self) -> bool:
        """Whether the hour matters."""
        return isinstance(self.due, dt.datetime)


def agreed(case: Case, nodes: list[Node], reader: User, *, now: dt.datetime) -> list[Clock]:
    """What the process has agreed, the most urgent first."""
    may_press = case.status == Case.Status.RUNNING and rules.may_press_all(case, reader)
    runs = {run.step: run for run in questions.OPEN_RUNS.all(case=case.pk)} if may_press else {}
    found = [
        _agreed(node, runs.get(node.step), reader, now)
        for node in nodes
        if node.step != "application"
    ]
    return sorted(found, key=lambda one: ORDER[one.state])


def _took(length: dt.timedelta) -> str:
    return wording.close(_("took %(span)s") % {"span": wording.span(length)})


def _agreed(node: Node, run: Run | None, reader: User, now: dt.datetime) -> Clock:
    state, left, said, press = node.state, "", "", ""
    if state in progress.OPEN and node.due_at:
        left = wording.time_left(node.due_at, now)
        if state == "now" and wording.urgency(node.due_at, now) == "soon":
            state = "soon"
    if state == "done":
        took = node.at - node.opened_at if node.at and node.opened_at else None
        said = node.told or (_took(took) if took else "")
    elif state == "wait":
        said = node.expected
    elif run is not None and not node.mine:
        press, said = _press(run, now)
    named = node.mine and str(_("you")) not in node.who  # else the reader is spoken to already
    who = _("%(name)s, that is you") % {"name": node.who} if named else node.who
    return Clock(node.title, who, state, node.at or node.due_at, left=left, said=said, press=press)


def _press(run: Run, now: dt.datetime) -> tuple[str, str]:
    free = workflow.next_press(run)
    if free is None or free <= now:
        return run.step, ""
    return "", _("again from %(hour)s") % {"hour": wording.moment(free)}


def statutory(case: Case, access: Access, reader: User, *, today: dt.date) -> list[Clock]:
    """What no holiday and no open handover moves, in order of date (劳动合同法 37, 50)."""
    may_say = permit(duty_rules.check_is_for_company, case, reader).allowed
    if ways.is_own(case):
        found = [_notice(case, today)]
    else:
        found = [_first(one, today) for one in way_clocks.of(case, access)]
    owed = case.status != Case.Status.WITHDRAWN and ways.is_certain(case)
    for duty in duties.OF_CASE.all(case=case.pk) if owed else []:
        if duty.kind == Duty.Kind.WAGES and not access.money:
            continue
        clock = duty_clock(duty, today=today)
        if may_say and duty.done_on is None and duty.kind not in duty_rules.BY_ITSELF:
            clock = replace(clock, act=reverse(PAGE, args=[case.number, duty.kind]))
        if may_say and duty_rules.said_by_hand(duty):
            clock = replace(clock, undo=reverse(UNDONE, args=[case.number, duty.kind]))
        found.append(clock)
    kept = [one for one in found if one.kept]
    dated = [one for one in found if not one.kept]
    return [*sorted(dated, key=lambda one: (one.due is None, str(one.due))), *kept]


def of_agencies(case: Case, reader: User, *, today: dt.date) -> list[Clock]:
    """What is said to agencies by name: the list of the unemployed, and file and insurance."""
    kinds = (Duty.Kind.UNEMPLOYMENT_LIST, Duty.Kind.TRANSFER)
    found = statutory(case, access_of(case, reader), reader, today=today)
    names = {str(kind.label) for kind in kinds}
    return [one for one in found if one.name in names]


def _first(one: way_clocks.First, today: dt.date) -> Clock:
    if one.day is None or one.done or one.day < today:
        state = "wait" if one.day is None else "done"
        said = "" if one.day is None or one.done else _("is over")
        return Clock(one.name, one.article, state, one.day, text=one.text, said=said)
    left = _days_left(one.day, today)
    if (one.day - today).days <= NEAR:
        return Clock(one.name, one.article, "soon", one.day, left=left)
    return Clock(one.name, one.article, "now", one.day, said=left)


def _notice(case: Case, today: dt.date) -> Clock:
    days = 3 if case.in_probation else 30
    early = case.contract_end < case.notice_end
    over = early or case.notice_end <= today
    return Clock(
        name=_("Notice of %(days)d days") % {"days": days},
        small="劳动合同法 37 条",
        state="done" if over else "now",
        due=case.notice_end,
        said=_notice_said(case, today, early=early, over=over),
    )


def _notice_said(case: Case, today: dt.date, *, early: bool, over: bool) -> str:
    if four_dates.expires_on(case):
        return _("the term is over before that")
    if early:
        return _("ended earlier by both sides")
    return _("is over") if over else _days_left(case.notice_end, today)


def duty_clock(duty: Duty, *, today: dt.date) -> Clock:
    """Amber from two days before, red from the day after, until somebody says that it is done."""
    name, article = str(duty.get_kind_display()), _article(duty)
    if duty.done_on is not None:
        return Clock(name, article, "done", duty.due, said=_done_said(duty))
    if duty.due is None:
        small = _("a new rule that has not been checked yet")
        return Clock(name, small, "wait", text=_("look it up"))
    days = (duty.due - today).days
    if duty.kind == Duty.Kind.CONTRACT_TEXTS:
        said = _("kept in the archive") if days >= 0 else _("day has passed")
        return Clock(name, article, "now", duty.due, said=said, kept=True)
    if days < 0:
        return Clock(name, article, "late", duty.due, left=_days_over(-days))
    if days <= NEAR:
        return Clock(name, article, "soon", duty.due, left=_days_left(duty.due, today))
    return Clock(
        name, article, "now", duty.due, said=_days_left(duty.due, today) if days <= FAR else ""
    )


def _article(duty: Duty) -> str:
    """By which text; wages alone are provisional for their working days."""
    article = articles.short(duty.article)
    if not duty.provisional or duty.kind == Duty.Kind.WAGES:
        return article
    return _("by the old %(article)s; please check the new text") % {"article": article}


def _done_said(duty: Duty) -> str:
    if duty.kind == Duty.Kind.CERTIFICATE:
        return _("issued")
    day = wording.day(duty.done_on, "short") if duty.done_on else ""
    who = duty.done_by.name if duty.done_by else _("The system")
    return _("done on %(day)s, %(name)s") % {"day": day, "name": who}


def _days_over(days: int) -> str:
    return _("%(days)d days late") % {"days": days}


def _days_left(day: dt.date, today: dt.date) -> str:
    days = (day - today).days
    return _("%(days)d days left") % {"days": days} if days else _("today")
