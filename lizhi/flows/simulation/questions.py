"""What is asked at every moment of a case that is played through, prepared."""

from django.db.models import DateTimeField

from lizhi.common.prepared import Prepared, given
from lizhi.jobs.models import Outbox
from lizhi.workflow.models import Task, Timer

MOMENT = DateTimeField()
PENDING = Outbox.State.PENDING
READY = Prepared(
    lambda: Outbox.objects.filter(
        case=given("case"), state=PENDING, available_at__lte=given("now", MOMENT)
    ).order_by("available_at", "pk")[:1]
)
LATER = Prepared(
    lambda: Outbox.objects.filter(case=given("case"), state=PENDING).order_by("available_at")
)
NEXT_TIMER = Prepared(
    lambda: (
        Timer.objects.filter(case=given("case"), state=Timer.State.PENDING)
        .only("due_at")
        .order_by("due_at")[:1]
    )
)
OPEN_TASKS = Prepared(
    lambda: (
        Task.objects.open()
        .filter(case=given("case"))
        .select_related("run__version", "assignee")
        .defer("run__version__body")
        .order_by("run", "position")
    )
)
