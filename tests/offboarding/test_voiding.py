"""What both have signed only both undo: by a new paper that says so."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import Settings

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.documents import actions as documents
from lizhi.jobs import giving_up
from lizhi.jobs.models import Outbox
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, agreements, voiding
from lizhi.offboarding.four_dates import FourDates
from lizhi.signing import actions as signing
from lizhi.signing import ladder, lasting
from lizhi.signing.models import Envelope
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import begun, desks
from tests.offboarding.conftest import Company
from tests.offboarding.desks import WISHED
from tests.signing import world

pytestmark = pytest.mark.slow

STATUTORY = dt.date(2026, 7, 1)


def sealed(company: Company, day: dt.date = WISHED) -> Case:
    """Both have signed that 张敏 leaves on the twelfth; the law would have it on the first."""
    case = desks.at_confirmation(company)
    task = make.open_task(case, "confirmation")
    dates = FourDates(day, day, day, day)
    actions.confirm(task, by=company.li_li.user, dates=dates, key=make.key())
    make.work()
    case.refresh_from_db()
    assert agreements.of(case).state == "completed"  # type: ignore[union-attr]
    return case


def propose(company: Company, case: Case, then: str = "law") -> Envelope:
    """李丽 proposes that it be void; the paper goes out."""
    words = "协议里的最后一天写早了，交接来不及。"
    actions.propose_voiding(case, then=then, words=words, by=company.li_li.user, key=make.key())
    make.work()
    return out(case)


def out(case: Case) -> Envelope:
    """The newest paper by which the agreement is to be void."""
    return case.envelopes.filter(purpose="voiding").latest("pk")


def sign(case: Case) -> None:
    """张敏's name under it; the seal follows by itself."""
    world.sign(out(case).actors.get(role="employee"))
    make.work()
    case.refresh_from_db()


def voided(company: Company, then: str = "law") -> Case:
    """Both have signed that the agreement is void."""
    case = sealed(company)
    propose(company, case, then)
    sign(case)
    return case


def agreement(case: Case) -> Envelope:
    """The one that was signed first."""
    return case.envelopes.filter(purpose="separation_agreement").earliest("pk")


def machinist(company: Company) -> User:
    """Looks after the jobs."""
    make.grant(company.sun_yue.user, "administrator")
    return company.sun_yue.user


def no(row: Outbox) -> None:
    """The machine cannot do it."""
    raise OSError


def texts(phone: str) -> list[str]:
    """What this phone got, the newest last."""
    return [one.text for one in Message.objects.order_by("pk") if one.address == phone]


class TestBothHaveSigned:
    """The agreement is void, the resignation stands, and both papers are kept."""

    def test_the_old_paper_is_void_by_the_new_one_and_neither_is_lost(
        self, company: Company
    ) -> None:
        case = voided(company)

        old, new = agreement(case), out(case)
        assert (old.state, new.state, new.voids) == ("voided", "completed", old)
        assert (old.paper.state, old.paper.voided_by) == ("voided", new.paper)
        assert (new.paper.state, new.paper.kind) == ("valid", "voiding")
        for paper in (old.paper, new.paper):
            assert lasting.is_signed(documents.read(paper.file))

    def test_the_new_paper_names_the_old_one_and_says_what_holds_instead(
        self, company: Company
    ) -> None:
        case = sealed(company)
        before = agreement(case).paper
        propose(company, case)

        facts = cases.paper_facts(out(case).paper)
        assert facts["voided_number"] == before.number
        assert facts["voided_digest"] == before.file.digest
        assert facts["voided_on"] == "2026-06-01"
        assert facts["then"] == "law"
        assert facts["reason"].startswith("协议里的最后一天写早了")
        assert (facts["ends_on"], facts["ended_before"]) == ("2026-07-01", "2026-06-12")

    def test_the_resignation_stands_and_ends_the_contract_on_the_day_of_the_law(
        self, company: Company
    ) -> None:
        case = voided(company)

        days = (case.contract_end, case.last_working_day, case.pay_end, case.access_end)
        assert days == (STATUTORY,) * 4
        assert case.status == Case.Status.RUNNING
        assert case.papers.get(kind="letter").state == "valid"
        assert any(step.startswith("wait") or step for step in make.open_steps(case))

    def test_both_hear_of_it_and_nobody_hears_that_the_agreement_is_sealed(
        self, company: Company
    ) -> None:
        case = sealed(company)
        Message.objects.all().delete()
        propose(company, case)
        sign(case)

        mine, hers = texts(case.leaver.phone), texts(company.li_li.user.phone)
        assert any("原来的离职协议作废" in one for one in mine)
        assert any("离职协议作废" in one for one in hers)
        assert not any("离职协议公司盖好章" in one for one in mine)

    def test_the_story_says_who_proposed_it_and_when_it_became_void(self, company: Company) -> None:
        case = voided(company)

        told = list(case.events.order_by("seq").values_list("kind", flat=True))
        order = ["voiding_proposed", "voiding_sent", "envelope_voided", "agreement_voided"]
        assert [kind for kind in told if kind in order] == order
        event = case.events.get(kind="envelope_voided")
        assert event.facts["by_sha256"] == out(case).paper.file.digest
        assert case.events.get(kind="voiding_proposed").actor == company.li_li.user

    def test_it_is_signed_in_the_ways_of_the_paper_that_it_voids(self) -> None:
        assert ladder.of(voiding.PURPOSE) == ladder.of(agreements.PURPOSE)
        assert voiding.PURPOSE in ladder.AT_STAKE

    def test_it_cannot_be_voided_twice(self, company: Company) -> None:
        case = voided(company)

        with pytest.raises(AlreadyDone):
            propose(company, case)

    def test_a_new_agreement_can_follow_and_be_voided_in_its_turn(self, company: Company) -> None:
        case = voided(company, then="new")

        day = dt.date(2026, 6, 19)
        actions.propose_last_day(case, day, by=case.leaver, key=make.key())
        actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())
        make.work()
        world.sign(agreements.of(case).actors.get(role="employee"))  # type: ignore[union-attr]
        make.work()
        case.refresh_from_db()
        newest = agreements.of(case)
        assert newest
        assert (newest.state, case.contract_end) == ("completed", day)
        assert "agreement_follows" not in case.data

        first = out(case)
        propose(company, case)
        sign(case)
        newest.refresh_from_db()
        first.paper.refresh_from_db()
        assert (newest.state, case.contract_end) == ("voided", STATUTORY)
        assert first.paper.state == "valid"

    def test_where_no_new_one_was_promised_another_day_sends_none(self, company: Company) -> None:
        case = voided(company, then="law")

        day = dt.date(2026, 6, 19)
        actions.propose_last_day(case, day, by=case.leaver, key=make.key())
        actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())
        make.work()

        assert case.envelopes.filter(purpose="separation_agreement").count() == 1


class TestNotBoth:
    """While one of them has not signed, the agreement holds; nobody loses anything."""

    def test_while_it_is_out_the_agreement_holds_and_says_that_it_is_being_voided(
        self, company: Company
    ) -> None:
        case = sealed(company)
        new = propose(company, case)

        old = agreement(case)
        assert new.state == "signing"
        assert (old.state, old.told_state, old.paper.state) == ("completed", "voiding", "valid")
        case.refresh_from_db()
        assert case.contract_end == WISHED

    def test_declining_leaves_the_agreement_in_force(self, company: Company) -> None:
        case = sealed(company)
        new = propose(company, case)
        employee = new.actors.get(role="employee")
        now = clock.now()
        signing.decline(employee, reason="other", words="我要原来的", by=case.leaver, at=now)
        make.work()

        self._nothing_has_changed(case, "declined")
        assert any("原来的离职协议照旧有效" in one for one in texts(company.li_li.user.phone))

    def test_its_time_runs_out_on_the_evening_before_the_agreed_day_at_the_latest(
        self, company: Company
    ) -> None:
        case = sealed(company)
        with clock.at(MONDAY + dt.timedelta(days=8)):
            new = propose(company, case)
        assert clock.local(new.expires_at).date() == dt.date(2026, 6, 11)

        with clock.at(MONDAY + dt.timedelta(days=10, hours=15)):
            make.work()
        self._nothing_has_changed(case, "expired")

    def test_hr_may_take_it_back_until_it_is_signed(self, company: Company) -> None:
        case = sealed(company)
        propose(company, case)
        actions.take_back_voiding(case, by=company.li_li.user, key=make.key())
        make.work()

        self._nothing_has_changed(case, "taken_back")

    def test_taken_back_before_it_is_printed_nothing_goes_out(self, company: Company) -> None:
        case = sealed(company)
        by = company.li_li.user
        actions.propose_voiding(case, then="law", words="写错了", by=by, key=make.key())
        actions.take_back_voiding(case, by=by, key=make.key())
        make.work()

        assert not case.envelopes.filter(purpose="voiding").exists()
        propose(company, case)
        assert out(case).state == "signing"

    def test_a_paper_that_cannot_be_printed_is_given_up_and_can_be_proposed_anew(
        self, company: Company
    ) -> None:
        case = sealed(company)
        by = company.li_li.user
        actions.propose_voiding(case, then="law", words="写错了", by=by, key=make.key())
        row = Outbox.objects.get(topic="voiding.print")
        row.state = Outbox.State.FAILED
        row.save()
        giving_up.give_up(row, by=machinist(company), reason="打印不出来", at=clock.now())

        case.refresh_from_db()
        assert not voiding.out(case)
        assert agreement(case).state == "completed"
        propose(company, case)
        assert out(case).state == "signing"

    def test_a_seal_that_is_given_up_leaves_the_agreement_in_force(
        self, company: Company, settings: Settings
    ) -> None:
        case = sealed(company)
        new = propose(company, case)
        world.sign(new.actors.get(role="employee"))
        handlers = settings.OUTBOX_HANDLERS
        settings.OUTBOX_HANDLERS = {**handlers, "voiding.seal": "tests.offboarding.test_voiding.no"}
        world.work()
        settings.OUTBOX_HANDLERS = handlers
        row = Outbox.objects.get(topic="voiding.seal")
        row.state = Outbox.State.FAILED
        row.save()
        giving_up.give_up(row, by=machinist(company), reason="盖不上", at=clock.now())
        self._nothing_has_changed(case, "given_up")

    def test_once_the_employee_has_signed_hr_cannot_take_it_back(self, company: Company) -> None:
        case = sealed(company)
        new = propose(company, case)
        signer = new.actors.get(role="employee")
        world.sign(signer)

        with pytest.raises(AlreadyDone):
            actions.take_back_voiding(case, by=company.li_li.user, key=make.key())

    def test_another_day_agreed_meanwhile_calls_it_back(self, company: Company) -> None:
        case = sealed(company)
        new = propose(company, case)
        day = dt.date(2026, 6, 19)
        actions.propose_last_day(case, day, by=case.leaver, key=make.key())
        actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())
        make.work()

        new.refresh_from_db()
        assert (new.state, new.paper.state) == ("revoked", "revoked")
        case.refresh_from_db()
        assert not voiding.out(case)
        assert agreement(case).paper.state == "replaced"

    def test_only_one_is_out_at_a_time(self, company: Company) -> None:
        case = sealed(company)
        propose(company, case)

        with pytest.raises(AlreadyDone):
            propose(company, case)
        assert case.envelopes.filter(purpose="voiding").count() == 1

    def test_the_same_press_twice_is_one_proposal(self, company: Company) -> None:
        case, key, by = sealed(company), make.key(), company.li_li.user
        for _press in range(2):
            actions.propose_voiding(case, then="law", words="写错了", by=by, key=key)
        make.work()

        assert case.events.filter(kind="voiding_proposed").count() == 1

    def _nothing_has_changed(self, case: Case, why: str) -> None:
        case.refresh_from_db()
        new, old = out(case), agreement(case)
        assert (old.state, old.told_state) == ("completed", "completed")
        assert (old.paper.state, old.paper.voided_by) == ("valid", None)
        assert (new.paper.state, case.contract_end) == ("revoked", WISHED)
        assert case.events.get(kind="agreement_stays").facts["why"] == why
        assert not voiding.out(case)


class TestTheLeaverAsks:
    """On the phone; HR answers with the paper, or with no."""

    def test_hr_hears_of_it_and_it_stands_in_the_list(self, company: Company) -> None:
        case = sealed(company)
        actions.ask_to_void(case, words="工资截止日写错了", by=case.leaver, key=make.key())
        make.work()

        case.refresh_from_db()
        assert case.voiding_asked_at
        assert any("作废，请您答复" in one for one in texts(company.li_li.user.phone))
        hr = make.signed_in(Client(), company.li_li.user)
        assert "签好的协议作废" in hr.get("/todo/").content.decode()
        assert "工资截止日写错了" in hr.get(self._desk(case)).content.decode()

    def test_asked_twice_is_refused(self, company: Company) -> None:
        case = sealed(company)
        actions.ask_to_void(case, words="写错了", by=case.leaver, key=make.key())

        with pytest.raises(AlreadyDone):
            actions.ask_to_void(case, words="写错了", by=case.leaver, key=make.key())

    def test_hr_may_say_no_and_the_agreement_holds(self, company: Company) -> None:
        case = sealed(company)
        actions.ask_to_void(case, words="写错了", by=case.leaver, key=make.key())
        words = "日子是对的，电话里说过。"
        actions.refuse_voiding(case, words=words, by=company.li_li.user, key=make.key())
        make.work()

        case.refresh_from_db()
        assert case.voiding_asked_at is None
        assert agreement(case).state == "completed"
        phone = make.signed_in(Client(), case.leaver)
        page = phone.get(f"/case/{case.number}/voiding/").content.decode()
        assert words in page
        assert any("离职协议照旧有效" in one for one in texts(case.leaver.phone))

    def test_nobody_else_can_ask_in_the_leavers_place(self, company: Company) -> None:
        case = sealed(company)

        with pytest.raises(NotPermitted):
            actions.ask_to_void(case, words="x", by=company.wang_lei.user, key=make.key())

    def _desk(self, case: Case) -> str:
        return f"/desk/case/{case.number}/agreement/voiding/"


class TestRefused:
    """Where it cannot be right, it says why and what there is instead."""

    def test_what_nobody_has_sealed_need_not_be_voided(self, company: Company) -> None:
        case = desks.at_confirmation(company)

        with pytest.raises(Refused, match="双方都签好的协议"):
            propose(company, case)

    def test_an_end_that_rests_on_the_agreement_is_called_off_and_not_voided(
        self, company: Company
    ) -> None:
        case = begun.certain(company, "mutual")

        with pytest.raises(Refused, match="取消"):
            propose(company, case)
        assert not case.events.filter(kind="voiding_proposed").exists()

    def test_after_the_last_day_an_end_by_agreement_stays(self, company: Company) -> None:
        case = begun.certain(company, "mutual")
        at = dt.datetime.combine(case.contract_end, dt.time(10), clock.SHANGHAI)
        with clock.at(at), pytest.raises(Refused, match="仲裁"):
            propose(company, case)

    def test_after_the_agreed_day_a_resignation_does_not_go_back_to_the_day_of_the_law(
        self, company: Company
    ) -> None:
        case = sealed(company)
        at = dt.datetime.combine(WISHED, dt.time(10), clock.SHANGHAI)
        with clock.at(at), pytest.raises(Refused):
            propose(company, case)

    def test_nor_does_one_that_went_on_beyond_the_day_of_the_law(self, company: Company) -> None:
        case = sealed(company)
        day = dt.date(2026, 7, 10)
        actions.propose_last_day(case, day, by=case.leaver, key=make.key())
        actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())
        make.work()
        world.sign(agreements.of(case).actors.get(role="employee"))  # type: ignore[union-attr]
        make.work()
        case.refresh_from_db()
        at = dt.datetime(2026, 7, 2, 10, tzinfo=clock.SHANGHAI)
        with clock.at(at), pytest.raises(Refused, match="7月1日"):
            propose(company, case)


class TestPages:
    """At the desk and on the phone."""

    def test_hr_finds_it_from_the_papers_and_sends_it(self, company: Company) -> None:
        case = sealed(company)
        hr = make.signed_in(Client(), company.li_li.user)
        assert f"/desk/case/{case.number}/agreement/" in hr.get(self._case(case)).content.decode()
        page = hr.get(self._desk(case)).content.decode()
        assert "7月1日" in page

        sent = {"do": "propose", "key": make.key(), "then": "new", "words": "最后一天写早了"}
        assert hr.post(self._desk(case), sent).status_code == 302
        make.work()
        assert cases.paper_facts(out(case).paper)["then"] == "new"

    def test_what_was_typed_is_not_lost_when_something_is_missing(self, company: Company) -> None:
        case = sealed(company)
        hr = make.signed_in(Client(), company.li_li.user)
        answer = hr.post(self._desk(case), {"do": "propose", "key": "k", "words": "写早了"})

        assert answer.status_code == 422
        assert "写早了" in answer.content.decode()

    def test_the_leaver_comes_from_the_progress_to_the_paper(self, company: Company) -> None:
        case = sealed(company)
        new = propose(company, case)
        phone = make.signed_in(Client(), case.leaver)

        assert (
            f"/case/{case.number}/voiding/" in phone.get(f"/case/{case.number}/").content.decode()
        )
        page = phone.get(f"/case/{case.number}/voiding/").content.decode()
        assert f"/sign/{new.biz_no}/" in page
        assert "协议里的最后一天写早了" in page
        assert "原来签好的协议照旧有效" in phone.get(f"/sign/{new.biz_no}/").content.decode()

    def test_both_papers_are_listed_with_what_has_become_of_them(self, company: Company) -> None:
        case = voided(company)
        hr = make.signed_in(Client(), company.li_li.user)
        page = hr.get(self._case(case)).content.decode()

        assert "双方已作废" in page
        assert "作废协议" in page

    def test_a_get_writes_nothing(self, company: Company) -> None:
        case = sealed(company)
        before = (case.events.count(), Outbox.objects.count())
        make.signed_in(Client(), company.li_li.user).get(self._desk(case))
        make.signed_in(Client(), case.leaver).get(f"/case/{case.number}/voiding/")

        assert (case.events.count(), Outbox.objects.count()) == before

    def _case(self, case: Case) -> str:
        return f"/desk/case/{case.number}/"

    def _desk(self, case: Case) -> str:
        return f"/desk/case/{case.number}/agreement/voiding/"
