"""Processes drawn by an enemy, each of which the law checker once let through.

What the article protects is broken in some play of each, or in a case that truly runs: so it is no
pedantry that it is refused.
"""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows import repairs, simulation
from lizhi.flows.checks import problems
from lizhi.flows.simulation import stage
from lizhi.offboarding import (
    actions,
    beyond_term,
    four_dates,
    papers,
    proofs,
    proposals,
    renewal,
    screening,
    service_proofs,
)
from lizhi.offboarding.company_papers import Contradiction
from tests import make
from tests.flows import supposing
from tests.flows.bodies import branch, changed, close, hours, review, shipped, step
from tests.flows.duties import broken
from tests.flows.playing import Play

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
Change = Callable[[Body], object]
LABOUR_36, LABOUR_40, LABOUR_50 = "劳动合同法 36 条", "劳动合同法 39、40 条", "劳动合同法 50 条"
LABOUR_37, WAGES_9 = "劳动合同法 37 条", "工资支付暂行规定 9 条"
CIVIL_140, CIVIL_162 = "民法典 140 条", "民法典 162 条"
KEEPS = (
    *(proofs.LATE, proofs.LOST, service_proofs.KEY, beyond_term.TOLD, proposals.KEY),
    *(screening.KEY, screening.ASKED, renewal.OUT, four_dates.AGREED_PAY),
    *("opening", "replied_on", "agreement_by", "agreement_signed", "handover_receiver"),
)
"""What rooms keep in the data of a case beside the answers to forms."""
TICK = {"key": "agreement_signed", "type": "yes_no"}
THOUSAND = {"n": 1000, "unit": "calendar_days"}


def out_of_main(number: int) -> Change:
    """A branch of the formalities is done before the certificate is waited for."""

    def change(body: Body) -> None:
        place = next(n for n, one in enumerate(body["steps"]) if one["id"] == "main")
        body["steps"][place:place] = body["steps"][place]["branches"].pop(number)["steps"]

    return change


def before_main(one: Body) -> Change:
    def change(body: Body) -> None:
        place = next(n for n, other in enumerate(body["steps"]) if other["id"] == "main")
        body["steps"].insert(place, one)

    return change


def into(name: str, one: Body, place: int = 0) -> Change:
    return lambda body: branch(body, name).insert(place, one)


def by_time(key: str, outcome: str) -> Change:
    """Silence is filed as this."""
    return lambda body: [
        rule.update(outcome=outcome)
        for rule in step(body, key)["escalate"]
        if rule["action"] == "close"
    ]


def ends(key: str, *rules: Body) -> Change:
    return lambda body: step(body, key).update(escalate=list(rules))


def owned(key: str, owner: str) -> Change:
    return lambda body: step(body, key).update(owner=owner)


def handed(key: str, to: str) -> Change:
    rule = {"after": hours(1), "action": "reassign", "to": to}
    return lambda body: step(body, key)["escalate"].append(rule)


def on(key: str, answer: str, target: str) -> Change:
    return lambda body: step(body, key).setdefault("on", {}).update({answer: target})


def no_way_out(key: str, *more: str) -> Change:
    """Whatever is answered, the case goes on to the end of the contract."""

    def change(body: Body) -> None:
        del step(body, key)["on"]
        for one in more:
            body["steps"].remove(step(body, one))

    return change


def without(*keys: str) -> Change:
    return lambda body: [body["steps"].remove(step(body, key)) for key in keys]


def hours_of_no_work(body: Body) -> None:
    """Nought hours of work, on a Friday evening, are a weekend."""
    soon = close(hours(1), **{"from": "contract_end"})
    ends("acknowledgement", close(hours(106)), soon)(body)
    ends("handover", close({"n": 0, "unit": "work_hours"}, "disputed"))(body)


def days_of_no_work(body: Body) -> None:
    """Nought working days last to the evening, and 22 hours more come on top."""
    ends("handover", close({"n": 0, "unit": "work_days"}, "disputed"))(body)
    ends("confirmation", close(hours(22), "confirmed_by_time"))(body)


def rounds(body: Body) -> None:
    """HR confirms, and is asked again."""
    on("confirmation", "confirmed", "acknowledgement")(body)
    step(body, "confirmation")["outcomes"] = ["confirmed", "later"]


def rounds_of_finance(body: Body) -> None:
    on("settlement", "sent", "confirmation")(body)
    step(body, "settlement")["outcomes"] = ["sent", "later"]


def automatic(key: str) -> Body:
    return {"id": key, "kind": "auto", "name": "发出"}


def form(key: str, owner: str = "hr_of_branch") -> Body:
    return {
        "id": key,
        "kind": "task",
        "name": "办理",
        "owner": owner,
        "form": key,
        "escalate": [close(hours(2), "late")],
    }


CUNNING: dict[str, tuple[str, Change, str, str, str]] = {
    "handover before the certificate": (
        *("mutual", out_of_main(0), "handover", LABOUR_50, "certificate"),
    ),
    "wages before the certificate": (
        *("mutual", out_of_main(1), "settlement", LABOUR_50, "certificate"),
    ),
    "a thousand days before the certificate": (
        *("dismissal", before_main(review(escalate=[close(THOUSAND)])), "legal_review"),
        *(LABOUR_50, "certificate"),
    ),
    "both have signed, and somebody stops it": (
        *("mutual", before_main(review(on={"no": "end:called_off"})), "legal_review"),
        *(LABOUR_50, "certificate"),
    ),
    "nobody has signed": (
        *("mutual", no_way_out("signature", "seal_agreement"), "signature", LABOUR_36, "consent"),
    ),
    "nobody is asked to sign": (
        *("mutual", without("send_agreement", "signature", "seal_agreement"), "", LABOUR_36),
        "consent",
    ),
    "silence signs": ("mutual", by_time("signature", "signed"), "signature", CIVIL_140, "consent"),
    "never served": ("dismissal", no_way_out("service"), "service", LABOUR_40, "consent"),
    "no service": ("notice", without("service"), "", LABOUR_40, "consent"),
    "silence serves": ("layoff", by_time("service", "served"), "service", CIVIL_140, "consent"),
    "silence decides": (
        *("unreachable", by_time("decision", "goes_on"), "decision", CIVIL_140, ""),
    ),
    "filed as over": (
        *("mutual", on("signature", "declined", "end:completed"), "signature", LABOUR_36),
        "consent",
    ),
    "a notice nobody gives": (
        *("term_end", lambda body: body["steps"].insert(0, form("application", "leaver"))),
        *("application", LABOUR_50, "certificate"),
    ),
    "a paper of another way": (
        *("resignation", into("手续", automatic("send_notice")), "send_notice", LABOUR_50),
        "wages",
    ),
    "a recall of somebody who resigns": (
        *("resignation", into("手续", automatic("send_recall")), "send_recall", LABOUR_50),
        "closing",
    ),
    "an agreement at the end of the term": (
        *("term_end", into("结算", automatic("send_agreement")), "send_agreement", LABOUR_50),
        "wages",
    ),
    "HR decides whether somebody may go": (
        *("resignation", into("手续", form("decision")), "decision", LABOUR_50, ""),
    ),
    "no hours of work": ("resignation", hours_of_no_work, "handover", WAGES_9, "wages"),
    "no days of work": ("resignation", days_of_no_work, "settlement", WAGES_9, "wages"),
    "finance is passed over at once": (
        *("resignation", ends("settlement", close(hours(0), "not_settled")), "settlement"),
        *(WAGES_9, "wages"),
    ),
    "finance is passed over before the day": (
        *("resignation", ends("settlement", close(hours(48), "not_settled")), "settlement"),
        *(WAGES_9, "wages"),
    ),
    "a thousand days of finance": (
        *("resignation", ends("settlement", close(THOUSAND, "x", **{"from": "contract_end"}))),
        *("settlement", WAGES_9, "silence"),
    ),
    "a thousand days of silence": (
        *("resignation", ends("answer", close(THOUSAND)), "answer", LABOUR_50, "silence"),
    ),
    "until long after a wished day": (
        *("resignation", ends("answer", close(THOUSAND, **{"from": "wished_day"})), "answer"),
        *(LABOUR_50, "silence"),
    ),
    "HR confirms for ever": ("resignation", rounds, "confirmation", "", ""),
    "finance settles for ever": ("resignation", rounds_of_finance, "settlement", "", ""),
    "a handover that goes round": (
        *("resignation", on("handover", "disputed", "handover"), "handover", "", ""),
    ),
    "the leaver settles the own wages": (
        *("resignation", owned("settlement", "leaver"), "settlement", WAGES_9, ""),
    ),
    "wages with nobody": (
        *("resignation", owned("settlement", "receivers"), "settlement", WAGES_9, ""),
    ),
    "wages taken from finance": (
        *("resignation", handed("settlement", "hr_of_branch"), "settlement", WAGES_9, ""),
    ),
    "HR signs for the employee": (
        *("resignation", owned("signature", "hr_of_branch"), "signature", CIVIL_162, ""),
    ),
    "HR accepts for the employee": (
        *("resignation", handed("answer", "hr_of_branch"), "answer", CIVIL_162, ""),
    ),
    "silence accepts": (*("resignation", by_time("answer", "accepted"), "answer", CIVIL_140, ""),),
    "silence settles": (
        *("resignation", by_time("settlement", "sent"), "settlement", CIVIL_140, ""),
    ),
    "the employee confirms for HR": (
        *("resignation", owned("confirmation", "leaver"), "confirmation", CIVIL_162, ""),
    ),
    "a question to the dead": (
        *("death", into("结算", review(owner="leaver"), 1), "legal_review", "", ""),
    ),
    "an agreement that a tick signs": (
        "resignation",
        into("手续", review(owner="manager_of_leaver", fields=[TICK])),
        *("legal_review", "", ""),
    ),
    "Rejected": (
        "resignation",
        into("手续", review(outcomes=["agree", "b"], labels={"b": "Rejected"})),
        *("legal_review", LABOUR_37, ""),
    ),
    "打回": (
        "resignation",
        into("手续", review(outcomes=["agree", "b"], labels={"b": "打回"})),
        *("legal_review", LABOUR_37, ""),
    ),
    "not approved, by a choice": (
        "resignation",
        into(
            "手续",
            review(fields=[{"key": "ok", "type": "choice", "choices": ["批准", "不予批准"]}]),
        ),
        *("legal_review", LABOUR_37, ""),
    ),
}


def drawn(name: str) -> Body:
    way, change, *_rest = CUNNING[name]
    return changed(change, way=way)


@pytest.mark.parametrize("name", CUNNING)
def test_it_is_refused_with_the_step_and_the_article(name: str) -> None:
    _way, _change, key, article, _duty = CUNNING[name]
    found = problems(drawn(name))
    assert any(one.step == key and article in one.article for one in found), found
    assert all(one.why for one in found if one.kind == "law" and one.step == key)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in CUNNING if CUNNING[name][4]])
def test_it_would_have_come_to_that(name: str) -> None:
    body, duty = drawn(name), CUNNING[name][4]
    plays = (Play(body, Random(f"{name} {n}")).run() for n in range(400))
    assert any(duty in broken(play) for play in plays)


@pytest.mark.parametrize("name", CUNNING)
def test_one_click_after_another_leaves_nothing_that_a_click_could_mend(name: str) -> None:
    body = drawn(name)
    for _ in range(8):
        found = [one for one in problems(body) if one.repair]
        if not found:
            return
        first, before = found[0], problems(body)
        assert first.repair is not None
        body = repairs.apply(body, first.repair.name, first.repair.values)
        assert len(problems(body)) < len(before) or first not in problems(body), first
    raise AssertionError(problems(body))


def begun(body: Body) -> Case:
    """Somebody resigns in a branch whose process is this one, however it came to be there."""
    leaver = make.employee("张敏", "13800002046", reports_to=make.employee("王磊", "13900000002"))
    stage.set_up(body, leaver.branch, way="resignation", at=clock.now())
    return make.case(leaver)


@pytest.mark.parametrize("kind", ["notice", "recall"])
def test_a_paper_of_another_way_is_never_printed_and_the_case_would_stand_there(kind: str) -> None:
    case = begun(shipped())
    with pytest.raises(Contradiction):
        papers.draw(case, kind, at=clock.now())


@pytest.mark.parametrize("name", ["the leaver settles the own wages", "silence settles"])
def test_nobody_pays_the_wages(name: str) -> None:
    """By the real actions of the house, with everybody willing or, for the last, nobody."""
    silent = {"otherwise": {"silent": True}} if name == "silence settles" else {}
    result = simulation.play(drawn(name), supposing.scenario(**silent))
    assert result.wages.on is None


def test_a_tick_would_have_stood_for_a_signature() -> None:
    case = begun(drawn("an agreement that a tick signs"))
    task = make.open_task(case, "legal_review")
    data = {"agreement_signed": True}
    actions.answer_step(task, way="agree", by=task.assignee, data=data, key=make.key())
    case.refresh_from_db()
    assert four_dates.agreed_by_employee(case)


@pytest.mark.parametrize("name", KEEPS)
def test_no_question_is_kept_under_a_name_that_the_house_uses(name: str) -> None:
    """Or whoever answers it could say that a bar was claimed, or a file be lost by a number."""
    body = changed(
        lambda body: branch(body, "手续").insert(0, review(fields=[{**TICK, "key": name}]))
    )
    (problem,) = problems(body)
    assert name in problem.words
