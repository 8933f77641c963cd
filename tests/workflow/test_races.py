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
    "two_people_claim": {"already_done ok 1"},
    "one_claims_while_another_answers": {"one order"},
    "the_next_answers_while_it_is_taken_back": {"one order"},
    "the_last_part_is_done_while_another_is_taken_back": {"one order"},
    "one_answers_while_it_is_suspended": {"ok ok b due"},
    "one_answers_while_hr_delegates_it": {"one order"},
    "the_last_two_are_removed": {"ok refused 1"},
    "three_people_vote": {"already_done ok ok b"},
    "one_answers_while_it_is_led_elsewhere": {"one order"},
    "two_people_publish_one_draft": {"ok refused [1, 2] 2"},
    "two_bodies_are_published_under_one_name": {"ok ok [1, 2] 2"},
    "two_bodies_mean_something_else_by_one_name": {"not_publishable ok [1, 2]"},
    "one_publishes_what_another_edits": {"one order"},
    "one_publishes_while_another_begins": {"ok ok [1, 2] in use"},
    "a_change_of_version_against_a_newer_one": {"3 [1, 2, 3]"},
    "two_people_publish_one_draft_for_a_case": {"ok refused [1, 2] 2 1 choice 1 change"},
    "one_answers_while_it_is_published_for_his_case": {"one order"},
    "a_case_begins_while_it_is_published": {"one order"},
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


@pytest.mark.slow
def test_without_the_lock_each_of_these_races_goes_wrong(databases: Databases) -> None:
    told = json.loads(databases.run("tests.workflow.racing", "unlocked", url=databases.fresh()))
    right = [name for name, ends in told["ends"].items() if set(ends) == ENDS[name]]
    assert right == []
    assert len(told["ends"]) == 4
