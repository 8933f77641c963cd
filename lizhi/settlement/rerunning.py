"""Compute a version again, years later, and say to the byte whether it is what was kept."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lizhi.settlement import computing, rules
from lizhi.settlement.models import Line, Settlement

TRANSLATED = frozenset({"title_en", "text_en"})
"""Words beside the calculation, not of it: a better translation changes no settlement."""
PARTS = {"title": "名称", "note": "说明", "side": "方向", "amount": "金额", "missing": "缺什么"}


@dataclass(frozen=True)
class Difference:
    """One line that is another now."""

    key: str
    title: str
    what: str


@dataclass(frozen=True)
class Rerun:
    """What came out, compared with what is kept."""

    settlement: Settlement
    stored: bytes
    again: bytes
    differences: list[Difference]
    engine: str
    """By which rules it was computed now."""
    untouched: bool
    """The lines in the database are those that were written then."""

    @property
    def same(self) -> bool:
        """To the byte."""
        return self.stored == self.again

    @property
    def same_sums(self) -> bool:
        """Every line has the amount that it had, whatever else is said of it."""
        return _sums(self.stored) == _sums(self.again)


def rerun(settlement: Settlement, *, engine: str) -> Rerun:
    """The lines from inputs and figures as they were kept, beside the lines as they were kept."""
    stored = rules.LINES.all(settlement=settlement.pk)
    made = computing.again(settlement).lines
    kept, now = canonical(stored), canonical(made)
    return Rerun(
        settlement=settlement,
        stored=kept,
        again=now,
        differences=list(_differences(stored, made)),
        engine=engine,
        untouched=not settlement.lines_digest or settlement.lines_digest == digest(kept),
    )


def canonical(lines: Iterable[Line]) -> bytes:
    """Lines and steps as one JSON: the same lines are the same bytes."""
    ordered = sorted(lines, key=lambda line: line.position)
    told = [_plain(line) for line in ordered]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(text: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(text).hexdigest()


def _sums(told: bytes) -> dict[str, tuple[str, str | None]]:
    return {line["key"]: (line["side"], line["amount"]) for line in json.loads(told)}


def _plain(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "title": line.title,
        "note": line.note,
        "side": str(line.side),
        "amount": None if line.amount is None else f"{line.amount:.2f}",
        "missing": line.missing,
        "by_hand": line.by_hand,
        "steps": [
            {name: value for name, value in step.items() if name not in TRANSLATED}
            for step in line.steps
        ],
    }


def _differences(stored: Iterable[Line], made: Iterable[Line]) -> Iterator[Difference]:
    before = {line.key: _plain(line) for line in stored}
    after = {line.key: _plain(line) for line in made}
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        title = str((old or new or {})["title"])
        if old is None or new is None:
            yield Difference(key, title, "当时没有这一行" if old is None else "现在没有这一行")
        else:
            yield Difference(key, title, "；".join(_what(old, new)))


def _what(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for part, name in PARTS.items():
        if old[part] != new[part]:
            yield f"{name}：当时 {_shown(old[part])}，现在 {_shown(new[part])}"
    pairs = list(zip(old["steps"], new["steps"], strict=False))
    if len(old["steps"]) != len(new["steps"]):
        yield f"步骤：当时 {len(old['steps'])} 步，现在 {len(new['steps'])} 步"
    for one, other in pairs:
        if one != other:
            yield f"步骤“{one['title']}”：当时 {_step(one)}，现在 {_step(other)}"


def _step(step: dict[str, Any]) -> str:
    return f"{step['formula']} = {step['value']}"


def _shown(value: Any) -> str:
    return "没有" if value in {None, ""} else str(value)
