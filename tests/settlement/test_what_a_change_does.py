"""Finance looks at what whoever asked would get, adds it and answers, in one press."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.settlement import actions, kinds, rules, seconds
from lizhi.settlement.disputes import effects, numbers, ways
from lizhi.settlement.models import Line, Settlement
from tests import make
from tests.settlement import world

pytestmark = pytest.mark.django_db
State = Settlement.State
CARRIED = "去年还有 2 天结转到今年，单子上没有。"
ANSWER = "您说得对，去年结转的 2 天漏了，已经单独加一行。"


def asked(case: Case, by: User, line: str, words: str = CARRIED, **inputs: Any) -> Line:
    settlement = world.sent(case, by, **inputs)
    actions.answer(settlement, disputed={line: words}, by=case.leaver, at=clock.now())
    return settlement.lines.get(key=line)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def address(case: Case, line: str = "unused_leave") -> str:
    return reverse("settlement:reply", args=[case.number, line])


def mark_of(case: Case, line: Line, way: str, more: str) -> str:
    chain = effects.chain_of(case, rules.shown(case) or line.settlement)
    found = next(one for one in ways.ways_of(line, chain.given) if one.key == way)
    entered = ways.changed(found, Decimal(more), line=line.key, given=chain.given, by="陈洁")
    return chain.effect(entered).mark


def typed(case: Case, line: Line, **more: str) -> dict[str, str]:
    said = {"way": "leave_carried", "more": "2", "words": ANSWER, "reply": "add", **more}
    return {"mark": mark_of(case, line, said["way"], said["more"]), "key": world.key(), **said}


def test_the_page_shows_at_once_what_two_days_would_do(case: Case, chen_jie: User) -> None:
    asked(case, chen_jie, "unused_leave")

    page = text(world.client_of(chen_jie).get(world.desk(case)))

    assert "加上 2 天会怎样" in page
    assert "张敏说得对的话：加上 2 天，+1,600.00 元，实发 +1,600.00 元。" in page
    assert "新增一行，以前年度没休的年假，2 天" in page
    assert "是财务填的，不会跟着变" in page
    assert "加上 2 天并答复" in page
    assert "还什么都没存" in page
    assert "照付" in page
    assert case.settlements.count() == 1


def test_a_tax_that_is_worked_out_follows(case: Case, chen_jie: User) -> None:
    of_the_year: dict[str, Any] = {
        "tax": None,
        "tax_how": "",
        "year_months": 10,
        "year_income": Decimal(187000),
        "year_special": Decimal(13485),
        "year_additional": Decimal(0),
        "year_tax": Decimal(9000),
        "month_additional": Decimal(0),
    }
    asked(case, chen_jie, "unused_leave", **of_the_year)
    shown = rules.shown(case)
    assert shown is not None

    effect = effects.chain_of(case, shown).effect({"leave_carried": Decimal(2)})

    assert effect.gross == Decimal("1600.00")
    assert effect.net == Decimal("1440.00")
    assert [row.change for row in effect.rows] == [Decimal("1600.00"), Decimal("-160.00")]
    assert effect.stated == []
    assert case.settlements.count() == 1


def test_one_press_adds_the_days_and_answers(case: Case, chen_jie: User) -> None:
    line = asked(case, chen_jie, "unused_leave")
    desk = world.client_of(chen_jie)
    form = typed(case, line)

    assert desk.post(address(case), form).url == world.desk(case)
    assert desk.post(address(case), form).status_code == 302

    newest = rules.shown(case)
    assert newest is not None
    assert (newest.number, newest.state) == (2, State.SENT)
    assert newest.lines.get(key="carried_leave").amount == Decimal("1600.00")
    assert newest.lines.get(key="unused_leave").reply == "changed"
    assert case.events.filter(kind=kinds.DISPUTE_ANSWERED).count() == 1
    case.refresh_from_db()
    assert case.disputed_at is None
    assert ANSWER in text(world.client_of(case.leaver).get(world.mine(case)))


def test_a_look_writes_nothing_and_keeps_what_was_typed(case: Case, chen_jie: User) -> None:
    line = asked(case, chen_jie, "unused_leave", "少算了")
    desk = world.client_of(chen_jie)
    assert "会怎样" not in text(desk.get(world.desk(case))).replace("看会怎样", "")
    form = {"way": "leave_taken", "more": "1", "words": "查了再说", "reply": "look"}

    page = text(desk.post(address(case), form))

    assert "加上 1 天会怎样" in page
    assert "查了再说" in page
    sent = desk.get(world.desk(case), {"line": line.key, "way": "leave_carried", "more": "3"})
    assert "加上 3 天会怎样" in text(sent)
    assert case.settlements.count() == 1
    assert not case.events.filter(kind=kinds.DISPUTE_ANSWERED).exists()


@pytest.mark.parametrize(
    ("typed_in", "says"),
    [
        ({"more": "两天"}, "这里填数"),
        ({"more": ""}, "大于 0 的数"),
        ({"more": "0"}, "大于 0 的数"),
        ({"more": "1.55"}, "小数点后最多 1 位"),
        ({"more": "2", "way": "nonsense"}, "请选漏了什么"),
        ({"more": "2", "words": ""}, "请给员工写一句话"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    case: Case, chen_jie: User, typed_in: dict[str, str], says: str
) -> None:
    asked(case, chen_jie, "unused_leave")
    form = {"way": "leave_carried", "words": ANSWER, "reply": "add", "key": world.key()}

    answer = world.client_of(chen_jie).post(address(case), {**form, **typed_in})

    assert answer.status_code == 422
    assert says in text(answer)
    assert typed_in.get("words", ANSWER) in text(answer)
    assert case.settlements.count() == 1


def test_more_days_than_were_taken_are_refused_beside_the_number(
    case: Case, chen_jie: User
) -> None:
    asked(case, chen_jie, "unused_leave")
    form = {"way": "leave_taken", "more": "7", "words": ANSWER, "reply": "add"}

    answer = world.client_of(chen_jie).post(address(case), form)

    assert answer.status_code == 409
    assert "这里最多能改 6 天" in text(answer)
    assert ANSWER in text(answer)


def test_what_was_not_looked_at_is_shown_before_it_is_kept(case: Case, chen_jie: User) -> None:
    line = asked(case, chen_jie, "unused_leave")
    desk = world.client_of(chen_jie)

    other = desk.post(address(case), {**typed(case, line), "more": "3"})

    assert other.status_code == 409
    assert "和刚才看的不一样" in text(other)
    assert "加上 3 天会怎样" in text(other)
    assert ANSWER in text(other)
    assert case.settlements.count() == 1
    case.employment.monthly_wage = Decimal(9000)
    case.employment.save()
    page = desk.post(
        address(case), typed(case, line, mark=mark_of(case, line, "leave_carried", "1"))
    )
    assert page.status_code == 409
    assert "11 月工资" in text(page)


def test_above_the_limit_it_waits_for_the_second_person_again(case: Case, chen_jie: User) -> None:
    line = asked(case, chen_jie, "unused_leave")
    second = make.employee("顾晓芸", "13800000303", department="财务部").user
    make.grant(second, "finance")
    case.entity.two_persons_above = Decimal(5000)
    case.entity.save()
    desk = world.client_of(chen_jie)
    assert "要另一位财务复核后才发" in text(desk.get(world.desk(case)))

    desk.post(address(case), typed(case, line))

    newest = rules.latest(case)
    assert newest is not None
    assert (newest.state, newest.second) == (State.WAITING, second)
    shown = rules.shown(case)
    assert shown is not None
    assert shown.number == 1
    assert shown.lines.get(key="unused_leave").reply == "changed"
    actions.approve(newest, by=second, at=clock.now())
    assert rules.shown(case) == Settlement.objects.get(pk=newest.pk)


def test_without_a_second_person_nothing_is_answered_and_the_words_stay(
    case: Case, chen_jie: User
) -> None:
    line = asked(case, chen_jie, "unused_leave")
    case.entity.two_persons_above = Decimal(5000)
    case.entity.save()

    answer = world.client_of(chen_jie).post(address(case), typed(case, line))

    assert answer.status_code == 409
    assert ANSWER in text(answer)
    assert case.settlements.count() == 1
    line.refresh_from_db()
    assert not line.reply


def test_who_was_approved_and_moved_far_is_looked_at_again(case: Case, chen_jie: User) -> None:
    """The limit was raised since; what was approved is not what would be paid."""
    second = make.employee("顾晓芸", "13800000303", department="财务部").user
    make.grant(second, "finance")
    case.entity.two_persons_above = Decimal(5000)
    case.entity.save()
    version = actions.draft(case, inputs=world.EVERYTHING, by=chen_jie, at=clock.now())
    waits = actions.hand_over(version, by=chen_jie, at=clock.now())
    shown = actions.approve(waits, by=second, at=clock.now())
    case.entity.two_persons_above = Decimal(50000)
    case.entity.save()
    chain = effects.chain_of(case, shown)

    assert not chain.effect({"leave_carried": Decimal(1)}).second
    assert chain.effect({"leave_carried": Decimal(2)}).second
    moved = actions.draft(case, inputs={"leave_carried": Decimal(2)}, by=chen_jie, at=clock.now())
    with pytest.raises(Refused):
        actions.send(moved, by=chen_jie, at=clock.now())
    assert seconds.are_needed(case, moved.lines.all())


def test_a_draft_that_somebody_has_begun_is_not_sent_along(case: Case, chen_jie: User) -> None:
    line = asked(case, chen_jie, "unused_leave")
    actions.draft(case, inputs={"unpaid_days": Decimal(1)}, by=chen_jie, at=clock.now())

    with pytest.raises(AlreadyDone):
        actions.change_and_answer(
            *(line,),
            way="leave_carried",
            more=Decimal(2),
            words=ANSWER,
            by=chen_jie,
            at=clock.now(),
        )


def test_less_of_an_advance_is_taken_off(case: Case, chen_jie: User) -> None:
    now = clock.now()
    actions.draft(case, inputs=world.EVERYTHING, by=chen_jie, at=now)
    version = actions.add_line(
        case,
        kind="advance",
        title="预支差旅",
        amount=Decimal(1000),
        reason="借条",
        by=chen_jie,
        at=now,
        key=world.key(),
    )
    key = version.lines.get(by_hand=True).key
    actions.send(version, by=chen_jie, at=now)
    actions.answer(version, disputed={key: "11 月还了 200"}, by=case.leaver, at=now)
    desk = world.client_of(chen_jie)
    line = version.lines.get(key=key)
    form = {"way": "by_hand", "more": "200", "words": "对，少扣 200。", "reply": "look"}

    page = text(desk.post(address(case, key), form))
    assert "少扣 200.00 元会怎样" in page
    assert "没有金额" not in page
    more = {**form, "reply": "add", "mark": mark_of(case, line, "by_hand", "200")}
    assert desk.post(address(case, key), more).status_code == 302

    shown = rules.shown(case)
    assert shown is not None
    assert shown.lines.get(key=key).amount == Decimal("800.00")
    again = shown.lines.get(key=key)
    chain = effects.chain_of(case, shown)
    way = ways.ways_of(again, chain.given)[0]
    all_of_it = ways.changed(way, Decimal(800), line=key, given=chain.given, by="陈洁")
    row = chain.effect(all_of_it).rows[0]
    assert (row.gone, row.change) == (False, Decimal("800.00"))
    with pytest.raises(Refused, match=r"最多少扣"):
        ways.changed(way, Decimal(801), line=key, given=chain.given, by="陈洁")


def test_a_line_that_no_number_changes_leads_to_the_draft(case: Case, chen_jie: User) -> None:
    asked(case, chen_jie, "insurance", "多扣了 2 天")

    page = text(world.client_of(chen_jie).get(world.desk(case)))

    assert "看会怎样" not in page
    assert "到草稿里改" in page
    form = {"way": "by_hand", "more": "2", "words": "好", "reply": "add"}
    answer = world.client_of(chen_jie).post(address(case, "insurance"), form)
    assert answer.status_code == 422
    assert "到草稿里改" in text(answer)


def test_hours_of_overtime_are_added_to_the_wages_that_lack_them(
    case: Case, chen_jie: User
) -> None:
    line = asked(case, chen_jie, "wages", "11 月 7 日休息日加班 6 小时没算")
    page = text(world.client_of(chen_jie).get(world.desk(case)))
    assert "看会怎样" in page
    form = typed(case, line, way="overtime_rest_day", more="6", words="已加上。")

    world.client_of(chen_jie).post(address(case, "wages"), form)

    shown = rules.shown(case)
    assert shown is not None
    assert shown.lines.get(key="overtime_rest_day").title.endswith("6 小时")


@pytest.mark.parametrize(
    ("words", "unit", "number"),
    [
        (CARRIED, "days", "2"),
        ("漏了1.5天", "days", "1.5"),
        ("漏了２天", "days", "2"),
        ("天数不对，应该是 5 天，漏了 2 天", "days", "2"),
        ("应该是 5 天", "days", None),
        ("加班 6 小时没算，不是 2 天", "hours", "6"),
        ("是 2 天还是 3 天", "days", None),
        ("两天", "days", None),
        ("2026 年 1234 天", "days", None),
    ],
)
def test_only_digits_before_the_unit_are_read(words: str, unit: Any, number: str | None) -> None:
    assert numbers.read(words, unit) == (Decimal(number) if number else None)
