"""One's own case, and whether there is one: asked all day, prepared."""

from lizhi.cases.models import Case
from lizhi.common.prepared import Prepared, given
from lizhi.people.models import Employment

RELATED = ("employment__person__user", "employment__department", "branch", "entity")
"""What nearly every page of a case shows."""
RUNNING = Prepared(
    lambda: (
        Case.objects.running().filter(employment=given("employment")).only("number").order_by()[:1]
    )
)
"""The case of an employment that is on its way."""
LOCKED_EMPLOYMENT = Prepared(
    lambda: Employment.objects.select_for_update(of=("self",)).only("pk").filter(pk=given("pk"))
)
OWN = Prepared(
    lambda: Case.objects.filter(
        employment__person__user=given("user"), number=given("number")
    ).select_related(*RELATED)
)
