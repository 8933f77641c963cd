"""A web worker or a job worker dies over payroll, vouchers or payments: nothing is half done."""

import json

import pytest

from tests.workflow.conftest import databases
from tests.workflow.many import one_in
from tests.workflow.programs import Databases

__all__ = ["databases"]
STRIDE = one_in(2)


@pytest.mark.slow
@pytest.mark.parametrize("size", ["small", "large"])
def test_a_file_of_payroll_comes_in_whole_or_not_at_all(databases: Databases, size: str) -> None:
    program = "tests.operations.killed_payroll"
    told = json.loads(databases.run(program, size, url=databases.fresh()))
    print(told)  # noqa: T201  shown by pytest -s and on failure
    assert told.pop("kills") > 60 / STRIDE
    assert told == {
        "batches": [["done", 12, 0], ["undone", 0, 12]],
        "standing": ["8700.00"] * 12,
        "versions": 24,
        "waiting": 0,
    }


@pytest.mark.slow
def test_a_month_is_booked_and_paid_once(databases: Databases) -> None:
    told = json.loads(databases.run("tests.operations.killed_books", url=databases.fresh()))
    print(told)  # noqa: T201  shown by pytest -s and on failure
    assert told.pop("kills") > 100 / STRIDE
    assert told == {
        "batches": [["undone", 1], ["paid", 3]],
        "vouchers": ["settlement", "payment"],
        "postings": 3,
        "paid": 3,
        "ledger": [["记-0042"]],
        "bytes": 2,
    }
