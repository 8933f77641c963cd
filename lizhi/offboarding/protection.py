"""The cases of article 42: while one holds, no notice, no reduction of staff, no end of the term.

HR answers each of them before anything begins; what is not answered is not no.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.common.refusals import Refused
from lizhi.settlement.law.grounds import Ground

NO, YES = "no", "yes"


@dataclass(frozen=True)
class Bar:
    """One of them: what is asked, and until when it holds."""

    code: str
    article: str
    asks: StrOrPromise
    until: StrOrPromise


BARS = (
    Bar(
        "hazard",
        "劳动合同法 42 条（一）",
        gettext_lazy("Work exposed to occupational hazards without an exit check, or in diagnosis"),
        gettext_lazy("until the check is done, or the diagnosis or observation is over"),
    ),
    Bar(
        "injury",
        "劳动合同法 42 条（二）",
        gettext_lazy("Occupational disease or work injury here, with lost ability to work"),
        gettext_lazy("by the rules of work injury insurance"),
    ),
    Bar(
        "medical",
        "劳动合同法 42 条（三）",
        gettext_lazy("Ill or injured outside work, inside the medical period"),
        gettext_lazy("until the medical period is over"),
    ),
    Bar(
        "maternity",
        "劳动合同法 42 条（四）",
        gettext_lazy("Pregnant, on maternity leave, or nursing a child under one year"),
        gettext_lazy("until the child is one year old"),
    ),
    Bar(
        "long_service",
        "劳动合同法 42 条（五）",
        gettext_lazy("Fifteen years here without a break, and less than five to retirement"),
        gettext_lazy("until the age of retirement"),
    ),
    Bar(
        "other",
        "劳动合同法 42 条（六）",
        gettext_lazy("Another case by law: an officer of the union in term, a service period…"),
        gettext_lazy("until that case is over"),
    ),
)


def asked_for(ground: Ground) -> bool:
    """For 40 and 41, and through 45 for the end of a term; never for 39."""
    return bool(ground.barred)


def problems(ground: Ground, answers: Mapping[str, str], *, begun: bool = False) -> dict[str, str]:
    """What keeps this ground from beginning, by the code of the bar; empty: nothing does.

    `begun`: it has begun already, and is kept from going on.
    """
    if not asked_for(ground):
        return {}
    found = {}
    for bar in BARS:
        answer = answers.get(bar.code)
        if answer == YES:
            found[bar.code] = _stopped(ground, bar, begun=begun)
        elif answer != NO:
            found[bar.code] = _("Please answer this: what is not answered is not no.")
    return found


def check(ground: Ground, answers: Mapping[str, str], *, begun: bool = False) -> None:
    """Every bar has been answered, and none of them holds."""
    for problem in problems(ground, answers, begun=begun).values():
        raise Refused(problem)


def said(answers: Mapping[str, str]) -> str:
    """The answers as the case keeps them, sealed: by the article, never in words of health."""
    return "；".join(
        f"{bar.article}：{'有' if answers.get(bar.code) == YES else '没有'}" for bar in BARS
    )


def _stopped(ground: Ground, bar: Bar, *, begun: bool) -> str:
    """Why it stops here, and what can be done instead."""
    if begun:
        so = _("Please answer article 42 once more on the page of the case: it ends there.")
    else:
        so = _("Nothing has begun. Both sides may still agree on an end (36).")
    values = {"until": bar.until, "article": bar.article, "so": so}
    if ground.barred == "45":
        text = _("%(article)s and 45: the term does not end yet, it runs on %(until)s. %(so)s")
    else:
        text = _("%(article)s: the company cannot end it this way, %(until)s. %(so)s")
    return text % values
