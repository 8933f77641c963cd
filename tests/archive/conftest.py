"""Zhang Min has left; nobody hurried. Her file is sealed by the machine."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_django import Settings

from lizhi.archive.models import Package
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company, company
from tests.settlement import world

__all__ = ["company"]


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    """Nothing of other tests lies in the store."""
    settings.DATA_DIR = tmp_path
    settings.STORE_DIR = tmp_path / "store"


@pytest.fixture
def closed_case(company: Company) -> Case:
    """From the notice to the sealed package: signature and handover ended by time alone."""
    case = make.case(company.zhang_min)
    actions.acknowledge(
        make.open_task(case, "acknowledgement"),
        by=company.wang_lei.user,
        handover_to=company.he_jing.user,
        agrees_early=None,
        note="先安心照顾阿姨，客户我来接。",
        key=make.key(),
    )
    make.work()
    for days in (8, 12, 18):  # the agreement expires, the handover is closed, HR's time passes
        with clock.at(MONDAY + dt.timedelta(days=days)):
            make.work()
    with clock.at(MONDAY + dt.timedelta(days=18)):
        world.sent(Case.objects.get(pk=case.pk), company.chen_jie.user)
        make.work()
    for days in (26, 32):  # the settlement is not answered, the contract ends
        with clock.at(MONDAY + dt.timedelta(days=days)):
            make.work()
    case.refresh_from_db()
    return case


@pytest.fixture
def package(closed_case: Case) -> Package:
    """Its package."""
    return Package.objects.select_related("file__key", "case").get(case=closed_case)
