"""Make the list: what is passed on, and to whom."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.handover import kinds, passing, rules
from lizhi.handover.actions.closing import finish_if_complete
from lizhi.handover.models import Item
from lizhi.people import rules as people
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task

State = Item.State
LONGEST = 80


@transaction.atomic(savepoint=False)
def begin(
    case: Case, *, receiver: User | None, titles: Iterable[str], at: dt.datetime
) -> list[Item]:
    """The list is made of what the leaver has named; it can grow until it is closed.

    Things and accounts go to the keeper of the branch, everything else to `receiver`, or to
    whoever arranges the handover while nobody has been named. Begun again, nothing is doubled. In a
    company where nobody is left to receive anything the list stays empty.
    """
    known = {item.title for item in rules.OF_CASE.all(case=case.pk)}
    fresh = [title[:LONGEST] for title in dict.fromkeys(titles) if title[:LONGEST] not in known]
    main = receiver or _arranger(case)
    keepers = people.keepers_of(case.branch, besides=case.leaver)
    items = [_item(case, title, main, keepers) for title in fresh] if main else []
    rows.insert(items)
    entries = [cases.Entry(kinds.HANDOVER_BEGUN, rules.STEP, facts={"items": len(items)})]
    entries += [_added(item, None) for item in items]
    cases.record_all(case, entries, at=at)
    return items


@transaction.atomic
def add_item(
    case: Case,
    *,
    title: str,
    receiver: User | None,
    by: User,
    at: dt.datetime,
    kind: str = "",
    note: str = "",
    key: str = "",
) -> Item | None:
    """Something else is passed on. Without a receiver: the keeper for things and accounts.

    `key` is that of the form; pressed twice there is one thing, and the second answer is None.
    """
    case = workflow.lock(case)
    name = f"handover:{case.pk}:{key}"
    if key and not workflow.once(name, case=case, kind="add_item", by=by, at=at):
        return None
    rules.check_can_add(case, by)
    sort = Item.Kind(kind) if kind else rules.kind_of(title)
    chosen = receiver or default_receiver(case, sort)
    rules.check_receiver(case, chosen)
    item = Item.objects.create(case=case, title=title, kind=sort, note=note, receiver=chosen)
    cases.record_all(case, [_added(item, by)], at=at)
    return item


@transaction.atomic
def set_receiver(item: Item, *, receiver: User, by: User, at: dt.datetime) -> Item:
    """Somebody else takes it over, until it has been received."""
    case, item = locked(item)
    rules.check_can_arrange(case, by)
    rules.check_receiver(case, receiver)
    passing.check_can_pass(item, receiver, by)
    if item.state == State.RECEIVED:
        raise AlreadyDone(_("%(name)s has received it already.") % {"name": item.receiver.name})
    if item.receiver_id == receiver.pk:
        return item
    facts = {"item": item.pk, "from": item.receiver_id, "to": receiver.pk}
    item.receiver = receiver
    item.save(update_fields=["receiver"])
    entry = cases.Entry(kinds.ITEM_RECEIVER_CHANGED, rules.STEP, by=by, facts=facts)
    cases.record_all(case, [entry], at=at)
    return item


@transaction.atomic
def remove_item(item: Item, *, by: User, at: dt.datetime) -> None:
    """It is not needed after all; only while the leaver has not handed it over."""
    case, item = locked(item)
    rules.check_can_arrange(case, by)
    if item.duty:
        raise Refused(_("This passes on in any case. Please choose who takes it over instead."))
    if item.state != State.OPEN:
        raise Refused(_("This is being handed over already; it stays on the list."))
    entry = cases.Entry(
        kinds.ITEM_REMOVED, rules.STEP, words=item.title, by=by, facts={"item": item.pk}
    )
    item.photos.all().delete()
    item.delete()
    cases.record_all(case, [entry], at=at)
    if Item.objects.filter(case=case).exists():
        finish_if_complete(case, at=at)


def locked(item: Item) -> tuple[Case, Item]:
    """The case locked, and the thing as it is now."""
    case = workflow.lock(item.case)
    fresh = Item.objects.select_related("receiver").get(pk=item.pk)
    fresh.case = case
    return case, fresh


def default_receiver(case: Case, kind: Item.Kind) -> User:
    """The keeper for things and accounts, else whoever receives most of the list already.

    Refused where nobody is left in the company to receive anything.
    """
    if kind in rules.TO_KEEPER:
        for keeper in people.keepers_of(case.branch, besides=case.leaver):
            return keeper
    work = Item.objects.filter(case=case, duty="").exclude(kind__in=rules.TO_KEEPER)
    first = work.select_related("receiver").order_by("pk").first()
    found = first.receiver if first else _arranger(case)
    if found is None:
        raise people.NobodyNamed(_("Please choose who receives it."))
    return found


def _item(case: Case, title: str, main: User, keepers: list[User]) -> Item:
    kind = rules.kind_of(title)
    receiver = keepers[0] if keepers and kind in rules.TO_KEEPER else main
    return rows.new(Item, case=case, title=title, kind=kind, receiver=receiver)


def _arranger(case: Case) -> User | None:
    task = Task.objects.open().at(case, rules.STEP).select_related("assignee").first()
    try:
        return task.assignee if task else people.manager_of(case.employment)
    except people.NobodyNamed:
        return None


def _added(item: Item, by: User | None) -> cases.Entry:
    facts = {"item": item.pk, "item_kind": item.kind, "to": item.receiver_id}
    return cases.Entry(kinds.ITEM_ADDED, rules.STEP, words=item.title, by=by, facts=facts)
