"""What every page of the books asks first: whose books, which month, and who it is."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people.models import LegalEntity
from lizhi.settlement import actions
from lizhi.settlement.forms import MonthForm
from lizhi.settlement.vouchers import rules


def entity_of(request: UserRequest, key: int) -> LegalEntity:
    """One whose books this person keeps; money needs a fresh code."""
    found = rules.entities_of(request.user).filter(pk=key).first()
    if found is None:
        raise Http404
    check_fresh_code(request, clock.now())
    return found


def month_of(request: UserRequest) -> dt.date:
    """The month in the address, else this one; refused where there is none like it."""
    month = MonthForm.of(request.GET, clock.today())
    if month is None:
        raise Refused(_("There is no such month. Please choose one like 2026-11."))
    rules.check_period(month, clock.today())
    return month


def taken(
    request: UserRequest, entity: LegalEntity, *, what: str, form: str, kind: str, data: bytes
) -> HttpResponse:
    """A file that somebody takes away; it is written down who, and no browser keeps it.

    `form` ends the name of the file: `.xlsx`.
    """
    name = form.lstrip(".-")[:20]
    actions.note_taken(entity, what=what, form=name, data=data, by=request.user, at=clock.now())
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{what}{form}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
