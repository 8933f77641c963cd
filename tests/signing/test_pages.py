"""On the phone: read, prove, write, done; and whatever goes wrong on the way."""

import base64
import datetime as dt
import json

import pytest

from lizhi.accounts.models import Consent
from lizhi.cases import chain
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.signing import terms
from lizhi.signing.models import Actor, Envelope, OneTimeCode
from tests import make
from tests.signing import world
from tests.signing.world import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def envelope() -> Envelope:
    """Zhang Min's agreement is out."""
    make.grant(make.employee("李丽", "13800000010").user, "hr")
    return world.sent()


def test_zhang_min_reads_proves_writes_and_sees_that_it_is_done(envelope: Envelope) -> None:
    user = envelope.case.leaver
    phone = world.browser(user)

    page = phone.get(at("read", envelope))
    assert page.status_code == 200
    words = page.content.decode()
    for said in (
        "先看一遍，再签字",
        "先看要紧的 4 条",
        "工资和年假这天一次发清",
        "看原件",
        "看完了，去签字",
    ):
        assert said in words
    assert "第一条" in words

    page = phone.post(at("code", envelope), {"opened": page.context["opened"]}, follow=True)
    assert "签字前，再认一次是您本人" in page.content.decode()
    assert "138****2046" in page.content.decode()
    world.work()

    answer = {"code": world.texted(user), "terms": terms.text().hash}
    page = phone.post(at("identity", envelope), answer, follow=True)
    assert "请写下您的名字" in page.content.decode()
    assert Consent.objects.get(user=user).text_hash == terms.text().hash

    page = phone.post(at("hand", envelope), {"strokes": world.strokes()}, follow=True)
    assert page.redirect_chain == [(at("done", envelope), 302)]
    assert "正在盖时间戳" in page.content.decode()
    assert "hx-trigger" in page.content.decode()

    world.work()
    page = phone.get(at("done", envelope), headers={"HX-Request": "true"})
    words = page.content.decode()
    assert "签好了，等公司盖章" in words
    assert "hx-trigger" not in words
    assert "<html" not in words

    pdf = phone.get(at("download", envelope))
    assert pdf.content == documents.read(Envelope.objects.get(pk=envelope.pk).paper.file)
    assert b"/Sig" in pdf.content


def test_the_taps_are_read_one_identity_one_and_submit_one(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    posts = [
        (at("code", envelope), {}),
        (at("identity", envelope), {"code": "", "terms": terms.text().hash}),
        (at("hand", envelope), {"strokes": world.strokes()}),
    ]
    for address, values in posts:
        world.work()
        if "code" in values:
            values["code"] = world.texted(envelope.case.leaver)
        assert phone.post(address, values).status_code == 302
    assert world.employee(envelope).state == Actor.State.GIVEN


def test_the_pictures_are_of_the_very_bytes_and_kept_by_the_browser(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    page = phone.get(at("original", envelope))
    assert page.content.decode().count("<img") == envelope.pages
    picture = phone.get(at("page", envelope, 1))
    assert picture.headers["Content-Type"] == "image/webp"
    assert picture.content[8:12] == b"WEBP"
    tag = picture.headers["ETag"]
    assert envelope.paper.file.digest in tag
    again = phone.get(at("page", envelope, 1), headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert phone.get(at("page", envelope, 99)).status_code == 404


def test_a_typed_name_counts_when_it_is_the_one_on_the_roster(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    world.to_the_name(phone, envelope)
    page = phone.get(at("hand", envelope), {"way": "typed"})
    assert "打字签名，一样有效" in page.content.decode()

    page = phone.post(at("hand", envelope), {"way": "typed", "typed": "张明"})
    assert page.status_code == 422
    assert "和名册上的名字不一样，请核对。" in page.content.decode()
    assert 'value="张明"' in page.content.decode()

    page = phone.post(at("hand", envelope), {"way": "typed", "typed": " 张 敏 "})
    assert page.status_code == 302
    world.work()
    actor = world.employee(envelope)
    assert (actor.state, actor.typed) == (Actor.State.SIGNED, True)


@pytest.mark.parametrize(
    ("strokes", "said"),
    [
        ("", "请先在线上写下您的名字。"),
        (world.strokes(size=0.01), "好像没写完，再写一次。"),
        ('{"w": 300, "h": 200, "strokes": [[[1, 1', "名字没传完整，请再写一次。"),
        ('{"w": 300, "h": 200, "strokes": [[[1, 1, 9], [200, 1, 3]]]}', "名字没传完整"),
        ('{"w": 1e999, "h": 200, "strokes": []}', "名字没传完整"),
        ('["no", "drawing"]', "名字没传完整"),
        ("[" * 100_000, "名字没传完整"),
        ("x" * 500_000, "名字没传完整"),
    ],
    ids=[
        "nothing",
        "a dot",
        "cut",
        "time backwards",
        "endless",
        "another shape",
        "deep",
        "endless words",
    ],
)
def test_a_drawing_that_is_none_asks_again_and_keeps_the_code(
    envelope: Envelope, strokes: str, said: str
) -> None:
    phone = world.browser(envelope.case.leaver)
    world.to_the_name(phone, envelope)
    page = phone.post(at("hand", envelope), {"strokes": strokes})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert phone.post(at("hand", envelope), {"strokes": world.strokes()}).status_code == 302


def test_a_wrong_code_leaves_the_page_as_it_is_and_says_how_many_tries(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    phone.post(at("code", envelope))
    world.work()
    right = world.texted(envelope.case.leaver)
    wrong = {"code": f"{(int(right) + 1) % 10**6:06d}", "terms": terms.text().hash}
    for left in (4, 3, 2, 1):
        page = phone.post(at("identity", envelope), wrong)
        assert page.status_code == 422
        assert f"还能试 {left} 次" in page.content.decode()
        assert f'value="{wrong["code"]}"' in page.content.decode()
    page = phone.post(at("identity", envelope), wrong)
    assert "已经换了一个新码" in page.content.decode()
    world.work()
    fresh = world.texted(envelope.case.leaver)
    assert phone.post(at("identity", envelope), {**wrong, "code": fresh}).status_code == 302


def test_whoever_read_other_terms_is_shown_the_new_ones(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    phone.post(at("code", envelope))
    world.work()
    code = world.texted(envelope.case.leaver)
    page = phone.post(at("identity", envelope), {"code": code, "terms": "0" * 64})
    assert page.status_code == 422
    assert "刚更新过" in page.content.decode()
    assert Consent.objects.count() == 0


def test_the_code_runs_out_while_the_name_is_written_and_nothing_is_lost(
    envelope: Envelope,
) -> None:
    phone = world.browser(envelope.case.leaver)
    world.to_the_name(phone, envelope)
    with clock.at(clock.now() + dt.timedelta(minutes=16)):
        page = phone.post(at("hand", envelope), {"strokes": world.strokes()})
        assert page.status_code == 422
        assert "您写的名字还在" in page.content.decode()
        world.to_the_name(phone, envelope)
        assert phone.post(at("hand", envelope), {"strokes": world.strokes()}).status_code == 302


def test_a_form_that_is_sent_twice_signs_once(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    world.to_the_name(phone, envelope)
    for _ in range(2):
        answer = phone.post(at("hand", envelope), {"strokes": world.strokes()})
        assert answer.headers["Location"] == at("done", envelope)
        world.work()
    assert len(Envelope.objects.get(pk=envelope.pk).paper.revisions) == 2
    given = envelope.case.events.filter(kind="signature_given")
    assert given.count() == 1


def test_two_tabs_end_at_the_same_signature(envelope: Envelope) -> None:
    one, other = (world.browser(envelope.case.leaver) for _ in range(2))
    world.to_the_name(one, envelope)
    with clock.at(clock.now() + dt.timedelta(minutes=2)):
        world.to_the_name(other, envelope)
    assert one.post(at("hand", envelope), {"strokes": world.strokes()}).status_code == 302
    answer = other.post(at("hand", envelope), {"strokes": world.strokes(size=1.1)})
    assert answer.headers["Location"] == at("done", envelope)
    for address in ("identity", "hand"):
        assert other.get(at(address, envelope)).headers["Location"] == at("done", envelope)
    assert other.post(at("code", envelope)).headers["Location"] == at("done", envelope)


def test_two_tabs_on_one_phone_may_use_the_same_code(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    phone.post(at("code", envelope))
    world.work()
    answer = {"code": world.texted(envelope.case.leaver), "terms": terms.text().hash}
    assert phone.post(at("identity", envelope), answer).status_code == 302
    assert phone.post(at("identity", envelope), answer).status_code == 302
    assert OneTimeCode.objects.count() == 1


def test_not_yet_is_said_with_a_reason_and_changes_nothing_else(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    page = phone.post(at("decline", envelope), {"words": "日子再早一点"})
    assert page.status_code == 422
    assert "日子再早一点" in page.content.decode()

    answer = {"reason": "date", "words": "日子再早一点"}
    page = phone.post(at("decline", envelope), answer, follow=True)
    assert "记下了，先不签" in page.content.decode()
    envelope.refresh_from_db()
    assert (envelope.state, envelope.reason) == (Envelope.State.DECLINED, "date")
    event = envelope.case.events.get(kind="signature_declined")
    assert "日子" not in str(event.facts)
    assert chain.read(event) == "日子再早一点"

    again = phone.post(at("decline", envelope), answer)
    assert "记下了，先不签" in again.content.decode()
    page = phone.get(at("read", envelope))
    assert page.status_code == 200
    assert "看完了，去签字" not in page.content.decode()
    assert phone.post(at("code", envelope)).status_code == 409


def test_nobody_else_sees_that_there_is_anything_to_sign(envelope: Envelope) -> None:
    stranger = world.browser(make.employee("王磊", "13800000011").user)
    for address in ("read", "original", "download", "identity", "hand", "done", "decline"):
        assert stranger.get(at(address, envelope)).status_code == 404
    assert stranger.get(at("page", envelope, 1)).status_code == 404
    for address in ("code", "identity", "hand", "decline"):
        assert stranger.post(at(address, envelope)).status_code == 404


def test_a_link_or_an_old_code_is_not_enough(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    session = phone.session
    session["strength"] = "link"
    session.save()
    for address in ("read", "hand"):
        answer = phone.get(at(address, envelope))
        assert answer.status_code == 302
        assert "/sign-in/again/" in answer.headers["Location"]
    assert phone.post(at("code", envelope)).status_code == 403
    assert OneTimeCode.objects.count() == 0


def test_when_the_time_is_over_the_paper_can_still_be_read(envelope: Envelope) -> None:
    with clock.at(envelope.expires_at):
        phone = world.browser(envelope.case.leaver)
        assert phone.post(at("code", envelope)).status_code == 409
        world.work()
        page = phone.get(at("read", envelope))
        assert "签字时间过了" in page.content.decode()
    envelope.refresh_from_db()
    assert envelope.state == Envelope.State.EXPIRED


def test_without_a_code_the_pad_stays_shut(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    assert phone.get(at("hand", envelope)).headers["Location"] == at("identity", envelope)
    page = phone.post(at("hand", envelope), {"strokes": world.strokes()})
    assert page.status_code == 422
    page = phone.get(at("identity", envelope))
    assert "还没发验证码" in page.content.decode()
    assert world.employee(envelope).state == Actor.State.ASKED


def test_until_the_worker_has_posted_it_the_page_says_so() -> None:
    make.grant(make.employee("李丽", "13800000010").user, "hr")
    envelope = world.envelope(world.case())
    phone = world.browser(envelope.case.leaver)
    page = phone.get(at("read", envelope))
    assert "文件还在准备，几秒后再试。" in page.content.decode()
    assert phone.post(at("code", envelope)).status_code == 409


def test_seconds_on_each_page_stand_in_the_record_and_nobody_is_held_up_by_them() -> None:
    envelope = world.sent()
    phone = world.browser(envelope.case.leaver)
    place = world.at("dwell", envelope)
    assert phone.post(place, {"page0": "31", "page1": "12"}).status_code == 204
    assert (
        phone.post(place, {"page1": "8", "page9": "5", "x": "1", "page2": "-4"}).status_code == 204
    )
    world.to_the_name(phone, envelope)
    assert phone.get(place).status_code == 405
    actor = world.employee(envelope)
    phone.post(world.at("hand", envelope), {"strokes": world.strokes()})
    actor.refresh_from_db()
    sealed = base64.b64decode(actor.evidence["sealed"])
    text = chain.unseal(envelope.case, sealed, place=f"evidence:{actor.pk}")
    assert json.loads(text or "")["device"]["pages"] == {"0": 31, "1": 20}
