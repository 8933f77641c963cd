"""The islands: what is drawn, photographed or answered is not lost; what is compared stays here."""

import hashlib
import json
import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import PHONE, Open


def catch_post(page: Page, path: str) -> list[dict[str, list[str]]]:
    """Stand in for the server: remember what the form sends, answer with a word."""
    sent: list[dict[str, list[str]]] = []

    def handle(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        body = route.request.post_data_buffer or b""
        sent.append(parse_qs(body.decode(), keep_blank_values=True))
        route.fulfill(body="<p>收到了</p>", content_type="text/html; charset=utf-8")

    page.route(f"**{path}", handle)
    return sent


def draw(page: Page) -> None:
    """Two strokes with a finger, or what a mouse makes of one."""
    box = page.locator("canvas").bounding_box()
    assert box is not None
    for start in (0.3, 0.6):
        page.mouse.move(box["x"] + box["width"] * start, box["y"] + 60)
        page.mouse.down()
        for step in range(12):
            page.mouse.move(box["x"] + box["width"] * start + step * 5, box["y"] + 60 + step * 9)
        page.mouse.up()


def test_a_signature_is_kept_over_a_turn_of_the_phone_and_a_reload(
    live_server: LiveServer, phone: Page
) -> None:
    sent = catch_post(phone, "/ui/sign/")
    phone.goto(f"{live_server.url}/ui/sign/")
    done = phone.get_by_role("button", name="签好了，提交")
    expect(done).to_be_disabled()
    draw(phone)
    expect(done).to_be_enabled()
    phone.set_viewport_size({"width": 844, "height": 390})
    expect(done).to_be_enabled()
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.reload()
    expect(done).to_be_enabled()
    done.tap()
    phone.get_by_text("收到了").wait_for()
    drawing = json.loads(sent[0]["strokes"][0])
    assert len(drawing["strokes"]) == 2
    assert all(len(point) == 3 for stroke in drawing["strokes"] for point in stroke)
    assert drawing["h"] >= 240
    times = [point[2] for stroke in drawing["strokes"] for point in stroke]
    assert times == sorted(times)
    assert times[0] == 0


def test_a_signature_can_be_written_again(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/ui/sign/")
    draw(phone)
    phone.get_by_role("button", name="重写").tap()
    expect(phone.get_by_role("button", name="签好了，提交")).to_be_disabled()
    expect(phone.get_by_text("用手指写在线上")).to_be_visible()


def test_a_signature_is_never_sent_without_a_network(live_server: LiveServer, phone: Page) -> None:
    sent = catch_post(phone, "/ui/sign/")
    phone.goto(f"{live_server.url}/ui/sign/")
    draw(phone)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="签好了，提交").tap()
    expect(phone.get_by_text("有网后请您再点一次")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("有网了，请您再点一次")).to_be_visible()
    assert sent == []
    phone.get_by_role("button", name="签好了，提交").tap()
    phone.get_by_text("收到了").wait_for()
    assert len(sent) == 1


def test_an_application_goes_on_where_it_was_left(live_server: LiveServer, phone: Page) -> None:
    sent = catch_post(phone, "/ui/apply/")
    phone.goto(f"{live_server.url}/ui/apply/")
    expect(phone.get_by_text("第 1 题，共 3 题")).to_be_visible()
    phone.get_by_role("radio", name="照护家人").tap()  # goes on by itself
    expect(phone.get_by_role("heading", name="您现在人在哪里")).to_be_visible()
    phone.get_by_role("radio", name="在外地").tap()  # asks for a city, so it waits
    phone.get_by_label("哪个城市").fill("郑州")
    phone.reload()
    expect(phone.get_by_label("哪个城市")).to_have_value("郑州")
    expect(phone.get_by_text("已存在手机上").nth(1)).to_be_visible()
    phone.get_by_role("button", name="下一题").tap()
    phone.get_by_role("button", name="去看一遍").tap()
    expect(phone.locator("[data-answers='reason words']")).to_have_text("照护家人")
    expect(phone.locator("[data-answers='place city']")).to_have_text("在外地郑州")
    phone.get_by_role("button", name="提交，通知公司").tap()
    expect(phone.locator("p.e")).to_have_text("请先点上这一行，再提交。")
    phone.get_by_role("checkbox", name="我是张敏本人").tap()
    phone.get_by_role("button", name="提交，通知公司").tap()
    phone.get_by_text("收到了").wait_for()
    assert sent[0]["reason"] == ["care"]
    assert sent[0]["city"] == ["郑州"]


def test_back_goes_one_question_back(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/ui/apply/")
    phone.get_by_role("radio", name="不想说").tap()
    expect(phone.get_by_text("第 2 题，共 3 题")).to_be_visible()
    phone.get_by_role("link", name="返回").tap()
    expect(phone.get_by_text("第 1 题，共 3 题")).to_be_visible()


def test_a_question_that_needs_an_answer_says_so_in_its_place(
    live_server: LiveServer, phone: Page
) -> None:
    phone.goto(f"{live_server.url}/ui/apply/")
    phone.get_by_role("button", name="下一题").tap()
    expect(phone.locator("p.e")).to_have_text("点一个就行，选“不想说”也可以。")


def test_the_line_to_tick_is_missed_as_the_server_would_say_it(
    live_server: LiveServer, phone: Page
) -> None:
    phone.goto(f"{live_server.url}/ui/apply/")
    for answer in ("不想说", "在深圳"):
        phone.get_by_role("radio", name=answer).tap()
    phone.get_by_role("button", name="去看一遍").tap()
    phone.get_by_role("button", name="提交，通知公司").tap()
    said = phone.get_by_text("请先点上这一行，再提交。").locator("xpath=..")
    expect(said.locator("svg")).to_be_visible()
    words, line = said.bounding_box(), phone.locator(".tick").bounding_box()
    assert words
    assert line
    assert words["x"] >= line["x"]


def test_without_script_an_application_is_one_long_page(
    live_server: LiveServer, device: Open
) -> None:
    page = device(PHONE, java_script_enabled=False)
    page.goto(f"{live_server.url}/ui/apply/")
    for question in ("您为什么想离开", "您现在人在哪里", "有证明就传"):
        expect(page.get_by_role("heading", name=re.compile(question))).to_be_visible()
    expect(page.get_by_role("button", name="下一题")).to_have_count(0)
    expect(page.get_by_role("button", name="提交，通知公司")).to_have_count(1)


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"abc", "一字不差，就是开出的那份"),
        (b"ab", "是开出的那份，后来又加了签名"),
        (b"abd", "文件和开出的那份不一样"),
    ],
)
def test_a_file_is_compared_in_the_browser_alone(
    live_server: LiveServer, phone: Page, content: bytes, verdict: str
) -> None:
    phone.goto(f"{live_server.url}/ui/compare/")
    phone.wait_for_load_state("networkidle")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    file: Any = {"name": "离职证明-张敏.pdf", "mimeType": "application/pdf", "buffer": content}
    phone.locator("file-compare input").set_input_files([file])
    expect(phone.get_by_role("heading", name=verdict)).to_be_visible()
    expect(phone.locator("[data-answer]")).to_be_focused()
    digest = hashlib.sha256(content).hexdigest()
    expect(phone.get_by_text(f"{digest[:8]} {digest[8:16]} …").first).to_be_visible()
    assert asked == []
