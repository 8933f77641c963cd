"""Contracts that end soon: managers hear of it while something can still be decided."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings

from lizhi.accounts.models import User
from lizhi.common import calendar, clock, wording
from lizhi.jobs.models import Outbox
from lizhi.notifications import actions as notifications
from lizhi.people import rules as people
from lizhi.people.models import ByHand, Employment
from lizhi.people.standing import ENDING
from lizhi.workflow import actions as workflow

TOPIC = "endings.remind"
MOST_NAMED = 5


def ends_soon(one: Employment, today: dt.date) -> bool:
    """The fixed term of somebody who is here ends within thirty days, or is over already."""
    end = one.term_end
    return one.left_on is None and end is not None and end <= today + ENDING


def told_today(staff: Iterable[Employment], now: dt.datetime) -> dict[int, ByHand]:
    """Whose manager has been reminded today already: employment → when, and who was told."""
    begins = dt.datetime.combine(clock.local(now).date(), dt.time.min, clock.SHANGHAI)
    reminders = ByHand.objects.filter(
        deed=ByHand.Deed.ENDING,
        employment__in=[one.pk for one in staff],
        created_at__gte=begins,
    )
    return {one.employment_id: one for one in reminders.select_related("told")}


def by_manager(
    staff: Iterable[Employment], by: User, now: dt.datetime
) -> dict[User, list[Employment]]:
    """Who would be reminded of whom: everybody whose contract ends soon, once a day.

    Nobody is written to by himself, and nobody about his own contract.
    """
    today = clock.local(now).date()
    ending = [one for one in staff if ends_soon(one, today)]
    told = told_today(ending, now)
    found: dict[User, list[Employment]] = {}
    for one in ending:
        boss = people.manager_of(one)
        if one.pk not in told and boss.pk not in {by.pk, one.user.pk}:
            found.setdefault(boss, []).append(one)
    return found


def deliver(row: Outbox) -> None:
    """One text to one manager, about all of them; never by night."""
    now = clock.now()
    if (morning := calendar.quiet(now)) > now:
        again = f"{row.dedupe.partition('@')[0]}@{morning:%Y%m%d}"
        workflow.queue(row.topic, row.payload, dedupe=again, at=morning)
        return
    boss, by = (User.objects.get(pk=row.payload[key]) for key in ("to", "by"))
    theirs = Employment.objects.active().filter(pk__in=row.payload["people"])
    ending = [
        one
        for one in theirs.select_related("person").order_by("contract_end", "number")
        if ends_soon(one, clock.local(now).date())
    ]
    if ending:
        notifications.send(
            key=row.dedupe.partition("@")[0],
            channel="sms",
            address=boss.phone,
            template=TOPIC,
            text=_text(ending, by),
        )


def _text(ending: list[Employment], by: User) -> str:
    named = "，".join(_one(one) for one in ending[:MOST_NAMED])
    others = f"，一共 {len(ending)} 人" if len(ending) > MOST_NAMED else ""
    return (
        f"【{settings.PRODUCT_NAME}】{by.name}（HR）提醒您：{named}{others}。"
        "续不续签，请和 HR 定好，到期前告诉本人。"
    )


def _one(one: Employment) -> str:
    day = wording.day(one.contract_end) if one.contract_end else ""
    return f"{one.name}的合同 {day} 到期"
