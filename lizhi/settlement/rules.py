"""Who settles up, who answers, and when. Every rule passes in silence or refuses with a reason."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Event
from lizhi.cases.questions import RELATED
from lizhi.common.prepared import Prepared, for_each, given
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people import rules as people
from lizhi.people.models import still_here
from lizhi.settlement import computing, gathering, kinds, on_file, pay_days, sane
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.models import Line, Settlement, SettlementQuerySet
from lizhi.workflow.models import Task

State = Settlement.State
pay_day = pay_days.pay_day
TALKING = (kinds.LINE_DISPUTED, kinds.DISPUTE_ASKS_HR, kinds.DISPUTE_ANSWERED)


def _versions() -> SettlementQuerySet:
    mine = Settlement.objects.filter(case=given("case"))
    people = ("sent_by", "drafted_by", "checked_by", "second", "approved_by")
    return mine.select_related(*people).order_by("-number")


VERSIONS = Prepared(_versions)
"""Of one case, the newest first."""
NEWEST = Prepared(lambda: _versions()[:2])
"""What stands, and what it is compared with: a draft asks for no more."""
LATEST = Prepared(lambda: _versions()[:1])
APPROVED = Prepared(lambda: _versions().exclude(approved_at=None)[:1])
"""The newest at which a second person has looked."""
SHOWN = Prepared(lambda: _versions().shown()[:1])
LINES = Prepared(lambda: Line.objects.filter(settlement=given("settlement")))
TALK = Prepared(
    lambda: (
        Event.objects.filter(case=given("case"), kind__in=TALKING)
        .select_related("actor")
        .order_by("seq")
    )
)
"""What both sides have said about the lines, the oldest first."""
STEP = "settlement"
REPLY_TIME = dt.timedelta(hours=24)
"""Within this time finance answers a question about a line: a promise on the employee's page."""


REASONED = (
    *(("insurance", "insurance_how"), ("fund", "fund_how"), ("tax", "tax_how")),
    *(("compensation", "compensation_how"), ("compensation_tax", "compensation_tax_how")),
    *(("sick_pay", "sick_pay_how"), ("injury_pay", "injury_pay_how")),
)
"""Amounts that finance states, and where it says how it got there."""


def settled_by(user: User) -> QuerySet[Case]:
    """The cases whose money is in these hands: by legal entity, or by the step having come here.

    Never one's own.
    """
    return _settled_by(user, people.roles_of(user).finance_entities)


def settled_case(user: User, number: str) -> Case | None:
    """The case of this number, if this person settles it."""
    return _SETTLED(people.roles_of(user).finance_entities).first(user=user.pk, number=number)


def _settled_by(user: User | given, entities: frozenset[int] | None) -> QuerySet[Case]:
    tasks = Task.objects.filter(assignee=user, run__step=STEP, state__in=("open", "done"))
    tasks = tasks.filter(still_here("assignee"))
    mine = Q(pk__in=tasks.values("case"))
    reach = ~Q(pk=None) if entities is None else Q(entity__in=entities)
    return Case.objects.filter(mine | reach).exclude(employment__person__user=user)


def _by_number(entities: frozenset[int] | None) -> QuerySet[Case]:
    mine = _settled_by(given("user"), entities).filter(number=given("number"))
    return mine.select_related(*RELATED)


_SETTLED = for_each(_by_number)


def latest(case: Case) -> Settlement | None:
    """The newest version, draft or not."""
    return _of(case, LATEST)


def shown(case: Case) -> Settlement | None:
    """The version that the employee has before the eyes."""
    return _of(case, SHOWN)


def _of(case: Case, question: Prepared[Settlement]) -> Settlement | None:
    found = question.first(case=case.pk)
    if found:
        found.case = case
    return found


def check_can_settle(case: Case, user: User) -> None:
    """Finance of this legal entity, or whoever the step has come to."""
    by_role = people.roles_of(user).is_finance_of(case.entity_id) and case.leaver != user
    if not by_role and not settled_by(user).filter(pk=case.pk).exists():
        raise NotPermitted(_("Only finance of this company can do this."))
    check_running(case)


def check_running(case: Case) -> None:
    """The file is not sealed yet."""
    if case.status != Case.Status.RUNNING:
        raise Refused(_("This case has ended. Please talk to HR about anything that is open."))


def check_reasons(given: Inputs) -> None:
    """An amount that finance states comes with how it was worked out: the employee reads it."""
    for amount, how in REASONED:
        if getattr(given, amount) is not None and not getattr(given, how).strip():
            raise Refused(_("A few words how it was worked out; the employee reads them."))


def check_is_draft(settlement: Settlement, user: User) -> None:
    """The newest draft (newer ones replace it), from what the roster and the case say now."""
    check_can_settle(settlement.case, user)
    if settlement.state == State.WAITING:
        raise AlreadyDone(_("This version waits for a second person already."))
    if settlement.state != State.DRAFT:
        raise AlreadyDone(
            _("There is a newer version of this settlement. Please look at that one.")
        )
    if is_stale(settlement):
        raise Refused(_("The days or the roster have changed since. Please compute it again."))


def check_can_be_true(given: Inputs) -> None:
    """Nothing is computed from inputs that cannot be true; the sentence says what to do."""
    for title, text in sane.wrong(given):
        raise Refused(f"{title}：{text}")


def is_stale(settlement: Settlement) -> bool:
    """The roster, the dates of the case or a figure have changed since this was computed."""
    stored = Inputs.of({"gathered": settlement.inputs["gathered"]})
    here = on_file.read(settlement.case)
    if stored != gathering.gather(settlement.case, here):
        return True
    return bool(computing.changed_figures(settlement, here.book))


def answer_of(settlement: Settlement) -> str:
    """`disputed` while any line is, else `accepted`."""
    lines = LINES.all(settlement=settlement.pk)
    return "disputed" if any(one.answer == Line.Answer.DISPUTED for one in lines) else "accepted"


def check_can_answer(settlement: Settlement, user: User) -> None:
    """Whoever leaves, about the version that is before the eyes."""
    if settlement.case.leaver != user:
        raise NotPermitted(_("Only the person who leaves answers this."))
    check_running(settlement.case)
    current = shown(settlement.case)
    if current is None or current.pk != settlement.pk:
        raise Refused(_("There is a newer version of your settlement. Please look at that one."))


def check_can_reply(line: Line, user: User) -> None:
    """Finance, to a line that is disputed and has had no reply."""
    check_can_settle(line.settlement.case, user)
    current = shown(line.settlement.case)
    if current is None or current.pk != line.settlement_id:
        raise AlreadyDone(
            _("There is a newer version of this settlement. Please look at that one.")
        )
    if line.answer != Line.Answer.DISPUTED:
        raise Refused(_("Nothing has been asked about this line."))
    if line.reply:
        raise AlreadyDone(_("This question has been answered already."))
