"""What a settlement is computed from survives the database unchanged."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lizhi.cases import chain
from lizhi.settlement.inputs import HandLine, Inputs, stored

AMOUNTS = st.none() | st.decimals(min_value=0, max_value=10**6, places=2)
LAST = dt.date(2026, 11, 27)
GATHERED = Inputs(last_day=LAST, contract_end=LAST, hired_on=dt.date(2021, 3, 1))


@given(AMOUNTS, AMOUNTS, st.text(max_size=20), st.dates())
def test_what_is_entered_comes_back_as_it_went_in(
    average: Decimal | None, tax: Decimal | None, how: str, until: dt.date
) -> None:
    line = HandLine("hand-1", "due", "报销", Decimal("620.00"), how, "陈洁")
    entered = {
        "average": average,
        "tax": tax,
        "tax_how": how,
        "fund_until": until,
        "by_hand": (line,),
    }

    back = Inputs.of(chain.plain(stored(GATHERED, entered)))

    assert (back.average, back.tax, back.tax_how) == (average, tax, how)
    assert (back.fund_until, back.by_hand) == (until, (line,))
    assert back.last_day == LAST


def test_what_equals_the_roster_keeps_following_the_roster() -> None:
    kept = stored(GATHERED, {"unpaid_days": Decimal("0.0"), "insurance_how": ""})

    assert kept["entered"] == {}


def test_what_only_the_roster_may_say_cannot_be_entered() -> None:
    with pytest.raises(ValueError, match="hired_on"):
        stored(GATHERED, {"hired_on": LAST})
