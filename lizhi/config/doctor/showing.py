"""What lists and people are shown of a case is what is so."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from lizhi.cases.models import Case, Paper, Proof
from lizhi.common import clock
from lizhi.config.doctor.finding import Broken, each
from lizhi.notifications.models import Message
from lizhi.offboarding.models import SchemeStop
from lizhi.workflow.models import Task


def wrong_holder(before: dt.datetime) -> Iterator[Broken]:
    """Whoever a list says has a case has an open step in it; nobody, where nobody has."""
    tasks = Task.objects.open().filter(case=OuterRef("pk")).order_by()
    running = Case.objects.running()
    odd = running.filter(holder_user__isnull=False).exclude(
        Exists(tasks.filter(assignee=OuterRef("holder_user")))
    )
    odd |= running.filter(Exists(tasks), holder_user=None)
    yield from each(
        odd, "is shown at somebody who has no step in it, or at nobody", number="number"
    )


def wrong_end(before: dt.datetime) -> Iterator[Broken]:
    """What runs has no end, and what has ended has one."""
    running = Q(status=Case.Status.RUNNING)
    odd = Case.objects.filter(running, ended_at__isnull=False)
    odd |= Case.objects.filter(~running, ended_at=None)
    yield from each(odd, "its status and the moment of its end do not agree", number="number")


def paper_lost(before: dt.datetime) -> Iterator[Broken]:
    """A valid paper has its bytes, and is the last of its revisions."""
    rows = Paper.objects.filter(state=Paper.State.VALID, file__deleted_at__isnull=False)
    yield from each(rows, "is valid, and its file was deleted")


def proof_lost(before: dt.datetime) -> Iterator[Broken]:
    """A proof, a slip or a file of a step has its bytes until its day."""
    early = Proof.objects.filter(file__deleted_at__isnull=False, delete_on__gt=clock.today())
    yield from each(early, "was deleted before its day")


def file_astray(before: dt.datetime) -> Iterator[Broken]:
    """A file with which a step was answered, or a receipt of an agency, lies in its own case."""
    odd = Proof.objects.filter(step_file__isnull=False)
    odd = odd.exclude(step_file__run__case=F("case"))
    odd |= Proof.objects.filter(kind=Proof.OF_STEP, step_file=None)
    yield from each(odd, "lies in another case than its step, or at no step")
    stops = SchemeStop.objects.filter(receipt__isnull=False).exclude(receipt__case=F("case"))
    yield from each(stops, "has a receipt that lies in another case")


def text_left(before: dt.datetime) -> Iterator[Broken]:
    """A text that is due has gone out, or somebody can read why not."""
    rows = Message.objects.filter(state=Message.State.WAITING, due_at__lt=before)
    for key in rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000):
        yield Broken("notifications_message", key, "", "was due long ago and has not gone out")
