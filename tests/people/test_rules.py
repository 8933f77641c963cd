"""Who answers for whom, and who may open whose record."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lizhi.accounts.models import User
from lizhi.common.refusals import Refused
from lizhi.people import rules
from lizhi.people.models import Department, Employment, RoleGrant
from tests import make

pytestmark = pytest.mark.django_db
Role = RoleGrant.Role


@pytest.fixture
def boss() -> Employment:
    return make.employee("王磊", "19900000001")


@pytest.fixture
def zhang_min(boss: Employment) -> Employment:
    return make.employee("张敏", "19900000002", reports_to=boss)


def leave(employment: Employment) -> None:
    employment.left_on = dt.date(2026, 5, 31)
    employment.save()


def fresh(employment: Employment) -> Employment:
    return Employment.objects.get(pk=employment.pk)


def officer(role: str, phone: str, name: str = "李丽") -> User:
    made = make.employee(name, phone, department="人力资源部").user
    make.grant(made, role)
    return made


def test_the_manager_is_ones_own_reporting_line(zhang_min: Employment, boss: Employment) -> None:
    assert rules.manager_of(zhang_min) == boss.user


def test_a_manager_who_has_left_is_passed_over_for_the_head(
    zhang_min: Employment, boss: Employment
) -> None:
    head = make.employee("周航", "19900000003")
    Department.objects.update(head=head)
    leave(boss)
    assert rules.manager_of(fresh(zhang_min)) == head.user


def test_without_line_and_head_hr_of_the_branch_is_asked(
    zhang_min: Employment, boss: Employment
) -> None:
    hr = officer(Role.HR, "19900000009")
    leave(boss)
    assert rules.manager_of(fresh(zhang_min)) == hr


def test_nobody_is_his_own_manager(boss: Employment) -> None:
    Department.objects.update(head=boss)
    hr = officer(Role.HR, "19900000009")
    assert rules.manager_of(fresh(boss)) == hr


def test_hr_of_the_branch_is_managed_by_group_hr() -> None:
    hr = officer(Role.HR, "19900000009")
    group = officer(Role.GROUP_HR, "19900000008", "许浩")
    employment = rules.employment_of(hr)
    assert employment is not None
    assert rules.manager_of(employment) == group


def test_above_the_manager_stands_his_own_manager_or_group_hr(
    zhang_min: Employment, boss: Employment
) -> None:
    group = officer(Role.GROUP_HR, "19900000008", "许浩")
    assert rules.superior_of(zhang_min) == group
    director = make.employee("郭涛", "19900000004")
    boss.reports_to = director
    boss.save()
    assert rules.superior_of(zhang_min) == director.user
    assert rules.superior_of(boss.user) == director.user


def test_above_an_administrator_from_outside_stands_group_hr() -> None:
    group = officer(Role.GROUP_HR, "19900000008", "许浩")
    outside = User.objects.with_phone("19900000007", name="罗勇")
    assert rules.superior_of(outside) == group


def test_named_officers_come_before_those_for_everywhere(zhang_min: Employment) -> None:
    everywhere = make.employee("陈洁", "19900000005").user
    RoleGrant.objects.create(user=everywhere, role=Role.FINANCE)
    assert rules.finance_of(zhang_min.entity) == everywhere
    named = make.employee("顾晓芸", "19900000006").user
    make.grant(named, Role.FINANCE)
    assert rules.finance_of(zhang_min.entity) == named


def test_officers_who_have_left_or_cannot_sign_in_are_passed_over(zhang_min: Employment) -> None:
    first = officer(Role.HR, "19900000011", "甲")
    second = officer(Role.HR, "19900000012", "乙")
    third = officer(Role.HR, "19900000013", "丙")
    assert rules.hr_of(zhang_min.branch) == first
    assert rules.hr_of(zhang_min.branch, besides=first) == second
    mine = rules.employment_of(first)
    assert mine is not None
    leave(mine)
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert rules.hr_of(zhang_min.branch) == third


def test_without_finance_and_keeper_somebody_still_answers(zhang_min: Employment) -> None:
    hr = officer(Role.HR, "19900000009")
    assert rules.finance_of(zhang_min.entity) == hr
    assert rules.keepers_of(zhang_min.branch) == [hr]


def test_where_nobody_holds_any_role_the_reader_learns_whom_to_ask(boss: Employment) -> None:
    with pytest.raises(Refused, match="Nobody answers for HR"):
        rules.manager_of(boss)


def test_roles_cost_one_query_a_request(zhang_min: Employment) -> None:
    make.grant(zhang_min.user, Role.HR)
    user = User.objects.get(pk=zhang_min.user.pk)
    with CaptureQueriesContext(connection) as queries:
        for _time in range(3):
            roles = rules.roles_of(user)
    assert len(queries) == 1
    assert roles.is_hr_of(zhang_min.branch_id)
    assert not roles.is_hr_of(zhang_min.branch_id + 1)
    assert roles.held == {"hr"}


def test_group_hr_reaches_every_branch(zhang_min: Employment) -> None:
    make.grant(zhang_min.user, Role.GROUP_HR)
    roles = rules.roles_of(User.objects.get(pk=zhang_min.user.pk))
    assert roles.hr_branches is None
    assert roles.is_hr_of(12345)


def test_a_grant_for_a_company_is_no_grant_for_every_branch(zhang_min: Employment) -> None:
    RoleGrant.objects.create(user=zhang_min.user, role=Role.HR, entity=zhang_min.entity)
    roles = rules.roles_of(User.objects.get(pk=zhang_min.user.pk))
    assert roles.hr_branches is not None
    assert not roles.is_hr_of(zhang_min.branch_id)


def test_everybody_sees_what_is_theirs(zhang_min: Employment, boss: Employment) -> None:
    other = make.employee("林超", "19900000021", department="研发")
    far = make.employee("马静", "19900000022", at=make.branch("西安研发", "西安有限公司"))
    hr = officer(Role.HR, "19900000031")
    finance = make.employee("陈洁", "19900000032", at=far.branch).user
    make.grant(finance, Role.FINANCE, at=far.branch)
    keeper = make.employee("罗勇", "19900000033", at=far.branch, department="行政").user
    make.grant(keeper, Role.KEEPER, at=far.branch)
    group = officer(Role.GROUP_HR, "19900000034")

    def seen(user: User) -> set[str]:
        rows = Employment.objects.visible_to(User.objects.get(pk=user.pk))
        return {employment.name for employment in rows}

    everybody = {"张敏", "王磊", "林超", "马静", "李丽", "陈洁", "罗勇"}
    assert seen(zhang_min.user) == {"张敏"}
    assert seen(boss.user) == {"张敏", "王磊"}
    assert seen(other.user) == {"林超"}
    assert seen(hr) == {"张敏", "王磊", "林超", "李丽"}
    assert seen(finance) == {"马静", "陈洁", "罗勇"}
    assert seen(keeper) == {"罗勇"}
    assert seen(group) == everybody


def test_a_manager_who_has_left_sees_nobody_any_more(
    zhang_min: Employment, boss: Employment
) -> None:
    leave(boss)
    rows = Employment.objects.visible_to(boss.user)
    assert set(rows) == {boss}
