"""The employee ends it for a fault of the company (38), or proposes to end it together (36)."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, company_papers, handed_in
from lizhi.offboarding.departures import Declaration
from tests import make
from tests.offboarding import begun, declared
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.slow


def told(template: str) -> list[str]:
    return [one.text for one in Message.objects.filter(template=template)]


def test_a_fault_of_the_company_ends_it_by_the_persons_own_word(company: Company) -> None:
    case = declared.declare(company, "forced")
    assert case.papers.valid().filter(kind="certificate").exists()  # it ends today
    paper = case.papers.valid().get(kind="departure")
    facts = cases.paper_facts(paper)
    assert (paper.template, facts["article"]) == ("departure", "第三十八条第一款")
    assert facts["faults"] == (
        "（二）未及时足额支付劳动报酬的；（三）未依法为劳动者缴纳社会保险费的"
    )
    company.zhang_min.refresh_from_db()
    assert company.zhang_min.left_on == clock.today()
    assert "38 条" in told("ending_declared.any.hr")[0]
    assert "38" not in told("ending_declared.any.manager")[0]


def test_whoever_is_forced_to_work_leaves_at_once_and_on_no_other_day(company: Company) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    with pytest.raises(Refused, match="立即"):
        declared.declare(company, "forced", "38-2", day=tomorrow)
    case = declared.declare(company, "forced", "38-2")
    facts = cases.paper_facts(case.papers.valid().get(kind="departure"))
    assert "不需事先告知用人单位" in facts["article_text"]


def test_what_the_company_has_done_is_named(company: Company) -> None:
    with pytest.raises(Refused):
        declared.declare(company, "forced", items=())


@pytest.mark.parametrize("kind", ["receipt", "letter", "agreement", "notice"])
def test_it_is_never_papered_as_a_resignation_or_as_anything_else(
    company: Company, kind: str
) -> None:
    case = declared.declare(company, "forced")
    with pytest.raises(company_papers.Contradiction):
        company_papers.template_of(case, kind)


def test_only_the_person_says_it_and_no_ground_of_another_way(company: Company) -> None:
    said = Declaration("forced", "38-1", clock.today(), items=("2",))
    for user in (company.li_li.user, company.wang_lei.user):
        with pytest.raises(NotPermitted):
            actions.declare_ending(
                company.zhang_min, said, by=user, channel=make.PHONE, key=make.key()
            )
    for way, ground in (("forced", "37"), ("proposal", "36-E"), ("mutual", "36-W")):
        with pytest.raises(Refused):
            declared.declare(company, way, ground)


def test_neither_side_turns_it_into_something_else(company: Company) -> None:
    day = clock.today() + dt.timedelta(days=5)
    case = declared.declare(company, "forced", day=day)
    with pytest.raises(AlreadyDone, match="38 条"):
        begun.begin(company, "mutual")
    with pytest.raises(AlreadyDone):
        make.case(company.zhang_min)
    with pytest.raises(Refused):
        actions.call_off(case, words="不认", agreed=True, by=company.li_li.user, key=make.key())
    with pytest.raises(Refused):
        actions.object_to_ending(case, words="", by=case.leaver, key=make.key())


def test_a_fault_found_after_the_resignation_takes_its_place(company: Company) -> None:
    before = make.case(company.zhang_min)
    case = declared.declare(company, "forced")
    before.refresh_from_db()
    assert (before.outcome, case.ground) == ("overtaken", "38-1")


def test_a_proposal_ends_nothing_until_both_have_signed(company: Company) -> None:
    case = declared.declare(company, "proposal")
    assert make.open_steps(case) == {"reply"}
    assert not case.papers.exists()
    declared.reply(company, case)
    assert make.open_steps(case) == {"signature"}
    facts = cases.paper_facts(case.papers.get(kind="agreement"))
    assert facts["proposer"] == "worker"
    begun.sign(case)
    assert case.binding_at is not None
    assert make.open_steps(case) == {"handover", "settlement", "contract_end"}


@pytest.mark.parametrize("end", ["declined", "taken back", "silence", "not signed"])
def test_without_two_signatures_the_contract_goes_on(company: Company, end: str) -> None:
    case = declared.declare(company, "proposal")
    if end == "declined":
        declared.reply(company, case, agreed=False)
    elif end == "taken back":
        actions.take_back_proposal(case, by=case.leaver, key=make.key())
    elif end == "not signed":
        declared.reply(company, case)
    for days in range(1, 40, 3):
        with clock.at(clock.now() + dt.timedelta(days=days)):
            make.work()
    case.refresh_from_db()
    company.zhang_min.refresh_from_db()
    assert case.status == Case.Status.WITHDRAWN
    assert not case.papers.valid().exists()
    assert company.zhang_min.left_on is None


def test_what_hr_has_agreed_to_is_taken_back_no_more(company: Company) -> None:
    case = declared.reply(company, declared.declare(company, "proposal"))
    with pytest.raises(Refused):
        actions.take_back_proposal(case, by=case.leaver, key=make.key())


def test_a_resignation_takes_the_place_of_a_proposal(company: Company) -> None:
    before = declared.declare(company, "proposal")
    make.case(company.zhang_min)
    before.refresh_from_db()
    assert before.outcome == "overtaken"


@pytest.mark.parametrize("way", ["forced", "proposal"])
def test_what_was_said_can_be_put_together_again(company: Company, way: str) -> None:
    case = declared.declare(company, way)
    assert "九月的工资没有发" in handed_in.file_of(case)[handed_in.PLACE].decode()


def test_on_the_phone_from_the_question_to_the_paper(company: Company) -> None:
    phone = make.signed_in(Client(), company.zhang_min.user)
    assert "/apply/cause/" in phone.get("/apply/pushed/").content.decode()
    empty = phone.post("/apply/cause/", {"key": make.key(), "day": "2026-06-01", "words": "欠薪"})
    assert empty.status_code == 422
    assert "欠薪" in empty.content.decode()
    said = {"key": make.key(), "day": "2026-06-01", "items": ["2"], "words": "欠薪", "sure": "on"}
    assert phone.post("/apply/cause/", said).status_code == 302
    case = Case.objects.get()
    make.work()
    page = phone.get(f"/case/{case.number}/").content.decode()
    assert "第三十八条第一款" in page
    assert "/objection/" not in page
    assert phone.get(f"/case/{case.number}/papers/").status_code == 200


def test_a_proposal_on_the_phone_asks_whose_idea_it_is_and_hr_answers(company: Company) -> None:
    phone = make.signed_in(Client(), company.zhang_min.user)
    desk = make.signed_in(Client(), company.li_li.user)
    said = {"key": make.key(), "day": "2026-06-21", "words": "想回老家", "sure": "on"}
    pushed = phone.post("/apply/together/", said)
    assert pushed.status_code == 422
    assert "公司要付经济补偿" in pushed.content.decode()
    assert phone.post("/apply/together/", {**said, "own_wish": "on"}).status_code == 302
    case = Case.objects.get()
    make.work()
    assert "收回提议" in phone.get(f"/case/{case.number}/").content.decode()
    address = f"/desk/case/{case.number}/reply/"
    assert "想回老家" in desk.get(address).content.decode()
    assert desk.post(address, {"key": make.key()}).status_code == 422
    assert desk.post(address, {"key": make.key(), "answer": "agreed"}).status_code == 302
    assert desk.get(f"/desk/case/{case.number}/").status_code == 200
