"""Any process, any edit, anywhere on the way: no case is stuck, no timer moves."""

import json

import pytest

from tests.workflow import fuzz_migrations
from tests.workflow.many import SEED, many
from tests.workflow.programs import Databases

ROWS, IN_MEMORY = 200, 3_000


@pytest.mark.torture
@pytest.mark.slow
def test_whatever_hr_changes_a_running_case_comes_to_its_end(databases: Databases) -> None:
    words = ("tests.workflow.fuzz_migrations", "--rows", "--seed", SEED)
    count = many("migrations", ROWS)
    told = databases.run(*words, "--count", str(count), url=databases.fresh())
    _all_is_well(json.loads(told), count)


@pytest.mark.torture
@pytest.mark.slow
def test_the_plan_alone_leads_every_case_to_its_end() -> None:
    count = many("migrations", IN_MEMORY)
    _all_is_well(fuzz_migrations.fuzz(SEED, count), count)


def _all_is_well(found: dict[str, int], count: int) -> None:
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201  shown by pytest -s and on failure
    assert sum(found.values()) == count
    ends = {name.partition(":")[0] for name in found}
    assert ends == {"finished", "finished without a step", "refused"}
    assert found["finished"] > count / 2
