"""Whether the database has the tables of this release; who comes too early is told in one line."""

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

FIRST = "This installation has no tables, or old ones: run lizhi prepare first."


def are_missing() -> bool:
    """Whether the database lacks something that this release needs."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def why_not_ready(error: DatabaseError) -> str:
    """The sentence for somebody whose command the database has failed; empty: it is something else.

    Asked afterwards, so that no command takes longer because others come too early.
    """
    try:
        connection.close()
        return FIRST if are_missing() else ""
    except DatabaseError:
        if connection.vendor == "sqlite":  # the folder is not there
            return FIRST
        return f"The database does not answer: {str(error).strip().partition(chr(10))[0]}"


def check() -> None:
    """Raise when somebody would find pages that fail; the web server begins with this."""
    try:
        waiting = are_missing()
    except DatabaseError as error:
        raise CommandError(why_not_ready(error)) from None
    if waiting:
        raise CommandError(FIRST)
