"""Days, moments, spans and sums as people read them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from lizhi.common import clock, wording

WEDNESDAY = dt.datetime(2026, 11, 25, 14, 20, tzinfo=clock.SHANGHAI)


def shown(source: str, **context: object) -> str:
    """What a template makes of it."""
    return Template(source).render(Context(context))


def local(
    day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026
) -> dt.datetime:
    """A moment on the wall clock in Shanghai."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=clock.SHANGHAI)


def test_a_day_has_no_spaces_and_says_its_weekday() -> None:
    with clock.at(WEDNESDAY):
        assert wording.day(dt.date(2026, 11, 27)) == "11月27日 周五"
        assert wording.day(dt.date(2026, 11, 27), "short") == "11月27日"
        assert wording.day(dt.date(2026, 11, 27), "full") == "2026年11月27日"
        assert wording.day(dt.date(2026, 11, 27), "month") == "2026年11月"


def test_a_day_of_another_year_always_says_the_year() -> None:
    with clock.at(WEDNESDAY):
        assert wording.day(dt.date(2027, 1, 5)) == "2027年1月5日"
        assert wording.day(dt.date(2027, 1, 5), "short") == "2027年1月5日"


def test_a_late_evening_in_utc_is_the_next_day_in_china() -> None:
    with clock.at(WEDNESDAY):
        assert wording.day(dt.datetime(2026, 11, 26, 18, tzinfo=dt.UTC)) == "11月27日 周五"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (local(25, 9, 5), "今天 09:05"),
        (local(26, 12), "明天 12:00"),
        (local(24, 9, 30), "周二 09:30"),
        (local(28, 18), "周六 18:00"),
        (local(2, 8), "11月2日 08:00"),
        (local(2, 8, year=2025), "2025年11月2日 08:00"),
    ],
)
def test_a_moment_is_named_from_today(moment: dt.datetime, words: str) -> None:
    with clock.at(WEDNESDAY):
        assert wording.moment(moment) == words


def test_an_exact_moment_is_the_same_on_every_day() -> None:
    assert wording.moment(local(23, 20, 14), "exact") == "2026年11月23日 20:14:00"
    assert wording.moment(local(23, 20, 14), "time") == "20:14"


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1.5, "剩 1 小时 30 分"),
        (12.75, "剩 12 小时"),
        (50.9, "剩 2 天 2 小时"),
        (0.005, "剩不到 1 分钟"),
        (-2.3, "超时 2 小时 18 分"),
        (-26, "超时 1 天 2 小时"),
    ],
)
def test_time_left_is_rounded_down(hours: float, words: str) -> None:
    assert wording.time_left(WEDNESDAY + dt.timedelta(hours=hours), WEDNESDAY) == words


def test_chinese_words_stand_together_and_numbers_apart() -> None:
    assert wording.close("已用 不到 1 分钟") == "已用不到 1 分钟"
    assert wording.close("已用 2 小时 18 分") == "已用 2 小时 18 分"
    assert wording.close("for less than a minute now") == "for less than a minute now"


@pytest.mark.parametrize(("hours", "how"), [(-1, "late"), (9, "soon"), (11, "ok")])
def test_ten_hours_before_it_is_urgent(hours: int, how: str) -> None:
    assert wording.urgency(WEDNESDAY + dt.timedelta(hours=hours), WEDNESDAY) == how


def test_a_number_and_its_unit_stay_together() -> None:
    words = shown("{{ words|unbroken }}", words="没休的年假，3 天")
    assert words == "没休的年假，3\N{NO-BREAK SPACE}天"


def test_money_has_two_places_and_a_true_minus() -> None:
    assert wording.money(Decimal(8000)) == "8,000.00"
    assert wording.money(Decimal("-913.5")) == "−913.50"
    assert wording.money(Decimal(2400), signed=True) == "+2,400.00"
    assert wording.money(0, signed=True) == "0.00"


def test_a_file_is_as_large_as_the_phone_says() -> None:
    assert [wording.size(number) for number in (12, 386_048, 1_258_291)] == [
        "1 KB",
        "377 KB",
        "1.2 MB",
    ]


def test_a_template_wraps_days_and_moments_so_that_they_never_break() -> None:
    with clock.at(WEDNESDAY):
        assert shown("{{ day|day }}", day=dt.date(2026, 11, 27)) == (
            '<time datetime="2026-11-27">11月27日 周五</time>'
        )
        assert shown("{{ at|moment }}", at=local(24, 9, 30)) == (
            '<time datetime="2026-11-24T09:30:00+08:00">周二 09:30</time>'
        )
        assert shown(
            "{{ at|plain_moment }}{{ day|plain_day:'short' }}", at=local(25, 9), day=local(27, 1)
        ) == ("今天 09:0011月27日")


def test_nothing_is_shown_for_nothing() -> None:
    filters = [
        "day",
        "moment",
        "plain_day",
        "plain_moment",
        "hours_left",
        "urgency",
        "span",
        "money",
        "filesize",
    ]
    assert "".join(shown(f"{{{{ it|{name} }}}}", it=None) for name in filters) == ""


def test_words_of_a_person_cannot_become_part_of_the_page() -> None:
    assert "<i>" not in shown(
        "{% note title=title %}{{ words }}{% endnote %}", title="<i>", words="<i>"
    )
    assert "<script>" not in shown("{% fold title=title %}x{% endfold %}", title="<script>")


def test_an_icon_is_drawn_into_the_page() -> None:
    assert shown('{% icon "check" %}').startswith('<svg class="ico"')


def test_a_fingerprint_can_be_compared_by_eye() -> None:
    assert shown("{{ digest|groups }}", digest="3f9a51c2b07e44d89c16") == "3f9a51c2 b07e44d8 9c16"


def test_english_readers_get_english_days() -> None:
    with translation.override("en"), clock.at(WEDNESDAY):
        assert wording.day(dt.date(2026, 11, 27)) == "Fri, 27 Nov"
        assert wording.time_left(WEDNESDAY + dt.timedelta(hours=2), WEDNESDAY) == "2 hours left"
