"""A draft begins, changes and is taken back; each change can be undone."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import wording
from lizhi.common.refusals import Refused
from lizhi.flows import processes, rules
from lizhi.flows.models import Draft
from lizhi.people.models import Branch
from lizhi.workflow.models import Definition, Version

MOST_UNDONE = 50
Body = dict[str, Any]


class Stale(Refused):
    """Somebody has changed the draft since the page was read; what was typed is kept there."""

    code = "stale"

    def __init__(self, draft: Draft) -> None:
        who = draft.saved_by.name if draft.saved_by else ""
        said = {"name": who, "at": wording.moment(draft.saved_at)}
        super().__init__(_("%(name)s has changed this process at %(at)s.") % said)


@transaction.atomic
def begin(
    *,
    way: str,
    branch: Branch | None,
    body: Body,
    based_on: Version | None,
    by: User,
    at: dt.datetime,
) -> Draft:
    """The next version lies on the desk; whoever begins it twice finds the first one."""
    rules.check_can_shape(by, branch)
    own = Definition.objects.filter(way=way, branch=branch).first()
    key = own.key if own else _key(way, branch)
    name = own.name if own else _name(str(body["name"]), branch)
    values = {
        "name": name,
        "way": way,
        "branch": branch,
        "based_on": based_on,
        "body": {**body, "key": key, "name": name, "way": way},
        "saved_by": by,
        "saved_at": at,
        "created_at": at,
    }
    draft, _made = Draft.objects.get_or_create(key=key, defaults=values)
    return draft


@transaction.atomic
def begin_next(*, way: str, branch: Branch | None, by: User, at: dt.datetime) -> Draft:
    """It begins as what people leave by now, also when the draft before it is just published."""
    body, version = processes.source(way, branch)
    values: dict[str, Any] = {"way": way, "branch": branch, "by": by, "at": at}
    draft = begin(body=body, based_on=version, **values)
    body, now = processes.source(way, branch)  # it has waited for whoever published
    if draft.rev == 0 and draft.based_on == version != now:
        draft.delete()
        draft = begin(body=body, based_on=now, **values)
    return draft


def _key(way: str, branch: Branch | None) -> str:
    return f"{way}_{branch.pk}" if branch else way


def _name(name: str, branch: Branch | None) -> str:
    most = Draft._meta.get_field("name").max_length or 80  # noqa: SLF001  Django's own API
    if branch is None:
        return name
    tail = _(" (%(branch)s)") % {"branch": branch.name}
    return name[: most - len(tail)] + tail


@transaction.atomic
def change(
    draft: Draft, to: Callable[[Body], Body], *, rev: int, by: User, at: dt.datetime
) -> Draft:
    """This is what the page asked for, if nobody has changed the draft since it was read."""
    locked = locked_draft(draft, rev, by)
    body = to(locked.body)
    if body == locked.body:
        return locked
    locked.past = [*locked.past, locked.body][-MOST_UNDONE:]
    return _saved(locked, body, by, at)


@transaction.atomic
def undo(draft: Draft, *, rev: int, by: User, at: dt.datetime) -> Draft:
    """As it was before the last change; fifty changes can be taken back."""
    locked = locked_draft(draft, rev, by)
    if not locked.past:
        raise Refused(_("There is nothing left to undo."))
    *locked.past, body = locked.past
    return _saved(locked, body, by, at)


@transaction.atomic
def drop(draft: Draft, *, rev: int, by: User) -> None:
    """The draft is thrown away; what is in use stays in use."""
    locked_draft(draft, rev, by).delete()


def locked_draft(draft: Draft, rev: int, by: User) -> Draft:
    locked = Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if locked is None:
        raise Refused(_("This draft has been published or thrown away."))
    rules.check_can_shape(by, locked.branch)
    if locked.rev != rev:
        raise Stale(locked)
    return locked


def _saved(draft: Draft, body: Body, by: User, at: dt.datetime) -> Draft:
    draft.body, draft.name = body, body["name"]
    draft.rev += 1
    draft.saved_by, draft.saved_at = by, at
    draft.save(update_fields=["body", "name", "past", "rev", "saved_by", "saved_at"])
    return draft
