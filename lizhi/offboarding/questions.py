"""What pages of a case and its notices ask each time, prepared."""

from lizhi.accounts.models import User
from lizhi.archive.models import Package
from lizhi.cases.models import Case, Event, PaperCheck
from lizhi.common.prepared import Prepared, given
from lizhi.offboarding import staying
from lizhi.people.models import Employment
from lizhi.signing.models import Actor, Envelope
from lizhi.talks.models import Talk
from lizhi.workflow.models import Run, Task, Version

MOST_CHECKS = 10
IN_PROGRESS = (
    "handler_pressed",
    "handler_told",
    "handler_added",
    "step_done",
    "commented",
    "signature_extended",
    "agreement_sent_again",
    "migrated",
    *staying.KINDS,
)
"""Events of which the progress tells."""
RUNS = Prepared(
    lambda: (
        Run.objects.filter(case=given("case"))
        .select_related("version")
        .defer("version__body")
        .order_by("visit")
    )
)
VERSIONS = Prepared(
    lambda: Version.objects.filter(runs__case=given("case")).defer("body").order_by("pk").distinct()
)
LAST_OUTCOME = Prepared(
    lambda: (
        Run.objects.filter(case=given("case"), step=given("step"))
        .only("outcome")
        .order_by("-visit")[:1]
    )
)
LAST_RUN = Prepared(
    lambda: (
        Run.objects.filter(case=given("case"), step=given("step"))
        .select_related("closed_by")
        .order_by("-visit")[:1]
    )
)
OPEN_RUNS = Prepared(lambda: Run.objects.open().filter(case=given("case")))
PARTS = Prepared(
    lambda: (
        Task.objects.filter(case=given("case"))
        .select_related("assignee", "run__version")
        .defer("run__version__body")
        .order_by("pk")
    )
)
"""Every task with its step."""
TASKS = Prepared(
    lambda: (
        Task.objects.filter(case=given("case"))
        .select_related("assignee", "on_behalf_of")
        .order_by("pk")
    )
)
EVENTS = Prepared(
    lambda: (
        Event.objects.filter(case=given("case"), kind__in=IN_PROGRESS)
        .select_related("actor")
        .order_by("case", "seq")
    )
)
LAST_EVENT = Prepared(
    lambda: Event.objects.filter(case=given("case")).only("seq").order_by("-seq")[:1]
)
STAYING = Prepared(
    lambda: (
        Event.objects.filter(case=given("case"), kind__in=staying.KINDS)
        .select_related("actor")
        .order_by("case", "seq")
    )
)
COMMENTS = Prepared(
    lambda: (
        Event.objects.filter(case=given("case"), kind="commented")
        .select_related("actor")
        .order_by("-seq")
    )
)
"""The newest first."""
OPEN_TASKS = Prepared(
    lambda: (
        Task.objects.open()
        .filter(case=given("case"), run__step=given("step"))
        .select_related("assignee", "on_behalf_of")
        .order_by("pk")
    )
)
TOLD = Prepared(
    lambda: Event.objects.filter(pk=given("pk")).select_related(
        "actor",
        "case__employment__person__user",
        "case__employment__department",
        "case__branch",
        "case__entity",
    )
)
"""An event with all that a text about it needs."""
CASE_FOR_PAPERS = Prepared(
    lambda: Case.objects.filter(pk=given("pk")).select_related(
        "employment__person__user",
        "employment__department",
        "employment__branch",
        "entity",
        "branch",
    )
)
NEWEST = Prepared(
    lambda: (
        Case.objects.filter(employment__person__user=given("user"))
        .only("number", "status")
        .order_by("-arrived_at")[:1]
    )
)
POST = Prepared(
    lambda: (
        Employment.objects.active()
        .filter(person__user=given("user"))
        .select_related("branch")
        .only("post", "branch__name")
        .order_by("-hired_on", "-pk")[:1]
    )
)
"""What somebody does, and where."""
USER = Prepared(lambda: User.objects.filter(pk=given("pk")))
ENVELOPE = Prepared(
    lambda: Envelope.objects.filter(case=given("case"), purpose=given("purpose")).order_by("-pk")[
        :1
    ]
)
TO_SIGN = Prepared(
    lambda: Envelope.objects.filter(
        case=given("case"),
        state=Envelope.State.SIGNING,
        actors__user=given("user"),
        actors__state=Actor.State.ASKED,
    ).order_by("-pk")[:1]
)
TO_SIGN_OF = Prepared(
    lambda: Actor.objects.filter(
        user=given("user"),
        state=Actor.State.ASKED,
        envelope__state=Envelope.State.SIGNING,
    )
)
"""Every paper that asks for this person's name."""
TALK = Prepared(lambda: Talk.objects.filter(case=given("case")).select_related("partner"))
PACKAGE = Prepared(
    lambda: Package.objects.filter(case=given("case")).select_related("file").order_by("pk")
)
CHECKS = Prepared(
    lambda: PaperCheck.objects.filter(paper=given("paper")).order_by("-day", "way")[:MOST_CHECKS]
)
SIGNER = Prepared(
    lambda: Actor.objects.filter(envelope=given("envelope"), role="employee").order_by("pk")[:1]
)
CONFIRMING = Prepared(
    lambda: (
        Task.objects.filter(case=given("case"), run__step="confirmation", assignee=given("user"))
        .select_related("run")
        .order_by("-pk")[:1]
    )
)
HANDED_BY_SOMEBODY = Prepared(
    lambda: (
        Event.objects.filter(case=given("case"), kind="task_reassigned", step=given("step"))
        .exclude(actor=None)
        .exclude(actor=given("user"))
        .order_by("-seq")[:1]
    )
)
"""When a step was last handed on by somebody else than this person."""
EVENT_OF_KIND = Prepared(
    lambda: Event.objects.filter(case=given("case"), kind=given("kind")).order_by("-seq")
)
"""The newest first."""
