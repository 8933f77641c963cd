"""Change the running cases that HR has chosen: one transaction each, in the order of the list."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.flows import rules
from lizhi.flows.migrating import making
from lizhi.flows.migrating.planning import Choices
from lizhi.flows.models import MigratedCase, Migration
from lizhi.jobs import outbox
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Version

AT_ONCE = 200
"""So many are changed while HR waits; more are left to the machine, so many at a time."""
SOON = dt.timedelta(minutes=1)
Chosen = tuple[Case, Choices]


@transaction.atomic
def migrate(
    version: Version, chosen: Iterable[Chosen], *, by: User, at: dt.datetime, key: str
) -> Migration:
    """These cases go on by this version as soon as each can; the same key again begins nothing.

    Whoever asks carries on at once where there are few; a worker does what is left, whatever
    happens to this process.
    """
    made = {"version": version, "by": by, "at": at}
    migration, is_new = Migration.objects.get_or_create(key=key, defaults=made)
    if not is_new:
        if (migration.by_id, migration.version_id) != (by.pk, version.pk):
            raise Refused(_("This page has been used already. Please open it again."))
        return migration
    rows = []
    for case, choices in chosen:
        rules.check_can_migrate(by, case)
        rows.append(
            MigratedCase(migration=migration, case=case, close=choices.close, start=choices.start)
        )
    MigratedCase.objects.bulk_create(rows, batch_size=500)
    _queue(migration.pk, 0, at if len(rows) > AT_ONCE else at + SOON)
    return migration


def carry_on(key: int, *, at: dt.datetime) -> None:
    """The next of them; what is left is left to the machine. Twice at once does nothing twice."""
    waiting = MigratedCase.objects.filter(migration=key, state=MigratedCase.State.WAITING)
    few = list(waiting.select_related("case", "migration__by", "migration__version")[:AT_ONCE])
    for row in few:
        _change(row, at=at)
    if following := waiting.order_by("pk").first():
        _queue(key, following.pk, at)


def _change(row: MigratedCase, *, at: dt.datetime) -> None:
    migration = row.migration
    try:
        with transaction.atomic():
            case = workflow.lock(row.case)
            rules.check_can_migrate(migration.by, case)
            rules.check_not_own(migration.by, case)
            once = f"migrate:{migration.pk}:{case.pk}"
            _check_is_the_last_word(row)
            if workflow.once(once, case=case, kind="migrate", by=migration.by, at=at):
                choices = Choices(close=row.close, start=row.start)
                making.migrate(case, migration.version, choices, by=migration.by, at=at)
            _settle(row, MigratedCase.State.DONE)
    except Refused as refusal:
        _settle(row, MigratedCase.State.REFUSED, str(refusal.reason))


def _check_is_the_last_word(row: MigratedCase) -> None:
    """A choice that has waited leads nobody back behind a later one to another version."""
    later = MigratedCase.objects.filter(case=row.case_id, migration__gt=row.migration_id)
    other = later.exclude(migration__version=row.migration.version_id)
    if other.filter(state=MigratedCase.State.DONE).exists():
        raise Refused(_("HR has changed this case to another version since."))


def _settle(row: MigratedCase, state: str, reason: str = "") -> None:
    waiting = MigratedCase.objects.filter(pk=row.pk, state=MigratedCase.State.WAITING)
    waiting.update(state=state, reason=reason[:300])


def _queue(key: int, place: int, at: dt.datetime) -> None:
    name = f"flows.migrate:{key}:{place}"
    outbox.queue("flows.migrate", {"migration": key}, dedupe=name, at=at)
