"""The files in deploy/ fit one another and the product."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import reverse

from lizhi.config import logs
from lizhi.documents.rules import MOST_BYTES
from lizhi.flows.checks.meaning import MOST_FILES

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


@pytest.mark.parametrize("name", ["lizhi.conf", "compose.conf"])
def test_the_form_of_a_step_comes_through_with_all_its_files(name: str) -> None:
    text = (DEPLOY / "nginx" / name).read_text(encoding="utf-8")
    (inside,) = re.findall(r"location /tasks/ \{(.*?)\}", text, re.DOTALL)
    (most,) = re.findall(r"client_max_body_size (\d+)m;", inside)
    assert int(most) * 1024 * 1024 > MOST_FILES * MOST_BYTES
    (outside,) = re.findall(r"location / \{(.*?)\}", text, re.DOTALL)
    for line in filter(None, map(str.strip, outside.splitlines())):
        assert line in inside, line
    assert reverse("offboarding:task", args=[1]).startswith("/tasks/")


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


CONFS = ("lizhi.conf", "compose.conf")
SECRET_PATHS = (
    "/s/abcdef23/",
    "/s/abcdef23/paper.pdf",
    "/check/0f8a/",
    "/t/abcDEF123/",
    "/invite/abcDEF123/",
    "/v/ABCD2345EFGH",
    "/V/ABCD2345EFGH",
)
PLAIN_PATHS = (
    "/",
    "/v/",
    "/check/",
    "/desk/staff/",
    "/trust/12ab.crl",
    "/case/LZ-2026-0001/",
    "/invited/x/",
)


def logged(text: str, path: str) -> str:
    """What the proxy writes for this path, by the one rule of its map."""
    (rule,) = re.findall(r'map \$uri \$lizhi_path \{\s+"~\*(\S+)"\s+(\S+);', text)
    found = re.match(rule[0].replace("(?<", "(?P<"), path, re.IGNORECASE)
    return rule[1].replace("$lizhi_room", found["lizhi_room"]) if found else path


@pytest.mark.parametrize("name", CONFS)
def test_the_proxy_s_log_holds_no_query_and_no_link_that_opens_something(name: str) -> None:
    text = (DEPLOY / "nginx" / name).read_text(encoding="utf-8")
    (form,) = re.findall(r"log_format lizhi '(.+?)';", text, re.DOTALL)
    assert set(re.findall(r"\$\w+", form)) <= {
        *("$remote_addr", "$time_local", "$request_method", "$lizhi_path"),
        *("$status", "$body_bytes_sent", "$request_time", "$upstream_status"),
    }
    servers = re.split(r"^server \{$", text, flags=re.MULTILINE)[1:]
    assert len(servers) == 2
    for server in servers:  # what a server does not set, it takes from nginx.conf, query and all
        assert re.findall(r"access_log (.+?);", server) == ["/var/log/nginx/access.log lizhi"]
        assert re.findall(r"error_log \S+ (\w+);", server) == ["crit"]
    for path in SECRET_PATHS:
        assert "…" in logs.discreet(path)  # our own log cuts the same
        assert re.fullmatch(r"/(t|invite|v|s|check)/-", logged(text, path), re.IGNORECASE), path
    for path in PLAIN_PATHS:
        assert logged(text, path) == path
