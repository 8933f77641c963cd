"""HR begins to end an employment in another way than by a resignation; the person is told."""

import datetime as dt
import json

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import questions
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import definitions, openings, overtaking, protection, rules, ways
from lizhi.offboarding.openings import Opening
from lizhi.people.models import Employment
from lizhi.workflow import actions as workflow

KIND = "begin_ending"
NOTICE = dt.timedelta(days=30)


@transaction.atomic
def begin_ending(employment: Employment, opening: Opening, *, by: User, key: str) -> Case:
    """A case begins; nothing has ended yet, unless the law ends it by itself (44).

    Refused while a case of article 42 holds or is not answered, before any step is taken. The same
    `key` again answers with the case that it has opened.
    """
    questions.LOCKED_EMPLOYMENT.get(pk=employment.pk)
    request = json.dumps(
        {**vars(opening), "employment": employment.pk}, sort_keys=True, default=str
    )
    if (done := workflow.done(key, kind=KIND, request=request)) and done.case:
        return done.case
    now = clock.now()
    rules.check_can_begin(employment, by, opening.way)
    openings.check(employment, opening, today=clock.local(now).date())
    overtaking.make_way(employment, way=opening.way, by=by, at=now)
    case = _open(employment, opening, by=by, at=now)
    workflow.once(key, case=case, kind=KIND, by=by, at=now, request=request)
    _record(case, opening, by=by, at=now)
    version = definitions.for_new_case(case.branch, way=case.way, at=now)
    workflow.start(case, version, by=by, at=now)
    return case


def _open(employment: Employment, opening: Opening, *, by: User, at: dt.datetime) -> Case:
    today = clock.local(at).date()
    end = opening.day or _expected(opening, today)
    certain = ways.WAYS[opening.way].binds == "law"
    days = dict.fromkeys(("last_working_day", "pay_end", "access_end"), end) if certain else {}
    speaks = {"agreement_by": by.pk} if opening.way == Case.Way.MUTUAL else {}
    return cases.open_case(
        employment=employment,
        arrived_at=at,
        way=opening.way,
        ground=opening.ground,
        notice_end=end,
        wished_day=end,
        contract_end=end,
        in_probation=employment.in_probation(today),
        binding_at=at if certain else None,
        return_by=opening.return_by,
        data={"opening": opening.kept(), **speaks},
        started_by=by,
        **days,
    )


def _expected(opening: Opening, today: dt.date) -> dt.date:
    """Until it has been served nobody knows the day: this is when it would be, served today."""
    if opening.row.pay_instead and opening.instead == openings.NOTICE:
        return today + NOTICE
    return opening.return_by or today


def _record(case: Case, opening: Opening, *, by: User, at: dt.datetime) -> None:
    """What was said, sealed; and apart from it, who answered about article 42, and when."""
    day, back = opening.day, opening.return_by
    cases.record(
        case,
        "ending_begun",
        by=by,
        at=at,
        words=opening.words,
        way=case.way,
        ground=case.ground,
        day=case.contract_end.isoformat(),
        asked_day=day.isoformat() if day else None,
        return_by=back.isoformat() if back else None,
        content_hash=openings.content_hash(case.number, vars(opening), at),
        **opening.kept(),
    )
    if opening.answer_words:
        cases.record(case, "other_side_said", by=by, at=at, words=opening.answer_words)
    if opening.heirs:
        cases.record(case, "heirs_named", by=by, at=at, words=opening.heirs)
    if opening.bars:
        cases.record(case, "bars_answered", by=by, at=at, words=protection.said(opening.bars))
