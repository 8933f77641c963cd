"""A link in a message opens one card for one person, for three days."""

import datetime as dt

import pytest

from lizhi.common.refusals import Refused
from lizhi.workflow import actions, links
from lizhi.workflow.models import TaskLink
from tests.conftest import MONDAY
from tests.workflow import make
from tests.workflow.make import task

pytestmark = pytest.mark.django_db


def test_it_opens_the_task_and_only_its_hash_is_kept() -> None:
    mine = make.open_task(make.started(task("a")), "a")
    token = links.make(mine, mine.assignee, MONDAY)
    link = links.find(token, MONDAY + dt.timedelta(hours=71))
    assert (link.task, link.user) == (mine, mine.assignee)
    assert token not in TaskLink.objects.get().token_hash
    assert len(token) >= 22


def test_it_dies_after_72_hours_with_its_task_and_when_somebody_else_has_it() -> None:
    case = make.started(task("a"), task("b"))
    mine = make.open_task(case, "a")
    token = links.make(mine, mine.assignee, MONDAY)
    with pytest.raises(Refused):
        links.find(token, MONDAY + dt.timedelta(hours=72))
    with pytest.raises(Refused):
        links.find("guess", MONDAY)
    actions.reassign(mine, to=make.user("li"), by=None, at=MONDAY)
    with pytest.raises(Refused):
        links.find(token, MONDAY)
    token = links.make(mine, mine.assignee, MONDAY)
    links.find(token, MONDAY)
    make.do(case, "a")
    with pytest.raises(Refused):
        links.find(token, MONDAY)
