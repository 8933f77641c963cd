"""Several papers in one go: one list, one proof for exactly this set, one name, many signatures."""

import base64
import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.validation import check_pdf
from lizhi.identity import actions as identity
from lizhi.identity.models import IdentityProof
from lizhi.notifications.models import Message
from lizhi.signing import actions, terms, trust
from lizhi.signing.models import Actor, Ceremony, Envelope, OneTimeCode
from tests import make
from tests.signing import world

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SUBJECTS = (
    "离职协议",
    "交接清单",
    "结算确认",
    "保密约定",
    "物品归还",
    "联系方式",
    "资料交接",
    "账号移交",
)


@pytest.fixture(autouse=True)
def li_li() -> None:
    """HR of the branch, whom a leaver may ask."""
    make.grant(make.employee("李丽", "13800000004").user, "hr")


def out(case: Case, number: int) -> list[Envelope]:
    """So many papers, each out for 张敏's name and nobody else's."""
    made = [
        actions.send(
            case=case,
            paper=world.agreement(case, f"-{n}"),
            purpose=f"paper_{n}",
            actors=[actions.NewActor(role="employee", user=case.leaver)],
            expires_at=clock.now() + dt.timedelta(days=7),
            at=clock.now(),
            subject=SUBJECTS[n],
        )
        for n in range(number)
    ]
    world.work()
    for envelope in made:
        envelope.refresh_from_db()
    return made


def page(client: Client, path: str = "/sign/") -> str:
    """What stands there."""
    return client.get(path).content.decode()


def choose(phone: Client, envelopes: list[Envelope]) -> Any:
    """On to sign these."""
    return phone.post("/sign/together/code/", {"who": [one.biz_no for one in envelopes]})


def prove(phone: Client, envelopes: list[Envelope]) -> Any:
    """The code for these, read from the phone and typed."""
    assert choose(phone, envelopes)["Location"] == "/sign/together/identity/"
    world.work()
    user = envelopes[0].case.leaver
    typed = {"code": world.texted(user), "terms": terms.text().hash}
    return phone.post("/sign/together/identity/", typed)


def record(actor: Actor) -> dict[str, Any]:
    """The evidence of one signature."""
    sealed = base64.b64decode(actor.evidence["sealed"])
    text = chain.unseal(actor.envelope.case, sealed, place=f"evidence:{actor.pk}")
    found: dict[str, Any] = json.loads(text or "{}")
    return found


def test_eight_papers_are_read_in_place_proved_once_and_signed_once() -> None:
    case = world.case()
    envelopes = out(case, 8)
    phone = world.browser(case.leaver)
    shown = page(phone)
    assert "8 份文件，一次签完" in shown
    assert shown.count("还没看") == 8
    assert len(shown.encode()) < 25_000

    opened = phone.post(world.at("seen", envelopes[0]), HTTP_HX_REQUEST="true").content.decode()
    assert "第一条" in opened
    assert page(phone).count("还没看") == 7

    assert prove(phone, envelopes)["Location"] == "/sign/together/hand/"
    assert "8 份" in page(phone, "/sign/together/hand/")
    done = phone.post("/sign/together/hand/", {"strokes": world.strokes()})["Location"]
    assert "正在盖时间戳" in page(phone, done)
    world.work()
    after = page(phone, done)

    assert "签好了 8 份" in after
    assert "every 2s" not in after
    assert OneTimeCode.objects.count() == 1
    actors = list(Actor.objects.select_related("envelope__case", "envelope__paper__file"))
    assert {actor.state for actor in actors} == {Actor.State.SIGNED}
    assert len({actor.evidence["made"]["certificate"] for actor in actors}) == 8
    ceremony = Ceremony.objects.get()
    for actor in actors:
        found = record(actor)
        assert found["ceremony"]["id"] == ceremony.pk
        assert len(found["ceremony"]["papers"]) == len(found["identity"]["documents"]) == 8
    pdf = documents.read(actors[0].envelope.paper.file)
    assert check_pdf(pdf, root=trust.root_pem()).valid


def test_one_of_them_called_back_meanwhile_is_named_and_the_others_stand() -> None:
    case = world.case()
    envelopes = out(case, 2)
    phone = world.browser(case.leaver)
    prove(phone, envelopes)
    proof, actors = IdentityProof.objects.get(), [world.employee(one) for one in envelopes]
    actions.revoke(envelopes[1], at=clock.now())
    made = _handed_in(actors, proof)
    world.work()
    shown = page(phone, f"/sign/together/done/{made.pk}/")

    assert "签好了 1 份" in shown
    assert "1 份没签上" in shown
    assert "收回" in shown
    assert 'href="tel:' in shown
    envelopes[0].refresh_from_db()
    assert envelopes[0].state == Envelope.State.COMPLETED


def _handed_in(actors: list[Actor], proof: IdentityProof, **values: Any) -> Ceremony:
    given: dict[str, Any] = {
        "strokes": world.strokes(),
        "consent": True,
        "device": world.DEVICE,
        "by": actors[0].user,
        "at": clock.now(),
        "key": f"set:{proof.pk}",
    }
    return actions.sign_together(actors, proof=proof, **{**given, **values})


def test_the_proof_is_for_exactly_this_set_and_once() -> None:
    case = world.case()
    first, second, third = out(case, 3)
    prove(world.browser(case.leaver), [first, second])
    proof = IdentityProof.objects.get()
    three = [world.employee(one) for one in (first, second, third)]

    with pytest.raises(Refused):
        _handed_in(three, proof)
    with pytest.raises(Refused):
        _handed_in(three[:1], proof)
    made = _handed_in(three[:2], proof)
    assert _handed_in(three[:2], proof) == made
    with pytest.raises(Refused):
        _handed_in(three[:2], proof, key="another")
    assert case.events.filter(kind="signature_given").count() == 2


def test_another_phone_goes_on_where_the_first_one_stopped() -> None:
    case = world.case()
    envelopes = out(case, 2)
    old = world.browser(case.leaver)
    old.post(world.at("seen", envelopes[0]))
    prove(old, envelopes)

    new = world.browser(case.leaver)
    assert page(new).count("还没看") == 0  # who asks for a code has them all before the eyes
    assert choose(new, envelopes)["Location"] == "/sign/together/hand/"
    done = new.post("/sign/together/hand/", {"strokes": world.strokes()})["Location"]
    world.work()
    assert "签好了 2 份" in page(new, done)
    assert old.post("/sign/together/hand/", {"strokes": world.strokes()})["Location"] == "/sign/"


def test_one_paper_opens_itself_and_none_says_so() -> None:
    case = world.case()
    phone = world.browser(case.leaver)
    assert "没有等您签的文件" in page(phone)
    (only,) = out(case, 1)
    assert phone.get("/sign/")["Location"] == world.at("read", only)


def test_a_wrong_code_and_no_name_leave_everything_as_it_was() -> None:
    case = world.case()
    envelopes = out(case, 2)
    phone = world.browser(case.leaver)
    choose(phone, envelopes)
    world.work()
    wrong = {"code": "000000", "terms": terms.text().hash}
    answer = phone.post("/sign/together/identity/", wrong)
    assert answer.status_code == 422
    assert "还能试" in answer.content.decode()
    assert phone.get("/sign/together/hand/")["Location"] == "/sign/together/identity/"
    right = {"code": world.texted(case.leaver), "terms": terms.text().hash}
    phone.post("/sign/together/identity/", right)
    empty = phone.post("/sign/together/hand/", {"strokes": ""})
    assert empty.status_code == 422
    assert not Ceremony.objects.exists()


def test_a_typed_name_does_for_all() -> None:
    case = world.case()
    envelopes = out(case, 2)
    phone = world.browser(case.leaver)
    prove(phone, envelopes)
    done = phone.post("/sign/together/hand/", {"way": "typed", "typed": "张敏"})["Location"]
    world.work()
    assert "签好了 2 份" in page(phone, done)


def test_what_is_somebody_elses_is_not_there() -> None:
    case = world.case()
    envelopes = out(case, 2)
    other = world.browser(make.employee("何静", "13800000008").user)

    assert "没有等您签的文件" in page(other)
    assert other.post(world.at("seen", envelopes[0])).status_code == 404
    assert choose(other, envelopes)["Location"] == "/sign/"
    prove(world.browser(case.leaver), envelopes)
    made = _handed_in([world.employee(one) for one in envelopes], IdentityProof.objects.get())
    assert other.get(f"/sign/together/done/{made.pk}/").status_code == 404


def test_the_message_says_how_many_it_is_for() -> None:
    case = world.case()
    prove(world.browser(case.leaver), out(case, 2))
    assert "签《离职协议》等 2 份的验证码" in Message.objects.get(template="signing.code").text


def test_papers_for_which_the_code_is_not_enough_are_signed_one_by_one(settings: Any) -> None:
    case = world.case()
    envelopes = out(case, 2)
    actors = [world.employee(one) for one in envelopes]
    phone = world.browser(case.leaver)
    settings.SIGNING_WAYS_WITH_SECOND = ["code", "face"]
    assert choose(phone, envelopes)["Location"] == world.at("read", envelopes[0])
    way = IdentityProof.Way.CODE
    proof = identity.prove(actions.binding_of(*actors), way=way, facts={}, at=clock.now())
    with pytest.raises(Refused, match="只有这一样还不够"):
        _handed_in(actors, proof)
