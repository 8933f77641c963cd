"""Each action that somebody takes, tried by everybody else: refused, and nothing has changed."""

import datetime as dt
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.handover import actions as handover
from lizhi.handover.models import Item
from lizhi.identity.models import IdentityProof
from lizhi.offboarding import actions as offboarding
from lizhi.offboarding import protection, to_seal
from lizhi.offboarding.arrival import Application, Channel
from lizhi.offboarding.board import Query
from lizhi.offboarding.departures import Declaration
from lizhi.offboarding.four_dates import FourDates
from lizhi.offboarding.models import SealRound
from lizhi.offboarding.openings import Opening
from lizhi.offboarding.serving import Service
from lizhi.settlement import actions as settlement
from lizhi.settlement.vouchers.accounts import Table
from lizhi.signing import actions as signing
from tests import inside, make
from tests.access.table import AUDIENCES
from tests.access.traces import counted
from tests.inside import World
from tests.signing import world as strokes

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAY = dt.date(2026, 12, 31)
Try = Callable[[World, User], Any]
ROOMS = (offboarding, handover, settlement, signing)
BY_THE_MACHINE = {
    "begin",
    "binding_of",
    "chase",
    "code_sent",
    "confirm_line",
    "cover_made",
    "expire",
    "extend",
    "facts_for_paper",
    "finish_disputed",
    "list_duties",
    "note_moved",
    "remind",
    "report_made",
    "revoke",
    "seal_for",
    "switch_provider",
    "signature_made",
    "started",
}
"""Nobody's button: steps, timers and the worker call these. `send` is a name of two rooms."""


@dataclass(frozen=True)
class Action:
    """Who may do it, and how it is tried."""

    audience: frozenset[str]
    attempt: Try


def _item(world: World) -> Item:
    return world.under_way.handover_items.order_by("pk")[0]


def _actor(world: World) -> Any:
    return strokes.employee(world.under_way.envelopes.get(purpose="separation_agreement"))


def _hr(world: World) -> User:
    user = world.people["HR"]
    assert user
    return user


def _version(world: World) -> Any:
    return world.case.settlements.order_by("-number")[0]


def _now(by: User) -> dict[str, Any]:
    return {"by": by, "at": clock.now()}


REFUSALS: dict[str, tuple[type[Refused], ...]] = {
    "agree_last_day": (Refused,),  # nothing lies on the table, for anybody
    "confirm": (Refused,),  # it has been confirmed
    "take_back_last_day": (Refused,),  # for the same reason
    "press": (Refused,),  # whoever has it presses nobody else
    "remove_signer": (Refused,),  # the manager alone has it
    "claim": (Refused,),  # for the same reason
    "give_back": (Refused,),
    "ask_statement": (Refused,),  # the contract has not ended
    "take_scheme_back": (Refused,),  # nobody has said that it is done
    "resume": (Refused,),  # nothing is suspended
    "send_back": (Refused,),  # nothing lets it go back
    "take_back_step": (Refused,),  # it is not done
    "suppose_one": (Refused,),  # nobody of this name is in these hands
    "make_batch": (Refused,),  # it stands in one already
    "answer_step": (Refused,),  # this step has a page of its own
}
ACTIONS: dict[str, Action] = {}


def action(audience: str) -> Callable[[Try], Try]:
    """Put an attempt into the table; its name is the action's."""

    def put(attempt: Try) -> Try:
        known = AUDIENCES["nobody" if audience == "own" else audience]
        ACTIONS[attempt.__name__] = Action(known, attempt)
        return attempt

    return put


@action("manager")
def acknowledge(world: World, by: User) -> None:
    task = make.open_task(world.fresh, "acknowledgement")
    offboarding.acknowledge(task, by=by, handover_to=by, agrees_early=True, key=make.key())


@action("manager")
def answer_step(world: World, by: User) -> None:
    task = make.open_task(world.fresh, "acknowledgement")
    offboarding.answer_step(task, way="agree", by=by, data={}, key=make.key())


@action("HR")
def begin_ending(world: World, by: User) -> None:
    someone = world.company.zhang_min.reports_to
    assert someone
    said = Opening(way="mutual", ground="36-E", day=DAY, words="一起商量")
    offboarding.begin_ending(someone, said, by=by, key=make.key())


@action("HR")
def serve(world: World, by: User) -> None:
    bars = {bar.code: "no" for bar in protection.BARS}
    service = Service(day=clock.today(), how="hand", words="签收", bars=bars)
    offboarding.serve(world.begun, service, by=by, key=make.key())


@action("HR")
def prove_service(world: World, by: User) -> None:
    slip = str(uuid.uuid4())
    offboarding.prove_service(world.begun, [slip], by=by, key=make.key())


@action("own")
def confirm_receipt(world: World, by: User) -> None:
    offboarding.confirm_receipt(world.begun, by=by, key=make.key())


@action("HR")
def decide_on_return(world: World, by: User) -> None:
    offboarding.decide_on_return(world.begun, goes_on=True, words="没回", by=by, key=make.key())


@action("own")
def object_to_ending(world: World, by: User) -> None:
    offboarding.object_to_ending(world.begun, words="不同意", by=by, key=make.key())


@action("manager")
def declare_ending(world: World, by: User) -> None:
    someone = world.company.zhang_min.reports_to
    assert someone
    said = Declaration("forced", "38-1", clock.today(), items=("2",))
    channel = Channel("phone")
    offboarding.declare_ending(someone, said, by=by, channel=channel, key=make.key())


@action("own")
def take_back_proposal(world: World, by: User) -> None:
    offboarding.take_back_proposal(world.begun, by=by, key=make.key())


@action("manager")
def reply_to_proposal(world: World, by: User) -> None:
    task = make.open_task(world.fresh, "acknowledgement")
    offboarding.reply_to_proposal(task, agreed=True, words="", by=by, key=make.key())


@action("own")
def claim_bar(world: World, by: User) -> None:
    offboarding.claim_bar(world.begun, words="", by=by, key=make.key())


@action("own")
def take_back_bar(world: World, by: User) -> None:
    offboarding.take_back_bar(world.begun, by=by, key=make.key())


@action("HR")
def screen_again(world: World, by: User) -> None:
    bars = {bar.code: "no" for bar in protection.BARS}
    offboarding.screen_again(world.begun, bars, words="看过了", by=by, key=make.key())


@action("HR")
def call_off(world: World, by: User) -> None:
    offboarding.call_off(world.begun, words="不办了", agreed=False, by=by, key=make.key())


@action("HR")
def agree_last_day(world: World, by: User) -> None:
    offboarding.agree_last_day(world.fresh, DAY, by=by, key=make.key())


@action("HR")
def propose_last_day(world: World, by: User) -> None:
    offboarding.propose_last_day(world.fresh, DAY, by=by, key=make.key())


@action("HR")
def take_back_last_day(world: World, by: User) -> None:
    offboarding.take_back_last_day(world.fresh, DAY, by=by, key=make.key())


@action("HR")
def answer_withdrawal(world: World, by: User) -> None:
    offboarding.answer_withdrawal(world.fresh, agreed=True, by=by, key=make.key())


@action("own")
def ask_to_withdraw(world: World, by: User) -> None:
    offboarding.ask_to_withdraw(world.fresh, by=by, key=make.key())


@action("own")
def take_back_withdrawal(world: World, by: User) -> None:
    offboarding.take_back_withdrawal(world.fresh, by=by, key=make.key())


@action("own")
def confirm(world: World, by: User) -> None:
    task = world.case.tasks.filter(run__step="confirmation")[0]
    offboarding.confirm(task, by=by, dates=FourDates(DAY, DAY, DAY, DAY), key=make.key())


@action("arrangers")
def hand_on(world: World, by: User) -> None:
    task = make.open_task(world.fresh, "acknowledgement")
    boss = world.company.zhang_min.reports_to
    assert boss
    assert boss.reports_to
    offboarding.hand_on(task, to=boss.reports_to.user, by=by, key=make.key())


def _raise(refused: list[tuple[Case, str]]) -> None:
    """One of several is refused without an exception: here it is the only one."""
    for _case, why in refused:
        raise NotPermitted(why)


@action("arrangers")
def hand_all_on(world: World, by: User) -> None:
    task = make.open_task(world.fresh, "acknowledgement")
    boss = world.company.zhang_min.reports_to
    assert boss
    assert boss.reports_to
    _raise(offboarding.hand_all_on([task], to=boss.reports_to.user, by=by, key=make.key()))


@action("desk")
def press_all(world: World, by: User) -> None:
    _raise(offboarding.press_all([world.fresh], by=by))


@action("desks")
def save_filter(world: World, by: User) -> None:
    offboarding.save_filter(by, "超时", Query())


@action("people")
def drop_filter(world: World, by: User) -> None:
    offboarding.drop_filter(by, 0)


@action("absences")
def be_away(world: World, by: User) -> None:
    people = world.company
    offboarding.be_away(people.wang_lei, people.chen_jie, DAY, DAY, **_now(by))


@action("absences")
def be_back(world: World, by: User) -> None:
    offboarding.be_back(world.absence, **_now(by))


@action("manager")
def take_over_again(world: World, by: User) -> None:
    offboarding.take_over_again(world.company.wang_lei, **_now(by))


@action("arrangers")
def delegate(world: World, by: User) -> None:
    task = make.open_task(world.fresh, "acknowledgement")
    offboarding.delegate(task, to=_boss(world), by=by, key=make.key())


@action("arrangers")
def add_signer(world: World, by: User) -> None:
    run = make.open_task(world.fresh, "acknowledgement").run
    offboarding.add_signer(run, to=_boss(world), by=by, key=make.key())


@action("arrangers")
def remove_signer(world: World, by: User) -> None:
    task = make.open_task(world.fresh, "acknowledgement")
    offboarding.remove_signer(task, by=by, key=make.key())


@action("manager")
def claim(world: World, by: User) -> None:
    offboarding.claim(make.open_task(world.fresh, "acknowledgement"), by=by, key=make.key())


@action("manager")
def give_back(world: World, by: User) -> None:
    offboarding.give_back(make.open_task(world.fresh, "acknowledgement"), by=by, key=make.key())


@action("arrangers")
def give_copy(world: World, by: User) -> None:
    offboarding.give_copy(world.fresh, to=_boss(world), by=by, key=make.key())


@action("nobody")
def read_copy(world: World, by: User) -> None:
    offboarding.read_copy(world.fresh, by=by, key=make.key())


@action("HR")
def suspend(world: World, by: User) -> None:
    until = clock.now() + dt.timedelta(days=3)
    offboarding.suspend(world.fresh, until=until, words="在谈", by=by, key=make.key())


@action("HR")
def resume(world: World, by: User) -> None:
    offboarding.resume(world.fresh, by=by, key=make.key())


@action("company")
def jump(world: World, by: User) -> None:
    run = make.open_task(world.fresh, "acknowledgement").run
    offboarding.jump(run, to="confirmation", words="走错了", by=by, key=make.key())


@action("manager")
def send_back(world: World, by: User) -> None:
    task = make.open_task(world.fresh, "acknowledgement")
    offboarding.send_back(task, to="application", words="再看", by=by, key=make.key())


@action("manager")
def take_back_step(world: World, by: User) -> None:
    task = make.open_task(world.fresh, "acknowledgement")
    offboarding.take_back_step(task, by=by, key=make.key())


def _boss(world: World) -> User:
    boss = world.company.zhang_min.reports_to
    assert boss
    assert boss.reports_to
    return boss.reports_to.user


@action("party")
def comment(world: World, by: User) -> None:
    offboarding.comment(world.case, "一句话", by=by, key=make.key())


@action("HR")
def end_handover(world: World, by: User) -> None:
    offboarding.end_handover(world.under_way, by=by, words="先收尾", key=make.key())


@action("HR")
def try_again(world: World, by: User) -> None:
    offboarding.try_again(world.under_way, by=by)


@action("desk")
def say_done(world: World, by: User) -> None:
    day = clock.today()
    key = make.key()
    offboarding.say_done(world.under_way, "transfer", on=day, proof="回执", by=by, key=key)


@action("desk")
def say_undone(world: World, by: User) -> None:
    offboarding.say_undone(world.under_way, "transfer", reason="弄错了", by=by, key=make.key())


@action("HR")
def stop_scheme(world: World, by: User) -> None:
    today = clock.today()
    offboarding.stop_scheme(
        world.under_way,
        "pension",
        on=today,
        month=today.replace(day=1),
        reference="回执",
        by=by,
        key=make.key(),
    )


@action("HR")
def take_scheme_back(world: World, by: User) -> None:
    offboarding.take_scheme_back(world.under_way, "pension", reason="弄错了", by=by, key=make.key())


@action("HR")
def take_scheme_list(world: World, by: User) -> None:
    offboarding.take_scheme_list([world.under_way], city="深圳", by=by, key=make.key())


@action("evidence")
def ask_statement(world: World, by: User) -> None:
    offboarding.ask_statement(world.under_way, by=by, key=make.key())


@action("HR")
def give_time_to_sign(world: World, by: User) -> None:
    offboarding.give_time_to_sign(world.under_way, days=7, by=by, key=make.key())


@action("HR")
def send_agreement_again(world: World, by: User) -> None:
    offboarding.send_agreement_again(world.case, by=by, key=make.key())


@action("leaver")
def ask_to_void(world: World, by: User) -> None:
    offboarding.ask_to_void(world.case, words="写错了", by=by, key=make.key())


@action("HR")
def propose_voiding(world: World, by: User) -> None:
    offboarding.propose_voiding(world.case, then="law", words="写错了", by=by, key=make.key())


@action("HR")
def refuse_voiding(world: World, by: User) -> None:
    offboarding.refuse_voiding(world.case, by=by, key=make.key())


@action("HR")
def take_back_voiding(world: World, by: User) -> None:
    offboarding.take_back_voiding(world.case, by=by, key=make.key())


@action("HR")
def sign_here_instead(world: World, by: User) -> None:
    offboarding.sign_here_instead(world.under_way, by=by, key=make.key())


@action("desk")
def press(world: World, by: User) -> None:
    offboarding.press(world.fresh, by=by)


@action("their-staff")
def remind_of_endings(world: World, by: User) -> None:
    offboarding.remind_of_endings([world.company.zhang_min], **_now(by))


@action("own")
def rate(world: World, by: User) -> None:
    offboarding.rate(world.fresh, 1, by=by)


@action("HR")
def register(world: World, by: User) -> None:
    someone = world.company.zhang_min.reports_to
    assert someone
    letter = Application(wished_day=DAY)
    offboarding.register(
        someone,
        letter,
        by=by,
        channel=make.BY_HR,
        arrived_at=clock.now(),
        key=make.key(),
    )


@action("manager")
def submit(world: World, by: User) -> None:
    someone = world.company.zhang_min.reports_to
    assert someone
    letter = Application(wished_day=DAY)
    offboarding.submit(someone, letter, by=by, channel=make.PHONE, key=make.key())


@action("proofs")
def view_proof(world: World, by: User) -> None:
    proof = world.case.proofs.order_by("pk")[0]
    offboarding.view_proof(proof, by=by, reason="看一下", key=make.key())


@action("arrangers")
def add_item(world: World, by: User) -> None:
    handover.add_item(world.under_way, title="钥匙", receiver=None, **_now(by))


@action("own")
def add_photos(world: World, by: User) -> None:
    handover.add_photos(_item(world), [], **_now(by))


@action("arrangers")
def finish_nothing(world: World, by: User) -> None:
    handover.finish_nothing(world.under_way, **_now(by))


@action("own")
def give(world: World, by: User) -> None:
    handover.give(_item(world), **_now(by))


@action("own")
def give_all(world: World, by: User) -> None:
    handover.give_all(world.under_way, **_now(by))


@action("own")
def take_back(world: World, by: User) -> None:
    handover.take_back(_item(world), **_now(by))


@action("receiver")
def receive(world: World, by: User) -> None:
    handover.receive(_item(world), **_now(by))


@action("receivers")
def receive_all(world: World, by: User) -> None:
    handover.receive_all(world.under_way, **_now(by))


@action("receiver")
def report_missing(world: World, by: User) -> None:
    handover.report_missing(_item(world), words="少一样", **_now(by))


@action("arrangers")
def remove_item(world: World, by: User) -> None:
    handover.remove_item(_item(world), **_now(by))


@action("arrangers")
def set_receiver(world: World, by: User) -> None:
    handover.set_receiver(_item(world), receiver=by, **_now(by))


@action("finance")
def draft(world: World, by: User) -> None:
    settlement.draft(world.case, inputs={"unpaid_days": Decimal(3)}, **_now(by))


@action("finance")
def add_line(world: World, by: User) -> None:
    settlement.add_line(
        world.case,
        kind="due",
        title="差旅",
        amount=Decimal(1),
        reason="票",
        key=make.key(),
        **_now(by),
    )


def _month(world: World) -> dt.date:
    return world.case.contract_end.replace(day=1)


@action("finance")
def book(world: World, by: User) -> None:
    settlement.book(world.case.entity, _month(world), **_now(by))


@action("finance")
def book_payment(world: World, by: User) -> None:
    settlement.book_payment(world.batch_to_pay, **_now(by))


@action("finance")
def note_ledger_number(world: World, by: User) -> None:
    settlement.note_ledger_number(world.voucher, number="记-1", **_now(by))


@action("finance")
def note_taken(world: World, by: User) -> None:
    entity = world.case.entity
    settlement.note_taken(entity, what="1", form="csv", data=b"", **_now(by))


@action("finance")
def propose_accounts(world: World, by: User) -> None:
    settlement.propose_accounts(world.case.entity, Table(), **_now(by))


@action("finance")
def decide_accounts(world: World, by: User) -> None:
    settlement.decide_accounts(world.accounts, agree=True, **_now(by))


@action("finance")
def make_batch(world: World, by: User) -> None:
    numbers = [world.case.number]
    settlement.make_batch(world.case.entity, numbers, key=make.key(), **_now(by))


@action("finance")
def mark_paid(world: World, by: User) -> None:
    today = clock.today()
    settlement.mark_paid(world.batch_to_pay, paid_on=today, reference="BK1", **_now(by))


@action("finance")
def undo_batch(world: World, by: User) -> None:
    settlement.undo_batch(world.batch_to_pay, reason="错了", **_now(by))


@action("finance")
def remove_line(world: World, by: User) -> None:
    settlement.remove_line(world.case, line="by_hand_1", **_now(by))


@action("finance")
def send(world: World, by: User) -> None:
    settlement.send(_version(world), **_now(by))


@action("finance")
def hand_over(world: World, by: User) -> None:
    settlement.hand_over(_version(world), **_now(by))


@action("finance")
def approve(world: World, by: User) -> None:
    settlement.approve(_version(world), **_now(by))


@action("finance")
def return_to_maker(world: World, by: User) -> None:
    settlement.return_to_maker(_version(world), words="少一个月", **_now(by))


@action("leaver")
def answer(world: World, by: User) -> None:
    settlement.answer(_version(world), disputed={}, **_now(by))


@action("finance")
def answer_dispute(world: World, by: User) -> None:
    line = _version(world).lines.order_by("pk")[0]
    settlement.answer_dispute(line, reply="kept", words="对的", **_now(by))


@action("finance")
def change_and_answer(world: World, by: User) -> None:
    line = _version(world).lines.order_by("pk")[0]
    added: dict[str, Any] = {"way": "overtime_workday", "more": Decimal(2), "words": "加上了"}
    settlement.change_and_answer(line, **added, **_now(by))


@action("desk")
def suppose_one(world: World, by: User) -> None:
    settlement.suppose_one(world.fresh.employment, days=[DAY], **_now(by))


@action("what-if")
def suppose_many(world: World, by: User) -> None:
    settlement.suppose_many("", days=[DAY], **_now(by))


@action("finance")
def ask_hr(world: World, by: User) -> None:
    line = _version(world).lines.order_by("pk")[0]
    settlement.ask_hr(line, words="请查年假", **_now(by))


@action("own")
def request_code(world: World, by: User) -> None:
    signing.request_code(_actor(world), **_now(by))


@action("own")
def check_code(world: World, by: User) -> None:
    signing.check_code(_actor(world), code="000000", **_now(by))


@action("own")
def request_passkey(world: World, by: User) -> None:
    signing.request_passkey(_actor(world), **_now(by))


@action("own")
def check_passkey(world: World, by: User) -> None:
    signing.check_passkey(_actor(world), answer="{}", **_now(by))


@action("own")
def request_face(world: World, by: User) -> None:
    signing.request_face(_actor(world), **_now(by))


@action("HR")
def witness(world: World, by: User) -> None:
    signing.witness(_actor(world), card="0000", shown="identity_card", **_now(by))


@action("own")
def witnessed(world: World, by: User) -> None:
    signing.witnessed(_actor(world), **_now(by))


@action("HR")
def choose_paper(world: World, by: User) -> None:
    signing.choose_paper(_actor(world), **_now(by))


@action("HR")
def leave_paper(world: World, by: User) -> None:
    signing.leave_paper(_actor(world), **_now(by))


@action("HR")
def send_original(world: World, by: User) -> None:
    signing.send_original(_actor(world), waybill="SF12345678", **_now(by))


@action("HR")
def add_scans(world: World, by: User) -> None:
    signing.add_scans(_actor(world), [], **_now(by))


@action("HR")
def receive_original(world: World, by: User) -> None:
    signing.receive_original(
        _actor(world), day=DAY, kept_at="3 号柜", checked=(), key=make.key(), **_now(by)
    )


@action("HR")
def original_wrong(world: World, by: User) -> None:
    signing.original_wrong(_actor(world), why="pages", words="缺一页", **_now(by))


@action("HR")
def return_copy(world: World, by: User) -> None:
    signing.return_copy(_actor(world), **_now(by))


@action("own")
def sign(world: World, by: User) -> None:
    signing.sign(
        _actor(world),
        proof="000000",
        strokes=strokes.strokes(),
        consent=True,
        device=strokes.DEVICE,
        key=make.key(),
        **_now(by),
    )


@action("own")
def want_again(world: World, by: User) -> None:
    signing.want_again(_actor(world), **_now(by))


@action("own")
def note_seen(world: World, by: User) -> None:
    signing.note_seen(_actor(world), **_now(by))


@action("own")
def sign_together(world: World, by: User) -> None:
    signing.sign_together(
        [_actor(world)],
        proof=IdentityProof(user=by),
        typed=by.name,
        consent=True,
        device=strokes.DEVICE,
        key=make.key(),
        **_now(by),
    )


@action("HR")
def seal_all(world: World, by: User) -> None:
    waiting = to_seal.of(_hr(world), today=clock.today())
    offboarding.seal_all(waiting, by=by, key=make.key())


@action("HR")
def try_round_again(world: World, by: User) -> None:
    offboarding.try_round_again(SealRound(by=_hr(world)), by=by)


@action("own")
def decline(world: World, by: User) -> None:
    signing.decline(_actor(world), reason="terms", words="", **_now(by))


@action("HR")
def ask_for_report(world: World, by: User) -> None:
    signing.ask_for_report(_actor(world).envelope, **_now(by))


def test_every_action_stands_in_the_table() -> None:
    offered = {
        name
        for room in ROOMS
        for name in room.__all__
        if callable(getattr(room, name)) and name[0].islower()
    }
    assert offered - BY_THE_MACHINE == set(ACTIONS)


@pytest.mark.parametrize("name", ACTIONS)
def test_nobody_else_can(world: World, name: str) -> None:
    before, did = counted(), []
    for role, user in world.people.items():
        if user is None or role in ACTIONS[name].audience:
            continue
        with inside.undone():
            with suppress(*REFUSALS.get(name, (NotPermitted,))):
                ACTIONS[name].attempt(world, user)
            if counted() != before:
                did.append(role)
    assert did == []
