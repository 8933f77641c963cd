"""Another last day, for HR: propose one, or agree to the employee's."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.offboarding import rules
from lizhi.offboarding.views import last_days
from lizhi.offboarding.views.desk.scope import case_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def last_day(request: UserRequest, number: str) -> HttpResponse:
    """Both sides must agree; until then nothing moves."""
    case = case_of(request, number)
    rules.check_is_hr(case, request.user)
    template = "desk/last_day.html"
    return last_days.answer(request, case, back="offboarding:desk_case", template=template)
