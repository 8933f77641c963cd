"""A release brings processes; what HR has shaped stays."""

import pytest

from lizhi.cases.models import Case
from lizhi.offboarding import definitions
from lizhi.workflow import definitions as engine
from lizhi.workflow.models import Version
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company

KEY = definitions.REMOTE_RESIGNATION
pytestmark = pytest.mark.django_db


def _older_release() -> Version:
    """The shipped process of an earlier release, with another time limit."""
    body = definitions.shipped(KEY)
    body["name"] = "异地离职（旧）"
    return engine.publish(KEY, body["name"], body, by=None, at=MONDAY)


def test_a_new_release_publishes_its_process_and_running_cases_stay(company: Company) -> None:
    old = _older_release()
    case = make.case(company.zhang_min)
    new = definitions.publish_shipped(at=MONDAY)

    assert (old.number, new.number) == (1, 2)
    assert engine.for_way(Case.Way.RESIGNATION, case.branch) == new
    assert {run.version for run in case.runs.all()} == {old}
    assert definitions.publish_shipped(at=MONDAY) == new


def test_what_hr_has_shaped_is_not_replaced(company: Company) -> None:
    _older_release()
    body = definitions.shipped(KEY)
    body["name"] = "我们的离职"
    own = engine.publish(KEY, body["name"], body, by=company.li_li.user, at=MONDAY)
    assert definitions.publish_shipped(at=MONDAY) == own
