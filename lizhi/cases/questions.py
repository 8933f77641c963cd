"""One's own case, and whether there is one: asked all day, prepared."""

from lizhi.cases.models import Case, Event, Paper, Proof
from lizhi.common.prepared import Prepared, given
from lizhi.people.models import Employment, RoleGrant

RELATED = ("employment__person__user", "employment__department", "branch", "entity")
"""What nearly every page of a case shows."""
DEATH = Prepared(lambda: Case.objects.filter(employment=given("employment"), way=Case.Way.DEATH))
RUNNING = Prepared(
    lambda: (
        Case.objects.running()
        .filter(employment=given("employment"))
        .only("number", "way")
        .order_by()[:1]
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
STORY = Prepared(
    lambda: Event.objects.filter(case=given("case")).select_related("actor").order_by("case", "seq")
)
"""All events of a case with whoever did it."""
ARRIVAL = Prepared(
    lambda: Event.objects.filter(case=given("case"), kind="notice_arrived").order_by("seq")[:1]
)
"""The notice itself."""
LOOKS = Prepared(
    lambda: (
        Event.objects.filter(case=given("case"), kind="proof_viewed")
        .select_related("actor")
        .order_by("seq")
    )
)
"""Who has opened a proof, the oldest first."""
PROOFS = Prepared(
    lambda: (
        Proof.objects.filter(case=given("case"), file__deleted_at=None)
        .exclude(kind__in=Proof.ELSEWHERE)
        .select_related("file")
        .order_by("pk")
    )
)
HR_BY_NAME = Prepared(
    lambda: (
        RoleGrant.objects.in_force()
        .filter(user=given("user"), role=RoleGrant.Role.HR)
        .reaching(branch=given("branch"))
    )
)
"""Who was named HR; whoever stands above HR is not among them."""
DRAFT = Prepared(
    lambda: Paper.objects.filter(
        case=given("case"), kind=given("kind"), state=Paper.State.DRAFT
    ).order_by("-pk")[:1]
)
VALID = Prepared(
    lambda: (
        Paper.objects.valid()
        .filter(case=given("case"), kind=given("kind"))
        .select_related("file")
        .order_by("pk")
    )
)
