"""Whoever is hired without a post on the roster gets every paper on its day all the same."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from tests import make
from tests.offboarding.conftest import Company

AS_AGREED = "以劳动合同约定的工作内容为准"


@pytest.fixture
def nameless(company: Company) -> Case:
    """Nobody has told the roster what 张敏 does; she resigns, and her last day is over."""
    company.zhang_min.post = ""
    company.zhang_min.save()
    case = make.case(company.zhang_min)
    now = clock.now()
    for day in (0, 1, 5, 12, 25, 31):
        with clock.at(now + dt.timedelta(days=day)):
            make.work()
    return case


def test_receipt_letter_agreement_list_and_certificate_wait_for_no_post(nameless: Case) -> None:
    issued = set(nameless.papers.values_list("kind", flat=True))
    assert {"receipt", "letter", "agreement", "handover", "certificate"} <= issued
    assert "settlement" in make.open_steps(nameless)


def test_the_certificate_says_honestly_what_the_post_is(client: Client, nameless: Case) -> None:
    paper = Paper.objects.valid().get(case=nameless, kind="certificate")
    make.signed_in(client, nameless.leaver)

    assert not cases.paper_facts(paper)["post"]
    assert AS_AGREED in client.get(f"/papers/{paper.number}/").content.decode()
    page = client.get(f"/case/{nameless.number}/certificate/").content.decode()
    assert "以劳动合同约定的工作内容为准" in page
