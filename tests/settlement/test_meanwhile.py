"""Two people of finance at one settlement: nobody overwrites the other's figures unseen."""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.config.demo import forms
from lizhi.settlement import actions, rules
from lizhi.settlement.changed import ChangedMeanwhile
from lizhi.workflow import actions as workflow
from tests import make
from tests.conftest import MONDAY
from tests.settlement import world
from tests.settlement.test_desk_pages import FIGURES
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao_qian(db: None) -> User:
    """The other one of finance."""
    user = make.employee("赵倩", "13800000304", department="财务部").user
    make.grant(user, "finance")
    return user


def opened(browser: Browser, case: Case) -> dict[str, Any]:
    """The figures as this browser has them before the eyes."""
    page = browser.get(world.desk(case)).content.decode()
    return dict(forms.find(page, field="unpaid_days").values)


def figure(case: Case, name: str) -> Any:
    newest = rules.latest(case)
    assert newest
    return newest.inputs["entered"].get(name)


def test_who_was_slower_sees_what_the_other_saved_and_loses_nothing(
    case: Case, chen_jie: User, zhao_qian: User
) -> None:
    hers, mine = world.client_of(zhao_qian), world.client_of(chen_jie)
    stale = opened(mine, case)
    with clock.at(MONDAY + dt.timedelta(minutes=5)):
        form = {**opened(hers, case), **FIGURES, "insurance": "913.50", "unpaid_days": "1"}
        assert hers.post(world.desk(case), {**form, "then": "keep"}).status_code == 302

        typed = {**stale, **FIGURES, "insurance": "950", "tax": "12.5"}
        answer = mine.post(world.desk(case), {**typed, "then": "send"})

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "还没存：同事改过同样的数" in page
        assert "赵倩 今天 09:05 存的是：913.50。" in page
        assert "赵倩 今天 09:05 存的是：1。" in page
        assert 'value="950"' in page
        assert page.count('class="err"') == 3
        assert figure(case, "insurance") == "913.5"
        assert rules.shown(case) is None

        again = dict(forms.find(page, field="unpaid_days").values)
        assert again["insurance"] in ("950", ["950"])
        assert mine.post(world.desk(case), {**again, "then": "keep"}).status_code == 302
        assert figure(case, "insurance") == "950"


def test_the_same_figures_twice_are_no_quarrel(case: Case, chen_jie: User, zhao_qian: User) -> None:
    hers, mine = world.client_of(zhao_qian), world.client_of(chen_jie)
    stale = opened(mine, case)
    hers.post(world.desk(case), {**opened(hers, case), **FIGURES, "then": "keep"})

    answer = mine.post(world.desk(case), {**stale, **FIGURES, "unpaid_days": "2", "then": "keep"})

    assert answer.status_code == 302
    assert figure(case, "unpaid_days") == "2"


def test_a_line_that_a_colleague_added_stays_beside_figures_of_an_older_page(
    case: Case, chen_jie: User, zhao_qian: User
) -> None:
    hers, mine = world.client_of(zhao_qian), world.client_of(chen_jie)
    stale = opened(mine, case)
    line = {"kind": "due", "title": "报销", "amount": "620", "reason": "发票", "key": world.key()}
    hers.post(reverse("settlement:add_line", args=[case.number]), line)

    answer = mine.post(world.desk(case), {**stale, **FIGURES, "then": "keep"})

    assert answer.status_code == 302
    newest = rules.latest(case)
    assert newest
    assert newest.lines.get(by_hand=True).amount == Decimal(620)
    assert figure(case, "insurance") == "913.5"


def test_a_double_press_is_no_quarrel_with_oneself(case: Case, chen_jie: User) -> None:
    mine = world.client_of(chen_jie)
    form = {**opened(mine, case), **FIGURES, "then": "keep"}

    for _press in range(2):
        assert mine.post(world.desk(case), form).status_code == 302

    assert case.settlements.count() == 1


def test_a_page_that_does_not_say_what_it_shows_overwrites_nothing(
    case: Case, chen_jie: User
) -> None:
    mine = world.client_of(chen_jie)
    actions.draft(case, inputs=world.EVERYTHING, by=chen_jie, at=clock.now())
    form = {**opened(mine, case), "tax": "7", "then": "keep"}

    for odd in ("", "x", "-1", "9" * 40, "٣"):
        assert mine.post(world.desk(case), {**form, "version": odd}).status_code == 409


def test_a_program_that_names_its_version_is_told_as_well(
    case: Case, chen_jie: User, zhao_qian: User
) -> None:
    now = clock.now()
    first = actions.draft(case, inputs=world.EVERYTHING, by=chen_jie, at=now)
    actions.draft(case, inputs={"tax": Decimal(3)}, by=zhao_qian, at=now, seen=first.number)

    with pytest.raises(ChangedMeanwhile, match="赵倩 今天 09:00 改过这些数：tax。请先看第 2 版"):
        actions.draft(case, inputs={"tax": Decimal(5)}, by=chen_jie, at=now, seen=first.number)

    other = {"fund": Decimal(400), "fund_how": "8,000 × 5%"}
    assert actions.draft(case, inputs=other, by=chen_jie, at=now, seen=first.number).number == 3


def test_a_line_that_a_colleague_adds_in_the_same_moment_stays(
    case: Case, chen_jie: User, zhao_qian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = partial(actions.add_line, kind="due", amount=Decimal(620), reason="发票", at=clock.now())
    lock = workflow.lock

    def after_a_wait(mine: Case) -> Case:
        """While this one waits for the lock, the other is done."""
        monkeypatch.setattr(workflow, "lock", lock)
        add(case, title="报销", by=zhao_qian, key="b" * 32)
        return lock(mine)

    monkeypatch.setattr(workflow, "lock", after_a_wait)
    newest = add(case, title="奖金", by=chen_jie, key="a" * 32)

    assert {line.title for line in newest.lines.filter(by_hand=True)} == {"报销", "奖金"}
