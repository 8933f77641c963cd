"""Inputs made out of the schema: such as somebody might type, and such as nobody should."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from lizhi.settlement.law.calculator import vocabulary

WRONG_TEXTS = ["", "abc", "-5", "1e9", "１２", "0.1", "9" * 60, "2026-02-30", "0000-01-01", "36-e"]
WRONG_NUMBERS = [-1, 0, 3.5, float("nan"), float("inf"), 10**30]
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, *WRONG_NUMBERS, *WRONG_TEXTS, [], [[]], {}, {"a": 1}]
)
DATES = st.dates(dt.date(2007, 1, 1), dt.date(2028, 12, 31)).map(dt.date.isoformat)
PLACES = st.sampled_from(["北京", "上海", "深圳", "苏州市"])
AMOUNTS = st.decimals(0, 60_000, places=2).map(str)


def inputs(topic: str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects over the keys of a topic, most of them such as pass."""
    return _object(vocabulary.inputs(topic))


def _object(schema: vocabulary.Schema) -> st.SearchStrategy[dict[str, Any]]:
    made = {key: _value(key, one) for key, one in schema["properties"].items()}
    needed = {key: made[key] for key in schema.get("required", ())}
    others = {key: one for key, one in made.items() if key not in needed}
    return st.fixed_dictionaries(needed, optional=others)


def _value(key: str, schema: vocabulary.Schema) -> st.SearchStrategy[Any]:
    right = _right(key, schema)
    return st.integers(0, 60).flatmap(lambda throw: right if throw else JUNK)


def _right(key: str, schema: vocabulary.Schema) -> st.SearchStrategy[Any]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            return _object(schema)
        case "array":
            return st.lists(_value(key, schema["items"]), min_size=1, max_size=13)
        case "boolean":
            return st.booleans()
        case "integer":
            return _whole(key, schema)
    if "anyOf" in schema:
        return st.one_of(st.integers(0, 20), st.sampled_from(["0.5", "2.5"]))
    if schema.get("format") == "date":
        return DATES
    if "minLength" in schema:
        return PLACES
    if "0[1-9]" in schema["pattern"]:
        return DATES.map(lambda day: day[:7])
    return st.sampled_from(["0", "0.08", "1", "2"]) if "-?" in schema["pattern"] else AMOUNTS


def _whole(key: str, schema: vocabulary.Schema) -> st.SearchStrategy[int]:
    if "year" in key and "month" not in key:
        return st.integers(2007, 2028)
    return st.integers(schema.get("minimum", 0), schema.get("maximum", 250))
