"""What a bad line has to carry. Numbers are bytes after gzip, as the design allows them."""

import gzip

import pytest
from django.conf import settings
from django.test import Client

DIST = settings.PACKAGE / "static" / "dist"
KB = 1024
BUDGETS = {
    "app.js": 2.1 * KB,
    "apply.js": 2.5 * KB,
    "chosen.js": 0.5 * KB,
    "compare.js": 1 * KB,
    "desk.css": 9.5 * KB,
    "drawing.css": 2 * KB,
    "drawing.js": 26 * KB,
    "dwell.js": 0.6 * KB,
    "embed.js": 0.5 * KB,
    "flow.js": 1.8 * KB,
    "flows.css": 2 * KB,
    "follow.js": 0.5 * KB,
    "htmx.js": 14 * KB,
    "offline.js": 0.5 * KB,
    "papers.css": 2.3 * KB,
    "passkey.js": 1 * KB,
    "phone.css": 6 * KB,
    "played.css": 1 * KB,
    "seen.js": 0.5 * KB,
    "sign.js": 5.5 * KB,
    "sw.js": 1 * KB,
    "ticks.js": 0.6 * KB,
    "token.js": 1.3 * KB,
    "upload.js": 2 * KB,
    "window.js": 0.7 * KB,
}


def weight(content: bytes) -> int:
    """Bytes on the wire."""
    return len(gzip.compress(content, 9))


@pytest.mark.parametrize(("name", "budget"), BUDGETS.items())
def test_a_bundle_keeps_within_its_budget(name: str, budget: float) -> None:
    assert weight((DIST / name).read_bytes()) <= budget


def test_there_is_no_bundle_without_a_budget() -> None:
    built = {path.name for path in DIST.iterdir() if path.suffix in {".css", ".js"}}
    assert built == set(BUDGETS)


def test_the_first_page_of_a_visit_is_at_most_11_kb(client: Client) -> None:
    page = weight(client.get("/ui/sign/").content)
    files = sum(weight((DIST / name).read_bytes()) for name in ("phone.css", "app.js"))
    mark = weight((settings.PACKAGE / "static" / "icon.svg").read_bytes())
    assert page + files + mark <= 11 * KB


@pytest.mark.django_db
def test_what_asks_for_a_finger_comes_only_when_somebody_presses(client: Client) -> None:
    answer = client.get("/sign-in/").content
    assert b'<script type="module" src="/static/dist/passkey' not in answer
    page = weight(answer)
    names = ("phone.css", "app.js")
    files = sum(weight((DIST / name).read_bytes()) for name in names)
    mark = weight((settings.PACKAGE / "static" / "icon.svg").read_bytes())
    assert page + files + mark <= 11.25 * KB


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/calculator/", "/calculator/compensation/"])
def test_a_sum_is_checked_on_a_bad_line_too(client: Client, path: str) -> None:
    page = weight(client.get(path).content)
    names = ("phone.css", "papers.css", "app.js")
    files = sum(weight((DIST / name).read_bytes()) for name in names)
    mark = weight((settings.PACKAGE / "static" / "icon.svg").read_bytes())
    assert page + files + mark <= 13.5 * KB


def test_pages_travel_small_and_files_as_they_are(client: Client) -> None:
    asks = {"accept-encoding": "gzip, br"}
    page = client.get("/ui/", headers=asks)
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < len(client.get("/ui/").content) / 3
    assert b"<!DOCTYPE html>" in gzip.decompress(page.content)
