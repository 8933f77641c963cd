"""Things pass from one side to the other, each confirmed by both, none of it twice."""

from collections.abc import Callable

import pytest

from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.handover import actions, kinds, rules
from lizhi.handover.models import Item
from lizhi.workflow import actions as workflow
from tests.handover import world
from tests.handover.world import Team, item

pytestmark = pytest.mark.django_db
State = Item.State


def states(case: Case) -> dict[str, str]:
    return dict(Item.objects.filter(case=case).values_list("title", "state"))


def count(case: Case, kind: str) -> int:
    return case.events.filter(kind=kind).count()


def give_all(case: Case, team: Team) -> None:
    actions.give_all(case, by=team.leaver.user, at=clock.now())


def test_things_and_accounts_go_to_the_keeper_the_rest_to_whoever_takes_over(
    case: Case,
) -> None:
    receivers = dict(Item.objects.filter(case=case).values_list("title", "receiver__name"))

    assert receivers == {"客户资料": "何静", "笔记本电脑": "周航", "系统账号": "周航"}
    assert {one.title: one.kind for one in Item.objects.filter(case=case)} == {
        "客户资料": "document",
        "笔记本电脑": "asset",
        "系统账号": "account",
    }


def test_begun_again_nothing_is_doubled(case: Case, team: Team) -> None:
    actions.begin(case, receiver=None, titles=["客户资料", "没报销的票"], at=clock.now())

    assert len(states(case)) == 4


def test_without_a_receiver_whoever_arranges_has_it_first(team: Team) -> None:
    case = world.case_of(team.leaver)

    actions.begin(case, receiver=None, titles=["报价系统的待办"], at=clock.now())

    assert item(case, "报价系统的待办").receiver.name == "王磊"


def test_with_the_last_thing_received_the_handover_is_finished_once(case: Case, team: Team) -> None:
    heard: list[Case] = []
    hearer = lambda **told: heard.append(told["case"])  # noqa: E731  kept alive by this name
    actions.handover_finished.connect(hearer, weak=False)
    give_all(case, team)

    assert actions.receive_all(case, by=team.keeper.user, at=clock.now()) == 2
    assert heard == []
    actions.receive_all(case, by=team.colleague.user, at=clock.now())
    actions.receive_all(case, by=team.colleague.user, at=clock.now())
    actions.handover_finished.disconnect(hearer)

    assert set(states(case).values()) == {"received"}
    assert heard == [case]
    assert count(case, kinds.HANDOVER_FINISHED) == 1
    assert actions.facts_for_paper(case)["outcome"] == "finished"


def test_giving_twice_is_giving_once(case: Case, team: Team) -> None:
    for _press in range(2):
        actions.give(item(case, "系统账号"), by=team.leaver.user, at=clock.now())

    assert count(case, kinds.ITEM_GIVEN) == 1


def test_until_it_is_received_the_leaver_may_take_it_back(case: Case, team: Team) -> None:
    leaver, laptop = team.leaver.user, item(case, "笔记本电脑")
    actions.give(laptop, by=leaver, at=clock.now())

    actions.take_back(laptop, by=leaver, at=clock.now())
    assert states(case)["笔记本电脑"] == State.OPEN

    actions.give(laptop, by=leaver, at=clock.now())
    actions.receive(item(case, "笔记本电脑"), by=team.keeper.user, at=clock.now())
    with pytest.raises(AlreadyDone, match="周航已经收到了"):
        actions.take_back(laptop, by=leaver, at=clock.now())


@pytest.mark.parametrize(
    "waybill", ["1234567", "1" * 21, "SF-1234567", "顺丰12345678", "SF 123 456"]
)
def test_a_tracking_number_has_8_to_20_letters_and_digits(
    case: Case, team: Team, waybill: str
) -> None:
    with pytest.raises(Refused, match="8 到 20 位"):
        actions.give(item(case, "笔记本电脑"), by=team.leaver.user, at=clock.now(), waybill=waybill)


def test_a_tracking_number_may_be_added_after_it_was_sent(case: Case, team: Team) -> None:
    for waybill in ("", "SF1234567890"):
        actions.give(item(case, "笔记本电脑"), by=team.leaver.user, at=clock.now(), waybill=waybill)

    assert item(case, "笔记本电脑").waybill == "SF1234567890"


def test_what_is_missing_goes_back_in_sealed_words(case: Case, team: Team) -> None:
    give_all(case, team)
    words = "电源线没有寄来。"

    actions.report_missing(
        item(case, "笔记本电脑"), words=words, by=team.keeper.user, at=clock.now()
    )

    assert states(case)["笔记本电脑"] == State.MISSING
    event = case.events.get(kind=kinds.ITEM_MISSING)
    assert chain.read(event) == words
    assert words.encode() not in bytes(event.words)
    give_all(case, team)
    assert states(case)["笔记本电脑"] == State.GIVEN


def test_nobody_receives_what_was_not_handed_over_or_is_not_theirs(case: Case, team: Team) -> None:
    with pytest.raises(Refused, match="还没交来"):
        actions.receive(item(case, "客户资料"), by=team.colleague.user, at=clock.now())
    give_all(case, team)
    with pytest.raises(NotPermitted, match="何静"):
        actions.receive(item(case, "客户资料"), by=team.keeper.user, at=clock.now())
    with pytest.raises(NotPermitted):
        actions.give(item(case, "客户资料"), by=team.colleague.user, at=clock.now())


def test_whoever_arranges_changes_the_receiver_until_it_was_received(
    case: Case, team: Team
) -> None:
    paper, now = item(case, "客户资料"), clock.now()

    actions.set_receiver(paper, receiver=team.keeper.user, by=team.manager.user, at=now)
    actions.set_receiver(paper, receiver=team.colleague.user, by=team.hr.user, at=now)
    with pytest.raises(NotPermitted):
        actions.set_receiver(paper, receiver=team.keeper.user, by=team.colleague.user, at=now)
    with pytest.raises(Refused, match="不能交给离职的人自己"):
        actions.set_receiver(paper, receiver=team.leaver.user, by=team.manager.user, at=now)
    actions.give(paper, by=team.leaver.user, at=now)
    actions.receive(item(case, "客户资料"), by=team.colleague.user, at=now)

    with pytest.raises(AlreadyDone):
        actions.set_receiver(paper, receiver=team.keeper.user, by=team.manager.user, at=now)
    assert count(case, kinds.ITEM_RECEIVER_CHANGED) == 2


def test_work_does_not_pass_to_somebody_who_has_left(case: Case, team: Team) -> None:
    team.stranger.left_on = clock.today()
    team.stranger.save()

    with pytest.raises(Refused, match="已经离开"):
        actions.set_receiver(
            item(case, "客户资料"),
            receiver=team.stranger.user,
            by=team.manager.user,
            at=clock.now(),
        )


def test_the_leaver_adds_something_and_a_double_press_adds_it_once(case: Case, team: Team) -> None:
    key = world.key()
    for _press in range(2):
        actions.add_item(
            case, title="门禁卡", receiver=None, by=team.leaver.user, at=clock.now(), key=key
        )

    assert item(case, "门禁卡").receiver == team.keeper.user
    event = case.events.filter(kind=kinds.ITEM_ADDED).last()
    assert event is not None
    assert "门禁卡" not in str(event.facts)
    assert chain.read(event) == "门禁卡"


def test_only_what_was_not_handed_over_is_taken_off_the_list(case: Case, team: Team) -> None:
    actions.give(item(case, "系统账号"), by=team.leaver.user, at=clock.now())

    with pytest.raises(Refused):
        actions.remove_item(item(case, "系统账号"), by=team.manager.user, at=clock.now())
    actions.remove_item(item(case, "客户资料"), by=team.manager.user, at=clock.now())

    assert set(states(case)) == {"笔记本电脑", "系统账号"}


def test_with_the_last_open_thing_taken_off_the_rest_is_complete(case: Case, team: Team) -> None:
    for title in ("笔记本电脑", "系统账号"):
        actions.give(item(case, title), by=team.leaver.user, at=clock.now())
    actions.receive_all(case, by=team.keeper.user, at=clock.now())

    actions.remove_item(item(case, "客户资料"), by=team.manager.user, at=clock.now())

    assert count(case, kinds.HANDOVER_FINISHED) == 1


def test_an_empty_list_is_closed_by_whoever_arranges(team: Team) -> None:
    case = world.case_of(team.leaver)
    actions.begin(case, receiver=None, titles=[], at=clock.now())

    actions.finish_nothing(case, by=team.manager.user, at=clock.now())

    assert actions.facts_for_paper(case)["outcome"] == "nothing"


def test_closed_by_time_the_open_things_stand_as_disputed(case: Case, team: Team) -> None:
    actions.give(item(case, "系统账号"), by=team.leaver.user, at=clock.now())
    actions.receive_all(case, by=team.keeper.user, at=clock.now())

    assert actions.finish_disputed(case, clock.now()) == 2

    assert states(case) == {
        "客户资料": "disputed",
        "笔记本电脑": "disputed",
        "系统账号": "received",
    }
    facts = actions.facts_for_paper(case)
    assert facts["outcome"] == "disputed"
    assert [one["receiver"] for one in facts["items"]] == ["何静", "周航", "周航"]


def test_after_the_step_was_left_nothing_moves(case: Case, team: Team) -> None:
    run = workflow.open_run(case, "handover")
    assert run is not None
    workflow.close_run(run, outcome="disputed", by=None, at=clock.now())

    attempts: list[Callable[[], object]] = [
        lambda: give_all(case, team),
        lambda: actions.add_item(
            case, title="票", receiver=None, by=team.leaver.user, at=clock.now()
        ),
        lambda: actions.finish_nothing(case, by=team.manager.user, at=clock.now()),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()


def test_who_arranges(case: Case, team: Team) -> None:
    allowed = [
        who
        for who in (team.manager, team.hr, team.colleague, team.keeper, team.leaver)
        if rules.arranged_by(who.user).filter(pk=case.pk).exists()
    ]

    assert allowed == [team.manager, team.hr]


def test_at_most_twenty_colleagues_are_offered_the_own_department_first(
    case: Case, team: Team
) -> None:
    for number in range(25):
        world.make.employee(f"同事{number:02d}", f"138000005{number:02d}", department="客服部")

    offered = rules.colleagues(case, "")

    assert len(offered) == 20
    assert {one.name for one in offered[:2]} == {"何静", "王磊"}
    assert team.leaver not in offered
    assert [one.name for one in rules.colleagues(case, "周航")] == ["周航"]
    assert rules.colleagues(case, "不存在") == []
