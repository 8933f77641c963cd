"""Read settings from the environment: typed, and secrets also from files (`NAME_FILE`).

What cannot be read is named in one line (`ImproperlyConfigured`), never with its value if secret.
"""

import logging
import math
import os
import re
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on", "y", "t"}
FALSE = {"0", "false", "no", "off", "n", "f", ""}
HTTPS_ORIGIN = re.compile(r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


def text(name: str, default: str = "") -> str:
    """A plain word."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Yes or no. A typing error is neither: it would switch production off without a word."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} is neither true nor false.")
    return word in TRUE


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, default: str = "") -> str:
    """A secret: the value, or the content of the file that `NAME_FILE` names."""
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={file}: {error.strerror}.") from None
    return text(name, default)


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.")
    return int(value)


def seconds(name: str, default: float) -> float:
    """A span of time above nothing; parts of a second are allowed."""
    value = text(name, str(default))
    try:
        span = float(value)
    except ValueError:
        span = math.nan
    if not (math.isfinite(span) and span > 0):
        raise ImproperlyConfigured(f"{name}={value!r} is not a number of seconds above 0.")
    return span


def log_level(name: str, default: str) -> str:
    """How much is written down: DEBUG, INFO, WARNING, ERROR or CRITICAL, in any case."""
    value = text(name, default)
    word = value.strip().upper()
    if word not in logging.getLevelNamesMapping():
        raise ImproperlyConfigured(
            f"{name}={value!r} is none of DEBUG, INFO, WARNING, ERROR, CRITICAL."
        )
    return word


def origin(name: str, default: str) -> str:
    """Scheme and host; paths are put behind it, so a slash at its end would be one too many."""
    return text(name, default).strip().rstrip("/")


def origins(name: str) -> list[str]:
    """Pages of others that are let in somewhere: https, a host, perhaps a port; no pattern."""
    found = [word.rstrip("/").lower() for word in words(name)]
    for one in found:
        if not HTTPS_ORIGIN.fullmatch(one):
            raise ImproperlyConfigured(f"{name}: {one!r} is not an origin such as https://host.")
    return found


def database(name: str, default: str) -> dict[str, Any]:
    """What Django wants to know of the database at this address; the address holds a password."""
    try:
        return {**dj_database_url.config(name, default, conn_max_age=600)}
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is not the address of a database, such as postgresql://lizhi@host/lizhi."
        ) from None
