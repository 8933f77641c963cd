"""Bring an installation to the point where it can serve: folders, tables, hashed static files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from lizhi.config import tables

STAMP = ".collected"


def folders() -> None:
    """Where data will lie, readable by this user alone."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)


def _tables() -> None:
    """Bring the database to the newest form; a second call finds nothing to do."""
    if tables.are_missing():
        call_command("migrate", verbosity=0, interactive=False)
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)


def _fingerprint(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{p.relative_to(folder)} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def static_files() -> None:
    """Hash and compress what the front-end build made, when it has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    now = _fingerprint(settings.PACKAGE / "static")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now, encoding="utf-8")


def everything() -> None:
    """All three, in order."""
    folders()
    _tables()
    static_files()
