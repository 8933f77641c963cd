"""Once a day: what has run out of time. Only the job worker comes here."""

import datetime as dt
import logging
from collections.abc import Callable

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Proof
from lizhi.common import clock, rows
from lizhi.common.trail import trail
from lizhi.documents import actions as documents
from lizhi.offboarding import beyond_term, duties, four_dates, proofs, proposals, screening
from lizhi.offboarding.actions import dues, falling_back, terms
from lizhi.offboarding.models import Duty
from lizhi.settlement.law import grounds
from lizhi.workflow import actions as workflow

logger = logging.getLogger(__name__)
MOST = 5_000
"""Cases in one go; the next day has the others."""


def delete_proofs(now: dt.datetime) -> int:
    """Bytes and view copies go, and the story of the case says so; how many they were.

    Hash, kind and size stay (decision D22): it can still be proved what had been shown.
    """
    today = clock.local(now).date()
    keys = list(proofs.overdue(today=today).values_list("pk", flat=True))
    return sum(_delete(key, now) for key in keys)


def forget_proposals(now: dt.datetime) -> int:
    """Nobody owes an answer to a last day that has passed or counts already; how many they were."""
    today = clock.local(now).date()
    asked = Case.objects.running().exclude(day_asked_at=None).order_by("pk")
    gone = [case for case in asked if proposals.offered(case, today=today) is None]
    # Only what was looked at: another day may have been proposed in the meantime.
    seen = [Case.objects.filter(pk=case.pk, day_asked_at=case.day_asked_at) for case in gone]
    return sum(one.update(day_asked_at=None) for one in seen)


def hold_statutory_days(now: dt.datetime) -> int:
    """An earlier end that HR has confirmed has passed without the seal; how many there were."""
    today = clock.local(now).date()
    passed = Case.objects.running().filter(last_working_day__lt=today, contract_end__gte=today)
    keys = list(passed.order_by("pk").values_list("pk", flat=True))
    return _each(keys, lambda key: falling_back.after_its_day(key, at=now))


def follow_terms(now: dt.datetime) -> int:
    """A term was changed while a resignation runs: the end is counted again; how many moved."""
    own = Case.objects.running().filter(way=Case.Way.RESIGNATION).select_related("employment")
    today = clock.local(now).date()
    keys = [
        case.pk
        for case in own.order_by("pk").iterator(chunk_size=2_000)
        if case.contract_end != four_dates.end_by_law(case, today=today)
    ]
    return _each(keys, lambda key: terms.follow(key, at=now))


def raise_duties(now: dt.datetime) -> int:
    """Duties of the law whose day has passed are told, one step higher each day; how many."""
    _give_duties(now)
    _follow_the_law(now)
    today = clock.local(now).date()
    late = Duty.objects.due_by(today - dt.timedelta(days=1)).filter(raised_higher_at=None)
    keys = list(late.values_list("pk", flat=True))
    return _each(keys, lambda key: dues.raise_late(key, now=now))


def _follow_the_law(now: dt.datetime) -> None:
    """A rule was checked, or the place of work put right: what is still owed goes along."""
    owed = Duty.objects.to_do().select_related("case__employment", "case__branch").order_by("pk")
    moved = {duty.case_id for duty in owed.iterator(chunk_size=2_000) if duties.is_other(duty)}
    _each(sorted(moved), lambda key: dues.recount_case(key, why="law", at=now))


def _each(keys: list[int], act: Callable[[int], bool]) -> int:
    """One that fails keeps no other from its turn; the job says afterwards that it has failed."""
    acted, failed = 0, []
    for key in keys:
        try:
            acted += act(key)
        except Exception as error:  # noqa: BLE001  the others are as late as this one
            logger.error("duties, %s: %s", key, trail(error))
            failed.append(error)
    if failed:
        raise failed[0]
    return acted


def _give_duties(now: dt.datetime) -> None:
    """Cases that were running before this house knew duties get theirs."""
    without = Case.objects.running().filter(duties=None).select_related("employment", "branch")
    for case in without.order_by("pk")[:MOST]:
        duties.make(case, at=now)


def ask_about_bars(now: dt.datetime) -> int:
    """Some days before the end HR looks once more whether article 42 bars it (45); each once."""
    today = clock.local(now).date()
    soon = Case.objects.running().filter(
        contract_end__range=(today, today + screening.NEAR_THE_END),
        ground__in=[row.code for row in grounds.ROWS if row.barred],
    )
    return sum(_ask_about_bars(key, now) for key in list(soon.values_list("pk", flat=True)))


def tell_of_terms(now: dt.datetime) -> int:
    """A term is over in a few days while another ending is still open: HR hears of it, once."""
    today = clock.local(now).date()
    open_ones = Case.objects.running().exclude(way=Case.Way.RESIGNATION).filter(binding_at=None)
    near = (today, today + beyond_term.SOON)
    soon = open_ones.filter(employment__contract_end__range=near).values_list("pk", flat=True)
    return sum(_tell_of_term(key, now) for key in list(soon))


@transaction.atomic
def _tell_of_term(key: int, now: dt.datetime) -> bool:
    case = workflow.lock(Case.objects.get(pk=key))
    if not beyond_term.is_to_tell(case, today=clock.local(now).date()):
        return False
    case.data = {**case.data, beyond_term.TOLD: True}
    rows.update(case, "data")
    day = case.employment.term_end
    cases.record(case, "term_arrives", by=None, at=now, day=day.isoformat() if day else None)
    return True


@transaction.atomic
def _ask_about_bars(key: int, now: dt.datetime) -> bool:
    case = workflow.lock(Case.objects.get(pk=key))
    if not screening.is_to_ask_again(case, now=now):
        return False
    case.data = {**case.data, screening.ASKED: True}
    rows.update(case, "data")
    cases.record(case, "bars_to_ask_again", by=None, at=now, day=case.contract_end.isoformat())
    return True


@transaction.atomic
def _delete(key: int, now: dt.datetime) -> bool:
    proof = Proof.objects.select_related("case", "file__view").get(pk=key)
    case = workflow.lock(proof.case)
    proof.file.refresh_from_db(fields=["deleted_at"])
    if proof.file.deleted_at is not None:  # another worker was faster
        return False
    documents.delete(proof.file, now)
    file = proof.file
    cases.record(
        case,
        "proof_deleted",
        by=None,
        at=now,
        proof=proof.kind,
        sha256=file.digest,
        size=file.size,
    )
    return True
