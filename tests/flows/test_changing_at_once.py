"""Two people of HR change the same cases at once; owners are away, and steps are HR's own."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, connections

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.flows.actions import migrating
from lizhi.flows.migrating.planning import Choices
from lizhi.flows.models import MigratedCase
from lizhi.offboarding import actions as offboarding
from lizhi.offboarding.actions.answering import answer_step
from lizhi.workflow.models import Run, Task
from tests import make
from tests.conftest import MONDAY
from tests.flows.test_running_cases import publish, quicker, with_review, zhang_min

__all__ = ["zhang_min"]


def chosen(*cases: Case) -> list[tuple[Case, Choices]]:
    return [(case, Choices()) for case in cases]


def who(name: str) -> User:
    return User.objects.get(name=name)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_at_once_change_each_case_once_and_the_other_one_reads_why(zhang_min: Any) -> None:
    cases = [make.case(zhang_min), make.case(make.employee("陈平", "13800000101"))]
    version = publish(quicker)
    names = ("赵宁", "李丽")
    made = [
        migrating.migrate(version, chosen(*cases), by=who(name), at=clock.now(), key=name)
        for name in names
    ]
    start, errors = threading.Barrier(2), []

    def carry(key: int) -> None:
        try:
            with clock.at(MONDAY):
                start.wait()
                migrating.carry_on(key, at=clock.now())
        except Exception as error:  # noqa: BLE001  the test tells it
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=carry, args=[one.pk]) for one in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if connection.vendor == "postgresql":
        assert errors == []
    for one in made:  # whatever SQLite has told to wait, the worker does
        migrating.carry_on(one.pk, at=clock.now())
    for case in cases:
        assert case.events.filter(kind="migrated").count() == 1
        rows = list(MigratedCase.objects.filter(case=case).order_by("state"))
        assert [row.state for row in rows] == ["done", "refused"]
        assert [row.reason for row in rows if row.state == "refused"] == ["这一件已经在走这一版"]


@pytest.mark.django_db
def test_what_a_change_begins_goes_to_the_substitute_of_whoever_is_away(zhang_min: Any) -> None:
    case = make.case(zhang_min)
    li_li, zhao_ning = who("李丽"), who("赵宁")
    day = clock.today()
    offboarding.be_away(li_li, zhao_ning, day, day + dt.timedelta(days=3), by=li_li, at=clock.now())
    made = migrating.migrate(
        publish(with_review), chosen(case), by=zhao_ning, at=clock.now(), key="k"
    )
    migrating.carry_on(made.pk, at=clock.now())
    mine = make.open_task(case, "legal")
    assert (mine.assignee, mine.on_behalf_of) == (zhao_ning, li_li)


def asking(*outcomes: str) -> Any:
    """Beside everything else HR is asked one of these."""

    def change(steps: dict[str, Any]) -> None:
        with_review(steps)
        mine = steps["main"]["branches"][-1]["steps"][0]
        mine["outcomes"] = [*outcomes, "reviewed"]

    return change


@pytest.mark.django_db
def test_a_step_of_hrs_own_is_answered_by_the_answers_of_the_new_version(zhang_min: Any) -> None:
    publish(asking("fine", "risky"))
    case = make.case(zhang_min)
    task = make.open_task(case, "legal")
    assert {run.version.number for run in Run.objects.filter(case=case)} == {1}
    version = publish(asking("clear", "unclear"))
    made = migrating.migrate(version, chosen(case), by=who("赵宁"), at=clock.now(), key="k")
    migrating.carry_on(made.pk, at=clock.now())
    task = Task.objects.select_related("case", "run__version", "assignee").get(pk=task.pk)
    with pytest.raises(Refused):
        answer_step(task, way="fine", by=task.assignee, data={}, key="old page")
    answer_step(task, way="clear", by=task.assignee, data={}, key="new page")
    assert "legal" not in make.open_steps(case)


@pytest.mark.django_db
def test_a_choice_that_has_waited_leads_no_case_back_behind_a_later_one(zhang_min: Any) -> None:
    case = make.case(zhang_min)
    values: dict[str, Any] = {"by": who("赵宁"), "at": clock.now()}
    waited = migrating.migrate(publish(quicker), chosen(case), key="first", **values)
    later = migrating.migrate(publish(with_review), chosen(case), key="second", **values)
    for one in (later, waited):
        migrating.carry_on(one.pk, at=clock.now())
    assert {run.version.number for run in Run.objects.open().filter(case=case)} == {3}
    row = MigratedCase.objects.get(migration=waited)
    assert (row.state, row.reason) == ("refused", "HR 后来已经把这一件换到了别的版本。")
