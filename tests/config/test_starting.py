"""Web and worker of a production start complete or say in one list what is missing."""

import os
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIZHI_MASTER_KEY_FILE", "/no/such/file"),
        ("DATABASE_URL", "postgresql//lizhi:geheim@db"),
        ("LIZHI_SMTP_PORT", "smtp"),
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
