"""None of many signatures stalls (asn1crypto issue 249 made some take seconds).

What a signature costs is measured by `lizhi sign bench`. Here only the shape counts: a machine has
its slow hours, but a stall is another kind of thing. It took 500 times as long as the rest.
"""

import os
import statistics
import time

import pytest

from lizhi.signing import benchmarks

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MANY = int(os.environ.get("LIZHI_SIGNATURES", "200"))
"""A thousand, when somebody asks for them."""
STALL = 40
"""Times the median. One slow spell of the machine was seen to make it nine."""


def test_none_of_many_signatures_stalls() -> None:
    benchmarks.sign_once()
    spent = []
    for _ in range(MANY):
        began = time.process_time()
        benchmarks.sign_once()
        spent.append((time.process_time() - began) * 1000)
    print(f"median {statistics.median(spent):.1f} ms CPU, worst {max(spent):.1f}")  # noqa: T201
    assert max(spent) < STALL * statistics.median(spent)
