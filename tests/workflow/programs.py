"""Run a program of these tests on a database of its own."""

import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql

MOULD = "mould"
NUMBERS = itertools.count()
"""One for each database, whichever fixture has it made: a server knows a name once."""
ROOT = Path(__file__).parents[2]


class Databases:
    """Fresh databases of the kind that the tests run on; they go when the test is over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []
        self.mould = ""
        """The name of the file with all tables that the others are copies of."""

    def fresh(self) -> str:
        """The address of a new one, with all tables."""
        url = self._made(f"program_{os.getpid()}_{next(NUMBERS)}")
        if not self.mould:
            self.run("django", "migrate", "-v0", url=url)
            if connection.vendor == "sqlite":  # a server copies none that anybody is connected to
                shutil.copy(self._file(self.names[-1]), self._file(MOULD))
                self.mould = MOULD
        return url

    def _made(self, name: str) -> str:
        self.names.append(name)
        if connection.vendor == "sqlite":
            if self.mould:
                shutil.copy(self._file(self.mould), self._file(name))
            return f"sqlite:///{self._file(name)}"
        server = os.environ["DATABASE_URL"]
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return urlsplit(server)._replace(path=f"/{name}").geturl()

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def drop(self) -> None:
        """Leave nothing behind."""
        if connection.vendor == "sqlite":
            for name in self.names:
                for file in self.folder.glob(f"{name}.sqlite3*"):
                    file.unlink()
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
