"""HR plays a process through with somebody, before anybody leaves by it."""

import datetime as dt
from typing import Any

import pytest

from lizhi.common.refusals import Refused
from lizhi.flows import simulation
from tests import make
from tests.flows import supposing

pytestmark = pytest.mark.django_db


def test_when_all_is_well_it_ends_with_the_wished_day() -> None:
    result = supposing.played()

    assert (result.outcome, result.stuck, result.problems) == ("completed", (), ())
    assert result.contract_end == dt.date(2026, 11, 27)
    assert supposing.china(result.done) == "2026-11-27 00:05"
    assert result.certificate.on == result.certificate.due == dt.date(2026, 11, 27)
    assert not result.wages.delayed
    assert (result.presses, result.escalations) == (0, 0)
    assert len(result.papers) == 6


def test_a_manager_who_is_three_days_late_is_pressed_raised_and_passed_over() -> None:
    result = supposing.played({"acknowledgement": {"late_days": 3}})
    row = supposing.row(result, "acknowledgement")

    assert supposing.china(row.due) == "2026-11-24 20:14"
    assert supposing.china(row.closed) == "2026-11-26 20:14"
    assert (row.pressed, row.by_time, row.late) == (2, True, dt.timedelta(days=2))
    assert (result.presses, result.escalations) == (2, 1)


def test_neither_wages_nor_certificate_wait_for_a_disputed_handover() -> None:
    result = supposing.played({"handover": {"disputes": 2, "mends_after_days": None}})
    row = supposing.row(result, "handover")

    assert (row.outcome, row.by_time) == ("disputed", True)
    assert supposing.china(row.disputed) == "2026-11-24 17:00"
    assert not result.certificate.delayed
    assert not result.wages.delayed


def test_what_was_missing_is_handed_over_later_and_received() -> None:
    result = supposing.played({"handover": {"disputes": 2, "mends_after_days": 2}})
    row = supposing.row(result, "handover")

    assert row.outcome == "finished"
    assert supposing.china(row.closed) == "2026-11-27 09:00"


def test_silence_of_everybody_still_comes_to_an_end() -> None:
    result = supposing.played(otherwise={"silent": True})

    assert result.done
    assert not result.certificate.delayed
    assert result.wages.delayed, "nobody has computed them"
    assert result.wages.on is None


def test_finance_on_holiday_pays_late_and_the_result_says_so() -> None:
    result = supposing.played({"settlement": {"away_until": "2026-12-10"}})

    assert result.wages.on == dt.date(2026, 12, 10)
    assert result.wages.delayed
    assert not result.certificate.delayed


def test_a_day_off_in_between_moves_what_people_do() -> None:
    usual = supposing.row(supposing.played(), "acknowledgement").closed
    off = supposing.row(supposing.played(days_off=["2026-11-24"]), "acknowledgement").closed

    assert supposing.china(usual) == "2026-11-24 09:00"
    assert supposing.china(off) == "2026-11-24 19:44", "just in time, for the limit is in hours"


def test_the_employee_declines_and_leaves_all_the_same() -> None:
    result = supposing.played({"signature": {"outcome": "declined"}})

    assert supposing.row(result, "signature").outcome == "declined"
    assert result.contract_end == dt.date(2026, 12, 23), "the statutory day"
    assert result.done


def test_everybody_hears_what_would_really_be_written() -> None:
    result = supposing.played({"acknowledgement": {"late_days": 3}})
    pressed = next(one for one in result.happenings if one.kind == "handler_pressed")

    assert [(one.who, one.channel) for one in pressed.heard] == [("王磊", "sms"), ("张敏", "sms")]
    assert pressed.employee.startswith("主管知悉还没办好，已催促王磊。")
    assert "http" not in "".join(heard.words for heard in pressed.heard)
    first = result.happenings[0].employee
    assert first.startswith("您的离职通知已送达，回执在这里。先照顾好家里")


def test_a_step_of_hrs_own_is_done_by_whoever_it_names() -> None:
    body = supposing.body()
    body["steps"][1]["branches"][0]["steps"].insert(1, _legal_review())
    when = {"field": "scan", "op": "there", "value": True}
    filed = {**_legal_review(), "id": "filed", "name": "收下扫描件", "fields": []}
    choice = {
        "id": "c",
        "kind": "choose",
        "branches": [{"when": when, "steps": [filed]}, {"steps": []}],
    }
    body["steps"][1]["branches"][0]["steps"].insert(2, choice)
    result = simulation.play(body, supposing.scenario(steps={"legal": {"late_days": 1}}))
    row = supposing.row(result, "legal")
    assert supposing.row(result, "filed").who == ("赵宁",), "it is supposed that there is a file"

    assert row.who == ("赵宁",)
    assert (row.name, row.outcome, row.late) == ("法务复核", "fine", dt.timedelta(days=1))
    assert result.done


def test_a_step_may_be_sent_back_once() -> None:
    body = supposing.body()
    review = {**_legal_review(), "on": {"send_back": "acknowledgement"}}
    body["steps"][1]["branches"][0]["steps"].insert(1, review)
    wanted = {"legal": {"sends_back_to": "acknowledgement"}}
    result = simulation.play(body, supposing.scenario(steps=wanted))

    assert [one.step for one in result.rows].count("acknowledgement") == 2
    assert result.done


def _legal_review() -> dict[str, Any]:
    return {
        "id": "legal",
        "kind": "approval",
        "name": "法务复核",
        "owner": "group_hr",
        "due": {"n": 8, "unit": "hours"},
        "outcomes": ["fine"],
        "fields": [
            {"key": "risk", "type": "choice", "choices": ["low", "high"], "required": True},
            {"key": "said", "type": "text", "required": True},
            {"key": "seen_on", "type": "date", "required": True},
            {"key": "is_clear", "type": "yes_no", "required": True},
            {"key": "scan", "type": "file", "required": True},
        ],
    }


def test_a_step_that_nobody_can_end_is_named() -> None:
    body = supposing.body()
    body["steps"].insert(1, {"id": "wait", "kind": "task", "name": "等一等", "owner": "group_hr"})
    result = simulation.play(body, supposing.scenario(steps={"wait": {"silent": True}}))

    assert (result.done, result.stuck) == (None, ("等一等",))


def test_a_process_that_breaks_the_law_is_played_to_show_what_it_does() -> None:
    body = supposing.body()
    main, closing = body["steps"][1:3]
    ended = main["branches"].pop(1)["steps"]
    body["steps"][1:3] = [main, *ended, closing]
    result = simulation.play(body, supposing.scenario(steps={"handover": {"silent": True}}))

    assert result.certificate.on == dt.date(2026, 12, 23)
    silent = simulation.play(body, supposing.scenario(otherwise={"silent": True}))
    assert silent.certificate.delayed, "it waited for finance"


def test_it_is_played_with_somebody_of_the_own_company() -> None:
    boss = make.employee("王磊", "13900000002")
    leaver = make.employee("张敏", "13800002046", reports_to=boss)
    for person, role in (("李丽", "hr"), ("陈洁", "finance")):
        phone = f"1390000001{len(role)}"
        make.grant(make.employee(person, phone, department=role).user, role)
    result = supposing.played(employee=leaver.number)

    assert supposing.row(result, "acknowledgement").who == ("王磊",)
    assert supposing.row(result, "confirmation").who == ("李丽",)
    assert result.done


def test_whoever_is_leaving_already_is_not_played_again() -> None:
    leaver = make.employee("张敏", "13800002046", reports_to=make.employee("王磊", "13900000002"))
    make.grant(make.employee("李丽", "13900000004", department="人力资源部").user, "hr")
    make.case(leaver)

    with pytest.raises(Refused):
        supposing.played(employee=leaver.number)
    with pytest.raises(Refused):
        supposing.played(employee="nobody")
