"""During the notice of a resignation the law ends the contract by itself (劳动合同法 44)."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding.models import Duty
from tests import make
from tests.offboarding import begun
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.slow

LAWS: list[tuple[str, dict[str, Any]]] = [
    ("retirement", {"ground": "44-2"}),
    ("retirement", {"ground": "IR21"}),
    ("closure", {"ground": "44-4"}),
    ("closure", {"ground": "44-5"}),
]


@pytest.mark.parametrize(("way", "said"), LAWS)
def test_an_earlier_day_by_law_takes_the_place_of_the_notice(
    company: Company, way: str, said: dict[str, Any]
) -> None:
    own = make.case(company.zhang_min)
    make.work()
    case = begun.begin(company, way, **said)
    own.refresh_from_db()
    assert (own.outcome, make.open_steps(own)) == ("overtaken", set())
    assert case.contract_end == clock.today() + dt.timedelta(days=20) < own.contract_end
    assert {case.last_working_day, case.pay_end} == {case.contract_end}
    assert case.ground == said["ground"]  # and never a resignation or an agreement
    with clock.at(clock.now() + dt.timedelta(days=21)):
        make.work()
        assert case.papers.valid().filter(kind="certificate").count() == 1
        assert not own.papers.filter(kind="certificate").exists()
        assert not Duty.objects.filter(case=own).exclude(raised_at=None).exists()


def test_the_person_reads_which_of_the_two_holds_and_hears_of_it(
    client: Client, company: Company
) -> None:
    make.case(company.zhang_min)
    make.work()
    case = begun.begin(company, "closure")
    page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
    assert "您辞过职，合同本来 7月1日" in page
    assert "不按辞职办" in page
    mine = [one.text for one in Message.objects.all() if one.address == case.leaver.phone]
    assert any("6月21日" in text and "终止" in text for text in mine)


@pytest.mark.parametrize("days", [30, 31])
@pytest.mark.parametrize("way", ["retirement", "closure"])
def test_on_the_same_day_or_later_the_resignation_is_first(
    company: Company, way: str, days: int
) -> None:
    own = make.case(company.zhang_min)
    with pytest.raises(Refused, match="已经辞职，合同 7月1日"):
        begun.begin(company, way, day=clock.today() + dt.timedelta(days=days))
    own.refresh_from_db()
    assert own.status == "running"


@pytest.mark.parametrize("way", ["mutual", "notice", "layoff", "dismissal", "term_end"])
def test_nothing_else_becomes_of_a_resignation(company: Company, way: str) -> None:
    make.case(company.zhang_min)
    with pytest.raises(AlreadyDone, match="不能改成别的事由"):
        begun.begin(company, way)


def test_another_ending_of_the_company_does_not_make_way_for_the_law(company: Company) -> None:
    begun.begin(company, "notice")
    with pytest.raises(AlreadyDone):
        begun.begin(company, "closure")
