"""All variables of the environment, read out of the source of the settings."""

import ast
from collections.abc import Iterator
from typing import cast

from lizhi.config import defaults

KINDS = {
    "text": "text",
    "flag": "true or false",
    "words": "list, by commas",
    "secret": "secret",
    "number": "whole number",
    "seconds": "seconds",
    "log_level": "DEBUG, INFO, WARNING, ERROR or CRITICAL",
    "origin": "scheme and host",
    "origins": "list of https origins, by commas",
    "database": "address, may hold a password",
}


def rows(source: str) -> Iterator[tuple[str, str, str]]:
    """Name, kind and default of each variable, in the order in which the source reads them."""
    for call in _calls(ast.parse(source)):
        name, default = _of(call)
        kind = cast(ast.Attribute, call.func).attr
        yield name, KINDS[kind], defaults.shown(default) or ("`false`" if kind == "flag" else "")


def _calls(tree: ast.AST) -> list[ast.Call]:
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "env"
    ]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def _of(call: ast.Call) -> tuple[str, ast.expr | None]:
    name, *positional = call.args
    named = [word.value for word in call.keywords if word.arg == "default"]
    return ast.literal_eval(name), next(iter([*positional, *named]), None)
