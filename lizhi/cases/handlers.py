"""What the job worker calls: strangers' files are read here, in a child with limits."""

import logging

from lizhi.cases import actions, issued, waiting
from lizhi.cases.models import FileCheck
from lizhi.common import clock
from lizhi.common.trail import trail
from lizhi.documents import judging

log = logging.getLogger(__name__)


def check_file(key: str) -> None:
    """Say what it is, compare it with what was issued here, and delete it."""
    check = FileCheck.objects.filter(pk=key, state=FileCheck.State.WAITING).first()
    if check is None:
        return
    now = clock.now()
    try:
        data = waiting.path_of(check).read_bytes()
        told = judging.judge(data, now)
    except OSError as error:  # the disk, or the process that forks: nobody's fault who sent it
        log.error("file check: nobody could look: %s", trail(error))
        told = dict(judging.TOO_MUCH)
    told["issued"] = issued.as_json(told.pop("sha256", ""), told.pop("revisions", []), now)
    actions.answer(check, told)
