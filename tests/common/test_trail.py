"""Logs name places, never the values of people."""

from lizhi.common.trail import trail


def test_a_trail_says_where_and_what_kind_and_not_the_message() -> None:
    try:
        raise ConnectionError("13812345678 is not reachable")
    except ConnectionError as error:
        told = trail(error)
    assert told.startswith("builtins.ConnectionError at test_trail.py:")
    assert "138" not in told
