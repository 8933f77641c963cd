"""The process that forks a child for each file, with almost nothing around it."""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from sysconfig import get_path
from typing import IO, Any, cast

SECONDS = 70
"""A child ends itself before."""
ROOT = Path(__file__).resolve().parents[3]


class Mother:
    """The process that forks a child for each file; started when the first one comes.

    To start Python anew for each costs several times what most files cost.
    """

    def __init__(self, *ready: str) -> None:
        self._ready = ready
        """What she loads beforehand, beside the decoders of photos."""
        self.cpu = 0.0
        """Seconds that she and her children have taken over files so far."""
        self._process: subprocess.Popen[str] | None = None
        self._of = 0
        self._one_at_a_time = threading.Lock()
        atexit.register(self.end)

    def ask(self, *request: str) -> bool:
        """Whether the child for this file has come to its end; False if it died or hung."""
        with self._one_at_a_time:
            try:
                told = _asked(self._running(), request)
            except TimeoutError:
                self.end()
                return False
            except (OSError, ValueError) as error:
                self.end()
                raise ChildProcessError("the process that decodes files has died") from error
            self.cpu += told["cpu"]
            return bool(told["status"] == 0)

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._of != os.getpid() or self._process.poll() is not None:
            self.end()
            self._of, self._process = os.getpid(), _start(self._ready)
        return self._process

    def end(self) -> None:
        """She and the child that hangs, if they are this process's own."""
        process, self._process = self._process, None
        if process is None or self._of != os.getpid():
            return
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        with suppress(BrokenPipeError):
            process.communicate()


MOTHER = Mother()


def _asked(process: subprocess.Popen[str], request: tuple[str, ...]) -> dict[str, Any]:
    hers, mine = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
    hers.write(json.dumps(request) + "\n")
    hers.flush()
    if not select.select([mine], [], [], SECONDS)[0]:
        raise TimeoutError
    told: dict[str, Any] = json.loads(mine.readline())
    return told


def _start(ready: tuple[str, ...]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  nothing of a stranger's is in it
        [sys.executable, "-S", "-m", "lizhi.documents.cleaning", *ready],
        env=_environment(),
        cwd=tempfile.gettempdir(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    # Without `site` (-S) it starts in half the time, and has to be told where packages lie.
    places = dict.fromkeys([str(ROOT), get_path("purelib"), get_path("platlib")])
    path = os.pathsep.join(places)
    return {**kept, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
