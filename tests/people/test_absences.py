"""Chains of substitutes: they end, and with somebody who is there and may do it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lizhi.accounts.models import User
from lizhi.people import absences

PEOPLE = {key: User(pk=key, name=f"P{key}") for key in range(1, 8)}
key = st.integers(1, 7)


@given(
    away=st.dictionaries(key, key, max_size=7),
    gone=st.frozensets(key, max_size=4),
    leaver=key,
    start=key,
)
@settings(max_examples=400, deadline=None)
def test_a_chain_ends_with_somebody_who_is_there_and_never_with_whoever_leaves(
    away: dict[int, int], gone: frozenset[int], leaver: int, start: int
) -> None:
    asked: list[int] = []

    def instead(user: User) -> User | None:
        asked.append(user.pk)
        return PEOPLE[away[user.pk]] if user.pk in away else None

    found = absences.follow(
        PEOPLE[start], instead, lambda user: user.pk != leaver and user.pk not in gone
    )
    assert len(asked) == len(set(asked)) <= len(PEOPLE)  # nobody is asked twice: no loop
    if found is not None:
        assert found.pk not in away
        assert found.pk != leaver
        assert found.pk not in gone
    else:
        last = asked[-1]
        in_a_circle = away.get(last) in asked
        assert in_a_circle or last == leaver or last in gone


def test_two_who_name_each_other_are_nobody() -> None:
    one, two = PEOPLE[1], PEOPLE[2]
    other = {1: two, 2: one}
    assert absences.follow(one, lambda user: other[user.pk], lambda user: True) is None
