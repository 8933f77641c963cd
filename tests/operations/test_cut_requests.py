"""Whatever a web worker was doing when it died: the same form again, and it is done once."""

import json

import pytest

from tests.workflow.conftest import databases
from tests.workflow.many import one_in
from tests.workflow.programs import Databases

__all__ = ["databases"]
STRIDE = one_in(2)


@pytest.mark.slow
def test_the_notice_the_signature_and_the_settlement_are_given_once(databases: Databases) -> None:
    told = json.loads(databases.run("tests.operations.cut_requests", url=databases.fresh()))
    print(told)  # noqa: T201  shown by pytest -s and on failure
    applied, signed, settled = told["apply"], told["sign"], told["settle"]
    assert applied.pop("kills") > 50 / STRIDE
    assert signed.pop("kills") > 20 / STRIDE
    assert settled.pop("kills") > 20 / STRIDE
    assert applied == {"again": True, "arrived": 1, "broken": None}
    assert signed == {"again": 302, "given": 1, "made": 1, "broken": None}
    once = {"versions": [[1, "sent"]], "sent": 1}
    assert settled == {"again": True, **once, "broken": None}
