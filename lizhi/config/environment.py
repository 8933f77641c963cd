"""Read settings from the environment: typed, and secrets also from files (`NAME_FILE`).

What cannot be read is named in one line (`ImproperlyConfigured`), never with its value if secret.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}


def text(name: str, default: str = "") -> str:
    """A plain word."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Yes or no."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in TRUE


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


def database(name: str, default: str) -> dict[str, Any]:
    """What Django wants to know of the database at this address; the address holds a password."""
    try:
        return {**dj_database_url.config(name, default, conn_max_age=600)}
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is not the address of a database, such as postgresql://lizhi@host/lizhi."
        ) from None
