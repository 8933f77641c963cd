"""What every move of a case asks, prepared."""

from django.db.models import DateTimeField, F, Q

from lizhi.cases.models import Case
from lizhi.common.prepared import Change, Prepared, given
from lizhi.jobs.models import Outbox
from lizhi.workflow.models import Action, Definition, Run, Task, TaskLink, Timer, Version

NOW = DateTimeField()

CASE = Prepared(lambda: Case.objects.select_for_update().filter(pk=given("pk")))
CASE_AND_LEAVER = Prepared(
    lambda: (
        Case.objects.select_for_update(of=("self",))
        .select_related("employment__person__user", "branch")
        .filter(pk=given("pk"))
    )
)
ACTION = Prepared(lambda: Action.objects.filter(pk=given("key")).select_related("case"))
FOR_WAY = Prepared(
    lambda: (
        Version.objects.filter(active_of__way=given("way"))
        .filter(Q(active_of__branch=given("branch")) | Q(active_of__branch=None))
        .order_by(F("active_of__branch").asc(nulls_last=True), "active_of__pk")[:1]
    )
)
"""The branch's own process before the group's."""
DEFINITION = Prepared(lambda: Definition.objects.filter(key=given("key")).select_related("active"))
VERSION = Prepared(lambda: Version.objects.defer("body").filter(pk=given("pk")))
RUN = Prepared(
    lambda: Run.objects.select_related("version").defer("version__body").filter(pk=given("pk"))
)
RUNS = Prepared(lambda: Run.objects.filter(case=given("case")).order_by("pk"))
NEWEST_RUN = Prepared(
    lambda: (
        Run.objects.filter(case=given("case"))
        .select_related("version")
        .defer("version__body")
        .order_by("-state", "-pk")[:1]
    )
)
"""One that is open before any other: `open` is the last of the states by name."""
OPEN_RUN = Prepared(
    lambda: Run.objects.open().filter(case=given("case"), step=given("step")).order_by("pk")[:1]
)
TASK = Prepared(
    lambda: (
        Task.objects.select_related("run__version", "assignee")
        .defer("run__version__body")
        .filter(pk=given("pk"))
    )
)
WAITING = Prepared(
    lambda: (
        Task.objects.open()
        .filter(case=given("case"))
        .select_related("run__version", "assignee")
        .defer("run__version__body")
        .order_by(F("run__due_at").asc(nulls_last=True), "run_id", "position", "pk")
    )
)
"""Open tasks, the most urgent first."""
SHOWN = Prepared(
    lambda: (
        WAITING.build()
        .select_related(None)
        .defer(None)
        .select_related("run", "assignee")
        .only("assignee__name", *(f"run__{name}" for name in ("step", "due_at", "pressed")))
    )
)
"""The same, with what lists show of them."""
LINK = Prepared(
    lambda: TaskLink.objects.select_related(
        "user",
        "task__run",
        "task__case__employment__person__user",
        "task__case__employment__department",
    ).filter(token_hash=given("token_hash"))
)
DUE = Prepared(
    lambda: (
        Timer.objects.filter(state=Timer.State.PENDING, due_at__lte=given("now", NOW))
        .only("pk")
        .order_by("due_at", "pk")
    )
)
DUE_OF_CASE = Prepared(
    lambda: (
        Timer.objects.filter(
            case=given("case"), state=Timer.State.PENDING, due_at__lte=given("now", NOW)
        )
        .only("pk")
        .order_by("due_at", "pk")
    )
)
TIMER = Prepared(lambda: Timer.objects.select_related("case").filter(pk=given("pk")))
LATER_REMINDER = Prepared(
    lambda: Timer.objects.filter(
        run=given("run"),
        kind="remind",
        state=Timer.State.PENDING,
        due_at__lte=given("now", NOW),
        n__gt=given("n"),
    ).only("pk")[:1]
)
TASKS_OF_RUN = Prepared(
    lambda: (
        Task.objects.filter(run=given("run")).select_related("assignee").order_by("position", "pk")
    )
)
HAS_OPEN = Prepared(
    lambda: Task.objects.open().filter(case=given("case"), assignee=given("user")).only("pk")[:1]
)
TIMERS_OF_RUN = Prepared(lambda: Timer.objects.filter(run=given("run")).order_by("pk"))
UNANSWERED_OF_RUN = Prepared(
    lambda: (
        Task.objects.unanswered()
        .filter(run=given("run"))
        .select_related("assignee")
        .order_by("position", "pk")
    )
)
CANCEL_TASKS = Change(
    lambda: Task.objects.unanswered().filter(run=given("run")),
    state=Task.State.CANCELLED,
    closed_at=given("at", NOW),
)
MOVE_TASKS = Change(
    lambda: Task.objects.unanswered().filter(run=given("run")), due_at=given("due", NOW)
)
SWITCH_OFF_JOB = Change(
    lambda: Outbox.objects.filter(dedupe=given("key"), state=Outbox.State.PENDING),
    state=Outbox.State.OFF,
)
SWITCH_OFF_TIMERS = Change(
    lambda: Timer.objects.filter(run=given("run"), state=Timer.State.PENDING),
    state=Timer.State.OFF,
)
