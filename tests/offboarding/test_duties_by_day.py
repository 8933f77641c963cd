"""Few duties are due, and a branch has thousands of cases: the day finds them, not the branch."""

import pytest
from django.db import connection

from lizhi.accounts.models import User
from lizhi.common.prepared import bound
from lizhi.offboarding import duties_due
from lizhi.people.models import roles_of
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of the planner that has no statistics")
def test_what_the_law_asks_of_hr_and_finance_is_looked_up_by_its_day(company: Company) -> None:
    for user in (company.li_li.user, company.chen_jie.user):
        plan = _plan(user)
        assert "open_duties" in plan
        assert "SEARCH cases_case USING INTEGER PRIMARY KEY" in plan


def _plan(user: User) -> str:
    duties = duties_due.of(roles_of(user))
    assert duties is not None
    sql, params = duties_due.columns(duties).query.sql_with_params()
    values = {"user": user.pk, **duties_due.asked()}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", bound(params, values))
        return "\n".join(row[-1] for row in cursor.fetchall())
