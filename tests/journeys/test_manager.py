"""Wang Lei answers from the message: one tap for the day, one to send it."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests import make, stories
from tests.journeys.person import Person
from tests.stories import Company

MOST_TAPS = 2


class TestTheManager:
    """No sign-in, no search, nothing to refuse."""

    def test_two_taps_from_the_link(self, company: Company, person: Callable[..., Person]) -> None:
        case = stories.resigned(company)
        company.house.at("2026-11-24 09:30")
        manager = person(company.wang_lei, role="manager")
        manager.open_message("要离职")
        manager.sees("张敏要离职")
        manager.look("manager")
        expect(manager.page.get_by_role("radio", name="何静")).to_be_checked()
        expect(manager.page.get_by_role("button", name="请先选最后一天")).to_be_visible()
        manager.tap(manager.page.get_by_role("radio", name="同意 11月27日"))
        manager.tap("知道了，同意 11月27日")
        manager.sees("已经告诉张敏了")
        manager.look("manager-done")
        company.house.settle()
        assert make.open_steps(case) == {"signature", "handover", "contract_end"}
        assert manager.watch.taps <= MOST_TAPS

    def test_whoever_has_nothing_to_do_is_told_so(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        manager = person(company.wang_lei)
        manager.open("/")
        manager.sign_in("/todo/")
        manager.look("todo-empty")
        case = stories.resigned(company)
        manager.open("/todo/")
        manager.look("todo")
        stories.acknowledge(company, case)
        stories.hand_over(company, case)
        manager.open("/")
        manager.sees("现在没有等您看的")
        manager.look("todo-answered")
        manager.tap("张敏")
        manager.sees("已经告诉张敏了")


class TestTheReceiver:
    """Zhou Hang takes the laptop over."""

    def test_one_tap_after_signing_in(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        case = stories.acknowledged(company)
        stories.give_all(case)
        keeper = person(company.zhou_hang, role="receiver")
        keeper.open_message("有工作要交给您")
        keeper.sign_in("/handover/")
        keeper.sees("张敏交给您 2 样")
        keeper.look("receive")
        keeper.tap("2 样都收到了")
        keeper.sees("都收到了，谢谢您")
        keeper.look("received")
