"""The pages of docs/reference that are written from the code; a test fails when one is stale."""

import inspect
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from lizhi.config import law_reference, variables
from lizhi.config.doctor import CHECKS
from lizhi.offboarding import definitions
from lizhi.workflow import tree

FOLDER = settings.ROOT / "docs" / "reference"
ROOMS_WITH_KINDS = (
    "cases",
    "jobs",
    "workflow",
    "signing",
    "handover",
    "settlement",
    "archive",
    "talks",
    "offboarding",
)


SETTINGS = (
    *("lizhi.config.settings", "lizhi.config.senders"),
    *("lizhi.config.signing_services", "lizhi.config.key_holders", "lizhi.config.face_services"),
)
HEAD = (
    "# Settings\n\nRead from the environment. A secret may come from a file: `NAME_FILE=/path`."
    "\n\n| variable | kind | default |\n|---|---|---|\n"
)


DOCTOR = """# lizhi doctor

What must be true of the data, whenever anybody looks. `lizhi doctor` names each row of which it is
not: check, table, row, number of the case, and a sentence; nothing of a person. It reads only, and
ends with 0 when all is well, else with 1. `--json` writes one object a line; names of checks after
the command run only these. By night a worker counts the same (of the stories those of cases that
moved in two days) and writes an error into the log for each check that finds something. What is
late counts from a day ago.

| check | what must be true |
|---|---|
"""


def settings_page() -> str:
    """Every variable of the environment with its kind and default."""
    source = "".join(inspect.getsource(import_module(name)) for name in SETTINGS)
    rows = variables.rows(source)
    return HEAD + "".join(f"| `{name}` | {kind} | {shown} |\n" for name, kind, shown in rows)


def events_page() -> str:
    """Every kind of event, by the room that writes it."""
    parts = ["# Events\n\nWhat is written into the chained story of a case, by room.\n"]
    for room in ROOMS_WITH_KINDS:
        kinds = kinds_of(room)
        if kinds:
            rows = "\n".join(f"| `{kind}` | {words} |" for kind, words in sorted(kinds.items()))
            parts.append(f"## {room}\n\n| kind | meaning |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


def kinds_of(room: str) -> dict[str, str]:
    """Kind and words of the events that a room writes."""
    try:
        module = import_module(f"lizhi.{room}.kinds")
    except ModuleNotFoundError:
        return {}
    with translation.override("en"):
        return {kind: str(words) for kind, words in module.KINDS.items()}


def flow_page() -> str:
    """Each shipped process as a picture that renders from text, and as a table."""
    pages = [_flow(definitions.shipped(key)) for key in definitions.SHIPPED]
    return "# The flows, one for each way of ending\n" + "".join(pages)


def _flow(body: dict[str, Any]) -> str:
    lines = ["flowchart TD", *_edges(body["steps"], None)[0]]
    rows = [_row(step) for step in tree.walk(body["steps"]) if step["kind"] not in tree.BLOCKS]
    table = "| step | name | kind | owner | due | time closes it |\n|---|---|---|---|---|---|\n"
    picture = "```mermaid\n" + "\n".join(lines) + "\n```\n"
    head = f"\n## {body['name']} (`{body['key']}`, way `{body['way']}`)\n"
    return f"{head}\n{picture}\n{table}" + "\n".join(rows) + "\n"


def _edges(steps: list[tree.Step], before: list[str] | None) -> tuple[list[str], list[str]]:
    lines: list[str] = []
    ends = before or []
    for step in steps:
        if step["kind"] in tree.BLOCKS:
            inner = [_edges(branch["steps"], ends) for branch in step["branches"]]
            lines += [line for found, _ in inner for line in found]
            ends = [end for _, found in inner for end in found]
            continue
        lines.append(f'    {step["id"]}["{step["name"]}"]')
        lines += [f"    {end} --> {step['id']}" for end in ends]
        ends = [step["id"]]
    return lines, ends


def _row(step: tree.Step) -> str:
    due = step.get("due")
    closes = next((rule for rule in step.get("escalate", []) if rule["action"] == "close"), None)
    cells = (
        f"`{step['id']}`",
        step["name"],
        step["kind"],
        step.get("owner", ""),
        _span(due) if due else step.get("until", ""),
        f"{_span(closes['after'])}: {closes['outcome']}" if closes else "",
    )
    return "| " + " | ".join(cells) + " |"


def _span(span: dict[str, Any]) -> str:
    return f"{span['n']} {span['unit']}"


def api_page() -> str:
    """The OpenAPI 3.1 document."""
    from lizhi.config.api import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, ensure_ascii=False, indent=2, default=str) + "\n"


def doctor_page() -> str:
    """What `lizhi doctor` looks at, in the words of the checks themselves."""
    rows = [
        f"| `{name}` | {' '.join((inspect.getdoc(check) or '').split())} |"
        for name, check in CHECKS.items()
    ]
    return DOCTOR + "\n".join(rows) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "events.md": events_page,
    "flow.md": flow_page,
    "doctor.md": doctor_page,
    "openapi.json": api_page,
    "law.md": law_reference.law_page,
    "law-cases.schema.json": law_reference.schema_page,
}


def write() -> list[Path]:
    """Write the pages that are stale; which they were."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, make in PAGES.items():
        file, text = FOLDER / name, make()
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            changed.append(file)
    return changed
