"""`lizhi law calculate` and `figures`: the law on a terminal, without the web application."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from io import StringIO, TextIOWrapper
from typing import Any, Protocol, TextIO

from lizhi.settlement.law import calculator
from lizhi.settlement.law.calculator import coverage
from lizhi.settlement.law.calculator.checking import Doubled
from lizhi.settlement.law.calculator.refusing import RefusedInput
from lizhi.settlement.official_days import Shipped

ANSWERED, REFUSED = 0, 1
METHODS = {"separate": "单独计税", "merged": "并入综合所得"}
STATUSES = {"official": "原文核对过", "secondary": "二手材料", "missing": "缺"}
MOST_BYTES = 1_000_000


class Out(Protocol):
    """Where the answer goes."""

    def write(self, text: str, /) -> object:
        """Print it."""
        ...


def calculate_arguments(parser: ArgumentParser) -> None:
    """Which topic, and for whom the answer is."""
    topics = "、".join(calculator.TOPICS)
    parser.add_argument("topic", help=topics)
    parser.add_argument("--json", action="store_true", dest="as_json", help="answer in JSON")


def calculate(options: Namespace, given: TextIO, out: Out) -> int:
    """Read the inputs of one case, print the answer or the refusal.

    A refusal in JSON is an answer of its own shape, so it ends with 0; for a reader it ends with 1.
    """
    try:
        found = calculator.answer(options.topic, read(given.read(MOST_BYTES + 1)), days=Shipped())
    except RefusedInput as refusal:
        shown = _json(refusal.as_json()) if options.as_json else refusal.sentence
        out.write(f"{shown}\n")
        return ANSWERED if options.as_json else REFUSED
    answer = found.as_json()
    out.write((_json(answer) if options.as_json else _readable(options.topic, answer)) + "\n")
    return ANSWERED


def figures_arguments(parser: ArgumentParser) -> None:
    """Of which place, and for whom."""
    parser.add_argument("place", nargs="?", default="", help="北京、上海……；不写是全部")
    parser.add_argument("--json", action="store_true", dest="as_json", help="one object a line")


def figures(options: Namespace, out: Out) -> int:
    """What is known, from when on, by which document, and what is missing and where to look."""
    rows = [row for row in coverage.rows() if options.place in ("", row.place)]
    for row in rows:
        if options.as_json:
            out.write(json.dumps(row.as_json(), ensure_ascii=False) + "\n")
        else:
            known = f"{row.since or '—'}  {row.value or '没有核对'}  {STATUSES[row.status]}"
            out.write(f"{row.place}  {row.title}  {known}  {row.document}\n")
    if not rows:
        out.write(f"没有 {options.place} 的数字。\n")
    return ANSWERED if rows else REFUSED


def read(text: str) -> Any:
    """One JSON value; what is no JSON is refused as a whole."""
    if not text.strip():
        raise RefusedInput("inputs", "没有收到内容。请从标准输入给一个 JSON 对象。")
    if len(text) > MOST_BYTES:
        raise RefusedInput("inputs", "内容太长了。")
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_pairs)
    except (ValueError, RecursionError) as error:
        raise RefusedInput("inputs", f"不是正确的 JSON：{error}") from None


def _pairs(pairs: list[tuple[str, Any]]) -> Doubled:
    found = Doubled(pairs)
    keys = [key for key, _value in pairs]
    found.keys_twice = tuple(sorted({key for key in keys if keys.count(key) > 1}))
    return found


def _json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _readable(topic: str, answer: dict[str, Any]) -> str:
    names = calculator.vocabulary.outputs(topic)["properties"]
    lines = [
        f"{names[key]['title']}：{_shown(value)}" for key, value in answer.items() if key in names
    ]
    lines += ["", "怎么算的"]
    for step in answer["steps"]:
        lines.append(f"· {step['title']} = {step['formula']} = {step['value']}")
        lines.append(f"  {step['article']}" + (f"  {step['reason']}" if step["reason"] else ""))
    lines += _notes(answer)
    return "\n".join(lines)


def _notes(answer: dict[str, Any]) -> list[str]:
    """Warnings one by one; figures of second hand together, each with its document."""
    warnings = [one for one in answer["warnings"] if one["key"] != "secondary_figure"]
    doubtful = [one for one in answer["parameters"] if one["status"] == "secondary"]
    lines = ["", "请注意"] if warnings or doubtful else []
    lines += [f"· {one['title']}：{one['text']}" for one in warnings]
    lines += ["· 来自二手材料，付款以前请核对原文："] if doubtful else []
    lines += [f"  {one['title']}（{one['document']}）" for one in doubtful]
    return lines


def _shown(value: Any) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case dict():
            words = {"employee": "个人", "employer": "单位"}
            return "，".join(f"{words.get(key, key)} {one}" for key, one in value.items())
        case list():
            return "，".join(str(one) for one in value)
    return METHODS.get(value, str(value))


def main(arguments: list[str]) -> int:
    """Run one verb; the status with which the program ends."""
    parser = ArgumentParser(prog="lizhi law")
    verbs = parser.add_subparsers(dest="verb", required=True)
    calculate_arguments(verbs.add_parser("calculate"))
    figures_arguments(verbs.add_parser("figures"))
    options = parser.parse_args(arguments)
    given = sys.stdin or StringIO()  # closed: nothing was told
    if isinstance(given, TextIOWrapper):
        given.reconfigure(encoding="utf-8", errors="replace")
    # Half of a pair of UTF-16 is legal in JSON and in no file: it is answered as it was written.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        if options.verb == "figures":
            return figures(options, sys.stdout)
        return calculate(options, given, sys.stdout)
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
