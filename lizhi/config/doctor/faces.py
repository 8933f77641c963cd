"""The face check: its service answers, and nobody is late to file that many faces are compared."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings

from lizhi.config.doctor.finding import Broken
from lizhi.identity import counted
from lizhi.identity.models import FaceAttempt

State = FaceAttempt.State
TABLE = FaceAttempt._meta.db_table  # noqa: SLF001  Django's own API
PEOPLE = "identity_faceperson"
FEW = 3
"""One person without a net is no trouble of the service."""


def face_silent(before: dt.datetime) -> Iterator[Broken]:
    """Of the last tries since then somebody has come through to the service."""
    newest = FaceAttempt.objects.filter(created_at__gte=before).order_by("-created_at", "-pk")
    ended = newest.exclude(state__in=(State.ASKED, State.VOID))[:FEW]
    rows = list(ended.values_list("pk", "state", "provider", "reason"))
    if len(rows) == FEW and all(state == State.DOWN for _key, state, _name, _why in rows):
        key, _state, provider, why = rows[0]
        yield Broken(TABLE, key, "", f"{provider} was not to be had ({why}): lizhi faces")


def faces_to_file(before: dt.datetime) -> Iterator[Broken]:
    """The company is told in time: from 100,000 it has 30 working days to file (令第19号)."""
    people = counted.people(before)
    if settings.FACE_ALARM and people >= settings.FACE_ALARM:
        what = f"{people} people had their faces compared; from 100000 the company has to file it"
        yield Broken(PEOPLE, people, "", what)
