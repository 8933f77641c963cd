"""A talk before she goes: picked on the phone, held by HR, noted for its readers; or not at all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from lizhi.cases.models import Case
from lizhi.talks.models import Talk, TalkNote
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

Somebody = Callable[..., Person]
PHONES = (320, 390)
DESKS = (320, 390, 720, 1280, 1440, 1920)
WORDS = "排班总在半夜改"
NOTE = "建议把排班提前三天发"


class TestTheTalk:
    """张敏 talks to 李丽 on Wednesday at ten; 王磊 never hears what about."""

    @pytest.fixture
    def case(self, company: Company) -> Case:
        return stories.resigned(company)

    def test_she_picks_an_hour_and_hr_holds_it_and_notes_for_hr_alone(
        self, company: Company, person: Somebody, case: Case
    ) -> None:
        before = make.open_steps(case), case.contract_end
        self._she_asks(company, person)
        officer = self._hr_fixes(company, person)
        company.house.at("2026-11-25 08:05")
        leaver = person(company.zhang_min.person.user)
        leaver.open_message("和李丽聊一聊，到时李丽打电话")
        self._hr_notes(company, officer)
        case.refresh_from_db()
        assert (make.open_steps(case), case.contract_end) == before
        self._nobody_else_reads(company, person, case)

    def _she_asks(self, company: Company, person: Somebody) -> None:
        phone = person(company.zhang_min.person.user)
        phone.open("/")
        phone.sign_in("/case/")
        phone.tap("走之前聊一聊")
        phone.sees("走之前想聊一聊吗")
        phone.look("talk-offered")
        phone.tap("发出去")
        expect(phone.page.get_by_text("请选一种方式。").first).to_be_visible()
        phone.page.get_by_label("打电话").check(force=True)
        phone.page.get_by_label("管理方式").check(force=True)
        phone.type("想说的话", WORDS)
        phone.page.get_by_label("什么时候").select_option(value="2026-11-25T02:00:00+00:00")
        phone.narrow(*PHONES)
        phone.tap("发出去")
        phone.sees("已转给李丽")
        phone.look("talk-asked")

    def _hr_fixes(self, company: Company, person: Somebody) -> Person:
        officer = person(company.li_li, DESK)
        officer.open_message("想在走之前和您聊一聊")
        officer.sign_in("/talks/")
        officer.sees("张敏想在")
        expect(officer.page.get_by_text(WORDS)).to_be_visible()
        officer.look("talk-hr", big=False)
        officer.tap("答复张敏")
        officer.sees("和张敏约好")
        return officer

    def _hr_notes(self, company: Company, officer: Person) -> None:
        case = Talk.objects.get(partner=company.li_li).case
        company.house.at("2026-11-25 10:30")
        officer.open(f"/desk/case/{case.number}/")
        officer.tap("和李丽")
        officer.tap("聊过了")
        officer.sees("和张敏聊过了")
        officer.type("面谈记录", NOTE)
        officer.tap("记下")
        expect(officer.page.get_by_text(NOTE)).to_be_visible()
        officer.look("talk-held", big=False)
        officer.narrow(*DESKS)

    def _nobody_else_reads(self, company: Company, person: Somebody, case: Case) -> None:
        note = TalkNote.objects.get(talk__case=case)
        assert NOTE.encode() not in bytes(note.words)
        for user in (company.wang_lei, company.chen_jie):
            other = person(user, DESK)
            other.is_known()
            other.open(f"/talks/{case.number}/")
            expect(other.page.get_by_text(NOTE)).to_have_count(0)
            other.open(f"/desk/case/{case.number}/?events=all")
            expect(other.page.get_by_text("聊")).to_have_count(0)
        leaver = person(company.zhang_min.person.user)
        leaver.is_known()
        leaver.open(f"/case/{case.number}/talk/")
        leaver.sees("已经聊过了")
        expect(leaver.page.get_by_text(NOTE)).to_have_count(0)

    def test_declining_is_one_tap_and_nothing_waits(
        self, company: Company, person: Somebody, case: Case
    ) -> None:
        phone = person(company.zhang_min.person.user)
        phone.open("/")
        phone.sign_in("/case/")
        phone.tap("走之前聊一聊")
        phone.sees("走之前想聊一聊吗")
        phone.tap("不聊了，回到进度")
        phone.page.wait_for_url(f"**/case/{case.number}/")
        assert not Talk.objects.filter(case=case).exists()
        company.house.at("2026-11-24 09:30")
        stories.acknowledge(company, case)
        assert make.open_steps(case) == {"signature", "handover", "contract_end"}
