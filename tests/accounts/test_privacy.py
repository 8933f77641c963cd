"""The privacy note names the firms that are set up, and nobody else; whoever was not told is."""

from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import actions, consents, outsiders, telling
from lizhi.accounts.models import TextShown
from lizhi.common.refusals import Refused
from tests.accounts.phones import person

pytestmark = pytest.mark.django_db
FACES = [*outsiders.FIRMS]
SIGNERS = ["fadada", "esign"]


def note() -> consents.ConsentText:
    """As it is now."""
    return consents.TEXTS["privacy"]


def test_where_nothing_leaves_the_house_it_says_so_and_names_nobody() -> None:
    assert note().version == "2026-12"
    assert "除此之外不提供给公司以外的人" in note().text
    for firm in outsiders.FIRMS.values():
        assert firm.name not in note().text
    for word in ("人脸", "摄像头", "签名证书"):
        assert word not in note().text


@pytest.mark.parametrize("face", ["", *FACES])
@pytest.mark.parametrize("sign", ["builtin", *SIGNERS])
def test_who_is_set_up_is_named_with_what_it_gets_and_who_is_not_is_not(
    face: str, sign: str, settings: Any
) -> None:
    settings.FACE_SERVICE, settings.SIGNING_PROVIDER = face, sign
    text, there = note(), {face, sign} - {"", "builtin"}
    for name, firm in outsiders.FIRMS.items():
        assert (firm.name in text.text) == (firm.company in text.text) == (name in there)
    for does, words in (
        (face, ("姓名和身份证号", "摄像头", "只在您单独同意以后", "“我的同意”里点一下")),
        (sign != "builtin", ("证件号、手机号和要签的文件", "失效后五年", "改在这里签")),
    ):
        assert all((word in text.text) == bool(does) for word in words)
    assert ("除此之外不提供" in text.text) == (not there)
    assert ("换了服务商" in text.text) == ("问 HR；HR 代您找那边" in text.text) == bool(there)
    assert "{" not in text.text


def test_a_service_that_hr_can_switch_to_is_named_once_it_has_keys(settings: Any) -> None:
    settings.FADADA_APP_ID, settings.FADADA_APP_SECRET = "id", "secret"
    assert "法大大" not in note().text
    settings.FADADA_COMPANIES = ["corp-1/seal-1"]
    assert "改在法大大（深圳法大大网络科技有限公司）签" in note().text
    assert "除此之外不提供" not in note().text
    settings.ESIGN_APP_ID, settings.ESIGN_APP_SECRET = "id", "secret"
    settings.ESIGN_COMPANIES = ["own"]
    assert "改在e签宝（杭州天谷信息科技有限公司）签" in note().text
    assert note().version == "2026-12_may-fadada_also-esign"
    assert consents.VERSIONS["privacy", note().version] == note()
    settings.SIGNING_PROVIDER = "esign"
    assert note().version == "2026-12_sign-esign_may-fadada"
    assert telling.is_untold(person())


def test_each_set_of_firms_has_a_version_and_a_hash_of_its_own_that_stays_readable(
    settings: Any,
) -> None:
    seen = {}
    for face in ("", *FACES):
        for sign in ("builtin", *SIGNERS):
            settings.FACE_SERVICE, settings.SIGNING_PROVIDER = face, sign
            seen[note().version] = note().hash
    assert len(seen) == len(set(seen.values())) == (1 + len(FACES)) * (1 + len(SIGNERS))
    settings.FACE_SERVICE, settings.SIGNING_PROVIDER = "", "builtin"
    for version, digest in seen.items():
        assert consents.VERSIONS["privacy", version].hash == digest
        page = Client().get(f"/consents/privacy/{version}/")
        assert digest[:8] in page.content.decode()


@pytest.mark.parametrize(
    "version", ["2026-12_sign-fadada_face-tencent", "2026-12_mail-tencent", "2026-12_", "2026-13"]
)
def test_a_version_that_never_was_is_not_found(version: str) -> None:
    assert ("privacy", version) not in consents.VERSIONS
    assert Client().get(f"/consents/privacy/{version}/").status_code == 404


def test_a_service_that_somebody_has_added_is_named_as_the_settings_call_it(settings: Any) -> None:
    settings.FACE_SERVICES = {**settings.FACE_SERVICES, "baidu": "x.Y"}
    settings.FACE_SERVICE = "baidu"
    assert "baidu" in note().text


def test_old_words_stay_as_they_were() -> None:
    first = consents.VERSIONS["privacy", "2026-06"]
    assert first.hash == "9be2e6de2b826d6ac71cec8345c9059721898dcc4cb04c04ca2fc9d34fdda0cb"
    face = consents.VERSIONS["face_check", "2026-12"]
    assert face.hash == "fe46f8f3a6b67e83f27de79be24248cd5ac6ef3054ebbf7907a900846447fd8c"


def test_nobody_is_told_anything_where_nothing_leaves_the_house() -> None:
    user, phone = person(), Client()
    phone.force_login(user)
    assert not telling.is_untold(user)
    assert "隐私说明有更新" not in phone.get("/my-consents/").content.decode()


def test_whoever_was_not_told_sees_what_is_new_once_and_again_when_it_changes(
    settings: Any,
) -> None:
    user, phone = person(), Client()
    phone.force_login(user)
    settings.FACE_SERVICE = "tencent"
    assert "隐私说明有更新" in phone.get("/my-consents/").content.decode()
    page = phone.get("/privacy/changes/").content.decode()
    assert "腾讯云计算" in page
    assert "办这件事的人" not in page
    assert not TextShown.objects.exists()

    for _press in range(2):
        assert phone.post("/privacy/changes/", {"text": note().hash}).status_code == 302
    told = TextShown.objects.get()
    assert (told.version, told.text_hash) == ("2026-12_face-tencent", note().hash)
    assert "隐私说明有更新" not in phone.get("/my-consents/").content.decode()
    assert not user.consents.exists()

    settings.SIGNING_PROVIDER = "esign"
    assert "隐私说明有更新" in phone.get("/my-consents/").content.decode()
    page = phone.get("/privacy/changes/").content.decode()
    assert "天谷" in page
    assert "腾讯云计算" not in page
    phone.post("/privacy/changes/", {"text": note().hash})
    assert TextShown.objects.count() == 2


def test_a_note_that_has_changed_since_the_page_was_opened_is_shown_once_more(
    settings: Any,
) -> None:
    user, phone = person(), Client()
    phone.force_login(user)
    settings.FACE_SERVICE = "tencent"
    old = note().hash
    settings.FACE_SERVICE = "aliyun"
    assert phone.post("/privacy/changes/", {"text": old}).status_code == 409
    with pytest.raises(Refused, match="又改了"):
        actions.told(user, "privacy", text_hash="")
    assert not TextShown.objects.exists()


def test_a_page_for_anyone_knows_nothing_of_who_looks(settings: Any) -> None:
    phone = Client()
    phone.force_login(person())
    settings.FACE_SERVICE = "tencent"
    assert "隐私说明有更新" not in phone.get("/consents/privacy/").content.decode()
    assert Client().get("/privacy/changes/").status_code == 302
