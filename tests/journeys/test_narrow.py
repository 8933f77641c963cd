"""The smallest phone in large type, and the board in the hand: nothing is torn or hangs loose."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from lizhi.accounts.models import User
from tests import stories
from tests.journeys import busy
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

SMALLEST = 320
LINES = """([element, words]) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() && !texts.currentNode.data.includes(words));
  const range = document.createRange(), start = texts.currentNode.data.indexOf(words);
  range.setStart(texts.currentNode, start);
  range.setEnd(texts.currentNode, start + words.length);
  return range.getClientRects().length;
}"""


def _lines(page: Page, selector: str, words: str) -> int:
    """On how many lines these words stand."""
    element = page.locator(selector).first.element_handle()
    return int(page.evaluate(LINES, [element, words]))


def _box(page: Page, selector: str) -> dict[str, float]:
    found: Any = page.locator(selector).first.bounding_box()
    assert found
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def _holds(outer: dict[str, float], inner: dict[str, float], room: float) -> bool:
    above = inner["y"] - outer["y"] >= room
    return above and outer["bottom"] - inner["bottom"] >= room


def test_on_the_smallest_phone_in_large_type_names_and_buttons_are_whole(
    company: Company, person: Callable[..., Person]
) -> None:
    case = stories.acknowledged(company)
    User.objects.filter(pk=company.li_li.pk).update(name="文秀怡")
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/")
    page = phone.page
    page.set_viewport_size({"width": SMALLEST, "height": 844})
    page.evaluate("document.documentElement.dataset.size = 'big'")

    assert _lines(page, ".brand", "荔枝离职") == 1
    assert _lines(page, ".node.done h3", "提交申请") == 1
    assert _lines(page, ".rows a[href^='tel:']", "文秀怡") == 1
    assert _holds(_box(page, ".act .btn-xl"), _box(page, ".act .btn-xl span"), 8)


def test_in_the_hand_a_row_of_the_board_stands_under_its_name(
    company: Company, person: Callable[..., Person]
) -> None:
    busy.fill(company)
    desk = person(company.li_li, DESK)
    desk.is_known()
    desk.open("/desk/")
    for width in (SMALLEST, 390, 720):
        desk.page.set_viewport_size({"width": width, "height": 844})
        row = "#list tbody tr:has(.btn)"
        name, dots = _box(desk.page, f"{row} .p b"), _box(desk.page, f"{row} .dots")
        button, holder = _box(desk.page, f"{row} .btn"), _box(desk.page, f"{row} td:nth-child(4)")
        assert abs(dots["x"] - name["x"]) < 1
        assert button["y"] < holder["bottom"], width
        assert button["right"] <= width
