"""The board as a spreadsheet: what the list shows, in its order, with its filters."""

import logging
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.cases import rules as cases
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted
from lizhi.offboarding import board, menu, words
from lizhi.offboarding.board import Query
from lizhi.people.roster.workbook import TYPE, Bold, workbook
from lizhi.settlement.law import grounds

MOST = 5_000
"""More would hold a web worker up; the file says so and how to get the rest."""
logger = logging.getLogger(__name__)


@login_required
@require_safe
def table(request: UserRequest) -> HttpResponse:
    """All rows of the view, not one page of it; the log keeps who took how many away."""
    if not menu.works_at_a_desk(request.user):
        raise NotPermitted(words.FOR_HR)
    accounts.check_fresh_code(request, clock.now())
    rows = list(_rows(Query.of(request.GET), request.user))
    logger.info("board exported: user %s, %s lines", request.user.pk, len(rows) - 1)
    answer = HttpResponse(workbook([(_("Resignations"), rows)]), content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="board-{clock.today()}.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _article(code: str) -> str:
    """As the law counts it, with its name."""
    row = grounds.GROUNDS.get(code)
    return f"{row.article} {row.title}" if row else code


def _rows(query: Query, user: User) -> Iterator[list[Any]]:
    now = clock.now()
    found = board.every(cases.at_desk(user), query, user, now=now, most=MOST + 1)
    who = (_("Number of the case"), _("Employee"), _("Department"), _("Reason"), _("Ground"))
    where = (_("Branch"), _("Place"), _("Where it stands"), _("In whose hands"))
    when = (_("Time left"), _("Ends on"), _("Reminded"))
    yield [Bold(name) for name in (*who, *where, *when)]
    shown = found[:MOST]
    for case, row in zip(shown, board.rows(shown, user, now), strict=True):
        person = [row.number, row.name, row.department, row.reason, _article(case["ground"])]
        yield [
            *person,
            row.branch,
            row.where,
            row.step,
            row.holder,
            row.left,
            case["contract_end"],
            row.said,
        ]
    if len(found) > MOST:
        hint = _("Only the %(most)s most urgent stand here. Filter by branch for the rest.")
        yield [Bold(hint % {"most": MOST})]
