"""Files in a process: which step may ask for them, and what may be asked about them."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from lizhi.flows import asking, saying
from lizhi.flows.bpmn.saying import condition as as_feel
from lizhi.flows.checks import problems
from lizhi.flows.comparing import differences
from lizhi.workflow import conditions
from tests.flows.bodies import branch, changed, review, shipped, step

Body = dict[str, Any]
SCAN = {"key": "scan", "type": "file", "label": "扫描件", "required": True}


def said(*steps: Body) -> list[str]:
    return [one.words for one in problems(with_steps(*steps))]


def with_steps(*steps: Body) -> Body:
    def add(body: Body) -> None:
        branch(body, "手续")[0:0] = steps

    return changed(add)


def files(n: int) -> list[Body]:
    return [{"key": f"scan_{i}", "type": "file"} for i in range(n)]


def asked(op: str) -> Body:
    return {"field": "scan", "op": op, "value": True}


def test_a_step_of_hrs_own_may_ask_for_three_files_and_no_more() -> None:
    assert said(review(fields=files(3))) == []
    assert said(review(fields=files(4))) == ["法务复核：一步最多要 3 个文件。"]


def test_a_page_of_the_house_asks_for_none() -> None:
    body = changed(lambda body: step(body, "confirmation").update(fields=[SCAN]))
    (one,) = problems(body)
    assert one.step == "confirmation"
    assert one.words == "HR 确认：这一步有自己的页面，加的字段没有地方填。"


def test_two_steps_do_not_ask_under_one_name() -> None:
    (words,) = said(review(fields=[SCAN]), review("other", fields=[SCAN]))
    assert "scan" in words


@pytest.mark.parametrize("there", [0, 7])
def test_a_condition_asks_only_whether_there_is_one(there: int) -> None:
    assert conditions.holds(asked("there"), {"scan": there})
    assert not conditions.holds(asked("not there"), {"scan": there})
    for facts in ({}, {"scan": None}):
        assert conditions.holds(asked("not there"), facts)
        assert not conditions.holds(asked("there"), facts)


def test_the_condition_is_said_in_words_and_written_for_other_tools() -> None:
    labels = {"scan": "扫描件"}
    assert saying.condition(asked("there"), labels) == "扫描件已上传"
    assert saying.condition(asked("not there"), labels) == "扫描件未上传"
    assert as_feel(asked("there")) == "scan != null"
    assert as_feel({"all": [asked("not there")]}) == "scan = null"


@pytest.mark.django_db
def test_the_editor_offers_the_two_comparisons_after_the_step_that_asks() -> None:
    body = with_steps(review(fields=[SCAN]), asking_for("there"))
    known = {one.key: one for one in asking.known(body, "seen")}
    assert (known["scan"].label, known["scan"].type) == ("扫描件", "file")
    assert asking.OPERATORS["file"] == ("there", "not there")
    assert problems(body) == []


def test_two_versions_are_told_apart_by_it() -> None:
    before = with_steps(review())
    (one,) = differences(before, with_steps(review(fields=[SCAN])))
    assert "扫描件" in one.new
    assert "文件" in one.new
    assert differences(shipped(), shipped()) == []


def test_the_command_says_which_step_is_wrong(tmp_path: Path) -> None:
    file, out = tmp_path / "flow.json", io.StringIO()
    wrong = with_steps(review(fields=[SCAN]), asking_for("=="))
    file.write_text(json.dumps(wrong, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("flow", "check", str(file), stdout=out)
    (reason,) = json.loads(out.getvalue())
    assert reason["step"] == "seen"
    assert "“扫描件”不能用“==”比" in reason["words"]


def asking_for(op: str) -> Body:
    branches = [{"when": asked(op), "steps": []}, {"steps": []}]
    return {"id": "seen", "kind": "choose", "name": "有扫描件", "branches": branches}
