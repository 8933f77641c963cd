"""Two kinds of clocks beside each other: what the company has agreed, and what the law fixes."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import questions as cases
from lizhi.cases.access import Access
from lizhi.cases.models import Case
from lizhi.common import articles, wording
from lizhi.offboarding import four_dates, progress, questions, rules
from lizhi.offboarding.progress import Node
from lizhi.settlement import workdays
from lizhi.settlement.law import clocks as law
from lizhi.settlement.law.parameters import NoFigure
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run

ORDER = {"late": 0, "soon": 1, "now": 2, "done": 3, "wait": 4}
SIGNS = {"late": "hourglass", "soon": "clock", "now": "clock", "done": "circle-check"}
NEAR = 2
"""Days before a statutory day on which it turns amber."""
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
    who = _("%(name)s, that is you") % {"name": node.who} if node.mine else node.who
    return Clock(node.title, who, state, node.at or node.due_at, left=left, said=said, press=press)


def _press(run: Run, now: dt.datetime) -> tuple[str, str]:
    free = workflow.next_press(run)
    if free is None or free <= now:
        return run.step, ""
    return "", _("again from %(hour)s") % {"hour": wording.moment(free)}


def statutory(case: Case, access: Access, *, today: dt.date) -> list[Clock]:
    """What no holiday and no open handover moves, in order of date (劳动合同法 37, 50)."""
    issued = bool(cases.VALID.all(case=case.pk, kind="certificate"))
    found = [_notice(case, today)]
    duties: list[tuple[law.Duty, str, bool]] = [
        ("certificate", _("Certificate"), issued),
        ("wages", _("Wages, all at once"), False),
        ("unemployment_list", _("List of the unemployed"), False),
        ("transfer", _("Insurance and personal file"), False),
        ("housing_fund", _("Housing fund"), False),
        ("contract_texts_years", _("Texts of the contract are kept"), False),
    ]
    for duty, name, done in duties:
        if duty == "wages" and not access.money:
            continue
        found.append(_duty(case, duty, name, done=done, today=today))
    return found


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


def _duty(case: Case, duty: law.Duty, name: str, *, done: bool, today: dt.date) -> Clock:
    try:
        found = law.due(
            duty,
            contract_end=case.contract_end,
            city=case.employment.work_city or case.branch.city,
            after_work_days=workdays.after_work_days,
        )
    except NoFigure:
        small = _("a new rule that has not been checked yet")
        return Clock(name, small, "wait", text=_("look it up"))
    day, article = found.value, articles.short(found.steps[0].article)
    if done:
        return Clock(name, article, "done", day, said=_("issued"))
    if day < today:
        return Clock(name, article, "wait", day, said=_("day has passed"))
    days = (day - today).days
    if days <= NEAR:
        return Clock(name, article, "soon", day, left=_days_left(day, today))
    return Clock(name, article, "now", day, said=_days_left(day, today) if days <= FAR else "")


def _days_left(day: dt.date, today: dt.date) -> str:
    days = (day - today).days
    return _("%(days)d days left") % {"days": days} if days else _("today")
