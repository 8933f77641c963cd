"""Everybody sees the cases that are theirs, and of those only what they need."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from lizhi.accounts.models import User
from lizhi.cases import actions, rules
from lizhi.cases.models import Case, Paper
from lizhi.common.refusals import NotPermitted
from lizhi.documents.models import StoredFile
from lizhi.handover.models import Item
from lizhi.people.models import RoleGrant
from tests.conftest import MONDAY
from tests.workflow import make

pytestmark = pytest.mark.django_db
Role = RoleGrant.Role


@pytest.fixture
def case() -> Case:
    """Zhang of Shenzhen, who reports to Wang, has resigned; so has Chen of Chengdu."""
    boss = make.employment("wang")
    leaver = make.employment("zhang")
    leaver.reports_to = boss
    leaver.save()
    opened = make.case(employment=leaver)
    for kind in Paper.Kind.values:
        file = StoredFile.objects.create(digest=kind, size=1, name=kind, retention="paper")
        actions.add_paper(
            opened,
            kind,
            file=file,
            template=kind,
            template_hash="",
            facts={},
            at=MONDAY,
            state=Paper.State.VALID,
        )
    make.case(employment=make.employment("chen", branch="Chengdu"))
    return opened


def granted(role: str, case: Case | None = None) -> User:
    user = make.user(f"some {role}")
    by_entity = case is not None and role == Role.FINANCE
    RoleGrant.objects.create(
        user=user,
        role=role,
        branch=None if case is None or by_entity else case.branch,
        entity=case.entity if case is not None and by_entity else None,
    )
    return user


def receiver(case: Case) -> User:
    user = make.user("receiver")
    Item.objects.create(case=case, title="电脑", receiver=user)
    return user


def somebody_with_a_task(case: Case) -> User:
    from lizhi.workflow import actions as workflow

    workflow.start(case, make.publish(make.task("a", "li")), by=None, at=MONDAY)
    return make.user("li")


ALL = set(Paper.Kind.values)


@pytest.mark.parametrize(
    ("who", "cases", "papers"),
    [
        (lambda case: case.leaver, 1, ALL),
        (lambda case: make.user("wang"), 1, {"receipt", "letter", "handover"}),
        (lambda case: granted(Role.HR, case), 1, ALL),
        (lambda case: granted(Role.HR), 2, ALL),
        (lambda case: granted(Role.GROUP_HR), 2, ALL),
        (lambda case: granted(Role.FINANCE, case), 2, {"settlement"}),
        (lambda case: granted(Role.KEEPER, case), 0, set()),
        (lambda case: granted(Role.ADMINISTRATOR), 0, set()),
        (receiver, 1, {"handover"}),
        (somebody_with_a_task, 1, {"handover"}),
        (lambda case: make.user("stranger"), 0, set()),
    ],
)
def test_everybody_sees_what_is_theirs(
    case: Case, who: Callable[[Case], User], cases: int, papers: set[str]
) -> None:
    user = who(case)
    assert rules.visible_to(user).count() == cases
    assert {paper.kind for paper in rules.papers_visible_to(user)} == papers


def test_a_manager_reads_the_letter_but_has_no_file_with_the_whole_identity_number(
    case: Case,
) -> None:
    letter = Paper.objects.filter(kind="letter")
    assert letter & rules.papers_visible_to(make.user("wang"))
    assert not letter & rules.files_visible_to(make.user("wang"))
    assert letter & rules.files_visible_to(case.leaver)
    assert letter & rules.files_visible_to(granted(Role.HR, case))
    receipt = Paper.objects.filter(kind="receipt")
    assert receipt & rules.files_visible_to(make.user("wang"))


def test_the_head_of_a_department_sees_those_without_a_line_of_their_own(case: Case) -> None:
    head = make.employment("li")
    department = case.employment.department
    department.head = head
    department.save()
    assert rules.visible_to(head.user).count() == 0
    case.employment.reports_to = None
    case.employment.save()
    assert list(rules.visible_to(head.user)) == [case]
    head.left_on = case.contract_end
    head.save()
    assert rules.visible_to(head.user).count() == 0


def test_who_has_left_still_sees_the_own_case(case: Case) -> None:
    case.employment.left_on = case.contract_end
    case.employment.save()
    assert list(rules.visible_to(case.leaver)) == [case]


def test_proofs_are_for_the_leaver_and_for_hr_of_the_branch(case: Case) -> None:
    rules.check_can_see_proofs(case, case.leaver)
    rules.check_can_see_proofs(case, granted(Role.HR, case))
    for user in (make.user("wang"), granted(Role.GROUP_HR), granted(Role.ADMINISTRATOR)):
        with pytest.raises(NotPermitted):
            rules.check_can_see_proofs(case, user)


def test_a_list_of_cases_is_one_query_and_one_for_the_roles(
    case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = User.objects.get(pk=make.user("wang").pk)
    with django_assert_num_queries(2):
        assert list(rules.visible_to(user)) == [case]
