"""What a firm installs holds everything, not only the Python."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEFT_OUT = {".pyc", ".map"}


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "lizhi", source / "lizhi")
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "pip", "wheel", str(source), "-w", str(tmp_path), "-q"]
    flags = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    subprocess.run([*command, *flags], check=True, capture_output=True)  # noqa: S603  our own
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    here = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "lizhi").rglob("*")
        if path.is_file() and not path.name.startswith(".") and path.suffix not in LEFT_OUT
    }
    assert here - inside == set()
    for part in (
        "static/dist/app.js",
        "people/example/roster-1200.xlsx",
        "documents/coverage.json",
    ):
        assert f"lizhi/{part}" in inside
    assert any(name.endswith("django.mo") for name in inside)


def test_what_the_image_copies_is_here() -> None:
    lines = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--" not in line]
    assert copied
    for name in (name for names in copied for name in names):
        assert (ROOT / name).exists(), name
