"""The pages of the reference about asking the law, written from schema, grounds and figures."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from lizhi.settlement.law import grounds
from lizhi.settlement.law.calculator import coverage, vocabulary

HEAD = """# Asking the law

`lizhi law calculate TOPIC --json` reads the `inputs` of one case on standard input, as one JSON
object, and prints one object: the outputs of the topic at its top, beside them `steps` (title,
formula with its numbers, value, article, figures), `warnings` and `parameters`. Exit code 0. What
cannot be answered is refused: `{"refused": key, "message": sentence}` and exit code 1; the key has
dots for nested keys and no numbers of a list. Without `--json` the same is printed to be read.
No database, no settings and no network are needed.

    echo '{"bonus": "36000"}' | lizhi law calculate year_end_bonus --json

Amounts and rates are texts (`"18000.50"`), whole numbers are numbers, dates are ISO. The machine's
version of this page is [law-cases.schema.json](law-cases.schema.json). What is refused, in this
order: input that is no JSON object (`inputs`) or a topic that does not exist (`topic`); a key that
is told twice or is not in the topic; what is malformed; what is needed and missing (of alternatives
the first); what contradicts another input; a figure of a place that is not known.

A figure that is told wins over ours; what was assumed for a key that was left out stands in
`warnings`, and so does every figure that we know at second hand only.

`lizhi law explain CASE` prints the annex of a case's settlement; `lizhi law figures [PLACE]` prints
the last table of this page.
"""


def schema_page() -> str:
    """The schema as it is shipped."""
    return vocabulary.FILE.read_text(encoding="utf-8")


def law_page() -> str:
    """Topics with their inputs and outputs, grounds, figures by place."""
    parts = [HEAD, _grounds(), *(_topic(topic) for topic in vocabulary.topics()), _figures()]
    return "\n".join(parts)


def _grounds() -> str:
    codes: list[str] = vocabulary.schema()["$defs"]["ground"]["enum"]
    rows = [(code, grounds.ground(code.replace(" ", ""))) for code in codes]
    table = [(f"`{code}`", row.title, row.article, row.money, row.barred) for code, row in rows]
    return "## Grounds\n\n" + _table(("code", "中文", "article", "money", "barred by"), table)


def _topic(topic: str) -> str:
    told, answered = vocabulary.inputs(topic), vocabulary.outputs(topic)
    calculations = ", ".join(told.get("x-calculations", ()))
    return (
        f"## {topic}\n\n{told['title']}. {told['description']} ({calculations}).\n\n"
        f"Inputs:\n\n{_table(INPUT_HEAD, _inputs(told, ()))}\n"
        f"Outputs:\n\n{_table(OUTPUT_HEAD, _outputs(answered))}"
    )


INPUT_HEAD = ("key", "中文", "meaning", "kind", "where it is absent")
OUTPUT_HEAD = ("key", "中文", "meaning", "kind")


def _inputs(schema: Mapping[str, Any], within: tuple[str, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for key, one in schema["properties"].items():
        needed = "refused" if key in schema.get("required", ()) else ""
        absent = str(one.get("x-default", needed)).replace("False", "false").replace("True", "true")
        name = f"`{'.'.join((*within, key))}`"
        found.append((name, one.get("title", ""), one.get("description", ""), _kind(one), absent))
        inner = one.get("items", one)
        if "properties" in inner:
            found += _inputs(inner, (*within, key))
    return found


def _outputs(schema: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        (f"`{key}`", one.get("title", ""), one.get("description", ""), _kind(one))
        for key, one in schema["properties"].items()
    ]


def _kind(one: Mapping[str, Any]) -> str:
    unit = f", {one['x-unit']}" if "x-unit" in one else ""
    if "enum" in one:
        return " / ".join(f"`{choice}`" for choice in one["enum"])
    if one.get("type") == "array":
        return f"list of {_kind(one['items'])}{unit}"
    if "anyOf" in one and "type" not in one:
        return f"number or `n.5`{unit}"
    kind = str(one["type"])
    return {"string": "text", "integer": "whole number"}.get(kind, kind) + unit


def _figures() -> str:
    parts = [
        "## Figures\n\n`official`: read in the instrument; `secondary`: one careful text quotes "
        "it, answers say so; `missing`: it applies and nobody has verified it, so what needs it "
        "is refused. The document of a missing one says where to look.\n"
    ]
    head = ("figure", "中文", "from", "value", "status", "document")
    for place, rows in groupby(coverage.rows(), key=lambda row: row.place):
        table = [
            (f"`{one.name}`", one.title, str(one.since or ""), one.value, one.status, one.document)
            for one in rows
        ]
        parts.append(f"### {place}\n\n{_table(head, table)}")
    return "\n".join(parts)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "／") for cell in one) + " |\n" for one in lines
    )
