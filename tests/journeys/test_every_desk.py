"""Every page at a desk that the journeys do not pass, on every screen, by day and by night."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.accounts.models import User
from lizhi.offboarding import actions
from lizhi.people import example
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

Somebody = Callable[..., Person]
WIDTHS = (320, 390, 720, 1280, 1440, 1920)


def look_at(person: Person, **pages: str) -> None:
    """Open each and look, at its own width and at others."""
    for name, path in pages.items():
        person.open(path)
        person.look(f"desk-{name.replace('_', '-')}", big=False)
        person.narrow(*WIDTHS)


def at_a_desk(person: Somebody, user: User) -> Person:
    """Somebody who has just signed in at a desk."""
    made = person(user, DESK)
    made.is_known()
    return made


def test_what_hr_can_do_with_a_case(company: Company, person: Somebody) -> None:
    case = stories.resigned(company)
    actions.ask_to_withdraw(case, by=case.leaver, words="母亲好转了", key=make.key())
    desk = at_a_desk(person, company.li_li)
    own = f"/desk/case/{case.number}/"
    look_at(
        desk,
        case_asked=own,
        hand_on=f"{own}handing-over/",
        press=f"{own}press/",
        another_day=f"{own}last-day/",
        answer_withdrawal=f"{own}withdrawal/",
        register_who="/desk/register/",
        register=f"/desk/register/?who={company.zhang_min.reports_to_id}",
    )


def test_the_archive(company: Company, person: Somebody) -> None:
    case = stories.ended(company)
    desk = at_a_desk(person, company.li_li)
    look_at(
        desk,
        case_closed=f"/desk/case/{case.number}/",
        archive="/desk/archive/",
        package=f"/desk/archive/{case.number}/",
        archive_nothing="/desk/archive/?q=没有这个人",
    )
    look_at(at_a_desk(person, company.chen_jie), settled=f"/desk/case/{case.number}/settlement/")


def test_the_staff_and_the_company(company: Company, person: Somebody) -> None:
    make.grant(company.li_li, "group_hr")
    desk = at_a_desk(person, company.li_li)
    look_at(
        desk,
        staff="/desk/staff/",
        employment=f"/desk/staff/{company.zhang_min.pk}/",
        entities="/desk/entities/",
        entity=f"/desk/entities/{company.zhang_min.entity_id}/",
        import_upload="/desk/import/",
        messages="/demo/messages/",
    )
    desk.open("/desk/staff/")
    bar = desk.page.locator(".bulk")
    expect(bar).to_be_hidden()
    desk.page.get_by_role("checkbox", name="选中张敏").first.check()
    expect(bar).to_be_visible()
    desk.look("desk-staff-chosen", big=False)
    desk.narrow(*WIDTHS)
    with desk.page.expect_download() as file:
        desk.tap("导出勾上的人")
    assert file.value.suggested_filename.endswith(".xlsx")


def test_the_first_day_has_the_whole_page(company: Company, person: Somebody) -> None:
    make.grant(company.li_li, "administrator")
    desk = at_a_desk(person, company.li_li)
    look_at(desk, start="/start/")
    main = desk.page.locator("main").bounding_box()
    assert main
    assert main["width"] == DESK["viewport"]["width"]


def test_a_roster_is_brought_in(company: Company, person: Somebody) -> None:
    make.grant(company.li_li, "group_hr")
    desk = at_a_desk(person, company.li_li)
    desk.open("/desk/import/")
    desk.page.locator("input[type=file]").set_input_files(example.ROSTER)
    expect(desk.page.locator("[data-chosen]")).to_have_text(example.ROSTER.name)
    desk.tap("读这份文件")
    desk.page.wait_for_url("**/columns/")
    desk.look("desk-import-columns", big=False)
    desk.narrow(*WIDTHS)
    desk.page.locator(".dock .btn-p").click()
    desk.page.wait_for_url("**/dry/")
    company.house.settle()
    desk.page.reload()
    desk.look("desk-import-dry", big=False)
    desk.narrow(*WIDTHS)
