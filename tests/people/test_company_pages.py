"""Companies with their seals, and the first day of a house."""

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from lizhi.accounts.models import User
from lizhi.people import identity, kept, seals
from lizhi.people.models import Group, LegalEntity, RoleGrant
from tests import make

pytestmark = pytest.mark.django_db
Browser = Any
CODE = "91350100M000100Y43"


def picture(kind: str, size: int = 900) -> bytes:
    """A red ring, as somebody would upload it."""
    mode, ground = ("RGBA", (0, 0, 0, 0)) if kind == "PNG" else ("RGB", (250, 249, 245))
    image = Image.new(mode, (size, size), ground)
    ink = (194, 40, 40, 255) if kind == "PNG" else (194, 40, 40)
    ImageDraw.Draw(image).ellipse((50, 50, size - 50, size - 50), outline=ink, width=40)
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


@pytest.fixture
def company() -> LegalEntity:
    return make.branch().entity


@pytest.fixture
def desk(company: LegalEntity) -> Browser:
    """The administrator's."""
    user = User.objects.with_phone("19999999999", name="罗勇")
    make.grant(user, RoleGrant.Role.ADMINISTRATOR)
    return make.signed_in(Client(), user)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def values(company: LegalEntity, **changed: object) -> dict[str, object]:
    plain = {
        "name": company.name,
        "credit_code": CODE,
        "city": "苏州",
        "address": "金鸡湖大道 1000 号",
    }
    return {**plain, **changed}


def address(company: LegalEntity) -> str:
    return reverse("people:entity", args=[company.pk])


def test_the_administrator_changes_name_code_and_city(desk: Browser, company: LegalEntity) -> None:
    assert desk.get(reverse("people:entities"))["Location"] == address(company)
    assert "样章，还没传真章" in text(desk.get(address(company)))
    answer = desk.post(address(company), values(company, credit_code=" 91350100m000100y43 "))
    assert answer.status_code == 302
    company.refresh_from_db()
    assert (company.credit_code, company.city) == (CODE, "苏州")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("credit_code", "91350100M000100Y44", "末位对不上"),
        ("credit_code", "123", "末位对不上"),
        ("name", "", "请写营业执照上的全称"),
        ("name", "荔城\U000e0041公司", "印不出来"),
    ],
)
def test_mistakes_stay_on_the_page_with_what_was_typed(
    desk: Browser, company: LegalEntity, field: str, value: str, words: str
) -> None:
    answer = desk.post(address(company), values(company, **{field: value}, city="昆山"))
    assert answer.status_code == 422
    assert words in text(answer)
    assert "昆山" in text(answer)
    company.refresh_from_db()
    assert company.city != "昆山"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_seal_is_drawn_anew_small_clear_and_kept_encrypted(
    desk: Browser, company: LegalEntity, kind: str
) -> None:
    data = picture(kind)
    file = SimpleUploadedFile("seal.png", data, content_type="image/png")
    assert desk.post(address(company), values(company, seal=file)).status_code == 302
    company.refresh_from_db()
    stored = seals.read(company)
    assert stored is not None
    image = Image.open(io.BytesIO(stored))
    assert image.format == "PNG"
    assert image.mode == "RGBA"
    assert max(image.size) == 400
    assert image.getpixel((200, 200))[3] == 0  # type: ignore[index]
    assert image.getpixel((200, 32))[3] == 255  # type: ignore[index]
    raw = (settings.DATA_DIR / "seals" / company.seal_digest).read_bytes()
    assert not raw.startswith(b"\x89PNG")
    shown = desk.get(reverse("people:seal_picture", args=[company.pk]))
    assert shown.content == stored
    assert "您传的公章" in text(desk.get(address(company)))

    desk.post(address(company), values(company, drop_seal="on"))
    company.refresh_from_db()
    assert seals.read(company) is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello", "打不开"),
        (picture("PNG", 120)[:200], "打不开"),
        (picture("PNG", 200)[:0] or b"\x89PNG", "打不开"),
    ],
)
def test_what_is_no_picture_is_refused(
    desk: Browser, company: LegalEntity, data: bytes, words: str
) -> None:
    file = SimpleUploadedFile("seal.png", data)
    answer = desk.post(address(company), values(company, seal=file))
    assert answer.status_code == 422
    assert words in text(answer)


def test_a_tiny_picture_would_be_blurred_on_paper() -> None:
    with pytest.raises(seals.NoPicture):
        seals.prepared(_tiny())


def _tiny() -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (20, 20)).save(file, "PNG")
    return file.getvalue()


def test_a_damaged_seal_does_not_open_until_it_is_brought_again(company: LegalEntity) -> None:
    seals.keep(company, picture("PNG"))
    place = settings.DATA_DIR / "seals" / company.seal_digest
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    with pytest.raises(kept.Damaged):
        seals.read(company)
    seals.keep(company, picture("PNG"))
    assert seals.read(company)
    place.unlink()


def test_hr_of_a_branch_does_not_change_companies(company: LegalEntity) -> None:
    hr = make.employee("李丽", "19900000001").user
    make.grant(hr, RoleGrant.Role.HR)
    browser = make.signed_in(Client(), hr)
    assert browser.get(address(company)).status_code == 403
    assert browser.post(address(company), values(company)).status_code == 403
    assert browser.get(reverse("people:seal_picture", args=[company.pk])).status_code == 403
    assert browser.get(reverse("people:first_run")).status_code == 403


def test_credit_codes_are_checked_by_their_last_character() -> None:
    assert identity.credit_code_is_right(CODE)
    assert identity.credit_code_is_right("914403001922038216")
    assert not identity.credit_code_is_right("914403001922038217")
    assert not identity.credit_code_is_right("91440300192203821I")


def invited() -> Browser:
    """Somebody who has pressed the button behind the link of `lizhi admin invite`."""
    out = io.StringIO()
    call_command("admin", "invite", "13800002046", stdout=out)
    browser = Client()
    browser.post(out.getvalue().strip().removeprefix("http://127.0.0.1:8000"))
    return browser


FIRST: dict[str, object] = {
    "own_name": "罗勇",
    "group": "荔城集团",
    "name": "荔城（苏州）制造有限公司",
    "credit_code": CODE,
    "city": "苏州",
    "address": "",
}


def test_the_invited_administrator_sets_the_house_up_and_brings_the_roster_in() -> None:
    browser = invited()
    start = reverse("people:first_run")
    assert "用什么发消息" in text(browser.get(start))
    answer = browser.post(start, {**FIRST, "seal": SimpleUploadedFile("s.png", picture("PNG"))})

    company = LegalEntity.objects.get()
    assert answer["Location"] == address(company)
    assert Group.objects.get().name == "荔城集团"
    assert company.seal_digest
    grant = RoleGrant.objects.get()
    assert (grant.role, grant.user.name) == ("administrator", "罗勇")
    assert browser.get(address(company)).status_code == 200
    assert browser.get(reverse("people:import_upload")).status_code == 200

    assert browser.post(start, {**FIRST, "city": "昆山"}).status_code == 302
    assert LegalEntity.objects.get().city == "昆山"
    assert RoleGrant.objects.count() == Group.objects.count() == 1


def test_a_first_page_with_a_gap_keeps_what_was_typed() -> None:
    answer = invited().post(reverse("people:first_run"), {**FIRST, "group": ""})
    assert answer.status_code == 422
    assert "请写集团名称" in text(answer)
    assert "荔城（苏州）制造有限公司" in text(answer)
    assert not Group.objects.exists()


def figures(desk: Browser, company: LegalEntity, city: str) -> str:
    """The table under the company."""
    desk.post(address(company), values(company, city=city))
    page = text(desk.get(address(company)))
    return page[page.index('id="e3"') :]


def test_the_figures_of_a_city_name_their_source(desk: Browser, company: LegalEntity) -> None:
    table = figures(desk, company, "北京")
    for words in ("北京的数字", "2,540 元/月", "2025-09-01", "北京市最低工资标准（2025年）"):
        assert words in table
    assert "江苏省工资支付条例第十九条" in figures(desk, company, "苏州")


def test_what_is_missing_is_said_first_and_where_to_look(
    desk: Browser, company: LegalEntity
) -> None:
    table = figures(desk, company, "武汉")
    missing = re.search(r"(\d+) 个缺", table)
    assert missing
    assert table.count(">缺<") == 2 * int(missing[1])
    assert "待补" not in table
    assert table.index('class="late"') < table.index("官方原文")
    assert "去当地人社局公布的最低工资标准里找" in table
    assert "工资支付暂行规定第九条" in table


@pytest.mark.parametrize(("typed", "kept"), [("20000", "20000"), ("0", "0"), ("8000.50", "8000.5")])
def test_the_company_says_above_what_two_persons_look_at_a_settlement(
    desk: Browser, company: LegalEntity, typed: str, kept: str
) -> None:
    desk.post(address(company), values(company, two_persons_above=typed))

    company.refresh_from_db()
    assert company.two_persons_above == Decimal(kept)


@pytest.mark.parametrize("typed", ["", "很多", "-1", "12345678901", "1.234"])
def test_a_limit_that_is_no_amount_is_refused_with_a_sentence(
    desk: Browser, company: LegalEntity, typed: str
) -> None:
    answer = desk.post(address(company), values(company, two_persons_above=typed))

    assert answer.status_code == 422
    assert "这里填金额，比如 50000" in answer.content.decode()
