"""The paper takes the list, however it was closed."""

from typing import Any, cast

import pytest

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import printing
from lizhi.handover import actions
from tests.handover import world
from tests.handover.world import Team, item

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def printed(case: Case) -> Any:
    facts = cast("dict[str, Any]", actions.facts_for_paper(case))
    return printing.render("handover", facts, at=clock.now())


def test_the_paper_of_a_disputed_list_prints(case: Case, team: Team) -> None:
    laptop = item(case, "笔记本电脑")
    actions.give(laptop, by=team.leaver.user, at=clock.now(), waybill="SF1234567890")
    actions.receive_all(case, by=team.keeper.user, at=clock.now())
    actions.finish_disputed(case, clock.now())

    assert [slot.role for slot in printed(case).slots][-1:] == ["installation"]


def test_the_paper_of_an_empty_list_prints(team: Team) -> None:
    assert printed(world.case_of(team.leaver)).pdf.startswith(b"%PDF")
