"""What somebody says on the phone besides a resignation: the company is at fault, or let us agree.

A fault of the company ends the contract by the person's own word (劳动合同法 38), and compensation
is due (46); a proposal ends nothing before both have signed (36), and none is due. Neither is a
resignation, and neither is ever papered as one.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.documents.papers.facts import DepartureFacts, Known
from lizhi.offboarding import beyond_term, company_papers, overtaking, rules, ways
from lizhi.people.models import Employment
from lizhi.settlement.law import grounds

Way = Case.Way
AT_ONCE = "38-2"
ITEMS = {
    "1": "（一）未按照劳动合同约定提供劳动保护或者劳动条件的",
    "2": "（二）未及时足额支付劳动报酬的",
    "3": "（三）未依法为劳动者缴纳社会保险费的",
    "4": "（四）用人单位的规章制度违反法律、法规的规定，损害劳动者权益的",
    "5": "（五）因本法第二十六条第一款规定的情形致使劳动合同无效的",
    "6": "（六）法律、行政法规规定劳动者可以解除劳动合同的其他情形",
}
"""Of article 38, paragraph 1, in the words of the law: they stand on the paper."""


@dataclass(frozen=True)
class Declaration:
    """What was said. Codes and days, but for the words, which are sealed."""

    way: str
    ground: str
    day: dt.date
    items: tuple[str, ...] = ()
    """Of 38-1: which of its cases."""
    words: str = ""


def check_can_declare(employment: Employment, user: User, said: Declaration) -> None:
    """The person, while employed, where nothing of the own has been said or ends it before."""
    if employment.user != user:
        raise NotPermitted(_("Only the employee can say this."))
    if employment.left_on is not None:
        raise Refused(_("This employment has ended already."))
    if said.way not in ways.DECLARED or said.ground not in ways.WAYS[said.way].grounds:
        raise Refused(_("This ground does not belong to this way of ending."))
    if running := overtaking.running(employment):
        _check_makes_way(running, said)


def _check_makes_way(running: Case, said: Declaration) -> None:
    """A fault of the company comes before all that has not ended it yet; a proposal before none."""
    if said.way == Way.PROPOSAL:
        raise AlreadyDone(
            _("Another ending is under way. Another last day can be proposed in that case.")
        )
    if running.way == Way.FORCED:
        raise AlreadyDone(_("You have ended the contract already, and the company has it."))
    if ways.is_certain(running) and running.contract_end <= said.day:
        values = {"day": wording.day(running.contract_end)}
        raise AlreadyDone(_("The contract ends on %(day)s already.") % values)


def problems(employment: Employment, said: Declaration, *, today: dt.date) -> dict[str, str]:
    """What cannot be, by the field of the form."""
    found: dict[str, str] = {}
    if said.ground == AT_ONCE and said.day != today:
        found["day"] = _("By this ground it ends at once, on the day on which you say so.")
    if said.ground == "38-1" and not set(said.items) & set(ITEMS):
        found["items"] = _("Please say what the company has done or left undone.")
    if said.way == Way.PROPOSAL and (late := beyond_term.why_not(employment, said.day)):
        found["day"] = late
    if said.way == Way.FORCED and (
        first := beyond_term.ends_before(employment, said.day, today=today)
    ):
        found["day"] = first
    try:
        rules.check_wished_day(said.day, today=today)
    except Refused as refusal:
        found["day"] = str(refusal.reason)
    return found


def check(employment: Employment, said: Declaration, *, today: dt.date) -> None:
    """The first thing that does not fit is refused."""
    for problem in problems(employment, said, today=today).values():
        raise Refused(problem)


def check_can_take_back(case: Case, user: User) -> None:
    """The proposal, by whoever made it, before HR has agreed to it (民法典 476)."""
    if user != case.leaver:
        raise NotPermitted(_("Only the employee can say this."))
    rules.check_running(case)
    if case.way != Way.PROPOSAL or ways.is_certain(case) or "replied_on" in case.data:
        raise Refused(_("There is no proposal here that could still be taken back."))


def faults(items: tuple[str, ...] | list[str]) -> str:
    """Those that were named, as the law writes them."""
    return "；".join(text for code, text in ITEMS.items() if code in items)


def facts_for_paper(case: Case) -> DepartureFacts:
    """解除劳动合同通知书 by the employee, with the moment in which it arrived."""
    event, row = company_papers.begun(case), grounds.ground(case.ground)
    facts: dict[str, Any] = {
        **company_papers.company(case),
        "phone": case.employment.user.masked_phone,
        "arrived_at": case.arrived_at.isoformat(),
        "ended_on": event.facts["day"],
        "article": row.article,
        "article_text": row.text,
        "content_hash": event.facts["content_hash"],
    }
    if named := faults(event.facts.get("items", [])):
        facts["faults"] = named
    if words := company_papers.said(case):
        facts["words"] = words
    if (strength := event.facts.get("strength")) in {"code", "link", "passkey"}:
        facts["strength"] = cast(Known, strength)
    return cast(DepartureFacts, facts)
