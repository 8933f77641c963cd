"""Photos over a bad line: small, whole, and going on where they were cut."""

import io
from typing import Any

from PIL import Image
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import PHONE, Open


class Store:
    """A server for uploads whose line is cut at every third request."""

    def __init__(self) -> None:
        self.calls = 0
        self.cuts = 0
        self.size = 0
        self.metadata = ""
        self.content = b""
        self.deleted = False
        self.state = {"state": "ready", "used": False}

    def handle(self, route: Route) -> None:
        """The tus protocol, as far as the phone speaks it."""
        request = route.request
        self.calls += 1
        if self.calls % 3 == 0:
            self.cuts += 1
            route.abort("internetdisconnected")
            return
        if request.method == "POST":
            self.size = int(request.headers["upload-length"])
            self.metadata = request.headers["upload-metadata"]
            route.fulfill(status=201, headers={"Location": "/uploads/7f3a/"})
        elif request.method == "DELETE":
            self.deleted = True
            route.fulfill(status=204)
        elif request.method == "GET":
            route.fulfill(json=self.state)
        else:
            if request.method == "PATCH":
                assert int(request.headers["upload-offset"]) == len(self.content)
                self.content += request.post_data_buffer or b""
            route.fulfill(status=204, headers={"Upload-Offset": str(len(self.content))})


def photo(width: int = 3000, height: int = 2000) -> bytes:
    """A photo with much detail, as a camera makes it."""
    noise = Image.effect_noise((width // 8, height // 8), 90).resize((width, height))
    content = io.BytesIO()
    noise.convert("RGB").save(content, "JPEG", quality=95)
    return content.getvalue()


def choose(page: Page, content: bytes, name: str = "陪护证明.jpg") -> None:
    """Somebody takes a photo or picks one."""
    chosen: Any = {"name": name, "mimeType": "image/jpeg", "buffer": content}
    page.locator("upload-files input[type=file]").set_input_files([chosen])


def at_the_photos(live_server: LiveServer, page: Page) -> None:
    """Answer the first two questions."""
    page.goto(f"{live_server.url}/ui/apply/")
    page.get_by_role("radio", name="照护家人").tap()
    page.get_by_role("radio", name="在深圳").tap()
    page.get_by_role("heading", name="有证明就传，没有也能办").wait_for()


def test_a_photo_arrives_small_and_whole_over_a_line_that_is_cut(
    live_server: LiveServer, device: Open
) -> None:
    phone = device(PHONE)
    store = Store()
    phone.route("**/uploads/**", store.handle)
    at_the_photos(live_server, phone)
    original = photo()
    choose(phone, original)
    expect(phone.get_by_text("传好了")).to_be_visible(timeout=20_000)
    assert store.cuts > 1
    assert len(store.content) == store.size < len(original)
    assert Image.open(io.BytesIO(store.content)).size == (1600, 1066)
    assert "purpose cHJvb2Y=" in store.metadata  # "proof"
    assert phone.locator("input[name=proofs]").input_value() == "7f3a"


def test_a_photo_goes_on_after_the_page_was_left(live_server: LiveServer, device: Open) -> None:
    phone = device(PHONE)
    store = Store()
    phone.route("**/uploads/**", store.handle)
    at_the_photos(live_server, phone)
    phone.unroute("**/uploads/**")
    phone.route("**/uploads/7f3a/", lambda route: route.abort())
    phone.route("**/uploads/", store.handle)
    choose(phone, photo())
    expect(phone.get_by_text("有网会接着传")).to_be_visible()
    phone.unroute("**/uploads/7f3a/")
    phone.route("**/uploads/**", store.handle)
    phone.reload()
    expect(phone.get_by_text("传好了")).to_be_visible(timeout=20_000)
    assert len(store.content) == store.size


def test_a_photo_that_was_never_begun_goes_on_after_the_page_was_left(
    live_server: LiveServer, device: Open
) -> None:
    phone = device(PHONE)
    store = Store()
    phone.route("**/uploads/**", lambda route: route.abort())
    at_the_photos(live_server, phone)
    choose(phone, photo(800, 600))
    expect(phone.get_by_text("有网会接着传")).to_be_visible()
    phone.unroute("**/uploads/**")
    phone.route("**/uploads/**", store.handle)
    phone.reload()
    expect(phone.get_by_text("传好了")).to_be_visible(timeout=20_000)
    assert phone.locator("input[name=proofs]").input_value() == "7f3a"


def arrived_and_left(live_server: LiveServer, phone: Page) -> Store:
    """A photo has arrived; then the line is whole again and the page is opened anew."""
    store = Store()
    phone.route("**/uploads/**", store.handle)
    at_the_photos(live_server, phone)
    choose(phone, photo(400, 300))
    expect(phone.get_by_text("传好了")).to_be_visible(timeout=20_000)
    store.calls = 0
    return store


def test_a_photo_that_has_arrived_is_there_again(live_server: LiveServer, device: Open) -> None:
    phone = device(PHONE)
    store = arrived_and_left(live_server, phone)
    phone.reload()
    expect(phone.get_by_text("陪护证明.jpg")).to_be_visible()
    expect(phone.get_by_text("传好了")).to_be_visible()
    assert phone.locator("input[name=proofs]").input_value() == "7f3a"
    phone.get_by_role("button", name="删掉").tap()
    expect(phone.locator(".files li")).to_have_count(0, timeout=10_000)
    phone.wait_for_timeout(100)
    assert store.deleted
    phone.reload()
    expect(phone.locator(".pick")).to_be_visible()
    expect(phone.locator(".files li")).to_have_count(0)


def test_a_photo_that_could_not_be_opened_says_so_when_it_is_there_again(
    live_server: LiveServer, device: Open
) -> None:
    phone = device(PHONE)
    store = arrived_and_left(live_server, phone)
    store.state["state"] = "refused"
    phone.reload()
    expect(phone.get_by_text("请拍照或选 PDF，20 MB 以内")).to_be_visible()
    expect(phone.locator("input[name=proofs]")).to_have_count(0)


def test_a_photo_that_was_handed_in_is_not_offered_again(
    live_server: LiveServer, device: Open
) -> None:
    phone = device(PHONE)
    store = arrived_and_left(live_server, phone)
    store.state["used"] = True
    phone.reload()
    expect(phone.locator(".files li")).to_have_count(0)
    expect(phone.locator("input[name=proofs]")).to_have_count(0)


def test_a_photo_can_be_taken_back_and_that_too(live_server: LiveServer, device: Open) -> None:
    phone = device(PHONE)
    store = Store()
    phone.route("**/uploads/**", store.handle)
    at_the_photos(live_server, phone)
    choose(phone, photo(400, 300))
    expect(phone.get_by_text("传好了")).to_be_visible(timeout=20_000)
    phone.get_by_role("button", name="删掉").tap()
    expect(phone.get_by_text("删掉了")).to_be_visible()
    expect(phone.locator("input[name=proofs]")).to_be_disabled()
    phone.get_by_role("button", name="撤销").tap()
    expect(phone.get_by_text("传好了")).to_be_visible()
    assert not store.deleted


def test_a_file_that_is_refused_says_what_to_do(live_server: LiveServer, device: Open) -> None:
    phone = device(PHONE)
    phone.route("**/uploads/**", lambda route: route.fulfill(status=413))
    at_the_photos(live_server, phone)
    choose(phone, b"no picture at all")
    expect(phone.get_by_text("请拍照或选 PDF，20 MB 以内")).to_be_visible()
