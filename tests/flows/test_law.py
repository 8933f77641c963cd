"""The law checker: each way in which a process could take from people what the law gives them."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from lizhi.flows import repairs
from lizhi.flows.checks import Problem, problems
from lizhi.offboarding.ways import WAYS
from lizhi.workflow.tree import walk
from tests.flows.bodies import branch, changed, close, hours, review, shipped, step
from tests.flows.duties import broken
from tests.flows.playing import Play

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
Change = Callable[[Body], object]
LABOUR_37, LABOUR_50, WAGES_9 = "劳动合同法 37 条", "劳动合同法 50 条", "工资支付暂行规定 9 条"
CIVIL_137, CIVIL_141 = "民法典 137 条", "民法典 141 条"
IN_PROBATION = {"field": "case.in_probation", "op": "==", "value": True}


def on(key: str, answer: str, target: str) -> Change:
    """An answer of this step leads there."""
    return lambda body: step(body, key).setdefault("on", {}).update({answer: target})


def without_close(key: str) -> Change:
    """Nothing but reminders and escalations is left."""

    def change(body: Body) -> None:
        rules = step(body, key)["escalate"]
        step(body, key)["escalate"] = [rule for rule in rules if rule["action"] != "close"]

    return change


def before_all(body: Body) -> None:
    body["steps"].insert(1, review())


def certificate_after_handover(body: Body) -> None:
    day = branch(body, "到期")
    branch(body, "手续").extend(day)
    day[:] = [{"id": "told", "kind": "notify", "name": "告知", "to": "hr_of_branch"}]


def certificate_after_review(body: Body) -> None:
    branch(body, "到期").insert(0, review())


def certificate_before_its_day(body: Body) -> None:
    branch(body, "到期").reverse()


def certificate_on_another_day(body: Body) -> None:
    step(body, "contract_end")["until"] = "wished_day"


def certificate_only_for_some(body: Body) -> None:
    step(body, "main")["branches"][1]["when"] = IN_PROBATION


def certificate_in_a_choice(body: Body) -> None:
    day = list(branch(body, "到期"))
    choice = {"id": "which", "kind": "choose"}
    branches = [{"when": IN_PROBATION, "steps": day}, {"steps": []}]
    branch(body, "到期")[:] = [{**choice, "branches": branches}]


def no_certificate(body: Body) -> None:
    branch(body, "到期").pop()


def end_beside(body: Body) -> None:
    branch(body, "手续").append({"id": "over", "kind": "end", "outcome": "over"})


def end_if_refused(body: Body) -> None:
    field = {"key": "agrees", "type": "yes_no"}
    end = [{"id": "refused", "kind": "end", "outcome": "refused"}]
    when = {"field": "agrees", "op": "==", "value": False}
    branches: list[Body] = [{"when": when, "steps": end}, {"steps": []}]
    choice = {"id": "agreed", "kind": "choose", "branches": branches}
    branch(body, "手续")[0:0] = [review(fields=[field]), choice]


def handover_without_contract(body: Body) -> None:
    step(body, "handover")["escalate"].pop()


def many_reviews(body: Body) -> None:
    ends = [close(hours(6), **{"from": "contract_end"})]
    branch(body, "手续")[0:0] = [review(f"review_{n}", escalate=ends) for n in range(4)]


def wages_for_some(body: Body) -> None:
    rows = branch(body, "手续")
    mine = step(body, "settlement")
    place = rows.index(mine)
    branches = [{"when": IN_PROBATION, "steps": [mine]}, {"steps": []}]
    rows[place] = {"id": "which", "kind": "choose", "branches": branches}


def no_wages(body: Body) -> None:
    branch(body, "手续").remove(step(body, "settlement"))


def wages_broken_off(body: Body) -> None:
    """A colleague beside finance sends both back."""
    rows = branch(body, "手续")
    mine = step(body, "settlement")
    place = rows.index(mine)
    branches = [{"steps": [mine]}, {"steps": [review(on={"send_back": "confirmation"})]}]
    rows[place] = {"id": "both", "kind": "parallel", "branches": branches}


def wages_after_another_day(body: Body) -> None:
    wait = {"id": "later", "kind": "wait", "name": "等", "until": "wished_day"}
    branch(body, "手续").insert(0, wait)


def end_by_a_day_that_may_never_be(body: Body) -> None:
    step(body, "answer")["escalate"] = [close(hours(9), **{"from": "last_working_day"})]


def end_that_never_acts(body: Body) -> None:
    step(body, "answer")["escalate"] = [close(hours(0), **{"from": "contract_end"})]


def wait_for_ever(body: Body) -> None:
    wait = {"id": "later", "kind": "wait", "name": "等交接", "until": "last_working_day"}
    branch(body, "手续").append(wait)


def closing_not_last(body: Body) -> None:
    body["steps"].insert(1, body["steps"].pop())


def no_closing(body: Body) -> None:
    body["steps"].pop()


def end_before_closing(body: Body) -> None:
    body["steps"][-1:] = [review(on={"no": "end:over"}), body["steps"][-1]]


def no_notice(body: Body) -> None:
    body["steps"][0] = review()


def notice_by_manager(body: Body) -> None:
    body["steps"][0]["owner"] = "manager_of_leaver"


def can_disagree(body: Body) -> None:
    branch(body, "手续").insert(1, review(outcomes=["agree", "reject"]))


def says_disagree(body: Body) -> None:
    labels = {"agree": "同意", "b": "不同意"}
    branch(body, "手续").insert(1, review(outcomes=["agree", "b"], labels=labels))


UNLAWFUL: dict[str, tuple[Change, str, str, str]] = {
    "the manager refuses": (
        on("acknowledgement", "no", "end:no"),
        "acknowledgement",
        LABOUR_37,
        "closing",
    ),
    "silence refuses": (
        on("acknowledgement", "acknowledged_by_time", "end:no"),
        "acknowledgement",
        LABOUR_37,
        "closing",
    ),
    "HR refuses": (on("confirmation", "no", "end:no"), "confirmation", LABOUR_37, "closing"),
    "a change of mind": (on("answer", "stay", "end:withdrawn"), "answer", CIVIL_141, "closing"),
    "the manager gives it back": (
        on("acknowledgement", "send_back", "application"),
        "acknowledgement",
        CIVIL_137,
        "notice",
    ),
    "an approval first": (before_all, "legal_review", LABOUR_37, "certificate"),
    "no notice": (no_notice, "legal_review", LABOUR_37, ""),
    "the manager hands it in": (notice_by_manager, "application", LABOUR_37, ""),
    "reject": (can_disagree, "legal_review", LABOUR_37, ""),
    "不同意": (says_disagree, "legal_review", LABOUR_37, ""),
    "refused by a field": (end_if_refused, "refused", LABOUR_37, "closing"),
    "back to the beginning of all": (
        on("confirmation", "send_back", "main"),
        "confirmation",
        LABOUR_50,
        "",  # no play comes to it: after the end of the contract nothing is sent back any more
    ),
    "certificate after handover": (
        certificate_after_handover,
        "certificate",
        LABOUR_50,
        "certificate",
    ),
    "certificate after review": (certificate_after_review, "certificate", LABOUR_50, "certificate"),
    "certificate early": (certificate_before_its_day, "certificate", LABOUR_50, "certificate"),
    "certificate another day": (
        certificate_on_another_day,
        "certificate",
        LABOUR_50,
        "certificate",
    ),
    "certificate for some": (certificate_only_for_some, "certificate", LABOUR_50, "certificate"),
    "certificate by choice": (certificate_in_a_choice, "certificate", LABOUR_50, "certificate"),
    "no certificate": (no_certificate, "", LABOUR_50, "certificate"),
    "an end beside": (end_beside, "over", LABOUR_50, "closing"),
    "wages after handover": (handover_without_contract, "handover", WAGES_9, "wages"),
    "wages after too many": (many_reviews, "settlement", WAGES_9, "wages"),
    "wages for some": (wages_for_some, "settlement", WAGES_9, "wages"),
    "no wages": (no_wages, "", WAGES_9, "wages"),
    "wages broken off": (wages_broken_off, "legal_review", WAGES_9, "wages"),
    "wages after another day": (wages_after_another_day, "later", WAGES_9, "wages"),
    "silent finance": (without_close("settlement"), "settlement", WAGES_9, "closing"),
    "silent manager": (without_close("acknowledgement"), "acknowledgement", LABOUR_50, "closing"),
    "silent handover": (without_close("handover"), "handover", LABOUR_50, "closing"),
    "a day that may never be": (end_by_a_day_that_may_never_be, "answer", LABOUR_50, "closing"),
    "an end that never acts": (end_that_never_acts, "answer", LABOUR_50, ""),
    "a wait for ever": (wait_for_ever, "later", LABOUR_50, "closing"),
    "closing not last": (closing_not_last, "closing", LABOUR_50, ""),
    "no closing": (no_closing, "", LABOUR_50, "closing"),
    "an end before the closing": (end_before_closing, "legal_review", LABOUR_50, "closing"),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_shipped_processes_are_lawful(way: str) -> None:
    assert problems(shipped(way)) == []


@pytest.mark.parametrize("name", UNLAWFUL)
def test_what_is_not_lawful_is_refused_with_its_article(name: str) -> None:
    change, key, article, _duty = UNLAWFUL[name]
    found = [one for one in problems(changed(change)) if one.kind == "law"]
    about = [one for one in found if one.step == key and article in one.article]
    assert about, found
    called = {one["id"]: one.get("name") for one in walk(changed(change)["steps"])}
    assert all((called.get(key) or "") in one.words for one in about)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in UNLAWFUL if UNLAWFUL[name][3]])
def test_it_is_refused_because_it_would_have_come_to_that(name: str) -> None:
    """What the article protects is broken in some play of it: the plays can fail."""
    change, _key, _article, duty = UNLAWFUL[name]
    body = changed(change)
    plays = (Play(body, Random(f"{name} {n}")).run() for n in range(300))
    assert any(duty in broken(play) for play in plays)


@pytest.mark.parametrize("name", UNLAWFUL)
def test_one_click_after_another_makes_it_lawful(name: str) -> None:
    """Where a repair is offered it mends what it is offered for, and does no new harm."""
    body = changed(UNLAWFUL[name][0])
    for _ in range(8):
        found = [one for one in problems(body) if one.repair]
        if not found:
            break
        first, before = found[0], problems(body)
        assert first.repair is not None
        body = repairs.apply(body, first.repair.name, first.repair.values)
        assert len(problems(body)) < len(before) or first not in problems(body), first
    left = [one for one in problems(body) if one.repair]
    assert left == []


def test_a_review_for_some_inside_the_formalities_is_lawful() -> None:
    def add(body: Body) -> None:
        when = {"field": "employee.leads", "op": ">=", "value": 1}
        branches = [
            {"when": when, "steps": [review(on={"send_back": "acknowledgement"})]},
            {"steps": []},
        ]
        choice = {"id": "leads", "kind": "choose", "name": "带人的", "branches": branches}
        branch(body, "手续").insert(1, choice)

    assert problems(changed(add)) == []


@pytest.mark.parametrize(
    "way", ["mutual", "notice", "dismissal", "probation", "layoff", "unreachable"]
)
def test_before_the_company_or_both_have_decided_a_process_may_end(way: str) -> None:
    def add(body: Body) -> None:
        on = {"no": "end:called_off", "closed_by_time": "end:called_off"}
        body["steps"].insert(0, review(escalate=[close(hours(48))], on=on))

    assert problems(changed(add, way=way)) == []


@pytest.mark.parametrize("way", ["term_end", "retirement", "death"])
def test_what_ends_by_itself_waits_for_nobody(way: str) -> None:
    def add(body: Body) -> None:
        body["steps"].insert(0, review())

    (found,) = problems(changed(add, way=way))
    assert (found.step, found.article) == ("legal_review", f"{LABOUR_37}，{LABOUR_50}")


@pytest.mark.parametrize("way", ["mutual", "notice", "death"])
def test_certificate_wages_and_closing_are_due_however_it_ends(way: str) -> None:
    def certificate_after_review(body: Body) -> None:
        branch(body, "到期").insert(0, review())

    def wages_after_review(body: Body) -> None:
        branch(body, "结算").insert(0, review(escalate=[close(hours(48))]))

    def end_beside(body: Body) -> None:
        branch(body, "结算").append({"id": "over", "kind": "end", "outcome": "called_off"})

    assert problems(shipped(way)) == []
    for change in (certificate_after_review, wages_after_review, no_closing, end_beside):
        found = problems(changed(change, way=way))
        assert "law" in {one.kind for one in found}, change.__name__


def test_without_a_way_the_law_is_not_asked() -> None:
    body = changed(no_certificate)
    del body["way"]
    assert problems(body) == []


def test_a_problem_is_a_sentence() -> None:
    problem = Problem("a", "主管知悉：没有到时自动往下走", kind="law")
    assert str(problem) == "主管知悉：没有到时自动往下走"
