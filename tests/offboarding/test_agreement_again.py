"""An agreement that has ended unsigned, or that names a day that counts no more."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, agreements
from lizhi.offboarding.four_dates import FourDates
from lizhi.signing import actions as signing
from lizhi.signing.models import Envelope
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company
from tests.offboarding.desks import WISHED
from tests.signing import world

pytestmark = pytest.mark.slow

NEW = dt.date(2026, 6, 19)
STATUTORY = dt.date(2026, 7, 1)


def sent(company: Company) -> Case:
    """The agreement is with the employee; it proposes the twelfth."""
    case = make.case(company.zhang_min, days=11, handover_titles=("客户资料",))
    make.work()
    actions.acknowledge(
        make.open_task(case, "acknowledgement"),
        by=company.wang_lei.user,
        handover_to=company.he_jing.user,
        agrees_early=True,
        key=make.key(),
    )
    make.work()
    return case


def sign(case: Case) -> None:
    """The employee's name, under the newest one."""
    envelope = case.envelopes.filter(purpose="separation_agreement").order_by("-pk")[0]
    world.sign(envelope.actors.get(role="employee"))
    make.work()


def decline(case: Case) -> None:
    """The employee says no."""
    employee = (
        case.envelopes.filter(purpose="separation_agreement")
        .order_by("-pk")[0]
        .actors.get(role="employee")
    )
    words = "竞业那条看不懂"
    signing.decline(employee, reason="terms", words=words, by=case.leaver, at=clock.now())
    make.work()


def confirm(company: Company, case: Case, day: dt.date) -> None:
    """HR fixes all four dates."""
    task = make.open_task(case, "confirmation")
    dates = FourDates(day, day, day, day)
    actions.confirm(task, by=company.li_li.user, dates=dates, key=make.key())
    make.work()


def send_again(company: Company, case: Case) -> None:
    """李丽 sends it once more."""
    actions.send_agreement_again(case, by=company.li_li.user, key=make.key())
    make.work()


def agree(company: Company, case: Case, day: dt.date) -> None:
    """张敏 proposes another day, 李丽 agrees."""
    actions.propose_last_day(case, day, by=case.leaver, key=make.key())
    actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())
    make.work()


def newest(case: Case) -> tuple[Paper, Envelope]:
    """The newest agreement, and what it is out in."""
    case.refresh_from_db()
    envelope = case.envelopes.filter(purpose="separation_agreement").order_by("-pk")[0]
    return case.papers.filter(kind="agreement").order_by("-pk")[0], envelope


def signing_on_the_progress(client: Client, case: Case) -> str:
    """What 张敏 reads about the agreement on her progress."""
    make.signed_in(client, case.leaver)
    page = client.get(f"/case/{case.number}/progress/").content.decode()
    return next(node for node in page.split("<li class=") if "签署协议" in node)


class TestSentAgain:
    """Declined or out of time, and wanted after all."""

    def test_before_the_confirmation_it_is_signed_and_sealed_as_the_first_would_be(
        self, company: Company
    ) -> None:
        case = sent(company)
        decline(case)
        send_again(company, case)
        sign(case)
        desks.finish_handover(case)
        confirm(company, case, WISHED)

        paper, envelope = newest(case)
        assert envelope.state == Envelope.State.COMPLETED
        assert (paper.state, case.contract_end) == ("valid", WISHED)
        old = case.papers.filter(kind="agreement").order_by("pk")[0]
        assert (old.state, old.replaced_by) == ("replaced", paper)

    def test_after_the_seals_turn_the_seal_follows_the_name_by_itself(
        self, company: Company
    ) -> None:
        case = sent(company)
        decline(case)
        desks.finish_handover(case)
        confirm(company, case, STATUTORY)
        assert "settlement" in make.open_steps(case)

        send_again(company, case)
        sign(case)

        paper, envelope = newest(case)
        assert envelope.state == Envelope.State.COMPLETED
        assert agreements.day_of(paper) == case.contract_end == STATUTORY
        sealed = case.events.get(kind="seal_requested")
        assert sealed.actor == company.li_li.user

    def test_out_of_time_it_can_be_signed_and_the_employee_is_told(self, company: Company) -> None:
        case = sent(company)
        with clock.at(MONDAY + dt.timedelta(days=9)):
            make.work()
            assert newest(case)[1].state == Envelope.State.EXPIRED
            send_again(company, case)
            texts = Message.objects.filter(template__startswith="agreement_sent_again")
            assert ["6月12日" in one.text for one in texts] == [True]
            sign(case)
            assert case.data.get("agreement_signed") is None
            case.refresh_from_db()
            assert case.data["agreement_signed"] is True

    def test_a_wish_that_has_passed_is_not_proposed_again(self, company: Company) -> None:
        case = sent(company)
        decline(case)
        with clock.at(MONDAY + dt.timedelta(days=14)):
            send_again(company, case)
            paper, _envelope = newest(case)
        assert agreements.day_of(paper) == STATUTORY

    def test_two_presses_are_one_agreement(self, company: Company) -> None:
        case = sent(company)
        decline(case)
        actions.send_agreement_again(case, by=company.li_li.user, key=make.key())
        with pytest.raises(AlreadyDone):
            actions.send_agreement_again(case, by=company.li_li.user, key=make.key())
        make.work()
        assert case.envelopes.filter(purpose="separation_agreement").count() == 2
        with pytest.raises(AlreadyDone):
            actions.send_agreement_again(case, by=company.li_li.user, key=make.key())

    def test_only_hr_sends_it_and_not_before_the_first(self, company: Company) -> None:
        case = make.case(company.zhang_min, days=11)
        make.work()
        with pytest.raises(Refused):
            actions.send_agreement_again(case, by=company.li_li.user, key=make.key())
        for user in (case.leaver, company.wang_lei.user, company.chen_jie.user):
            with pytest.raises(NotPermitted):
                actions.send_agreement_again(case, by=user, key=make.key())

    def test_one_that_is_never_signed_holds_nothing_up(self, company: Company) -> None:
        case = sent(company)
        decline(case)
        desks.finish_handover(case)
        confirm(company, case, STATUTORY)
        send_again(company, case)
        with clock.at(dt.datetime(2026, 7, 1, 0, 10, tzinfo=clock.SHANGHAI)):
            make.work()
            assert case.papers.valid().filter(kind="certificate").exists()


class TestMoreTime:
    """Before the time to sign is over."""

    def test_it_can_be_signed_after_the_step_has_closed(self, company: Company) -> None:
        case = sent(company)
        actions.give_time_to_sign(case, days=14, by=company.li_li.user, key=make.key())
        make.work()
        assert Message.objects.filter(template__startswith="signature_extended").exists()
        with clock.at(MONDAY + dt.timedelta(days=10)):
            make.work()
            assert "signature" not in make.open_steps(case)
            sign(case)
            desks.finish_handover(case)
            confirm(company, case, WISHED)
        assert newest(case)[1].state == Envelope.State.COMPLETED

    def test_the_progress_says_until_when_and_not_that_it_is_too_late(
        self, client: Client, company: Company
    ) -> None:
        case = sent(company)
        with clock.at(MONDAY + dt.timedelta(days=3)):
            make.work()
            assert "超时" in signing_on_the_progress(client, case)
            actions.give_time_to_sign(case, days=11, by=company.li_li.user, key=make.key())
            assert "6月15日" in signing_on_the_progress(client, case)
            assert "超时" not in signing_on_the_progress(client, case)
        with clock.at(MONDAY + dt.timedelta(days=10)):
            make.work()
            assert "过期没签" not in signing_on_the_progress(client, case)
            assert "2026-06-15" in signing_on_the_progress(client, case)
            page = client.get(f"/case/{case.number}/").content.decode()
            assert f"/case/{case.number}/signature/" in page
        with clock.at(MONDAY + dt.timedelta(days=15)):
            make.work()
            assert "过期没签" in signing_on_the_progress(client, case)

    def test_a_confirmation_in_the_meantime_does_not_take_it_back(self, company: Company) -> None:
        case = sent(company)
        actions.give_time_to_sign(case, days=14, by=company.li_li.user, key=make.key())
        with clock.at(MONDAY + dt.timedelta(days=9)):
            make.work()
            desks.finish_handover(case)
            confirm(company, case, STATUTORY)
            assert newest(case)[1].state == Envelope.State.SIGNING
            assert "settlement" in make.open_steps(case)

    def test_what_is_signed_needs_none(self, company: Company) -> None:
        case = sent(company)
        sign(case)
        with pytest.raises(Refused):
            actions.give_time_to_sign(case, days=14, by=company.li_li.user, key=make.key())


class TestAnotherLastDay:
    """Both sides have agreed another day than the agreement names."""

    def test_unsigned_it_is_called_back_and_the_new_one_names_the_new_day(
        self, company: Company
    ) -> None:
        case = sent(company)
        agree(company, case, NEW)
        paper, envelope = newest(case)

        mine = case.envelopes.filter(purpose="separation_agreement").order_by("pk")
        assert [one.state for one in mine] == ["revoked", "signing"]
        facts = cases.paper_facts(paper)
        assert facts["agreed_day"] == NEW.isoformat()
        assert "signature" in make.open_steps(case)
        sign(case)
        assert "signature" not in make.open_steps(case)
        assert envelope.paper == paper

    def test_signed_and_sealed_it_is_replaced_and_the_new_one_is_sealed_when_signed(
        self, company: Company
    ) -> None:
        case = desks.at_confirmation(company)
        confirm(company, case, WISHED)
        old, _envelope = newest(case)
        assert old.state == "valid"
        agree(company, case, NEW)

        old.refresh_from_db()
        assert old.state == "replaced"
        sign(case)
        paper, envelope = newest(case)
        assert envelope.state == Envelope.State.COMPLETED
        assert (paper.state, case.contract_end) == ("valid", NEW)

    def test_signed_but_not_sealed_the_old_name_counts_no_more(self, company: Company) -> None:
        case = desks.at_confirmation(company)
        agree(company, case, NEW)
        case.refresh_from_db()
        assert not case.data.get("agreement_signed")
        confirm(company, case, NEW)
        assert "settlement" in make.open_steps(case)
        assert case.papers.valid().filter(kind="agreement").count() == 0

        sign(case)
        paper, envelope = newest(case)
        assert envelope.state == Envelope.State.COMPLETED
        assert agreements.day_of(paper) == case.contract_end == NEW

    def test_a_day_that_hr_confirms_otherwise_is_signed_anew(self, company: Company) -> None:
        case = desks.at_confirmation(company)
        confirm(company, case, STATUTORY)
        paper, envelope = newest(case)

        assert "settlement" in make.open_steps(case)
        mine = case.envelopes.filter(purpose="separation_agreement").order_by("pk")
        assert [one.state for one in mine] == ["revoked", "signing"]
        assert agreements.day_of(paper) == STATUTORY
        sign(case)
        envelope.refresh_from_db()
        assert envelope.state == Envelope.State.COMPLETED
        case.refresh_from_db()
        assert case.contract_end == STATUTORY

    def test_the_day_that_it_names_already_changes_nothing(self, company: Company) -> None:
        case = sent(company)
        agree(company, case, WISHED)
        assert case.envelopes.filter(purpose="separation_agreement").count() == 1

    def test_while_the_seal_is_on_its_way_it_is_taken_back(self, company: Company) -> None:
        case = desks.at_confirmation(company)
        task = make.open_task(case, "confirmation")
        dates = FourDates(WISHED, WISHED, WISHED, WISHED)
        actions.confirm(task, by=company.li_li.user, dates=dates, key=make.key())
        company_actor = case.envelopes.get(purpose="separation_agreement").actors.get(
            role="company"
        )
        signing.seal_for(case.entity, company_actor, by=company.li_li.user, at=clock.now())
        agree(company, case, NEW)

        old = case.papers.filter(kind="agreement").order_by("pk")[0]
        assert len(old.revisions) == 2  # as printed, and the employee's name: no seal any more
        assert old.state == "replaced"
        assert "settlement" in make.open_steps(case)

    def test_the_paper_of_the_new_day_no_longer_proposes(self, company: Company) -> None:
        case = sent(company)
        agree(company, case, NEW)
        make.signed_in(client := Client(), case.leaver)
        envelope = newest(case)[1]
        page = client.get(f"/sign/{envelope.biz_no}/").content.decode()
        assert "双方确认劳动合同于" in page
        assert "乙方提议" not in page


class TestThePage:
    """What 李丽 reads and presses."""

    def test_declined_with_the_reason_and_sent_again(
        self, client: Client, company: Company
    ) -> None:
        case = sent(company)
        decline(case)
        desk = desks.desk_of(client, company)
        address = f"/desk/case/{case.number}/agreement/"
        assert address in desk.get(f"/desk/case/{case.number}/").content.decode()
        page = desk.get(address).content.decode()
        for words in ("张敏没有签离职协议", "竞业那条看不懂", "再发给张敏", "6月12日"):
            assert words in page

        answer = desk.post(address, {"key": "k"})
        assert answer.status_code == 302
        assert "正在备好" in desk.get(address).content.decode()
        make.work()
        assert "离职协议在等张敏签" in desk.get(address).content.decode()
        assert desk.post(address, {"key": "k"}).status_code == 302
        assert case.envelopes.filter(purpose="separation_agreement").count() == 2

    def test_more_time(self, client: Client, company: Company) -> None:
        case = sent(company)
        desk = desks.desk_of(client, company)
        address = f"/desk/case/{case.number}/agreement/"
        assert desk.post(address, {"do": "time", "key": "k", "days": "99"}).status_code == 422
        assert desk.post(address, {"do": "time", "key": "k", "days": "14"}).status_code == 302
        assert case.envelopes.get(
            purpose="separation_agreement"
        ).expires_at == MONDAY + dt.timedelta(days=14)
        assert "6月15日" in desk.get(address).content.decode()

    def test_after_the_seals_turn_it_says_that_sending_is_consent(
        self, client: Client, company: Company
    ) -> None:
        case = sent(company)
        decline(case)
        desks.finish_handover(case)
        confirm(company, case, STATUTORY)
        page = desks.desk_of(client, company).get(f"/desk/case/{case.number}/agreement/")
        assert "发出去，就是公司同意" in page.content.decode()

    def test_the_employee_finds_it_on_the_progress(self, client: Client, company: Company) -> None:
        case = sent(company)
        decline(case)
        desks.finish_handover(case)
        confirm(company, case, STATUTORY)
        send_again(company, case)
        page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
        assert f"/case/{case.number}/signature/" in page
        assert "今天只差您签一个字" in page


def test_who_asks_for_it_after_its_time_is_sent_a_new_one_by_one_button(
    client: Client, company: Company
) -> None:
    case = sent(company)
    first = case.envelopes.get(purpose="separation_agreement")
    day = clock.local(first.expires_at).date() + dt.timedelta(days=1)
    with clock.at(dt.datetime.combine(day, dt.time(10), clock.SHANGHAI)):
        make.work()
        signing.want_again(first.actors.get(role="employee"), by=case.leaver, at=clock.now())
        make.work()
        phone = company.li_li.user.phone
        told = [one.text for one in Message.objects.all() if one.address == phone]
        desk = make.signed_in(client, company.li_li.user)
        page = desk.get(f"/desk/case/{case.number}/agreement/").content.decode()
        desk.post(f"/desk/case/{case.number}/agreement/", {"key": make.key()})
        make.work()

    assert any("张敏想签离职协议，原来那份过期了" in text for text in told)
    assert "张敏还是想签" in page
    first.refresh_from_db()
    second = case.envelopes.exclude(pk=first.pk).get()
    assert (first.state, second.state) == (Envelope.State.EXPIRED, Envelope.State.SIGNING)
