"""The two pictures of the README: written with LIZHI_PICTURES=1, looked at every time."""

import os
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests import stories
from tests.journeys import busy
from tests.journeys.browser import ROOT
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 200 * 1024
COLOURS = 256


def take(person: Person, name: str) -> None:
    """Keep what is on the screen, in few enough colours to be light."""
    if "LIZHI_PICTURES" not in os.environ:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"{name}.png"
    person.page.screenshot(path=file, animations="disabled")
    with Image.open(file) as shot:
        few = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    assert Path(file).stat().st_size <= MOST_BYTES


def test_progress_with_a_late_manager(company: Company, person: Callable[..., Person]) -> None:
    case = stories.resigned(company)
    company.house.set("2026-11-24 09:30")
    stories.acknowledge_now(company, case)
    company.house.at("2026-11-24 13:00")  # the agreement goes out a little later
    company.house.at("2026-11-26 09:31")
    company.house.set("2026-11-26 09:50")
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/")
    phone.sees("张敏，今天只差您签一个字")
    expect(phone.page.locator(".node.done")).to_have_count(2)
    expect(phone.page.locator(".node.now")).to_have_count(1)
    expect(phone.page.locator(".node.late .nudge")).to_contain_text("催了王磊")
    phone.look("picture-progress")
    take(phone, "progress")


def test_the_board_of_a_busy_week(company: Company, person: Callable[..., Person]) -> None:
    number = busy.fill(company)
    desk = person(company.li_li, DESK)
    desk.is_known()
    desk.open("/desk/")
    expect(desk.page.locator("tbody tr")).to_have_count(number)
    desk.look("picture-board", big=False)
    desk.narrow(320, 390, 720, 1024, 1280, 1440, 1920)
    take(desk, "board")
