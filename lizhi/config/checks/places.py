"""Folders take files, and the database answers."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connection

NAMED = {"LIZHI_DATA_DIR": "E204", "LIZHI_STORE_DIR": "E205", "LIZHI_STATIC_ROOT": "E206"}


@register(Tags.security, deploy=True)
def places_can_be_used(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What stands above another one is named once."""
    return [*_folders(), *_database()]


def _folders() -> Iterator[Error]:
    seen = set()
    for name, number in NAMED.items():
        folder = Path(getattr(settings, name.removeprefix("LIZHI_")))
        place = _nearest(folder)
        if place not in seen and not _takes_files(place):
            yield Error(
                f"{name} is {str(folder)!r}, where nothing can be written.",
                hint=f"Let this user write there, or set {name} to another folder.",
                id=f"lizhi.{number}",
            )
        seen.add(place)


def _nearest(folder: Path) -> Path:
    """The folder, or the one above that is there: `lizhi prepare` makes the rest."""
    return next((one for one in (folder, *folder.parents) if one.exists()), folder)


def _takes_files(folder: Path) -> bool:
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def _database() -> Iterator[Error]:
    if connection.vendor == "sqlite":  # a file in a folder; to ask it would make it
        folder = Path(str(connection.settings_dict["NAME"])).absolute().parent
        if not _takes_files(_nearest(folder)):
            yield _silent(f"{folder} takes no file")
        return
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield _silent(str(error).strip().partition("\n")[0])


def _silent(why: str) -> Error:
    hint = "Start it, or mend the address, the name and the password in DATABASE_URL."
    return Error(f"DATABASE_URL: it does not answer ({why}).", hint=hint, id="lizhi.E207")
