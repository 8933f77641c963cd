"""From the notice to the sealed package, with a name by hand: nothing waits longer, all holds."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from lizhi.archive.models import Package
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import packages
from lizhi.documents.packages.sources import Source
from lizhi.documents.packages.unzipping import Zip
from lizhi.jobs.models import Outbox
from lizhi.notifications.models import Message
from lizhi.offboarding import waiting
from lizhi.settlement import actions as settlement
from lizhi.signing import actions, trust
from lizhi.workflow import actions as workflow
from tests import inside, stories
from tests.signing import by_hand, world
from tests.stories import Company

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PURPOSE = "separation_agreement"


@pytest.fixture
def house() -> Iterator[inside.Here]:
    """Where the story plays."""
    made = inside.Here()
    yield made
    made.close()


@pytest.fixture
def company(house: inside.Here) -> Company:
    return stories.found(house)


def on_its_way(company: Company) -> Case:
    """She has signed by hand and sent it."""
    case = stories.acknowledged(company)
    company.house.at("2026-11-25 09:05")
    by_hand.sent(case.envelopes.get(purpose=PURPOSE))
    company.house.settle()
    return case


def rest(company: Company, case: Case) -> Case:
    """Everything else, as with a name on the phone."""
    stories.hand_over(company, case)
    company.house.at("2026-11-25 14:02")
    stories.confirm(company, case)
    company.house.at("2026-11-25 16:00")
    stories.settle(company, case)
    company.house.at("2026-11-25 17:30")
    version = case.settlements.order_by("-number")[0]
    settlement.answer(version, disputed={}, by=case.leaver, at=clock.now())
    company.house.settle()
    company.house.at("2026-11-27 00:06")
    company.house.at("2026-11-27 09:30")
    case.refresh_from_db()
    return case


def test_the_case_goes_on_as_after_a_name_on_the_phone_and_its_package_holds(
    company: Company,
) -> None:
    case = on_its_way(company)
    actor = world.employee(case.envelopes.get(purpose=PURPOSE))
    by_hand.take_in(actor, company.li_li)
    company.house.settle()
    case.refresh_from_db()
    assert case.data["agreement_signed"] is True
    case = rest(company, case)
    assert case.status == Case.Status.CLOSED
    assert case.contract_end == case.wished_day
    assert case.papers.get(kind="agreement").state == Paper.State.VALID
    due = Outbox.objects.filter(available_at__lte=clock.now())
    assert not due.exclude(state__in=(Outbox.State.DONE, Outbox.State.OFF)).exists()

    package = Package.objects.select_related("file__key").get(case=case)
    data = documents.read(package.file)
    verdict = packages.check_source(Source(Zip(data)), trust.root_pem())
    assert verdict.valid, [str(problem) for problem in verdict.problems]
    assert any("亲笔签名" in note for note in verdict.notes)
    with zipfile.ZipFile(io.BytesIO(data)) as bag:
        names = bag.namelist()
        told = json.loads(bag.read(next(one for one in names if one.endswith("on-paper.json"))))
    assert told[0]["electronic_signature"] is False
    assert any("evidence/on-paper-" in name for name in names)


def test_a_paper_that_never_comes_holds_up_neither_the_end_nor_the_certificate(
    company: Company,
) -> None:
    case = on_its_way(company)
    stories.hand_over(company, case)
    for day in ("2026-12-03 09:00", "2026-12-10 09:00", "2026-12-23 09:00", "2026-12-24 09:00"):
        company.house.at(day)
    case.refresh_from_db()
    assert case.envelopes.get(purpose=PURPOSE).state == "expired"
    assert case.papers.filter(kind="certificate", state=Paper.State.VALID).exists()


def test_hr_has_it_among_what_waits_until_it_is_taken_in_and_sent_back(company: Company) -> None:
    case = on_its_way(company)
    assert _waits(company) == ["签好的原件在路上，SF1234567890123"]
    actor = world.employee(case.envelopes.get(purpose=PURPOSE))
    by_hand.take_in(actor, company.li_li)
    company.house.settle()
    assert _waits(company) == []
    stories.hand_over(company, case)
    company.house.at("2026-11-25 14:02")
    stories.confirm(company, case)
    assert _waits(company) == ["原件收到了：请盖章，寄回一份"]
    actions.return_copy(actor, waybill="SF88888888", by=company.li_li, at=clock.now())
    assert _waits(company) == []


def _waits(company: Company) -> list[str]:
    found = [one for one in waiting.things(company.li_li) if "原件" in one.what]
    others = [one for one in waiting.things(company.wang_lei) if "原件" in one.what]
    assert others == []
    assert waiting.count(company.li_li) == len(waiting.things(company.li_li))
    return [one.what for one in found]


def test_each_hears_what_the_other_has_done(company: Company) -> None:
    case = on_its_way(company)
    assert _texts(company.li_li.phone, "选了打印出来签") == 1
    assert _texts(company.li_li.phone, "签好的原件寄出了") == 1
    actor = world.employee(case.envelopes.get(purpose=PURPOSE))
    actions.original_wrong(
        actor, why="pages", words="第二页没寄来", by=company.li_li, at=clock.now()
    )
    company.house.settle()
    assert _texts(case.leaver.phone, "还差一点") == 1
    company.house.at("2026-11-28 10:00")
    company.house.settle()
    by_hand.take_in(actor, company.li_li)
    company.house.settle()
    assert _texts(case.leaver.phone, "算签好了") == 1
    actions.return_copy(actor, waybill="SF88888888", by=company.li_li, at=clock.now())
    company.house.settle()
    assert _texts(case.leaver.phone, "寄给您了") == 1


def test_whoever_signs_by_hand_is_not_asked_on_the_phone_any_more(company: Company) -> None:
    case = on_its_way(company)
    signature = case.runs.get(step="signature")
    workflow.press(signature, by=company.li_li, at=clock.now(), words="")
    company.house.settle()
    assert _texts(case.leaver.phone, "还等您签") == 0
    assert _texts(case.leaver.phone, "打印出来签的离职协议还没收到") == 1


def _texts(phone: str, words: str) -> int:
    return sum(one.address == phone and words in one.text for one in Message.objects.all())
