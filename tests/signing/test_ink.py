"""Strokes are believed only when a hand can have drawn them."""

import json
import math

import pytest

from lizhi.common.refusals import Refused
from lizhi.signing import ink, rules
from tests.signing import world


def drawing(*strokes: list[list[object]], w: object = 300, h: object = 200) -> str:
    """As the pad sends it."""
    return json.dumps({"w": w, "h": h, "strokes": strokes})


LINE: list[list[object]] = [[10, 10, 0], [200, 12, 300]]


def test_a_name_keeps_its_points_and_one_spelling() -> None:
    read = ink.parse(world.strokes())
    assert len(read.strokes) == 3
    assert ink.load(read.text) == read
    assert len(read.digest) == 64


def test_one_plain_line_is_a_name_too() -> None:
    assert ink.parse(drawing(LINE)).length == pytest.approx(190, abs=1)


@pytest.mark.parametrize(
    "strokes",
    [
        [[[10, 10, 0]]],
        [[[10, 10, 0], [20, 10, 30]]],
        [[[10, 10, 0]], [[150, 100, 10]], [[290, 190, 20]]],
    ],
    ids=["a dot", "a dash", "three dots"],
)
def test_a_slip_of_the_finger_is_no_name(strokes: list[list[list[object]]]) -> None:
    with pytest.raises(Refused, match="好像没写完，再写一次。"):
        ink.parse(drawing(*strokes))


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "null",
        "[]",
        "{}",
        '"strokes"',
        drawing(),
        drawing(w=0),
        drawing(LINE, w=-1),
        drawing(LINE, w="300"),
        drawing(LINE, w=True),
        drawing(LINE, w=10**400),
        drawing([[10, 10], [200, 12]]),
        drawing([[10, 10, -1], [200, 12, 300]]),
        drawing([[10, 10, 0], [5000, 12, 300]]),
        drawing([[10, 10, 0], [None, 12, 300]]),
        drawing([[10, 10, 500], [200, 12, 300]]),
        '{"w":300,"h":200,"strokes":[[[NaN,1,0],[200,1,5]]]}',
        '{"w":300,"h":200,"strokes":[[[Infinity,1,0],[200,1,5]]]}',
        '{"w":300,"h":200,"strokes":{"a":1}}',
        drawing(*[LINE] * 301),
        drawing([[step % 300, 10, step] for step in range(20_001)]),
        "x" * 400_001,
        "[" * 90_000,
        "1" * 5_000,
    ],
)
def test_whatever_else_arrives_is_refused_kindly(raw: str) -> None:
    with pytest.raises(Refused, match="名字没传完整，请再写一次。"):
        ink.parse(raw)


def test_a_finger_may_leave_the_pad_a_little() -> None:
    assert ink.parse(drawing([[-20, 10, 0], [330, 230, 300]])).length > math.dist(
        (0, 0), (300, 200)
    )


@pytest.mark.parametrize(
    ("typed", "name", "same"),
    [
        ("张敏", "张敏", True),
        (" 张 敏　", "张敏", True),
        ("Zhang min", "ZHANG MIN", True),
        ("阿卜杜•热西提", "阿卜杜·热西提", True),
        ("ＬＩ", "LI", True),
        ("张明", "张敏", False),
        ("張敏", "张敏", False),
        ("", "张敏", False),
    ],
)
def test_a_typed_name_is_the_rosters_whatever_the_keyboard(
    typed: str, name: str, same: bool
) -> None:
    assert rules.same_name(typed, name) is same
