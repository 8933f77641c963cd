"""What the room promises to others: a light web, a port with a service behind it, an API."""

import subprocess
import sys

import pytest
from ninja.testing import TestClient

from lizhi.cases.kinds import KINDS as CASE_KINDS
from lizhi.documents import actions as documents
from lizhi.signing import kinds, posting
from lizhi.signing.api import router
from lizhi.signing.models import Envelope
from lizhi.signing.providers import (
    ActorSpec,
    Client,
    Doc,
    NotReady,
    Provider,
    State,
    Unprepared,
    get_provider,
)
from lizhi.signing.providers import Envelope as Spec
from tests import make
from tests.signing import world

WEB = "views api actions urls models forms rules trust ca providers"
HEAVY = ("pyhanko", "typst", "asn1crypto", "pypdfium2", "lizhi.documents.printing")
LOOK = """
import importlib, sys, django
django.setup()
for module in {modules!r}.split():
    importlib.import_module(f"lizhi.signing.{{module}}")
print(*(name for name in {heavy!r} if name in sys.modules))
"""


@pytest.mark.slow
def test_a_web_worker_loads_nothing_that_makes_signatures() -> None:
    script = LOOK.format(modules=WEB, heavy=HEAVY)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)  # noqa: S603
    assert run.stdout.decode().split() == []


def test_every_kind_of_event_has_words_and_none_is_written_by_two_rooms() -> None:
    names = {value for name, value in vars(kinds).items() if name.isupper() and name != "KINDS"}
    assert names == set(kinds.KINDS)
    assert not names & set(CASE_KINDS)


@pytest.mark.django_db
class TestBuiltin:
    """The service inside the house, as the port asks for it."""

    def test_it_has_every_method_that_it_names_and_the_port_knows(self) -> None:
        service = get_provider("builtin")
        for method in service.capabilities():
            assert callable(getattr(service, method))
            assert hasattr(Provider, method)

    def test_its_reference_is_our_number_and_asking_again_gives_the_same(self) -> None:
        envelope = world.envelope(world.case())
        spec = posting.spec_of(envelope)
        service = get_provider("builtin")
        assert service.create(spec) == service.create(spec) == envelope.biz_no
        assert [actor.name for actor in spec.actors] == ["张敏", "示例制造（深圳）有限公司"]
        assert {field.actor for field in spec.fields} == {"employee", "company"}

    def test_a_signer_without_a_place_is_named(self) -> None:
        spec = posting.spec_of(world.envelope(world.case()))
        fields = tuple(field for field in spec.fields if field.actor != "company")
        lame = Spec(spec.biz_no, spec.subject, spec.docs, spec.actors, fields, spec.expires_at)
        with pytest.raises(Unprepared, match="company"):
            get_provider("builtin").create(lame)

    def test_it_says_how_far_it_is_and_gives_the_paper_and_the_proof(self) -> None:
        envelope = world.sent()
        service = get_provider("builtin")
        with pytest.raises(NotReady):
            service.evidence(envelope.biz_no)
        world.sign(world.employee(envelope))
        world.work()
        status = service.status(envelope.biz_no)
        assert status.state is State.SIGNING
        assert status.actors == {"employee": "signed", "company": "asked"}
        envelope.paper.refresh_from_db()
        assert service.documents(envelope.biz_no) == [documents.read(envelope.paper.file)]
        made = world.evidence(envelope)["signatures"][0]["made"]
        assert made["after"] == envelope.paper.revisions[-1]

    def test_its_link_asks_who_is_there(self) -> None:
        envelope = world.sent()
        link = get_provider("builtin").signer_link(envelope.biz_no, "employee", Client(), "")
        assert link.url.endswith(f"/sign/{envelope.biz_no}/")
        assert link.needs_login
        assert link.expires_at == envelope.expires_at

    def test_more_time_a_reminder_and_calling_back_go_through_it_too(self) -> None:
        envelope = world.sent()
        service = get_provider("builtin")
        service.remind(envelope.biz_no)
        service.extend(envelope.biz_no, envelope.expires_at.replace(year=2027))
        service.revoke(envelope.biz_no, "another day")
        envelope.refresh_from_db()
        assert (envelope.state, envelope.expires_at.year) == (Envelope.State.REVOKED, 2027)

    def test_a_file_can_be_brought(self) -> None:
        key = get_provider("builtin").upload(Doc("1", "a.pdf", b"%PDF-", ""))
        assert int(key)

    def test_a_neutral_signer_needs_no_more_than_a_name(self) -> None:
        assert ActorSpec("employee", "person", "张敏").verify == {"sms"}


@pytest.mark.django_db
def test_the_api_says_how_far_it_is_to_those_whom_it_concerns() -> None:
    envelope = world.sent()
    hr = make.employee("李丽", "13800000010")
    make.grant(hr.user, "hr")
    client = TestClient(router)
    address = f"/envelopes/{envelope.biz_no}"
    for user in (envelope.case.leaver, hr.user):
        told = client.get(address, user=user)
        assert told.status_code == 200
        assert told.json()["state"] == "signing"
        assert [actor["role"] for actor in told.json()["actors"]] == ["employee", "company"]
    stranger = make.employee("王磊", "13800000011").user
    assert client.get(address, user=stranger).status_code == 404
    assert client.get(address).status_code == 404
