"""Run a program of these tests on a database of its own."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).parents[2]


class Databases:
    """Fresh databases of the kind that the tests run on; they go when the test is over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []

    def fresh(self) -> str:
        """The address of a new one, with all tables."""
        name = f"program_{os.getpid()}_{len(self.names)}"
        self.names.append(name)
        url = self._make(name)
        self.run("django", "migrate", "-v0", url=url)
        return url

    def _make(self, name: str) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.folder / name}.sqlite3"
        server = os.environ["DATABASE_URL"]
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return urlsplit(server)._replace(path=f"/{name}").geturl()

    def drop(self) -> None:
        """Leave nothing on the server."""
        if connection.vendor == "sqlite":
            return
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
            for name in self.names:
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def run(self, *words: str, url: str) -> str:
        """What the program has printed."""
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "LIZHI_DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "lizhi.config.settings",
        }
        command = [sys.executable, "-m", *words]
        done = subprocess.run(  # noqa: S603  our own
            command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout
