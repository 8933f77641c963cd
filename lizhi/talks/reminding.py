"""A word to both before a talk: by day, and none where the hour has been moved or called off."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import calendar, clock, wording
from lizhi.common.clock import SHANGHAI
from lizhi.jobs.models import Outbox
from lizhi.notifications import actions as notifications
from lizhi.people import rules as people
from lizhi.talks.models import Talk
from lizhi.workflow import actions as workflow

TOPIC = "talks.remind"
BEFORE = dt.timedelta(hours=2)
TEXTS = {
    "leaver": "{hour}和{partner}聊一聊，{how}。不想聊了随时可以取消：{link}",
    "partner": "{hour}和{leaver}聊一聊，{how}：{link}",
}


def moment(at: dt.datetime) -> dt.datetime:
    """Two hours before; where that is at night, the morning, or else the evening before."""
    early = at - BEFORE
    by_day = calendar.quiet(early)
    if by_day < at:
        return by_day
    local = early.astimezone(SHANGHAI)
    evening = local.date() if local.time() > calendar.SLEEPS else local.date() - calendar.ONE_DAY
    return dt.datetime.combine(evening, calendar.SLEEPS, SHANGHAI).astimezone(dt.UTC)


def plan(talk: Talk, *, now: dt.datetime) -> None:
    """Once an hour is fixed; one that is nearer than that has just been told."""
    if talk.at is None or (when := moment(talk.at)) <= now:
        return
    payload = {"talk": talk.pk, "at": talk.at.isoformat()}
    dedupe = f"talk:{talk.pk}:{talk.at:%Y%m%dT%H%M}"
    workflow.queue(TOPIC, payload, dedupe=dedupe, at=when, case=talk.case)


def deliver(row: Outbox) -> None:
    """Once to each of the two; never by night, and never after the hour."""
    related = Talk.objects.select_related("partner", "case__employment__person__user")
    talk, now = related.get(pk=row.payload["talk"]), clock.now()
    if not _stands(talk, row.payload["at"], now):
        return
    if (morning := calendar.quiet(now)) > now:
        again = f"{row.dedupe.partition('@')[0]}@{morning:%Y%m%d}"
        workflow.queue(row.topic, row.payload, dedupe=again, at=morning, case=row.case)
        return
    for side, user, page in _sides(talk):
        notifications.send(
            key=f"{row.dedupe.partition('@')[0]}:{side}",
            channel="sms",
            address=user.phone,
            template=f"{TOPIC}.{side}",
            text=_text(talk, row.payload["at"], side, page),
        )


def _stands(talk: Talk, written: str, now: dt.datetime) -> bool:
    fixed = talk.state == Talk.State.FIXED and talk.case.status != Case.Status.WITHDRAWN
    return fixed and talk.at == dt.datetime.fromisoformat(written) and now < talk.at


def _sides(talk: Talk) -> Iterator[tuple[str, User, str]]:
    yield "leaver", talk.case.leaver, "talks:mine"
    if people.works_here(talk.partner):
        yield "partner", talk.partner, "talks:talk"


def _text(talk: Talk, at: str, side: str, page: str) -> str:
    """The address to dial in is not in it: texts are read over shoulders."""
    calls = f"到时{talk.partner.name}打电话" if side == "leaver" else "到时请您打电话"
    words = TEXTS[side].format(
        hour=wording.told(at),
        partner=talk.partner.name,
        leaver=talk.case.employment.name,
        how=calls if talk.form == Talk.Form.PHONE else "视频怎么进，点开看",
        link=settings.ORIGIN + reverse(page, args=[talk.case.number]),
    )
    return f"【{settings.PRODUCT_NAME}】{words}"
