"""One's own case: asked by every page of whoever leaves, prepared."""

from lizhi.cases.models import Case
from lizhi.common.prepared import Prepared, given

RELATED = ("employment__person__user", "employment__department", "branch", "entity")
"""What nearly every page of a case shows."""
OWN = Prepared(
    lambda: Case.objects.filter(
        employment__person__user=given("user"), number=given("number")
    ).select_related(*RELATED)
)
