"""A service outside has the agreement and does not do it: HR has it signed in the house."""

from pathlib import Path
from typing import Any

import pytest

from lizhi.cases.models import Case
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.offboarding import actions
from lizhi.signing.models import Envelope
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company
from tests.signing import world
from tests.signing.providers import played
from tests.signing.providers.played import Outside

PURPOSE = "separation_agreement"
BUTTON = "改在这里签"


@pytest.fixture
def service(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Outside:
    """法大大 signs the agreements of this house."""
    return played.fadada(settings, monkeypatch, tmp_path)


@pytest.fixture
def case(company: Company, service: Outside) -> Case:
    """The agreement is out there; nobody has signed."""
    made = desks.acknowledged(company)
    service.settle()
    return made


def newest(case: Case) -> Envelope:
    """What is out now."""
    return case.envelopes.filter(purpose=PURPOSE).latest("pk")


def test_hr_presses_the_button_and_the_employee_signs_here(
    company: Company, case: Case, service: Outside
) -> None:
    desk, path = world.browser(company.li_li.user), f"/desk/case/{case.number}/agreement/"
    page = desk.get(path).content.decode()
    assert BUTTON in page
    assert "法大大" in page

    first = newest(case)
    for _twice in range(2):
        answer = desk.post(path, {"do": "here", "key": "one-press"})
        assert answer.status_code == 302
    service.settle()
    now = newest(case)
    assert (first.provider, now.provider) == ("fadada", "builtin")
    assert case.envelopes.filter(purpose=PURPOSE).count() == 2
    assert case.events.filter(kind="provider_switched").count() == 1
    assert BUTTON not in desk.get(path).content.decode()

    world.sign(world.employee(now))
    service.settle()
    assert newest(case).actors.get(role="employee").state == "signed"


def test_nobody_but_hr_does_it(company: Company, case: Case) -> None:
    for user in (case.leaver, company.wang_lei.user, company.chen_jie.user):
        with pytest.raises(NotPermitted):
            actions.sign_here_instead(case, by=user, key=make.key())


def test_what_is_signed_here_already_stays_here(company: Company, case: Case) -> None:
    actions.sign_here_instead(case, by=company.li_li.user, key=make.key())
    with pytest.raises(Refused):
        actions.sign_here_instead(case, by=company.li_li.user, key=make.key())
