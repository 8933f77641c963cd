"""Web and worker of a production start complete or say in one list what is missing."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

LIZHI = str(Path(sys.executable).with_name("lizhi"))
COMPLETE = {
    "LIZHI_PRODUCTION": "true",
    "LIZHI_ORIGIN": "https://lizhi.example.com",
    "LIZHI_ALLOWED_HOSTS": "lizhi.example.com",
    "LIZHI_SECRET_KEY": "k" * 60,
    "LIZHI_MASTER_KEY": "ab" * 32,
    "LIZHI_SMS_SENDER": "http",
    "LIZHI_SMS_HTTP_URL": "https://sms.example.com/send",
    "LIZHI_SMS_HTTP_SECRET": "s" * 40,
    "LIZHI_MAIL_SENDER": "smtp",
    "LIZHI_MAIL_FROM": "hr@example.com",
}
pytestmark = pytest.mark.slow


def start(*words: str, home: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """What a command says on a machine with these variables, and how it ends."""
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    here = {**own, "LIZHI_DATA_DIR": str(home), **changed}
    return subprocess.run(  # noqa: S603  our own
        [LIZHI, *words], env=here, cwd=home, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("command", [("web",), ("worker",), ("check", "--deploy")])
def test_everything_that_is_missing_is_named_at_once(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    moved = str(tmp_path / "clock")
    done = start(
        *command, home=tmp_path, LIZHI_PRODUCTION="true", LIZHI_DEMO="1", LIZHI_CLOCK_FILE=moved
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    for name in (
        "LIZHI_SECRET_KEY",
        "LIZHI_MASTER_KEY",
        "LIZHI_ORIGIN",
        "LIZHI_DEMO",
        "LIZHI_CLOCK_FILE",
        "LIZHI_SMS_SENDER",
        "LIZHI_MAIL_SENDER",
    ):
        assert name in done.stderr, name


def test_a_complete_one_has_nothing_to_say(tmp_path: Path) -> None:
    done = start("check", "--deploy", home=tmp_path, **COMPLETE)
    assert done.returncode == 0, done.stderr
    assert "lizhi.E" not in done.stderr


def test_the_demo_does_not_move_into_a_production(tmp_path: Path) -> None:
    done = start("run", home=tmp_path, **COMPLETE)
    assert done.returncode != 0
    assert "lizhi run" in done.stderr
    assert not list(tmp_path.iterdir())


def test_what_cannot_work_is_named_before_the_start(tmp_path: Path) -> None:
    broken = {
        "LIZHI_ORIGIN": "https://lizhi.example.com/sub",
        "LIZHI_STORE": "lizhi.documents.store.nowhere.Store",
        "LIZHI_SIGNING_PROVIDER": "esign",
        "LIZHI_STATICFILES": "whitenoise.Nothing",
        "LIZHI_DATA_DIR": "/dev/null/lizhi",
        "DATABASE_URL": "postgresql://lizhi:geheim@127.0.0.1:1/lizhi",
    }
    done = start("check", "--deploy", home=tmp_path, **{**COMPLETE, **broken})
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr
    for name in broken:
        assert f"{name} is" in done.stderr or f"{name}: " in done.stderr, name


def test_a_slash_at_the_end_of_the_origin_is_not_doubled_in_links(tmp_path: Path) -> None:
    said = {**COMPLETE, "LIZHI_ORIGIN": "https://lizhi.example.com/"}
    assert start("check", "--deploy", home=tmp_path, **said).returncode == 0
    assert start("prepare", home=tmp_path, **said).returncode == 0
    done = start("admin", "invite", "13800002046", home=tmp_path, **said)
    assert done.stdout.startswith("https://lizhi.example.com/invite/"), done.stderr


@pytest.mark.parametrize(
    "words", [("prepare",), ("roster", "import", "x.xlsx"), ("manage", "shell", "-c", "0")]
)
def test_nothing_is_written_in_production_under_the_keys_of_the_demo(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    home = tmp_path / "data"
    done = start(*words, home=tmp_path, LIZHI_PRODUCTION="y", LIZHI_DATA_DIR=str(home))
    assert done.returncode != 0
    assert "LIZHI_MASTER_KEY" in done.stderr
    assert "Traceback" not in done.stderr
    assert not home.exists()


@pytest.mark.parametrize("words", [("help",), ("prepare", "--help"), ("verify", "x.pdf")])
def test_who_only_asks_needs_no_secrets(words: tuple[str, ...], tmp_path: Path) -> None:
    done = start(*words, home=tmp_path, LIZHI_PRODUCTION="true")
    assert "LIZHI_MASTER_KEY" not in done.stderr


@pytest.mark.parametrize("words", [("web",), ("worker",), ("admin", "invite", "13800002046")])
def test_who_comes_too_early_is_told_what_to_do_first(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    done = start(*words, home=tmp_path, LIZHI_DATA_DIR=str(tmp_path / "nothing"))
    assert done.returncode != 0
    (line,) = done.stderr.splitlines()
    assert "run lizhi prepare first" in line


def test_a_used_port_is_said_in_one_line_and_nobody_is_welcomed_there(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        place = f"127.0.0.1:{other.getsockname()[1]}"
        done = start("run", "--bind", place, home=tmp_path)
    assert done.returncode != 0
    assert not done.stdout
    (line,) = done.stderr.splitlines()
    assert "is in use already" in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIZHI_MASTER_KEY_FILE", "/no/such/file"),
        ("DATABASE_URL", "postgresql//lizhi:geheim@db"),
        ("LIZHI_SMTP_PORT", "smtp"),
        ("LIZHI_PRODUCTION", "ture"),
        ("LIZHI_TIMER_SECONDS", "abc"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_in_one_line(
    name: str, value: str, tmp_path: Path
) -> None:
    done = start("web", home=tmp_path, **{name: value})
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1
    assert name in done.stderr
    assert "geheim" not in done.stderr


@pytest.mark.parametrize("out", ["notes.txt", "notes.txt/demo"])
def test_the_demo_asks_for_a_folder_where_a_file_is_named(out: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = start("demo", "--out", out, home=tmp_path)
    assert done.returncode == 1
    assert "Please choose a folder." in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
