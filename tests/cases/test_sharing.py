"""Zhang hands her certificate to a new employer, and decides who may look."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from lizhi.accounts.models import User
from lizhi.cases import actions, chain, links
from lizhi.cases.models import Paper, PaperCheck, ShareLink
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from tests.cases.test_looking import certificate
from tests.conftest import MONDAY
from tests.make import signed_in
from tests.workflow import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def minute(settings: Settings, tmp_path: object) -> Iterator[None]:
    """Nobody has asked in this minute."""
    settings.DATA_DIR = tmp_path
    settings.STORE_DIR = tmp_path / "store"  # type: ignore[operator]
    caches["local"].clear()
    yield
    caches["local"].clear()


@pytest.fixture
def paper() -> Paper:
    """A valid certificate of Zhang."""
    return certificate(b"%PDF-1.7 the certificate")


def owner(paper: Paper) -> User:
    return paper.case.leaver


def link_to(paper: Paper, days: int = 30) -> ShareLink:
    return actions.share(paper, name="给新公司", days=days, by=owner(paper), at=clock.now())


def path_of(link: ShareLink) -> str:
    return f"/s/{links.token_of(link.nonce)}/"


def test_whoever_has_the_link_reads_the_certificate_without_signing_in(
    client: Client, paper: Paper
) -> None:
    path = path_of(link_to(paper))
    page = client.get(path)
    text = page.content.decode()
    assert "张敏的离职证明" in text
    assert "没有被改过，没有换新，也没有作废" in text
    assert "给新公司" not in text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    file = client.get(f"{path}paper.pdf")
    assert b"".join(file) == b"%PDF-1.7 the certificate"


def test_neither_token_nor_name_can_be_read_from_the_database(paper: Paper) -> None:
    link = link_to(paper)
    row = ShareLink.objects.values().get()
    assert links.token_of(link.nonce) not in str(row)
    assert "给新公司".encode() not in bytes(row["name"])
    assert links.name_of(link) == "给新公司"
    assert "给新公司" not in str(list(paper.case.events.values()))
    assert chain.first_broken(paper.case) is None


def test_opening_is_counted_once_the_page_was_seen_and_not_for_its_owner(
    client: Client, paper: Paper
) -> None:
    path = path_of(link_to(paper))
    client.get(path)
    assert ShareLink.objects.get().opened == 0
    assert client.post(f"{path}seen").status_code == 204
    signed_in(client, owner(paper)).post(f"{path}seen")
    assert ShareLink.objects.get().opened == 1
    assert PaperCheck.objects.get().way == "shared"
    assert client.post("/s/nothing/seen").status_code == 204


def test_a_link_that_was_stopped_says_so_at_once(client: Client, paper: Paper) -> None:
    link = link_to(paper)
    page = signed_in(client, owner(paper))
    page.post(f"/papers/{paper.number}/links/{link.pk}/")
    page.post(f"/papers/{paper.number}/links/{link.pk}/")
    stranger = Client()
    assert "本人已停用这个链接" in stranger.get(path_of(link)).content.decode()
    assert stranger.get(f"{path_of(link)}paper.pdf").status_code == 404
    assert paper.case.events.filter(kind="link_stopped").count() == 1


@pytest.mark.parametrize(("days", "words"), [(29, "查过有效"), (30, "这个链接过期了")])
def test_a_link_ends_by_itself(client: Client, paper: Paper, days: int, words: str) -> None:
    link = link_to(paper)
    with clock.at(MONDAY + dt.timedelta(days=days)):
        assert words in client.get(path_of(link)).content.decode()


def test_a_certificate_that_was_replaced_is_not_shown_by_an_old_link(
    client: Client, paper: Paper
) -> None:
    link = link_to(paper)
    Paper.objects.filter(pk=paper.pk).update(state="replaced")
    page = client.get(path_of(link)).content.decode()
    assert "已经换新" in page
    assert "张敏" not in page


def test_its_owner_makes_links_sees_them_and_copies_them_again(
    client: Client, paper: Paper
) -> None:
    page, path = signed_in(client, owner(paper)), f"/papers/{paper.number}/links/"
    assert page.post(path, {"name": "给新公司", "days": "7"}).status_code == 302
    text = page.get(path).content.decode()
    assert "打开过 0 次" in text
    assert links.token_of(ShareLink.objects.get().nonce) in text
    for days in ("", "8", "365", "x"):
        refused = page.post(path, {"name": "a" * 20, "days": days})
        assert refused.status_code == 422
        assert "a" * 20 in refused.content.decode()
    assert ShareLink.objects.count() == 1


def test_nobody_else_makes_or_stops_a_link(client: Client, paper: Paper) -> None:
    link, stranger = link_to(paper), make.user("li")
    page = signed_in(client, stranger)
    assert page.get(f"/papers/{paper.number}/links/").status_code == 404
    assert page.post(f"/papers/{paper.number}/links/{link.pk}/").status_code == 404
    assert page.post(f"/papers/{paper.number}/check/").status_code == 404
    for act in (
        lambda: actions.share(paper, name="", days=7, by=stranger, at=MONDAY),
        lambda: actions.stop_link(link, by=stranger, at=MONDAY),
        lambda: actions.switch_check(paper, on=False, by=stranger, at=MONDAY),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_ten_links_are_enough(paper: Paper) -> None:
    for _ in range(10):
        link_to(paper)
    with pytest.raises(Refused, match="10"):
        link_to(paper)


def test_the_code_can_be_switched_off_and_on(client: Client, paper: Paper) -> None:
    code = actions.paper_code(paper).replace("-", "")
    page = signed_in(client, owner(paper))
    page.post(f"/papers/{paper.number}/check/", {"on": "no"})
    off = Client().get(f"/v/{code}").content.decode()
    assert "本人已停用查验" in off
    assert paper.file.digest[:4] not in off
    page.post(f"/papers/{paper.number}/check/", {"on": "yes"})
    assert "现在有效" in Client().get(f"/v/{code}").content.decode()
    kinds = list(paper.case.events.values_list("kind", flat=True))
    assert kinds[-2:] == ["check_switched_off", "check_switched_on"]


@pytest.fixture
def with_number(paper: Paper) -> Paper:
    """One on which an identity number stands."""
    facts = {"employee": "张敏", "id_number": "11990019920312002X"}
    from lizhi.cases.actions.papers import _sealed

    paper.facts = _sealed(paper.case, paper.number, {**facts, "certificate_code": _code(paper)})
    paper.save()
    return paper


def _code(paper: Paper) -> str:
    return actions.paper_code(paper)


@pytest.mark.parametrize(
    ("name", "tail", "fits"),
    [
        ("张敏", "", True),
        (" 张 敏 ", "002x", True),
        ("张敏", "002X", True),
        ("张敏", "0028", False),
        ("李敏", "", False),
        ("李敏", "002X", False),
        ("", "", False),
    ],
)
def test_a_name_is_compared_and_only_yes_or_no_is_said(
    client: Client, with_number: Paper, name: str, tail: str, fits: bool
) -> None:
    path = f"/v/{_code(with_number).replace('-', '')}/name"
    page = client.post(path, {"name": name, "tail": tail}).content.decode()
    assert ("对得上，是这个人的" in page) is fits
    assert "11990" not in page
    assert PaperCheck.objects.get().way == "name"


def test_a_code_that_nobody_has_or_that_is_off_answers_as_another_name_does(
    client: Client, with_number: Paper
) -> None:
    code = _code(with_number).replace("-", "")
    wrong = client.post(f"/v/{code}/name", {"name": "李敏"}).content.decode()
    unknown = client.post("/v/7K3M9QX2AAAA/name", {"name": "李敏"}).content.decode()
    actions.switch_check(with_number, on=False, by=owner(with_number), at=MONDAY)
    off = client.post(f"/v/{code}/name", {"name": "张敏"}).content.decode()
    shown = f"{code[:4]}-{code[4:8]}-{code[8:]}"
    assert wrong == off
    assert wrong == unknown.replace("7K3M-9QX2-AAAA", shown).replace("7K3M9QX2AAAA", code)


def test_names_are_not_tried_without_end(client: Client, with_number: Paper) -> None:
    path = f"/v/{_code(with_number).replace('-', '')}/name"
    for _ in range(4):
        caches["local"].clear()
        for _ in range(5):
            assert client.post(path, {"name": "李敏"}).status_code == 200
        assert client.post(path, {"name": "李敏"}).status_code == 409
    caches["local"].clear()
    assert "今天核对姓名的次数太多" in client.post(path, {"name": "张敏"}).content.decode()
