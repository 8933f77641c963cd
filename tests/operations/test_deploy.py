"""The files in deploy/ fit one another and the product."""

from pathlib import Path
from typing import Any

import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"


def services() -> dict[str, Any]:
    """Of the compose file."""
    content = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return {"all": content, **content["services"]}


def test_two_web_and_two_worker_hosts_stand_behind_one_proxy() -> None:
    found = services()
    for name in ("web1", "web2"):
        assert found[name]["command"][:2] == ["lizhi", "web"]
    for name in ("worker1", "worker2"):
        assert found[name]["command"] == ["lizhi", "worker"]
        assert "outside" in found[name]["networks"]  # to the gateway and the mail server
    assert found["migrate"]["command"] == ["lizhi", "prepare"]
    proxy = (DEPLOY / "nginx" / "compose.conf").read_text(encoding="utf-8")
    assert "web1:8000" in proxy
    assert "web2:8000" in proxy


def test_volumes_secrets_and_files_that_it_names_are_there() -> None:
    found = services()
    everything = found.pop("all")
    for service in found.values():
        assert set(service.get("secrets", [])) <= everything["secrets"].keys()
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            known = source in everything["volumes"] or source == "./tls"
            assert known or (DEPLOY / source).exists(), volume


def test_every_variable_of_the_example_is_one_that_we_read() -> None:
    text = (DEPLOY / "systemd" / "environment.example").read_text(encoding="utf-8")
    names = {line.split("=")[0] for line in text.splitlines() if line and line[0] != "#"}
    reference = (DEPLOY.parent / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    for name in names:
        assert f"`{name.removesuffix('_FILE')}`" in reference, name


def test_tls_is_new_and_the_proxy_says_who_came_how() -> None:
    for name in ("lizhi.conf", "compose.conf"):
        text = (DEPLOY / "nginx" / name).read_text(encoding="utf-8")
        for words in (
            "ssl_protocols TLSv1.2 TLSv1.3;",
            "Strict-Transport-Security",
            "X-Forwarded-Proto $scheme",
            "X-Forwarded-For $remote_addr",
        ):
            assert words in text, (name, words)
