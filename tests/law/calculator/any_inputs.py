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
EARLY = st.dates(dt.date(2003, 1, 1), dt.date(2016, 12, 31)).map(dt.date.isoformat)
DATES = st.dates(dt.date(2015, 1, 1), dt.date(2028, 12, 31)).map(dt.date.isoformat)
PLACES = st.sampled_from(["北京", "上海", "深圳", "苏州市"])
AMOUNTS = st.decimals(0, 60_000, places=2).map(str)


def inputs(topic: str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects over the keys of a topic, most of them such as pass."""
    return _object(vocabulary.inputs(topic))


def _object(schema: vocabulary.Schema) -> st.SearchStrategy[dict[str, Any]]:
    """Of alternatives mostly one, and now and then all or none."""
    made = {key: _value(key, one) for key, one in schema["properties"].items()}
    needed = {key: made[key] for key in schema.get("required", ())}
    either = _alternatives(schema)
    others = {key: one for key, one in made.items() if key not in needed}
    anything = st.fixed_dictionaries(needed, optional=others)
    rest = {key: one for key, one in others.items() if key not in either}
    chosen = [st.fixed_dictionaries({**needed, key: made[key]}, optional=rest) for key in either]
    return st.one_of(anything, *chosen, *chosen) if chosen else anything


def _alternatives(schema: vocabulary.Schema) -> list[str]:
    rules = (schema, *schema.get("allOf", ()))
    choices = [one for rule in rules for word in ("anyOf", "oneOf") for one in rule.get(word, ())]
    return [key for choice in choices for key in choice.get("required", ())]


def _value(key: str, schema: vocabulary.Schema) -> st.SearchStrategy[Any]:
    right = _right(key, schema)
    return st.integers(0, 60).flatmap(lambda throw: right if throw else JUNK)


def _right(key: str, schema: vocabulary.Schema) -> st.SearchStrategy[Any]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            return _object(schema)
        case "array" if key == "months":
            rows = st.lists(_right("row", schema["items"]), min_size=1, unique_by=_month)
            return rows.map(lambda listed: sorted(listed, key=_month))
        case "array":
            return st.lists(_value(key, schema["items"]), min_size=1, max_size=13)
        case "boolean":
            return st.booleans()
        case "integer":
            return _whole(key, schema)
    if "anyOf" in schema:
        return st.one_of(st.integers(0, 20), st.sampled_from(["0.5", "2.5"]))
    if schema.get("format") == "date":
        return EARLY if key in {"hire_date", "career_start", "birth_date"} else DATES
    if "minLength" in schema:
        return PLACES
    if "0[1-9]" in schema["pattern"]:
        return DATES.map(lambda day: day[:7])
    if key == "exempt_income":
        return st.just("0")
    return st.sampled_from(["0", "0.08", "1", "2"]) if "-?" in schema["pattern"] else AMOUNTS


def _whole(key: str, schema: vocabulary.Schema) -> st.SearchStrategy[int]:
    if "year" in key and "month" not in key:
        return st.integers(2012, 2026)
    return st.integers(schema.get("minimum", 0), schema.get("maximum", 250))


def _month(row: dict[str, Any]) -> int:
    month = row.get("month")
    return month if isinstance(month, int) else 0
