"""The database of a small firm is copied while people and the worker write into it."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

COPIES = 5


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has pg_dump")
def test_a_copy_made_while_it_is_written_opens_and_is_whole(tmp_path: Path) -> None:
    running = tmp_path / "lizhi.sqlite3"
    stop = threading.Event()
    began = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(running, isolation_level=None)) as book:
            book.executescript(str(settings.SQLITE_OPTIONS["init_command"]))
            book.execute("CREATE TABLE pair (a INTEGER, b INTEGER)")
            number = 0
            while not stop.is_set():
                number += 1
                book.execute("BEGIN IMMEDIATE")
                book.execute("INSERT INTO pair VALUES (?, 0)", (number,))
                book.execute("UPDATE pair SET b = ? WHERE a = ?", (number, number))
                book.execute("COMMIT")
                began.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert began.wait(10)
        for number in range(COPIES):
            copy = tmp_path / f"copy-{number}.sqlite3"
            # What docs/how-to/run-in-production.md says: one statement, a snapshot, no pause.
            with closing(sqlite3.connect(running)) as book:
                book.execute("VACUUM INTO ?", (str(copy),))
            with closing(sqlite3.connect(copy)) as book:
                assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert book.execute("SELECT count(*) FROM pair WHERE a <> b").fetchone() == (0,)
    finally:
        stop.set()
        writer.join()
