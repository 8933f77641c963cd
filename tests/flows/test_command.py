"""`lizhi flow`: what it prints, and the code it leaves with."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from lizhi.offboarding import definitions
from lizhi.offboarding.ways import WAYS
from lizhi.people.models import Employment
from tests.flows import supposing

pytestmark = pytest.mark.django_db
EXAMPLES = settings.ROOT / "docs" / "how-to" / "scenarios"


def run(*arguments: object) -> int:
    try:
        call_command("flow", *map(str, arguments))
    except SystemExit as left:
        return int(str(left.code))
    return 0


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return written(tmp_path / "flow.json", supposing.body())


def written(file: Path, value: Any) -> Path:
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.json")), ids=lambda one: one.stem)
def test_every_example_of_the_manual_plays_without_people_in_the_house(
    shipped: Path, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("simulate", shipped, "--scenario", example) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["employee"] == "张敏"
    assert told["certificate"]["delayed"] is False
    assert not Employment.objects.exists()


def test_without_a_scenario_all_is_well(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("simulate", shipped) == 0
    assert json.loads(capsys.readouterr().out)["presses"] == 0


@pytest.mark.parametrize("way", [way for way in WAYS if way != "resignation"])
def test_every_shipped_way_of_ending_plays_without_a_word_said(
    way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = definitions.shipped(WAYS[way].flow)

    assert run("simulate", written(tmp_path / "f.json", body)) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], told["problems"]) == ("completed", [])
    assert told["certificate"]["delayed"] is False


AWAY = {
    "do": "be_away",
    "at": "2026-11-25 09:00",
    "who": "manager",
    "instead": "superior",
    "until": "2026-12-01",
}


@pytest.mark.parametrize(
    ("way", "scenario", "said"),
    [
        ("notice", {"opening": {"bars": {"maternity": "yes"}}}, "42"),
        ("notice", {"ground": "39-2"}, "对不上"),
        ("notice", {"ground": "no such ground"}, "对不上"),
        ("notice", {"opening": {"union": "never"}}, "工会"),
        ("layoff", {"opening": {"explained_on": "2026-11-20"}}, "三十天"),
        ("layoff", {"opening": {"affected": 19, "employed": 5_000}}, "不是第四十一条的裁员"),
        ("death", {"wished_day": "2026-12-27"}, "还没有到"),
        ("retirement", {"opening": {"source": " "}}, ""),
        ("unreachable", {"opening": {"return_by": "2026-11-24"}}, "三天"),
        ("mutual", {"wished_day": "2030-01-01"}, ""),
        ("mutual", {"employee": "E999999"}, "E999999"),
        ("mutual", {"happens": [{**AWAY, "who": "没有这个人"}]}, "没有这个人"),
        ("mutual", {"happens": [{**AWAY, "instead": "E999999"}]}, "E999999"),
    ],
)
def test_what_the_law_stops_is_stopped_in_its_words(
    way: str, scenario: Any, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = definitions.shipped(WAYS[way].flow)
    file = written(tmp_path / "s.json", {"arrives": supposing.MONDAY_EVENING, **scenario})

    assert run("simulate", written(tmp_path / "f.json", body), "--scenario", file) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert said in problem


def test_a_process_that_gets_stuck_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = supposing.body()
    body["steps"].insert(1, {"id": "wait", "kind": "task", "name": "等一等", "owner": "group_hr"})
    scenario = written(tmp_path / "s.json", {"steps": {"wait": {"silent": True}}})

    assert run("simulate", written(tmp_path / "f.json", body), "--scenario", scenario) == 1
    assert json.loads(capsys.readouterr().out)["stuck"] == ["等一等"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"key": "a", "name": "a", "steps": []},
        {**supposing.body(), "way": "elsewhere"},
        {**supposing.body(), "steps": supposing.body()["steps"][1:]},
        {"key": "a", "name": "a", "steps": [{"id": "x", "kind": "task", "owner": "nobody"}]},
    ],
)
def test_what_cannot_be_played_is_refused_with_reasons(
    body: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("simulate", written(tmp_path / "f.json", body)) == 1
    assert json.loads(capsys.readouterr().out)["problems"]


@pytest.mark.parametrize(
    "scenario",
    [
        [],
        {"arrives": "soon"},
        {"arrives": "0001-01-01 00:00"},
        {"arrives": "9999-12-31 23:59"},
        {"days_off": ["1066-10-14"]},
        {"wished_day": 5},
        {"unknown": 1},
        {"steps": {"handover": {"disputes": -1}}},
        {"steps": {"handover": {"after": {"n": 1, "unit": "moons"}}}},
        {"steps": {"handover": {"late_days": True}}},
        {"steps": []},
        {"reason": "boss"},
        {"handover": "电脑"},
        {"otherwise": {"silent": 1}},
        {"happens": {}},
        {"happens": [{}]},
        {"happens": [7]},
        {"happens": [{"do": "vanish", "at": "2026-11-24 10:00"}]},
        {"happens": [{"do": "object"}]},
        {"happens": [{"do": "pause", "at": "2026-11-24 10:00"}]},
        {"happens": [{"do": "propose_day", "at": "2026-11-24 10:00", "day": 7}]},
        {"happens": [{"do": "object", "at": "2007-12-31 10:00"}]},
        {"happens": [{"do": "object", "at": "2020-01-01 10:00"}]},
        {"happens": [{"do": "object", "at": "2098-01-01 10:00"}]},
        {"happens": [{"do": "object", "at": "9999-12-31 23:59"}]},
        {"happens": [{"do": "object", "at": "2026-11-24 10:00"}] * 10_000},
        {"steps": {str(n): {} for n in range(10_000)}},
        {"handover": ["x"] * 10_000},
        {"handover": ["x" * 10_000]},
        {"days_off": ["2026-11-24"] * 10_000},
        {"ground": 39},
        {"opening": {"day": "2026-11-27"}},
        {"opening": {"bars": {"maternity": "perhaps"}}},
        {"opening": {"bars": {"unlucky": "no"}}},
        {"opening": {"return_by": "soon"}},
        {"opening": {"affected": "19"}},
        {"opening": {"affected": True}},
        {"opening": {"employed": 2_000_000}},
    ],
)
def test_a_scenario_that_means_nothing_is_wrong_use(
    shipped: Path, scenario: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("simulate", shipped, "--scenario", written(tmp_path / "s.json", scenario)) == 2
    assert capsys.readouterr().err


def test_what_the_rules_refuse_on_the_way_is_said_and_the_rest_goes_on(
    shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    happens = [
        {"do": "answer_stay", "at": "2026-11-24 10:00"},
        {"do": "object", "at": "2026-11-24 10:00"},
        {"do": "go_on", "at": "2026-11-24 10:00"},
        {"do": "pause", "at": "2026-11-24 10:00", "until": "2027-11-24 10:00"},
        {**AWAY, "instead": "manager"},
        {"do": "agree_day", "at": "2026-11-25 10:00", "day": "2026-12-01"},
    ]
    scenario = {"arrives": supposing.MONDAY_EVENING, "happens": happens}
    file = written(tmp_path / "s.json", scenario)

    assert run("simulate", shipped, "--scenario", file) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["problems"]) == len(happens)
    assert told["outcome"] == "completed"


def test_files_that_cannot_be_read_are_wrong_use(
    shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")

    assert run("simulate", tmp_path / "missing.json") == 2
    assert run("simulate", broken) == 2
    assert run("simulate", shipped, "--scenario", broken) == 2
    assert "broken.json" in capsys.readouterr().err


def test_a_wish_that_the_rules_refuse_is_said_in_words(
    shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = {"arrives": "2026-11-23 20:14", "wished_day": "2026-11-01"}

    assert run("simulate", shipped, "--scenario", written(tmp_path / "s.json", late)) == 1
    assert json.loads(capsys.readouterr().out)["problems"]


@pytest.mark.parametrize(
    ("supposed", "reason"),
    [
        ({"steps": {"nosuch": {"late_days": 3}}}, "没有“nosuch”这一步"),
        ({"steps": {"acknowledgement": {"outcome": "reject"}}}, "不能答“reject”"),
        ({"steps": {"acknowledgement": {"sends_back_to": "nowhere"}}}, "没有“nowhere”这一步"),
    ],
)
def test_a_scenario_of_another_process_is_refused_in_words(
    shipped: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    supposed: dict[str, Any],
    reason: str,
) -> None:
    scenario = written(tmp_path / "scenario.json", supposed)
    assert run("simulate", shipped, "--scenario", scenario) == 1
    (told,) = json.loads(capsys.readouterr().out)["problems"]
    assert reason in told
