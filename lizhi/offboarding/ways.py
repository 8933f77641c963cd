"""The ways in which an employment ends, as data: grounds, steps that people see, papers, rights."""

from dataclasses import dataclass
from typing import Literal

from lizhi.cases.models import Case, Paper
from lizhi.settlement.law import grounds
from lizhi.settlement.law.grounds import Ground

Way = Case.Way
Kind = Paper.Kind
Begins = Literal["arrival", "signatures", "service", "law"]
END = (Kind.HANDOVER, Kind.SETTLEMENT, Kind.CERTIFICATE)


@dataclass(frozen=True)
class Spec:
    """What is so for every case of one way, whatever HR has made of its process."""

    flow: str
    """Key of the shipped process."""
    grounds: tuple[str, ...]
    nodes: tuple[str, ...]
    """The steps of people, in the order of the pages."""
    papers: tuple[str, ...]
    needed: tuple[str, ...]
    """Of them, those without which its file is not whole."""
    binds: Begins
    """What makes the end certain: nothing ends before that, by no silence and no timer."""
    moves: bool = False
    """Both sides may agree another last day once the end is certain."""
    in_words: bool = False
    """The reasons have to be written: the person reads them, and can answer them."""
    day_is_given: bool = True
    """The day of the end is chosen at the start; else it follows from the service."""
    by_employee: bool = False
    """Whoever leaves begins it, on the phone: HR cannot."""


RESIGNATION = Spec(
    flow="remote_resignation",
    grounds=("37",),
    nodes=("application", "acknowledgement", "signature", "handover", "confirmation", "settlement"),
    papers=(Kind.RECEIPT, Kind.LETTER, Kind.AGREEMENT, *END),
    needed=(Kind.RECEIPT, Kind.LETTER, Kind.SETTLEMENT, Kind.CERTIFICATE),
    binds="arrival",
    moves=True,
    by_employee=True,
)
_SERVED = ("service", "handover", "settlement")
_NOTICE = (Kind.NOTICE, *END)
_WHOLE = (Kind.NOTICE, Kind.SETTLEMENT, Kind.CERTIFICATE)


def _by_company(
    flow: str, *codes: str, moves: bool = False, day_is_given: bool = False, in_words: bool = True
) -> Spec:
    return Spec(
        flow,
        codes,
        _SERVED,
        _NOTICE,
        _WHOLE,
        "service",
        moves=moves,
        in_words=in_words,
        day_is_given=day_is_given,
    )


def _by_law(flow: str, *codes: str) -> Spec:
    return Spec(flow, codes, ("handover", "settlement"), _NOTICE, _WHOLE, "law")


WAYS: dict[str, Spec] = {
    Way.RESIGNATION: RESIGNATION,
    Way.MUTUAL: Spec(
        flow="mutual_agreement",
        grounds=("36-E", "36-W"),
        nodes=("signature", "handover", "settlement"),
        papers=(Kind.AGREEMENT, *END),
        needed=(Kind.AGREEMENT, Kind.SETTLEMENT, Kind.CERTIFICATE),
        binds="signatures",
        moves=True,
        in_words=True,
    ),
    Way.TERM_END: _by_law("end_of_term", "44-1", "IR22"),
    Way.PROBATION: _by_company("end_in_probation", "39-1"),
    Way.DISMISSAL: _by_company("dismissal", "39-2", "39-3", "39-4", "39-5", "39-6"),
    Way.NOTICE: _by_company("notice_by_company", "40-1", "40-2", "40-3", moves=True),
    Way.LAYOFF: _by_company("layoff", "41", moves=True, day_is_given=True),
    Way.RETIREMENT: _by_law("retirement", "IR21", "44-2"),
    Way.DEATH: Spec(
        flow="death",
        grounds=("44-3",),
        nodes=("settlement",),
        papers=(Kind.SETTLEMENT, Kind.CERTIFICATE),
        needed=(Kind.SETTLEMENT, Kind.CERTIFICATE),
        binds="law",
    ),
    Way.UNREACHABLE: Spec(
        flow="unreachable",
        grounds=("39-2",),
        nodes=("recall_service", "decision", "service", "settlement"),
        papers=(Kind.RECALL, Kind.NOTICE, Kind.SETTLEMENT, Kind.CERTIFICATE),
        needed=(Kind.RECALL, Kind.NOTICE, Kind.SETTLEMENT, Kind.CERTIFICATE),
        binds="service",
        in_words=True,
        day_is_given=False,
    ),
    Way.CLOSURE: _by_law("closure", "44-4", "44-5"),
    Way.FORCED: Spec(
        flow="forced",
        grounds=("38-1", "38-2"),
        nodes=("handover", "settlement"),
        papers=(Kind.DEPARTURE, *END),
        needed=(Kind.DEPARTURE, Kind.SETTLEMENT, Kind.CERTIFICATE),
        binds="arrival",
        moves=True,
        by_employee=True,
    ),
    Way.PROPOSAL: Spec(
        flow="proposed_by_employee",
        grounds=("36-W",),
        nodes=("reply", "signature", "handover", "settlement"),
        papers=(Kind.AGREEMENT, *END),
        needed=(Kind.AGREEMENT, Kind.SETTLEMENT, Kind.CERTIFICATE),
        binds="signatures",
        moves=True,
        by_employee=True,
    ),
}
STARTED_BY_HR = tuple(way for way, spec in WAYS.items() if not spec.by_employee)
DECLARED = (Way.FORCED, Way.PROPOSAL)
"""What somebody says on the phone besides a resignation."""
SERVICES = ("recall_service", "service")
"""Steps at which HR says how and when a paper reached the person."""


def of(case: Case) -> Spec:
    """How this case ends."""
    return WAYS[case.way]


def ground_of(case: Case) -> Ground:
    """Its row in the matrix of grounds."""
    return grounds.ground(case.ground)


def is_own(case: Case) -> bool:
    """The employee has resigned: no other way carries his letter, receipt and notice."""
    return case.way == Way.RESIGNATION


def is_certain(case: Case) -> bool:
    """The employment ends on `contract_end`; before that nothing ends it."""
    return is_own(case) or case.binding_at is not None


def is_together(case: Case) -> bool:
    """Both have to sign; until then it is an offer."""
    return case.way in Case.TOGETHER


def reaches_leaver(case: Case) -> bool:
    """Nobody writes to the phone of somebody who has died."""
    return case.way != Way.DEATH
