"""Every page at a desk that the journeys do not pass, on every screen, by day and by night."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.accounts.models import User
from lizhi.common import clock
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
        board_asked="/desk/?show=me",
        waiting="/todo/",
        case_asked=own,
        hand_on=f"{own}handing-over/",
        press=f"{own}press/",
        another_day=f"{own}last-day/",
        answer_withdrawal=f"{own}withdrawal/",
        register_who="/desk/register/",
        register=f"/desk/register/?who={company.zhang_min.reports_to_id}",
    )


def test_what_else_can_be_done_with_a_case(company: Company, person: Somebody) -> None:
    case = stories.resigned(company)
    colleague = stories.hire(company, "赵宁", 31, department="集团").user
    make.grant(colleague, "group_hr")
    desk = at_a_desk(person, colleague)
    own = f"/desk/case/{case.number}/"
    look_at(
        desk,
        more=f"{own}more/",
        on_behalf=f"{own}on-behalf/",
        signers=f"{own}signers/",
        copies=f"{own}copies/",
        pause=f"{own}pause/",
        jump=f"{own}jump/",
    )
    until = clock.now() + dt.timedelta(days=3)
    actions.suspend(case, until=until, words="双方在谈", by=colleague, key=make.key())
    look_at(desk, going_on=f"{own}going-on/", case_suspended=own)


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
        manager=f"/desk/staff/manager/?who={company.zhang_min.pk}",
        endings=f"/desk/staff/endings/?who={company.zhang_min.pk}",
        import_upload="/desk/import/",
        messages="/demo/messages/",
    )
    desk.open("/desk/staff/")
    bar = desk.page.locator(".bulk")
    expect(bar).to_be_hidden()
    desk.page.get_by_role("checkbox", name="选中张敏").first.check()
    expect(bar).to_be_visible()
    expect(bar.get_by_role("status")).to_contain_text("已选 1 人")
    desk.look("desk-staff-chosen", big=False)
    desk.narrow(*WIDTHS)
    with desk.page.expect_download() as file:
        desk.tap("导出勾上的人")
    assert file.value.suggested_filename.endswith(".xlsx")


def test_shift_ticks_all_rows_between_two(company: Company, person: Somebody) -> None:
    make.grant(company.li_li, "group_hr")
    desk = at_a_desk(person, company.li_li)
    desk.open("/desk/staff/")
    boxes, bar = desk.page.locator("tbody [name=who]"), desk.page.locator(".bulk")
    said, chosen = bar.get_by_role("status"), desk.page.locator("tbody :checked")
    assert boxes.count() >= 5

    boxes.nth(3).click()
    boxes.nth(1).click(modifiers=["Shift"])
    expect(said).to_contain_text("已选 3 人")
    expect(boxes.nth(0)).not_to_be_checked()
    expect(boxes.nth(2)).to_be_checked()

    boxes.nth(4).focus()
    desk.page.keyboard.press("Shift+Space")
    expect(said).to_contain_text("已选 4 人")
    boxes.nth(2).click(modifiers=["Shift"])
    expect(said).to_contain_text("已选 1 人")
    expect(chosen).to_have_count(1)

    desk.tap("不选了")
    expect(bar).to_be_hidden()
    desk.page.get_by_role("checkbox", name="选中本页所有人").check()
    expect(chosen).to_have_count(boxes.count())
    expect(said).to_contain_text(f"已选 {boxes.count()} 人")


def test_a_tick_stays_with_its_person_when_the_list_is_narrowed(
    company: Company, person: Somebody
) -> None:
    make.grant(company.li_li, "group_hr")
    desk = at_a_desk(person, company.li_li)
    desk.open("/desk/staff/")
    rows, chosen = desk.page.locator("tbody tr"), desk.page.locator("tbody :checked")
    search, bar = desk.page.get_by_role("searchbox"), desk.page.locator(".bulk")
    first, third = (rows.nth(row).locator("small").first.inner_text() for row in (0, 2))

    rows.nth(0).get_by_role("checkbox").click()
    search.fill(third)
    expect(rows).to_have_count(1)
    expect(chosen).to_have_count(0)
    expect(bar).to_be_hidden()
    rows.nth(0).get_by_role("checkbox").click(modifiers=["Shift"])
    expect(bar.get_by_role("status")).to_contain_text("已选 1 人")
    search.fill(first)
    expect(rows.nth(0)).to_contain_text(first)
    expect(chosen).to_have_count(0)

    rows.nth(0).get_by_role("checkbox").click()
    search.fill("")
    expect(rows.nth(2)).to_contain_text(third)
    expect(chosen).to_have_count(1)
    expect(rows.nth(0).get_by_role("checkbox")).to_be_checked()
    expect(bar.get_by_role("status")).to_contain_text("已选 1 人")


def test_without_script_the_bar_says_for_whom_it_is(company: Company, person: Somebody) -> None:
    desk = person(company.li_li, {**DESK, "java_script_enabled": False})
    desk.is_known()
    desk.open("/desk/staff/")
    bar = desk.page.locator(".bulk")
    expect(bar).to_be_hidden()
    desk.page.locator("tbody [name=who]").first.check()
    expect(bar).to_contain_text("只对勾上的人")


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
