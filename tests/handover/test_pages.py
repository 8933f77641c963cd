"""Both sides on their phones, and whoever arranges; wrong input and strangers come to no harm."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import handlers
from lizhi.documents.models import Upload
from lizhi.handover import actions
from lizhi.handover.models import Item, Photo
from tests.handover import world
from tests.handover.world import Browser, Team, item

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(team: Team) -> Browser:
    """Zhang Min's."""
    return world.client_of(team.leaver.user)


@pytest.fixture
def keeper(team: Team) -> Browser:
    """Zhou Hang's."""
    return world.client_of(team.keeper.user)


@pytest.fixture
def manager(team: Team) -> Browser:
    """Wang Lei's."""
    return world.client_of(team.manager.user)


def text(response: Any) -> str:
    return str(response.content.decode())


def at(name: str, case: Case, *more: object) -> str:
    return reverse(f"handover:{name}", args=[case.number, *more])


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG")
    return out.getvalue()


def test_the_list_begins_with_what_is_left_and_promises_that_nothing_waits_for_it(
    team: Team, phone: Browser
) -> None:
    case = world.begun(team, place="郑州")
    actions.give(item(case, "客户资料"), by=team.leaver.user, at=clock.now())

    page = text(phone.get(at("list", case)))

    for words in (
        "交接 3 样，还差 2 样",
        "没交完也不影响工资和离职证明，放心。",
        "寄给周航，到付，公司出运费",
        "填快递单号",
        "等您寄",
        "交给周航，密码不用告诉别人，停用就行",
        "这样交了",
        "剩下 2 样也交了",
        "对方收到后会确认，您不用催",
        "您交了",
        "还有别的要交",
    ):
        assert words in page
    assert page.index("笔记本电脑") < page.index("客户资料")


def test_before_the_manager_has_read_it_the_page_says_when_it_opens(
    team: Team, phone: Browser
) -> None:
    case = world.case_of(team.leaver)
    case.runs.update(state="done")

    assert "交接清单还没开" in text(phone.get(at("list", case)))


def test_one_press_hands_everything_over_and_a_second_changes_nothing(
    case: Case, phone: Browser
) -> None:
    for _press in range(2):
        assert phone.post(at("give_all", case)).status_code == 302

    assert "交接都交清了" in text(phone.get(at("list", case)))
    assert case.events.filter(kind="item_given").count() == 3


def test_a_wrong_tracking_number_keeps_what_was_typed(case: Case, phone: Browser) -> None:
    laptop = item(case, "笔记本电脑")

    page = phone.post(at("item", case, laptop.pk), {"waybill": "顺丰 123", "then": "give"})

    assert page.status_code == 422
    assert "快递单号是 8 到 20 位字母和数字" in text(page)
    assert 'value="顺丰 123"' in text(page)
    phone.post(at("item", case, laptop.pk), {"waybill": "sf 1234 5678 90", "then": "give"})
    assert item(case, "笔记本电脑").waybill == "SF1234567890"


def test_marking_is_reversible_until_the_other_side_confirms(
    case: Case, phone: Browser, keeper: Browser
) -> None:
    account = item(case, "系统账号")
    phone.post(at("give", case, account.pk))
    assert "改回没交" in text(phone.get(at("list", case)))
    phone.post(at("take_back", case, account.pk))
    phone.post(at("give", case, account.pk))
    keeper.post(at("receive_one", case, account.pk))

    page = phone.post(at("take_back", case, account.pk))

    assert page.status_code == 409
    assert "周航已经收到了" in text(page)


def test_something_else_is_added_by_the_leaver(case: Case, phone: Browser) -> None:
    assert phone.post(at("add", case), {"title": " ", "note": "前台"}).status_code == 422
    form = {"title": "门禁卡", "note": "走之前放在前台", "key": world.key()}

    for _press in range(2):
        assert phone.post(at("add", case), form).status_code == 302

    assert Item.objects.filter(case=case, title="门禁卡").count() == 1
    assert "走之前放在前台" in text(phone.get(at("list", case)))


def test_the_receiver_confirms_everything_with_one_press(
    case: Case, phone: Browser, keeper: Browser
) -> None:
    phone.post(at("give_all", case))
    page = text(keeper.get(at("receive", case)))
    for words in (
        "张敏交给您 2 样，收一下",
        "前都可以。没看明白的，可以先问她。",
        "等您收",
        "还差东西",
        "都收到了",
        "马上告诉张敏，她就放心了",
    ):
        assert words in page
    assert "客户资料" not in page

    for _press in range(2):
        assert keeper.post(at("receive", case)).status_code == 302

    assert "都收到了，谢谢您" in text(keeper.get(at("receive", case)))
    assert "周航收到了" in text(phone.get(at("list", case)))


def test_nobody_guesses_whether_she_is_a_she(team: Team, keeper: Browser) -> None:
    team.leaver.person.sex = ""
    team.leaver.person.save()
    case = world.begun(team)
    actions.give_all(case, by=team.leaver.user, at=clock.now())

    assert "可以先问张敏" in text(keeper.get(at("receive", case)))


def test_what_is_missing_is_said_in_words_and_read_by_the_leaver(
    case: Case, phone: Browser, keeper: Browser
) -> None:
    phone.post(at("give_all", case))
    laptop = item(case, "笔记本电脑")
    address = at("missing", case, laptop.pk)
    assert "笔记本电脑，还差什么" in text(keeper.get(address))
    assert keeper.post(address, {"words": " "}).status_code == 422
    assert keeper.post(address, {"words": "长" * 201}).status_code == 422

    keeper.post(address, {"words": "电源线没有寄来"})

    page = text(phone.get(at("list", case)))
    assert "周航说：“电源线没有寄来”" in page
    assert "交接 3 样，还差 1 样" in page
    assert keeper.post(address, {"words": "还是没有"}).status_code == 409


def test_photos_join_when_they_have_been_checked_and_strangers_do_not_see_them(
    case: Case, team: Team, phone: Browser, keeper: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR, settings.STORE_DIR = tmp_path, tmp_path / "store"
    in_parts = documents.receive(team.leaver.user, purpose="photo", name="正面.jpg", data=picture())
    handlers.check_upload(str(in_parts.pk))
    laptop = item(case, "笔记本电脑")
    whole = SimpleUploadedFile("背面.jpg", picture(), "image/jpeg")
    form = {"waybill": "SF1234567890", "photos": [str(in_parts.pk), "kein-schluessel", whole]}

    phone.post(at("item", case, laptop.pk), form)
    assert Photo.objects.filter(item=laptop).count() == 2
    assert "看 1 张照片" in text(phone.get(at("item", case, laptop.pk)))

    late = Upload.objects.exclude(pk=in_parts.pk).get()
    handlers.check_upload(str(late.pk))
    assert "附 2 张照片" in text(keeper.get(at("receive", case)))
    assert text(keeper.get(at("photos", case, laptop.pk))).count("<img") == 2
    one = Photo.objects.filter(item=laptop)[0]
    shown = keeper.get(at("photo", case, one.pk))
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    for other in (team.colleague, team.stranger):
        browser = world.client_of(other.user)
        assert browser.get(at("photo", case, one.pk)).status_code == 404
        assert browser.get(at("photos", case, laptop.pk)).status_code == 404


def test_somebody_elses_photos_cannot_be_attached(
    case: Case, team: Team, phone: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR, settings.STORE_DIR = tmp_path, tmp_path / "store"
    foreign = documents.receive(team.keeper.user, purpose="photo", name="别人.jpg", data=picture())

    laptop = item(case, "笔记本电脑")
    phone.post(at("item", case, laptop.pk), {"photos": str(foreign.pk), "then": "photos"})

    assert not Photo.objects.exists()


def test_the_manager_puts_something_on_the_list_and_says_who_takes_it(
    case: Case, team: Team, manager: Browser
) -> None:
    assert "张敏交接 3 样，收到 0 样" in text(manager.get(at("arrange", case)))
    looked = text(manager.get(at("arrange_add", case), {"q": "吴", "title": "报价系统的待办"}))
    assert "吴霞" in looked
    assert "何静" not in looked
    assert 'value="报价系统的待办"' in looked

    form = {
        "title": "报价系统的待办",
        "kind": "work",
        "q": "吴",
        "receiver": str(team.stranger.user.pk),
        "key": world.key(),
    }
    for _press in range(2):
        assert manager.post(at("arrange_add", case), form).status_code == 302

    assert item(case, "报价系统的待办").receiver == team.stranger.user
    wrong = manager.post(at("arrange_add", case), {"title": "", "receiver": "x"})
    assert wrong.status_code == 422


def test_the_manager_changes_who_takes_something_over(
    case: Case, team: Team, manager: Browser
) -> None:
    paper = item(case, "客户资料")
    address = at("set_receiver", case, paper.pk)

    assert manager.post(address, {}).status_code == 422
    assert manager.post(address, {"receiver": str(team.leaver.user.pk)}).status_code == 422
    assert manager.post(address, {"receiver": str(team.keeper.user.pk)}).status_code == 302

    assert item(case, "客户资料").receiver == team.keeper.user
    manager.post(at("remove", case, paper.pk))
    assert not Item.objects.filter(pk=paper.pk).exists()


def test_an_empty_list_is_closed_with_one_press(team: Team, manager: Browser) -> None:
    case = world.case_of(team.leaver)

    assert "没有要交接的" in text(manager.get(at("arrange", case)))
    assert manager.post(at("nothing", case)).status_code == 302

    assert case.events.filter(kind="handover_finished").count() == 1


def test_hr_reads_the_list(case: Case, team: Team) -> None:
    assert world.client_of(team.hr.user).get(at("arrange", case)).status_code == 200


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("leaver", ["receive", "arrange", "arrange_add"]),
        ("colleague", ["list", "add", "arrange", "arrange_add"]),
        ("manager", ["list", "add", "receive"]),
        ("stranger", ["list", "add", "receive", "arrange", "arrange_add"]),
        ("keeper", ["list", "add", "arrange"]),
    ],
)
def test_the_pages_of_the_other_sides_do_not_exist(
    case: Case, team: Team, who: str, names: list[str]
) -> None:
    browser = world.client_of(getattr(team, who).user)

    for name in names:
        assert browser.get(at(name, case)).status_code == 404


def test_somebody_elses_thing_is_not_received_or_given(
    case: Case, phone: Browser, keeper: Browser, team: Team
) -> None:
    paper = item(case, "客户资料")
    phone.post(at("give_all", case))

    assert keeper.post(at("receive_one", case, paper.pk)).status_code == 404
    assert keeper.post(at("missing", case, paper.pk), {"words": "没有"}).status_code == 404
    assert keeper.post(at("give", case, paper.pk)).status_code == 404
    assert phone.post(at("give", case, 10**15)).status_code == 404


def test_reading_writes_nothing_and_visitors_are_led_to_sign_in(
    case: Case, client: Browser, phone: Browser, keeper: Browser, manager: Browser
) -> None:
    events = case.events.count()
    for browser, name in ((phone, "list"), (keeper, "receive"), (manager, "arrange")):
        assert client.get(at(name, case)).status_code == 302
        assert browser.get(at(name, case)).status_code == 200
    for name in ("give_all", "nothing"):
        assert phone.get(at(name, case)).status_code in {404, 405}

    assert case.events.count() == events


def test_the_list_needs_few_queries(
    case: Case, phone: Browser, django_assert_max_num_queries: Any
) -> None:
    phone.get(at("list", case))

    with django_assert_max_num_queries(10):
        phone.get(at("list", case))
