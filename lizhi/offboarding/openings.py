"""What HR has to say before a company begins to end an employment, and what the law answers."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.offboarding import beyond_term, overtaking, protection, reduction, ways
from lizhi.people.models import Employment
from lizhi.settlement.law import grounds
from lizhi.settlement.law.grounds import RENEWALS, Ground

Way = Case.Way
TOLD, NO_UNION = "told", "no_union"
NOTICE, PAY = "notice", "pay"
WORDS = 4_000
FARTHEST = dt.timedelta(days=366)
CALLING = dt.timedelta(days=3)
"""At least so long somebody is given to answer a call to come back."""
NOT_AT_ALL = dt.timedelta(0)
FOUND_LATE: dict[str, dt.timedelta] = {
    Way.TERM_END: dt.timedelta(days=30),
    Way.RETIREMENT: dt.timedelta(days=30),
    Way.DEATH: FARTHEST,
    Way.CLOSURE: dt.timedelta(days=30),
}
"""How long after it HR may still enter what the law has ended. Of a term no longer: whoever has
worked on after it works by its terms, so that is asked (法释〔2020〕26号 34, a copy only)."""
WITHIN_TERM = (Way.MUTUAL, Way.LAYOFF, Way.RETIREMENT, Way.CLOSURE)
"""Ways with a day of their own: beyond the term there is nothing left that they could end."""
EXPLAINED = dt.timedelta(days=30)
"""So long before the end the union or all staff must have heard of a reduction (41)."""
ASKED_LATER = ("affected", "employed")
"""Not in the text of a start that says nothing of them: what began before keeps its SHA-256."""


@dataclass(frozen=True)
class Opening:
    """HR's answers. Days and codes only, but for `words` and `heirs`, which are sealed."""

    way: str
    ground: str
    day: dt.date | None = None
    """The end of the contract that is proposed, or by which the law ends it."""
    words: str = ""
    """The proposal, or the reasons, as the person reads them."""
    answer_words: str = ""
    """Of a mutual end: what the other side has said to it so far."""
    bars: Mapping[str, str] = field(default_factory=dict)
    union: str = ""
    union_on: dt.date | None = None
    instead: str = ""
    """Of 40: `notice` of thirty days, or `pay` of one month's wage and an end at once."""
    renewal: str = ""
    worked_on: str = ""
    """Of a term that was over before today: whether the person has worked on since, `yes`, `no`."""
    affected: int | None = None
    """Of a reduction: how many people it affects, this one among them."""
    employed: int | None = None
    """Of a reduction: how many people work at the employer, the legal entity, in all."""
    explained_on: dt.date | None = None
    reported_on: dt.date | None = None
    source: str = ""
    """Of a retirement: where the day comes from; of a closure: the ruling, order or decision."""
    return_by: dt.date | None = None
    heirs: str = ""
    """Of a death: whom to turn to, and how."""

    @property
    def row(self) -> Ground:
        """The ground's row in the matrix."""
        return grounds.ground(self.ground)

    def kept(self) -> dict[str, Any]:
        """What the case keeps in the open: codes, days and the numbers of a reduction."""
        days = ("union_on", "explained_on", "reported_on")
        known = {
            name: getattr(self, name)
            for name in ("union", "instead", "renewal", "worked_on", "source")
        }
        known |= {name: getattr(self, name) for name in (*days, *ASKED_LATER)}
        return {name: _plain(value) for name, value in known.items() if value}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def content_hash(number: str, said: Mapping[str, Any], at: dt.datetime) -> str:
    """SHA-256 of all that was said at the start; one changed character changes it."""
    return hashlib.sha256(content(number, said, at)).hexdigest()


def content(number: str, said: Mapping[str, Any], at: dt.datetime) -> bytes:
    """That text. The answers about article 42 are not in it: they stand sealed beside it."""
    unsaid = {"bars", *(name for name in ASKED_LATER if said.get(name) is None)}
    values = {name: _plain(value) for name, value in said.items() if name not in unsaid}
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    text = json.dumps(
        {**values, "case": number, "at": moment},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return text.encode()


def check(employment: Employment, opening: Opening, *, today: dt.date) -> None:
    """Everything fits the ground and the law, or the first thing that does not is refused."""
    check_ground(opening.way, opening.ground)
    protection.check(opening.row, opening.bars)
    for problem in problems(employment, opening, today=today).values():
        raise Refused(problem)


def check_ground(way: str, code: str) -> None:
    """A ground belongs to its way: nothing is papered as something else."""
    if way not in ways.STARTED_BY_HR or code not in ways.WAYS[way].grounds:
        raise Refused(_("This ground does not belong to this way of ending."))


def problems(employment: Employment, opening: Opening, *, today: dt.date) -> dict[str, str]:
    """What is missing or cannot be true, by the field of the form; bars are asked apart."""
    spec = ways.WAYS[opening.way]
    found: dict[str, str] = {}
    if spec.day_is_given:
        found |= _day(employment, opening, today)
    if spec.in_words and not opening.words.strip():
        found["words"] = _("Please write it as the employee will read it.")
    if opening.row.union_first == "第四十三条":
        found |= _union(opening, today)
    return {**found, **_OF_WAY.get(opening.way, _nothing)(employment, opening, today)}


def _nothing(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    return {}


def _day(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    day = opening.day
    if day is None:
        return {"day": _("Please fill in a day here.")}
    if day < employment.hired_on:
        return {"day": _("This day lies before the first day at work.")}
    if day > today + FARTHEST:
        return {"day": _("Please choose a day within the next twelve months.")}
    if opening.way in WITHIN_TERM and (late := beyond_term.why_not(employment, day)):
        return {"day": late}
    if second := overtaking.why_not_first(employment, opening.way, day):
        return {"day": second}
    if day < today - FOUND_LATE.get(opening.way, NOT_AT_ALL):
        return {"day": _("This day has passed. Please choose today or a later day.")}
    return {}


def _union(opening: Opening, today: dt.date) -> dict[str, str]:
    """The union hears the reasons before (43); where there is none, that is said."""
    if opening.union == NO_UNION:
        return {}
    if opening.union != TOLD:
        return {"union": _("The union has to hear the reasons first. Please say when it did.")}
    if opening.union_on is None or opening.union_on > today:
        return {"union_on": _("Please fill in the day on which the union was told.")}
    return {}


def _notice(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    if opening.instead == NOTICE and (
        late := beyond_term.why_not(employment, today + dt.timedelta(days=opening.row.notice_days))
    ):
        return {"instead": late}
    if opening.instead in {NOTICE, PAY}:
        return {}
    return {"instead": _("Please choose: thirty days of notice, or one month's wage instead.")}


def _probation(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    if employment.in_probation(today):
        return {}
    return {"words": _("The probation is over, or there is none: this ground does not hold.")}


def _term_end(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    if opening.ground == "IR22":
        is_task = employment.contract_kind == Employment.Contract.TASK
        return {} if is_task else {"day": _("The contract is not for a task.")}
    if employment.term_end is None:
        return {"day": _("The contract has no fixed term that could be over.")}
    if opening.day is not None and opening.day != employment.term_end:
        return {"day": _("The term is over on its last day, as the contract says, and no other.")}
    if opening.day is not None and opening.day < today and opening.worked_on != "no":
        return {"worked_on": _worked_on(opening)}
    if opening.renewal not in RENEWALS:
        return {"renewal": _("Please say what became of renewing it: this decides the money.")}
    return {}


def _worked_on(opening: Opening) -> str:
    """Whoever goes on working after the term, and nobody objects, works on by its terms."""
    if opening.worked_on != "yes":
        return _("The term was over before today. Please say whether the person has worked since.")
    return _(
        "Whoever has worked on after the term without objection works on by the same terms "
        "(法释〔2020〕26号 34): it has not ended by its term. Please talk about renewing it, or "
        "end it another way."
    )


def _layoff(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    if found := reduction.problems(opening.affected, opening.employed):
        return found
    explained, reported = opening.explained_on, opening.reported_on
    if explained is None or explained > today:
        return {"explained_on": _("The union or all staff has to hear of it first.")}
    if reported is None or reported > today:
        return {"reported_on": _("The plan has to be reported to the labour authority first.")}
    if opening.day is not None and opening.day < explained + EXPLAINED:
        return {"day": _("Thirty days have to lie between the explanation and the end.")}
    return {}


def _retirement(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    if opening.source.strip():
        return {}
    return {"source": _("Please write where the day comes from: we do not work it out.")}


def _closure(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    if opening.source.strip():
        return {}
    return {"source": _("Please name the ruling, order or decision, with its day and number.")}


def _death(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    if opening.day is not None and opening.day > today:
        return {"day": _("This day lies in the future.")}
    return {}


def _unreachable(employment: Employment, opening: Opening, today: dt.date) -> dict[str, str]:
    if opening.return_by is not None and opening.return_by >= today + CALLING:
        return {}
    return {"return_by": _("Please leave at least three days to answer.")}


_OF_WAY: dict[str, Callable[[Employment, Opening, dt.date], dict[str, str]]] = {
    Way.NOTICE: _notice,
    Way.PROBATION: _probation,
    Way.TERM_END: _term_end,
    Way.LAYOFF: _layoff,
    Way.RETIREMENT: _retirement,
    Way.DEATH: _death,
    Way.CLOSURE: _closure,
    Way.UNREACHABLE: _unreachable,
}
