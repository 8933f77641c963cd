"""The handover list holds by itself; whoever likes puts the own name on it, on the phone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.validation import check_pdf
from lizhi.handover import actions as handover
from lizhi.notifications.models import Message
from lizhi.offboarding import names_wanted, waiting
from lizhi.signing import actions as signing
from lizhi.signing import trust
from lizhi.signing.models import Actor, Envelope
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import begun, desks
from tests.offboarding.conftest import Company
from tests.settlement import world as settled
from tests.signing import world


def _handed_over(company: Company) -> Case:
    """Everything was given and received; the worker has printed the list and sent it out."""
    case = desks.acknowledged(company)
    handover.add_item(
        case, title="笔记本电脑", receiver=None, by=company.wang_lei.user, at=clock.now()
    )
    handover.give_all(case, by=case.leaver, at=clock.now())
    for user in {item.receiver for item in case.handover_items.all()}:
        handover.receive_all(case, by=user, at=clock.now())
    make.work()
    return case


def _list_of(case: Case) -> Envelope:
    return case.envelopes.get(purpose=names_wanted.HANDOVER)


def _part(case: Case, user: User) -> Actor:
    actors = Actor.objects.select_related("envelope__case", "envelope__paper", "user")
    return actors.get(envelope=_list_of(case), user=user)


def _signed_by(case: Case, user: User) -> None:
    world.sign(_part(case, user))
    make.work()


def test_leaver_and_receivers_are_asked_at_the_same_time(company: Company) -> None:
    case = _handed_over(company)

    envelope = _list_of(case)
    assert envelope.state == Envelope.State.SIGNING
    assert {actor.state for actor in envelope.actors.all()} == {Actor.State.ASKED}
    receivers = {item.receiver for item in case.handover_items.all()}
    assert {actor.user for actor in envelope.actors.all()} == {case.leaver, *receivers}


def test_the_list_holds_before_anybody_has_signed(company: Company) -> None:
    case = _handed_over(company)
    paper = _list_of(case).paper
    assert paper.state == Paper.State.VALID
    assert paper.issued_at


def test_every_name_stands_in_the_paper_and_it_stays_whole(company: Company) -> None:
    case = _handed_over(company)
    people = [actor.user for actor in _list_of(case).actors.order_by("-pk") if actor.user]
    for user in people:
        _signed_by(case, user)

    envelope = _list_of(case)
    assert envelope.state == Envelope.State.COMPLETED
    assert len(envelope.paper.revisions) == 1 + len(people)
    verdict = check_pdf(documents.read(envelope.paper.file), root=trust.root_pem())
    assert verdict.valid, verdict.problems
    assert {user.name for user in people} <= {signer.name for signer in verdict.signers}
    issued = case.events.filter(kind="paper_issued", facts__paper=envelope.paper.number)
    assert issued.count() == 1


def test_a_code_for_the_list_as_it_was_before_anothers_name_says_so(company: Company) -> None:
    case = _handed_over(company)
    digits = world.code(_part(case, case.leaver))
    _signed_by(case, company.he_jing.user)

    mine = _part(case, case.leaver)
    checked = signing.check_code(mine, code=digits, by=case.leaver, at=clock.now())
    assert checked.proof is None
    assert "刚好有别人签了名" in checked.problem

    with clock.at(clock.now() + dt.timedelta(minutes=2)):
        _signed_by(case, case.leaver)
    assert _part(case, case.leaver).state == Actor.State.SIGNED


def test_one_who_says_no_keeps_nobody_else_from_signing(company: Company) -> None:
    case = _handed_over(company)
    receiver = company.he_jing.user
    signing.decline(
        _part(case, receiver), reason="other", words="少一份合同", by=receiver, at=clock.now()
    )
    assert _list_of(case).state == Envelope.State.SIGNING

    for actor in _list_of(case).actors.filter(state=Actor.State.ASKED):
        assert actor.user
        _signed_by(case, actor.user)

    envelope = _list_of(case)
    assert envelope.state == Envelope.State.DECLINED
    assert envelope.paper.state == Paper.State.VALID
    assert _part(case, case.leaver).state == Actor.State.SIGNED


def test_hr_hears_who_did_not_sign_and_that_the_list_holds(company: Company) -> None:
    case = _handed_over(company)
    signing.decline(
        _part(case, case.leaver), reason="other", words="少一份", by=case.leaver, at=clock.now()
    )
    make.work()
    text = Message.objects.get(template="signature_declined.any.hr").text
    assert "清单照样有效" in text
    assert "协议" not in text
    assert "少一份" not in text


def test_nothing_waits_for_a_name_and_what_is_unsigned_is_called_back(company: Company) -> None:
    case = _closed(company)
    envelope = _list_of(case)
    assert envelope.state == Envelope.State.REVOKED
    assert case.papers.valid().filter(kind="certificate").exists()
    assert envelope.paper.state == Paper.State.VALID


def _closed(company: Company) -> Case:
    case = _handed_over(company)
    for day in range(1, 100, 3):
        with clock.at(MONDAY + dt.timedelta(days=day)):
            make.work()
    case.refresh_from_db()
    return case


def test_a_case_without_things_asks_for_no_name(company: Company) -> None:
    case = desks.acknowledged(company)
    for item in case.handover_items.all():
        handover.remove_item(item, by=company.wang_lei.user, at=clock.now())
    handover.finish_nothing(case, by=company.wang_lei.user, at=clock.now())
    make.work()
    assert not case.envelopes.filter(purpose=names_wanted.HANDOVER).exists()


def test_people_find_it_where_they_sign_in(client: Client, company: Company) -> None:
    case = _handed_over(company)
    receiver = company.he_jing.user
    page = make.signed_in(client, receiver).get("/todo/").content.decode()
    assert reverse("signing:waiting") in page
    assert waiting.count(receiver) == 1
    own = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
    assert "签" in own


def _settled(company: Company) -> Case:
    """Finance has sent the settlement; the worker has printed and sealed it."""
    case = desks.at_confirmation(company)
    settled.sent(case, company.chen_jie.user)
    make.work()
    return case


def _known(case: Case) -> Actor:
    """The leaver's part in the newest settlement."""
    mine = case.envelopes.filter(purpose=names_wanted.SETTLEMENT).order_by("-pk")[0]
    actors = Actor.objects.select_related("envelope__case", "envelope__paper", "user")
    return actors.get(envelope=mine)


def test_a_name_under_the_settlement_says_that_it_is_known_and_answers_nothing(
    company: Company,
) -> None:
    case = _settled(company)
    paper = _known(case).envelope.paper
    assert paper.state == Paper.State.VALID

    world.sign(_known(case))
    make.work()

    assert _known(case).envelope.state == Envelope.State.COMPLETED
    paper.refresh_from_db()
    assert check_pdf(documents.read(paper.file), root=trust.root_pem()).valid
    assert not case.events.filter(kind__in=("settlement_accepted", "line_disputed")).exists()


def test_who_does_not_sign_the_settlement_is_paid_and_finance_looks(company: Company) -> None:
    case = _settled(company)
    signing.decline(_known(case), reason="other", words="少算了", by=case.leaver, at=clock.now())
    make.work()

    text = Message.objects.get(template="signature_declined.any.finance").text
    assert "钱照常按期付" in text
    assert "/settlement/" in text
    assert "少算了" not in text
    assert _known(case).envelope.paper.state == Paper.State.VALID


def test_another_version_calls_the_older_ones_name_back(company: Company) -> None:
    case = _settled(company)
    older = _known(case).envelope
    settled.sent(case, company.chen_jie.user, insurance=Decimal("1.00"))
    make.work()

    older.refresh_from_db()
    assert older.state == Envelope.State.REVOKED
    assert older.paper.state == Paper.State.REPLACED
    assert _known(case).state == Actor.State.ASKED


def test_nobody_signs_for_somebody_who_has_died(company: Company) -> None:
    case = begun.certain(company, "death")
    settled.sent(case, company.chen_jie.user)
    make.work()
    assert case.papers.valid().filter(kind="settlement").exists()
    assert not case.envelopes.filter(purpose=names_wanted.SETTLEMENT).exists()


def test_agreement_and_list_are_signed_in_one_go(company: Company) -> None:
    case = _handed_over(company)
    phone = world.browser(case.leaver)
    page = phone.get(reverse("signing:waiting")).content.decode()
    assert page.count('name="who"') == 2


def test_a_receiver_reads_and_declines_without_being_told_of_leaving(company: Company) -> None:
    case = _handed_over(company)
    receiver = company.he_jing.user
    phone = world.browser(receiver)
    envelope = _list_of(case)
    assert "您离职" not in phone.get(world.at("read", envelope)).content.decode()
    assert "最后一天" not in phone.get(world.at("decline", envelope)).content.decode()


def test_it_is_not_asked_for_again_and_goes_to_no_other_service(company: Company) -> None:
    case = _handed_over(company)
    with pytest.raises(Refused):
        signing.want_again(_part(case, case.leaver), by=case.leaver, at=clock.now())
    with pytest.raises(Refused):
        signing.switch_provider(
            _list_of(case), to="fadada", by=company.li_li.user, at=clock.now(), key=make.key()
        )
