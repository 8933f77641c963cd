"""Whether the inputs speak the language of the topic: keys, kinds, what must be there."""

import datetime as dt
import math
import re
from decimal import Decimal
from typing import Any

from lizhi.settlement.law.calculator import vocabulary
from lizhi.settlement.law.calculator.refusing import RefusedInput
from lizhi.settlement.law.calculator.vocabulary import Schema

Path = tuple[str, ...]
YEARS = range(1900, 2101)
MOST = Decimal(10**12)
"""No amount of this size belongs to one person; it is a slip of the hand."""
MOST_DIGITS = 40
MOST_WHOLE = 10_000
YEAR_KEYS = {"year", "leave_year", "local_average_year", "years_leave_taken"}
BELOW_ZERO = {"taxable_income_without_bonus"}


class Doubled(dict[str, Any]):
    """An object of a JSON text in which keys stand twice: which of both is meant is not known."""

    keys_twice: tuple[str, ...] = ()


def check(topic: str, inputs: Any) -> None:
    """Pass in silence, or refuse the first input that is wrong, whatever order they stand in.

    First keys that nobody knows, then what is malformed, then what is missing.
    """
    if not isinstance(inputs, dict):
        raise RefusedInput("inputs", '要写成一个 JSON 对象，例如 {"bonus": "36000"}。')
    _Check(topic).object(vocabulary.inputs(topic), inputs, ())


class _Check:
    """One pass over the inputs of a topic."""

    def __init__(self, topic: str) -> None:
        self.topic = topic

    def object(self, schema: Schema, given: dict[str, Any], path: Path) -> None:
        known: dict[str, Schema] = schema["properties"]
        for key in sorted(getattr(given, "keys_twice", ())):
            raise self._refused((*path, key), "写了两遍，只留一个。")
        for key in sorted(given.keys() - known.keys()):
            raise self._refused((*path, key), f"没有这一项。能写的有：{'、'.join(known)}。")
        for key, one in known.items():
            if key in given:
                self.value(one, given[key], (*path, key))
        self._present(schema, given, path)

    def value(self, schema: Schema, given: Any, path: Path) -> None:
        if "enum" in schema:
            if isinstance(given, bool) or given not in schema["enum"]:
                choices = "、".join(str(one) for one in schema["enum"])
                raise self._refused(path, f"只能是：{choices}。")
        elif schema.get("type") == "object":
            if not isinstance(given, dict):
                raise self._refused(path, "要写成一个对象，用花括号。")
            if len(given) < schema.get("minProperties", 0):
                raise self._refused(path, "至少写一项。")
            self.object(schema, given, path)
        elif schema.get("type") == "array":
            self._list(schema, given, path)
        elif schema.get("type") == "boolean":
            if not isinstance(given, bool):
                raise self._refused(path, "只能是 true 或者 false，不加引号。")
        elif schema.get("type") == "integer":
            self._whole(schema, given, path)
        elif "anyOf" in schema:
            self._days(given, path)
        else:
            self._text(schema, given, path)

    def _list(self, schema: Schema, given: Any, path: Path) -> None:
        if not isinstance(given, list):
            raise self._refused(path, "要写成一个列表，用方括号。")
        if len(given) < schema.get("minItems", 0):
            raise self._refused(path, "至少写一项。")
        if len(given) > MOST_WHOLE:
            raise self._refused(path, "太长了，请核对。")
        for one in given:
            self.value(schema["items"], one, path)

    def _whole(self, schema: Schema, given: Any, path: Path) -> None:
        if not is_whole(given):
            raise self._refused(path, "要写成整数，不加引号。")
        least, most = schema.get("minimum", 0), schema.get("maximum", MOST_WHOLE)
        if path[-1] in YEAR_KEYS:
            least, most = YEARS.start, YEARS.stop - 1
        if not least <= given <= most:
            raise self._refused(path, f"要在 {least} 到 {most} 之间。")

    def _days(self, given: Any, path: Path) -> None:
        halves = isinstance(given, str) and re.fullmatch(r"[0-9]+\.5", given)
        if not halves and not (is_whole(given) and given >= 0):
            raise self._refused(path, '整天写成整数，例如 3；有半天写成文字，例如 "2.5"。')
        if Decimal(str(given)) > MOST_WHOLE:
            raise self._refused(path, f"不能多于 {MOST_WHOLE} 天，请核对。")

    def _text(self, schema: Schema, given: Any, path: Path) -> None:
        if not isinstance(given, str):
            raise self._refused(path, KINDS.get(_kind(schema), "要写成文字，加引号。"))
        if "pattern" in schema and not re.fullmatch(schema["pattern"], given, re.ASCII):
            raise self._refused(path, KINDS[_kind(schema)])
        if len(given.strip()) < schema.get("minLength", 0):
            raise self._refused(path, "写城市或者省的名字，例如 北京。")
        match _kind(schema):
            case "date":
                self._date(given, path)
            case "month":
                self._year(int(given[:4]), path)
            case "amount" | "decimal":
                self._number(given, path)

    def _date(self, given: str, path: Path) -> None:
        try:
            found = dt.date.fromisoformat(given)
        except ValueError:
            raise self._refused(path, f"{given} 这一天不存在，请核对。") from None
        self._year(found.year, path)

    def _year(self, year: int, path: Path) -> None:
        if year not in YEARS:
            raise self._refused(path, f"年份要在 {YEARS.start} 到 {YEARS.stop - 1} 之间。")

    def _number(self, given: str, path: Path) -> None:
        if len(given) > MOST_DIGITS or abs(Decimal(given)) > MOST:
            raise self._refused(path, "位数太多了，请核对。")
        if Decimal(given) < 0 and path[-1] not in BELOW_ZERO:
            raise self._refused(path, "不能是负数。")

    def _present(self, schema: Schema, given: dict[str, Any], path: Path) -> None:
        for key in schema.get("required", ()):
            if key not in given:
                raise self._refused((*path, key), "没有写，缺了它算不出来。")
        for rule in (schema, *schema.get("allOf", ())):
            self._alternatives(rule, given, path)
            condition = rule.get("if", {}).get("properties", {})
            if condition and all(given.get(key) == one["const"] for key, one in condition.items()):
                for key in rule["then"]["required"]:
                    if key not in given:
                        because = "、".join(str(one["const"]) for one in condition.values())
                        raise self._refused((*path, key), f"{because} 要写这一项。")

    def _alternatives(self, rule: Schema, given: dict[str, Any], path: Path) -> None:
        for word in ("anyOf", "oneOf"):
            choices = [key for choice in rule.get(word, ()) for key in choice.get("required", ())]
            told = [key for key in choices if key in given]
            if choices and not told:
                raise self._refused((*path, choices[0]), f"{'、'.join(choices)} 要写一项。")
            if word == "oneOf" and len(told) > 1:
                raise self._refused((*path, told[1]), f"{'、'.join(told)} 只能写一项。")

    def _refused(self, path: Path, words: str) -> RefusedInput:
        return RefusedInput(".".join(path), words, name=vocabulary.title(self.topic, path))


def is_whole(given: Any) -> bool:
    """A whole number as JSON has it: 5 and 5.0, but not true, not "5" and not 5.5."""
    if isinstance(given, float):
        return math.isfinite(given) and given == int(given)
    return isinstance(given, int) and not isinstance(given, bool)


def _kind(schema: Schema) -> str:
    if schema.get("format") == "date":
        return "date"
    pattern = schema.get("pattern", "")
    if pattern.startswith("^-?"):
        return "decimal"
    return "amount" if pattern.startswith(r"^\d+") else "month" if pattern else "text"


KINDS = {
    "amount": '要写成文字，不能是负数，不用逗号和单位，例如 "18000.50"。',
    "decimal": '要写成文字，例如 "0.08"。',
    "date": '要写成年-月-日的文字，例如 "2026-11-27"。',
    "month": '要写成年-月的文字，例如 "2026-11"。',
}
