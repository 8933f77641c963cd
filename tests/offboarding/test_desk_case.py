"""The page of one case, and what HR does from there."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from lizhi.cases.models import Case, Event, Proof
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile
from lizhi.handover import actions as handover
from lizhi.offboarding import actions, words
from tests import make
from tests.conftest import MONDAY
from tests.emptying import without_guards
from tests.offboarding import desks
from tests.offboarding.conftest import Company

ROOT = Path(__file__).resolve().parents[2] / "lizhi"
NEW_DAY = dt.date(2026, 6, 19)


def _case_page(client: Client, case: Case) -> str:
    answer = client.get(f"/desk/case/{case.number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_hr_sees_what_is_next_for_whom_and_until_when(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    page = _case_page(desks.desk_of(client, company), case)

    assert "张敏的离职，等您确认" in page
    assert f"/desk/case/{case.number}/confirmation/" in page
    assert "首尾相连，没有缺改" in page
    assert "先安心照顾阿姨。" in page
    for law in ("劳动合同法 50 条", "工资支付暂行规定 9 条", "失业保险条例 16 条"):
        assert law in page
    assert not re.search("第[一二三四五六七八九十百]+条", page)


def test_a_headline_has_no_room_after_a_comma_that_brings_its_own(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company)
    page = _case_page(desks.desk_of(client, company), case)
    (headline,) = re.findall(r'<h1 id="headline"[^>]*>(.+?)</h1>', page)

    assert re.search("，<em[^>]*>剩 ", headline), headline


def test_the_story_names_who_did_it_once(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    desks.desk_of(client, company)
    client.post(f"/desk/case/{case.number}/confirmation/", {**desks.dates(), "seen_early": "on"})
    page = client.get(f"/desk/case/{case.number}/?events=all").content.decode()
    told = [re.sub("<[^>]+>", "", line) for line in re.findall(r"<b class=\"b\">.+?</div>", page)]

    assert any(line.startswith("您 确认了四个日期") for line in told), told
    assert any(line.startswith("王磊 回复了最后一天和接手人") for line in told), told


def test_a_case_that_has_just_begun_runs_for_less_than_a_minute(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    own = make.signed_in(client, company.zhang_min.user).get(f"/case/{case.number}/")
    assert "已用不到 1 分钟" in own.content.decode()
    assert "办理不到 1 分钟" in _case_page(desks.desk_of(client, company), case)


@pytest.mark.parametrize("role", ["员工", "主管", "财务", "HR", "公司", "接手的人"])
def test_no_kind_of_event_begins_with_a_role_beside_a_name(role: str) -> None:
    with translation.override("zh-hans"):
        told = {kind: words.of(kind) for kind in words.KINDS}
    alone = {"paper_sealed"}  # told by the machine: 系统 公司章已盖好
    assert [kind for kind in told if told[kind].startswith(role) and kind not in alone] == []


def test_the_story_can_be_narrowed(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    desks.desk_of(client, company)
    address = f"/desk/case/{case.number}/?events=people"
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "张敏" in part
    assert "系统</b>" not in part


def test_the_story_tells_what_matters_first_and_all_of_it_when_asked(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company)
    desks.desk_of(client, company)
    first, whole = (
        client.get(f"/desk/case/{case.number}/{asked}").content.decode()
        for asked in ("", "?events=all")
    )

    assert "签署协议" in first
    assert "张敏</b> 交了 2 样" in first
    assert "在清单上加了给" not in first
    assert "在清单上加了给何静的一样" in whole
    assert "交给何静一样" in whole
    assert f"全部 {case.events.count()} 件" in first


def test_what_was_given_on_two_days_stands_on_each_of_them(
    client: Client, company: Company
) -> None:
    case = desks.acknowledged(company)
    one, other = case.handover_items.order_by("pk")
    for item, day in ((one, MONDAY), (other, desks.TUESDAY)):
        handover.give(item, by=case.leaver, at=day)
    page = _case_page(desks.desk_of(client, company), case)

    assert page.count("交给何静一样") == 2
    assert "交了 2 样" not in page


def test_a_changed_event_is_noticed(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    with without_guards():
        Event.objects.filter(case=case, seq=3).update(step="elsewhere")

    assert "第 2 件之后对不上" in _case_page(desks.desk_of(client, company), case)


def test_a_manager_sees_neither_pay_nor_proofs(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company, reason="health")
    page = _case_page(make.signed_in(client, company.wang_lei.user), case)

    assert "财务结算" not in page
    assert "结算单" not in page
    assert "身体原因" not in page
    assert "工资一次付清" not in page


def test_finance_reads_no_private_words(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    page = _case_page(make.signed_in(client, company.chen_jie.user), case)

    assert "先安心照顾阿姨" not in page
    assert "结算单" in page


def test_the_leaver_is_led_to_the_own_page(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    answer = make.signed_in(client, company.zhang_min.user).get(f"/desk/case/{case.number}/")
    assert answer.headers["Location"] == f"/case/{case.number}/"


def test_somebody_elses_case_is_not_there(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.signed_in(client, make.employee("路人", "13800000301").user)
    for path in ("", "confirmation/", "handing-over/", "last-day/", "withdrawal/"):
        assert client.get(f"/desk/case/{case.number}/{path}").status_code == 404


def test_a_step_is_handed_on_and_its_time_stays(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    task = make.open_task(case, "confirmation")
    other = make.employee("许浩", "13800000302").user
    make.grant(other, "hr")
    desks.desk_of(client, company)
    address = f"/desk/case/{case.number}/handing-over/"
    assert "许浩" in client.get(address).content.decode()

    answer = client.post(address, {"key": make.key(), "task": task.pk, "to": other.pk})

    assert answer.status_code == 302
    due = task.due_at
    task.refresh_from_db()
    assert (task.assignee, task.due_at) == (other, due)


def test_a_stranger_to_the_role_cannot_be_chosen(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    task = make.open_task(case, "confirmation")
    form = {"key": make.key(), "task": task.pk, "to": company.he_jing.user.pk}
    answer = desks.desk_of(client, company).post(f"/desk/case/{case.number}/handing-over/", form)
    assert answer.status_code == 422


def test_hr_proposes_another_day_and_the_employee_agrees(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    form = {"key": make.key(), "day": NEW_DAY.isoformat(), "words": "方便把工单交完"}
    desks.desk_of(client, company).post(f"/desk/case/{case.number}/last-day/", form)
    assert "还没答复" in _case_page(client, case)

    make.signed_in(client, company.zhang_min.user)
    page = client.get(f"/case/{case.number}/last-day/").content.decode()
    assert "方便把工单交完" in page
    client.post(f"/case/{case.number}/last-day/", {"key": make.key(), "agree": NEW_DAY.isoformat()})

    case.refresh_from_db()
    assert case.contract_end == NEW_DAY


def test_the_employee_proposes_and_hr_agrees(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.signed_in(client, company.zhang_min.user)
    form = {"key": make.key(), "day": NEW_DAY.isoformat(), "words": ""}
    client.post(f"/case/{case.number}/last-day/", form)

    address = f"/desk/case/{case.number}/last-day/"
    assert "张敏提议" in desks.desk_of(client, company).get(address).content.decode()
    client.post(address, {"key": make.key(), "agree": NEW_DAY.isoformat()})

    case.refresh_from_db()
    assert case.contract_end == NEW_DAY


def test_a_day_in_the_past_stays_on_the_page_with_its_reason(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    form = {"key": make.key(), "day": "2026-05-01", "words": "想早点"}
    answer = desks.desk_of(client, company).post(f"/desk/case/{case.number}/last-day/", form)

    assert answer.status_code == 422
    assert "想早点" in answer.content.decode()


@pytest.mark.parametrize(("answer", "status"), [("agree", "withdrawn"), ("refuse", "running")])
def test_hr_answers_whoever_would_like_to_stay(
    client: Client, company: Company, answer: str, status: str
) -> None:
    case = make.case(company.zhang_min)
    actions.ask_to_withdraw(case, by=company.zhang_min.user, words="母亲好转了", key=make.key())
    desks.desk_of(client, company)
    assert "问能不能留下" in _case_page(client, case)
    address = f"/desk/case/{case.number}/withdrawal/"
    assert "母亲好转了" in client.get(address).content.decode()
    assert client.post(address, {"key": make.key()}).status_code == 422

    client.post(address, {"key": make.key(), "answer": answer, "words": "好"})

    case.refresh_from_db()
    assert case.status == status
    assert client.get(address).status_code == 409


def _proof(case: Case) -> Proof:
    file = documents.keep(
        b"%PDF-1.7 hospital",
        name="证明.pdf",
        media_type="application/pdf",
        retention=StoredFile.Retention.PROOF,
    )
    return Proof.objects.create(case=case, file=file, delete_on=dt.date(2026, 8, 1))


def test_a_proof_opens_with_a_reason_that_the_leaver_can_read(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    proof = _proof(case)
    desks.desk_of(client, company)
    address = f"/desk/case/{case.number}/proofs/{proof.pk}/"
    assert "写明原因后查看" in _case_page(client, case)
    assert client.get(address).status_code == 200
    assert client.post(address, {"key": make.key(), "why": "other"}).status_code == 422

    shown = client.post(address, {"key": make.key(), "why": "sick_pay", "words": ""})

    assert shown.status_code == 200
    assert "no-store" in shown.headers["Cache-Control"]
    assert b"".join(shown.streaming_content) == b"%PDF-1.7 hospital"  # type: ignore[attr-defined]
    assert case.events.get(kind="proof_viewed").actor == company.li_li.user
    assert "算病假工资" in _case_page(client, case)
    make.signed_in(client, company.zhang_min.user)
    assert "算病假工资" in client.get(f"/case/{case.number}/papers/").content.decode()


def test_group_hr_knows_that_there_is_one_and_opens_none(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    proof = _proof(case)
    boss = make.employee("集团", "13800000303").user
    make.grant(boss, "group_hr")
    make.signed_in(client, boss)

    assert "限人查看" in _case_page(client, case)
    address = f"/desk/case/{case.number}/proofs/{proof.pk}/"
    assert client.post(address, {"key": make.key(), "why": "sick_pay"}).status_code == 403


def test_hr_registers_a_letter(client: Client, company: Company) -> None:
    desks.desk_of(client, company)
    page = client.get("/desk/register/?words=张敏").content.decode()
    assert f"?who={company.zhang_min.pk}" in page
    form = {
        "key": make.key(),
        "who": company.zhang_min.pk,
        "arrived_on": "2026-05-29",
        "arrived_at": "16:00",
        "way": "letter",
        "wished_day": "2026-07-01",
        "words": "因家中有事，申请辞职。",
    }

    answer = client.post("/desk/register/", form)
    again = client.post("/desk/register/", form)

    case = Case.objects.get()
    assert answer.headers["Location"] == again.headers["Location"] == f"/desk/case/{case.number}/"
    assert case.notice_end == dt.date(2026, 6, 28)
    assert "HR 代为登记" in _case_page(client, case)


def test_a_letter_from_the_future_is_not_registered(client: Client, company: Company) -> None:
    form = {
        "key": make.key(),
        "who": company.zhang_min.pk,
        "arrived_on": "2026-06-03",
        "arrived_at": "16:00",
        "way": "letter",
        "wished_day": "2026-06-01",
        "words": "辞职",
    }
    answer = desks.desk_of(client, company).post("/desk/register/", form)

    assert answer.status_code == 422
    assert "辞职" in answer.content.decode()
    assert not Case.objects.exists()


def _written_kinds() -> set[str]:
    """The kinds that the code of all rooms writes, by their literal or by their constant."""
    found: set[str] = set()
    for file in ROOT.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        found |= set(re.findall(r"\bcases\.record\(\s*\w+,\s*\"(\w+)\"", source))
        found |= set(re.findall(r"\brecord\(\s*\w+,\s*\"(\w+)\"", source))
        if file.name == "kinds.py":
            tree = ast.parse(source)
            named = [node.value for node in tree.body if isinstance(node, ast.Assign)]
            found |= {str(node.value) for node in named if isinstance(node, ast.Constant)}
    return found


def test_every_kind_of_event_has_words() -> None:
    assert _written_kinds() <= set(words.KINDS)
    assert set(words.SENTENCES) | set(words.ICONS) <= set(words.KINDS)
