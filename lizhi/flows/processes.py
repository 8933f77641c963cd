"""A process as the desk shows it: what is in use, what is being shaped, and whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import NoSuchPage
from lizhi.flows.models import Draft
from lizhi.offboarding import definitions as shipped
from lizhi.people.models import Branch, roles_of
from lizhi.workflow.models import Definition, Run, Version


@dataclass(frozen=True)
class Process:
    """One name, with the version that new cases take and the draft of the next one."""

    key: str
    name: str
    way: str
    branch: Branch | None
    version: Version | None
    draft: Draft | None

    @property
    def body(self) -> dict[str, Any]:
        """What the pages show: the draft while there is one."""
        if self.draft:
            return dict(self.draft.body)
        return dict(self.version.body) if self.version else {}

    @property
    def base(self) -> Version | None:
        """What the page compares with: the version in use, else the one that it began as."""
        return self.version or (self.draft.based_on if self.draft else None)

    @property
    def number(self) -> int:
        """Of the version on the page: a draft has the one that it would get."""
        return self.last_number + 1 if self.draft else self.last_number

    @property
    def last_number(self) -> int:
        """Of the newest version that was published; 0 when none has been."""
        return versions(self.key)[0].number if versions(self.key) else 0

    @property
    def way_name(self) -> str:
        """Resigning, mutual agreement …."""
        return str(dict(Case.Way.choices).get(self.way, self.way))


def versions(key: str) -> list[Version]:
    """All that have been published under this name, the newest first."""
    found = Version.objects.filter(definition__key=key).select_related("published_by", "definition")
    return list(found.order_by("-number"))


def find(key: str, user: User) -> Process:
    """This process, if this person may read it: the group's, or one of the own branches'."""
    definition = _definitions(user).filter(key=key).first()
    draft = _drafts(user).filter(key=key).first()
    return _process(definition, draft)


def visible(user: User) -> list[Process]:
    """By way, resigning first; of each way the group's process, then those of the own branches."""
    drafts = {draft.key: draft for draft in _drafts(user)}
    found = [
        _process(definition, drafts.pop(definition.key, None))
        for definition in _definitions(user).exclude(active=None)
    ]
    found += [_process(None, draft) for draft in drafts.values()]
    ways = list(Case.Way.values)
    return sorted(found, key=lambda one: (ways.index(one.way), _place(one), one.name))


def _place(one: Process) -> str:
    return one.branch.name if one.branch else ""


def running(version: Version | None) -> int:
    """How many cases go by this version now."""
    if version is None:
        return 0
    open_runs = Run.objects.open().filter(version=version, case__status=Case.Status.RUNNING)
    return open_runs.values("case").distinct().count()


def in_hand(found: Iterable[Process]) -> dict[int, int]:
    """How many cases go by each of these now, by version; asked for all of them at once."""
    versions = [one.version.pk for one in found if one.version]
    runs = Run.objects.open().filter(version__in=versions, case__status=Case.Status.RUNNING)
    return dict(runs.values_list("version").annotate(n=Count("case", distinct=True)).order_by())


def sources() -> dict[str, tuple[dict[str, Any], Version | None]]:
    """By way of ending: what a new process begins as, the group's own or the shipped one."""
    found: dict[str, tuple[dict[str, Any], Version | None]] = {
        way: (body, None) for way, body in shipped_bodies().items()
    }
    group = Definition.objects.filter(branch=None).exclude(active=None).exclude(way="")
    for definition in group.select_related("active"):
        if definition.active:
            found[definition.way] = (definition.active.body, definition.active)
    return {way: one for way, one in found.items() if way}


def shipped_bodies() -> dict[str, dict[str, Any]]:
    """By way of ending: the process that comes with the product; each time afresh, to be changed.

    `shipped` keeps the files' texts, so that this costs no reading.
    """
    bodies = [shipped.shipped(file.stem) for file in sorted(shipped.FLOWS.glob("*.json"))]
    return {body.get("way", ""): body for body in reversed(bodies)}


def source(way: str, branch: Branch | None) -> tuple[dict[str, Any], Version | None]:
    """What a draft for this branch begins as: what its people leave by now."""
    own = Definition.objects.filter(way=way, branch=branch).exclude(active=None).first()
    if own and own.active:
        return own.active.body, own.active
    return sources()[way]


def version(key: str, number: int) -> Version:
    """One that was published; it never changes."""
    found = Version.objects.filter(definition__key=key, number=number).first()
    if found is None:
        raise NoSuchPage(_("There is no such version of this process."))
    return found


def _process(definition: Definition | None, draft: Draft | None) -> Process:
    version = definition.active if definition else None
    one = draft or definition
    if one is None:
        raise NoSuchPage(_("There is no such process, or it is another branch's."))
    return Process(one.key, one.name, one.way, one.branch, version, draft)


def _definitions(user: User) -> "Any":
    rows = Definition.objects.select_related("branch", "active__published_by", "active__definition")
    rows = rows.exclude(way="")
    mine = roles_of(user).hr_branches
    return rows if mine is None else rows.filter(Q(branch=None) | Q(branch__in=mine))


def _drafts(user: User) -> "Any":
    return Draft.objects.visible_to(user).select_related(
        "branch", "saved_by", "based_on__definition"
    )
