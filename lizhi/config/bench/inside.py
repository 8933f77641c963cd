"""The story of the demo within this process: server and worker are measured, its visitors not."""

import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from django.core.handlers.wsgi import WSGIHandler

from lizhi.common import clock
from lizhi.config.bench.measuring import Watch
from lizhi.config.demo.stage import Stage
from lizhi.config.demo.visitor import Visitor
from lizhi.documents.cleaning.mother import MOTHER
from lizhi.jobs.worker import Loops

Started = Callable[..., Any]


class Inside(Stage):
    """A server and a worker without processes of their own."""

    def __init__(self, origin: str, clock_file: Path) -> None:
        super().__init__(origin, clock_file)
        self.server, self.worker = Watch(), Watch()
        self.children = 0.0
        """Seconds of CPU in the processes that decode what strangers send."""
        self.bytes = 0
        self._loops = Loops("bench")
        self._serve = WSGIHandler()
        self._now = clock.now()

    def set(self, text: str) -> None:
        """Without the file of a demo in the way: where it is real, nobody looks at one."""
        super().set(text)
        self._now = clock.now()

    def work(self) -> None:
        """Turns of a worker until nothing is left."""
        before = _of_children()
        with self.worker.running(), clock.at(self._now):
            self._loops.look_again()
            while self._loops.turn():
                pass
        self.children += _of_children() - before

    def visitor(self, role: str) -> Visitor:
        """Somebody with a browser in this process."""
        transport = httpx.WSGITransport(app=self._answer)
        return Visitor(self.origin, role, work=self.work, transport=transport)

    def _answer(self, environ: dict[str, Any], start: Started) -> Iterable[bytes]:
        with self.server.running(), clock.at(self._now):
            answer = self._serve(environ, start)
            body = b"".join(answer)
            answer.close()
        self.bytes += len(body)
        return [body]


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + MOTHER.cpu


class Part:
    """What some functions take of it all."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._inside = False

    @contextmanager
    def watching(self, *places: tuple[Any, str]) -> Iterator[None]:
        """While this is open, these functions of modules are measured; nested calls once."""
        before = [(module, name, getattr(module, name)) for module, name in places]
        for module, name, function in before:
            setattr(module, name, self._measured(function))
        try:
            yield
        finally:
            for module, name, function in before:
                setattr(module, name, function)

    def _measured(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return function(*args, **kwargs)
            began, self._inside = time.process_time(), True
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.process_time() - began
                self._inside = False

        return call
