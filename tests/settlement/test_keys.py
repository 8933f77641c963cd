"""The network repeats what finance has sent; a repeated message brings nothing back."""

from decimal import Decimal

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.settlement import actions
from lizhi.settlement.models import Settlement
from tests import make
from tests.settlement import world

pytestmark = pytest.mark.django_db


def draft(case: Case, by: User, key: str, average: int) -> Settlement:
    return actions.draft(case, inputs={"average": Decimal(average)}, by=by, at=clock.now(), key=key)


def test_figures_that_come_again_late_do_not_undo_newer_ones(case: Case, chen_jie: User) -> None:
    first = draft(case, chen_jie, "a", 8700)
    second = draft(case, chen_jie, "b", 9100)

    again = draft(case, chen_jie, "a", 8700)

    assert (again, again.number) == (first, 1)
    newest = case.settlements.order_by("-number")[0]
    assert (newest, newest.inputs["entered"]["average"]) == (second, "9100")


def test_so_it_is_when_the_first_press_had_changed_nothing(case: Case, chen_jie: User) -> None:
    first = draft(case, chen_jie, "a", 8700)
    assert draft(case, chen_jie, "b", 8700) == first
    draft(case, chen_jie, "c", 9100)

    assert draft(case, chen_jie, "b", 8700) == first
    assert case.settlements.count() == 2


def test_other_figures_under_a_used_key_are_refused(case: Case, chen_jie: User) -> None:
    draft(case, chen_jie, "a", 8700)

    with pytest.raises(Refused, match="已经交过"):
        draft(case, chen_jie, "a", 9100)


def test_a_line_that_was_taken_off_does_not_come_back(case: Case, chen_jie: User) -> None:
    def add() -> Settlement:
        return actions.add_line(
            case,
            kind="due",
            title="10 月差旅报销",
            amount=Decimal(620),
            reason="3 张发票",
            by=chen_jie,
            at=clock.now(),
            key="one",
        )

    line = add().lines.get(by_hand=True)
    gone = actions.remove_line(case, line=line.key, by=chen_jie, at=clock.now())

    add()

    assert case.settlements.order_by("-number")[0] == gone
    assert not gone.lines.filter(by_hand=True).exists()


def test_a_key_in_one_case_is_free_in_another(case: Case, chen_jie: User) -> None:
    there = world.case_of(make.employee("何建国", "13800000303"))
    for one in (case, there):
        version = actions.draft(
            one, inputs=world.EVERYTHING, by=chen_jie, at=clock.now(), key="one"
        )
        actions.send(version, by=chen_jie, at=clock.now(), key="two")
        actions.answer(version, disputed={"tax": "多了"}, by=one.leaver, at=clock.now(), key="3")
        line = version.lines.get(key="tax")
        actions.answer_dispute(
            line, reply="kept", words="查过了", by=chen_jie, at=clock.now(), key="4"
        )

    assert {one.settlements.get().state for one in (case, there)} == {"answered"}
