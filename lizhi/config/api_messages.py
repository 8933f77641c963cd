"""How a message of a program is read: JSON in UTF-8, made of characters that can be kept."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

NUL = "\0"


class NotJson(Exception):
    """The message does not say that it is JSON in UTF-8; guessing would let the rest through."""


class CannotBeKept(Exception):
    """It holds NUL, or half of a character that needs two halves: no database keeps these."""


class JsonParser(Parser):
    """The only reader of bodies below /api/v1/; whatever it raises is answered as an error."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What the message says, once every text in it has been looked at."""
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        if request.content_type != "application/json" or charset not in {"utf-8", "utf8"}:
            raise NotJson
        message = json.loads(request.body.decode(), parse_constant=_no_number)
        for text in _texts(message):
            _check(text)
        return message


def _texts(message: Any) -> Iterator[str]:
    """Every key and every value; a list of those that wait, for a message may be nested deeply."""
    waiting = [message]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one


def _check(text: str) -> None:
    if NUL in text:
        raise CannotBeKept
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise CannotBeKept from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")
