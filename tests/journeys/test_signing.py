"""A name on the agreement: few taps, a line that dies at every step, a change of mind."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize, expect

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.signing.models import Actor
from tests import stories
from tests.journeys import costs, hands
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.signing import world as signing
from tests.stories import Company

Somebody = Callable[..., Person]
KNOWN, UNKNOWN = 3, 5
"""Taps between opening the link and a name that is given."""
LYING: ViewportSize = {"width": 844, "height": 390}
AGREEMENT = "separation_agreement"
PAGE_KB, PICTURE_KB = 25, 12


def name_of(case: Case) -> Actor:
    """The person who is asked, as it stands now."""
    return signing.employee(
        case.envelopes.filter(purpose="separation_agreement").order_by("-pk")[0]
    )


def read(phone: Person) -> None:
    """The paper is open, and goes on to who it is."""
    phone.sees("先看一遍，再签字")
    phone.tap("看完了，去签字")
    phone.sees("签字前，再认一次")


def show(phone: Person) -> None:
    """The code comes by itself."""
    assert phone.user
    phone.house.settle()
    phone.page.locator("input[name=code]").fill(signing.texted(phone.user))
    phone.tap("同意用电子签名")
    phone.sees("请写下您的名字")


def write(phone: Person) -> None:
    """The name, and it is given."""
    hands.write_name(phone.page)
    phone.tap("签好了，提交")
    phone.sees("签好了")


@pytest.fixture
def case(company: Company) -> Case:
    """The agreement lies on her phone since this morning."""
    made = stories.acknowledged(company)
    company.house.at("2026-11-25 09:05")
    return made


class TestTaps:
    """What a thumb has to do."""

    def test_whoever_is_known_signs_with_three(self, case: Case, person: Somebody) -> None:
        phone = person(case.leaver)
        phone.is_known()
        self._signs(phone, KNOWN)
        assert name_of(case).signed_at

    def test_whoever_must_show_first_who_she_is_signs_with_five(
        self, case: Case, person: Somebody
    ) -> None:
        phone = person(case.leaver)
        self._signs(phone, UNKNOWN)
        assert name_of(case).signed_at

    def _signs(self, phone: Person, most: int) -> None:
        phone.open_message("离职协议发给您了")
        before = phone.watch.taps
        if "sign-in" in phone.page.url:
            phone.sign_in("/sign/")
        read(phone)
        show(phone)
        write(phone)
        taps = phone.watch.taps - before
        costs.measured(f"taps to sign, at most {most}", str(taps))
        assert taps <= most
        phone.house.settle()


def test_the_pages_of_signing_are_small(case: Case, person: Somebody) -> None:
    """A phone that has nothing of ours opens them; the picture of a page of paper is beside."""
    envelope = case.envelopes.get(purpose="separation_agreement")
    for part in ("", "identity/"):
        phone = person(case.leaver)
        phone.is_known()
        phone.open(f"/sign/{envelope.biz_no}/{part}")
        costs.measured(f"sign page {part}, KB", f"{phone.watch.octets / costs.KB:.1f}")
        assert phone.watch.octets <= PAGE_KB * costs.KB
    before = phone.watch.octets
    picture = phone.page.request.get(f"{phone.house.url}/sign/{envelope.biz_no}/original/1.webp")
    assert picture.ok, before
    costs.measured("picture of a page, KB", f"{len(picture.body()) / costs.KB:.1f}")
    assert len(picture.body()) <= PICTURE_KB * costs.KB


def test_the_line_dies_at_every_step_and_each_goes_on_where_it_was(
    case: Case, person: Somebody
) -> None:
    phone = person(case.leaver)
    phone.is_known()
    phone.open_message("离职协议发给您了")
    for step, lost in ((read, "**/code/"), (show, "**/identity/"), (write, "**/hand/")):
        phone.page.context.set_offline(True)
        expect(phone.page.locator(".net")).to_contain_text("您填的内容都在")
        here = phone.page.url
        phone.page.context.set_offline(False)
        assert phone.page.url == here
        phone.page.route(lost, lambda route: route.abort(), times=1)
        with phone.page.expect_event("requestfailed"), pytest.raises(AssertionError):
            step(phone)
        phone.page.wait_for_timeout(300)  # the browser's own page about it
        phone.open(here)
        step(phone)
    phone.house.settle()
    assert name_of(case).signed_at


def test_the_answer_that_never_came_was_a_name_all_the_same(case: Case, person: Somebody) -> None:
    phone = person(case.leaver)
    phone.is_known()
    phone.open_message("离职协议发给您了")
    read(phone)
    show(phone)
    hands.write_name(phone.page)

    def lost(route: object) -> None:
        route.fetch(max_redirects=0)  # type: ignore[attr-defined]  # it arrives
        route.abort()  # type: ignore[attr-defined]  # and the answer does not

    phone.page.route("**/hand/", lost, times=1)
    with phone.page.expect_event("requestfailed"):
        phone.tap("签好了，提交")
    phone.page.wait_for_timeout(300)
    phone.open_message("离职协议发给您了")
    phone.sees("这就是您签的")
    phone.house.settle()
    assert name_of(case).signed_at
    assert case.events.filter(kind="signature_given").count() == 1


def test_she_begins_on_one_phone_and_ends_on_another(case: Case, person: Somebody) -> None:
    first, second = person(case.leaver), person(case.leaver)
    first.is_known()
    first.open_message("离职协议发给您了")
    read(first)

    second.open_message("离职协议发给您了")
    second.sign_in("/sign/")
    read(second)
    show(second)
    write(second)

    first.page.reload()
    first.sees("签好了")
    second.house.settle()
    assert name_of(case).signed_at


def test_the_phone_lies_on_its_side(case: Case, person: Somebody) -> None:
    phone = person(case.leaver)
    phone.is_known()
    phone.page.set_viewport_size(LYING)
    phone.open_message("离职协议发给您了")
    phone.look("read-lying")
    read(phone)
    phone.look("identity-lying")
    show(phone)
    hands.write_name(phone.page)
    phone.look("hand-lying")
    phone.page.set_viewport_size({"width": 390, "height": 844})  # what was written stays written
    phone.look("hand-upright")
    phone.tap("签好了，提交")
    phone.sees("签好了")


def test_she_declines_and_reads_that_nothing_hangs_on_it(case: Case, person: Somebody) -> None:
    phone = person(case.leaver)
    phone.is_known()
    phone.open_message("离职协议发给您了")
    phone.tap("有一条不同意，先不签")
    phone.sees("先不签，没关系")
    phone.look("decline")
    phone.narrow(320, 390)
    phone.tap("再看一遍协议")
    phone.sees("先看一遍，再签字")
    phone.tap("有一条不同意，先不签")
    phone.sees("先不签，没关系")
    phone.tap(phone.page.get_by_role("radio").first)
    phone.page.locator("textarea").fill("竞业那条看不懂")
    phone.tap("先不签，告诉")
    phone.sees("记下了，先不签")
    phone.look("declined")
    phone.house.settle()
    assert name_of(case).state == Actor.State.DECLINED


def test_the_time_is_over_she_asks_again_and_signs_the_new_one(
    company: Company, case: Case, person: Somebody
) -> None:
    late = clock.local(case.envelopes.get(purpose="separation_agreement").expires_at)
    company.house.at(f"{late:%Y-%m-%d} 23:59")
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/")
    phone.tap("离职协议，过期没签")
    phone.page.wait_for_url("**/sign/**")
    phone.open_message("离职协议发给您了")  # the old link leads there, too
    phone.page.wait_for_url("**/sign/**")
    phone.look("read-late")
    phone.narrow(320, 390)
    phone.tap("我想签，请重发一份")
    phone.sees("HR 知道您想签了")
    company.house.settle()

    desk = person(company.li_li, DESK)
    desk.is_known()
    desk.open(f"/desk/case/{case.number}/agreement/")
    desk.look("desk-asked-again", big=False)
    desk.tap("再发给张敏")
    company.house.settle()

    phone.read = 0
    phone.open_message("离职协议发给您了")
    read(phone)
    show(phone)
    write(phone)
    company.house.settle()
    assert name_of(case).signed_at


def test_hr_seals_what_waits_in_one_go(company: Company, person: Somebody) -> None:
    stories.handed_over(company)
    for number in (1, 2):
        leaver = stories.hire(company, f"员工{number}", number)
        one = stories.resign(company, leaver)
        company.house.settle()
        stories.acknowledge(company, one)
        stories.sign(company, one)
        stories.hand_over(company, one)
    company.house.at("2026-11-25 14:02")
    desk = person(company.li_li, DESK, role="HR, three seals")
    desk.is_known()
    desk.open("/desk/seals/")
    desk.look("seals", big=False)
    desk.narrow(320, 390, 720, 1280, 1920)
    desk.open("/desk/seals/?all=1")
    desk.tap(desk.page.locator("[name=seen]"))
    desk.tap("确认，给勾上的盖章")
    expect(desk.page.get_by_text("0 / 3")).to_be_visible()
    desk.look("seals-round", big=False)
    company.house.settle()
    expect(desk.page.get_by_text("3 / 3")).to_be_visible(timeout=15_000)
    desk.look("seals-done", big=False)
    sealed = Case.objects.filter(employment__branch=company.zhang_min.branch)
    assert sum(one.papers.valid().filter(kind="agreement").exists() for one in sealed) == 3


def test_two_papers_are_signed_with_three_taps(
    company: Company, case: Case, person: Somebody
) -> None:
    stories.hand_over(company, case)
    phone = person(case.leaver, role="several papers")
    phone.is_known()
    phone.open("/sign/")
    phone.sees("2 份文件，一次签完")
    phone.look("waiting")
    phone.narrow(320, 390)
    phone.tap("打开看")
    expect(phone.page.get_by_role("article").first).to_be_visible()
    before = phone.watch.taps
    phone.tap("去签勾上的")
    phone.sees("签字前，再认一次")
    phone.look("waiting-identity")
    show(phone)
    write(phone)
    phone.sees("签好了 2 份")
    assert phone.watch.taps - before <= KNOWN
    phone.house.settle()
    expect(phone.page.get_by_text("您的签名已在上面").first).to_be_visible(timeout=15_000)
    phone.look("waiting-done")
    given = case.envelopes.filter(actors__user=case.leaver, actors__state="signed")
    assert given.distinct().count() == 2
