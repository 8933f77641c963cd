"""Whom HR signs off at which agency, by city; and the list as a spreadsheet, which is recorded."""

import logging
import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.offboarding import actions, scheme_lists, scheme_rules
from lizhi.offboarding.forms import CityForm
from lizhi.people.roster.workbook import TYPE, workbook

logger = logging.getLogger(__name__)


@login_required
@require_safe
def insurance(request: UserRequest) -> HttpResponse:
    """The cities, how many people each, and the nearest day of the law."""
    scheme_rules.check_can_list(request.user)
    found = scheme_lists.cities(request.user, today=clock.today())
    page = {
        "cities": found,
        "count": sum(len(city.cases) for city in found),
        "most": scheme_lists.MOST,
        "key": uuid.uuid4().hex,
        "today": clock.today(),
    }
    return render(request, "offboarding/desk/insurance_cities.html", page)


@login_required
@require_POST
def insurance_table(request: UserRequest) -> HttpResponse:
    """Names and numbers of identity: with a fresh code, and each person reads who took it."""
    scheme_rules.check_can_list(request.user)
    form = CityForm(request.POST)
    if not form.is_valid():
        return redirect("offboarding:insurance")
    check_fresh_code(request, clock.now())
    city = form.cleaned_data["city"]
    found = scheme_lists.of_city(request.user, city, today=clock.today())
    if not found:
        raise Refused(_("Nobody is to be signed off in this city now."))
    key = f"scheme_list:{request.user.pk}:{form.cleaned_data['key']}"
    actions.take_scheme_list(found, city=city, by=request.user, key=key)
    data = workbook([(city, scheme_lists.rows(found))])
    logger.info("insurance list taken: user %s, %s people", request.user.pk, len(found))
    answer = HttpResponse(data, content_type=TYPE)
    name = f"insurance-{clock.today()}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
