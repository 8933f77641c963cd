"""`lizhi flow check FILE.json`."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from lizhi.common.models import Calendar
from tests.flows.bodies import shipped, step


def check(file: Path, **options: Any) -> tuple[int, str, str]:
    """The exit code, what it said and what it complained of."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("flow", "check", str(file), stdout=out, stderr=err, **options)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def written(folder: Path, body: Any) -> Path:
    file = folder / "process.json"
    file.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return file


def test_a_good_process_can_be_published(tmp_path: Path) -> None:
    assert check(written(tmp_path, shipped())) == (0, "process.json 可以发布。\n", "")


def test_a_bad_one_is_refused_with_its_reasons(tmp_path: Path) -> None:
    body = shipped()
    step(body, "acknowledgement")["on"] = {"refuse": "end:refused"}
    code, told, _complaint = check(written(tmp_path, body))
    reasons = json.loads(told)
    assert code == 1
    assert reasons[0] == {
        "step": "acknowledgement",
        "words": "主管知悉：谁选“refuse”，单子就停了。",
        "why": "辞职送到就生效，谁也不能拒绝，也不能让 30 天停下来。",
        "article": "劳动合同法 37 条",
        "kind": "law",
        "repair": {
            "name": "drop_route",
            "values": {"step": "acknowledgement", "answer": "refuse"},
        },
    }


@pytest.mark.parametrize(
    "content", [b"no json", b"", b"\xff\xfe\x00", b"[" * 200_000, b'{"a": 1e', b"1" * 5000]
)
def test_what_is_no_json_is_said_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "strange.json"
    file.write_bytes(content)
    code, told, complaint = check(file)
    assert (code, told) == (2, "")
    assert complaint == f"文件不是能读的 JSON：{file}\n"


def test_a_file_that_is_not_there_and_one_that_is_a_folder(tmp_path: Path) -> None:
    assert check(tmp_path / "none.json")[0] == 2
    assert check(tmp_path)[0] == 2
    assert check(tmp_path / "none.json", language="en")[2].startswith("There is no such file")


@pytest.mark.parametrize("body", [None, 7, [], "x", {"steps": {}}, [1e999]])
def test_json_that_is_no_process_is_refused(tmp_path: Path, body: Any) -> None:
    code, told, _complaint = check(written(tmp_path, body))
    assert code == 1
    assert json.loads(told)[0]["kind"] == "shape"


def test_one_that_does_not_say_what_it_is_for_was_not_asked_the_law(tmp_path: Path) -> None:
    body = shipped()
    step(body, "acknowledgement")["on"] = {"acknowledged": "end:stopped"}
    del body["way"]
    code, told, _complaint = check(written(tmp_path, body))
    (reason,) = json.loads(told)
    assert (code, reason["kind"]) == (1, "sense")
    assert "没按法律查" in reason["words"]
    assert "resignation" in reason["why"]


@pytest.mark.django_db
def test_a_calendar_that_nobody_has_set_up_is_refused_with_its_name(tmp_path: Path) -> None:
    body = shipped()
    mine = step(body, "acknowledgement")
    mine["due"] = {"n": 1, "unit": "work_days", "calendar": "factory"}
    code, told, _complaint = check(written(tmp_path, body))
    (reason,) = json.loads(told)
    assert (code, reason["step"]) == (1, "acknowledgement")
    assert "没有“factory”这个日历" in reason["words"]
    Calendar.objects.create(code="factory", title="工厂")
    assert check(written(tmp_path, body))[0] == 0
    mine["due"]["calendar"] = "branch"
    mine["remind"][0]["after"] = {"n": 1, "unit": "work_hours", "calendar": "night"}
    assert "night" in check(written(tmp_path, body))[1]
