"""What the page of the inbox shows: what services have called in about, and what became of it.

Numbers of envelopes only: nobody's name, no case, and nothing of what a call said.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.common import clock
from lizhi.jobs import errors
from lizhi.jobs.models import Outbox
from lizhi.signing import doubts
from lizhi.signing.actions import inbox
from lizhi.signing.models import Envelope, Inbox, Outside, WrongCalls
from lizhi.signing.providers import is_outside
from lizhi.signing.providers.titles import title_of

ON_A_PAGE = 30
MOST = 1000
"""More calls that could not be acted on are not told apart: they have one cause."""
SHOWN = ("all", "look", "waits", "done", "refused")
LATELY = dt.timedelta(days=7)
UNKNOWN = "unknown."
State = Outbox.State
WORDS: Mapping[str, StrOrPromise] = {
    "envelope.created": _("Received the paper"),
    "envelope.started": _("Let the signers sign"),
    "envelope.completed": _("Everybody has signed"),
    "envelope.declined": _("Ended: somebody declined"),
    "envelope.revoked": _("Ended: called back"),
    "envelope.expired": _("Ended: out of time"),
    "envelope.ended": _("Ended, without saying how"),
    "envelope.extended": _("Gave more time"),
    "envelope.voided": _("Undone by both sides"),
    "actor.joined": _("A signer came in"),
    "actor.join_failed": _("A signer could not come in"),
    "actor.viewed": _("A signer opened the paper"),
    "actor.signed": _("A signer has signed"),
    "actor.declined": _("A signer declined"),
    "actor.failed": _("A signature could not be made"),
    "actor.delegated": _("A signer handed it on"),
    "evidence.ready": _("The service's report is ready"),
    "identity.verified": _("Somebody's identity was checked there"),
    "identity.authorised": _("Somebody agreed to the service's terms"),
}
"""By the kind of the event (`ProviderEvent.kind`)."""


@dataclass(frozen=True)
class Line:
    """One call, and the job that acts on it."""

    row: Inbox
    job: Outbox | None

    @property
    def service(self) -> str:
        """As people call it."""
        return title_of(self.row.provider)

    @property
    def what(self) -> StrOrPromise:
        """What it says has happened."""
        return WORDS.get(self.row.kind, _("Something that is not known here"))

    @property
    def name(self) -> str:
        """What the service calls it, where we have no words for it."""
        return self.row.kind.removeprefix(UNKNOWN) if self.row.kind not in WORDS else ""

    @property
    def number(self) -> str:
        """Of our envelope; empty: it is about none of ours."""
        return self.row.envelope.biz_no if self.row.envelope else ""

    @property
    def state(self) -> str:
        """`failed`, `waits`, `given_up`, `applied` or `ignored`."""
        if self.job and self.job.state in {State.FAILED, State.GIVEN_UP}:
            return str(self.job.state)
        if self.row.state == Inbox.State.RECEIVED:
            return "off" if self.job and self.job.state == State.OFF else "waits"
        return "failed" if self.row.state == Inbox.State.NEEDS_REVIEW else str(self.row.state)

    @property
    def again(self) -> bool:
        """Somebody can have it tried again."""
        return self.job is not None and self.job.state == State.FAILED

    @property
    def why(self) -> StrOrPromise:
        """What does not hold, where that is the trouble; else nothing."""
        outside = getattr(self.row.envelope, "outside", None)
        if self.row.state == Inbox.State.NEEDS_REVIEW and outside and outside.review:
            return doubts.words(outside.review)
        return ""

    @property
    def advice(self) -> StrOrPromise:
        """What to do about it."""
        return errors.advice(self.job.last_error) if self.job and self.state != "applied" else ""


@dataclass(frozen=True)
class Figures:
    """The five on top."""

    failed: int
    waiting: int
    today: int
    doubted: int
    """Papers that are out, and of which a service says what does not hold."""
    refused: int


@dataclass(frozen=True)
class Service:
    """A service with keys here: when it called last, how often others called in its name."""

    name: str
    last: dt.datetime | None
    refused: int
    refused_at: dt.datetime | None

    @property
    def title(self) -> str:
        """As people call it."""
        return title_of(self.name)

    @property
    def address(self) -> str:
        """Where it has to call."""
        return f"{settings.ORIGIN}{reverse('signing:called', args=[self.name])}"


def figures(now: dt.datetime, failed: Iterable[int], services: Iterable[Service]) -> Figures:
    """Of today, of what is left, of the last days."""
    morning = dt.datetime.combine(clock.local(now).date(), dt.time.min, clock.SHANGHAI)
    return Figures(
        failed=len([*failed]),
        waiting=shown("waits", failed).order_by()[:MOST].count(),
        today=Inbox.objects.filter(received_at__gte=morning).count(),
        doubted=Outside.objects.exclude(review="")
        .filter(envelope__state__in=Envelope.OPEN)
        .count(),
        refused=sum(one.refused for one in services),
    )


def failed_calls() -> list[int]:
    """Keys of the calls at which the machine has given up."""
    rows = Outbox.objects.filter(topic=inbox.TOPIC, state=State.FAILED).order_by("-pk")
    return [payload["inbox"] for payload in rows.values_list("payload", flat=True)[:MOST]]


def shown(show: str, failed: Iterable[int]) -> QuerySet[Inbox]:
    """Of this list, the newest first."""
    rows = Inbox.objects.order_by("-received_at", "-pk")
    if show == "look":
        return rows.filter(pk__in=failed)
    if show == "waits":
        return rows.filter(state=Inbox.State.RECEIVED).exclude(pk__in=failed)
    if show == "done":
        return rows.filter(state__in=(Inbox.State.APPLIED, Inbox.State.IGNORED))
    return rows


def page_of(show: str, failed: Iterable[int], number: str) -> tuple[Page[Inbox], list[Line]]:
    """One page of a list, each call with the job that acts on it."""
    rows = shown(show, failed).select_related("envelope__outside").defer("body")
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    keys = {inbox.job_of(row): row for row in page}
    jobs = {job.dedupe: job for job in Outbox.objects.filter(dedupe__in=keys)}
    return page, [Line(row, jobs.get(key)) for key, row in keys.items()]


@dataclass(frozen=True)
class RefusedDay:
    """A day on which somebody called in a service's name and was not it."""

    row: WrongCalls

    @property
    def service(self) -> str:
        """As people call it."""
        return title_of(self.row.provider)


def refused_days(number: str) -> tuple[Page[WrongCalls], list[RefusedDay]]:
    """One page of them, the newest first."""
    rows = WrongCalls.objects.order_by("-day", "provider")
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    return page, [RefusedDay(row) for row in page]


def services(now: dt.datetime) -> list[Service]:
    """Those with keys here, and those that have called or were called for."""
    heard = dict(Inbox.objects.order_by().values_list("provider").annotate(Max("received_at")))
    since = clock.local(now - LATELY).date()
    wrong = WrongCalls.objects.filter(day__gte=since).order_by().values_list("provider")
    refused = {name: rest for name, *rest in wrong.annotate(Sum("times"), Max("last_at"))}
    return [
        Service(name, heard.get(name), *refused.get(name, (0, None)))
        for name in settings.SIGNING_PROVIDERS
        if is_outside(name) and (name in heard or name in refused or has_keys(name))
    ]


def has_keys(name: str) -> bool:
    """Whether this service is set up here."""
    return bool(getattr(settings, f"{name.upper()}_APP_ID", ""))


def is_in_use() -> bool:
    """Some service outside is set up: its calls have to be looked after."""
    return any(is_outside(name) and has_keys(name) for name in settings.SIGNING_PROVIDERS)
