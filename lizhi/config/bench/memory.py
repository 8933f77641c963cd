"""What a server of two workers, and the job worker, hold in memory after the story."""

from pathlib import Path

from django.conf import settings

from lizhi.cases.models import Paper
from lizhi.config.bench.measuring import Row
from lizhi.config.demo import stage, story
from lizhi.config.demo.people import leaver_and_receiver

TIMES = 4
"""Often enough that both workers have had a turn."""
DESK = ("", "staff/", "import/", "register/")
PAGES = ("/ui/", "/api/v1/openapi.json", *(f"/desk/{page}" for page in DESK))


def rows(folder: Path, port: int) -> list[Row]:
    """Resident set (RSS) in MiB: both web workers together; the job worker, decoders and all."""
    stage.furnish()
    tree = stage.open_house(port)
    try:
        place = stage.Stage(settings.ORIGIN, folder / "installation" / "clock")
        _case, who = story.play(place, *leaver_and_receiver())
        _look_at_everything(who)
        web, job = (child.pid for child in tree.children)
        workers = _children(web)
        found = {"web": _together(workers), "job": _together([job, *_children(job)])}
    finally:
        tree.stop()
    return [{"name": "workers_mib", **found, "web_workers": len(workers)}]


def _look_at_everything(who: story.Cast) -> None:
    """What a server has to load besides: pictures of pages, the components, the API's document."""
    former, hr = who.of("former"), who.of("hr")
    papers = Paper.objects.valid().filter(case__employment=who.employee)
    for _each_worker in range(TIMES):
        for paper in papers:
            former.get(f"/papers/{paper.number}/original/")
            former.get(f"/papers/{paper.number}/original/1.webp")
        for path in PAGES:
            hr.get(path)


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(word) for word in text.split()]


def _together(pids: list[int]) -> float:
    return round(sum(map(_resident, pids)), 1)


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
