"""What nobody should send: empty, huge, invisible, of the wrong kind, out of every calendar."""

import random
from collections.abc import Iterator

HUGE = "长" * 20_000
VALUES = (
    "",
    " ",
    "\0",
    "张\0敏",
    "😀🏻‍❤️" * 40,
    "\u202e\u200b\ufeff",
    "\U000f0000\ue000",
    HUGE,
    "-1",
    "0",
    "1e999",
    "NaN",
    "-Infinity",
    "9" * 40,
    "９９",
    "²",
    "9999-12-31",
    "0001-01-01",
    "2026-02-30",
    "2026-11-27T25:61",
    "true",
    "[]",
    '{"w": 358, "h": 240, "strokes": [[]]}',
    '{"w": 1e308, "h": -1, "strokes": [[["a", null, {}]]]}',
    '{"a":',
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../../../etc/passwd",
    "{{ 7*7 }}{% debug %}",
    "\r\nSet-Cookie: a=b",
    "00000000-0000-0000-0000-000000000000",
)
SHORT = ("", "\0", "9" * 40, "²", "0001-01-01", "😀[]")
"""One of each kind, for fields that are tried one by one."""


def mixed(names: list[str], *, rounds: int) -> Iterator[dict[str, str]]:
    """Bodies in which every field holds something else; always the same ones."""
    chosen = random.Random(20261124)  # noqa: S311  the same nonsense every time
    for _round in range(rounds):
        yield {name: chosen.choice(VALUES) for name in names}
