"""Tables whose rows are written once: the database itself refuses to change or drop them.

SQLite drops triggers with a table that a later migration rebuilds, so such a migration has to
protect it again; a test asks the database each time.
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


def guards(vendor: str, table: str) -> list[str]:
    """The statements that set the guard up anew."""
    made = _sqlite(table) if vendor == "sqlite" else _postgresql(table)
    return [*lifted(vendor, table), *made]


def lifted(vendor: str, table: str) -> list[str]:
    """The statements that take the guard away."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_{name}" for name in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}" for name in ("rows", "table")]


def migration_steps(table: str) -> dict[str, Any]:
    """Arguments of `RunPython` that protect this table from then on."""

    def protect(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in guards(editor.connection.vendor, table):
            editor.execute(statement)

    def lift(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in lifted(editor.connection.vendor, table):
            editor.execute(statement)

    return {"code": protect, "reverse_code": lift}
