"""Pages that belong to nobody: the parts, the mark for the home screen, the worker, no network."""

import pytest
from django.test import Client


@pytest.mark.parametrize("name", ["apply", "compare", "desk", "sign"])
def test_every_sample_opens_without_an_account(client: Client, name: str) -> None:
    assert client.get(f"/ui/{name}/").status_code == 200


def test_the_parts_can_be_seen_in_the_dark_and_in_large_type(client: Client) -> None:
    assert 'data-theme="dark"' in client.get("/ui/?theme=dark").content.decode()
    assert 'data-size="big"' in client.get("/ui/?type=big").content.decode()
    assert "<script>" not in client.get("/ui/?theme=<script>").content.decode()


def test_there_is_no_other_sample(client: Client) -> None:
    assert client.get("/ui/../base/").status_code == 404
    assert client.get("/ui/base/").status_code == 404


def test_large_type_stays_for_the_next_page(client: Client) -> None:
    client.cookies["type"] = "big"
    assert 'data-size="big"' in client.get("/offline/").content.decode()


def test_the_worker_lies_at_the_root_and_is_asked_for_anew(client: Client) -> None:
    worker = client.get("/sw.js")
    assert worker.headers["Content-Type"] == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-cache"


def test_the_page_without_a_network_holds_nothing_of_a_person(client: Client) -> None:
    page = client.get("/offline/")
    assert "csrf" not in page.content.decode()
    assert "sessionid" not in page.cookies


def test_the_mark_for_the_home_screen(client: Client) -> None:
    card = client.get("/manifest.webmanifest").json()
    assert card["name"] == "荔枝离职"
    assert card["icons"][0]["src"].endswith("icon.svg")
