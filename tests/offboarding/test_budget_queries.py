"""How little the pages ask that somebody who leaves opens again and again."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lizhi.cases.models import Case
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company

QUERIES = 8
REFRESH_BYTES = 4_000


def _at_acknowledgement(company: Company) -> Case:
    case = make.case(company.zhang_min, days=11)
    make.work()
    return case


@pytest.mark.parametrize("stand", [_at_acknowledgement, desks.at_confirmation])
def test_progress_and_its_refresh_ask_eight_questions(
    client: Client,
    company: Company,
    stand: Callable[[Company], Case],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    case = stand(company)
    make.signed_in(client, case.leaver)
    for part in ("", "progress/"):
        address = f"/case/{case.number}/{part}"
        client.get(address)
        with django_assert_max_num_queries(QUERIES):
            answer = client.get(address)
        assert answer.status_code == 200
    assert len(answer.content) <= REFRESH_BYTES
