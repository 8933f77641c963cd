"""Six digits: five minutes, once, five tries, for one person and one paper."""

import datetime as dt

import pytest

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.jobs.models import Outbox
from lizhi.notifications.models import Message
from lizhi.signing import actions
from lizhi.signing.models import Actor, OneTimeCode
from tests.signing import world

pytestmark = pytest.mark.django_db


def another_than(code: str) -> str:
    """Six other digits."""
    return f"{(int(code) + 1) % 10**6:06d}"


def check(actor: Actor, code: str) -> actions.Checked:
    """What the page asks."""
    assert actor.user
    return actions.check_code(actor, code=code, by=actor.user, at=clock.now())


def test_the_digits_lie_nowhere_in_the_clear_and_are_dropped_once_sent() -> None:
    actor = world.employee(world.sent())
    assert actor.user
    actions.request_code(actor, by=actor.user, at=clock.now())
    row = Outbox.objects.get(topic="signing.code")
    assert set(row.payload) == {"code", "envelope", "papers"}
    assert OneTimeCode.objects.get().sealed is not None

    world.work()
    code, digits = OneTimeCode.objects.get(), world.texted(actor.user)
    assert code.sealed is None
    assert code.message
    assert digits not in code.code_hash
    assert len(code.code_hash) == 64


def test_the_message_names_the_paper_and_warns() -> None:
    actor = world.employee(world.sent())
    digits = world.code(actor)
    text = Message.objects.get(template="signing.code").text
    assert text.startswith("【荔枝离职】签《离职协议》的验证码")
    assert digits in text
    assert "5 分钟内有效，只能用来签这一份" in text


def test_five_wrong_tries_and_a_new_code_goes_out() -> None:
    actor = world.employee(world.sent())
    digits = world.code(actor)
    for left in (4, 3, 2, 1):
        assert f"还能试 {left} 次" in check(actor, another_than(digits)).problem
    assert "已经换了一个新码" in check(actor, another_than(digits)).problem
    assert check(actor, digits).proof is None
    world.work()
    assert check(actor, world.texted(actor.user)).proof  # type: ignore[arg-type]
    assert OneTimeCode.objects.count() == 2


def test_after_five_minutes_it_is_too_late() -> None:
    actor = world.employee(world.sent())
    digits = world.code(actor)
    with clock.at(clock.now() + dt.timedelta(minutes=5)):
        assert "这个码过了 5 分钟" in check(actor, digits).problem


def test_a_code_for_another_paper_is_told_apart() -> None:
    envelope = world.sent()
    other = world.sent(world.another_case(envelope.case))
    digits = world.code(world.employee(other))
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        world.code(world.employee(envelope))
        found = check(world.employee(envelope), digits)
    assert found.problem == "这个码不是签这一份用的。"


def test_only_the_newest_code_counts() -> None:
    actor = world.employee(world.sent())
    first = world.code(actor)
    with clock.at(clock.now() + dt.timedelta(seconds=61)):
        second = world.code(actor)
        assert first == second or check(actor, first).proof is None
        assert check(actor, second).proof


def test_a_double_tap_sends_one() -> None:
    actor = world.employee(world.sent())
    assert actor.user
    one, two = (actions.request_code(actor, by=actor.user, at=clock.now()) for _ in range(2))
    assert one == two
    world.work()
    assert Message.objects.filter(template="signing.code").count() == 1


def test_five_in_ten_minutes_are_enough() -> None:
    actor = world.employee(world.sent())
    assert actor.user
    began = clock.now()
    for minute in range(5):
        with clock.at(began + dt.timedelta(minutes=minute, seconds=minute)):
            actions.request_code(actor, by=actor.user, at=clock.now())
    with clock.at(began + dt.timedelta(minutes=6)), pytest.raises(Refused, match="发得有点多了"):
        actions.request_code(actor, by=actor.user, at=clock.now())
    with clock.at(began + dt.timedelta(minutes=11)):
        actions.request_code(actor, by=actor.user, at=clock.now())


def test_guessing_on_and_on_sends_no_more_than_that_either() -> None:
    actor = world.employee(world.sent())
    digits = world.code(actor)
    for _ in range(60):
        wrong = check(actor, another_than(digits))
        assert wrong.proof is None
    assert OneTimeCode.objects.count() == 5
    assert "后再来" in wrong.problem or "试的次数太多" in wrong.problem


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５a", "一二三四五六"])
def test_what_is_no_code_costs_no_try(typed: str) -> None:
    actor = world.employee(world.sent())
    world.code(actor)
    assert "6 位数字" in check(actor, typed).problem
    assert OneTimeCode.objects.get().tries == 0


def test_spaces_and_wide_digits_are_understood() -> None:
    actor = world.employee(world.sent())
    digits = world.code(actor)
    wide = "".join(chr(ord("０") + int(digit)) for digit in digits)
    assert check(actor, f" {wide[:3]} {wide[3:]}").proof


def test_a_code_signs_once() -> None:
    envelope = world.sent()
    actor = world.employee(envelope)
    proof = check(actor, world.code(actor)).proof
    assert proof
    world.sign(actor, proof=proof)
    with pytest.raises(Refused):
        world.sign(actor, proof=proof, key="another")
    world.sign(actor, proof=proof)  # the same key again: nothing happens
    assert envelope.case.events.filter(kind="signature_given").count() == 1


def test_a_code_of_somebody_elses_does_not_sign() -> None:
    envelope = world.sent()
    other = world.employee(world.sent(world.case("王磊", "13800000011")))
    foreign = check(other, world.code(other)).proof
    with pytest.raises(Refused, match="刚才认的不是这一份"):
        world.sign(world.employee(envelope), proof=foreign)


def test_an_expired_message_is_not_sent_any_more() -> None:
    actor = world.employee(world.sent())
    assert actor.user
    actions.request_code(actor, by=actor.user, at=clock.now())
    with clock.at(clock.now() + dt.timedelta(minutes=6)):
        world.work()
    assert Message.objects.count() == 0
    assert OneTimeCode.objects.get().sealed is None
