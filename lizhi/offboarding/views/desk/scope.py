"""The case of an address, for whoever may open it."""

from django.shortcuts import get_object_or_404

from lizhi.accounts.http import UserRequest
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Case

RELATED = ("employment__person__user", "employment__department", "entity", "branch")


def case_of(request: UserRequest, number: str) -> Case:
    """404 for somebody else's."""
    visible = case_rules.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(visible, number=number)
