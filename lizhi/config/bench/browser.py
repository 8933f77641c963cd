"""Somebody who is signed in opens pages of this very process: no network, nothing of a client."""

import io
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest

from lizhi.accounts import http
from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.config.bench.measuring import Call


@cache
def _application() -> WSGIHandler:
    return WSGIHandler()


def _session_of(user: User) -> str:
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    http.sign_in(request, user, strength="code", at=clock.now())
    request.session.save()
    return str(request.session.session_key)


class Browser:
    """One person's."""

    def __init__(self, user: User) -> None:
        self._environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9",
            "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={_session_of(user)}",
            "wsgi.url_scheme": "http",
        }

    def page(self, path: str, **headers: str) -> Call:
        """What opens this page; its answer is the body, not compressed."""
        asked = {**self._environ, "PATH_INFO": path, **headers}
        return lambda: _open({**asked, "wsgi.input": io.BytesIO()})


def _open(environ: dict[str, Any]) -> bytes:
    said: list[str] = []

    def start(status: str, *_headers: object) -> Callable[[bytes], object]:
        said.append(status)
        return bytes

    answer = _application()(environ, start)
    body = b"".join(answer)
    answer.close()
    if not said[0].startswith("200"):
        raise RuntimeError(f"{environ['PATH_INFO']} answered {said[0]}")
    return body
