"""The page 试跑: what is supposed on the left, what would happen on the right."""

import json
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from lizhi.cases.models import Case
from lizhi.flows import simulation
from lizhi.flows.models import Draft
from lizhi.flows.simulation import reading
from lizhi.people.models import Employment
from lizhi.workflow.models import Definition
from tests import make
from tests.flows import supposing

pytestmark = pytest.mark.django_db
USUAL = {
    "arrives": "2026-11-23T20:14",
    "wished": "2026-11-27",
    "late": "on",
    "late_days": "3",
    "missing": "on",
}


@pytest.fixture
def leaver() -> Employment:
    boss = make.employee("王磊", "13900000002")
    make.grant(make.employee("陈洁", "13900000005", department="财务部").user, "finance")
    return make.employee("张敏", "13800002046", reports_to=boss)


@pytest.fixture
def hr(client: Client) -> Client:
    li_li = make.employee("李丽", "13900000004", department="人力资源部").user
    make.grant(li_li, "hr")
    make.grant(li_li, "group_hr")
    return make.signed_in(client, li_li)


@pytest.fixture
def draft(hr: Client) -> Draft:
    return make.draft(Employment.objects.get(person__name="李丽").user)


def address(draft: Draft) -> str:
    return reverse("flows:play", args=[draft.key])


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_it_opens_with_something_supposed_and_nothing_played(hr: Client, draft: Draft) -> None:
    page = text(hr.get(address(draft)))

    assert "还没跑过" in page
    assert 'value="3"' in page
    assert f'<a href="{address(draft)}" aria-current="page">' in page


def test_the_headline_says_what_comes_of_it(hr: Client, draft: Draft) -> None:
    page = text(hr.post(address(draft), USUAL))

    assert "主管晚 3 天、交接有争议，也会在 12月23日 办完" in page
    assert page.count("没被拖") == 2
    assert 'role="img"' in page
    assert "主管知悉还没办好，已催促王磊" in page
    assert not Case.objects.exists()
    assert Definition.objects.filter(key__startswith="simulation").count() == 0


def test_it_is_played_with_ones_own_people_by_name_or_number(
    hr: Client, draft: Draft, leaver: Employment
) -> None:
    for words in (leaver.number, "张敏"):
        page = text(hr.post(address(draft), {**USUAL, "who": words}))
        assert "张敏会看到" in page
        assert "请王磊办" in page
    assert not Case.objects.exists()


def test_the_draft_is_played_and_not_what_is_in_use(hr: Client, draft: Draft) -> None:
    draft.body["steps"][-1]["name"] = "封存起来"
    draft.save(update_fields=["body"])

    assert "封存起来" in text(hr.post(address(draft), USUAL))


def test_an_ending_that_hr_begins_asks_only_what_means_something(hr: Client) -> None:
    draft = make.draft(Employment.objects.get(person__name="李丽").user, way="dismissal")
    page = text(hr.get(address(draft)))

    assert "HR 什么时候发起" in page
    assert "按哪一条" in page
    assert 'name="wished"' not in page, "it ends when the notice has been served"
    assert 'name="late"' not in page, "no manager has to take note"
    served = text(hr.post(address(draft), {"arrives": "2026-11-23T20:14", "ground": "39-4"}))
    assert "都顺利的话，11月24日 办完" in served
    lost = {"arrives": "2026-11-23T20:14", "silent": "on"}
    assert "谁都不回，办不成，合同继续" in text(hr.post(address(draft), lost))
    wrong = {"arrives": "2026-11-23T20:14", "ground": "36-E"}
    assert hr.post(address(draft), wrong).status_code == 422


def test_hr_can_be_supposed_to_press_by_hand(hr: Client, draft: Draft) -> None:
    pressed, usual = (
        text(hr.post(address(draft), {**USUAL, **more})) for more in ({"pressed": "on"}, {})
    )
    assert "HR 手动催办，" in pressed
    assert pressed.count("催") > usual.count("催") + 1
    kept = json.loads(hr.post(address(draft), {**USUAL, "pressed": "on", "then": "keep"}).content)
    assert [deed["do"] for deed in kept["happens"]] == ["press"]


def test_what_people_do_beside_the_steps_can_be_supposed(hr: Client, draft: Draft) -> None:
    beside = {"stand_in": "on", "paused": "on", "moved": "2026-12-11"}
    page = text(hr.post(address(draft), {**USUAL, **beside}))

    assert "改定 12月11日 最后一天" in page
    assert "也会在 12月" in page
    assert "孙悦" in page, "the manager's manager stands in"
    stayed = text(hr.post(address(draft), {**USUAL, "stays": "agreed"}))
    assert "同意留下，办不成，合同继续" in stayed
    assert hr.post(address(draft), {**USUAL, "moved": "soon"}).status_code == 422
    assert hr.post(address(draft), {**USUAL, "stays": "for ever"}).status_code == 422
    kept = json.loads(hr.post(address(draft), {**USUAL, **beside, "then": "keep"}).content)
    scenario = reading.read(kept, now=supposing.scenario().arrives)
    assert reading.written(scenario) == kept
    assert [one.do for one in scenario.happens] == ["be_away", "pause", "propose_day", "agree_day"]


def test_late_wages_are_red(hr: Client, draft: Draft) -> None:
    page = text(hr.post(address(draft), {**USUAL, "silent": "on"}))

    assert '<b class="late-t">' in page
    assert "晚了，最晚" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"arrives": "soon"}, "请这样填：2026-11-23 20:14。"),
        ({"arrives": "0001-01-01T00:00"}, ""),
        ({"arrives": "2007-12-31T10:00"}, "请选 2008 到 2099 年之间的日子。"),
        ({"arrives": "9999-12-31T23:59"}, "请选 2008 到 2099 年之间的日子。"),
        ({"wished": ""}, "请填希望哪天走。"),
        ({"wished": "0001-01-01"}, "这一天在提交之前"),
        ({"wished": "9999-12-31"}, ""),
        ({"wished": "2026-11-01"}, "这一天在提交之前"),
        ({"who": "没有这个人"}, "请填工号"),
        ({"late_days": "0"}, "至少填 1 天"),
        ({"late_days": "x"}, "请填天数"),
        ({"other": "nothing"}, "nothing"),
        ({"wished": "2030-01-01"}, ""),
    ],
)
def test_what_cannot_be_supposed_comes_back_filled_in(
    hr: Client, draft: Draft, wrong: dict[str, str], said: str
) -> None:
    answer = hr.post(address(draft), {**USUAL, **wrong})
    page = text(answer)

    assert answer.status_code == 422
    assert said in page
    assert "还没跑过" in page
    kept = {**USUAL, **wrong}
    assert all(f'value="{kept[name]}"' in page for name in ("arrives", "wished") if kept[name])


def test_a_broken_draft_says_what_is_broken(hr: Client, draft: Draft) -> None:
    draft.body["steps"] = [{"id": "x", "kind": "task", "owner": "nobody_knows", "name": "谁来"}]
    draft.save(update_fields=["body"])
    answer = hr.post(address(draft), USUAL)

    assert answer.status_code == 422
    assert "nobody_knows" in text(answer)


def test_the_scenario_can_be_taken_along_and_played_by_the_command(
    hr: Client, draft: Draft
) -> None:
    answer = hr.post(address(draft), {**USUAL, "then": "keep", "away": "on", "holidays": "on"})
    kept = json.loads(answer.content)

    assert "attachment" in answer.headers["Content-Disposition"]
    assert kept["steps"]["acknowledgement"] == {"late_days": 3}
    assert kept["days_off"] == ["2026-11-24", "2026-11-25", "2026-11-26"]
    scenario = reading.read(kept, now=supposing.scenario().arrives)
    assert reading.written(scenario) == kept
    assert simulation.play(supposing.body(), scenario).done


def test_nobody_else_s_people_are_offered_or_played(client: Client, leaver: Employment) -> None:
    other = make.branch("成都分公司", "示例制造（成都）有限公司")
    elsewhere = make.employee("周成", "13900000044", at=other).user
    make.grant(elsewhere, "hr", at=other)
    draft = make.draft(elsewhere, other)
    make.signed_in(client, elsewhere)

    assert leaver.number not in text(client.get(address(draft)))
    assert client.post(address(draft), {**USUAL, "who": leaver.number}).status_code == 422


def test_the_file_of_a_version_can_be_fetched(hr: Client) -> None:
    by = Employment.objects.get(person__name="李丽").user
    draft = make.draft(by, published=True)
    answer = hr.get(reverse("flows:bpmn", args=[draft.key, 1]))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert "主管知悉" in answer.content.decode()
    assert hr.get(reverse("flows:bpmn", args=[draft.key, 9])).status_code == 404


def test_the_sheet_is_there() -> None:
    assert (settings.PACKAGE / "static" / "dist" / "played.css").exists()
