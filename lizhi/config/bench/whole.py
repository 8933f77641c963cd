"""One whole case, from the notice to the sealed archive: what server and worker spend on it."""

from pathlib import Path
from typing import Any

from django.conf import settings

from lizhi.accounts.models import User
from lizhi.archive import packing
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.collector import keep_what_is_loaded
from lizhi.config.bench import deadlines
from lizhi.config.bench.inside import Inside, Part
from lizhi.config.bench.measuring import Row
from lizhi.config.demo import stage, story
from lizhi.config.demo.people import leaver_and_receiver
from lizhi.documents import printing
from lizhi.jobs import daily as jobs_of_a_day
from lizhi.people.models import Employment
from lizhi.signing import pdf, sealing

SIGNING = (
    (pdf, "prepare"),
    (sealing, "sign_event"),
    (sealing, "seal"),
    (sealing, "seal_printed"),
    (sealing, "detached"),
)


def rows(folder: Path, *, times: int) -> list[Row]:
    """The cheapest of some plays: the first only makes caches warm, and noise is never negative."""
    place = Inside(settings.ORIGIN, folder / "installation" / "clock")
    place.set(story.APPLIES)
    stage.furnish()
    leaver, receiver = leaver_and_receiver()
    others = Employment.objects.active().filter(department=leaver.department_id)
    others = others.filter(reports_to=leaver.reports_to).exclude(person__user=receiver)
    cast = [other for other in others.select_related("person__user") if other.pk != leaver.pk]
    played = [_play(folder, one, receiver) for one in [*cast[:times], leaver]]
    return [min(played[1:], key=lambda row: float(row["cpu_ms"])), deadlines.row()]


def _play(folder: Path, leaver: Employment, receiver: User) -> Row:
    place = Inside(settings.ORIGIN, folder / "installation" / "clock")
    place.set(story.APPLIES)
    full = Employment.objects.select_related(
        *("person__user", "branch", "entity", "department__head__person__user"),
        "reports_to__person__user",
    ).get(pk=leaver.pk)
    printed, signed, packed, daily = Part(), Part(), Part(), Part()
    keep_what_is_loaded()
    with (
        printed.watching((printing, "render")),
        signed.watching(*SIGNING),
        packed.watching((packing, "build")),
        daily.watching((jobs_of_a_day, "run")),
    ):
        case, _who = story.play(place, full, receiver)
    if case.status != Case.Status.CLOSED:
        raise RuntimeError("the story has not come to its end")
    return _row(place, daily, {"printing": printed, "signing": signed, "packing": packed})


def _row(place: Inside, daily: Part, parts: dict[str, Part]) -> Row:
    """What the installation does once a day is told apart: all of its cases share it."""
    decoding, shared = place.children * 1000, daily.seconds * 1000
    of_worker: dict[str, Any] = {
        f"{name}_ms": round(part.seconds * 1000, 1) for name, part in parts.items()
    }
    return {
        "name": "whole_case",
        "cases": Case.objects.count(),
        "cpu_ms": round(place.server.ms + place.worker.ms - shared + decoding, 1),
        "queries": place.server.queries + place.worker.queries,
        "bytes": place.bytes,
        "server_ms": place.server.ms,
        "worker_ms": round(place.worker.ms - shared, 1),
        "daily_ms": round(shared, 1),
        "decoding_ms": round(decoding, 1),
        **of_worker,
        "played_at": clock.now().date().isoformat(),
    }
