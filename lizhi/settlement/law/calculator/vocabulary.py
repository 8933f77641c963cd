"""The words in which is asked and answered, read from the schema that is shipped with them."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("law-cases.schema.json")
Schema = Mapping[str, Any]


@cache
def schema() -> dict[str, Any]:
    """The whole of it."""
    loaded: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


def topics() -> list[str]:
    """Every topic, in the order of the schema."""
    found: list[str] = schema()["properties"]["cases"]["items"]["properties"]["topic"]["enum"]
    return found


@cache
def inputs(topic: str) -> Schema:
    """What may be told about a topic, references followed."""
    found: Schema = _followed(schema()["$defs"][f"{topic}.inputs"])
    return found


@cache
def outputs(topic: str) -> Schema:
    """What may be answered, references followed."""
    found: Schema = _followed(schema()["$defs"][f"{topic}.outputs"])
    return found


def title(topic: str, path: tuple[str, ...]) -> str:
    """How an input is called in Chinese; its key where the schema has no word for it."""
    here = inputs(topic)
    for part in path:
        here = here.get("items", here).get("properties", {}).get(part, {})
    return str(here.get("title", ".".join(path)))


def _followed(part: Any) -> Any:
    """The same without references; what stands beside a reference wins over what it leads to."""
    if isinstance(part, list):
        return [_followed(one) for one in part]
    if not isinstance(part, dict):
        return part
    here = {key: _followed(value) for key, value in part.items() if key != "$ref"}
    if "$ref" not in part:
        return here
    return {**_followed(_at(part["$ref"])), **here}


def _at(reference: str) -> Any:
    found: Any = schema()
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found
