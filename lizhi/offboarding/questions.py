"""What the employee's pages ask each time they are opened, prepared."""

from lizhi.cases.models import Case, Event
from lizhi.common.prepared import Prepared, given
from lizhi.workflow.models import Run, Task

TOLD = ("handler_pressed", "handler_added", "step_done")
"""Events of which the progress tells."""
OWN = Prepared(
    lambda: Case.objects.filter(
        employment__person__user=given("user"), number=given("number")
    ).select_related("employment__person__user", "branch", "entity", "employment__department")
)
RUNS = Prepared(lambda: Run.objects.filter(case=given("case")).order_by("visit"))
TASKS = Prepared(
    lambda: Task.objects.filter(case=given("case")).select_related("assignee").order_by("pk")
)
EVENTS = Prepared(
    lambda: Event.objects.filter(case=given("case"), kind__in=TOLD).order_by("case", "seq")
)
