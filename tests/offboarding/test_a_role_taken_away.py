"""Whoever has a step by a role, by whatever rule, has it no longer than the role."""

import datetime as dt

import pytest

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.offboarding.owners import RULES, WITH_ARGUMENT
from lizhi.people.models import RoleGrant
from lizhi.workflow import owners
from tests import make
from tests.offboarding.conftest import Company
from tests.workflow import make as flow

Role = RoleGrant.Role
EVERY = (Role.HR, Role.GROUP_HR, Role.FINANCE, Role.KEEPER, Role.LEGAL)
NEVER_BY_ROLE = {"leaver", "receivers", "person"}
BY_ROLE = sorted(
    {rule.__name__ for rule, _label in RULES} - NEVER_BY_ROLE
    | {f"{name}:{said}" for name, said in (("superior", "1"), ("superior", "2"), ("role", "legal"))}
)


def _take_all_from(user: User) -> None:
    for grant in RoleGrant.objects.filter(user=user):
        grant.delete()


def test_every_rule_is_looked_at() -> None:
    named = {owners.split(rule)[0] for rule in BY_ROLE} | NEVER_BY_ROLE
    assert named == {rule.__name__ for rule, _label in RULES} | WITH_ARGUMENT.keys()


@pytest.mark.parametrize("rule", BY_ROLE)
def test_what_a_rule_gave_to_a_role_goes_to_whoever_holds_the_role_now(db: None, rule: str) -> None:
    """Nobody stands above the leaver: whatever is asked for, it is 李丽, who holds every role."""
    li_li = make.employee("李丽", "13900000004", department="人力资源部").user
    for role in EVERY:
        make.grant(li_li, role)
    case = flow.started(flow.task("own", rule), employment=make.employee("张敏", "13800002046"))
    assert flow.open_task(case, "own").assignee == li_li

    tang_min = make.employee("唐敏", "13900000109", department="人力资源部").user
    for role in EVERY:
        make.grant(tang_min, role)
    _take_all_from(li_li)
    make.work()
    assert flow.open_task(case, "own").assignee == tang_min


def test_a_handover_that_came_to_hr_by_silence_goes_on_with_the_role(company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(clock.now() + dt.timedelta(hours=73)):
        make.work()
        assert make.open_task(case, "handover").assignee == company.li_li.user
        tang_min = make.employee("唐敏", "13900000109", department="人力资源部").user
        make.grant(tang_min, "hr")
        _take_all_from(company.li_li.user)
        make.work()
        assert make.open_task(case, "handover").assignee == tang_min


def test_a_manager_who_was_hr_too_keeps_what_the_manager_has(company: Company) -> None:
    make.grant(company.wang_lei.user, "hr")
    case = make.case(company.zhang_min)
    _take_all_from(company.wang_lei.user)
    make.work()
    assert make.open_task(case, "acknowledgement").assignee == company.wang_lei.user
