"""How the reference says a default: as a reader would type it, not as our source has it."""

import ast

WORDS = {
    "ROOT": "<checkout>",
    "DATA_DIR": "LIZHI_DATA_DIR",
    "DEMO_SECRET_KEY": "the demo's, which production refuses",
    "DEMO_MASTER_KEY": "the demo's, which production refuses",
}
"""What a reader of the page understands by names that the source uses in a default."""


def shown(node: ast.expr | None) -> str:
    """Of a variable, for the table of the reference; empty when it has none."""
    text = _typed(node) if node else ""
    if not text or isinstance(node, (ast.Name, ast.IfExp)):
        return text
    return f"`{text}`"


def _typed(node: ast.expr) -> str:
    """A default as a reader would type it; what it depends on by its name."""
    match node:
        case ast.Constant(value=value):
            return str(value)
        case ast.Name(id=name):
            return WORDS[name]
        case ast.Call(func=ast.Name(id="str"), args=[inner]):
            return _typed(inner)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return f"{_typed(left)}/{_typed(right)}"
        case ast.JoinedStr(values=parts):
            return "".join(_typed(part) for part in parts)
        case ast.FormattedValue(value=inner):
            return _typed(inner)
        case ast.IfExp(test=ast.Name(id="PRODUCTION"), body=yes, orelse=no):
            return f"{_typed(yes)} in production, else {_typed(no)}"
    raise ValueError(f"The reference does not know how to say {ast.unparse(node)}.")
