"""The process dies anywhere, or the line is cut after all was done: pressed again, it is done once.

At the desk of a settlement. What one press writes stands wholly or not at all, and whoever presses
again reads what the first press would have said.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.settlement import actions, kinds, seconds
from lizhi.settlement.models import (
    Line,
    Settlement,
)
from tests.settlement import books, dying, world
from tests.settlement.test_desk_pages import FIGURES
from tests.settlement.test_what_a_change_does import address, asked, typed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def he_jing(chen_jie: User) -> User:
    """The second person of finance."""
    return books.second()


@pytest.fixture
def low(case: Case) -> Case:
    """The company wants two persons above 5,000 yuan."""
    case.entity.two_persons_above = Decimal(5000)
    case.entity.save()
    return case


def of_case(case: Case) -> Any:
    """Versions with their lines, and how often each thing has happened."""
    versions = Settlement.objects.filter(case=case).order_by("number")
    told = case.events.order_by("seq")
    return (
        [(one.number, one.state, one.lines.count()) for one in versions],
        list(told.values_list("kind", flat=True)),
        Outbox.objects.filter(case=case).count(),
    )


def test_figures_that_are_kept_make_one_version(case: Case, chen_jie: User) -> None:
    form = {**FIGURES, "key": world.key(), "then": "keep", **world.seen(case)}
    deaths = dying.everywhere(
        dying.pressing(chen_jie, world.desk(case), form), lambda: of_case(case)
    )

    dying.check(deaths, states=2, least=3)
    assert deaths.seen[-1][0] == [(1, "draft", 5)]
    assert deaths.seen[-1][1].count(kinds.SETTLEMENT_DRAFTED) == 1
    assert chain.first_broken(case) is None


def test_a_settlement_is_sent_once_and_whole(case: Case, chen_jie: User) -> None:
    world.client_of(chen_jie).post(world.desk(case), {**FIGURES, "key": "one", "then": "keep"})
    form = {**FIGURES, "key": world.key(), "then": "send", **world.seen(case)}
    deaths = dying.everywhere(
        dying.pressing(chen_jie, world.desk(case), form), lambda: of_case(case)
    )

    dying.check(deaths, states=2, least=4)
    assert deaths.seen[-1][0] == [(1, "sent", 5)]
    assert deaths.seen[-1][1].count(kinds.SETTLEMENT_SENT) == 1
    assert chain.first_broken(case) is None


def test_a_line_by_hand_stands_there_once(case: Case, chen_jie: User) -> None:
    typed = {"kind": "due", "title": "10 月差旅报销", "amount": "620", "reason": "3 张发票"}
    form = {**typed, "key": world.key()}
    address = reverse("settlement:add_line", args=[case.number])
    deaths = dying.everywhere(dying.pressing(chen_jie, address, form), lambda: of_case(case))

    dying.check(deaths, states=2)
    assert Line.objects.filter(by_hand=True).count() == 1


def test_a_line_that_is_taken_off_goes_once(case: Case, chen_jie: User) -> None:
    line = actions.add_line(
        *(case,),
        kind="due",
        title="10 月差旅报销",
        amount=Decimal(620),
        reason="3 张发票",
        by=chen_jie,
        at=clock.now(),
        key="one",
    ).lines.get(by_hand=True)
    address = reverse("settlement:remove_line", args=[case.number, line.key])
    deaths = dying.everywhere(dying.pressing(chen_jie, address, {}), lambda: of_case(case))

    dying.check(deaths, states=2)
    assert [version[:2] for version in deaths.seen[-1][0]] == [(1, "replaced"), (2, "draft")]


def test_a_question_is_answered_once(case: Case, chen_jie: User) -> None:
    version = world.sent(case, chen_jie)
    asked = {"tax": "多了"}
    actions.answer(version, disputed=asked, by=case.leaver, at=clock.now(), key="3")
    form = {"reply": "kept", "words": "查过了", "key": world.key()}
    address = reverse("settlement:reply", args=[case.number, "tax"])

    def state() -> Any:
        replies = list(Line.objects.filter(key="tax").values_list("reply", flat=True))
        return replies, case.events.filter(kind=kinds.DISPUTE_ANSWERED).count()

    deaths = dying.everywhere(dying.pressing(chen_jie, address, form), state)

    dying.check(deaths, states=2)
    assert deaths.seen[-1] == (["kept"], 1)


def test_what_was_missing_is_added_and_answered_in_one(case: Case, chen_jie: User) -> None:
    line = asked(case, chen_jie, "unused_leave")
    press = dying.pressing(chen_jie, address(case), typed(case, line))
    deaths = dying.everywhere(press, lambda: of_case(case))

    dying.check(deaths, states=2, least=6)
    assert [version[:2] for version in deaths.seen[-1][0]] == [(1, "replaced"), (2, "sent")]
    assert deaths.seen[-1][1].count(kinds.DISPUTE_ANSWERED) == 1
    assert chain.first_broken(case) is None


def test_it_is_handed_to_the_second_person_once(low: Case, chen_jie: User, he_jing: User) -> None:
    world.client_of(chen_jie).post(world.desk(low), {**FIGURES, "key": "one", "then": "keep"})
    form = {**FIGURES, "key": world.key(), "then": "send", **world.seen(low)}
    deaths = dying.everywhere(dying.pressing(chen_jie, world.desk(low), form), lambda: of_case(low))

    dying.check(deaths, states=2)
    assert deaths.seen[-1][0] == [(1, "waiting", 5)]
    assert deaths.seen[-1][1].count(kinds.SETTLEMENT_HANDED_OVER) == 1
    assert Outbox.objects.filter(topic="settlement.chase").count() == 1


@pytest.fixture
def waiting(low: Case, chen_jie: User, he_jing: User) -> Settlement:
    """It waits for He Jing."""
    version = actions.draft(low, inputs=world.EVERYTHING, by=chen_jie, at=clock.now())
    return actions.hand_over(version, by=chen_jie, at=clock.now())


def test_the_second_person_approves_once(waiting: Settlement, he_jing: User) -> None:
    case = waiting.case
    form = {"version": "1", "key": world.key()}
    address = reverse("settlement:approve", args=[case.number])
    deaths = dying.everywhere(dying.pressing(he_jing, address, form), lambda: of_case(case))

    dying.check(deaths, states=2, least=4)
    kept = deaths.seen[-1][1]
    assert (kept.count(kinds.SETTLEMENT_APPROVED), kept.count(kinds.SETTLEMENT_SENT)) == (1, 1)
    waiting.refresh_from_db()
    assert (waiting.approved_by, waiting.sent_by) == (he_jing, he_jing)
    assert chain.first_broken(case) is None


def test_the_second_person_gives_it_back_once(waiting: Settlement, he_jing: User) -> None:
    case = waiting.case
    form = {"version": "1", "key": world.key(), "line": "tax", "words": "请再算一遍"}
    address = reverse("settlement:send_back", args=[case.number])
    deaths = dying.everywhere(dying.pressing(he_jing, address, form), lambda: of_case(case))

    dying.check(deaths, states=2)
    assert deaths.seen[-1][0][0][1] == "draft"
    assert deaths.seen[-1][1].count(kinds.SETTLEMENT_RETURNED) == 1


def test_whoever_is_late_is_pressed_once_though_the_worker_dies(
    waiting: Settlement, he_jing: User
) -> None:
    case = waiting.case
    late = seconds.due_of(waiting) + dt.timedelta(days=1)
    lease = dt.timedelta(0)

    def work() -> tuple[int, str]:
        nonlocal lease
        lease += dt.timedelta(minutes=3)  # another worker comes when the dead one's is over
        with clock.at(late + lease):
            row = Outbox.objects.get(topic="settlement.chase", payload__times=1)
            Outbox.objects.filter(pk=row.pk).update(state="pending", leased_until=None, attempts=0)
            doing.run_outbox(clock.now())
        return 302, ""

    def state() -> Any:
        pressed = case.events.filter(kind=kinds.SETTLEMENT_OVERDUE).count()
        return pressed, Outbox.objects.filter(topic="settlement.chase").count()

    deaths = dying.everywhere(work, state)

    dying.check(deaths, states=2, least=3)
    assert deaths.seen == [(0, 1), (1, 2)]
