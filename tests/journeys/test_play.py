"""HR lets something go wrong before anybody leaves, and sees who would hear what."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.cases.models import Case
from lizhi.notifications.models import Message
from tests import make
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 720, 1280, 1920)


def _kept() -> tuple[int, int]:
    """What every story in this house has left: one played on top of them leaves nothing."""
    return Case.objects.count(), Message.objects.count()


def test_hr_plays_a_late_manager_and_keeps_the_example(
    company: Company, person: Callable[..., Person]
) -> None:
    before = _kept()
    make.draft(company.li_li, company.zhang_min.branch)
    hr = person(company.li_li, DESK)
    hr.is_known()
    hr.open("/desk/flows/")
    hr.page.get_by_role("link", name="异地离职").last.click()
    hr.page.get_by_role("link", name="试跑").first.click()
    hr.sees("试跑异地离职")
    hr.page.get_by_label("主管晚", exact=True).check()
    hr.page.get_by_label("接手人说交接不全，2 天后补上").check()
    hr.tap("跑给我看")
    expect(hr.page.get_by_role("heading", level=1)).to_contain_text(
        "主管晚 3 天、交接有争议，也会在"
    )
    expect(hr.page.get_by_text("没被拖").first).to_be_visible()
    hr.look("flows-play", big=False)
    hr.narrow(*WIDTHS)
    with hr.page.expect_download() as kept:
        hr.page.get_by_role("button", name="存成用例").click()
    assert kept.value.suggested_filename.endswith(".json")
    assert kept.value.path().stat().st_size  # it has arrived whole
    assert _kept() == before


def test_a_day_that_is_none_is_said_beside_it(
    company: Company, person: Callable[..., Person]
) -> None:
    make.draft(company.li_li, company.zhang_min.branch)
    hr = person(company.li_li, DESK)
    hr.is_known()
    hr.open("/desk/flows/")
    hr.page.get_by_role("link", name="异地离职").last.click()
    hr.page.get_by_role("link", name="试跑").first.click()
    hr.page.get_by_label("主管晚", exact=True).check()
    hr.page.locator("[name=late_days]").fill("9999")
    hr.tap("跑给我看")
    expect(hr.page.locator("[role=alert], .errors").first).to_be_visible()
    expect(hr.page.locator("[name=late_days]")).to_have_value("9999")
