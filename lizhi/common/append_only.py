"""Tables whose rows are written once: the database itself refuses to change or drop them.

For migrations only. SQLite drops triggers with a table that a later migration rebuilds, so such a
migration has to call `protect` again; a test asks the database each time.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "rows of this table are written once"


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_{name} BEFORE {name.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for name in ("update", "delete")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION lizhi_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION lizhi_append_only()",
        f"CREATE TRIGGER {table}_table BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION lizhi_append_only()",
    ]


def _lift(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_{name}" for name in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}" for name in ("rows", "table")]


def protect(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """From now on nobody changes or deletes a row of this table."""
    lift(editor, table)
    sqlite = editor.connection.vendor == "sqlite"
    for statement in _sqlite(table) if sqlite else _postgresql(table):
        editor.execute(statement)


def lift(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the guard away, so that a migration (or the end of a test) may."""
    for statement in _lift(editor.connection.vendor, table):
        editor.execute(statement)


def migration_steps(table: str) -> dict[str, Any]:
    """Arguments of `RunPython` that protect this table."""
    return {
        "code": lambda apps, editor: protect(editor, table),
        "reverse_code": lambda apps, editor: lift(editor, table),
    }
