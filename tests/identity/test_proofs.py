"""Somebody has shown who they are: for one purpose, exactly these papers, once, for minutes."""

import datetime as dt

import pytest

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.identity import actions, daily
from lizhi.identity.binding import Binding
from lizhi.identity.models import IdentityProof
from lizhi.identity.rules import check_good

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)


def somebody(phone: str = "13800002046") -> User:
    """Whoever signs."""
    return User.objects.with_phone(phone, name="张敏")


def proved(binding: Binding) -> IdentityProof:
    """Shown this moment, as the database has it."""
    facts = {"tries": 0}
    way = IdentityProof.Way.CODE
    made = actions.prove(binding, way=way, facts=facts, at=clock.now())
    return IdentityProof.objects.get(pk=made.pk)


def test_it_holds_for_these_papers_in_any_order() -> None:
    user = somebody()
    proof = proved(Binding.of(user.pk, "papers", [TWO, ONE, ONE]))
    check_good(proof, Binding.of(user.pk, "papers", [ONE, TWO]), clock.now())
    assert proof.documents == [ONE, TWO]


@pytest.mark.parametrize("papers", [[ONE], [ONE, TWO, THREE], [ONE, THREE], []])
def test_one_paper_more_or_less_and_it_does_not(papers: list[str]) -> None:
    user = somebody()
    proof = proved(Binding.of(user.pk, "papers", [ONE, TWO]))
    with pytest.raises(Refused, match="刚才认的不是这一份"):
        check_good(proof, Binding.of(user.pk, "papers", papers), clock.now())


def test_it_is_not_of_use_to_anybody_else_or_for_anything_else() -> None:
    user, other = somebody(), somebody("13800000011")
    proof = proved(Binding.of(user.pk, "papers", [ONE]))
    for binding in (Binding.of(other.pk, "papers", [ONE]), Binding.of(user.pk, "other", [ONE])):
        with pytest.raises(Refused, match="刚才认的不是这一份"):
            check_good(proof, binding, clock.now())


def test_it_is_good_for_a_quarter_of_an_hour() -> None:
    binding = Binding.of(somebody().pk, "papers", [ONE])
    proof, now = proved(binding), clock.now()
    check_good(proof, binding, now + dt.timedelta(minutes=14))
    with pytest.raises(Refused, match="已经过时间了"):
        check_good(proof, binding, now + dt.timedelta(minutes=15, seconds=1))


def test_it_is_used_once_also_by_somebody_who_has_read_it_before() -> None:
    binding = Binding.of(somebody().pk, "papers", [ONE])
    proof = proved(binding)
    stale = IdentityProof.objects.get(pk=proof.pk)
    actions.spend(proof, at=clock.now())
    with pytest.raises(Refused, match="已经过时间了"):
        check_good(proof, binding, clock.now())
    with pytest.raises(Refused, match="已经过时间了"):
        actions.spend(stale, at=clock.now())


def test_nothing_shown_is_nothing_proved() -> None:
    with pytest.raises(Refused, match="请先认一下"):
        check_good(None, Binding.of(1, "papers", [ONE]), clock.now())


def test_one_that_is_long_over_is_forgotten() -> None:
    proved(Binding.of(somebody().pk, "papers", [ONE]))
    assert daily.forget_proofs(clock.now() + dt.timedelta(days=1)) == 0
    assert daily.forget_proofs(clock.now() + dt.timedelta(days=3)) == 1
