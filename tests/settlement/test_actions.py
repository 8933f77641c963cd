"""A settlement is computed, sent, answered, asked about; nothing of it is done twice."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Model

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people.models import Employment
from lizhi.settlement import actions, kinds, rules
from lizhi.settlement.actions.drafting import recompute
from lizhi.settlement.models import Line, Settlement
from tests import make
from tests.settlement import world
from tests.settlement.world import EVERYTHING

pytestmark = pytest.mark.django_db
State = Settlement.State


def draft(case: Case, by: User, **inputs: Any) -> Settlement:
    return actions.draft(case, inputs=inputs, by=by, at=clock.now())


def kinds_of(case: Case) -> list[str]:
    ours = case.events.filter(kind__in=kinds.KINDS).order_by("seq")
    return list(ours.values_list("kind", flat=True))


def answers(settlement: Settlement) -> dict[str, str]:
    return dict(settlement.lines.values_list("key", "answer"))


def test_every_changed_input_makes_a_version_and_equal_ones_make_none(
    case: Case, chen_jie: User
) -> None:
    first = draft(case, chen_jie)
    second = draft(case, chen_jie, average=Decimal(8700))
    again = draft(case, chen_jie, average=Decimal("8700.00"))

    assert (first.number, second.number, again.pk) == (1, 2, second.pk)
    assert Settlement.objects.get(pk=first.pk).state == State.REPLACED


def test_a_version_can_be_computed_again_from_what_it_keeps(case: Case, chen_jie: User) -> None:
    version = draft(case, chen_jie, **EVERYTHING)

    again = recompute(Settlement.objects.get(pk=version.pk))

    kept = [(line.key, line.amount, line.steps) for line in version.lines.all()]
    assert [(line.key, line.amount, line.steps) for line in again] == kept
    assert version.engine
    assert len(version.parameters_hash) == 64


def test_what_finance_has_said_stays_when_the_roster_changes(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    draft(case, chen_jie, average=Decimal(8500))
    zhang_min.monthly_wage = Decimal(9000)
    zhang_min.save()

    version = draft(Case.objects.get(pk=case.pk), chen_jie)

    assert version.inputs["entered"] == {"average": "8500"}
    assert version.lines.get(key="wages").amount == Decimal("8275.86")


def test_only_finance_of_this_company_settles_and_nobody_settles_up_with_self(
    case: Case, zhang_min: Employment
) -> None:
    other = make.branch("上海分公司", entity="示例制造（上海）有限公司")
    elsewhere = make.employee("周会计", "13800000302", at=other).user
    make.grant(elsewhere, "finance", at=other)
    make.grant(zhang_min.user, "finance")

    for user in (elsewhere, zhang_min.user):
        with pytest.raises(NotPermitted):
            draft(case, User.objects.get(pk=user.pk))


def test_a_double_press_on_a_line_by_hand_makes_one_line(case: Case, chen_jie: User) -> None:
    key = world.key()
    for _press in range(2):
        version = actions.add_line(
            case,
            kind="due",
            title="10 月差旅报销",
            amount=Decimal(620),
            reason="3 张发票",
            by=chen_jie,
            at=clock.now(),
            key=key,
        )

    lines = version.lines.filter(by_hand=True)
    assert [(line.title, line.amount) for line in lines] == [("10 月差旅报销", Decimal(620))]
    gone = actions.remove_line(case, line=lines[0].key, by=chen_jie, at=clock.now())
    assert not gone.lines.filter(by_hand=True).exists()


def test_sending_twice_sends_once_and_tells_what_is_missing(case: Case, chen_jie: User) -> None:
    version, key = draft(case, chen_jie), world.key()

    actions.send(version, by=chen_jie, at=clock.now(), key=key)
    actions.send(version, by=chen_jie, at=clock.now(), key=key)

    assert kinds_of(case) == [kinds.SETTLEMENT_DRAFTED, kinds.SETTLEMENT_SENT]
    event = case.events.get(kind=kinds.SETTLEMENT_SENT)
    assert event.facts == {"version": 1, "missing": 4}
    with pytest.raises(AlreadyDone):
        actions.send(version, by=chen_jie, at=clock.now())


def test_an_older_draft_is_not_sent_after_a_newer_one_was_made(case: Case, chen_jie: User) -> None:
    older = draft(case, chen_jie)
    draft(case, chen_jie, **EVERYTHING)

    with pytest.raises(AlreadyDone, match="新的一版"):
        actions.send(older, by=chen_jie, at=clock.now())


def test_a_draft_from_before_the_last_day_moved_is_not_sent(case: Case, chen_jie: User) -> None:
    version = draft(case, chen_jie, **EVERYTHING)
    Case.objects.filter(pk=case.pk).update(contract_end=dt.date(2026, 11, 20))

    with pytest.raises(Refused, match="重算"):
        actions.send(version, by=chen_jie, at=clock.now())


def test_no_event_holds_an_amount(case: Case, chen_jie: User) -> None:
    settlement = world.sent(case, chen_jie)
    actions.answer(settlement, disputed={"wages": "少了"}, by=case.leaver, at=clock.now())

    written = " ".join(str(event.facts) for event in case.events.all())
    assert "8000" not in written
    assert "少了" not in written


def test_the_employee_accepts_everything_with_one_press(case: Case, chen_jie: User) -> None:
    settlement, heard = world.sent(case, chen_jie), []
    actions.settlement_answered.connect(hearer := lambda **told: heard.append(told), weak=False)

    key = world.key()
    actions.answer(settlement, disputed={}, by=case.leaver, at=clock.now(), key=key)
    actions.answer(settlement, disputed={}, by=case.leaver, at=clock.now(), key=key)
    actions.settlement_answered.disconnect(hearer)

    assert set(answers(settlement).values()) == {"accepted"}
    assert Settlement.objects.get(pk=settlement.pk).state == State.ANSWERED
    assert [told["settlement"].pk for told in heard] == [settlement.pk]
    with pytest.raises(AlreadyDone):
        actions.answer(settlement, disputed={}, by=case.leaver, at=clock.now())


def test_a_line_that_asks_for_a_figure_cannot_be_accepted(case: Case, chen_jie: User) -> None:
    settlement = world.sent(case, chen_jie, tax=None, tax_how="")

    actions.answer(settlement, disputed={}, by=case.leaver, at=clock.now())

    assert answers(settlement)["tax"] == "open"


def test_one_line_is_asked_about_in_words_that_only_the_case_key_opens(
    case: Case, chen_jie: User
) -> None:
    settlement = world.sent(case, chen_jie)
    words = "9 月那 2 天是调休，不是年假。"

    actions.answer(settlement, disputed={"unused_leave": words}, by=case.leaver, at=clock.now())

    assert answers(settlement)["unused_leave"] == "disputed"
    assert answers(settlement)["wages"] == "accepted"
    event = case.events.get(kind=kinds.LINE_DISPUTED)
    assert event.facts == {"version": 1, "line": "unused_leave"}
    assert chain.read(event) == words
    assert words.encode() not in bytes(event.words)
    assert chain.first_broken(case) is None


def test_the_other_lines_may_stay_open(case: Case, chen_jie: User) -> None:
    settlement = world.sent(case, chen_jie)

    actions.answer(
        settlement,
        disputed={"wages": "少一天"},
        by=case.leaver,
        at=clock.now(),
        accept_others=False,
    )

    assert answers(settlement)["unused_leave"] == "open"
    assert case.events.get(kind=kinds.SETTLEMENT_ANSWERED).facts["open"] == 4


def test_a_dispute_moves_neither_the_dates_nor_the_pay_day(case: Case, chen_jie: User) -> None:
    settlement = world.sent(case, chen_jie)
    before = (case.contract_end, rules.pay_day(case))

    actions.answer(settlement, disputed={"wages": "少一天"}, by=case.leaver, at=clock.now())

    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.contract_end, rules.pay_day(fresh)) == before


def test_nobody_else_answers_for_the_employee(case: Case, chen_jie: User) -> None:
    settlement = world.sent(case, chen_jie)

    with pytest.raises(NotPermitted):
        actions.answer(settlement, disputed={}, by=chen_jie, at=clock.now())


def test_finance_keeps_a_line_with_a_reason_and_it_can_be_asked_about_again(
    case: Case, chen_jie: User
) -> None:
    settlement = world.sent(case, chen_jie)
    leaver, now = case.leaver, clock.now()
    actions.answer(settlement, disputed={"wages": "少一天"}, by=leaver, at=now)
    line = settlement.lines.get(key="wages")

    with pytest.raises(Refused):
        actions.answer_dispute(line, reply="kept", words=" ", by=chen_jie, at=now)
    actions.answer_dispute(line, reply="kept", words="26 日没有出勤。", by=chen_jie, at=now)
    with pytest.raises(AlreadyDone):
        actions.answer_dispute(line, reply="kept", words="同上", by=chen_jie, at=now)
    actions.answer(settlement, disputed={"wages": "我有打卡截图"}, by=leaver, at=now)

    assert settlement.lines.get(key="wages").reply == ""
    assert kinds_of(case)[-2:] == [kinds.LINE_DISPUTED, kinds.SETTLEMENT_ANSWERED]


def test_the_same_question_is_not_asked_twice(case: Case, chen_jie: User) -> None:
    settlement = world.sent(case, chen_jie)
    actions.answer(settlement, disputed={"wages": "少一天"}, by=case.leaver, at=clock.now())

    with pytest.raises(AlreadyDone):
        actions.answer(settlement, disputed={"wages": "少一天"}, by=case.leaver, at=clock.now())


def test_a_new_version_replaces_the_old_and_asks_only_about_what_changed(
    case: Case, chen_jie: User
) -> None:
    first = world.sent(case, chen_jie)
    actions.answer(first, disputed={"unused_leave": "还有 2 天"}, by=case.leaver, at=clock.now())

    second = world.sent(case, chen_jie, leave_taken=Decimal(4))

    assert Settlement.objects.get(pk=first.pk).state == State.REPLACED
    assert second.number == 2
    assert answers(second)["unused_leave"] == "open"
    assert answers(second)["wages"] == "accepted"
    with pytest.raises(Refused, match="新的一版"):
        actions.answer(first, disputed={}, by=case.leaver, at=clock.now())


def test_nothing_moves_in_a_case_that_has_ended(case: Case, chen_jie: User) -> None:
    settlement = world.sent(case, chen_jie)
    Case.objects.filter(pk=case.pk).update(status=Case.Status.CLOSED)

    with pytest.raises(Refused, match="办结"):
        actions.answer(settlement, disputed={}, by=case.leaver, at=clock.now())
    with pytest.raises(Refused, match="办结"):
        draft(case, chen_jie, tax=Decimal(1), tax_how="改")


def test_wages_are_due_at_the_end_or_by_the_rule_of_the_province(chen_jie: User) -> None:
    here = world.case_of(world.leaver())
    suzhou = make.employee("何建国", "13800000303", work_city="苏州")
    there = world.case_of(suzhou, last_day=dt.date(2026, 11, 25))

    assert rules.pay_day(here) == dt.date(2026, 11, 27)
    assert rules.pay_day(there) == dt.date(2026, 11, 27)


def test_the_paper_is_told_every_line_and_nothing_more(case: Case, chen_jie: User) -> None:
    world.sent(case, chen_jie, tax=None, tax_how="")

    facts = actions.facts_for_paper(case)

    assert (facts["version"], facts["pay_on"], facts["bank_tail"]) == (1, "2026-11-27", "6021")
    assert facts["insurance_until"] == "2026-11"
    assert [line["amount"] for line in facts["dues"]] == ["8000.00", "2400.00"]
    assert [line.get("amount") for line in facts["deductions"]] == ["913.50", "435.00", None]
    assert facts["deductions"][2]["missing"] == "缺个人所得税"
    assert facts["deductions"][2]["steps"] == [
        {"title": "个人所得税", "value": "待补", "reason": "缺个人所得税。"}
    ]
    assert facts["dues"][1]["steps"][-1]["formula"] == "8,700 ÷ 21.75 × 200% × 3 天"


def test_a_settlement_that_was_not_sent_has_no_paper(case: Case, chen_jie: User) -> None:
    draft(case, chen_jie, **EVERYTHING)

    with pytest.raises(Settlement.DoesNotExist):
        actions.facts_for_paper(case)


def test_names_of_rows_hold_no_amount() -> None:
    line: Model = Line(title="11 月工资", amount=Decimal(8000))

    assert str(line) == "11 月工资"
