"""The case of an address, for whoever may open it."""

from django.http import Http404

from lizhi.accounts.http import UserRequest
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Case


def case_of(request: UserRequest, number: str) -> Case:
    """404 for somebody else's."""
    case = case_rules.visible_case(request.user, number)
    if case is None:
        raise Http404
    return case
