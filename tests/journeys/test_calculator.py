"""A stranger checks a sum on a phone, on the smallest too, without an account."""

from collections.abc import Callable

import pytest

from tests.journeys.person import Person

WIDTHS = (320, 390)
pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_checks_what_unused_leave_is_worth(person: Callable[..., Person]) -> None:
    stranger = person(None)
    stranger.open("/calculator/")
    stranger.sees("想算哪一笔")
    stranger.look("calculator")
    stranger.narrow(*WIDTHS)

    stranger.tap("没休的年假")
    stranger.sees("没休的年假")
    stranger.tap("算一下")
    stranger.page.get_by_role("alert").wait_for()
    stranger.look("calculator-asks")
    stranger.type("最后一天", "2026-11-27")
    stranger.type("全年法定年假，天", "10")
    stranger.type("今年已休年假，天", "6")
    stranger.type("月平均工资，不含加班费", "8700")
    stranger.tap("算一下")

    stranger.sees("2,400.00")
    assert "日工资 400 元 × 3 天 × 200%" in stranger.page.locator(".lead").first.inner_text()
    stranger.tap(stranger.page.locator(".ln summary").first)
    assert "第十至十二条" in stranger.page.locator(".law").first.inner_text()
    stranger.look("worked-out")
    stranger.narrow(*WIDTHS)
