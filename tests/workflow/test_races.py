"""Several people, or several workers, at the same moment."""

import json

import pytest

from tests.workflow.programs import Databases

ENDS = {
    "same_notice_four_times": {"ok ok ok ok 1 case"},
    "four_people_resign": {"ok ok ok ok 4 numbers"},
    "same_form_five_times": {"ok ok ok ok ok b"},
    "two_people_decide": {"already_done ok"},
    "three_branches_end": {"ok ok ok d 3 kept"},
    "one_answers_while_it_is_stopped": {"1"},
    "a_signature_against_a_withdrawal": {"1 effect"},
    "one_answers_while_the_process_changes": {"one order"},
    "one_answers_while_the_own_step_goes": {"one order"},
    "three_clocks_strike": {"1"},
    "three_workers_work": {"3 z"},
}


@pytest.mark.torture
@pytest.mark.slow
def test_at_the_same_moment_there_is_one_effect_and_a_friendly_answer(
    databases: Databases,
) -> None:
    told = json.loads(databases.run("tests.workflow.racing", url=databases.fresh()))
    assert {name: set(ends) for name, ends in told["ends"].items()} == ENDS
    assert told["broken"] == []
